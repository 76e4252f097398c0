"""What must hold for every text: spans, clean rewrites, no crash, speed, consistent data.

The texts are drawn with a fixed seed from pieces that the rules react to; with hypothesis installed
arbitrary texts are tried as well.
"""

from __future__ import annotations

import json
import random
import time
import unittest
from pathlib import Path

from ..lint import LINT_LANGS, lint_text
from ..lint import data as lint_data

try:
    from hypothesis import given, settings
    from hypothesis import strategies as st
except ImportError:
    given = None

DATA = Path(__file__).parent / "data"
PIECES = [
    "\u200b",
    "\u00ad",
    " ",
    "\n",
    "?",
    "？",
    "。",
    ".",
    "!",
    "¿",
    "e\u0301",
    "ﬁ",
    "👩\u200d👧",
    "ｶﾞ",
    "\ud800",
    "İ",
    "ß",
]


def samples(lang):
    """Return the gold texts of a language."""
    rows = json.loads((DATA / f"lint_gold_{lang}.json").read_text(encoding="utf-8"))
    return [row["text"] for row in rows["forbidden"] + rows["innocent"]]


def check_invariants(test, text, lang):
    """Assert what must hold for the findings of any text."""
    findings = lint_text(text, lang)
    test.assertEqual(findings, lint_text(text, lang))
    for finding in findings:
        test.assertEqual(text[finding.start : finding.end], finding.excerpt)
        test.assertLess(finding.start, finding.end)
        test.assertIn(finding.severity, ("block", "warn", "info"))
        test.assertTrue(finding.message)
    for rewrite in {finding.rewrite for finding in findings if finding.rewrite}:
        test.assertEqual(lint_text(rewrite, lang), [], (text, rewrite))


class TestInvariants(unittest.TestCase):
    def test_mixed_texts(self):
        draw = random.Random(7)
        for lang in LINT_LANGS:
            texts = samples(lang)
            for _turn in range(150):
                parts = [draw.choice(texts) for _part in range(draw.randint(1, 3))]
                chars = list(draw.choice(["", " ", "\n"]).join(parts))
                for _noise in range(draw.randint(0, 4)):
                    chars.insert(draw.randrange(len(chars)), draw.choice(PIECES))
                check_invariants(self, "".join(chars), lang)

    def test_hidden_characters_change_nothing(self):
        """A zero-width character after every letter gives the same codes."""
        for lang in LINT_LANGS:
            for text in samples(lang)[:40]:
                hidden = "".join(char + "\u200b" for char in text)
                plain = [finding.code for finding in lint_text(text, lang)]
                self.assertEqual([finding.code for finding in lint_text(hidden, lang)], plain, text)


if given:

    class TestAnyText(unittest.TestCase):
        @settings(max_examples=400, deadline=None)
        @given(st.text(max_size=200), st.sampled_from(LINT_LANGS))
        def test_any_text(self, text, lang):
            check_invariants(self, text, lang)

        @settings(max_examples=300, deadline=None)
        @given(
            st.lists(st.sampled_from(PIECES + samples("en") + samples("zh_CN") + samples("es")), max_size=5),
            st.sampled_from(LINT_LANGS),
        )
        def test_pieces(self, parts, lang):
            check_invariants(self, "".join(parts), lang)


class TestData(unittest.TestCase):
    def test_every_template_lints_clean(self):
        for lang in LINT_LANGS:
            texts = [row["rewrite"] for row in lint_data.messages(lang).values()]
            texts += [row["replace"] for row in lint_data.load(f"tone_{lang}")["rules"]]
            texts += list(lint_data.load(f"tone_{lang}")["pair"].values())
            for text in texts:
                if text and "{x}" not in text:
                    with self.subTest(lang=lang, text=text):
                        self.assertEqual(lint_text(text, lang), [])

    def test_every_code_has_message_and_country_rule(self):
        for lang in LINT_LANGS:
            for rule in lint_data.lexicon(lang).rules:
                self.assertTrue(lint_data.messages(lang)[rule.code]["message"])
                self.assertTrue(lint_data.messages(lang)[rule.code]["rewrite"])
                self.assertIn(rule.code, lint_data.country_pack(None))
            for rule in lint_data.tone(lang).rules:
                self.assertTrue(lint_data.messages(lang)[rule.code]["message"])

    def test_same_codes_in_every_language(self):
        codes = [set(lint_data.messages(lang)) for lang in LINT_LANGS]
        self.assertTrue(all(each == codes[0] for each in codes))

    def test_laws_exist_in_every_language(self):
        for country in (None, "CN", "US", "JP", "ES", "FR"):
            for _severity, laws in lint_data.country_pack(country).values():
                for lang in LINT_LANGS:
                    self.assertTrue(lint_data.law_text(laws, lang))


class TestSpeed(unittest.TestCase):
    """Generous limits: the machine may be busy. Processor time, not wall time."""

    def test_thousand_questions(self):
        for lang in LINT_LANGS:
            texts = samples(lang)[-60:]
            texts = (texts * 20)[:1000]
            lint_text(texts[0], lang)
            start = time.process_time()
            for text in texts:
                lint_text(text, lang)
            self.assertLess(time.process_time() - start, 1.0, lang)

    def test_hundred_thousand_characters(self):
        shapes = [
            "a",
            "your ",
            "are you married? ",
            "你有没有",
            "子どもは",
            "tiene usted ",
            "a\u200b",
            "e\u0301",
            "?",
        ]
        for lang in LINT_LANGS:
            for name in LINT_LANGS:
                lint_text(samples(name)[0], lang)
            for shape in shapes:
                text = (shape * 100_000)[:100_000]
                start = time.process_time()
                lint_text(text, lang)
                self.assertLess(time.process_time() - start, 0.5, (lang, shape))


if __name__ == "__main__":
    unittest.main()
