"""Drift, inflation and leakage (PSYCHOMETRICS.md A10.7, A10.8)."""

import doctest
import math
import random
import unittest

from .. import drift
from ..drift import correlation_change, cusum, leakage, population_stability, score_inflation

#: Montgomery, Introduction to Statistical Quality Control, example of a tabular CUSUM: mean 10, SD 1
MONTGOMERY = [
    9.45,
    7.99,
    9.29,
    11.66,
    12.16,
    10.18,
    8.04,
    11.46,
    9.20,
    10.34,
    9.03,
    11.47,
    10.51,
    9.40,
    10.08,
]
MONTGOMERY += [
    9.37,
    10.62,
    10.31,
    8.52,
    10.84,
    10.90,
    9.33,
    12.29,
    11.50,
    10.60,
    11.08,
    10.38,
    11.62,
    11.31,
    10.52,
]


class TestCorrelationChange(unittest.TestCase):
    def test_formula(self):
        found = correlation_change(0.40, 60, 0.10, 83)
        z = (math.atanh(0.40) - math.atanh(0.10)) / math.sqrt(1 / 57 + 1 / 80)
        self.assertAlmostEqual(found.z, z)
        self.assertAlmostEqual(found.p, math.erfc(z / math.sqrt(2)))
        self.assertEqual(found.n, 143)
        other = correlation_change(0.10, 83, 0.40, 60)
        self.assertAlmostEqual(other.z, -z)
        self.assertEqual(
            (correlation_change(0.2, 50, 0.2, 90).z, correlation_change(0.2, 50, 0.2, 90).p), (0, 1)
        )

    def test_nothing_to_say(self):
        self.assertEqual(correlation_change(0.4, 3, 0.1, 80).status, "insufficient")
        self.assertEqual(correlation_change(1, 30, 0.1, 80).status, "degenerate")
        with self.assertRaises(ValueError):
            correlation_change(1.1, 30, 0.1, 80)


class TestStability(unittest.TestCase):
    def test_worked_number(self):
        found = population_stability([10, 20, 40, 20, 10], [5, 15, 35, 25, 20])
        self.assertAlmostEqual(found.value, 0.1362, 4)
        self.assertFalse(found.review)

    def test_review(self):
        self.assertTrue(population_stability([100, 200, 400, 200, 100], [300, 200, 200, 200, 100]).review)
        self.assertEqual(population_stability([50, 50], [500, 500]).value, 0)

    def test_the_noise_of_few_people_is_no_drift(self):
        """40 people against 40 in ten bands: an index of .25 is what chance alone gives."""
        rng, reviews = random.Random(4), 0
        for _round in range(200):
            sides = []
            for _side in range(2):
                people = [rng.randrange(10) for _person in range(40)]
                sides.append([people.count(band) for band in range(10)])
            reviews += population_stability(*sides).review
        self.assertLess(reviews, 25)

    def test_empty_bands(self):
        found = population_stability([0, 50, 50], [30, 40, 30])
        self.assertTrue(math.isfinite(found.value))
        self.assertEqual(
            population_stability([0, 50, 50], [0, 40, 60]), population_stability([50, 50], [40, 60])
        )
        self.assertEqual(population_stability([0, 50], [0, 60]).status, "degenerate")
        self.assertEqual(population_stability([10, 19], [50, 60]).status, "insufficient")
        self.assertEqual(population_stability([], []).status, "insufficient")
        with self.assertRaises(ValueError):
            population_stability([-1, 50], [5, 60])


class TestInflation(unittest.TestCase):
    def test_inflated(self):
        found = score_inflation([5, 6, 7, 4] * 10, [8, 9, 10, 7] * 10)
        self.assertAlmostEqual(found.value, 3)
        self.assertEqual((found.ceiling_before, found.ceiling_after, found.inflated), (0, 0.5, True))
        self.assertFalse(score_inflation([5, 6, 7, 4] * 10, [5, 6, 7, 5] * 10).inflated)

    def test_few(self):
        found = score_inflation([5] * 9, [8] * 50)
        self.assertEqual((found.status, found.value, found.inflated), ("insufficient", None, None))


class TestCusum(unittest.TestCase):
    def test_published_example(self):
        found = cusum([value - 10 for value in MONTGOMERY])
        self.assertEqual((found.alarm + 1, found.began, found.direction), (29, 22, "up"))
        self.assertAlmostEqual(found.upper[28], 5.28)
        self.assertAlmostEqual(found.upper[29], 5.30)

    def test_downwards(self):
        found = cusum([10 - value for value in MONTGOMERY])
        self.assertEqual((found.alarm, found.began, found.direction), (28, 22, "down"))

    def test_quiet_and_few(self):
        quiet = cusum([0.4, -0.4, None] * 20)
        self.assertEqual((quiet.alarm, quiet.direction, quiet.n, set(quiet.upper)), (None, "", 40, {0.0}))
        self.assertEqual(cusum([9] * 9).status, "insufficient")
        self.assertEqual((cusum([6] * 10).alarm, cusum([6] * 10).began), (0, 0))


class TestLeakage(unittest.TestCase):
    def test_against_scipy(self):
        import scipy.stats

        rng = random.Random(2)
        uses = [n // 2 for n in range(80)]
        scores = [5 + 0.05 * use + rng.gauss(0, 1) for use in uses]
        found, expected = leakage(uses, scores), scipy.stats.linregress(uses, scores)
        self.assertAlmostEqual(found.value, expected.slope)
        self.assertAlmostEqual(found.p, expected.pvalue)
        self.assertGreater(found.low, 0)

    def test_nothing_to_say(self):
        self.assertEqual(leakage(range(29), range(29)).status, "insufficient")
        self.assertEqual(leakage([3] * 40, range(40)).status, "degenerate")
        self.assertEqual(leakage(range(40), [3] * 40).status, "degenerate")
        self.assertAlmostEqual(leakage(range(40), range(40)).value, 1)


def load_tests(loader, tests, pattern):
    tests.addTests(doctest.DocTestSuite(drift))
    return tests
