"""Corrections for range restriction and unreliability (PSYCHOMETRICS.md A2.1 to A2.3)."""

import doctest
import math
import unittest

from hypothesis import assume, given
from hypothesis import strategies as st

from .. import range_restriction
from ..range_restriction import case_ii, case_iii, correct_both, correct_unreliability

CORRELATIONS = st.floats(-0.99, 0.99)
RATIOS = st.floats(0.05, 20)
HIRES = {"r_xy": 0.171292, "r_xz": 0.260634, "r_yz": 0.199953}


class TestCaseTwo(unittest.TestCase):
    def test_worked_numbers(self):
        self.assertAlmostEqual(case_ii(0.33, 100.32, 48.19, 50).value, 0.58842, 5)
        self.assertAlmostEqual(case_ii(0.25, 1.40, 1, 50).value, 0.3399501, 7)
        self.assertAlmostEqual(case_ii(-0.25, 1.40, 1, 50).value, -0.3399501, 7)
        self.assertAlmostEqual(case_ii(0.30, 1, 0.80, 50).value, 0.365854, 6)

    def test_wrong_where_selection_was_on_something_else(self):
        self.assertAlmostEqual(case_ii(HIRES["r_xy"], 1, 0.897029, 100).value, 0.190278, 6)

    @given(CORRELATIONS, RATIOS, RATIOS)
    def test_properties(self, r, applicants, hires):
        found = case_ii(r, applicants, hires, 50)
        self.assertLessEqual(abs(found.value), 1)
        self.assertAlmostEqual(case_ii(-r, applicants, hires, 50).value, -found.value)
        self.assertAlmostEqual(case_ii(r, hires, hires, 50).value, r)
        if applicants > hires:
            self.assertGreaterEqual(abs(found.value), abs(r) - 1e-12)
        self.assertLessEqual(found.low, found.value)
        self.assertLessEqual(found.value, found.high)
        # Restricting again leads back.
        self.assertAlmostEqual(case_ii(found.value, hires, applicants, 50).value, r)

    def test_nothing_to_say(self):
        self.assertEqual((case_ii(0.3, 1, 0, 50).status, case_ii(0.3, 1, 0, 50).value), ("degenerate", None))
        self.assertEqual(case_ii(0.3, 0, 1, 50).status, "degenerate")
        self.assertEqual(case_ii(0.3, 1, 0.5, 2).status, "insufficient")
        self.assertEqual(case_ii(0.3, 1, 0.5, 3).low, None)
        self.assertEqual((case_ii(1, 1, 0.5, 50).value, case_ii(1, 1, 0.5, 50).low), (1.0, None))

    def test_bad_input_is_refused(self):
        for arguments in ((1.1, 1, 1, 50), (math.nan, 1, 1, 50), (0.3, -1, 1, 50), (0.3, 1, math.inf, 50)):
            with self.assertRaises(ValueError, msg=arguments):
                case_ii(*arguments)


class TestCaseThree(unittest.TestCase):
    def test_worked_numbers(self):
        found = case_iii(*HIRES.values(), 1, 0.467592, 100)
        self.assertAlmostEqual(found.value, 0.3, 6)
        self.assertIsNone(found.low)

    @given(CORRELATIONS, CORRELATIONS, CORRELATIONS, RATIOS, RATIOS)
    def test_properties(self, xy, xz, yz, applicants, hires):
        assume(1 + 2 * xy * xz * yz - xy**2 - xz**2 - yz**2 >= 0)
        found = case_iii(xy, xz, yz, applicants, hires, 50)
        self.assertLessEqual(abs(found.value), 1)
        self.assertAlmostEqual(case_iii(xy, xz, yz, 1, 1, 50).value, xy)
        self.assertAlmostEqual(case_iii(-xy, -xz, yz, applicants, hires, 50).value, -found.value)

    @given(CORRELATIONS, RATIOS, RATIOS)
    def test_selection_on_the_predictor_is_case_two(self, r, applicants, hires):
        found = case_iii(r, 1, r, applicants, hires, 50)
        self.assertAlmostEqual(found.value, case_ii(r, applicants, hires, 50).value)

    def test_nothing_to_say(self):
        self.assertEqual(case_iii(0.9, 0.9, -0.9, 2, 1, 50).reason, "impossible_correlations")
        self.assertEqual(case_iii(*HIRES.values(), 1, 0, 50).status, "degenerate")
        self.assertEqual(case_iii(*HIRES.values(), 1, 0.5, 2).status, "insufficient")
        self.assertEqual(case_iii(*HIRES.values(), 1, 0.5, 3).status, "ok")


class TestUnreliability(unittest.TestCase):
    def test_worked_numbers(self):
        found = correct_both(0.30, 1, 0.80, 0.80, 50)
        self.assertAlmostEqual(found.value, 0.406595, 6)
        first = correct_unreliability(0.30, 0.80, 50)
        self.assertAlmostEqual(first.value, 0.30 / math.sqrt(0.80))
        self.assertAlmostEqual(case_ii(first.value, 1, 0.80, 50).value, found.value)

    def test_beyond_one_is_no_value(self):
        found = correct_unreliability(0.9, 0.5, 50)
        self.assertEqual((found.value, found.status, found.reason), (None, "degenerate", "above_one"))

    @given(CORRELATIONS, st.floats(0.1, 1))
    def test_properties(self, r, reliability):
        found = correct_unreliability(r, reliability, 50)
        if found.value is None:
            self.assertGreater(abs(r), math.sqrt(reliability))
        else:
            self.assertGreaterEqual(abs(found.value), abs(r) - 1e-12)
            self.assertLessEqual(found.high, 1)
        self.assertAlmostEqual(correct_unreliability(r, 1, 50).value, r)

    def test_bad_input_is_refused(self):
        for reliability in (0, -1, 1.1, math.nan):
            with self.assertRaises(ValueError):
                correct_unreliability(0.3, reliability, 50)


def load_tests(loader, tests, pattern):
    tests.addTests(doctest.DocTestSuite(range_restriction))
    return tests
