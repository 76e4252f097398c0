"""The models behind a probability of meeting a target: fitted to numbers, kept as plain numbers.

| kind | what it is |
|---|---|
| base_rate | the share that met the target, for everybody |
| composite | logistic regression on the composite, slope shrunk |
| questions | logistic regression on all questions, slopes shrunk |
| forest | random forest on all questions (fitted by scikit-learn, optional) |

Logistic models are fitted by Newton's method to the posterior mode under a normal prior of mean 0 on each
standardised slope, none on the intercept. SD of the prior in logits per standard deviation: 0.5 for the
composite, which holds every validity up to about .50 within two SD; 0.2 for one question, which holds those
up to about .20. A slope of 0.35 is a correlation of about .20.

Features are standardised with mean and SD of the people fitted on. A question that was not asked is at the
mean, 0 after standardising: it then speaks neither for nor against the person, and the probability is drawn
to the base rate. A question that does not vary, or that fewer than 10 were asked, has no influence.

A forest is exported as arrays (feature, threshold, left, right, value) and predicted by numpy, so a stored
one is data, never a pickle, and needs no scikit-learn to be used.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from .statistic import MIN_GROUP, varies

KINDS = ("base_rate", "composite", "questions", "forest")
PRIOR_SD = {"composite": 0.5, "questions": 0.2}
TREES = 300
_STEPS = 50


@dataclass(frozen=True, slots=True)
class Tree:
    """Node 0 is the root. left = -1 marks a leaf; else value <= threshold goes left, above it right."""

    feature: tuple[int, ...]
    threshold: tuple[float, ...]
    left: tuple[int, ...]
    right: tuple[int, ...]
    value: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Fitted:
    """mean, sd: of each feature, sd 0 = no influence. Logistic: intercept and slopes; forest: trees."""

    kind: str
    mean: tuple[float, ...]
    sd: tuple[float, ...]
    intercept: float = 0.0
    slopes: tuple[float, ...] = ()
    trees: tuple[Tree, ...] = ()

    def probabilities(self, features):
        """Probability per row of ``features`` [n, size], NaN = not asked."""
        return self.predictor()(features)

    def predictor(self):
        """``probabilities`` made ready to be called often."""
        import numpy as np

        if self.kind == "forest":
            grown = _Forest(self.trees)
            return lambda features: grown.probabilities(standardised(features, self.mean, self.sd))
        slopes = np.array(self.slopes) if self.slopes else np.zeros(len(self.mean))
        return lambda features: _logistic(
            self.intercept + standardised(features, self.mean, self.sd) @ slopes
        )


def forest_available() -> bool:
    from importlib.util import find_spec

    return find_spec("sklearn") is not None


def fit(kind: str, features, met, seed: int = 0) -> Fitted:
    """Fit a model to ``features`` [n, size] (NaN = not asked) and ``met`` (1 or 0, both occurring)."""
    mean, sd = _moments(features)
    rate = float(met.mean())
    if kind == "base_rate":
        return Fitted(kind, mean, sd, math.log(rate / (1 - rate)))
    table = standardised(features, mean, sd)
    if kind == "forest":
        return Fitted(kind, mean, sd, trees=_grow(table, met, seed))
    intercept, *slopes = _newton(table, met, PRIOR_SD[kind] ** -2)
    return Fitted(kind, mean, sd, intercept, tuple(slopes))


def standardised(features, mean, sd):
    import numpy as np

    mean, sd = np.array(mean), np.array(sd)
    table = np.divide(features - mean, sd, out=np.zeros(features.shape), where=sd > 0)
    return np.nan_to_num(table)


def _moments(features) -> tuple[tuple[float, ...], tuple[float, ...]]:
    pairs = []
    for column in features.T:
        known = column[column == column]
        usable = len(known) >= MIN_GROUP and varies(known)
        pairs.append((float(known.mean()), float(known.std())) if usable else (0.0, 0.0))
    return tuple(mean for mean, _sd in pairs), tuple(sd for _mean, sd in pairs)


def _logistic(logits):
    import numpy as np

    return 1 / (1 + np.exp(-np.clip(logits, -35, 35)))


def _newton(table, met, penalty: float) -> list[float]:
    """Intercept and slopes at the posterior mode; the penalty makes it exist and be the only one."""
    import numpy as np

    design = np.column_stack([np.ones(len(table)), table])
    ridge = np.full(design.shape[1], penalty)
    ridge[0] = 0.0
    rate = float(met.mean())
    weights = np.zeros(design.shape[1])
    weights[0] = math.log(rate / (1 - rate))

    def loss(values) -> float:
        logits = design @ values
        return float((np.logaddexp(0, logits) - met * logits).sum() + (ridge * values * values).sum() / 2)

    current = loss(weights)
    for _step in range(_STEPS):
        chance = _logistic(design @ weights)
        slope = design.T @ (met - chance) - ridge * weights
        curvature = (design.T * (chance * (1 - chance))) @ design + np.diag(ridge)
        move = np.linalg.solve(curvature, slope)
        length = 1.0
        while (next_loss := loss(weights + length * move)) > current + 1e-12 and length > 1e-6:
            length /= 2
        weights, gained, current = weights + length * move, current - next_loss, next_loss
        if gained < 1e-10:
            break
    return [float(weight) for weight in weights]


def _grow(table, met, seed: int) -> tuple[Tree, ...]:
    from sklearn import config_context
    from sklearn.ensemble import RandomForestClassifier

    forest = RandomForestClassifier(
        n_estimators=TREES,
        min_samples_leaf=max(10, len(met) // 20),
        max_features="sqrt",
        n_jobs=1,
        random_state=seed,
    )
    # The table is finite and the parameters are those above: checking both again for every tree takes as
    # long as growing it.
    with config_context(assume_finite=True, skip_parameter_validation=True):
        forest.fit(table, met.astype(int))
    return tuple(_export(estimator.tree_) for estimator in forest.estimators_)


def _export(tree) -> Tree:
    counts = tree.value[:, 0, :]
    share = counts[:, 1] / counts.sum(axis=1)
    return Tree(
        tuple(max(int(place), 0) for place in tree.feature),
        tuple(float(limit) for limit in tree.threshold),
        tuple(int(place) for place in tree.children_left),
        tuple(int(place) for place in tree.children_right),
        tuple(float(value) for value in share),
    )


class _Forest:
    """The nodes of all trees in one row of arrays; a leaf leads to itself."""

    def __init__(self, trees: tuple[Tree, ...]):
        import numpy as np

        def joined(name: str, kind=float):
            return np.concatenate([np.array(getattr(tree, name), dtype=kind) for tree in trees])

        sizes = [len(tree.left) for tree in trees]
        self.starts = np.cumsum([0, *sizes[:-1]])
        self.feature, self.threshold, self.value = (
            joined("feature", int),
            joined("threshold"),
            joined("value"),
        )
        left, right = joined("left", int), joined("right", int)
        self.leaf, offset, own = left < 0, np.repeat(self.starts, sizes), np.arange(len(left))
        self.left, self.right = (np.where(self.leaf, own, side + offset) for side in (left, right))

    def probabilities(self, table):
        """Mean over trees; in all of them people go down one level at a time."""
        import numpy as np

        table = table.astype(np.float32)  # as scikit-learn does before it compares
        place = np.tile(self.starts, (len(table), 1))
        rows = np.arange(len(table))[:, None]
        while not self.leaf[place].all():
            below = table[rows, self.feature[place]] <= self.threshold[place]
            place = np.where(below, self.left[place], self.right[place])
        return self.value[place].mean(axis=1)
