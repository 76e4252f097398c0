"""What an interview of validity r is worth: how many hires succeed, how much better they are, in money.

All formulas take score and performance for bivariate normal. br: base rate, the share of applicants who
would succeed; sr: selection ratio, the share that is hired; r: validity among applicants. The tables of
Taylor & Russell (1939) need not be stored, they are computed. Two cells of a common reprint are misprints
(br .50 sr .20 r .50 is .78, not .76; br .30 sr .10 r .70 is .82, not .62).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from .statistic import Statistic, degenerate

#: SD of the yearly value of work, as a share of the salary: a convention, not a measurement
SD_OF_VALUE = 0.40


@dataclass(frozen=True, slots=True)
class TaylorRussell:
    """value: success ratio, the share of hires who succeed (PPV). tp, fp, fn, tn: shares of all applicants
    who are hired and succeed, hired and fail, rejected though they would have succeeded, rejected rightly.
    status "degenerate": nobody is hired, or all (or none) succeed; then only what is given is there."""

    br: float
    sr: float
    r: float
    status: str = "ok"
    reason: str = ""
    value: float | None = None
    tp: float | None = None
    fp: float | None = None
    fn: float | None = None
    tn: float | None = None
    sensitivity: float | None = None
    specificity: float | None = None


def taylor_russell(br: float, sr: float, r: float) -> TaylorRussell:
    """Return how decisions turn out. Raises ValueError for a share outside 0-1 or r outside -1 to 1.

    >>> found = taylor_russell(0.50, 0.20, 0.35)
    >>> round(found.value, 6), round(found.specificity, 6)
    (0.696552, 0.878621)
    """
    _check(br, sr, r)
    if sr == 0:
        return TaylorRussell(br, sr, r, "degenerate", "nobody_selected")
    if br in (0, 1):
        return TaylorRussell(br, sr, r, "degenerate", "no_variance")
    tp = _hired_and_good(br, sr, r)
    fp, fn, tn = sr - tp, br - tp, max(1 - br - sr + tp, 0.0)
    return TaylorRussell(br, sr, r, "ok", "", tp / sr, tp, fp, fn, tn, tp / br, tn / (1 - br))


def validity_needed(br: float, sr: float, success: float) -> Statistic:
    """The r at which the share ``success`` of hires succeeds; "out_of_reach" when no r does that.

    >>> round(validity_needed(0.50, 0.20, 0.70).value, 6)
    0.356075
    """
    _check(br, sr, 0)
    _check(success, sr, 0)
    if sr in (0, 1) or br in (0, 1):
        return degenerate(0, "out_of_reach")
    if not _hired_and_good(br, sr, -1) / sr <= success <= _hired_and_good(br, sr, 1) / sr:
        return degenerate(0, "out_of_reach")
    return Statistic(_rising(lambda r: _hired_and_good(br, sr, r) / sr - success, -1, 1))


def selection_ratio_needed(br: float, r: float, success: float) -> Statistic:
    """The largest share one may hire so that ``success`` of the hires succeed.

    >>> round(selection_ratio_needed(0.50, 0.35, 0.70).value, 6)
    0.190709
    """
    _check(br, success, r)
    if success <= br:
        return Statistic(1.0)
    # One in a million; a share this small of a difference of rounded numbers still has nine good digits.
    smallest = 1e-6
    if r <= 0 or br == 0 or _hired_and_good(br, smallest, r) / smallest < success - 1e-9:
        return degenerate(0, "out_of_reach")
    return Statistic(_rising(lambda sr: success - _hired_and_good(br, sr, r) / sr, smallest, 1))


def individual_chances(br: float, r: float, bands: int = 5) -> tuple[Statistic, ...]:
    """P(success) of applicants by band of the score, the best band first (Lawshe et al. 1958).

    >>> [round(100 * chance.value) for chance in individual_chances(0.50, 0.30)]
    [67, 57, 50, 43, 33]
    """
    _check(br, 0, r)
    if bands < 1:
        raise ValueError("There is at least one band.")
    if br in (0, 1):
        return (degenerate(0),) * bands
    reached = [_hired_and_good(br, place / bands, r) for place in range(bands + 1)]
    return tuple(
        Statistic((upper - lower) * bands) for lower, upper in zip(reached[:-1], reached[1:], strict=True)
    )


def mean_selected(sr: float) -> Statistic:
    """Mean standard score of those hired from the top: phi(z) / sr."""
    _check(0, sr, 0)
    if sr == 0:
        return degenerate(0, "nobody_selected")
    return Statistic(_density(_quantile(sr)) / sr if sr < 1 else 0.0)


def naylor_shine(sr: float, r: float) -> Statistic:
    """Mean standard performance of hires: r phi(z) / sr (Naylor & Shine 1965).

    >>> round(naylor_shine(0.20, 0.35).value, 7)
    0.4899334
    """
    _check(0, sr, r)
    mean = mean_selected(sr)
    return mean if mean.value is None else Statistic(r * mean.value)


def brogden_cronbach_gleser(
    hired: int,
    years: float,
    r: float,
    sd_value: float,
    sr: float,
    *,
    cost: float = 0.0,
    baseline: float = 0.0,
    r_low: float | None = None,
    r_high: float | None = None,
) -> Statistic:
    """Gain in money: hired x years x (r - baseline) x SD of the yearly value of work x mean z - cost.

    baseline: validity of the present way of choosing; with 0 the figure is against hiring at random. r_low,
    r_high: interval of r, which becomes the range of the result; a point alone says too much. sd_value: in
    money a year, ``SD_OF_VALUE`` of the salary when unknown.

    >>> round(brogden_cronbach_gleser(100, 3, 0.35, 50_000, 0.20, cost=75_000).value, -3)
    7274000.0
    """
    for value in (r, baseline, r_low, r_high):
        _check(0, sr, 0 if value is None else value)
    if not all(0 <= value < math.inf for value in (hired, years, sd_value)) or not math.isfinite(cost):
        raise ValueError("Hires, years and the SD of the value of work are not negative; all are numbers.")
    mean = mean_selected(sr)
    if mean.value is None:
        return degenerate(hired, mean.reason)
    times = hired * years * sd_value * mean.value
    low, high = (None if bound is None else times * (bound - baseline) - cost for bound in (r_low, r_high))
    return Statistic(times * (r - baseline) - cost, hired, low, high)


def _hired_and_good(br: float, sr: float, r: float) -> float:
    """P(score in the top ``sr`` and performance in the top ``br``), by Owen's T function (Owen 1956)."""
    from scipy.special import owens_t

    if br in (0, 1) or sr in (0, 1):
        return br * sr
    if abs(r) > 1 - 1e-12:
        return min(br, sr) if r > 0 else max(br + sr - 1, 0.0)
    h, k = -_quantile(sr), -_quantile(br)
    if h == 0 and k == 0:
        return 0.25 + math.asin(r) / (2 * math.pi)
    root = math.sqrt(1 - r * r)

    def share(one: float, other: float) -> float:
        slope = (other - r * one) / (one * root) if one else math.copysign(math.inf, other)
        return float(owens_t(one, slope))

    apart = 0.5 if h * k < 0 or (h * k == 0 and h + k < 0) else 0.0
    found = (br + sr) / 2 - share(h, k) - share(k, h) - apart
    return min(max(found, 0.0, br + sr - 1), br, sr)


def _quantile(share: float) -> float:
    """The normal number that the share ``share`` lies above."""
    from scipy.special import ndtri

    return -float(ndtri(share))


def _density(z: float) -> float:
    return math.exp(-z * z / 2) / math.sqrt(2 * math.pi)


def _rising(function: Callable[[float], float], low: float, high: float) -> float:
    """Where a rising function passes 0, by halving."""
    for _halving in range(80):
        middle = (low + high) / 2
        if function(middle) < 0:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _check(br: float, sr: float, r: float) -> None:
    if not (0 <= br <= 1 and 0 <= sr <= 1):
        raise ValueError("A base rate and a selection ratio are numbers from 0 to 1.")
    if not -1 <= r <= 1:
        raise ValueError("A validity is a number from -1 to 1.")
