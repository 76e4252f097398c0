"""Intraclass correlations of a complete matrix of ratings: the six forms of Shrout and Fleiss.

``icc(ratings)`` splits the variance of n targets (rows) rated by the same k judges (columns) into
mean squares: between targets (BMS), within targets (WMS), between judges (JMS), residual (EMS).

| form | value | 95 % interval from |
|---|---|---|
| ICC(1,1), judges differ per target | (BMS-WMS)/(BMS+(k-1)WMS) | F(n-1, n(k-1)) |
| ICC(2,1) = ICC(A,1), agreement | (BMS-EMS)/(BMS+(k-1)EMS+k(JMS-EMS)/n) | F(n-1, v), v of Satterthwaite |
| ICC(3,1) = ICC(C,1), consistency | (BMS-EMS)/(BMS+(k-1)EMS) | F(n-1, (n-1)(k-1)) |
| ICC(1,k), (2,k), (3,k): mean of k | (BMS-WMS)/BMS, (BMS-EMS)/(BMS+(JMS-EMS)/n), (BMS-EMS)/BMS | the same |

Source: Shrout & Fleiss (1979), Psychological Bulletin 86, 420-428; names (A,1), (C,1) of McGraw & Wong
(1996). A value at or below 0 says "no agreement beyond chance"; in small samples the formulas go below -1.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

MIN_TARGETS = 3
MIN_JUDGES = 2
#: sums of squares below this share of the squared scores are rounding errors of a zero
_ZERO = 1e-12


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value with its 95 % interval; what cannot be computed is None.

    Perfect agreement has a value (1.0) and no interval: there is no error to make one from. Nor has ICC(2,1)
    one where its approximation breaks down, which happens with values below 0.
    """

    value: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Icc:
    """The result of ``icc``. ``n`` targets, ``k`` judges; mean squares in squared units of the ratings.

    f_oneway = BMS/WMS with (n-1, n(k-1)) degrees of freedom, f_twoway = BMS/EMS with (n-1, (n-1)(k-1));
    None when the divisor is 0. status: "ok"; "insufficient" (n < 3 or k < 2); "degenerate" (a missing,
    infinite or huge rating, or no judge who tells two targets apart). Not "ok": only n and k are given.
    """

    n: int
    k: int
    status: str
    bms: float | None = None
    wms: float | None = None
    jms: float | None = None
    ems: float | None = None
    f_oneway: float | None = None
    f_twoway: float | None = None
    icc1: Estimate = Estimate()
    icc2: Estimate = Estimate()
    icc3: Estimate = Estimate()
    icc1k: Estimate = Estimate()
    icc2k: Estimate = Estimate()
    icc3k: Estimate = Estimate()


def icc(ratings: Sequence[Sequence[float]]) -> Icc:
    """Return the six intraclass correlations of ``ratings``, n rows (targets) of k numbers (judges).

    Raises ValueError when the rows are not of one length.

    >>> book = icc([[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]])
    >>> [round(form.value, 4) for form in (book.icc1, book.icc2, book.icc3)]
    [0.1657, 0.2898, 0.7148]
    >>> icc([[1, 2], [2, 3]]).status
    'insufficient'
    """
    import numpy as np

    n, k = len(ratings), len(ratings[0]) if len(ratings) else 0
    if any(len(row) != k for row in ratings):
        raise ValueError("The ratings need one number per target and judge.")
    if n < MIN_TARGETS or k < MIN_JUDGES:
        return Icc(n, k, "insufficient")
    table = np.array(ratings, dtype=float)
    if not np.isfinite(table).all():
        return Icc(n, k, "degenerate")
    with np.errstate(over="ignore", invalid="ignore"):
        squares = _mean_squares(table)
    bms, wms, jms, ems = squares
    if not all(map(math.isfinite, squares)) or (bms == 0 and ems == 0):
        return Icc(n, k, "degenerate")
    icc1, icc1k = _oneway(n, k, bms, wms)
    icc2, icc2k = _agreement(n, k, bms, jms, ems)
    icc3, icc3k = _ratio_forms(k, bms, ems, (n - 1, (n - 1) * (k - 1)))
    forms = (icc1, icc2, icc3, icc1k, icc2k, icc3k)
    return Icc(n, k, "ok", *squares, _divide(bms, wms), _divide(bms, ems), *forms)


def _mean_squares(table) -> tuple[float, float, float, float]:
    """BMS, WMS, JMS, EMS of a table [n, k] without gaps."""
    n, k = table.shape
    table = table - table.mean()
    targets = table.mean(axis=1, keepdims=True)
    judges = table.mean(axis=0, keepdims=True)
    zero = _ZERO * float((table**2).sum())

    def mean_square(deviations, times: int, freedom: int) -> float:
        total = times * float((deviations**2).sum())
        return total / freedom if total > zero else 0.0

    return (
        mean_square(targets, k, n - 1),
        mean_square(table - targets, 1, n * (k - 1)),
        mean_square(judges, n, k - 1),
        mean_square(table - targets - judges, 1, (n - 1) * (k - 1)),
    )


def _oneway(n: int, k: int, bms: float, wms: float) -> tuple[Estimate, Estimate]:
    return _ratio_forms(k, bms, wms, (n - 1, n * (k - 1)))


def _ratio_forms(k: int, bms: float, error: float, freedom: tuple[int, int]) -> tuple[Estimate, Estimate]:
    """Single and mean form of the one-way and of the consistency model; ``error`` is WMS or EMS."""
    single, mean = _divide(bms - error, bms + (k - 1) * error), _divide(bms - error, bms)
    ratio = _divide(bms, error)
    if ratio is None:
        return Estimate(single), Estimate(mean)
    low = ratio / _f_quantile(*freedom)
    high = ratio * _f_quantile(*freedom[::-1])
    return (
        Estimate(single, _divide(low - 1, low + k - 1), _divide(high - 1, high + k - 1)),
        Estimate(mean, _divide(low - 1, low), _divide(high - 1, high)),
    )


def _agreement(n: int, k: int, bms: float, jms: float, ems: float) -> tuple[Estimate, Estimate]:
    """ICC(2,1) and ICC(2,k); their interval is approximate (Shrout & Fleiss, p. 424)."""
    single = _divide(bms - ems, bms + (k - 1) * ems + k * (jms - ems) / n)
    mean = _divide(bms - ems, bms + (jms - ems) / n)
    if single is None or single >= 1:
        return Estimate(single), Estimate(mean)
    # v: degrees of freedom of a JMS + b EMS, the estimated error of one rating
    a = k * single / (n * (1 - single)) * jms
    b = (1 + k * single * (n - 1) / (n * (1 - single))) * ems
    v = _divide((a + b) ** 2, a**2 / (k - 1) + b**2 / ((n - 1) * (k - 1)))
    if v is None or v < 1:  # cancelled out, for a value below 0
        return Estimate(single), Estimate(mean)
    spread = k * jms + (k * n - k - n) * ems
    upper, lower = _f_quantile(n - 1, v), _f_quantile(v, n - 1)
    low = _divide(n * (bms - upper * ems), upper * spread + n * bms)
    high = _divide(n * (lower * bms - ems), spread + n * lower * bms)
    return Estimate(single, low, high), Estimate(mean, _stepped_up(low, k), _stepped_up(high, k))


def _stepped_up(single: float | None, k: int) -> float | None:
    """Spearman-Brown; None below -1/(k-1), where no mean of k can be."""
    return None if single is None else _divide(k * single, 1 + (k - 1) * single)


def _f_quantile(numerator: float, denominator: float) -> float:
    """The 97.5 % point of F; infinite for very few degrees of freedom."""
    from scipy.special import fdtri

    return float(fdtri(numerator, denominator, 0.975))


def _divide(numerator: float, denominator: float) -> float | None:
    """A finite quotient by a positive number, else None."""
    if not denominator > 0:
        return None
    quotient = numerator / denominator
    return quotient if math.isfinite(quotient) else None
