"""Attainment: no target is no number, and no figures at all make one that is not in [0, 2]."""

import doctest
import math
import unittest

from .. import outcome
from ..outcome import MOST, attainment, is_figure, is_met, weighted_mean

try:
    from hypothesis import given
    from hypothesis import strategies as st
except ImportError:  # development requirement
    raise unittest.SkipTest("hypothesis is not installed") from None

FIGURE = st.floats(-1e12, 1e12) | st.integers(-(10**12), 10**12)
DIRECTION = st.sampled_from(["increase", "decrease", "maintain"])


class TestAttainment(unittest.TestCase):
    def test_doctest(self):
        self.assertEqual(doctest.testmod(outcome).failed, 0)

    def test_by_direction(self):
        for direction, target, actual, expected in (
            ("increase", 100, 250, 2.0),
            ("increase", 100, -5, 0.0),
            ("increase", 100, 0, 0.0),
            ("decrease", 10, 5, 2.0),
            ("decrease", 10, 0, 2.0),
            ("decrease", 10, -3, 2.0),
            ("maintain", 50, 50, 1.0),
            ("maintain", 50, 200, 0.0),
            ("maintain", -50, -45, 0.9),
            ("increase", 0, 5, None),
            ("decrease", 0, 0, None),
            ("maintain", 0, 0, None),
            ("increase", None, 5, None),
            ("decrease", -10, -20, None),
        ):
            with self.subTest(direction=direction, target=target, actual=actual):
                self.assertEqual(attainment(direction, target, actual), expected)

    def test_what_is_no_figure(self):
        for value in (True, False, None, "85%", "85", math.nan, math.inf, -math.inf, 10**400, 1e13, [1]):
            self.assertFalse(is_figure(value), str(type(value)))
        for value in (0, 0.0, -4.5, 10**12):
            self.assertTrue(is_figure(value))

    @given(DIRECTION, FIGURE, FIGURE)
    def test_a_ratio_lies_in_its_limits(self, direction, target, actual):
        value = attainment(direction, target, actual)
        if value is None:
            self.assertTrue(not target or target < 0)
        else:
            self.assertTrue(0 <= value <= MOST)

    @given(DIRECTION, st.floats(0.01, 1e6), st.floats(-1e6, 1e6))
    def test_the_ratio_and_the_comparison_agree(self, direction, target, actual):
        value = attainment(direction, target, actual)
        if is_met(direction, target, actual):
            self.assertGreaterEqual(value, 1.0)
        elif abs(actual - target) > 1e-6 * target:
            self.assertLess(value, 1.0)

    @given(st.lists(st.tuples(st.none() | st.floats(0, 2), st.floats(0, 1e308)), max_size=8))
    def test_a_mean_lies_between_its_values(self, pairs):
        value = weighted_mean(pairs)
        counted = [value for value, weight in pairs if value is not None and weight > 0]
        if not counted:
            self.assertIsNone(value)
        else:
            self.assertTrue(min(counted) - 1e-9 <= value <= max(counted) + 1e-9)
