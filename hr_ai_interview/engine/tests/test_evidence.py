"""A quote is evidence only if it stands literally in the answer."""

from __future__ import annotations

import doctest
import unittest

from .. import evidence
from ..evidence import copied_from, find_quote, locate_all, supports
from ..schema import Evidence

try:
    from hypothesis import given
    from hypothesis import strategies as st
except ImportError:
    given = None

ANSWER = "We cut scrap from 15 % to 1.5 %.\nI was unable to deliver in May. 我们把库存周转从45天降到28天，客户很满意。"


class TestFindQuote(unittest.TestCase):
    def test_doctest(self):
        self.assertEqual(doctest.testmod(evidence).failed, 0)

    def test_literal(self):
        for quote in (
            "cut scrap from 15 % to 1.5 %",
            "库存周转从45天降到28天",
            "客户很满意。",
            "We cut scrap",
        ):
            found = find_quote(ANSWER, quote)
            self.assertEqual(found.quote, quote)
            self.assertTrue(supports(ANSWER, found))

    def test_marks_around_it(self):
        for quote in (
            '"We cut scrap"',
            "“We cut scrap”",
            "«We cut scrap»",
            "「We cut scrap」",
            " 'We cut scrap'\n",
        ):
            self.assertEqual(find_quote(ANSWER, quote).quote, "We cut scrap")

    def test_nearly_is_not_literal(self):
        for quote in (
            "we cut scrap",
            "We cut  scrap",
            "We cut scrap from 15% to 1.5%",
            "We cut scrap ... deliver in May",
            "We cut scrap…",
            "库存周转从45天……28天",
            "1.5 %. I was unable",
            "reduced scrap",
        ):
            self.assertIsNone(find_quote(ANSWER, quote), quote)

    def test_inside_a_word_or_number(self):
        """A quote that begins inside a word can turn its meaning round."""
        for quote in (
            "able to deliver",
            "5 % to 1.5 %",
            "5 %.\nI was",
            "cut scrap from 15 % to 1",
            "liver in May",
        ):
            self.assertIsNone(find_quote(ANSWER, quote), quote)

    def test_later_place_at_a_word_edge(self):
        self.assertEqual(find_quote("misled. I led teams", "led teams").start, 10)
        self.assertEqual(find_quote("failed once, led once", "led once").start, 13)

    def test_too_short(self):
        for quote in ("", " ", '""', "“”", "May", "%", "满", "28", ".", "\n"):
            self.assertIsNone(find_quote(ANSWER, quote), quote)
        self.assertEqual(find_quote("C, SQL, Go", "SQL", least=3).start, 3)

    def test_locate_all(self):
        quotes = ["客户很满意", '"We cut scrap"', "not there", "We cut scrap"]
        self.assertEqual([each.quote for each in locate_all(ANSWER, quotes)], ["客户很满意", "We cut scrap"])

    def test_supports(self):
        self.assertFalse(supports("abcdef", Evidence("abcd", 1, 5)))
        self.assertFalse(supports("abcdef", Evidence("", 2, 2)))
        self.assertFalse(supports("abcdef", Evidence("f", -1, 6)))
        self.assertFalse(supports("abcdef", Evidence("ef", 4, 9)))

    def test_copied_from_the_question(self):
        question = "How did you reduce the scrap rate?  你如何降低库存，周转天数？"
        for quote in ("reduce the  scrap rate", "Reduce the Scrap Rate.", "降低库存 周转天数", question):
            self.assertTrue(copied_from(question, quote), quote)
        for quote in ("scrap rates", "reduced the scrap rate", "库存天数", "", "..."):
            self.assertFalse(copied_from(question, quote), quote)


if given:

    class TestAnyText(unittest.TestCase):
        @given(
            st.text(alphabet='ab 1.,不能"“”…\n', max_size=40),
            st.text(alphabet='ab 1.,不能"“”…\n', max_size=12),
        )
        def test_found_is_literal(self, text, quote):
            found = find_quote(text, quote)
            if found:
                self.assertTrue(supports(text, found))
                self.assertIn(found.quote, quote)

        @given(st.text(), st.text())
        def test_never_fails(self, text, quote):
            find_quote(text, quote)
            copied_from(text, quote)


if __name__ == "__main__":
    unittest.main()
