"""Gates and models of the probability of meeting a target (PSYCHOMETRICS.md A9)."""

import dataclasses
import json
import math
import time
import unittest
from unittest.mock import patch

from .. import predictor
from ..prediction import predict
from ..prediction_models import PRIOR_SD, fit, forest_available
from ..predictor import evaluate_predictor

QUESTIONS = 12
#: without scikit-learn the forest's tests show that everything else works without it
HAS_FOREST = forest_available()


def company(n, strength, seed=1, weights=(1,) * QUESTIONS, missing=0.0):
    """Composite, scores and verdicts of n hires; strength: correlation of the weighted sum with the outcome."""
    import numpy as np

    rng = np.random.default_rng(seed)
    scores = 0.5 * rng.normal(size=(n, 1)) + math.sqrt(0.75) * rng.normal(size=(n, len(weights)))
    form = scores @ np.array(weights, dtype=float)
    form = (form - form.mean()) / form.std()
    met = strength * form + math.sqrt(1 - strength**2) * rng.normal(size=n) > 0
    scores = np.where(rng.random(scores.shape) < missing, np.nan, scores)
    return np.nanmean(scores, axis=1), scores, met


def crossed(n=1600, seed=5):
    """Two questions that say something only together, which no sum of scores can."""
    import numpy as np

    rng = np.random.default_rng(seed)
    scores = rng.normal(size=(n, QUESTIONS))
    met = rng.random(n) < np.where(scores[:, 0] * scores[:, 1] > 0, 0.75, 0.25)
    return scores.mean(axis=1), scores, met


def without_forest():
    return patch.object(predictor, "forest_available", return_value=False)


def floats(value):
    if dataclasses.is_dataclass(value):
        value = dataclasses.astuple(value)
    if isinstance(value, (tuple, list)):
        return [number for part in value for number in floats(part)]
    return [value] if isinstance(value, float) else []


class PredictorCase(unittest.TestCase):
    def gates(self, found):
        return {gate.name: gate.passed for gate in found.gates}


class TestGates(PredictorCase):
    def test_too_few_outcomes_show_the_base_rate_only(self):
        composite, scores, met = company(29, 0.9)
        found = evaluate_predictor(composite, scores, met)
        self.assertEqual(
            (found.status, found.reason, found.chosen), ("insufficient", "few_people", "base_rate")
        )
        self.assertEqual((found.candidates, found.calibration, found.importance), ((), (), ()))
        self.assertEqual(found.base_rate.value, met.sum() / 29)
        self.assertEqual(predict(found.model, [1, 2], [[1] * 12] * 2), (found.base_rate,) * 2)

    def test_nine_in_the_rarer_class(self):
        composite, scores, _met = company(100, 0.5)
        for met in ([True] * 91 + [False] * 9, [False] * 91 + [True] * 9):
            found = evaluate_predictor(composite, scores, met)
            self.assertEqual((found.status, found.reason), ("insufficient", "few_in_rarer_class"))
            self.assertEqual(self.gates(found), {"outcomes": True, "rarer_class": False})

    def test_all_met_none_met_nobody(self):
        composite, scores, _met = company(100, 0.5)
        for verdict in (True, False):
            found = evaluate_predictor(composite, scores, [verdict] * 100)
            self.assertEqual((found.status, found.reason), ("degenerate", "no_variance"))
            self.assertEqual(found.base_rate.value, float(verdict))
            self.assertEqual(predict(found.model, [1], [[1] * 12])[0], found.base_rate)
        empty = evaluate_predictor([], [], [])
        self.assertEqual((empty.status, empty.model, empty.base_rate.value), ("insufficient", None, None))
        unknown = evaluate_predictor(composite, scores, [None] * 100)
        self.assertEqual((unknown.n, unknown.status), (0, "insufficient"))

    def test_flat_scores(self):
        met = [True, False] * 100
        with without_forest():
            found = evaluate_predictor([5] * 200, [[5] * 3] * 200, met)
        self.assertEqual((found.status, found.chosen, found.reason), ("ok", "base_rate", "no_skill"))
        self.assertEqual({candidate.auc.value for candidate in found.candidates} - {None}, set())
        self.assertTrue(all(map(math.isfinite, floats(found))))

    def test_below_200_outcomes_only_the_composite_is_tried(self):
        found = evaluate_predictor(*company(199, 0.45))
        self.assertEqual([candidate.kind for candidate in found.candidates], ["composite"])
        self.assertEqual((found.chosen, self.gates(found)["question_outcomes"]), ("composite", False))

    def test_without_scikit_learn_the_gates_stop_before_the_forest(self):
        with patch("importlib.util.find_spec", return_value=None):
            found = evaluate_predictor(*company(200, 0.45))
        self.assertEqual([candidate.kind for candidate in found.candidates], ["composite", "questions"])
        self.assertEqual(found.gates[-1].name, "forest_library")
        self.assertFalse(found.gates[-1].passed)

    def test_without_questions(self):
        composite, _scores, met = company(200, 0.45)
        found = evaluate_predictor(composite, [[]] * 200, met)
        self.assertEqual((found.chosen, len(found.candidates)), ("composite", 1))


class TestSkill(PredictorCase):
    def test_where_the_composite_says_all_it_wins(self):
        with without_forest():
            found = evaluate_predictor(*company(400, 0.45))
        self.assertEqual((found.status, found.chosen), ("ok", "composite"))
        skill = next(candidate.skill for candidate in found.candidates if candidate.kind == "composite")
        self.assertGreater(skill.low, 0)
        self.assertEqual(found.importance, ())

    def test_where_few_questions_say_all_they_win(self):
        weights = (3, 3, 3) + (0,) * 9
        with without_forest():
            found = evaluate_predictor(*company(800, 0.45, weights=weights))
        self.assertEqual(found.chosen, "questions")
        means = [row.mean for row in found.importance]
        self.assertEqual({row.question for row in found.importance[:3]}, {0, 1, 2})
        self.assertGreater(min(means[:3]), 5 * max(means[3:]))

    def test_noise_claims_nothing(self):
        """40 companies without any validity. One standard error lets a few through; most say base rate."""
        claims = 0
        with without_forest():
            for seed in range(40):
                found = evaluate_predictor(*company(200, 0.0, seed))
                claims += found.chosen != "base_rate"
                self.assertLess(abs(found.base_rate.value - 0.5), 0.15)
        self.assertLessEqual(claims, 5)

    def test_noise_says_so(self):
        with without_forest():
            found = evaluate_predictor(*company(400, 0.0))
        self.assertEqual((found.status, found.reason, found.chosen), ("ok", "no_skill", "base_rate"))
        self.assertTrue(all(candidate.skill.low < 0 for candidate in found.candidates))
        self.assertEqual(predict(found.model, [9], [[9] * 12])[0], found.base_rate)

    def test_the_same_seed_gives_the_same_result(self):
        people = company(220, 0.4)
        with without_forest():
            self.assertEqual(evaluate_predictor(*people, seed=3), evaluate_predictor(*people, seed=3))


class TestForest(PredictorCase):
    """The whole evaluation at full size, once: the forest wins, is kept as numbers and predicts the same."""

    @classmethod
    def setUpClass(cls):
        cls.people = crossed()
        start = time.process_time()
        cls.found = evaluate_predictor(*cls.people)
        cls.seconds = time.process_time() - start

    def test_it_wins_only_where_it_beats_the_simpler_ones(self):
        if not HAS_FOREST:
            self.assertEqual((self.found.chosen, self.found.reason), ("base_rate", "no_skill"))
            return
        self.assertEqual(self.found.chosen, "forest")
        kinds = {candidate.kind: candidate.skill.value for candidate in self.found.candidates}
        self.assertGreater(kinds["forest"], max(kinds["composite"], kinds["questions"]) + 0.02)
        importance = [row.mean for row in self.found.importance]
        self.assertGreater(min(importance[:2]), 5 * max(importance[2:]))

    def test_exported_trees_predict_what_scikit_learn_does(self):
        if not HAS_FOREST:
            self.assertFalse(any(gate.name == "forest" for gate in self.found.gates))
            return
        import numpy as np
        from sklearn.ensemble import RandomForestClassifier

        _composite, scores, met = self.people
        scores, met = scores[:300].copy(), met[:300].astype(float)
        scores[::7, 3] = np.nan
        fitted = fit("forest", scores, met, seed=4)
        known = np.nan_to_num((scores - np.array(fitted.mean)) / np.array(fitted.sd))
        forest = RandomForestClassifier(
            n_estimators=300, min_samples_leaf=15, max_features="sqrt", n_jobs=1, random_state=4
        ).fit(known, met.astype(int))
        np.testing.assert_allclose(
            fitted.probabilities(scores), forest.predict_proba(known)[:, 1], atol=1e-12
        )

    def test_speed(self):
        """1,600 outcomes, 12 questions, forest and importance with it; processor time on a busy machine."""
        self.assertLess(self.seconds, 20 if HAS_FOREST else 5)


class TestLogistic(unittest.TestCase):
    def test_the_mode_is_where_the_slope_is_zero(self):
        import numpy as np

        _composite, scores, met = company(150, 0.5)
        fitted = fit("questions", scores, met.astype(float))
        table = (scores - np.array(fitted.mean)) / np.array(fitted.sd)
        chance = 1 / (1 + np.exp(-(fitted.intercept + table @ np.array(fitted.slopes))))
        self.assertAlmostEqual(float((met - chance).sum()), 0, 6)
        gradient = table.T @ (met - chance) - np.array(fitted.slopes) / PRIOR_SD["questions"] ** 2
        self.assertLess(np.abs(gradient).max(), 1e-5)

    def test_against_scikit_learn(self):
        if not HAS_FOREST:
            self.assertFalse(forest_available())
            return
        import numpy as np
        from sklearn.linear_model import LogisticRegression

        composite, _scores, met = company(120, 0.5)
        fitted = fit("composite", composite.reshape(-1, 1), met.astype(float))
        table = ((composite - composite.mean()) / composite.std()).reshape(-1, 1)
        other = LogisticRegression(C=PRIOR_SD["composite"] ** 2, tol=1e-10, max_iter=1000).fit(table, met)
        self.assertAlmostEqual(fitted.slopes[0], float(other.coef_[0, 0]), 5)
        self.assertAlmostEqual(fitted.intercept, float(other.intercept_[0]), 5)
        self.assertTrue(np.isfinite(fitted.intercept))

    def test_perfect_separation_stays_finite(self):
        import numpy as np

        met = np.array([0.0] * 50 + [1.0] * 50)
        fitted = fit("composite", np.arange(100.0).reshape(-1, 1), met)
        self.assertTrue(0 < fitted.slopes[0] < 5)


class TestPredict(PredictorCase):
    @classmethod
    def setUpClass(cls):
        cls.people = company(800, 0.6, weights=(3, 3, 3) + (0,) * 9, missing=0.2)
        with without_forest():
            cls.found = evaluate_predictor(*cls.people)

    def test_missing_scores_are_handled(self):
        self.assertEqual(self.found.chosen, "questions")
        none, one, low = predict(
            self.found.model, [None] * 3, [[None] * 12, [2.0] + [None] * 11, [-2.0] + [None] * 11]
        )
        self.assertEqual((none.value, none.status, none.reason), (None, "insufficient", "no_scores"))
        self.assertGreater(one.value, self.found.base_rate.value)
        self.assertLess(low.value, self.found.base_rate.value)

    def test_never_outside_what_was_seen(self):
        model = self.found.model
        top, bottom = predict(model, [None] * 2, [[1000.0] * 12, [-1000.0] * 12])
        self.assertEqual((top.value, bottom.value), (model.high, model.low))
        self.assertTrue(0.05 <= model.low < model.high <= 0.95)

    def test_interval_and_number_of_similar_people(self):
        for row in predict(self.found.model, *self.people[:2]):
            self.assertTrue(row.low <= row.value <= row.high)
            self.assertTrue(100 <= row.n <= 220, row.n)

    def test_a_result_goes_over_the_wire(self):
        """JSON, as RPC needs it: no numpy number and no NaN anywhere."""
        text = json.dumps(dataclasses.asdict(self.found), allow_nan=False)
        self.assertEqual(json.loads(text)["chosen"], "questions")

    def test_calibrated_where_many_are(self):
        rows = [row for row in self.found.calibration if row.n >= 100]
        self.assertGreaterEqual(len(rows), 3)
        for row in rows:
            self.assertLess(abs(row.predicted - row.value), 0.10)

    def test_composite(self):
        found = evaluate_predictor(*company(199, 0.6))
        self.assertEqual(found.chosen, "composite")
        missing, known = predict(found.model, [None, 1.0], [[None] * 12] * 2)
        self.assertEqual((missing.reason, known.status), ("no_composite", "ok"))

    def test_another_number_of_questions_is_refused(self):
        with self.assertRaisesRegex(ValueError, "another number of questions"):
            predict(self.found.model, [1], [[1] * 11])
        self.assertEqual(predict(self.found.model, [], []), ())
