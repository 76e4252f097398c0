"""A second set of indirect questions, in English and Chinese.

What the rules caught at first sight stands in ``first_try`` of the data files: of English wording this
indirect about half. The rules were mended on these questions since, so the bar here keeps what was
reached and says nothing about wording that nobody has tried.
"""

from __future__ import annotations

import json
import unittest

from ..lint import lint_text
from .test_lint_outsider import CAUGHT, DATA, FALSE_ALARMS, severities

LANGS = ("en", "zh_CN")


def texts(lang, group):
    """Return the questions of a group."""
    rows = json.loads((DATA / f"lint_outsider2_{lang}.json").read_text(encoding="utf-8"))
    return [row["text"] for row in rows[group]]


class TestSecondOutsider(unittest.TestCase):
    def test_caught(self):
        for lang in LANGS:
            asked = texts(lang, "must_block")
            missed = [text for text in asked if "block" not in severities(text, lang)]
            asked_too = texts(lang, "must_flag")
            missed += [text for text in asked_too if not severities(text, lang) & {"block", "warn"}]
            self.assertLessEqual(len(missed), (1 - CAUGHT) * (len(asked) + len(asked_too)), (lang, missed))

    def test_innocent_passes(self):
        for lang in LANGS:
            asked = texts(lang, "innocent")
            alarms = [text for text in asked if severities(text, lang) & {"block", "warn"}]
            self.assertLessEqual(len(alarms), FALSE_ALARMS * len(asked), (lang, alarms))

    def test_every_finding_has_a_clean_rewrite(self):
        for lang in LANGS:
            for text in texts(lang, "must_block") + texts(lang, "must_flag"):
                with self.subTest(lang=lang, text=text):
                    for finding in lint_text(text, lang):
                        self.assertEqual(lint_text(finding.rewrite, lang), [])

    def test_words_inside_words(self):
        """A "person" is nobody's son, "updating" no dating: both were blocked once."""
        for text in (
            "Imagine your first week brings a problem in rigging and the person who knows most is away.",
            "What do you enjoy about updating documentation?",
        ):
            self.assertFalse(severities(text, "en") & {"block", "warn"}, text)


if __name__ == "__main__":
    unittest.main()
