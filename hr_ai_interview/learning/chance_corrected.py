"""Agreement beyond chance: Krippendorff's alpha (any number of raters, gaps allowed) and Cohen's kappa.

Alpha = 1 - observed / expected disagreement over the coincidence matrix (Krippendorff 2011, "Computing
Krippendorff's alpha-reliability"). Kappa = (p_o - p_e) / (1 - p_e) (Cohen 1960; weighted: Cohen 1968;
interval from the large-sample error of Fleiss, Cohen & Everitt 1969). Both are 1 for perfect agreement
and around 0 for chance; below 0 the raters agree less than chance.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

METRICS = ("nominal", "ordinal", "interval", "ratio")
WEIGHTS = (None, "linear", "quadratic")
MIN_PAIRS = 3
_Z = 1.959964


@dataclass(frozen=True, slots=True)
class Alpha:
    """units: those with two ratings or more; values: ratings in them. It has no interval: the honest one
    is a bootstrap, which is not made here. status: "ok", "insufficient" (< 3 units), "degenerate" (all
    ratings the same)."""

    value: float | None
    units: int
    values: int
    status: str


@dataclass(frozen=True, slots=True)
class Kappa:
    """n: pairs used; observed and expected: (weighted) shares of agreement; low, high: 95 %, rough below 50
    pairs. status: "ok", "insufficient" (< 3 pairs), "degenerate" (both raters use one and the same level)."""

    n: int
    status: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    observed: float | None = None
    expected: float | None = None


def krippendorff_alpha(units: Sequence[Sequence[float | None]], metric: str = "interval") -> Alpha:
    """Return alpha of ``units``: one row per thing rated, in it the ratings; None or NaN = missing.

    Rows may differ in length and who gave a rating does not matter. A unit with one rating is dropped.
    metric: what a difference means, one of ``METRICS``. Raises ValueError for another metric, an infinite
    rating, or a negative one with "ratio".

    >>> round(krippendorff_alpha([[1, 1], [2, 2], [3, 2], [4, None], [1, 1]]).value, 3)
    0.774
    """
    import numpy as np

    if metric not in METRICS:
        raise ValueError(f"The metric {metric!r} is none of {', '.join(METRICS)}.")
    rows = [[float(value) for value in unit if not is_missing(value)] for unit in units]
    rows = [row for row in rows if len(row) > 1]
    values = np.unique(np.array([value for row in rows for value in row], dtype=float))
    if not np.isfinite(values).all() or (metric == "ratio" and (values < 0).any()):
        raise ValueError("Ratings are finite numbers, and not negative with the metric 'ratio'.")
    n = sum(map(len, rows))
    if len(rows) < MIN_PAIRS:
        return Alpha(None, len(rows), n, "insufficient")
    if len(values) < 2:
        return Alpha(None, len(rows), n, "degenerate")
    coincidences = _coincidences(rows, values)
    totals = coincidences.sum(axis=1)
    distances = _distances(values, totals, metric)
    expected = float((np.outer(totals, totals) * distances).sum())
    if not expected > 0:  # differences too small for a float
        return Alpha(None, len(rows), n, "degenerate")
    value = 1 - (n - 1) * float((coincidences * distances).sum()) / expected
    return Alpha(value, len(rows), n, "ok")


def _coincidences(rows: list[list[float]], values):
    """How often two values meet in a unit, each unit counting its number of ratings; [values, values]."""
    import numpy as np

    counts = np.zeros((len(rows), len(values)))
    for number, row in enumerate(rows):
        np.add.at(counts[number], np.searchsorted(values, row), 1)
    pairs = 1 / (counts.sum(axis=1) - 1)
    return counts.T @ (counts * pairs[:, None]) - np.diag(pairs @ counts)


def _distances(values, totals, metric: str):
    """Squared differences of all values by the metric, [values, values]."""
    import numpy as np

    if metric == "nominal":
        return 1.0 - np.eye(len(values))
    if metric == "ordinal":  # ratings between the two, the ends counting half
        values = np.cumsum(totals) - totals / 2
    elif metric == "interval":
        values = values / np.abs(values).max()  # so that no square overflows
    difference = np.abs(values[:, None] - values[None, :])
    if metric == "ratio":
        total = values[:, None] + values[None, :]
        difference = np.divide(difference, total, out=np.zeros_like(difference), where=total > 0)
    return difference**2


def cohen_kappa(
    a: Sequence[Hashable],
    b: Sequence[Hashable],
    weights: str | None = None,
    categories: Sequence[Hashable] | None = None,
) -> Kappa:
    """Return the kappa of two raters; ``a[i]`` and ``b[i]`` are their verdicts on the same thing.

    A pair with a missing side (None, NaN) is left out. weights: None (equal or not), "linear" or
    "quadratic" in the steps between categories. categories: all levels in their order; by default those
    that occur, sorted. Kappa needs categories: scores from 0 to 10 with halves go through ``whole_level``
    first, with ``categories=range(11)``. Raises ValueError for unequal lengths, unknown weights, or a
    verdict that is none of the categories.

    >>> table = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15
    >>> round(cohen_kappa(*zip(*table)).value, 2)
    0.4
    """
    import numpy as np

    if weights not in WEIGHTS:
        raise ValueError(f"The weights {weights!r} are none of None, 'linear', 'quadratic'.")
    if len(a) != len(b):
        raise ValueError("The two raters need one verdict each on every thing.")
    pairs = [pair for pair in zip(a, b, strict=True) if not any(map(is_missing, pair))]
    levels = (
        list(categories) if categories is not None else sorted({level for pair in pairs for level in pair})
    )
    place = {level: number for number, level in enumerate(levels)}
    if any(level not in place for pair in pairs for level in pair):
        raise ValueError("A verdict is none of the categories.")
    if len(pairs) < MIN_PAIRS:
        return Kappa(len(pairs), "insufficient")
    table = np.zeros((len(levels), len(levels)))
    for one, other in pairs:
        table[place[one], place[other]] += 1
    return _kappa(table, _weights(len(levels), weights))


def _weights(size: int, kind: str | None):
    """Credit for each pair of levels: 1 on the diagonal, 0 at the far corners."""
    import numpy as np

    steps = np.abs(np.arange(size)[:, None] - np.arange(size)[None, :]) / max(size - 1, 1)
    if kind is None:
        return (steps == 0).astype(float)
    return 1 - (steps if kind == "linear" else steps**2)


def _kappa(table, weights) -> Kappa:
    n = int(table.sum())
    shares = table / n
    rows, columns = shares.sum(axis=1), shares.sum(axis=0)
    observed, expected = float((weights * shares).sum()), float(rows @ weights @ columns)
    if expected > 1 - 1e-12:
        return Kappa(n, "degenerate")
    value = (observed - expected) / (1 - expected)
    around = (weights @ columns)[:, None] + (rows @ weights)[None, :]
    spread = float((shares * (weights - around * (1 - value)) ** 2).sum())
    variance = (spread - (value - expected * (1 - value)) ** 2) / (n * (1 - expected) ** 2)
    reach = _Z * math.sqrt(max(variance, 0.0))
    return Kappa(n, "ok", value, max(value - reach, -1.0), min(value + reach, 1.0), observed, expected)


def is_missing(value: Hashable | None) -> bool:
    return value is None or (isinstance(value, float) and math.isnan(value))


def whole_level(score: float) -> int:
    """The nearest whole level of a score; halves go up, so that 4.5 and 5 are one level.

    >>> [whole_level(score) for score in (0, 4.4, 4.5, 9.5, 10)]
    [0, 4, 5, 10, 10]
    """
    return math.floor(score + 0.5)
