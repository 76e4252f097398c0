"""Tone, leading, double, closed questions, jargon, length and relevance."""

from __future__ import annotations

import json
import unittest
from pathlib import Path

from ..lint import lint_text

GOLD = json.loads((Path(__file__).parent / "data" / "lint_tone.json").read_text(encoding="utf-8"))["langs"]


class TestWording(unittest.TestCase):
    def test_categories(self):
        """Each sample has a finding of its category and a rewrite without any finding."""
        for lang, groups in GOLD.items():
            for category, texts in groups.items():
                if category == "clean":
                    continue
                for text in texts:
                    with self.subTest(lang=lang, text=text):
                        found = [f for f in lint_text(text, lang) if f.category == category]
                        self.assertTrue(found)
                        self.assertTrue(found[0].rewrite)
                        self.assertEqual(lint_text(found[0].rewrite, lang), [])

    def test_usual_behavioural_questions_are_clean(self):
        for lang, groups in GOLD.items():
            for text in groups["clean"]:
                with self.subTest(lang=lang, text=text):
                    self.assertEqual(lint_text(text, lang), [])

    def test_job_hopping_is_rewritten_to_reasons(self):
        found = lint_text("Why do you change jobs so often?", "en")[0]
        self.assertEqual(found.code, "tone.job_hopping")
        self.assertIn("recent positions", found.rewrite)

    def test_leading_keeps_the_subject(self):
        found = lint_text("你难道不觉得加班是应该的吗?", "zh_CN")[0]
        self.assertIn("加班是应该的", found.rewrite)

    def test_closed_keeps_the_subject(self):
        found = lint_text("Can you use Excel?", "en")[0]
        self.assertEqual((found.severity, found.category), ("info", "closed"))
        self.assertIn("Excel", found.rewrite)

    def test_jargon_is_replaced_in_place(self):
        found = lint_text("How would you leverage our network?", "en")[0]
        self.assertEqual(found.excerpt, "leverage")
        self.assertEqual(found.rewrite, "How would you use our network?")

    def test_several_jargon_words_warn(self):
        self.assertEqual({f.severity for f in lint_text("How do you leverage synergies?", "en")}, {"warn"})


class TestSize(unittest.TestCase):
    def test_too_long(self):
        codes = [f.code for f in lint_text("Please describe the line. " * 60, "en")]
        self.assertIn("length.too_long", codes)
        codes = [f.code for f in lint_text("请介绍您的项目。" * 60, "zh_CN")]
        self.assertIn("length.too_long", codes)

    def test_too_short(self):
        self.assertEqual([f.code for f in lint_text("And why?", "en")], ["length.too_short"])

    def test_unchecked_rest_blocks(self):
        """A forbidden question behind thousands of characters cannot slip through."""
        for start in ("a" * 7000, " " * 7000, "?" * 7000):
            found = lint_text(start + " Are you married?", "en")
            self.assertEqual([f.severity for f in found if f.code == "length.not_checked"], ["block"])


class TestRelevance(unittest.TestCase):
    def test_missing(self):
        text = "How do you plan your day?"
        found = lint_text(text, "en", job_terms=("lean production",))
        self.assertEqual([f.code for f in found], ["relevance.no_job_term"])
        self.assertIn("lean production", found[0].rewrite)
        self.assertEqual(lint_text(found[0].rewrite, "en", job_terms=("lean production",)), [])

    def test_named(self):
        self.assertEqual(
            lint_text("How do you run lean workshops?", "en", job_terms=("Lean Production",)), []
        )
        self.assertEqual(lint_text("您如何用精益方法减少浪费?", "zh_CN", job_terms=("精益生产经验",)), [])

    def test_no_terms_no_finding(self):
        self.assertEqual(lint_text("How do you plan your day?", "en", job_terms=()), [])


if __name__ == "__main__":
    unittest.main()
