"""Whether a question or a form still does what it did: validity, distribution, inflation, leakage.

These look for change; they do not say why. A flag asks a person to look, and only after one is it right to
weigh old outcomes down. Looking at 40 questions at 5 % finds two by chance.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from .statistic import (
    MIN_GROUP,
    Z95,
    Statistic,
    degenerate,
    insufficient,
    mean_difference,
    numbers,
    same_length,
    t_quantile,
    two_sided,
    varies,
)

PSI_REVIEW = 0.25
MIN_SIDE = 30


def correlation_change(r1: float, n1: int, r2: float, n2: int) -> Statistic:
    """Difference of two independent correlations on Fisher's z scale, first minus second.

    z = (atanh r1 - atanh r2) / sqrt(1/(n1-3) + 1/(n2-3)), p two-sided. "insufficient" below 4 people on a
    side, "degenerate" for a perfect correlation.

    >>> found = correlation_change(0.30, 103, 0.10, 103)
    >>> round(found.value, 4), round(found.z, 4)
    (0.2092, 1.4792)
    """
    if not (-1 <= r1 <= 1 and -1 <= r2 <= 1):
        raise ValueError("A correlation is a number from -1 to 1.")
    if min(n1, n2) < 4:
        return insufficient(n1 + n2)
    if abs(r1) == 1 or abs(r2) == 1:
        return degenerate(n1 + n2)
    value, error = math.atanh(r1) - math.atanh(r2), math.sqrt(1 / (n1 - 3) + 1 / (n2 - 3))
    z = value / error
    return Statistic(value, n1 + n2, value - Z95 * error, value + Z95 * error, z=z, p=two_sided(z))


@dataclass(frozen=True, slots=True)
class Stability:
    """value: population stability index. noise: what chance alone stays below in 95 of 100 cases, from the
    number of people. review: above 0.25 and above the noise. It has no interval; the noise stands in."""

    value: float | None
    n: int
    status: str
    reason: str
    noise: float | None = None
    review: bool | None = None


def population_stability(expected: Sequence[float], actual: Sequence[float]) -> Stability:
    """Return the PSI of two distributions, given as people per band: sum((a - e) ln(a / e)) over the shares.

    Where a band is empty on a side, half a person is added to every band of both, as ln 0 has no value.
    "insufficient" below 30 people on a side, "degenerate" with fewer than two bands that hold anybody.

    >>> round(population_stability([10, 20, 40, 20, 10], [5, 15, 35, 25, 20]).value, 4)
    0.1362
    """
    import numpy as np
    from scipy.special import chdtri

    before, after = numbers(expected), numbers(actual)
    same_length(before, after)
    if np.isnan(before).any() or np.isnan(after).any() or (before < 0).any() or (after < 0).any():
        raise ValueError("A band holds a number of people, 0 or more.")
    n = round(float(before.sum() + after.sum()))
    if min(before.sum(), after.sum()) < MIN_SIDE:
        return Stability(None, n, "insufficient", "few_people")
    held = before + after > 0
    before, after = before[held], after[held]
    if len(before) < 2:
        return Stability(None, n, "degenerate", "no_variance")
    chance = float(chdtri(len(before) - 1, 0.05)) * (1 / before.sum() + 1 / after.sum())
    if not before.all() or not after.all():
        before, after = before + 0.5, after + 0.5
    before, after = before / before.sum(), after / after.sum()
    value = float(((after - before) * np.log(after / before)).sum())
    return Stability(value, n, "ok", "", float(chance), value > max(PSI_REVIEW, chance))


@dataclass(frozen=True, slots=True)
class Inflation:
    """value: mean of the later scores minus the earlier, with Welch's interval. ceiling_*: share of scores
    in the highest tenth of the scale. inflated: the interval lies above 0."""

    value: float | None
    n: int
    low: float | None
    high: float | None
    status: str
    reason: str
    ceiling_before: float | None = None
    ceiling_after: float | None = None
    inflated: bool | None = None


def score_inflation(
    before: Sequence[float | None], after: Sequence[float | None], lowest: float = 0.0, highest: float = 10.0
) -> Inflation:
    """Compare the scores of two windows. "insufficient" below 10 scores in either."""
    found = mean_difference(after, before)
    if found.value is None:
        return Inflation(None, found.n, None, None, found.status, found.reason)
    top = highest - (highest - lowest) / 10

    def ceiling(scores) -> float:
        scores = numbers(scores)
        return float((scores[scores == scores] >= top).mean())

    shares = ceiling(before), ceiling(after)
    return Inflation(found.value, found.n, found.low, found.high, "ok", "", *shares, found.low > 0)


@dataclass(frozen=True, slots=True)
class Cusum:
    """upper, lower: the sums after each residual. alarm: place of the first one beyond the limit, None
    without; began: the place after which that sum left 0; direction: "up", "down" or ""."""

    n: int
    status: str
    reason: str
    upper: tuple[float, ...] = ()
    lower: tuple[float, ...] = ()
    alarm: int | None = None
    began: int | None = None
    direction: str = ""


def cusum(residuals: Sequence[float | None], slack: float = 0.5, limit: float = 5.0) -> Cusum:
    """Return the two-sided tabular CUSUM (Page 1954) of standardised residuals in order of time.

    residuals: (outcome - predicted) / SD of the residuals in the period the prediction was made from, so
    that they have mean 0 and SD 1 while nothing changes; missing ones are passed over. With slack 0.5 and
    limit 5 a false alarm comes once in 465 residuals, a shift of one SD is seen after ten. "insufficient"
    below 10 residuals.
    """
    values = numbers(residuals)
    values = values[values == values]
    if len(values) < MIN_GROUP:
        return Cusum(len(values), "insufficient", "few_people")
    sums: dict[str, list[float]] = {"up": [], "down": []}
    for direction, sign in (("up", 1), ("down", -1)):
        total = 0.0
        for value in values:
            total = max(0.0, total + sign * float(value) - slack)
            sums[direction].append(total)
    alarms = [
        (place, direction)
        for direction, totals in sums.items()
        for place, total in enumerate(totals)
        if total > limit
    ]
    upper, lower = tuple(sums["up"]), tuple(sums["down"])
    if not alarms:
        return Cusum(len(values), "ok", "", upper, lower)
    alarm, direction = min(alarms)
    began = max((place + 1 for place in range(alarm) if not sums[direction][place]), default=0)
    return Cusum(len(values), "ok", "", upper, lower, alarm, began, direction)


def leakage(exposures: Sequence[float | None], scores: Sequence[float | None]) -> Statistic:
    """Slope of a question's score on how often it had been asked before, in points per use.

    An interval above 0 says that scores rise with use: the question may have become known (or candidates
    better). "insufficient" below 30 answers, "degenerate" when exposure or scores do not vary.
    """
    import numpy as np
    from scipy.special import stdtr

    x, y = numbers(exposures), numbers(scores)
    same_length(x, y)
    known = ~(np.isnan(x) | np.isnan(y))
    x, y, n = x[known], y[known], int(known.sum())
    if n < MIN_SIDE:
        return insufficient(n)
    if not varies(x) or not varies(y):
        return degenerate(n)
    x, y = x - x.mean(), y - y.mean()
    slope = float(x @ y / (x @ x))
    error = math.sqrt(float(((y - slope * x) ** 2).sum()) / (n - 2) / float(x @ x))
    reach = t_quantile(n - 2) * error
    p = 2 * float(stdtr(n - 2, -abs(slope) / error)) if error else 0.0
    return Statistic(slope, n, slope - reach, slope + reach, p=p)
