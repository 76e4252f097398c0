"""Kinds of evidence against results: n on both sides, an interval, and silence where there are too few."""

import unittest
from types import SimpleNamespace

import numpy as np

from ..cycle_rows import feature_rows

OUTCOME = np.array([1.2, 1.0] * 15 + [1.1, 0.9] * 15 + [np.nan] * 5)


def rows(*columns):
    return feature_rows(SimpleNamespace(features=np.array(columns, dtype=float).T, outcome=OUTCOME))


class TestFeatureRows(unittest.TestCase):
    def test_a_difference_has_n_on_both_sides_means_and_an_interval(self):
        [row] = rows([1] * 30 + [0] * 30 + [1] * 5)
        self.assertEqual((row["n_with"], row["n_without"], row["status"]), (30, 30, "ok"))
        self.assertEqual((row["value"], row["mean_with"], row["mean_without"]), (0.1, 1.1, 1.0))
        # Welch by hand: SE = sqrt(2 * 0.1^2 * 30/29 / 30), t(58; .975) = 2.0017
        self.assertAlmostEqual(row["low"], 0.1 - 2.0017 * (2 * 0.01 / 29) ** 0.5, 4)
        self.assertAlmostEqual(row["high"], 0.1 + 2.0017 * (2 * 0.01 / 29) ** 0.5, 4)

    def test_below_ten_on_one_side_there_is_no_number(self):
        for with_it in (0, 9, 51, 60):
            [row] = rows([1] * with_it + [0] * (60 - with_it) + [0] * 5)
            self.assertEqual(row["status"], "insufficient", with_it)
            self.assertEqual((row["n_with"], row["n_without"]), (with_it, 60 - with_it))
            self.assertEqual(
                {row[name] for name in ("value", "low", "high", "mean_with", "mean_without")}, {False}
            )

    def test_people_whose_answers_nobody_read_are_on_neither_side(self):
        [row] = rows([1] * 20 + [np.nan] * 10 + [0] * 30 + [0] * 5)
        self.assertEqual((row["n_with"], row["n_without"]), (20, 30))
