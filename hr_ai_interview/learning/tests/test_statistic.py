"""What all statistics share: input that is refused, correlation, difference of means, codes of reasons."""

import doctest
import math
import re
import unittest
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from .. import statistic
from ..statistic import (
    REASONS,
    correlation,
    fisher_interval,
    mean_difference,
    numbers,
    table_of,
    verdicts,
)

SCORES = st.one_of(st.none(), st.sampled_from([n / 2 for n in range(21)]))


class TestInput(unittest.TestCase):
    def test_an_empty_field_is_no_zero(self):
        """Odoo returns False for a float that is not there; a 0 made of it would be a score nobody gave."""
        for values in ([1, False], [True, 2.5], [[1, 2], [3, False]], ["4"], [1, math.inf], [[1], [1, 2]]):
            with self.assertRaises(ValueError, msg=values):
                numbers(values)
        self.assertTrue(math.isnan(numbers([1, None])[1]))

    def test_verdicts(self):
        self.assertEqual(list(verdicts([True, False, 1, 0])), [1, 0, 1, 0])
        self.assertTrue(math.isnan(verdicts([None])[0]))
        for values in ([2], ["yes"], [0.5], ["1"]):
            with self.assertRaises(ValueError, msg=values):
                verdicts(values)

    def test_tables(self):
        self.assertEqual((table_of([]).shape, table_of([[], []]).shape), ((0, 0), (2, 0)))
        with self.assertRaisesRegex(ValueError, "same length"):
            table_of([1, 2])

    def test_unequal_columns_are_refused(self):
        with self.assertRaisesRegex(ValueError, "one value for each person"):
            correlation([1, 2, 3], [1, 2])


class TestCorrelation(unittest.TestCase):
    def test_worked_intervals(self):
        """PSYCHOMETRICS.md A9: 95 % interval of r = .20 by number of people."""
        expected = {
            30: (-0.17, 0.52),
            50: (-0.08, 0.45),
            200: (0.06, 0.33),
            300: (0.09, 0.31),
            500: (0.11, 0.28),
        }
        found = {n: tuple(round(bound, 2) for bound in fisher_interval(0.20, n)) for n in expected}
        self.assertEqual(found, expected)
        self.assertEqual([round(bound, 3) for bound in fisher_interval(0.20, 100)], [0.004, 0.381])

    def test_too_little_or_flat(self):
        self.assertEqual(correlation([1, 2], [1, 2]).status, "insufficient")
        self.assertEqual(correlation([1, None, 3], [1, 2, None]).n, 1)
        flat = correlation([5] * 20, range(20))
        self.assertEqual((flat.status, flat.value, flat.reason), ("degenerate", None, "no_variance"))
        self.assertEqual(correlation([0.1 + 0.2, 0.3, 0.3], [1, 2, 3]).status, "degenerate")

    def test_a_perfect_one_has_no_interval(self):
        found = correlation(range(5), range(5))
        self.assertEqual((found.value, found.low, found.p), (1.0, None, 0.0))

    @settings(deadline=None, max_examples=80)
    @given(st.lists(st.tuples(SCORES, SCORES), max_size=30), st.randoms(use_true_random=False))
    def test_against_scipy_and_order_is_nothing(self, rows, rng):
        import scipy.stats

        found = correlation([row[0] for row in rows], [row[1] for row in rows])
        mixed = rng.sample(rows, len(rows))
        again = correlation([row[0] for row in mixed], [row[1] for row in mixed])
        self.assertEqual(found.status, again.status)
        whole = [row for row in rows if None not in row]
        self.assertEqual(found.n, len(whole))
        if found.value is None:
            return
        self.assertAlmostEqual(found.value, again.value)
        expected = scipy.stats.pearsonr(*zip(*whole, strict=True))
        self.assertAlmostEqual(found.value, expected.statistic)
        if abs(found.value) < 1 - 1e-9:
            self.assertAlmostEqual(found.p, expected.pvalue)
        if found.n > 3 and found.low is not None and abs(found.value) < 1 - 1e-9:
            low, high = expected.confidence_interval(0.95)
            self.assertAlmostEqual(found.low, low)
            self.assertAlmostEqual(found.high, high)


class TestMeanDifference(unittest.TestCase):
    def test_against_scipy(self):
        import scipy.stats

        one, other = [3, 4, 5, 6, 7, 8, 9, 9, 8, 2], [1, 2, 2, 3, 4, 3, 2, 5, 1, 2, 3, None]
        found = mean_difference(one, other)
        expected = scipy.stats.ttest_ind(one, other[:-1], equal_var=False)
        self.assertAlmostEqual(found.p, expected.pvalue)
        low, high = expected.confidence_interval(0.95)
        self.assertAlmostEqual(found.low, low)
        self.assertAlmostEqual(found.high, high)
        self.assertEqual(found.n, 21)

    def test_too_little_or_flat(self):
        self.assertEqual(mean_difference([1] * 9, range(30)).status, "insufficient")
        self.assertEqual(mean_difference([1] * 10, [2] * 10).status, "degenerate")


class TestReasons(unittest.TestCase):
    def test_every_code_is_explained_and_used(self):
        sources = [path.read_text(encoding="utf-8") for path in Path(__file__).parents[1].glob("*.py")]
        own = [text for text in sources if "from .statistic import" in text or "REASONS = {" in text]
        given_codes = {
            one or other
            for text in own
            for one, other in re.findall(
                r'"(?:insufficient|degenerate)", "(\w+)"|\b(?:insufficient|degenerate)\([^"\n]*"(\w+)"', text
            )
        }
        self.assertGreater(len(given_codes), 10)
        self.assertLessEqual(given_codes - {"insufficient"}, set(REASONS))
        everything = "\n".join(own)
        for code in REASONS:
            self.assertGreater(everything.count(f'"{code}"'), 1, code)


def load_tests(loader, tests, pattern):
    tests.addTests(doctest.DocTestSuite(statistic))
    return tests
