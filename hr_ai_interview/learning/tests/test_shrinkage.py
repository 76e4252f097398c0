"""Random effects and the two-level model: the published numbers, honest statuses, what shrinking may not do."""

import doctest
import math
import unittest
from unittest.mock import patch

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from .. import shrinkage, validity_model
from ..shrinkage import dersimonian_laird, hunter_schmidt, paule_mandel, reml
from ..validity_model import CENTRE_PRIOR, two_level

#: Raudenbush & Bryk 1985: 19 studies of teacher expectancy
BRYK_Y = "0.03 .12 -.14 1.18 .26 -.06 -.02 -.32 .27 .80 .54 .18 -.02 .23 -.18 -.06 .30 .07 -.07"
BRYK_V = (
    ".0156 .0216 .0279 .1391 .1362 .0106 .0106 .0484 .0269 .0630 .0912 .0497 .0835 .0841 .0253 .0279 .0193"
    " .0088 .0303"
)
BRYK_SHRUNK = (
    ".0543 .1006 -.0064 .2144 .1051 -.0082 .0174 -.0293 .1604 .2485 .1618 .1102 .0646 .1105 -.0288 .0258"
    " .1905 .0744 .0248"
)
METHODS = (dersimonian_laird, paule_mandel, reml)


def numbers(text):
    return [float(part) for part in text.split()]


class TestRandomEffects(unittest.TestCase):
    """PSYCHOMETRICS.md A8.1 to A8.3."""

    def test_docstrings(self):
        self.assertEqual(doctest.testmod(shrinkage).failed, 0)

    def test_worked_numbers_of_the_nineteen_studies(self):
        y, v = numbers(BRYK_Y), numbers(BRYK_V)
        found = reml(y, v)
        self.assertEqual((round(found.q, 4), round(found.tau2, 4)), (35.8295, 0.0188))
        self.assertEqual((round(found.mean, 4), round(found.se, 4)), (0.0837, 0.0516))
        # The published values stop at another digit of tau2, so the last place may differ.
        for value, expected in zip(found.shrunk, numbers(BRYK_SHRUNK), strict=True):
            self.assertAlmostEqual(value, expected, delta=0.0001)
        self.assertEqual(round(dersimonian_laird(y, v).tau2, 4), 0.0259)
        self.assertEqual(round(paule_mandel(y, v).tau2, 4), 0.0518)

    def test_worked_numbers_of_five_correlations(self):
        r, n = (0.40, 0.10, -0.15, 0.25, 0.05), (20, 50, 35, 120, 15)
        v = [1 / (size - 3) for size in n]
        found = dersimonian_laird([math.atanh(value) for value in r], v)
        self.assertEqual((round(found.tau2, 6), round(found.mean, 6)), (0.011133, 0.146714))
        kept = [round(found.tau2 / (found.tau2 + one), 4) for one in v]
        self.assertEqual(kept, [0.1591, 0.3435, 0.2627, 0.5657, 0.1179])
        shrunk = [round(math.tanh(value), 4) for value in found.shrunk]
        self.assertEqual(shrunk, [0.1885, 0.1300, 0.0684, 0.2052, 0.1345])

    def test_reml_is_where_the_slope_of_the_likelihood_is_zero(self):
        y, v = np.array(numbers(BRYK_Y)), np.array(numbers(BRYK_V))
        weights = 1 / (v + reml(y, v).tau2)
        mean = weights @ y / weights.sum()
        slope = weights**2 @ (y - mean) ** 2 - weights.sum() + (weights**2).sum() / weights.sum()
        self.assertAlmostEqual(slope / weights.sum(), 0, places=5)

    def test_paule_mandel_solves_its_equation(self):
        y, v = np.array(numbers(BRYK_Y)), np.array(numbers(BRYK_V))
        weights = 1 / (v + paule_mandel(y, v).tau2)
        mean = weights @ y / weights.sum()
        self.assertAlmostEqual(weights @ (y - mean) ** 2, len(y) - 1, places=6)

    def test_without_numbers_there_is_no_number(self):
        for method in METHODS:
            self.assertEqual(method([], []).status, "insufficient")
            self.assertEqual(method([0.1], [0.1]).status, "insufficient")
            for y, v in (([0.1, math.nan], [1, 1]), ([0.1, 0.2], [1, 0]), ([0.1, math.inf], [1, 1])):
                found = method(y, v)
                self.assertEqual(
                    (found.status, found.tau2, found.mean, found.shrunk), ("degenerate", None, None, ())
                )
            with self.assertRaises(ValueError):
                method([0.1, 0.2], [0.1])
        self.assertEqual(hunter_schmidt([0.1], [10]).status, "insufficient")
        self.assertEqual(hunter_schmidt([0.1, math.nan], [10, 10]).status, "degenerate")
        self.assertEqual(hunter_schmidt([0.1, 0.2], [1, 10]).status, "degenerate")

    def test_hunter_schmidt_takes_chance_out_of_the_scatter(self):
        """Correlations of .2 from samples of 101 that scatter as chance makes them: no true scatter is left."""
        rng = np.random.default_rng(3)
        z = np.arctanh(0.2) + rng.standard_normal(4000) / np.sqrt(98)
        found = hunter_schmidt(np.tanh(z), np.full(4000, 101))
        self.assertAlmostEqual(found.mean, 0.2, delta=0.01)
        self.assertLess(found.sd, 0.03)

    @given(
        st.lists(st.tuples(st.floats(-2, 2), st.floats(0.001, 1)), min_size=2, max_size=20),
        st.sampled_from(METHODS),
    )
    @settings(max_examples=150, deadline=None)
    def test_shrunk_values_lie_between_the_estimate_and_the_mean(self, pairs, method):
        y, v = zip(*pairs, strict=True)
        found = method(y, v)
        self.assertGreaterEqual(found.tau2, 0)
        for value, shrunk, spread in zip(y, found.shrunk, found.shrunk_sd, strict=True):
            low, high = sorted((value, found.mean))
            self.assertTrue(low - 1e-9 <= shrunk <= high + 1e-9)
            self.assertGreaterEqual(spread, 0)


def exact(z, v, tau2, omega2):
    """The same posterior from the joint normal distribution of all questions in all families."""
    cells = [(f, q) for f in range(z.shape[0]) for q in range(z.shape[1])]
    prior = np.array(
        [
            [CENTRE_PRIOR[1] ** 2 + tau2 * (one[1] == other[1]) + omega2 * (one == other) for other in cells]
            for one in cells
        ]
    )
    seen = np.flatnonzero(np.isfinite(z.ravel()))
    joint = prior[np.ix_(seen, seen)] + np.diag(v.ravel()[seen])
    gain = prior[:, seen] @ np.linalg.inv(joint)
    mean = CENTRE_PRIOR[0] + gain @ (z.ravel()[seen] - CENTRE_PRIOR[0])
    variance = np.diag(prior - gain @ prior[seen])
    residual = z.ravel()[seen] - CENTRE_PRIOR[0]
    likelihood = -(residual @ np.linalg.solve(joint, residual) + np.linalg.slogdet(joint)[1]) / 2
    return mean.reshape(z.shape), np.sqrt(variance).reshape(z.shape), likelihood


class TestTwoLevel(unittest.TestCase):
    def setUp(self):
        rng = np.random.default_rng(1)
        self.z, self.v = rng.normal(0.15, 0.2, (3, 6)), rng.uniform(0.005, 0.08, (3, 6))
        self.z[0, 1] = self.z[2, 3] = np.nan
        self.z[:, 5] = np.nan

    def test_closed_form_is_the_joint_normal_distribution(self):
        for tau, omega in ((0.1, 0.05), (0.02, 0.15), (0.2, 0.01)):
            with (
                patch.object(validity_model, "TAUS", (tau,)),
                patch.object(validity_model, "OMEGAS", (omega,)),
            ):
                found = two_level(self.z, self.v)
            mean, sd, _likelihood = exact(self.z, self.v, tau**2, omega**2)
            np.testing.assert_allclose(found.mean, mean, atol=1e-12)
            np.testing.assert_allclose(found.sd, sd, atol=1e-12)

    def test_grid_is_weighted_with_the_likelihood(self):
        pairs = [(tau, omega) for tau in (0.05, 0.2) for omega in (0.01, 0.1)]
        with (
            patch.object(validity_model, "TAUS", (0.05, 0.2)),
            patch.object(validity_model, "OMEGAS", (0.01, 0.1)),
        ):
            found = two_level(self.z, self.v)
        exacts = [exact(self.z, self.v, tau**2, omega**2) for tau, omega in pairs]
        share = np.exp([row[2] for row in exacts])
        share /= share.sum()
        np.testing.assert_allclose(found.mean, sum(p * row[0] for p, row in zip(share, exacts, strict=True)))
        self.assertAlmostEqual(found.tau, float(share @ [tau for tau, _omega in pairs]))

    def test_a_question_nobody_was_asked_gets_the_mean_of_all_and_the_widest_error(self):
        found = two_level(self.z, self.v)
        self.assertTrue((found.sd[:, 5] > np.delete(found.sd, 5, axis=1).max()).all())
        np.testing.assert_allclose(found.mean[:, 5], found.mean[0, 5])

    def test_other_families_teach_a_family_that_was_not_asked(self):
        z, v = np.full((3, 8), 0.1), np.full((3, 8), 0.005)
        z[:, 0], z[0, 0] = 0.5, np.nan
        found = two_level(z, v)
        self.assertGreater(found.mean[0, 0], found.mean[0, 1:].max() + 0.05)
        self.assertGreater(found.sd[0, 0], found.sd[1, 0])
