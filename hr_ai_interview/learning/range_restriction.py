"""What a correlation among hires would be among applicants, and with a perfectly reliable outcome.

Hires vary less than applicants in what they were chosen by, so r among them is too low (Thorndike 1949,
cases II and III), and an outcome measured with error lowers it again. Only the outcome is corrected for
unreliability, never the interview: operational validity keeps the interview's own error.

Case II holds for the thing people were chosen by, here the composite, and is wrong for a single question;
the loop itself uses the regression on the composite (validity.py). All r are among hires, ``n`` is their
number. Intervals are those of r by Fisher's z, carried through the same formula; the standard deviations
and the reliability are taken as known, so they are rather too narrow.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from .statistic import Statistic, degenerate, fisher_interval, insufficient

#: reliability of one supervisor's rating (Viswesvaran, Ones & Schmidt 1996), for want of a measured one
DEFAULT_RELIABILITY = 0.52


def case_ii(r: float, sd_applicants: float, sd_hires: float, n: int) -> Statistic:
    """Direct selection on the predictor: r U / sqrt(1 + r^2 (U^2 - 1)), U = SD applicants / SD hires.

    "insufficient" below 3 hires, "degenerate" when hires or applicants do not vary. Raises ValueError for r
    outside -1 to 1 or a negative standard deviation.

    >>> round(case_ii(0.25, 1.40, 1, 100).value, 7)
    0.3399501
    """
    return _corrected(r, sd_applicants, sd_hires, 1.0, n)


def correct_unreliability(r: float, reliability: float, n: int) -> Statistic:
    """An outcome of this reliability: r / sqrt(reliability). "degenerate" when that leads beyond 1."""
    return _corrected(r, 1.0, 1.0, reliability, n)


def correct_both(r: float, sd_applicants: float, sd_hires: float, reliability: float, n: int) -> Statistic:
    """Unreliability first, then Case II: the order for a reliability found among hires (Stauffer & Mendoza
    2001).

    >>> round(correct_both(0.30, 1, 0.80, 0.80, 100).value, 6)
    0.406595
    """
    return _corrected(r, sd_applicants, sd_hires, reliability, n)


def _corrected(r: float, sd_applicants: float, sd_hires: float, reliability: float, n: int) -> Statistic:
    _check_correlations(r)
    _check_deviations(sd_applicants, sd_hires)
    if not 0 < reliability <= 1:
        raise ValueError("A reliability is above 0 and at most 1.")
    if n < 3:
        return insufficient(n)
    if not sd_hires or not sd_applicants:
        return degenerate(n)
    ratio, root = sd_applicants / sd_hires, math.sqrt(reliability)
    if abs(r) > root:
        return degenerate(n, "above_one")

    def corrected(value: float) -> float:
        true = min(max(value / root, -1.0), 1.0)
        return _within(true * ratio / math.sqrt(1 + true * true * (ratio * ratio - 1)))

    return Statistic(corrected(r), n, *_carried(r, n, corrected))


def case_iii(
    r_xy: float, r_xz: float, r_yz: float, sd_z_applicants: float, sd_z_hires: float, n: int
) -> Statistic:
    """Selection on a known third variable z; x: predictor, y: outcome.

    (r_xy + r_xz r_yz k) / sqrt((1 + r_xz^2 k)(1 + r_yz^2 k)), k = (SD applicants / SD hires of z)^2 - 1.
    Right on average and very noisy in small samples, where it multiplies two estimates by k; no interval is
    given, since that of r_xy alone would be far too narrow.

    >>> round(case_iii(0.171292, 0.260634, 0.199953, 1, 0.467592, 100).value, 6)
    0.3
    """
    _check_correlations(r_xy, r_xz, r_yz)
    _check_deviations(sd_z_applicants, sd_z_hires)
    if n < 3:
        return insufficient(n)
    if not sd_z_hires or not sd_z_applicants:
        return degenerate(n)
    if 1 + 2 * r_xy * r_xz * r_yz - r_xy**2 - r_xz**2 - r_yz**2 < -1e-9:
        return degenerate(n, "impossible_correlations")
    k = (sd_z_applicants / sd_z_hires) ** 2 - 1
    spread = (1 + r_xz * r_xz * k) * (1 + r_yz * r_yz * k)
    if spread < 1e-12:
        return degenerate(n)
    return Statistic(_within((r_xy + r_xz * r_yz * k) / math.sqrt(spread)), n)


def _carried(r: float, n: int, formula: Callable[[float], float]) -> tuple[float | None, float | None]:
    low, high = fisher_interval(r, n)
    return (None, None) if low is None else (formula(low), formula(high))


def _within(value: float) -> float:
    return min(max(value, -1.0), 1.0)


def _check_correlations(*values: float) -> None:
    if not all(-1 <= value <= 1 for value in values):
        raise ValueError("A correlation is a number from -1 to 1.")


def _check_deviations(*values: float) -> None:
    if not all(0 <= value < math.inf for value in values):
        raise ValueError("A standard deviation is a number and not negative.")
