"""Wilson's interval, success by band of a dimension, lift of a feature."""

import doctest
import unittest

from hypothesis import given, settings
from hypothesis import strategies as st

from .. import proportion
from ..proportion import bands, feature_lift, success_ratio, wilson


class TestWilson(unittest.TestCase):
    @settings(deadline=None)
    @given(st.integers(0, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
    def test_against_scipy(self, pair):
        import scipy.stats

        found = wilson(*pair)
        if not pair[1]:
            self.assertEqual((found.status, found.value, found.reason), ("insufficient", None, "nobody"))
            return
        low, high = scipy.stats.binomtest(*pair).proportion_ci(0.95, method="wilson")
        self.assertAlmostEqual(found.low, low)
        self.assertAlmostEqual(found.high, high)
        self.assertTrue(found.low <= found.value <= found.high)

    def test_success_ratio(self):
        found = success_ratio([True, None, False, True, True])
        self.assertEqual((found.value, found.n), (0.75, 4))
        self.assertEqual(success_ratio([None]).status, "insufficient")

    def test_more_successes_than_people(self):
        with self.assertRaises(ValueError):
            wilson(3, 2)


class TestBands(unittest.TestCase):
    def test_the_report_on_a_dimension(self):
        """Communication 8 and more: 90 % reach the target; below 6: 50 %."""
        scores = [8, 8.5, 9, 10] * 5 + [5.5, 0, 3, 4] * 5 + [6, 7.5] * 6 + [9, None]
        met = [True] * 18 + [False] * 2 + [True, False] * 10 + [True] * 12 + [None, True]
        low, middle, high = bands(scores, met, (6, 8))
        self.assertEqual((low.n, low.value, low.upper), (20, 0.5, 6))
        self.assertEqual((middle.n, middle.value, middle.lower), (12, 1.0, 6))
        self.assertEqual((high.n, high.met, high.value, high.upper), (20, 18, 0.9, None))
        self.assertEqual((high.low, high.high), (wilson(18, 20).low, wilson(18, 20).high))

    def test_an_edge_belongs_to_the_band_above(self):
        self.assertEqual([band.n for band in bands([6, 8, 5.5], [True] * 3, (6, 8))], [1, 1, 1])

    def test_few_people_have_no_share(self):
        found = bands([7] * 9, [True] * 9, (6, 8))[1]
        self.assertEqual(
            (found.n, found.met, found.value, found.low, found.status, found.reason),
            (9, 9, None, None, "insufficient", "few_in_band"),
        )
        self.assertEqual([band.status for band in bands([], [], (5,))], ["insufficient"] * 2)

    def test_bad_edges_are_refused(self):
        for edges in ((), (8, 6), (6, 6), (float("nan"),)):
            with self.assertRaises(ValueError, msg=edges):
                bands([7], [True], edges)


class TestLift(unittest.TestCase):
    def test_lift(self):
        with_it, without = [130, 140, 135] * 5, [95, 105, 100] * 10
        found = feature_lift([True] * 15 + [False] * 30 + [None, True], with_it + without + [900, None])
        self.assertEqual((found.n_with, found.n_without, found.n), (15, 30, 45))
        self.assertAlmostEqual(found.value, 35)
        self.assertAlmostEqual(found.relative, 0.35)
        self.assertTrue(30 < found.low < 35 < found.high < 40)

    def test_below_ten_on_a_side_there_is_no_lift(self):
        found = feature_lift([True] * 9 + [False] * 30, list(range(39)))
        self.assertEqual(
            (found.value, found.low, found.mean_with, found.status), (None, None, None, "insufficient")
        )
        self.assertEqual(feature_lift([True] * 10 + [False] * 10, [5] * 20).status, "degenerate")

    def test_a_share_of_nothing_is_none(self):
        values = [1, 2] * 5 + [-1, 1] * 5
        self.assertIsNone(feature_lift([True] * 10 + [False] * 10, values).relative)


def load_tests(loader, tests, pattern):
    tests.addTests(doctest.DocTestSuite(proportion))
    return tests
