"""What an answer shows goes out of the scorer, through repeats and JSON, and is never made up."""

import json
import unittest

from .. import codec
from ..offline.score.walk import SHOWN
from ..repeats import combine
from ..schema import ANSWER_FEATURES, ScoreResult
from .scoring_support import INSTRUCTION, LANGS, load, score

ITEMS = load("score_dev")


def sample(*features):
    return ScoreResult("offline", "1", (), None, features=features)


class TestFeatures(unittest.TestCase):
    def test_a_strong_answer_shows_more_than_a_weak_one_in_each_language(self):
        for lang in LANGS:
            item = next(item for item in ITEMS if item["lang"] == lang)
            strong, weak = (set(score(item, item["answers"][kind]).features) for kind in ("strong", "weak"))
            self.assertLessEqual({"act", "figure"}, strong, lang)
            self.assertGreater(len(strong), len(weak), lang)
            self.assertLessEqual(strong | weak, set(ANSWER_FEATURES))

    def test_an_answer_that_is_refused_shows_nothing(self):
        for item in ITEMS[:4]:
            for answer in ("", item["question"], INSTRUCTION[item["lang"]], item["answers"]["keywords"]):
                self.assertEqual(score(item, answer).features, (), answer[:40])

    def test_every_kind_the_scorer_tells_has_a_code(self):
        self.assertEqual(set(ANSWER_FEATURES), {"act", "figure", "change", *SHOWN})
        self.assertEqual(len(ANSWER_FEATURES), len(set(ANSWER_FEATURES)))

    def test_repeats_show_what_most_of_them_show(self):
        self.assertEqual(combine([sample("act", "figure")] * 3).features, ("act", "figure"))
        self.assertEqual(combine([sample("act"), sample("act", "data"), sample("risk")]).features, ("act",))
        self.assertEqual(combine([sample("act"), sample()]).features, ())

    def test_json_keeps_them_and_older_results_have_none(self):
        text = codec.dump_result("score", sample("act", "figure"))
        self.assertEqual(codec.load_result("score", text).features, ("act", "figure"))
        older = {key: value for key, value in json.loads(text).items() if key != "features"}
        self.assertEqual(codec.load_result("score", json.dumps(older)).features, ())
