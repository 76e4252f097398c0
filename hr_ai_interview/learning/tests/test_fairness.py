"""Group metrics (PSYCHOMETRICS.md A7)."""

import unittest

from ..fairness import group_metrics

TRUE = [0, 1, 1, 1, 1, 0, 1, 0, 1, 0, 0, 0, 1, 1, 1, 1, 1, 1]
POSITIVE = [0, 0, 1, 0, 1, 1, 1, 0, 0, 1, 1, 1, 1, 0, 0, 1, 1, 0]
GROUP = list("bbabbcccaacabccbcc")


class TestExample(unittest.TestCase):
    """The example in the documentation of fairlearn."""

    def test_worked_numbers(self):
        found = group_metrics(TRUE, POSITIVE, GROUP, min_group=1)
        rows = {
            row.group: (row.n, row.selection_rate.value, row.tpr.value, round(row.fpr.value, 6))
            for row in found.groups
        }
        self.assertEqual(
            rows, {"a": (4, 0.75, 0.5, 1.0), "b": (6, 0.5, 0.6, 0.0), "c": (8, 0.5, 0.4, 0.666667)}
        )
        self.assertAlmostEqual(found.parity_difference.value, 0.25)
        self.assertAlmostEqual(found.parity_ratio.value, 0.6666667, 7)
        self.assertAlmostEqual(found.equal_opportunity.value, 0.2)
        self.assertAlmostEqual(found.equalized_odds.value, 1.0)
        self.assertEqual(found.n, 18)

    def test_groups_this_small_are_not_compared_by_default(self):
        found = group_metrics(TRUE, POSITIVE, GROUP)
        self.assertEqual(
            (found.parity_difference.status, found.parity_difference.value), ("insufficient", None)
        )
        self.assertEqual({row.selection_rate.status for row in found.groups}, {"insufficient"})


class TestOutcomes(unittest.TestCase):
    def test_outcomes_of_the_hired_only(self):
        """TPR would be 1 for every group, which looks like perfect equality."""
        true = [True, False] * 20 + [None] * 40
        positive = [True] * 40 + [False] * 40
        found = group_metrics(true, positive, ["a", "a", "b", "b"] * 20, min_group=1)
        for metric in (found.equal_opportunity, found.equalized_odds):
            self.assertEqual(
                (metric.value, metric.status, metric.reason), (None, "degenerate", "outcome_of_selected_only")
            )
        self.assertEqual(found.predictive_parity.value, 0)
        self.assertEqual(found.groups[0].n_known, 20)

    def test_calibration_within_groups(self):
        true = [True] * 5 + [False] * 5 + [True] * 8 + [False] * 2
        found = group_metrics(true, [True] * 20, ["a"] * 10 + ["b"] * 10, probability=[0.5] * 20)
        gaps = [round(row.calibration.value, 9) for row in found.groups]
        self.assertEqual((gaps, round(found.calibration.value, 9)), ([0.0, -0.3], 0.3))

    def test_unknown_groups_and_nobody(self):
        found = group_metrics([True] * 30, [True] * 30, [None] * 15 + ["a"] * 15)
        self.assertEqual((found.n, len(found.groups), found.parity_difference.reason), (15, 1, "one_group"))
        self.assertEqual(group_metrics([], [], []).parity_ratio.status, "insufficient")
        none = group_metrics([None] * 20, [False] * 20, ["a"] * 10 + ["b"] * 10)
        self.assertEqual((none.parity_ratio.status, none.parity_difference.value), ("degenerate", 0))

    def test_bad_input_is_refused(self):
        with self.assertRaises(ValueError):
            group_metrics([True], [None], ["a"])
        with self.assertRaises(ValueError):
            group_metrics([True], [True], ["a"], probability=[1.2])
        with self.assertRaises(ValueError):
            group_metrics([True], [True, False], ["a"])
