"""Counting unittest's closing lines."""

import unittest

from tools.unit_tests import count


class TestCount(unittest.TestCase):
    def test_table(self):
        for text, expected in (
            ("Ran 12 tests in 0.1s\n\nOK\n", (12, 0)),
            ("Ran 1 test in 0.1s\n\nOK (skipped=1)\n", (0, 1)),
            ("Ran 9 tests in 0.1s\n\nFAILED (failures=1, errors=2)\n", (6, 3)),
            ("Ran 9 tests in 0.1s\n\nOK (expected failures=2)\n", (7, 0)),
            ("Ran 9 tests in 0.1s\n\nFAILED (unexpected successes=1)\n", (8, 1)),
            ("Ran 0 tests in 0.0s\n\nOK\n", (0, 0)),
            ("Ran 0 tests in 0.0s\n\nNO TESTS RAN\n", (0, 0)),
            ("Traceback (most recent call last):\nImportError: no\n", (0, 1)),
        ):
            with self.subTest(text=text):
                self.assertEqual(count(text), expected)
