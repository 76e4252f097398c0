"""estimate_validity: it finds the truth behind selection, says honestly when there is none, keeps its invariances."""

import doctest
import unittest
import warnings

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from .. import estimate_validity, placebo, validity
from ..validity import chance_above

VALUED = ("ok", "provisional")


def company(seed=0, n=600, questions=6, families=2, hired=0.5, asked=0.8):
    """Arrays of a small company: family, composite, scores, outcome."""
    rng = np.random.default_rng(seed)
    family = rng.integers(0, families, n)
    scores = rng.standard_normal((n, questions))
    composite = scores.sum(axis=1) / questions**0.5
    outcome = 0.3 * scores[:, 0] + rng.standard_normal(n)
    outcome[composite < np.quantile(composite, 1 - hired)] = np.nan
    scores[rng.random(scores.shape) > asked] = np.nan
    return family, composite, scores, outcome


class ValidityCase(unittest.TestCase):
    def setUp(self):
        warnings.simplefilter("error")
        self.addCleanup(warnings.resetwarnings)

    def assert_honest(self, found):
        """Numbers where the status promises them, none where it does not."""
        valued = np.isin(found.status, VALUED)
        self.assertTrue(np.isin(found.status, (*VALUED, "insufficient", "degenerate")).all())
        for part in (found.mean, found.sd, found.p_good, *found.interval()):
            self.assertEqual(part.shape, found.status.shape)
            np.testing.assert_array_equal(np.isfinite(part), valued)
        self.assertTrue((np.abs(found.mean[valued]) < 1).all())
        self.assertTrue((found.sd[valued] > 0).all())
        self.assertTrue(((found.p_good[valued] >= 0) & (found.p_good[valued] <= 1)).all())
        self.assertTrue(np.isfinite(found.expected).all() and np.isfinite(found.expected_sd).all())

    def statuses(self, *arrays):
        found = estimate_validity(*arrays)
        self.assert_honest(found)
        return found, {str(status) for status in found.status.ravel()}


class TestTruth(ValidityCase):
    def test_docstrings(self):
        self.assertEqual(doctest.testmod(validity).failed, 0)

    def test_selection_on_the_composite_is_undone(self):
        """PSYCHOMETRICS.md A2.2: truth .30, among the best fifth only .171."""
        rng = np.random.default_rng(0)
        cover = np.array([[1, 0.5, 0.3], [0.5, 1, 0.4], [0.3, 0.4, 1]])
        question, composite, outcome = rng.multivariate_normal(np.zeros(3), cover, 200_000).T
        hired = composite > np.quantile(composite, 0.8)
        self.assertAlmostEqual(np.corrcoef(question[hired], outcome[hired])[0, 1], 0.171, delta=0.01)
        outcome[~hired] = np.nan
        found = estimate_validity(
            np.zeros(200_000, int), composite, question[:, None], outcome, criterion_reliability=1.0
        )
        self.assertAlmostEqual(found.raw[0, 0], 0.30, delta=0.015)
        self.assertAlmostEqual(found.mean[0, 0], 0.30, delta=0.015)

    def test_an_unreliable_outcome_hides_validity(self):
        arrays = company(n=4000)
        whole = estimate_validity(*arrays, criterion_reliability=1.0)
        half = estimate_validity(*arrays, criterion_reliability=0.5)
        np.testing.assert_allclose(half.raw, whole.raw / 0.5**0.5)

    def test_a_question_that_is_the_composite_has_the_slope_of_the_composite(self):
        rng = np.random.default_rng(0)
        composite = rng.standard_normal(20_000)
        outcome = 0.4 * composite + 0.84**0.5 * rng.standard_normal(20_000)
        found = estimate_validity(
            np.zeros(20_000, int), composite, composite[:, None], outcome, criterion_reliability=1.0
        )
        self.assertAlmostEqual(found.mean[0, 0], 0.4, delta=0.02)

    def test_p_good_follows_from_mean_and_sd(self):
        self.assertEqual(round(float(chance_above(0.20, 0.25, 0.06)), 3), 0.810)
        found = estimate_validity(*company())
        np.testing.assert_allclose(found.p_good, chance_above(0.20, found.mean, found.sd))

    def test_a_shrunk_value_is_nearer_to_the_others_than_the_raw_one(self):
        found = estimate_validity(*company(n=300, questions=30))
        self.assertLess(np.nanstd(found.mean), np.nanstd(found.raw) / 2)

    def test_placebo_finds_nothing(self):
        family, composite, scores, outcome = company(n=3000, questions=20)
        real = estimate_validity(family, composite, scores, outcome)
        self.assertGreater(real.mean[:, 0].min(), 0.25)
        found = placebo(family, composite, scores, outcome, repeats=10, seed=1)
        self.assertEqual((found.status, found.n), ("ok", 400))
        self.assertLessEqual(found.share, 0.02)
        self.assertGreater(found.worst_raw, 0.1)
        self.assertEqual(found, placebo(family, composite, scores, outcome, repeats=10, seed=1))

    def test_placebo_without_outcomes_has_no_share(self):
        family, composite, scores, outcome = company()
        found = placebo(family, composite, scores, np.full_like(outcome, np.nan), repeats=2)
        self.assertEqual((found.share, found.status), (None, "insufficient"))


class TestHonesty(ValidityCase):
    """All of these are normal inputs."""

    def test_ok_and_provisional(self):
        self.assertEqual(self.statuses(*company(n=1500))[1], {"ok"})
        self.assertEqual(self.statuses(*company(n=300))[1], {"provisional"})

    def test_nobody_hired(self):
        family, composite, scores, outcome = company()
        found, statuses = self.statuses(family, composite, scores, np.full_like(outcome, np.nan))
        self.assertEqual((statuses, int(found.n.sum())), ({"insufficient"}, 0))

    def test_all_hired(self):
        found, statuses = self.statuses(*company(n=1500, hired=1.0))
        self.assertEqual(statuses, {"ok"})
        self.assertGreater(found.mean[0, 0], found.mean[0, 1:].max())

    def test_one_family_without_hires_does_not_spoil_the_other(self):
        family, composite, scores, outcome = company(n=1500)
        outcome[family == 1] = np.nan
        found, _statuses = self.statuses(family, composite, scores, outcome)
        self.assertEqual({*found.status[0].tolist()}, {"ok"})
        self.assertEqual({*found.status[1].tolist()}, {"insufficient"})
        self.assertGreater(found.expected[1, 0], found.expected[1, 1:].max())

    def test_gaps_in_family_ids(self):
        family, composite, scores, outcome = company(n=1500, families=3)
        plain = estimate_validity(family, composite, scores, outcome)
        found, _statuses = self.statuses(np.array([7, 40, 1041])[family], composite, scores, outcome)
        self.assertEqual(found.families.tolist(), [7, 40, 1041])
        np.testing.assert_array_equal(found.mean, plain.mean)

    def test_families_that_are_asked_for_but_have_nobody(self):
        arrays = company(n=1500)
        found = estimate_validity(*arrays, families=[1, 9, 0])
        self.assertEqual(found.n_outcomes[1], 0)
        self.assertEqual({*found.status[1].tolist()}, {"insufficient"})
        np.testing.assert_allclose(found.mean[[2, 0]], estimate_validity(*arrays).mean)

    def test_what_does_not_vary(self):
        family, composite, scores, outcome = company(n=1500)
        flat = scores.copy()
        flat[:, 2] = np.where(np.isnan(flat[:, 2]), np.nan, 0.1)
        found, _statuses = self.statuses(family, composite, flat, outcome)
        self.assertEqual({*found.status[:, 2].tolist()}, {"degenerate"})
        self.assertEqual({*np.delete(found.status, 2, axis=1).ravel().tolist()}, {"ok"})
        for constant in (0.0, 0.1, 1e6):
            same = np.full_like(composite, constant)
            self.assertEqual(self.statuses(family, same, scores, outcome)[1], {"degenerate"})
            self.assertEqual(
                self.statuses(family, composite, scores, np.where(np.isnan(outcome), np.nan, constant))[1],
                {"degenerate"},
            )

    def test_a_question_that_does_not_vary_among_hires(self):
        family, composite, scores, outcome = company(n=1500, asked=1.0)
        scores[np.isfinite(outcome), 3] = 2.0
        found, _statuses = self.statuses(family, composite, scores, outcome)
        self.assertEqual({*found.status[:, 3].tolist()}, {"degenerate"})

    def test_a_question_nobody_was_asked(self):
        family, composite, scores, outcome = company(n=1500)
        scores[:, 1] = np.nan
        found, _statuses = self.statuses(family, composite, scores, outcome)
        self.assertEqual({*found.status[:, 1].tolist()}, {"insufficient"})
        self.assertEqual(found.n[:, 1].tolist(), [0, 0])

    def test_tiny_and_empty(self):
        for n in (1, 2, 3, 9):
            self.assertEqual(self.statuses(*(part[:n] for part in company(hired=1.0)))[1], {"insufficient"})
        self.assertEqual(estimate_validity([], [], np.empty((0, 4)), []).mean.shape, (0, 4))
        self.assertEqual(estimate_validity([0, 0], [0.1, 0.2], np.empty((2, 0)), [1, 2]).mean.shape, (1, 0))

    def test_infinite_counts_as_missing(self):
        family, composite, scores, outcome = company(n=1500)
        hole = [array.copy() for array in (composite, scores, outcome)]
        wild = [array.copy() for array in (composite, scores, outcome)]
        for array, (nothing, infinite) in zip(
            (0, 1, 2), ((np.nan, np.inf), (np.nan, -np.inf), (np.nan, np.inf)), strict=True
        ):
            hole[array][5 * array : 5 * array + 5] = nothing
            wild[array][5 * array : 5 * array + 5] = infinite
        one, other = estimate_validity(family, *hole), estimate_validity(family, *wild)
        np.testing.assert_array_equal(one.mean, other.mean)
        np.testing.assert_array_equal(one.n, other.n)
        self.assert_honest(other)

    def test_enormous_numbers(self):
        family, composite, scores, outcome = company(n=1500)
        found, statuses = self.statuses(family, composite * 1e300, scores * 1e300, outcome * 1e-300)
        self.assertEqual(statuses, {"ok"})
        np.testing.assert_allclose(found.mean, estimate_validity(family, composite, scores, outcome).mean)

    def test_outcomes_on_a_line_are_not_certain(self):
        family, composite, scores, outcome = company(n=60)
        found, _statuses = self.statuses(
            family, composite, scores, np.where(np.isnan(outcome), np.nan, composite)
        )
        self.assertTrue((found.sd[np.isfinite(found.sd)] > 0.02).all())

    def test_sentences_for_what_does_not_fit(self):
        family, composite, scores, outcome = company(n=50)
        for arrays in (
            (family[:-1], composite, scores, outcome),
            (family, composite[:-1], scores, outcome),
            (family, composite, scores[:-1], outcome),
            (family, composite, scores[:, 0], outcome),
            (np.where(family == 0, np.nan, 1.0), composite, scores, outcome),
            ([None] * 50, composite, scores, outcome),
        ):
            with self.assertRaises(ValueError):
                estimate_validity(*arrays)
        for reliability in (0, -1, 1.01, np.nan):
            with self.assertRaises(ValueError):
                estimate_validity(family, composite, scores, outcome, criterion_reliability=reliability)


class TestInvariance(ValidityCase):
    @given(
        st.integers(0, 10**6),
        st.integers(1, 400),
        st.integers(1, 4),
        st.sampled_from((0.0, 0.02, 0.3, 1.0)),
        st.sampled_from((0.0, 0.1, 1.0)),
    )
    @settings(max_examples=60, deadline=None)
    def test_any_company_gets_honest_answers(self, seed, n, families, hired, asked):
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            found = estimate_validity(*company(seed, n, 4, families, hired, asked))
        self.assert_honest(found)
        self.assertTrue((found.n <= found.n_outcomes[:, None]).all())

    @given(st.integers(0, 10**6), st.floats(0.01, 100), st.floats(-50, 50))
    @settings(max_examples=25, deadline=None)
    def test_scale_and_order_of_persons_do_not_matter(self, seed, scale, shift):
        family, composite, scores, outcome = company(seed)
        expected = estimate_validity(family, composite, scores, outcome)
        factor = np.where(family == 0, scale, 1.0)
        order = np.random.default_rng(seed).permutation(len(family))
        found = estimate_validity(
            family[order],
            (composite * factor + shift)[order],
            (scores * factor[:, None] - shift)[order],
            (outcome * factor + shift)[order],
        )
        np.testing.assert_array_equal(found.status, expected.status)
        np.testing.assert_array_equal(found.n, expected.n)
        np.testing.assert_allclose(found.mean, expected.mean, atol=1e-6)
        np.testing.assert_allclose(found.sd, expected.sd, atol=1e-6)

    def test_order_of_questions_does_not_matter(self):
        family, composite, scores, outcome = company(questions=150)
        expected = estimate_validity(family, composite, scores, outcome)
        order = np.random.default_rng(0).permutation(150)
        found = estimate_validity(family, composite, scores[:, order], outcome)
        np.testing.assert_allclose(found.mean, expected.mean[:, order], atol=1e-9)
