"""Gold questions: what asks for a protected characteristic is blocked, what is about work passes."""

from __future__ import annotations

import json
import unittest
from pathlib import Path

from ..base import EngineInputError
from ..lint import LINT_LANGS, lint_text, lint_version

DATA = Path(__file__).parent / "data"


def gold(lang):
    """Return the gold questions of a language."""
    return json.loads((DATA / f"lint_gold_{lang}.json").read_text(encoding="utf-8"))


def blocks(text, lang, country=None):
    """Return the blocking findings of a text."""
    return [finding for finding in lint_text(text, lang, country) if finding.severity == "block"]


class TestGold(unittest.TestCase):
    def test_sizes(self):
        """At least 60 forbidden and 60 innocent questions in each language."""
        for lang in LINT_LANGS:
            self.assertGreaterEqual(len(gold(lang)["forbidden"]), 60)
            self.assertGreaterEqual(len(gold(lang)["innocent"]), 60)

    def test_forbidden_is_blocked(self):
        """Every forbidden question is blocked, under its topic, on a span with the telling word."""
        for lang in LINT_LANGS:
            for row in gold(lang)["forbidden"]:
                with self.subTest(lang=lang, text=row["text"]):
                    found = blocks(row["text"], lang)
                    self.assertIn(row["code"], [finding.code for finding in found])
                    self.assertTrue(
                        any(row["key"].lower() in finding.excerpt.lower() for finding in found),
                        [finding.excerpt for finding in found],
                    )

    def test_forbidden_has_reason_basis_and_rewrite(self):
        for lang in LINT_LANGS:
            for row in gold(lang)["forbidden"]:
                with self.subTest(lang=lang, text=row["text"]):
                    first = lint_text(row["text"], lang)[0]
                    self.assertTrue(first.message and first.basis and first.rewrite)
                    self.assertEqual(lint_text(first.rewrite, lang), [])

    def test_innocent_passes(self):
        """Nothing above information on any question about work."""
        for lang in LINT_LANGS:
            for row in gold(lang)["innocent"]:
                with self.subTest(lang=lang, text=row["text"]):
                    found = [f for f in lint_text(row["text"], lang) if f.severity != "info"]
                    self.assertEqual(found, [])


class TestWriting(unittest.TestCase):
    """Disguises of the same question."""

    def test_full_width_and_case(self):
        found = blocks("ＡＲＥ ＹＯＵ ＭＡＲＲＩＥＤ？", "en")
        self.assertEqual([f.excerpt for f in found], ["ＡＲＥ ＹＯＵ ＭＡＲＲＩＥＤ"])

    def test_zero_width_inside_words(self):
        text = "Are you m\u200bar\u200dried?"
        self.assertEqual([f.excerpt for f in blocks(text, "en")], [text[:-1]])
        self.assertTrue(blocks("您结\u200b婚了吗?", "zh_CN"))

    def test_soft_hyphen_line_break_and_decomposed_accents(self):
        self.assertTrue(blocks("Are you preg\u00adnant?", "en"))
        self.assertTrue(blocks("Are you\nmarried?", "en"))
        self.assertTrue(blocks("¿Que\u0301 edad tiene?", "es"))

    def test_spaces_between_han(self):
        self.assertTrue(blocks("您 结 婚 了 吗 ?", "zh_CN"))

    def test_traditional_characters(self):
        for text in ("您結婚了嗎?", "您打算什麼時候懷孕?", "您的籍貫是哪裡?", "你有沒有殘疾?"):
            self.assertTrue(blocks(text, "zh_CN"), text)

    def test_half_width_katakana(self):
        self.assertTrue(blocks("ﾊｰﾌですか。", "ja"))

    def test_other_language_in_the_text(self):
        """An English question in a Chinese field, and the reverse, is found too."""
        self.assertTrue(blocks("Are you married?", "zh_CN"))
        self.assertTrue(blocks("Are you married?", "ja"))
        self.assertTrue(blocks("您结婚了吗?", "en"))
        self.assertTrue(blocks("結婚していますか。", "es"))

    def test_forbidden_part_of_a_longer_text(self):
        """The lawful sentence stays in the rewrite."""
        text = "How do you plan a sprint? By the way, are you married?"
        found = blocks(text, "en")
        self.assertEqual(found[0].code, "protected.marital")
        self.assertNotIn("married", found[0].rewrite)


class TestCountries(unittest.TestCase):
    def basis(self, text, lang, country):
        """Return severity and basis of the gravest finding."""
        first = lint_text(text, lang, country)[0]
        return first.severity, first.basis

    def test_basis_follows_the_country(self):
        rows = [
            ("Are you pregnant?", "en", "CN", "art. 43"),
            ("Are you pregnant?", "en", "US", "PDA"),
            ("Are you pregnant?", "en", "FR", "2006/54"),
            ("Are you pregnant?", "en", "ES", "3/2007"),
            ("Are you pregnant?", "en", "JP", "Equal Employment Opportunity Act"),
            ("你打算什么时候要孩子?", "zh_CN", "CN", "第四十三条"),
            ("你的户口在哪里?", "zh_CN", "CN", "第三十一条"),
            ("How old are you?", "en", "US", "ADEA"),
            ("Do you have a disability?", "en", "US", "ADA"),
            ("Have you taken a genetic test?", "en", "US", "GINA"),
            ("Are you Muslim?", "en", "DE", "2000/78"),
            ("What race are you?", "en", "de", "2000/43"),
            ("本籍はどこですか。", "ja", "JP", "職業安定法第5条の5"),
            ("¿Tiene alguna discapacidad?", "es", "ES", "9.5"),
            ("¿Está casada?", "es", "ES", "4.2.c"),
        ]
        for text, lang, country, part in rows:
            with self.subTest(text=text, country=country):
                severity, basis = self.basis(text, lang, country)
                self.assertEqual(severity, "block")
                self.assertIn(part, basis)

    def test_spain_has_its_own_and_the_european_basis(self):
        basis = self.basis("¿Está embarazada?", "es", "ES")[1]
        self.assertIn("3/2007", basis)
        self.assertIn("2006/54", basis)

    def test_severity_follows_the_country(self):
        text = "What is your current salary?"
        self.assertEqual(self.basis(text, "en", "US")[0], "block")
        self.assertEqual(self.basis(text, "en", "CN")[0], "warn")
        self.assertEqual(self.basis(text, "en", None)[0], "block")

    def test_country_without_rules_is_the_baseline(self):
        self.assertEqual(lint_text("Are you gay?", "en", "BR"), lint_text("Are you gay?", "en", None))

    def test_code_in_any_case(self):
        self.assertEqual(lint_text("Are you gay?", "en", " us "), lint_text("Are you gay?", "en", "US"))

    def test_what_is_no_code_is_refused(self):
        """ "Germany" was taken in silence and got the baseline instead of the law of the EU."""
        for country in ("Germany", "DEU", "ZZ", "D", "德国"):
            with self.subTest(country=country), self.assertRaisesRegex(EngineInputError, "ISO code"):
                lint_text("Are you gay?", "en", country)


class TestInput(unittest.TestCase):
    def test_unknown_language(self):
        for lang in ("fr", "", "zh", "EN"):
            with self.assertRaisesRegex(EngineInputError, "cannot be checked"):
                lint_text("Are you married?", lang)

    def test_empty(self):
        for text in ("", "  ", "\u200b\n"):
            self.assertEqual(lint_text(text, "en"), [])

    def test_version(self):
        self.assertRegex(lint_version(), r"^lint-\d+\.\d+\.\d+$")

    def test_lawful_questions_pass(self):
        rows = [
            ("Are you legally authorised to work in this country?", "en"),
            ("Are you at least 18 years old?", "en"),
            ("Will you need sponsorship for a work visa?", "en"),
            ("What salary do you expect?", "en"),
            ("您的期望薪资是多少?", "zh_CN"),
            ("希望年収を教えてください。", "ja"),
            ("¿Tiene permiso de trabajo?", "es"),
        ]
        for text, lang in rows:
            with self.subTest(text=text):
                self.assertEqual([f for f in lint_text(text, lang) if f.severity != "info"], [])


if __name__ == "__main__":
    unittest.main()
