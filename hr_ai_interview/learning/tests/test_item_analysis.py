"""Item analysis (PSYCHOMETRICS.md A4)."""

import doctest
import math
import time
import unittest

from hypothesis import given, settings
from hypothesis import strategies as st

from .. import item_analysis
from ..item_analysis import (
    analyse_form,
    difficulty,
    discrimination,
    form_from_covariance,
    point_biserial,
)

LOADS = (0.8, 0.7, 0.6, 0.5)
TABLE = [[1 if a == b else a * b for b in LOADS] for a in LOADS]


def people(n, questions, seed=1):
    import numpy as np

    rng = np.random.default_rng(seed)
    return rng.normal(size=(n, 1)) + rng.normal(size=(n, questions))


class TestForm(unittest.TestCase):
    def test_worked_numbers(self):
        found = form_from_covariance(TABLE, 500)
        self.assertAlmostEqual(found.alpha.value, 0.7421, 4)
        self.assertEqual([round(item.item_total, 2) for item in found.items], [0.81, 0.78, 0.73, 0.68])
        self.assertEqual([round(item.corrected, 2) for item in found.items], [0.64, 0.57, 0.51, 0.43])
        self.assertEqual([round(item.alpha_if_dropped, 2) for item in found.items], [0.62, 0.66, 0.70, 0.74])

    def test_scores_and_their_covariance_agree(self):
        import numpy as np

        table = people(80, 5)
        found = analyse_form(table)
        expected = form_from_covariance(np.cov(table.T), 80)
        self.assertAlmostEqual(found.alpha.value, expected.alpha.value)
        self.assertAlmostEqual(found.alpha.low, expected.alpha.low)
        for place in range(5):
            rest = np.delete(table, place, axis=1).sum(axis=1)
            self.assertAlmostEqual(found.items[place].corrected, np.corrcoef(table[:, place], rest)[0, 1])
            self.assertGreater(found.items[place].item_total, found.items[place].corrected)

    def test_the_interval_is_that_of_the_consistency_icc(self):
        from ..icc_forms import icc

        table = people(50, 4)
        found, other = analyse_form(table).alpha, icc(table.tolist()).icc3k
        for one, two in ((found.value, other.value), (found.low, other.low), (found.high, other.high)):
            self.assertAlmostEqual(one, two)

    def test_missing_by_design(self):
        """Half of the people were asked question 5, half question 6: those two never met."""
        import numpy as np

        table = people(200, 6)
        table[::2, 4] = np.nan
        table[1::2, 5] = np.nan
        found = analyse_form(table)
        self.assertEqual((found.used, found.alpha.n), ((0, 1, 2, 3, 4), 100))
        self.assertEqual((found.items[5].status, found.items[5].corrected), ("insufficient", None))
        own = np.ma.masked_invalid(table[:, :5])
        expected = form_from_covariance(np.ma.cov(own, rowvar=False, allow_masked=True).data, 100)
        self.assertAlmostEqual(found.alpha.value, expected.alpha.value, 1)

    def test_pairwise_covariance_uses_the_people_who_have_both(self):
        import numpy as np

        from ..item_analysis import _pairwise_covariance

        table = people(60, 3)
        table[:10, 0] = np.nan
        table[50:, 1] = np.nan
        both = table[10:50]
        self.assertAlmostEqual(_pairwise_covariance(table)[0, 1], float(np.cov(both[:, 0], both[:, 1])[0, 1]))

    def test_a_bank_of_questions_asked_to_few(self):
        """400 questions, 12 per person: none share 30 people, and finding that takes no minute."""
        import numpy as np

        table = np.full((600, 400), np.nan)
        for row in range(600):
            table[row, np.random.default_rng(row).choice(400, 12, replace=False)] = 5 + row % 3
        start = time.process_time()
        found = analyse_form(table)
        self.assertLess(time.process_time() - start, 5)
        self.assertEqual((found.alpha.status, found.alpha.reason), ("insufficient", "few_answers"))
        self.assertEqual((len(found.used), {item.status for item in found.items}), (0, {"insufficient"}))

    def test_too_few_or_flat(self):
        self.assertEqual(analyse_form(people(29, 4)).alpha.status, "insufficient")
        self.assertEqual(analyse_form(people(30, 4)).alpha.status, "ok")
        self.assertEqual(analyse_form(people(40, 1)).alpha.status, "insufficient")
        self.assertEqual(analyse_form([]).alpha.status, "insufficient")
        flat = analyse_form([[5, 5, 5]] * 40)
        self.assertEqual((flat.alpha.status, flat.items[0].status), ("degenerate", "degenerate"))
        one_flat = analyse_form([[5, *row] for row in people(40, 3)])
        self.assertEqual([item.status for item in one_flat.items], ["degenerate", "ok", "ok", "ok"])

    def test_contradictions_are_no_alpha(self):
        self.assertEqual(form_from_covariance([[1, -1], [-1, 1]], 50).alpha.status, "degenerate")
        found = form_from_covariance([[1, 3], [3, 1]], 50)
        self.assertEqual((found.alpha.value, found.alpha.reason), (None, "not_a_covariance"))
        for matrix in ([[1, 2]], [[1, 0.2], [0.3, 1]], [[1, None], [None, 1]]):
            with self.assertRaises(ValueError):
                form_from_covariance(matrix, 50)

    @settings(deadline=None, max_examples=40)
    @given(
        st.lists(
            st.lists(st.one_of(st.none(), st.integers(0, 10)), min_size=4, max_size=4),
            min_size=30,
            max_size=60,
        )
    )
    def test_never_nan(self, rows):
        found = analyse_form(rows)
        for item in (*found.items, found.alpha):
            for name in item.__slots__:
                value = getattr(item, name)
                self.assertFalse(isinstance(value, float) and not math.isfinite(value), name)


class TestPointBiserial(unittest.TestCase):
    def test_worked_numbers(self):
        found = point_biserial([0, 0, 0, 1, 1, 1, 1], range(7))
        self.assertAlmostEqual(found.value, 0.8660254, 7)
        self.assertAlmostEqual(found.p, 0.0117248, 7)

    def test_all_met(self):
        self.assertEqual(point_biserial([True] * 5, range(5)).status, "degenerate")


class TestDiscrimination(unittest.TestCase):
    def test_worked_number(self):
        """9 of 11 in the upper, 3 of 11 in the lower group; 27 % of 41 people are 11."""
        right = [1] * 9 + [0] * 2 + [1, 0] * 9 + [1] + [1] * 3 + [0] * 8
        found = discrimination(right, range(41, 0, -1), scale=1)
        self.assertEqual((round(found.value, 3), found.n, found.band), (0.545, 41, "very_good"))
        # Welch's interval of 9/11 - 3/11: variances 9*2/110 and 3*8/110, t of 20 degrees of freedom 2.085963
        reach = 2.085963 * math.sqrt((18 + 24) / 110 / 11)
        self.assertAlmostEqual(found.low, 6 / 11 - reach, 6)
        self.assertAlmostEqual(found.high, 6 / 11 + reach, 6)

    def test_bands(self):
        bands = []
        for wanted in (4, 3, 2, 1.9):
            scores = [5 + wanted] * 30 + [5] * 40 + [5] * 30
            bands.append(discrimination(scores, range(100, 0, -1)).band)
        self.assertEqual(bands, ["very_good", "good", "revise", "poor"])

    def test_order_of_equals_is_nothing(self):
        import random

        rows = [(score % 7, score % 4) for score in range(60)]
        expected = discrimination(*zip(*rows, strict=True))
        random.Random(3).shuffle(rows)
        found = discrimination(*zip(*rows, strict=True))
        self.assertAlmostEqual(found.value, expected.value)
        self.assertAlmostEqual(found.low, expected.low)

    def test_too_few_or_flat(self):
        self.assertEqual(discrimination(range(29), range(29)).status, "insufficient")
        self.assertEqual(discrimination(range(30), range(30)).status, "ok")
        self.assertEqual(discrimination(range(40), [5] * 40).status, "degenerate")


class TestDifficulty(unittest.TestCase):
    def test_flags(self):
        self.assertEqual(difficulty([9, 10] * 10).flag, "ceiling")
        self.assertEqual(difficulty([0, 1] * 10).flag, "floor")
        exactly = difficulty([10] * 9 + [5])
        self.assertEqual((exactly.flag, exactly.ceiling, exactly.value), ("", 0.9, 9.5))
        self.assertEqual(exactly.high, 10)

    def test_interval(self):
        import scipy.stats

        scores = [3, 4, 5, 6, 7, 4, 5, 6, 8, 2, 5]
        found = difficulty([*scores, None])
        error = scipy.stats.sem(scores)
        low, high = scipy.stats.t.interval(0.95, len(scores) - 1, sum(scores) / len(scores), error)
        self.assertAlmostEqual(found.low, low)
        self.assertAlmostEqual(found.high, high)

    def test_too_few(self):
        found = difficulty([5] * 9 + [None] * 20)
        self.assertEqual((found.n, found.status, found.value), (9, "insufficient", None))


def load_tests(loader, tests, pattern):
    tests.addTests(doctest.DocTestSuite(item_analysis))
    return tests
