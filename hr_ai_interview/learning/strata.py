"""Impact over jobs or years without pooling them: Mantel-Haenszel.

A pooled table can show a difference that no single job has, or hide one that all have (Simpson). The common
odds ratio compares within each stratum only. Interval: Robins, Breslow & Greenland 1986; test: Cochran-
Mantel-Haenszel with continuity correction (as in R's mantelhaen.test).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from .impact import check_counts
from .statistic import Z95


@dataclass(frozen=True, slots=True)
class CommonOdds:
    """value: common odds ratio of being selected, group against other; below 1 the group does worse.
    chi2, p: CMH with one degree of freedom, corrected by ``correction``. n, strata: of those that count."""

    n: int
    strata: int
    status: str
    reason: str = ""
    value: float | None = None
    low: float | None = None
    high: float | None = None
    chi2: float | None = None
    p: float | None = None


def mantel_haenszel(
    strata: Sequence[tuple[tuple[int, int], tuple[int, int]]], correction: float = 0.5
) -> CommonOdds:
    """Return the common odds ratio of ``strata``: ((selected, n) of the group, (selected, n) of the other).

    A stratum with one group only, or in which nobody or everybody was selected, says nothing and is not
    counted. "insufficient" when none is left, "degenerate" when the ratio is 0 or infinite.
    """
    for group, other in strata:
        check_counts(*group)
        check_counts(*other)
    used = [
        (s1, n1 - s1, s0, n0 - s0) for (s1, n1), (s0, n0) in strata if n1 and n0 and 0 < s1 + s0 < n1 + n0
    ]
    n = sum(map(sum, used))
    if not used:
        return CommonOdds(0, 0, "insufficient", "few_people")
    over, under = (sum(row[a] * row[b] / sum(row) for row in used) for a, b in ((0, 3), (1, 2)))
    chi2 = _chi_square(used, correction)
    p = None if chi2 is None else math.erfc(math.sqrt(chi2 / 2))
    if not over or not under or chi2 is None:
        return CommonOdds(n, len(used), "degenerate", "out_of_reach", chi2=chi2, p=p)
    ratio = over / under
    reach = Z95 * math.sqrt(_log_variance(used, over, under))
    low, high = (ratio * math.exp(sign * reach) for sign in (-1, 1))
    return CommonOdds(n, len(used), "ok", "", ratio, low, high, chi2, p)


def _chi_square(used: Sequence[tuple[int, int, int, int]], correction: float) -> float | None:
    distance = variance = 0.0
    for a, b, c, d in used:
        n = a + b + c + d
        distance += a - (a + b) * (a + c) / n
        variance += (a + b) * (c + d) * (a + c) * (b + d) / (n * n * (n - 1))
    return max(abs(distance) - correction, 0.0) ** 2 / variance if variance else None


def _log_variance(used: Sequence[tuple[int, int, int, int]], over: float, under: float) -> float:
    total = 0.0
    for a, b, c, d in used:
        n = a + b + c + d
        agree, cross = (a + d) / n, (b + c) / n
        r, s = a * d / n, b * c / n
        total += agree * r / (2 * over**2) + cross * s / (2 * under**2)
        total += (agree * s + cross * r) / (2 * over * under)
    return total
