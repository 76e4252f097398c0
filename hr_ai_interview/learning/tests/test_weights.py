"""What follows from validity: verdicts, weights and their brakes, trials, the expected hit rate."""

import unittest
from types import SimpleNamespace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from .. import choose_trials, hit_rate, propose_weights, verdicts
from ..validity import chance_above

NAN = float("nan")


def known(mean, sd=0.05, n=200, status="ok"):
    """A validity with nothing but what the contract names; NaN in ``mean`` = insufficient."""
    mean = np.atleast_2d(np.asarray(mean, dtype=float))
    there = np.isfinite(mean)
    sd = np.where(there, np.broadcast_to(np.asarray(sd, dtype=float), mean.shape), NAN)
    return SimpleNamespace(
        mean=mean,
        sd=sd,
        n=np.where(there, np.broadcast_to(n, mean.shape), 0),
        p_good=chance_above(0.20, mean, sd),
        status=np.where(there, status, "insufficient"),
    )


def validities(families=(1, 3), questions=(1, 12)):
    """Any validity with weights that fit it: (validity, current)."""
    cell = st.tuples(
        st.one_of(st.just(NAN), st.floats(-0.6, 0.6)),
        st.floats(0.01, 0.3),
        st.integers(10, 500),
        st.sampled_from(("ok", "provisional")),
        st.sampled_from((0.0, 0.0, 0.5, 1.0, 1.3, 2.0)),
    )

    def build(rows):
        mean, sd, n, status, current = (
            np.array([[c[place] for c in row] for row in rows]) for place in range(5)
        )
        return known(mean, sd, n, status), current

    return st.tuples(st.integers(*families), st.integers(*questions)).flatmap(
        lambda shape: st.lists(
            st.lists(cell, min_size=shape[1], max_size=shape[1]), min_size=shape[0], max_size=shape[0]
        ).map(build)
    )


class TestVerdicts(unittest.TestCase):
    """PSYCHOMETRICS.md A8.4."""

    def test_scored(self):
        found = verdicts(known([0.15, -0.05, 0.08, NAN]), [[1, 1, 1, 1]])
        self.assertEqual(found.tolist(), [["keep", "retire", "undecided", "undecided"]])

    def test_not_scored(self):
        found = verdicts(known([0.25, -0.05, 0.15, NAN]), [[0, 0, 0, 0]])
        self.assertEqual(found.tolist(), [["promote", "retire", "trial", "trial"]])

    def test_nothing_is_retired_on_few_outcomes(self):
        few = known([-0.05, -0.05], n=59)
        self.assertEqual(verdicts(few, [[1, 0]]).tolist(), [["undecided", "trial"]])
        self.assertEqual(verdicts(few, [[1, 0]], n=np.full((1, 2), 60)).tolist(), [["retire", "retire"]])

    def test_limits(self):
        """Probability .6 promotes no more; .62 does."""
        sd = 0.05
        at = np.tanh(np.arctanh(0.2) + np.array([0.2533, 0.31]) * sd)
        self.assertEqual(verdicts(known(at, sd), [[0, 0]]).tolist(), [["trial", "promote"]])


class TestWeights(unittest.TestCase):
    """PSYCHOMETRICS.md A8.5."""

    def test_better_questions_gain_what_worse_ones_lose(self):
        found = propose_weights(known([0.3, 0.2, 0.1]), [[1, 1, 1]])[0]
        self.assertGreater(found[0], 1)
        self.assertAlmostEqual(found[1], 1)
        self.assertAlmostEqual(found[0] - 1, 1 - found[2])

    def test_end_state_is_in_proportion_to_validity(self):
        validity, current = known([0.3, 0.2, 0.1], n=500), np.ones((1, 3))
        for _loop in range(60):
            current = propose_weights(validity, current)
        np.testing.assert_allclose(current, [[1.5, 1.0, 0.5]], atol=1e-3)

    def test_floor_and_ceiling_until_a_hundred_outcomes(self):
        for n, expected in ((99, [2.0, 0.5, 0.5, 0.5]), (100, [3.0, 0.4, 0.4, 0.2])):
            validity, current = known([0.45, 0.06, 0.06, 0.03], sd=0.2, n=n), np.ones((1, 4))
            for _loop in range(80):
                current = propose_weights(validity, current)
            np.testing.assert_allclose(current[0], expected, atol=0.01)

    def test_retired_goes_to_zero_at_once(self):
        found = propose_weights(known([0.3, -0.1]), [[1.5, 1.5]])
        self.assertEqual(found[0, 1], 0)

    def test_a_family_is_never_left_without_a_scored_question(self):
        found = propose_weights(known([-0.2, -0.1, -0.3]), [[1, 1, 1]])
        self.assertEqual((found > 0).tolist(), [[False, True, False]])

    def test_a_better_trial_question_takes_the_place_of_the_weakest(self):
        validity = known([0.3, 0.12, 0.02, 0.25, 0.01])
        found = propose_weights(validity, [[1, 1, 1, 0, 0]])
        self.assertEqual((found > 0).tolist(), [[True, True, False, True, False]])
        self.assertGreater(found[0, 3], found[0, 1])

    def test_a_trial_question_that_is_not_better_stays_out(self):
        found = propose_weights(known([0.3, 0.25, 0.24]), [[1, 1, 0]])
        self.assertEqual((found > 0).tolist(), [[True, True, False]])

    def test_a_certain_one_comes_in_beside_better_ones(self):
        for status, joined in (("ok", True), ("provisional", False)):
            found = propose_weights(known([0.4, 0.38, 0.3], status=status), [[1, 1, 0]])
            self.assertEqual(bool(found[0, 2] > 0), joined)

    def test_the_place_of_a_retired_one_is_filled_if_there_is_something_worthwhile(self):
        for trial, filled in ((0.15, True), (0.05, False)):
            found = propose_weights(known([0.3, -0.1, trial]), [[1, 1, 0]])
            self.assertEqual((found > 0).tolist(), [[True, False, filled]])

    def test_nothing_known_changes_nothing(self):
        current = np.array([[1.0, 0.7, 1.9, 0.0]])
        np.testing.assert_array_equal(propose_weights(known([NAN] * 4), current), current)

    def test_a_question_without_value_keeps_its_weight(self):
        found = propose_weights(known([0.3, 0.1, NAN]), [[1, 1, 1.7]])
        self.assertEqual(found[0, 2], 1.7)

    def test_sentences_for_what_does_not_fit(self):
        validity = known([0.1, 0.2])
        for current in ([1, 1], [[1]], [[1, -1]], [[1, NAN]], [[1, 1], [1, 1]]):
            with self.assertRaises(ValueError):
                propose_weights(validity, current)
        for step in (0, -0.25, NAN):
            with self.assertRaises(ValueError):
                propose_weights(validity, [[1, 1]], step=step)

    @given(validities(), st.floats(0.05, 1))
    @settings(max_examples=150, deadline=None)
    def test_brakes(self, case, step):
        validity, current = case
        found = propose_weights(validity, current, step=step)
        self.assertTrue((np.isfinite(found) & (found >= 0)).all())
        stayed = (current > 0) & (found > 0)
        self.assertTrue((np.abs(found - current)[stayed] <= step + 1e-12).all())
        entered = (current == 0) & (found > 0)
        self.assertTrue((np.abs(found - 1)[entered] <= step + 1e-12).all())
        bound = (validity.n < 100) & (current >= 0.5) & (current <= 2) & (found > 0)
        self.assertTrue(((found >= 0.5 - 1e-12) & (found <= 2 + 1e-12))[bound & stayed].all())
        self.assertFalse((entered & (verdicts(validity, current) == "retire")).any())
        self.assertTrue(((found > 0).any(axis=1) >= (current > 0).any(axis=1)).all())

    @given(validities())
    @settings(max_examples=80, deadline=None)
    def test_equal_weights_take_the_order_of_validity(self, case):
        validity, current = case
        found = propose_weights(validity, (current > 0).astype(float))
        for row, mean, n in zip(found, validity.mean, validity.n, strict=True):
            marked = (row > 0) & np.isfinite(mean) & (n >= 100)
            order = np.argsort(mean[marked])
            self.assertTrue((np.diff(row[marked][order]) >= -1e-12).all())


class TestTrials(unittest.TestCase):
    """PSYCHOMETRICS.md A8.6."""

    def test_only_unscored_ones_and_so_many(self):
        validity = known(np.full((2, 10), 0.15))
        current = np.tile([1, 1, 1, 0, 0, 0, 0, 0, 0, 0], (2, 1))
        found = choose_trials(validity, current, 4, seed=1)
        self.assertEqual(found.dtype, bool)
        self.assertEqual(found.sum(axis=1).tolist(), [4, 4])
        self.assertFalse(found[current > 0].any())

    def test_a_seed_decides(self):
        validity, current = known(np.full((1, 30), 0.15)), np.zeros((1, 30))
        draws = [tuple(np.flatnonzero(choose_trials(validity, current, 4, seed)[0])) for seed in (1, 1, 2, 3)]
        self.assertEqual(draws[0], draws[1])
        self.assertGreater(len({*draws}), 2)

    def test_what_nobody_knows_comes_first(self):
        found = choose_trials(known([0.5, NAN, 0.4, NAN]), np.zeros((1, 4)), 2, seed=0)
        self.assertEqual(found.tolist(), [[False, True, False, True]])

    def test_promising_ones_come_more_often(self):
        validity, current = known([0.3, 0.1], sd=0.15), np.zeros((1, 2))
        first = sum(choose_trials(validity, current, 1, seed)[0, 0] for seed in range(400))
        # P(N(.3095, .15) > N(.1003, .15)) = .838
        self.assertAlmostEqual(first / 400, 0.838, delta=0.06)

    def test_retired_ones_are_not_tried_again(self):
        found = choose_trials(known([-0.2, 0.1]), np.zeros((1, 2)), 2, seed=0)
        self.assertEqual(found.tolist(), [[False, True]])

    def test_before_there_is_any_validity(self):
        found = choose_trials(None, [[1, 0, 0, 0, 0]], 3, seed=0)
        self.assertEqual((found.sum(), found[0, 0]), (3, False))

    def test_fewer_than_wanted_and_none(self):
        validity = known([0.1, 0.1, 0.1])
        self.assertEqual(choose_trials(validity, [[1, 0, 1]], 5, seed=0).tolist(), [[False, True, False]])
        self.assertFalse(choose_trials(validity, [[0, 0, 0]], 0, seed=0).any())
        self.assertFalse(choose_trials(validity, [[1, 1, 1]], 2, seed=0).any())

    @given(validities(), st.integers(0, 15), st.integers(0, 2**32))
    @settings(max_examples=80, deadline=None)
    def test_every_family_gets_k_or_all_there_are(self, case, k, seed):
        validity, current = case
        found = choose_trials(validity, current, k, seed)
        there = ((current == 0) & (verdicts(validity, current) != "retire")).sum(axis=1)
        self.assertEqual(found.sum(axis=1).tolist(), np.minimum(k, there).tolist())


class TestHitRate(unittest.TestCase):
    def test_mean_chance_of_questions_in_use(self):
        validity = known([0.3, 0.1, 0.2, 0.5], sd=0.1)
        found = hit_rate(validity, [[1, 0.5, 0, 0]])
        self.assertAlmostEqual(found.value, float(validity.p_good[0, :2].mean()))
        self.assertEqual((found.n, found.unknown, found.status), (2, 0, "ok"))
        self.assertTrue(0 <= found.low < found.value < found.high <= 1)

    def test_provisional_and_unknown_are_said(self):
        self.assertEqual(hit_rate(known([0.3, 0.1], status="provisional"), [[1, 1]]).status, "provisional")
        partly = hit_rate(known([0.3, NAN]), [[True, True]])
        self.assertEqual((partly.n, partly.unknown, partly.status), (1, 1, "provisional"))

    def test_nothing_in_use_has_no_rate(self):
        for validity, used in ((known([0.3, 0.1]), [[0, 0]]), (known([NAN, 0.1]), [[1, 0]])):
            found = hit_rate(validity, used)
            self.assertEqual(
                (found.value, found.low, found.high, found.status), (None, None, None, "insufficient")
            )
