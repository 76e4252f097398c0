"""dif: the t value of a regression, found where ratings are biased, silent where groups differ or nobody is known."""

import unittest
import warnings

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from .. import WARN_AT, dif


def people(seed=0, n=1500, questions=12, gap=0.0, bias=0.0, asked=1.0):
    """Scores of people with one ability; group "b" is ``gap`` lower in ability, question 0 rated ``bias`` lower."""
    rng = np.random.default_rng(seed)
    group = np.where(rng.random(n) < 0.4, "b", "a")
    ability = rng.standard_normal(n) - gap * (group == "b")
    scores = 0.7 * ability[:, None] + rng.standard_normal((n, questions))
    scores[:, 0] -= bias * (group == "b")
    scores[rng.random(scores.shape) > asked] = np.nan
    return scores, group


def by_regression(scores, member, q):
    """The t value of ``member`` the long way."""
    deviation = (scores - np.nanmean(scores, axis=0)) / np.nanstd(scores, axis=0)
    others = np.delete(deviation, q, axis=1)
    rows = np.isfinite(deviation[:, q]) & np.isfinite(others).any(axis=1)
    design = np.column_stack([np.ones(rows.sum()), np.nanmean(others[rows], axis=1), member[rows]])
    y = deviation[rows, q]
    coefficients = np.linalg.lstsq(design, y, rcond=None)[0]
    variance = ((y - design @ coefficients) ** 2).sum() / (len(y) - 3)
    return coefficients[2] / np.sqrt(variance * np.linalg.inv(design.T @ design)[2, 2])


class TestDif(unittest.TestCase):
    """PSYCHOMETRICS.md A6.7."""

    def setUp(self):
        warnings.simplefilter("error")
        self.addCleanup(warnings.resetwarnings)

    def test_is_the_t_value_of_the_group_in_a_regression(self):
        scores, group = people(n=300, bias=0.3, asked=0.7)
        found = dif(scores, group)
        for q in range(scores.shape[1]):
            self.assertAlmostEqual(found[q], by_regression(scores, (group == "b").astype(float), q), places=9)

    def test_biased_question_is_found_and_its_direction(self):
        found = dif(*people(bias=0.5))
        self.assertLess(found[0], -WARN_AT)
        self.assertEqual(int(np.argmax(np.abs(found))), 0)
        scores, group = people(bias=0.5)
        np.testing.assert_allclose(dif(scores, np.where(group == "a", "z", "b")), -found)

    def test_a_difference_of_the_groups_is_no_bias_of_every_question(self):
        """Raw means differ beyond 2.58 in nearly all questions; the conditional test warns about few (A6.7)."""
        scores, group = people(n=1500, gap=0.4)
        raw = scores[group == "a"].mean(axis=0) - scores[group == "b"].mean(axis=0)
        error = np.sqrt(scores.var(axis=0) * (1 / (group == "a").sum() + 1 / (group == "b").sum()))
        self.assertGreater((raw / error > WARN_AT).mean(), 0.8)
        self.assertLess((np.abs(dif(scores, group)) > WARN_AT).mean(), 0.2)

    def test_without_bias_few_questions_are_flagged(self):
        flagged = [np.abs(dif(*people(seed, n=500))) > WARN_AT for seed in range(40)]
        self.assertLess(np.mean(flagged), 0.03)

    def test_unknown_group_is_left_out(self):
        scores, group = people(n=400, bias=0.5)
        expected = dif(scores, group)
        more = np.vstack([scores, scores[:90] + 5])
        for nothing in (None, float("nan"), "", "  "):
            found = dif(more, [*group.tolist(), *[nothing] * 90])
            np.testing.assert_allclose(found, expected)

    def test_three_groups_give_the_largest(self):
        scores, group = people(n=900, bias=0.6)
        three = np.where((group == "a") & (np.arange(900) % 2 == 0), "c", group)
        found = dif(scores, three)
        self.assertAlmostEqual(found[0], by_regression(scores, (three == "b").astype(float), 0), places=9)

    def test_labels_of_any_kind(self):
        scores, group = people(n=400, bias=0.5)
        np.testing.assert_allclose(dif(scores, (group == "b").astype(int)), dif(scores, group))
        np.testing.assert_allclose(dif(scores, group == "b"), dif(scores, group))

    def test_no_value_where_there_is_none(self):
        scores, group = people(n=100)
        self.assertTrue(np.isnan(dif(scores, ["a"] * 100)).all())
        self.assertTrue(np.isnan(dif(scores, [None] * 100)).all())
        self.assertTrue(np.isnan(dif(scores, ["b"] * 9 + ["a"] * 91)).all())
        self.assertTrue(np.isnan(dif(scores[:, :1], group)).all())
        self.assertEqual(dif(np.empty((0, 3)), []).shape, (3,))
        scores[:, 2], scores[:, 4] = 5.0, np.nan
        self.assertEqual(np.flatnonzero(np.isnan(dif(scores, group))).tolist(), [2, 4])

    def test_infinite_counts_as_missing(self):
        scores, group = people(n=300)
        hole, wild = scores.copy(), scores.copy()
        hole[:5], wild[:5] = np.nan, np.inf
        np.testing.assert_allclose(dif(wild, group), dif(hole, group))

    def test_one_label_per_person(self):
        scores, group = people(n=50)
        for wrong in (group[:-1], []):
            with self.assertRaises(ValueError):
                dif(scores, wrong)

    @given(st.integers(0, 10**6), st.floats(0.01, 100), st.sampled_from((0.1, 0.6, 1.0)))
    @settings(max_examples=30, deadline=None)
    def test_scale_and_order_of_persons_do_not_matter(self, seed, scale, asked):
        scores, group = people(seed, n=200, asked=asked)
        order = np.random.default_rng(seed).permutation(200)
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            found = dif(scores[order] * scale + 3, group[order])
            expected = dif(scores, group)
        np.testing.assert_allclose(found, expected, atol=1e-6)
