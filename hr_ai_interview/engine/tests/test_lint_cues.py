"""Cues, which only save time, must hide no rule that would match."""

from __future__ import annotations

import json
import unittest
from pathlib import Path

from ..lint import LINT_LANGS
from ..lint.cues import SLOT, CueIndex, flat, required_literals, slot_literals
from ..lint.data import lexicon, tone
from ..lint.normalise import normalise

DATA = Path(__file__).parent / "data"


def texts(lang):
    """Return all questions of the gold and outsider sets of a language."""
    for path in sorted(DATA.glob(f"lint_*_{lang}.json")):
        for rows in json.loads(path.read_text(encoding="utf-8")).values():
            yield from (row["text"] for row in rows if isinstance(row, dict) and "text" in row)


class TestReader(unittest.TestCase):
    """Each pattern with texts it matches: one of its cues stands in every one of them."""

    PATTERNS = [
        (r"\bex-?con(?:vict)?\b", ["ex-con", "excon,", "an ex-convict!"]),
        (
            r"\b(?:are|were) you (?:a |an )?(?:very )?old(?![\w'/-])",
            ["are you old?", "Were you a very old".lower()],
        ),
        (r"(?:^|[.?!] )\b(?:single)\b\?", ["single?", "well. single?"]),
        (r"organi[sz]e(?:d|s)?\b", ["organise", "organized"]),
        (r"(?:ab){2,3}c", ["ababc", "abababc"]),
        (r"do you (?:really |ever )*smoke+", ["do you smoke", "do you ever really smokeee"]),
        (r"'s job\b", ["a man's job"]),
        (r"(?:你|您)(?:结|订)婚(?!纪念)", ["你结婚", "您订婚了吗"]),
        (r"a\b b\b-c", ["a b-c"]),
        (r"(?!\w+ing)\w+ed by", ["hired by"]),
    ]

    def test_a_cue_stands_in_every_match(self):
        for pattern, matching in self.PATTERNS:
            cues = required_literals(pattern)
            for text in matching:
                with self.subTest(pattern=pattern, text=text):
                    self.assertRegex(text, pattern)
                    self.assertTrue(any(cue in flat(text) for cue in cues), cues)

    def test_word_edges_tell_words_apart(self):
        self.assertFalse(any(cue in flat("explain it") for cue in required_literals(r"\bex\b")))

    def test_nothing_known(self):
        for pattern in (r"\w+", r"(?:foo)?", r"(?:foo|\d)", r"\b", r"^$", r"[a-z]", r"(?=foo)"):
            self.assertIsNone(required_literals(pattern), pattern)

    def test_terms_take_the_edges_of_their_place(self):
        cues = slot_literals((rf"\b(?:your|ur) (?:{SLOT})(?![\w-])",), ["age", r"date of \w+"])
        self.assertEqual(cues, {" your age ", " ur age ", "date of "})

    def test_index_finds_what_a_search_finds(self):
        sets = [{" age ", "old"}, {"结婚", "婚"}, {""}, {"a b"}]
        index = CueIndex(sets)
        for text in ("your age", "bold", "结婚", "新婚", "a b", "", "manage"):
            expected = [number for number, cues in enumerate(sets) if any(cue in flat(text) for cue in cues)]
            self.assertEqual(index.find(flat(text)), expected, text)


class TestRules(unittest.TestCase):
    def test_no_sleeping_rule_matches(self):
        for lang in LINT_LANGS:
            words, wording = lexicon(lang), tone(lang)
            for raw in texts(lang):
                text = normalise(raw).text
                rules, has_jargon = wording.woken(text)
                for rule in set(wording.rules) - set(rules):
                    self.assertIsNone(rule.ask.search(text), (rule.code, text))
                self.assertTrue(has_jargon or not wording.jargon.search(text), text)
                text = text.translate(words.variants)
                asking, strong = words.woken(text)
                for rule in set(words.rules) - set(asking):
                    self.assertIsNone(rule.ask.search(text), (rule.code, text))
                for rule in set(words.rules) - set(strong):
                    self.assertFalse(rule.strong and rule.strong.search(text), (rule.code, text))

    def test_every_rule_has_cues(self):
        """A rule without cues would run on every text."""
        for lang in LINT_LANGS:
            for rule in (*lexicon(lang).rules, *tone(lang).rules):
                self.assertNotIn("", rule.cues | rule.strong_cues, (lang, rule.code))


if __name__ == "__main__":
    unittest.main()
