"""Summaries without a model: statements with literal quotes, open points, no advice and no score."""

import unittest

from ..evidence import supports
from ..prompts.summary import is_fit
from ..schema import SummaryEntry, SummaryRequest
from .scoring_support import ENGINE, INSTRUCTION, LANGS, load

ITEMS = load("score_dev")


def summary(lang, *kinds, competency=""):
    rows = [item for item in ITEMS if item["lang"] == lang]
    entries = tuple(
        SummaryEntry(
            rows[number % len(rows)]["question"],
            rows[number % len(rows)]["answers"].get(kind, kind),
            competency,
        )
        for number, kind in enumerate(kinds)
    )
    return entries, ENGINE.summarise(SummaryRequest("Job", entries, lang))


class TestSummary(unittest.TestCase):
    def test_statements_rest_on_quotes(self):
        for lang in LANGS:
            entries, result = summary(
                lang, "strong", "medium", "weak", "fluff", competency="X {kinds} {number}"
            )
            self.assertTrue(result.strengths, lang)
            for row in (*result.strengths, *result.concerns):
                self.assertTrue(supports(entries[row.entry].answer, row.evidence))
                self.assertTrue(is_fit(row.text, lang), row.text)
            self.assertTrue(any("X {kinds} {number}" in point for point in result.open_points), lang)

    def test_fluff_is_a_concern(self):
        for lang in LANGS:
            _entries, result = summary(lang, "fluff")
            self.assertFalse(result.strengths, lang)
            self.assertTrue(result.concerns, lang)

    def test_no_answer_and_no_question(self):
        for lang in LANGS:
            _entries, result = summary(lang, "", INSTRUCTION[lang])
            self.assertEqual((), result.strengths + result.concerns, lang)
            self.assertEqual(2, len(result.open_points))
        self.assertEqual((), ENGINE.summarise(SummaryRequest("Job", ())).open_points)
