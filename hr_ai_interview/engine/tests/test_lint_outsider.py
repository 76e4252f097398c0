"""Questions by an outside tester: unlawful and harsh ones are caught, innocent ones pass.

The first-try numbers of each round stand in the header of the data files; here the rules that
followed are held to the bar: at least 97 % caught, at most 1 % false alarms.
"""

from __future__ import annotations

import json
import unittest
from pathlib import Path

from ..lint import LINT_LANGS, lint_text

DATA = Path(__file__).parent / "data"
CAUGHT = 0.97
FALSE_ALARMS = 0.01


def texts(lang, *groups):
    """Return the questions of some groups."""
    rows = json.loads((DATA / f"lint_outsider_{lang}.json").read_text(encoding="utf-8"))
    return [row["text"] for group in groups for row in rows[group]]


def severities(text, lang):
    """Return the severities of all findings of a text."""
    return {finding.severity for finding in lint_text(text, lang)}


class TestOutsider(unittest.TestCase):
    def test_sizes(self):
        """At least 80 questions of each side in each language."""
        for lang in LINT_LANGS:
            self.assertGreaterEqual(len(texts(lang, "must_block", "must_flag", "closed")), 80)
            self.assertGreaterEqual(len(texts(lang, "innocent")), 80)

    def test_protected_is_blocked(self):
        for lang in LINT_LANGS:
            asked = texts(lang, "must_block")
            missed = [text for text in asked if "block" not in severities(text, lang)]
            self.assertLessEqual(len(missed), (1 - CAUGHT) * len(asked), (lang, missed))

    def test_tone_and_proxies_are_flagged(self):
        for lang in LINT_LANGS:
            asked = texts(lang, "must_flag")
            missed = [text for text in asked if not severities(text, lang) & {"block", "warn"}]
            self.assertLessEqual(len(missed), (1 - CAUGHT) * len(asked), (lang, missed))

    def test_innocent_passes(self):
        for lang in LINT_LANGS:
            asked = texts(lang, "innocent")
            alarms = [text for text in asked if severities(text, lang) & {"block", "warn"}]
            self.assertLessEqual(len(alarms), FALSE_ALARMS * len(asked), (lang, alarms))

    def test_every_finding_has_span_reason_and_clean_rewrite(self):
        """Closed questions too: no finding leaves the recruiter without a better wording."""
        for lang in LINT_LANGS:
            for text in texts(lang, "must_block", "must_flag", "closed"):
                with self.subTest(lang=lang, text=text):
                    findings = lint_text(text, lang)
                    self.assertTrue(findings)
                    for finding in findings:
                        self.assertEqual(text[finding.start : finding.end], finding.excerpt)
                        self.assertTrue(finding.message and finding.rewrite)
                        self.assertEqual(lint_text(finding.rewrite, lang), [])


if __name__ == "__main__":
    unittest.main()
