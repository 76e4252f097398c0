"""Old, new and unit weights on the same later hires (PSYCHOMETRICS.md A10.2, A10.9)."""

import doctest
import unittest
from datetime import date, timedelta

from .. import prospective
from ..prospective import compare_weights, dependent_difference

FROZEN = date(2026, 1, 31)


def hires(n, slopes, seed=0, noise=1.0):
    """Scores of n people in as many questions as slopes, and an outcome made of them."""
    import numpy as np

    rng = np.random.default_rng(seed)
    scores = rng.normal(size=(n, len(slopes)))
    return scores, scores @ np.array(slopes) + noise * rng.normal(size=n)


def compare(scores, outcome, old, new, planned=30, **changed):
    days = [FROZEN + timedelta(days=1 + n) for n in range(len(outcome))]
    arguments = {"hired": days, "frozen": FROZEN, "planned": planned} | changed
    return compare_weights(scores, outcome, old, new, **arguments)


class TestDifference(unittest.TestCase):
    def test_published_example(self):
        """Zou 2007: r = .396 and .179, .088 between them, 66 people: -.093 to .517."""
        found = dependent_difference(0.396, 0.179, 0.088, 66)
        self.assertEqual((round(found.low, 3), round(found.high, 3)), (-0.093, 0.517))

    def test_coverage(self):
        """The 95 % interval holds the true difference in about 95 of 100 samples, composites alike as they are."""
        import numpy as np

        rng = np.random.default_rng(1)
        truth = np.array([[1, 0.9, 0.40], [0.9, 1, 0.30], [0.40, 0.30, 1]])
        root = np.linalg.cholesky(truth)
        held = 0
        for _sample in range(1000):
            r = np.corrcoef((rng.normal(size=(60, 3)) @ root.T).T)
            found = dependent_difference(r[0, 2], r[1, 2], r[0, 1], 60)
            held += found.low <= 0.10 <= found.high
        self.assertTrue(930 <= held <= 970, held)

    def test_nothing_to_say(self):
        self.assertEqual(dependent_difference(0.3, 0.2, 0.5, 3).status, "insufficient")
        self.assertEqual(dependent_difference(1.0, 0.2, 0.5, 50).status, "degenerate")


class TestVerdict(unittest.TestCase):
    def test_better_weights_are_kept(self):
        found = compare(*hires(200, (1, 1, 0, 0)), (1, 1, 1, 1), (1, 1, 0, 0))
        self.assertEqual((found.verdict, found.n, found.status), ("keep", 200, "ok"))
        self.assertGreater(found.new_minus_unit.low, 0)
        self.assertAlmostEqual(found.new_minus_old.value, found.new.value - found.old.value)
        self.assertEqual(found.new_minus_old, found.new_minus_unit)

    def test_worse_weights_fall_back(self):
        found = compare(*hires(200, (1, 1, 0.5, 0.5)), (1, 1, 1, 1), (0.1, 0.1, 2, 2))
        self.assertEqual(found.verdict, "fall_back")
        self.assertLess(found.new_minus_unit.value, 0)

    def test_unit_weights_gain_nothing_over_themselves(self):
        """They are not above unit weights, so the simpler form stands."""
        found = compare(*hires(200, (1, 1, 0, 0)), (1, 2, 1, 1), (1, 1, 1, 1))
        self.assertEqual((found.verdict, found.new_minus_unit.status), ("fall_back", "degenerate"))
        self.assertEqual(found.new_minus_old.status, "ok")

    def test_no_verdict_before_the_registered_number(self):
        found = compare(*hires(99, (1, 1, 0, 0)), (1, 1, 1, 1), (1, 1, 0, 0), planned=100)
        self.assertEqual((found.verdict, found.planned), ("wait", 100))
        few = compare(*hires(29, (1, 1)), (1, 1), (1, 0))
        self.assertEqual((few.verdict, few.status, few.new.value), ("wait", "insufficient", None))
        self.assertEqual(compare([], [], (1, 1), (1, 0)).verdict, "wait")

    def test_the_same_people_in_all_three(self):
        import numpy as np

        scores, outcome = hires(100, (1, 1, 1))
        scores[:20, 0] = np.nan  # the one question of the new weights
        outcome[90:] = np.nan
        found = compare(scores, outcome, (1, 1, 1), (1, 0, 0))
        self.assertEqual((found.n, found.old.n, found.new.n, found.unit.n), (70, 70, 70, 70))

    def test_outcomes_that_do_not_vary(self):
        scores, _outcome = hires(60, (1, 1))
        found = compare(scores, [1.0] * 60, (1, 1), (1, 0))
        self.assertEqual((found.status, found.new.value, found.verdict), ("degenerate", None, "fall_back"))

    def test_who_made_the_weights_cannot_judge_them(self):
        scores, outcome = hires(60, (1, 1))
        with self.assertRaisesRegex(ValueError, "after the weights were frozen"):
            compare(scores, outcome, (1, 1), (1, 0), hired=[FROZEN] * 60)

    def test_bad_input_is_refused(self):
        scores, outcome = hires(60, (1, 1))
        for old, new, planned in (((1,), (1, 0), 30), ((1, 1), (1, -1), 30), ((1, 1), (1, 0), 29)):
            with self.assertRaises(ValueError):
                compare(scores, outcome, old, new, planned)


def load_tests(loader, tests, pattern):
    tests.addTests(doctest.DocTestSuite(prospective))
    return tests
