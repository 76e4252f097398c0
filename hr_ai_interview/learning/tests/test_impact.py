"""Adverse impact (PSYCHOMETRICS.md A6.1 to A6.4)."""

import doctest
import math
import unittest
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from .. import impact, strata
from ..impact import adverse_impact, rate_difference
from ..strata import mantel_haenszel

UGESP = {"white": (60, 100), "native": (45, 100), "hispanic": (48, 100), "black": (51, 100)}
#: admissions to Berkeley in 1973 by department: women, men (R: UCBAdmissions)
BERKELEY = [
    ((89, 108), (512, 825)),
    ((17, 25), (353, 560)),
    ((202, 593), (120, 325)),
    ((131, 375), (138, 417)),
    ((94, 393), (53, 191)),
    ((24, 341), (22, 373)),
]
COUNTS = st.integers(0, 40).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def row_of(found, group):
    return next(row for row in found.groups if row.group == group)


class TestFourFifths(unittest.TestCase):
    def test_worked_numbers(self):
        found = adverse_impact(UGESP)
        self.assertEqual([round(row.value, 9) for row in found.groups], [1, 0.75, 0.80, 0.85])
        self.assertEqual([row.group for row in found.groups if row.flag], ["native"])
        self.assertEqual((found.reference, found.value, found.n, found.status), ("white", 0.75, 400, "ok"))

    def test_exactly_four_fifths_is_none(self):
        """48/60 in floats is below 0.8 in one order and above in another; whole numbers decide."""
        for threshold in ("0.8", 0.8, Fraction(4, 5)):
            found = adverse_impact({"a": (60, 100), "b": (48, 100)}, threshold)
            self.assertFalse(row_of(found, "b").below)
        for n in range(5, 400, 5):
            self.assertFalse(row_of(adverse_impact({"a": (n, n + 1), "b": (4 * n // 5, n + 1)}), "b").below)
        self.assertTrue(row_of(adverse_impact({"a": (60, 100), "b": (479, 1000)}), "b").below)

    def test_another_threshold(self):
        self.assertTrue(row_of(adverse_impact(UGESP, "0.90"), "black").flag)

    def test_the_ratio_alone_is_a_coin_toss(self):
        """PSYCHOMETRICS.md, rule 4: two groups with the same true rate of 20 %. Exact for 50 people is .5646."""
        for n, expected in ((20, 0.71), (50, 0.57)):
            chance = [math.comb(n, k) * 0.2**k * 0.8 ** (n - k) for k in range(n + 1)]
            below = flagged = 0.0
            for one in range(n + 1):
                for other in range(one + 1):
                    if chance[one] * chance[other] < 1e-9:
                        continue
                    weight = chance[one] * chance[other] * (1 if one == other else 2)
                    row = row_of(adverse_impact({"a": (one, n), "b": (other, n)}), "b")
                    below += weight * row.below
                    flagged += weight * (row.flag and row.difference.significant)
            self.assertLess(abs(below - expected), 0.01)
            self.assertLess(flagged, 0.06)

    def test_small_groups_are_reported_without_a_flag(self):
        found = adverse_impact({"a": (500, 1000), "b": (480, 1000), "c": (1, 30)})
        row = row_of(found, "c")
        self.assertEqual((row.small, row.below, row.flag, row.reason), (True, True, False, "small_category"))
        self.assertAlmostEqual(found.value, 0.96)
        best = adverse_impact({"a": (500, 1000), "b": (480, 1000), "c": (30, 30)})
        self.assertEqual(best.reference, "a")
        self.assertFalse(row_of(adverse_impact({"a": (49, 98), "b": (1, 2)}), "b").small)

    def test_flip_test(self):
        """One selection moved: 2 of 4 against 1 of 5 becomes 1 of 4 against 2 of 5."""
        row = row_of(adverse_impact({"a": (2, 4), "b": (1, 5)}), "b")
        self.assertEqual((row.below, row.flips, row.flag), (True, True, False))
        row = row_of(adverse_impact({"a": (2, 4), "b": (0, 4)}), "b")
        self.assertEqual((row.below, row.flips, row.flag), (True, False, True))

    def test_everybody_nobody_one_group(self):
        cases = {
            "nobody_selected": {"a": (0, 10), "b": (0, 20)},
            "everybody_selected": {"a": (10, 10), "b": (20, 20)},
            "one_group": {"a": (5, 10), "b": (0, 0)},
            "nobody": {},
        }
        for reason, counts in cases.items():
            found = adverse_impact(counts)
            self.assertEqual((found.reason, found.value), (reason, None))
            self.assertTrue(all(row.value is None and not row.flag for row in found.groups))
        empty = row_of(adverse_impact({"a": (5, 10), "b": (3, 10), "c": (0, 0)}), "c")
        self.assertEqual((empty.status, empty.rate, empty.reason), ("insufficient", None, "nobody"))

    def test_selected_in_a_small_group_only(self):
        """The only hire is one of two people: there is no rate to hold the others against."""
        found = adverse_impact({"a": (0, 100), "b": (0, 50), "c": (1, 2)})
        self.assertEqual((found.value, found.status, found.reason), (None, "degenerate", "no_reference_rate"))
        rows = {(row.value, row.flag, row.status) for row in found.groups}
        self.assertEqual(rows, {(None, False, "degenerate")})

    def test_bad_counts_are_refused(self):
        for pair in ((5, 4), (-1, 4), (1.0, 4), (True, 4)):
            with self.assertRaises(ValueError, msg=pair):
                adverse_impact({"a": pair, "b": (1, 2)})


class TestRateDifference(unittest.TestCase):
    def test_worked_numbers(self):
        """Morris 2017: women 2 of 10, men 15 of 25."""
        found = rate_difference((2, 10), (15, 25))
        self.assertAlmostEqual(found.value, 0.3333, 4)
        self.assertAlmostEqual(found.z, -2.138963, 6)
        self.assertAlmostEqual(found.p, 0.032439, 6)
        self.assertAlmostEqual(found.fisher, 0.059908, 6)
        self.assertAlmostEqual(found.fisher_less, 0.037158, 6)
        self.assertAlmostEqual(found.midp, 0.020949, 6)
        self.assertAlmostEqual(found.h, -0.8449, 4)
        self.assertAlmostEqual(found.phi, -0.3616, 4)
        self.assertAlmostEqual(found.shortfall_pooled, 2.857, 3)
        self.assertAlmostEqual(found.shortfall_other, 4.0)
        # ln(1/3) / sqrt((18/17)(1/10 + 1/25)) by hand
        self.assertAlmostEqual(found.log_z, math.log(1 / 3) / math.sqrt(18 / 17 * 0.14))
        reach = 1.959964 * math.sqrt(0.8 / 2 + 0.4 / 15)
        self.assertAlmostEqual(found.low, math.exp(math.log(1 / 3) - reach), 6)
        self.assertAlmostEqual(found.high, math.exp(math.log(1 / 3) + reach), 6)

    def test_fisher_decides_where_z_is_not_to_be_trusted(self):
        found = rate_difference((2, 10), (15, 25))
        self.assertLess(found.p, 0.05)
        self.assertLess(found.smallest_expected, 5)
        self.assertEqual((found.decided_by, found.significant), ("fisher", False))
        self.assertEqual(rate_difference((20, 100), (45, 100)).decided_by, "z")

    @settings(deadline=None, max_examples=80)
    @given(COUNTS, COUNTS)
    def test_against_scipy(self, one, other):
        import scipy.stats

        found = rate_difference(one, other)
        for name in found.__slots__:
            value = getattr(found, name)
            self.assertFalse(isinstance(value, float) and not math.isfinite(value), name)
        if found.status != "ok":
            self.assertIsNone(found.value)
            return
        table = [[one[0], one[1] - one[0]], [other[0], other[1] - other[0]]]
        self.assertAlmostEqual(found.fisher, scipy.stats.fisher_exact(table).pvalue, 7)
        self.assertAlmostEqual(found.fisher_less, scipy.stats.fisher_exact(table, "less").pvalue, 7)
        chi2 = scipy.stats.chi2_contingency(table, correction=False)
        self.assertAlmostEqual(found.z**2, chi2.statistic)
        self.assertAlmostEqual(found.p, chi2.pvalue)

    def test_large_counts(self):
        found = rate_difference((30_000, 100_000), (31_000, 100_000))
        self.assertTrue(found.significant)
        self.assertAlmostEqual(found.fisher, found.p, 4)

    def test_none_selected_has_a_ratio_and_no_interval(self):
        found = rate_difference((0, 20), (10, 20))
        self.assertEqual((found.value, found.low, found.reason), (0.0, None, "nobody_selected_in_group"))
        self.assertIsNone(rate_difference((5, 20), (0, 20)).value)


class TestStrata(unittest.TestCase):
    def test_berkeley(self):
        """R: mantelhaen.test(UCBAdmissions) gives 0.9047 [0.7719, 1.0603], X2 1.4269, p 0.2323 for men."""
        found = mantel_haenszel([(men, women) for women, men in BERKELEY])
        self.assertAlmostEqual(found.value, 0.9046968, 7)
        self.assertAlmostEqual(found.low, 0.7719074, 6)
        self.assertAlmostEqual(found.high, 1.0603298, 6)
        self.assertAlmostEqual(found.chi2, 1.4269, 4)
        self.assertAlmostEqual(found.p, 0.2323, 4)
        other = mantel_haenszel(BERKELEY)
        self.assertAlmostEqual(other.value, 1 / found.value)

    def test_the_pooled_table_says_the_opposite(self):
        women, men = (tuple(sum(row[side][place] for row in BERKELEY) for place in (0, 1)) for side in (0, 1))
        self.assertTrue(row_of(adverse_impact({"women": women, "men": men}), "women").flag)
        self.assertGreater(mantel_haenszel(BERKELEY).value, 1)

    def test_what_says_nothing_is_not_counted(self):
        found = mantel_haenszel([*BERKELEY, ((0, 10), (0, 30)), ((5, 5), (3, 3)), ((0, 0), (3, 9))])
        self.assertEqual((found.strata, found.n), (6, 4526))
        self.assertEqual(mantel_haenszel([((0, 10), (0, 30))]).status, "insufficient")
        self.assertEqual(mantel_haenszel([]).status, "insufficient")
        never = mantel_haenszel([((0, 10), (5, 10)), ((0, 10), (5, 10))])
        self.assertEqual((never.status, never.value), ("degenerate", None))
        self.assertLess(never.p, 0.05)


def load_tests(loader, tests, pattern):
    for module in (impact, strata):
        tests.addTests(doctest.DocTestSuite(module))
    return tests
