"""A model is kept as signed numbers; what was changed does not load."""

import json
import unittest

from ..model_file import (
    ModelError,
    ModelVersionError,
    TamperedModelError,
    from_json,
    from_json_with_frame,
    signature,
    to_json,
)
from ..prediction import Model, Neighbours, predict
from ..prediction_models import Fitted, Tree

KEY = b"sixteen bytes or more"
TREE = Tree((1, 0, 0), (0.25, 0.0, 0.0), (1, -1, -1), (2, -1, -1), (0.5, 0.2, 0.9))
FOREST = Model(
    Fitted("forest", (5.0, 4.0), (1.5, 2.0), trees=(TREE, TREE)),
    400,
    200,
    0.2,
    0.9,
    (Neighbours(0.9, 400, 200),),
)
LOGISTIC = Model(
    Fitted("questions", (5.0, 1 / 3), (1.5, 2.0), 0.1, (0.1 + 0.2, -0.2)),
    400,
    200,
    0.2,
    0.9,
    (Neighbours(0.5, 200, 80), Neighbours(0.9, 200, 120)),
)


class TestModelFile(unittest.TestCase):
    def test_there_and_back(self):
        for model in (FOREST, LOGISTIC):
            text = to_json(model, KEY)
            self.assertEqual(from_json(text, KEY), model)
            self.assertEqual(to_json(from_json(text, KEY), KEY), text)

    def test_what_goes_with_it_is_signed_with_it(self):
        frame = {"questions": [7, 9], "mean": [0.1 + 0.2]}
        text = to_json(LOGISTIC, KEY, frame)
        self.assertEqual(from_json_with_frame(text, KEY), (LOGISTIC, frame))
        self.assertEqual(from_json_with_frame(to_json(LOGISTIC, KEY), KEY), (LOGISTIC, {}))
        with self.assertRaises(TamperedModelError):
            from_json(text.replace("[7,9]", "[9,7]"), KEY)

    def test_a_forest_predicts_from_its_numbers(self):
        model = from_json(to_json(FOREST, KEY), KEY)
        low, high, edge = predict(model, [None] * 3, [[5, 4], [5, 6], [None, 4.5]])
        self.assertEqual((low.value, high.value, edge.value), (0.2, 0.9, 0.2))

    def test_every_change_is_noticed(self):
        content = json.loads(to_json(LOGISTIC, KEY))
        changes = [
            ("model", content["model"] | {"n": 4000}),
            ("model", content["model"] | {"fitted": content["model"]["fitted"] | {"intercept": 5.0}}),
            ("version", 2),
            ("format", "other"),
            ("signature", "0" * 64),
            ("signature", None),
            ("extra", 1),
        ]
        for name, value in changes:
            with self.assertRaises(TamperedModelError, msg=name):
                from_json(json.dumps(content | {name: value}), KEY)
        with self.assertRaises(TamperedModelError):
            from_json(to_json(LOGISTIC, KEY), b"another key of sixteen")

    def test_layout_is_nothing(self):
        pretty = json.dumps(json.loads(to_json(LOGISTIC, KEY)), indent=2)
        self.assertEqual(from_json(pretty, KEY), LOGISTIC)

    def test_no_model(self):
        for text in (
            "",
            "[]",
            "{}",
            "null",
            '{"signature": 1',
            "[" * 100_000,
            '{"signature":"a","model":NaN}',
            None,
        ):
            with self.assertRaises(ModelError, msg=str(text)[:20]):
                from_json(text, KEY)

    def test_signed_but_of_another_version_or_without_parts(self):
        content = json.loads(to_json(LOGISTIC, KEY))
        del content["signature"]
        newer = content | {"version": 2}
        with self.assertRaises(ModelVersionError):
            from_json(json.dumps(newer | {"signature": signature(newer, KEY)}), KEY)
        less = content | {"model": {}}
        with self.assertRaises(ModelError):
            from_json(json.dumps(less | {"signature": signature(less, KEY)}), KEY)

    def test_a_short_key_is_refused(self):
        self.assertEqual(from_json(to_json(LOGISTIC, b"k" * 16), b"k" * 16), LOGISTIC)
        for call in (lambda: to_json(LOGISTIC, b"k" * 15), lambda: from_json("{}", b"")):
            with self.assertRaisesRegex(ValueError, "bytes or more"):
                call()
