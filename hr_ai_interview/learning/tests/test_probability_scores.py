"""Brier score, skill, calibration, AUC (PSYCHOMETRICS.md A9)."""

import doctest
import math
import unittest

from hypothesis import given, settings
from hypothesis import strategies as st

from .. import probability_scores
from ..probability_scores import auc, brier, brier_skill, calibration_table

MET = [0, 0, 0, 0, 1, 1, 1, 1, 1]
PREDICTED = [0.1, 0.2, 0.3, 0.4, 0.65, 0.7, 0.8, 0.9, 1]


class TestScores(unittest.TestCase):
    def test_worked_numbers(self):
        self.assertAlmostEqual(brier([0, 1, 1, 0], [0.1, 0.9, 0.8, 0.3]).value, 0.0375)
        self.assertAlmostEqual(brier_skill([0, 1, 1, 0], [0.1, 0.9, 0.8, 0.3]).value, 1 - 0.0375 / 0.25)
        rows = calibration_table(MET, PREDICTED, 3)
        self.assertEqual([round(row.value, 9) for row in rows], [0, 0.5, 1])
        self.assertEqual([round(row.predicted, 9) for row in rows], [0.2, 0.525, 0.85])
        self.assertEqual([row.n for row in rows], [3, 2, 4])
        self.assertLess(rows[1].low, 0.1)

    def test_the_base_rate_has_no_skill(self):
        found = brier_skill(MET, [5 / 9] * 9)
        self.assertAlmostEqual(found.value, 0)
        self.assertEqual(found.z, 0)
        self.assertLess(brier_skill(MET, [1 - value for value in PREDICTED]).value, 0)

    def test_nothing_to_say(self):
        self.assertEqual(brier([], []).status, "insufficient")
        self.assertEqual(brier_skill([], []).status, "insufficient")
        self.assertEqual(brier_skill([1] * 5, [0.9] * 5).status, "degenerate")
        self.assertEqual(calibration_table([], []), ())
        for met, predicted in (([None], [0.5]), ([1], [1.5]), ([1], [None]), ([1, 0], [0.5])):
            with self.assertRaises(ValueError):
                brier(met, predicted)


class TestAuc(unittest.TestCase):
    @settings(deadline=None, max_examples=60)
    @given(
        st.lists(st.tuples(st.booleans(), st.integers(0, 6)), max_size=60), st.randoms(use_true_random=False)
    )
    def test_against_mann_whitney(self, rows, rng):
        from scipy.stats import mannwhitneyu

        met, score = [row[0] for row in rows], [row[1] for row in rows]
        found = auc(met, score)
        yes = [value for verdict, value in rows if verdict]
        no = [value for verdict, value in rows if not verdict]
        if min(len(yes), len(no)) < 10:
            self.assertEqual((found.status, found.reason), ("insufficient", "few_in_rarer_class"))
            return
        if found.status == "degenerate":
            self.assertEqual(len(set(score)), 1)
            return
        self.assertAlmostEqual(found.value, mannwhitneyu(yes, no).statistic / len(yes) / len(no))
        if found.low is None:
            self.assertIn(found.value, (0, 1))
            return
        self.assertTrue(found.low <= found.value <= found.high)
        mixed = rng.sample(rows, len(rows))
        again = auc([row[0] for row in mixed], [row[1] for row in mixed])
        self.assertAlmostEqual(again.low, found.low)

    def test_no_interval_without_an_error(self):
        met = [False] * 10 + [True] * 10
        found = auc(met, range(20))
        self.assertEqual((found.value, found.low, found.high, found.status), (1.0, None, None, "ok"))
        found = auc(met, [0.5] * 20)
        self.assertEqual((found.value, found.status, found.reason), (None, "degenerate", "no_variance"))

    def test_interval_by_pairs(self):
        """DeLong's variance from its definition, on every pair."""
        yes, no = [3, 5, 6, 7, 7, 8, 9, 9, 4, 6], [1, 2, 3, 5, 5, 6, 7, 2, 3, 4, 8]
        wins = [[(a > b) + (a == b) / 2 for b in no] for a in yes]
        rows = [sum(row) / len(no) for row in wins]
        columns = [sum(column) / len(yes) for column in zip(*wins, strict=True)]
        value = sum(rows) / len(yes)

        def variance(values):
            return sum((one - value) ** 2 for one in values) / (len(values) - 1) / len(values)

        found = auc([True] * 10 + [False] * 11, yes + no)
        self.assertAlmostEqual(found.value, value)
        error = math.sqrt(variance(rows) + variance(columns))
        self.assertAlmostEqual(found.low, value - 1.959964 * error, 6)


def load_tests(loader, tests, pattern):
    tests.addTests(doctest.DocTestSuite(probability_scores))
    return tests
