"""Agreement between raters: the published numbers, what is said when there is nothing to say, invariance."""

import doctest
import math
import random
import unittest
from dataclasses import astuple, fields, is_dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from .. import agreement, chance_corrected, icc_forms
from ..agreement import leniency, panel_size, rater_agreement, spearman_brown
from ..chance_corrected import METRICS, cohen_kappa, krippendorff_alpha, whole_level
from ..icc_forms import Estimate, icc

SHROUT_FLEISS = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
FORMS = ("icc1", "icc2", "icc3", "icc1k", "icc2k", "icc3k")
KRIPPENDORFF = [
    [None if mark == "." else int(mark) for mark in unit]
    for unit in zip("123321412...", "1233224125.3", ".3332342251.", "12332441251.", strict=True)
]
SCORES = st.sampled_from([n / 2 for n in range(21)])


def numbers(value):
    """All floats of a result, however deep."""
    if is_dataclass(value):
        value = astuple(value)
    if isinstance(value, tuple):
        return [number for part in value for number in numbers(part)]
    return [value] if isinstance(value, float) else []


def table_of(counts):
    """Two lists of verdicts with these counts of pairs."""
    pairs = [(i, j) for i, row in enumerate(counts) for j, count in enumerate(row) for _ in range(count)]
    return tuple(zip(*pairs, strict=True))


def matrices(cells, rows=(0, 14), columns=(0, 4)):
    return st.integers(*columns).flatmap(
        lambda k: st.lists(st.lists(cells, min_size=k, max_size=k), min_size=rows[0], max_size=rows[1])
    )


class StatisticsCase(unittest.TestCase):
    def assert_close(self, found, expected, places=9):
        """Two results are equal but for rounding of floats."""
        self.assertIs(type(found), type(expected))
        for field in fields(found):
            one, other = getattr(found, field.name), getattr(expected, field.name)
            if isinstance(one, Estimate):
                self.assert_close(one, other, places)
            elif isinstance(one, float) and isinstance(other, float):
                self.assertTrue(math.isclose(one, other, rel_tol=1e-6, abs_tol=10**-places), field.name)
            else:
                self.assertEqual(one, other, field.name)


class TestIcc(StatisticsCase):
    """PSYCHOMETRICS.md A5."""

    def test_worked_numbers(self):
        book = icc(SHROUT_FLEISS)
        self.assertEqual((book.n, book.k, book.status), (6, 4, "ok"))
        squares = [round(value, 4) for value in (book.bms, book.wms, book.jms, book.ems)]
        self.assertEqual(squares, [11.2417, 6.2639, 32.4861, 1.0194])
        self.assertEqual((round(book.f_oneway, 2), round(book.f_twoway, 2)), (1.79, 11.03))
        forms = [getattr(book, name) for name in FORMS]
        values = [round(form.value, 4) for form in forms]
        self.assertEqual(values, [0.1657, 0.2898, 0.7148, 0.4428, 0.6201, 0.9093])
        intervals = [(-0.13, 0.72), (0.02, 0.76), (0.34, 0.95), (-0.88, 0.91), (0.07, 0.93), (0.68, 0.99)]
        self.assertEqual([(round(form.low, 2), round(form.high, 2)) for form in forms], intervals)

    def test_without_enough_or_without_variance_there_is_no_value(self):
        nan, inf = float("nan"), float("inf")
        rows = {
            "insufficient": ([], [[]], [[1, 2], [3, 4]], [[1], [2], [3]]),
            "degenerate": (
                [[5, 5], [5, 5], [5, 5]],
                [[4, 6], [4, 6], [4, 6]],
                [[0.1 + 0.2, 1], [0.3, 1], [0.3, 1]],
                [[1, nan], [2, 3], [4, 4]],
                [[1, None], [2, 3], [4, 4]],
                [[1, inf], [2, 3], [4, 4]],
                [[1e200, 1], [2, 3], [4, 4]],
            ),
        }
        for status, tables in rows.items():
            for table in tables:
                found = icc(table)
                self.assertEqual((found.status, numbers(found)), (status, []), table)
                self.assertEqual(found.icc2, Estimate())

    def test_perfect_agreement_has_a_value_and_no_interval(self):
        found = icc([[1, 1], [5, 5], [9, 9]])
        self.assertEqual(found.status, "ok")
        self.assertEqual({getattr(found, name) for name in FORMS}, {Estimate(1.0)})

    def test_a_constant_distance_counts_for_agreement_only(self):
        found = icc([[row[0], row[0] + 3] for row in SHROUT_FLEISS])
        self.assertAlmostEqual(found.icc3.value, 1)
        self.assertLess(found.icc2.value, 0.5)

    def test_no_interval_that_leaves_its_value_out(self):
        """A value below 0 may cancel the error term: the formula gave -0.20 with an interval up to -0.21."""
        found = icc([[0, 0, 1.5], [0, 0, 2], [0, 0, 2], [0, 1.5, 0.5]])
        self.assertEqual(
            (found.status, found.icc2.low, found.icc2.high, found.icc2k.high), ("ok", None, None, None)
        )

    def test_ragged_rows_are_refused(self):
        with self.assertRaisesRegex(ValueError, "one number per target and judge"):
            icc([[1, 2], [3], [4, 5]])

    @settings(deadline=None, max_examples=60)
    @given(matrices(SCORES), st.randoms(use_true_random=False))
    def test_order_is_nothing_and_nan_never_comes(self, rows, rng):
        found = icc(rows)
        self.assertTrue(all(map(math.isfinite, numbers(found))))
        columns = rng.sample(range(found.k), found.k)
        shuffled = [[row[place] for place in columns] for row in rng.sample(rows, len(rows))]
        self.assert_close(icc(shuffled), found)
        for form in (getattr(found, name) for name in FORMS):
            if form.low is not None and form.high is not None:
                self.assertLessEqual(form.low, form.value)
                self.assertLessEqual(form.value, form.high)


class TestAlpha(StatisticsCase):
    """PSYCHOMETRICS.md A5: four observers, twelve units, gaps."""

    def test_worked_numbers(self):
        found = [krippendorff_alpha(KRIPPENDORFF, metric) for metric in METRICS]
        self.assertEqual([round(alpha.value, 4) for alpha in found], [0.7434, 0.8154, 0.8491, 0.7974])

    def test_a_unit_with_one_rating_is_not_counted(self):
        found = krippendorff_alpha(KRIPPENDORFF, "nominal")
        self.assertEqual((found.units, found.values), (11, 40))
        self.assertEqual(krippendorff_alpha([*KRIPPENDORFF, [7, None], []], "nominal"), found)

    def test_nan_is_a_gap(self):
        gaps = [[float("nan") if value is None else value for value in unit] for unit in KRIPPENDORFF]
        self.assertEqual(krippendorff_alpha(gaps), krippendorff_alpha(KRIPPENDORFF))

    def test_without_enough_or_without_variance_there_is_no_value(self):
        for units in ([], [[1, 2], [2, 2]], [[1], [2], [3]]):
            self.assertEqual(krippendorff_alpha(units).status, "insufficient", units)
        found = krippendorff_alpha([[4, 4], [4, 4], [4, None, 4]])
        self.assertEqual((found.value, found.status), (None, "degenerate"))

    def test_bad_input_is_refused(self):
        for units, metric in (
            ([[1, 2]], "euclid"),
            ([[-1, 2]] * 3, "ratio"),
            ([[1, math.inf]] * 3, "interval"),
        ):
            with self.assertRaises(ValueError):
                krippendorff_alpha(units, metric)

    @settings(deadline=None, max_examples=60)
    @given(matrices(st.none() | SCORES), st.sampled_from(METRICS), st.randoms(use_true_random=False))
    def test_order_is_nothing_and_nan_never_comes(self, units, metric, rng):
        found = krippendorff_alpha(units, metric)
        self.assertTrue(all(map(math.isfinite, numbers(found))))
        shuffled = [rng.sample(unit, len(unit)) for unit in rng.sample(units, len(units))]
        self.assert_close(krippendorff_alpha(shuffled, metric), found)


class TestKappa(StatisticsCase):
    def test_worked_numbers(self):
        found = cohen_kappa(*table_of([[20, 5], [10, 15]]))
        self.assertAlmostEqual(found.observed, 0.70)
        self.assertAlmostEqual(found.expected, 0.50)
        self.assertAlmostEqual(found.value, 0.40)

    def test_weights_by_hand(self):
        """Cells, p_o and p_e by hand: observed disagreement 9 and 11 of 30, expected 20 and 34."""
        verdicts = table_of([[8, 3, 1], [2, 6, 2], [0, 1, 7]])
        expected = {None: 21 / 30, "linear": 1 - 10 / 60, "quadratic": 1 - 12 / 120}
        for weights, observed in expected.items():
            self.assertAlmostEqual(cohen_kappa(*verdicts, weights).observed, observed)
        rows, columns = (12, 10, 8), (10, 10, 10)
        chance = sum(
            r * c / 900 * (1 - (i - j) ** 2 / 4) for i, r in enumerate(rows) for j, c in enumerate(columns)
        )
        self.assertAlmostEqual(cohen_kappa(*verdicts, "quadratic").value, (0.9 - chance) / (1 - chance))

    def test_quadratic_kappa_is_nearly_the_icc(self):
        """Fleiss & Cohen (1973): equal but for a term of the order 1/n."""
        rng = random.Random(3)
        rows = [
            (true, min(max(true + rng.choice((-1, 0, 0, 1)), 0), 10))
            for true in rng.choices(range(11), k=400)
        ]
        kappa = cohen_kappa(*zip(*rows, strict=True), weights="quadratic", categories=range(11))
        self.assertAlmostEqual(kappa.value, icc(rows).icc2.value, 2)

    def test_the_interval_is_as_wide_as_samples_vary(self):
        """The middle 95 % of 400 samples of the same table lie where the formula says."""
        rng, verdicts = (
            random.Random(5),
            list(zip(*table_of([[40, 6, 4], [5, 30, 15], [5, 4, 41]]), strict=True)),
        )
        found = cohen_kappa(*zip(*verdicts, strict=True), weights="quadratic")
        values = sorted(
            cohen_kappa(*zip(*rng.choices(verdicts, k=150), strict=True), weights="quadratic").value
            for _ in range(400)
        )
        self.assertAlmostEqual(values[10], found.low, delta=0.03)
        self.assertAlmostEqual(values[-11], found.high, delta=0.03)

    def test_categories_that_do_not_occur_are_steps(self):
        one, other = [0, 0, 10, 10, 0], [0, 10, 10, 10, 0]
        self.assertAlmostEqual(
            cohen_kappa(one, other, "quadratic", range(11)).value, cohen_kappa(one, other).value
        )
        verdicts = ([0, 1, 10, 1], [1, 1, 10, 0])
        self.assertGreater(
            cohen_kappa(*verdicts, "linear", range(11)).value, cohen_kappa(*verdicts, "linear").value
        )

    def test_without_enough_or_without_variance_there_is_no_value(self):
        for one, other, status in (
            ([], [], "insufficient"),
            ([1, 2], [1, 2], "insufficient"),
            ([1, None, 2, float("nan")], [1, 2, 2, 2], "insufficient"),
            ([3, 3, 3], [3, 3, 3], "degenerate"),
        ):
            found = cohen_kappa(one, other)
            self.assertEqual((found.status, found.value), (status, None))
        self.assertEqual(cohen_kappa([3, 3, 3], [4, 4, 4]).value, 0)

    def test_bad_input_is_refused(self):
        for args in (([1], [1, 2]), ([1, 2], [1, 2], "cubic"), ([1, 2, 3], [1, 2, 4.5], None, range(11))):
            with self.assertRaises(ValueError):
                cohen_kappa(*args)

    @settings(deadline=None, max_examples=60)
    @given(
        st.lists(st.tuples(st.integers(0, 10), st.integers(0, 10)), min_size=1, max_size=30),
        st.sampled_from(chance_corrected.WEIGHTS),
        st.randoms(use_true_random=False),
    )
    def test_order_is_nothing_and_nan_never_comes(self, pairs, weights, rng):
        found = cohen_kappa(*zip(*pairs, strict=True), weights)
        self.assertTrue(all(map(math.isfinite, numbers(found))))
        one, other = zip(*rng.sample(pairs, len(pairs)), strict=True)
        # The root of a variance that is 0 but for rounding is of the order of 1e-8.
        self.assert_close(cohen_kappa(other, one, weights), found, places=7)


class TestRaterAgreement(StatisticsCase):
    ROWS = [[n % 11, min(n % 11 + 1, 10)] for n in range(11)]

    def test_two_raters(self):
        found = rater_agreement(self.ROWS)
        self.assertEqual((found.n, found.raters, found.status), (11, 2, "ok"))
        self.assertAlmostEqual(found.mae, 10 / 11)
        form = icc(self.ROWS).icc2
        self.assertEqual((found.icc, found.low, found.high), (form.value, form.low, form.high))
        self.assertAlmostEqual(found.alpha, krippendorff_alpha(self.ROWS).value)
        self.assertGreater(found.kappa, 0.9)

    def test_kappa_takes_halves_to_the_nearest_level(self):
        halves = [[a, b - 0.5] for a, b in self.ROWS]
        self.assertEqual(rater_agreement(halves).kappa, rater_agreement(self.ROWS).kappa)
        self.assertEqual([whole_level(score) for score in (0.5, 2.5, 4.7, 10)], [1, 3, 5, 10])

    def test_mae_counts_every_pair_of_a_row(self):
        self.assertAlmostEqual(
            rater_agreement([[2, 4, 8], [5, 6, None], [9, None, None]]).mae, (2 + 6 + 4 + 1) / 4
        )

    def test_gaps_leave_the_icc_to_complete_rows_and_alpha_to_all(self):
        gaps = [[n % 7, n % 7 + 1, None if n % 2 else n % 7] for n in range(20)]
        found = rater_agreement(gaps)
        self.assertEqual((found.n, found.raters, found.status, found.kappa), (20, 3, "ok", None))
        self.assertAlmostEqual(found.icc, icc(gaps[::2]).icc2.value)
        self.assertAlmostEqual(found.alpha, krippendorff_alpha(gaps).value)
        fewer = rater_agreement(gaps[:18])
        self.assertEqual((fewer.icc, fewer.low, fewer.high, fewer.status), (None, None, None, "insufficient"))
        self.assertIsNotNone(fewer.alpha)

    def test_a_rater_without_scores_is_no_rater(self):
        self.assertEqual(rater_agreement([[a, None, b] for a, b in self.ROWS]), rater_agreement(self.ROWS))

    def test_insufficient_still_has_the_mae(self):
        found = rater_agreement([[3, 5]] * 9)
        self.assertEqual((found.n, found.mae, found.status), (9, 2.0, "insufficient"))
        self.assertEqual((found.icc, found.kappa, found.alpha), (None, None, None))
        for empty in ([], [[], []], [[None, 4], [5, None]]):
            found = rater_agreement(empty)
            self.assertEqual((found.n, found.raters, found.mae, found.status), (0, 0, None, "insufficient"))

    def test_degenerate(self):
        found = rater_agreement([[6, 6]] * 12)
        self.assertEqual((found.mae, found.icc, found.kappa, found.alpha), (0.0, None, None, None))
        self.assertEqual(found.status, "degenerate")

    def test_what_is_no_score_is_refused(self):
        for row in ([11, 3], [-1, 3], [1e9, 3], [math.inf, 3]):
            with self.assertRaisesRegex(ValueError, "from 0 to 10"):
                rater_agreement([row])
        with self.assertRaisesRegex(ValueError, "place for each rater"):
            rater_agreement([[1, 2], [1]])

    @settings(deadline=None, max_examples=80)
    @given(matrices(st.none() | SCORES | st.just(math.nan), (0, 25)), st.randoms(use_true_random=False))
    def test_order_is_nothing_and_nan_never_comes(self, rows, rng):
        found = rater_agreement(rows)
        self.assertTrue(all(map(math.isfinite, numbers(found))))
        k = len(rows[0]) if rows else 0
        columns = rng.sample(range(k), k)
        shuffled = [[row[place] for place in columns] for row in rng.sample(rows, len(rows))]
        self.assert_close(rater_agreement(shuffled), found)


class TestLeniency(StatisticsCase):
    def test_shrunk_by_the_number_of_scores(self):
        view = leniency([("mild", 7 + n % 2) for n in range(20)] + [("strict", 5 + n % 2) for n in range(20)])
        mild, strict = view.raters
        self.assertEqual((view.pool_mean, view.n, view.note), (6.5, 40, "assignment"))
        self.assertEqual((mild.rater, mild.n, mild.mean, mild.raw, mild.status), ("mild", 20, 7.5, 1.0, "ok"))
        self.assertAlmostEqual(mild.shrunk, 0.8)
        self.assertAlmostEqual(strict.shrunk, -0.8)
        # t(38) = 2.0244, s = sqrt(10 / 38), both by hand
        self.assertAlmostEqual(mild.high - mild.shrunk, 2.0244 * math.sqrt(10 / 38) / 5, 4)
        self.assertAlmostEqual(mild.shrunk - mild.low, mild.high - mild.shrunk)

    def test_adjusted_stays_on_the_scale(self):
        view = leniency([("mild", n) for n in (9, 10, 10, 9)] + [("strict", n) for n in (1, 0, 0, 1)])
        self.assertEqual((view.adjusted("mild", 1), view.adjusted("strict", 9.5)), (0.0, 10.0))
        self.assertEqual(view.adjusted("nobody", 4), 4)

    def test_too_little_to_say(self):
        alone = leniency([("a", 5), ("a", 6), ("a", 7)]).raters[0]
        self.assertEqual((alone.status, alone.shrunk), ("insufficient", None))
        few = leniency([("a", 9), ("a", 8), ("b", 5), ("b", 4), ("b", 6)])
        self.assertEqual([row.status for row in few.raters], ["insufficient", "ok"])
        self.assertEqual(few.adjusted("a", 9), 9)
        flat = leniency([("a", 8)] * 4 + [("b", 6)] * 4)
        self.assertEqual(
            {(row.status, row.shrunk, row.low) for row in flat.raters}, {("degenerate", None, None)}
        )
        self.assertEqual((leniency([]).pool_mean, leniency([]).raters), (None, ()))

    def test_bad_scores_are_refused(self):
        for score in (None, math.nan, math.inf):
            with self.assertRaises(ValueError):
                leniency([("a", score)])

    @settings(deadline=None, max_examples=60)
    @given(
        st.lists(st.tuples(st.sampled_from("abcd"), SCORES), max_size=40), st.randoms(use_true_random=False)
    )
    def test_order_is_nothing_and_nan_never_comes(self, rows, rng):
        found, again = leniency(rows), leniency(rng.sample(rows, len(rows)))
        self.assertTrue(all(map(math.isfinite, numbers(found))))
        by_name = {row.rater: row for row in again.raters}
        for row in found.raters:
            self.assert_close(by_name[row.rater], row)


class TestPanelSize(unittest.TestCase):
    def test_worked_number(self):
        self.assertEqual(panel_size(icc(SHROUT_FLEISS).icc2.value, 0.70), 6)
        self.assertEqual((panel_size(0.5, 0.5), panel_size(0.9, 0.5), panel_size(1, 0.9)), (1, 1, 1))
        self.assertEqual(panel_size(0.5, 0.75), 3)

    def test_spearman_brown_is_the_mean_form(self):
        book = icc(SHROUT_FLEISS)
        for single, mean in ((book.icc1, book.icc1k), (book.icc2, book.icc2k), (book.icc3, book.icc3k)):
            self.assertAlmostEqual(spearman_brown(single.value, 4), mean.value)

    def test_what_has_no_meaning_has_no_value(self):
        self.assertEqual([panel_size(single) for single in (0, -0.2, math.nan, 1.2)], [None] * 4)
        for r, k in ((-1, 2), (-0.5, 3), (1.1, 2), (0.5, 0), (math.nan, 2), (0.5, math.nan), (0.5, math.inf)):
            self.assertIsNone(spearman_brown(r, k), (r, k))
        for target in (0, 1, math.nan):
            with self.assertRaises(ValueError):
                panel_size(0.3, target)

    @given(st.floats(0.01, 0.99), st.floats(0.01, 0.99))
    def test_the_panel_reaches_its_target_and_a_smaller_one_does_not(self, single, target):
        size = panel_size(single, target)
        self.assertGreaterEqual(spearman_brown(single, size), target - 1e-9)
        if size > 1:
            self.assertLess(spearman_brown(single, size - 1), target)


def load_tests(loader, tests, pattern):
    for module in (agreement, chance_corrected, icc_forms):
        tests.addTests(doctest.DocTestSuite(module))
    return tests
