"""Models of growing complexity on the same folds of the same people: who predicts unseen people better."""

from __future__ import annotations

from dataclasses import dataclass

from .prediction_models import KINDS, Fitted, fit
from .probability_scores import auc, gain
from .statistic import Statistic

FOLDS = 5
REPEATS = 2


@dataclass(frozen=True, slots=True)
class Candidate:
    """Out of fold: mean Brier score, skill against the base rate with interval, and AUC."""

    kind: str
    brier: float
    skill: Statistic
    auc: Statistic


@dataclass(frozen=True, slots=True)
class Importance:
    """Loss in Brier skill when the scores of one question are shuffled among held-out people who were asked
    it: mean and SD over folds. Questions that go together share it. ``question``: its column."""

    question: int
    mean: float
    sd: float


class Contest:
    """Cross-validation of the kinds of models on one set of people, each kind in the same folds."""

    def __init__(self, composite, scores, met, seed: int):
        import numpy as np

        self.features = dict.fromkeys(KINDS, scores) | {"composite": composite}
        self.met = met
        self.seed = seed
        self.random = np.random.default_rng(seed)
        self.folds = [self._deal() for _repeat in range(REPEATS)]
        self.predicted: dict[str, object] = {}
        self.fitted: dict[tuple[str, int, int], Fitted] = {}
        self._predict("base_rate")

    def _deal(self):
        """A fold per person, the same share of each class in every fold."""
        import numpy as np

        fold = np.empty(len(self.met), dtype=int)
        for verdict in (0, 1):
            people = self.random.permutation(np.flatnonzero(self.met == verdict))
            fold[people] = np.arange(len(people)) % FOLDS
        return fold

    def hardest_gain(self, kind: str) -> float:
        """Gain over the hardest of the kinds that came before, in standard errors; fits ``kind``."""
        simpler = list(self.predicted)
        self._predict(kind)
        return min(self._gain(kind, other).z for other in simpler)

    def seen(self, kind: str):
        """Out-of-fold prediction per person, mean over repeats."""
        return self.predicted[kind].mean(axis=0)

    def _predict(self, kind: str) -> None:
        import numpy as np

        features, predicted = self.features[kind], np.empty((REPEATS, len(self.met)))
        for repeat, fold in enumerate(self.folds):
            for number in range(FOLDS):
                held = fold == number
                fitted = fit(kind, features[~held], self.met[~held], self.seed)
                predicted[repeat, held] = fitted.probabilities(features[held])
                self.fitted[kind, repeat, number] = fitted
        self.predicted[kind] = predicted

    def _loss(self, kind: str):
        """Squared error per person, mean over repeats."""
        return ((self.predicted[kind] - self.met) ** 2).mean(axis=0)

    def _gain(self, kind: str, other: str) -> Statistic:
        return gain(self._loss(other), self._loss(kind), self.met)

    def candidate(self, kind: str) -> Candidate:
        constant = (self.met.mean() - self.met) ** 2
        skill = gain(constant, self._loss(kind), self.met)
        area = auc(self.met, self.seen(kind))
        return Candidate(kind, float(self._loss(kind).mean()), skill, area)

    def importance(self, kind: str) -> tuple[Importance, ...]:
        if kind == "composite":
            return ()
        import numpy as np

        features, scale = self.features[kind], self.met.mean() * (1 - self.met.mean())
        lost = np.zeros((features.shape[1], REPEATS * FOLDS))
        for place, ((repeat, number), held) in enumerate(self._held_out()):
            fitted, own, met = self.fitted[kind, repeat, number], features[held], self.met[held]
            predict = fitted.predictor()
            before = (predict(own) - met) ** 2
            for column in np.flatnonzero(fitted.sd):
                # Only those who were asked can lose by the shuffle.
                asked = np.flatnonzero(~np.isnan(own[:, column]))
                shuffled = own[asked]
                shuffled[:, column] = own[self.random.permutation(asked), column]
                after = (predict(shuffled) - met[asked]) ** 2
                lost[column, place] = (after - before[asked]).sum() / len(met) / scale
        return tuple(
            Importance(column, float(row.mean()), float(row.std(ddof=1))) for column, row in enumerate(lost)
        )

    def _held_out(self):
        for repeat, fold in enumerate(self.folds):
            for number in range(FOLDS):
                yield (repeat, number), fold == number

    def fit(self, kind: str) -> Fitted:
        """The model of all people."""
        return fit(kind, self.features[kind], self.met, self.seed)
