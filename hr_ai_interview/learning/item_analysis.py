"""How the questions of a form hang together, how hard they are and how far they tell people apart.

This says nothing about validity: a question everybody answers alike may still be the law, and a form of
high alpha may measure the wrong thing. Show it beside validity, not in its place.

Missing by design (a question was not asked) is no gap to fill: covariances are those of the people asked
both questions, and alpha covers only questions that were asked together to at least 30 people.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from .statistic import (
    MIN_GROUP,
    Statistic,
    correlation,
    degenerate,
    fisher_interval,
    insufficient,
    numbers,
    same_length,
    t_quantile,
    table_of,
    varies,
    verdicts,
)

MIN_TOGETHER = 30
#: share of people in the upper and in the lower group of the discrimination index (Kelley 1939)
TAIL = 0.27
#: lower limits of Ebel's bands
EBEL = ((0.40, "very_good"), (0.30, "good"), (0.20, "revise"), (-math.inf, "poor"))
#: share of ratings in the lowest or highest tenth of the scale above which a question is flagged
CROWDED = 0.90


@dataclass(frozen=True, slots=True)
class ItemTotal:
    """Of one question of a form. item_total counts the question into its total and is inflated; corrected
    does not. alpha_if_dropped: of the form without it. All None unless status is "ok"."""

    n: int
    status: str
    reason: str
    item_total: float | None = None
    corrected: float | None = None
    low: float | None = None
    high: float | None = None
    alpha_if_dropped: float | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """alpha: Cronbach's, with Feldt's interval; its n is the smallest number of people any two of its
    questions have in common. used: places of the questions in it; items: one per question given."""

    alpha: Statistic
    used: tuple[int, ...]
    items: tuple[ItemTotal, ...]


@dataclass(frozen=True, slots=True)
class Difficulty:
    """value: mean score. floor, ceiling: share of ratings in the lowest and highest tenth of the scale.
    flag: "floor" or "ceiling" when that is above 90 %, else ""."""

    value: float | None
    n: int
    low: float | None
    high: float | None
    status: str
    reason: str
    floor: float | None = None
    ceiling: float | None = None
    flag: str = ""


@dataclass(frozen=True, slots=True)
class Discrimination:
    """value: mean of the top 27 % minus mean of the bottom 27 %, as a share of the scale. band: Ebel's."""

    value: float | None
    n: int
    low: float | None
    high: float | None
    status: str
    reason: str
    band: str = ""


def point_biserial(verdict: Sequence[bool | None], score: Sequence[float | None]) -> Statistic:
    """Correlation of a verdict with a score, p of the t test.

    >>> found = point_biserial([0, 0, 0, 1, 1, 1, 1], range(7))
    >>> round(found.value, 7), round(found.p, 7)
    (0.8660254, 0.0117248)
    """
    return correlation(verdicts(verdict), score)


def form_from_covariance(matrix: Sequence[Sequence[float]], n: int) -> Form:
    """Return the analysis of a form from the covariances (or correlations) of its questions, n people each.

    alpha = k/(k-1) (1 - trace/sum). Raises ValueError unless the matrix is square and symmetric.

    >>> loads = (0.8, 0.7, 0.6, 0.5)
    >>> table = [[1 if a == b else a * b for b in loads] for a in loads]
    >>> round(form_from_covariance(table, 500).alpha.value, 4)
    0.7421
    """
    import numpy as np

    table = table_of(matrix)
    if table.shape[0] != table.shape[1] or np.isnan(table).any():
        raise ValueError("A covariance matrix is square and without gaps.")
    if not np.allclose(table, table.T, atol=1e-9):
        raise ValueError("A covariance matrix is symmetric.")
    return _form(table, tuple(range(len(table))), len(table), n)


def analyse_form(scores: Sequence[Sequence[float | None]]) -> Form:
    """Return alpha and item-total correlations of ``scores``: a row per person, a column per question.

    None = not asked. Questions that share fewer than 30 people with the rest are left out, the worst first,
    and are "insufficient"; so is alpha when fewer than two stay.
    """
    import numpy as np

    table = table_of(scores)
    asked = ~np.isnan(table)
    together = asked.T.astype(int) @ asked.astype(int)
    used = _asked_together(together)
    n = int(together[np.ix_(used, used)].min()) if used else 0
    if len(used) < 2:
        nothing = ItemTotal(0, "insufficient", "few_answers")
        return Form(insufficient(n, "few_answers"), (), (nothing,) * table.shape[1])
    return _form(_pairwise_covariance(table[:, used]), used, table.shape[1], n)


def _asked_together(together) -> tuple[int, ...]:
    """Places of questions of which any two share 30 people; drops those with most lacking pairs first."""
    import numpy as np

    lacking, left = together < MIN_TOGETHER, np.ones(len(together), dtype=bool)
    while left.any():
        pairs = np.where(left, (lacking & left).sum(axis=1), 0)
        if not pairs.any():
            break
        # Of equals the one asked least, then the last.
        worst = np.flatnonzero(pairs == pairs.max())
        left[max(worst, key=lambda place: (-together[place, place], place))] = False
    return tuple(np.flatnonzero(left).tolist())


def _pairwise_covariance(table):
    """Covariance of each two columns over the people who have both."""
    import numpy as np

    asked = (~np.isnan(table)).astype(float)
    filled = np.nan_to_num(table - np.nanmean(table, axis=0))
    n = asked.T @ asked
    sums = filled.T @ asked  # sum of the row's question over the people who have the column's too
    return (filled.T @ filled - sums * sums.T / n) / (n - 1)


def _form(table, used: tuple[int, ...], size: int, n: int) -> Form:
    found = _alpha(table, n)
    outside = ItemTotal(0, "insufficient", "few_answers")
    items = {place: _item(table, row, n) for row, place in enumerate(used)}
    return Form(found, used, tuple(items.get(place, outside) for place in range(size)))


def _alpha(table, n: int) -> Statistic:
    from scipy.special import fdtri

    k = len(table)
    if k < 2 or n < 3:
        return insufficient(n, "few_people" if n < 3 else "few_answers")
    trace, total = float(table.trace()), float(table.sum())
    if trace <= 1e-12 or total <= 1e-12 * trace:
        return degenerate(n)
    value = k / (k - 1) * (1 - trace / total)
    if value > 1 + 1e-9:
        return degenerate(n, "not_a_covariance")
    freedom = (n - 1, (n - 1) * (k - 1))
    low, high = (1 - (1 - value) * float(fdtri(*freedom, share)) for share in (0.975, 0.025))
    return Statistic(min(value, 1.0), n, low, min(high, 1.0))


def _item(table, row: int, n: int) -> ItemTotal:
    import numpy as np

    if len(table) < 2 or n < 3:
        return ItemTotal(n, "insufficient", "few_people")
    own, shared, total = float(table[row, row]), float(table[row].sum()), float(table.sum())
    rest = total - 2 * shared + own
    if min(own, rest, total) <= 1e-12 * max(float(table.trace()), 1e-12):
        return ItemTotal(n, "degenerate", "no_variance")
    whole, corrected = shared / math.sqrt(own * total), (shared - own) / math.sqrt(own * rest)
    if max(abs(whole), abs(corrected)) > 1 + 1e-9:
        return ItemTotal(n, "degenerate", "not_a_covariance")
    kept = [place for place in range(len(table)) if place != row]
    dropped = _alpha(table[np.ix_(kept, kept)], n).value
    return ItemTotal(n, "ok", "", whole, corrected, *fisher_interval(corrected, n), dropped)


def discrimination(
    item: Sequence[float | None], total: Sequence[float | None], scale: float = 10.0
) -> Discrimination:
    """Top against bottom 27 % by ``total``; ``scale``: highest minus lowest possible score of ``item``.

    Give the total without the question. People with equal totals at the edge of a group count in it with the
    same share each, so their order is nothing. "insufficient" below 30 people.
    """
    import numpy as np

    item, total = numbers(item), numbers(total)
    same_length(item, total)
    known = ~(np.isnan(item) | np.isnan(total))
    item, total, n = item[known], total[known], int(known.sum())
    if n < MIN_TOGETHER:
        return Discrimination(None, n, None, None, "insufficient", "few_people")
    if not varies(total) or not varies(item):
        return Discrimination(None, n, None, None, "degenerate", "no_variance")
    size = max(1, round(TAIL * n))
    upper, lower = _tail(item, total, size), _tail(item, -total, size)
    value = (upper[0] - lower[0]) / scale
    reach = t_quantile(2 * size - 2) * math.sqrt((upper[1] + lower[1]) / size) / scale
    band = next(name for limit, name in EBEL if value >= limit - 1e-9)
    return Discrimination(value, n, value - reach, value + reach, "ok", "", band)


def _tail(item, total, size: int) -> tuple[float, float]:
    """Mean and variance of ``item`` among the ``size`` people highest in ``total``."""
    import numpy as np

    edge = np.sort(total)[-size]
    weight = (total > edge).astype(float)
    weight[total == edge] = (size - weight.sum()) / (total == edge).sum()
    mean = float(weight @ item) / size
    return mean, float(weight @ (item - mean) ** 2) / max(size - 1, 1)


def difficulty(item: Sequence[float | None], lowest: float = 0.0, highest: float = 10.0) -> Difficulty:
    """Mean score with its interval, and whether more than 90 % of the ratings crowd at one end.

    "insufficient" below 10 ratings. Equal ratings are a result here, not a fault: the interval is a point.
    """
    item = numbers(item)
    item = item[item == item]
    n = len(item)
    if n < MIN_GROUP:
        return Difficulty(None, n, None, None, "insufficient", "few_people")
    tenth, mean = (highest - lowest) / 10, float(item.mean())
    floor, ceiling = float((item <= lowest + tenth).mean()), float((item >= highest - tenth).mean())
    flag = "floor" if floor > CROWDED else "ceiling" if ceiling > CROWDED else ""
    reach = t_quantile(n - 1) * float(item.std(ddof=1)) / math.sqrt(n)
    bounds = max(mean - reach, lowest), min(mean + reach, highest)
    return Difficulty(mean, n, *bounds, "ok", "", floor, ceiling, flag)
