"""Shares of people: Wilson's interval, the share meeting a target by band of a score, the lift of a feature.

These describe the people that were hired. A band with few people and a feature that few have say
"insufficient"; a difference between people with and without a feature is not yet its effect.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from .statistic import (
    MIN_GROUP,
    Z95,
    Statistic,
    insufficient,
    mean_difference,
    numbers,
    same_length,
    verdicts,
)


def wilson(successes: int, n: int) -> Statistic:
    """Share and its 95 % interval (Wilson 1927), which also holds for 0 and for all of n.

    >>> found = wilson(8, 10)
    >>> round(found.low, 4), found.value, round(found.high, 4)
    (0.4902, 0.8, 0.9433)
    """
    if not 0 <= successes <= n:
        raise ValueError("Successes are from 0 to n.")
    if n == 0:
        return insufficient(0, "nobody")
    share, square = successes / n, Z95 * Z95
    middle = (share + square / (2 * n)) / (1 + square / n)
    reach = Z95 / (1 + square / n) * math.sqrt(share * (1 - share) / n + square / (4 * n * n))
    low = 0.0 if successes == 0 else middle - reach
    high = 1.0 if successes == n else middle + reach
    return Statistic(share, n, low, high)


def success_ratio(met: Sequence[bool | None]) -> Statistic:
    """Share of the people with a known verdict who met the target; "hit rate" (b) of an evaluation."""
    known = [verdict for verdict in verdicts(met) if not math.isnan(verdict)]
    return wilson(int(sum(known)), len(known))


@dataclass(frozen=True, slots=True)
class Band:
    """People with a score of ``lower`` and more, below ``upper`` (None: open). met: how many met the target.

    value, low, high: their share with Wilson's interval; "insufficient" and no share below 10 people.
    """

    lower: float | None
    upper: float | None
    n: int
    met: int
    value: float | None
    low: float | None
    high: float | None
    status: str
    reason: str


def bands(
    scores: Sequence[float | None], met: Sequence[bool | None], edges: Sequence[float]
) -> tuple[Band, ...]:
    """Return who met the target by band of a dimension, the lowest band first.

    ``edges`` rise; (6, 8) makes "below 6", "6 to below 8", "8 and more". People without score or verdict are
    left out.

    >>> found = bands([5] * 20 + [9] * 20, [True] * 10 + [False] * 10 + [True] * 18 + [False] * 2, (6, 8))
    >>> [(band.lower, band.n, band.value) for band in found]
    [(None, 20, 0.5), (6.0, 0, None), (8.0, 20, 0.9)]
    """
    import numpy as np

    limits = [float(edge) for edge in edges]
    if not all(map(math.isfinite, limits or [math.nan])) or not all(
        one < other for one, other in zip(limits[:-1], limits[1:], strict=True)
    ):
        raise ValueError("The edges are numbers that rise.")
    score, verdict = numbers(scores), verdicts(met)
    same_length(score, verdict)
    known = ~(np.isnan(score) | np.isnan(verdict))
    place = np.searchsorted(limits, score[known], side="right")
    ends = [None, *limits, None]
    return tuple(
        _band(ends[number], ends[number + 1], verdict[known][place == number])
        for number in range(len(limits) + 1)
    )


def _band(lower: float | None, upper: float | None, verdict) -> Band:
    n, met = len(verdict), int(verdict.sum())
    if n < MIN_GROUP:
        return Band(lower, upper, n, met, None, None, None, "insufficient", "few_in_band")
    share = wilson(met, n)
    return Band(lower, upper, n, met, share.value, share.low, share.high, "ok", "")


@dataclass(frozen=True, slots=True)
class Lift:
    """value: mean of those with the feature minus mean of those without, in units of what was measured, with
    Welch's 95 % interval. relative: the same as a share of the mean without, None unless that is positive."""

    n_with: int
    n_without: int
    status: str
    reason: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    mean_with: float | None = None
    mean_without: float | None = None
    relative: float | None = None

    @property
    def n(self) -> int:
        return self.n_with + self.n_without


def feature_lift(has_feature: Sequence[bool | None], value: Sequence[float | None]) -> Lift:
    """Compare people with a feature ("gave an example of persuading a customer") to those without.

    "insufficient" below 10 people on either side, "degenerate" when neither side varies.
    """
    import numpy as np

    has, figure = verdicts(has_feature), numbers(value)
    same_length(has, figure)
    known = ~np.isnan(figure)
    with_it, without = figure[known & (has == 1)], figure[known & (has == 0)]
    found = mean_difference(with_it, without)
    if found.value is None:
        return Lift(len(with_it), len(without), found.status, found.reason)
    means = float(with_it.mean()), float(without.mean())
    relative = found.value / means[1] if means[1] > 0 else None
    return Lift(len(with_it), len(without), "ok", "", found.value, found.low, found.high, *means, relative)
