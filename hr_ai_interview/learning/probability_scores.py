"""How good predicted probabilities are: Brier score and skill, calibration table, AUC.

All of them belong on predictions for people the model had not seen; on its own training data any model
looks good.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from .proportion import wilson
from .statistic import MIN_GROUP, Z95, Statistic, degenerate, insufficient, numbers, same_length, verdicts


@dataclass(frozen=True, slots=True)
class CalibrationRow:
    """People with a prediction above ``lower`` and up to ``upper``: mean prediction; value: share who met
    the target, with Wilson's interval, wide where n is small."""

    lower: float
    upper: float
    predicted: float
    value: float
    n: int
    low: float
    high: float


def brier(met: Sequence[bool], predicted: Sequence[float]) -> Statistic:
    """Mean squared error of probabilities, 0 for perfect ones.

    >>> round(brier([0, 1, 1, 0], [0.1, 0.9, 0.8, 0.3]).value, 4)
    0.0375
    """
    verdict, chance = _pairs(met, predicted)
    if not len(verdict):
        return insufficient(0, "nobody")
    return Statistic(float(((chance - verdict) ** 2).mean()), len(verdict))


def brier_skill(met: Sequence[bool], predicted: Sequence[float]) -> Statistic:
    """1 - Brier / (base rate (1 - base rate)): 0 = no better than the base rate, below 0 = worse.

    Interval from the spread of the losses over people. "degenerate" when all or none met the target.
    """
    verdict, chance = _pairs(met, predicted)
    if not len(verdict):
        return insufficient(0, "nobody")
    return gain((verdict.mean() - verdict) ** 2, (chance - verdict) ** 2, verdict)


def gain(loss, other, verdict) -> Statistic:
    """How much smaller ``other`` is than ``loss`` (squared errors per person), in units of Brier skill.

    z: the gain in standard errors. The people are the sample, so the error is that of a mean over people;
    repeating a cross-validation on the same people would only seem to make it smaller.
    """
    n, rate = len(verdict), float(verdict.mean())
    scale = rate * (1 - rate)
    if n < 3:
        return insufficient(n)
    if not scale:
        return degenerate(n)
    each = (loss - other) / scale
    value, error = float(each.mean()), float(each.std(ddof=1)) / math.sqrt(n)
    z = value / error if error > 1e-12 else 0.0
    return Statistic(value, n, value - Z95 * error, value + Z95 * error, z=z)


def calibration_table(
    met: Sequence[bool], predicted: Sequence[float], bins: int = 10
) -> tuple[CalibrationRow, ...]:
    """Return predicted against true shares in bins of equal width; empty bins are left out.

    >>> rows = calibration_table([0] * 4 + [1] * 5, [0.1, 0.2, 0.3, 0.4, 0.65, 0.7, 0.8, 0.9, 1], 3)
    >>> [(round(row.predicted, 3), row.value) for row in rows]
    [(0.2, 0.0), (0.525, 0.5), (0.85, 1.0)]
    """
    import numpy as np

    verdict, chance = _pairs(met, predicted)
    edges = np.linspace(0, 1, bins + 1)
    place = np.searchsorted(edges[1:-1], chance)
    rows = []
    for number in np.unique(place):
        own = place == number
        share = wilson(int(verdict[own].sum()), int(own.sum()))
        rows.append(
            CalibrationRow(
                float(edges[number]),
                float(edges[number + 1]),
                float(chance[own].mean()),
                share.value,
                share.n,
                share.low,
                share.high,
            )
        )
    return tuple(rows)


def auc(met: Sequence[bool], predicted: Sequence[float]) -> Statistic:
    """Chance that somebody who met the target was predicted higher than somebody who did not; ties half.

    Interval by DeLong, DeLong & Clarke-Pearson 1988; none where the two sides do not overlap. "insufficient"
    below 10 people on either side, "degenerate" when all predictions are the same.

    >>> round(auc([False] * 10 + [True] * 10, [*range(10), *range(5, 15)]).value, 3)
    0.875
    """
    import numpy as np

    verdict, score = verdicts(met), numbers(predicted)
    same_length(verdict, score)
    yes, no = score[verdict == 1], score[verdict == 0]
    n = len(yes) + len(no)
    if min(len(yes), len(no)) < MIN_GROUP:
        return insufficient(n, "few_in_rarer_class")
    yes_sorted, no_sorted = np.sort(yes), np.sort(no)

    def below(values, others):
        lower, upper = (np.searchsorted(others, values, side=side) for side in ("left", "right"))
        return (lower + upper) / 2 / len(others)

    wins, losses = below(yes, no_sorted), 1 - below(no, yes_sorted)
    value = float(wins.mean())
    reach = Z95 * math.sqrt(wins.var(ddof=1) / len(yes) + losses.var(ddof=1) / len(no))
    if not reach:  # all tied, or parted without exception: there is no error to make an interval from
        return degenerate(n) if value == 0.5 else Statistic(value, n)
    return Statistic(value, n, max(value - reach, 0.0), min(value + reach, 1.0))


def _pairs(met: Sequence[bool], predicted: Sequence[float]):
    import numpy as np

    verdict, chance = verdicts(met), numbers(predicted)
    same_length(verdict, chance)
    if np.isnan(verdict).any() or not ((chance >= 0) & (chance <= 1)).all():
        raise ValueError("Everybody has a verdict and a probability from 0 to 1.")
    return verdict, chance
