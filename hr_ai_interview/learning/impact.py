"""Adverse impact of selection on groups: the four-fifths ratio, and whether chance alone would give it.

The ratio is a coin toss in small samples (two groups with the same true rate of 20 % fall below 0.80 in
71 % of samples of 20 people each), so it never stands alone: with it come tests, an interval and the flip
test. Thresholds are law or guideline somewhere, never here: the caller names one. A flag means "a person
looks into it", not "this was unlawful"; no flag does not mean "this was fair".

Sources: 29 CFR 1607.4 D (four fifths) and its questions and answers 11 and 21; Katz et al. 1978 (interval of
a ratio); Fisher's exact test, Lancaster's mid-p; Cohen 1988 (h).
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from .statistic import Z95, two_sided

FOUR_FIFTHS = Fraction(4, 5)
#: smaller groups are reported without a flag (Q&A 11; 6 RCNY 5-301)
SMALL = Fraction(2, 100)
MIN_EXPECTED = 5


@dataclass(frozen=True, slots=True)
class RateDifference:
    """One group's rate against another's, of n people in both.

    value: ratio of the rates with Katz's interval (none when nobody of the group was selected). z, p: pooled
    two-proportion test; log_z: of the log ratio. fisher: exact, two-sided; fisher_less, midp: one-sided, for
    so few or fewer. h: Cohen's, phi: correlation; both negative when the group does worse. shortfall_pooled,
    shortfall_other: selections missing to the pooled and to the other group's rate. significant: at 5 %, by
    Fisher when an expected count is below 5, else by z; decided_by says which.
    """

    n: int
    status: str
    reason: str = ""
    value: float | None = None
    low: float | None = None
    high: float | None = None
    z: float | None = None
    p: float | None = None
    log_z: float | None = None
    fisher: float | None = None
    fisher_less: float | None = None
    midp: float | None = None
    h: float | None = None
    phi: float | None = None
    shortfall_pooled: float | None = None
    shortfall_other: float | None = None
    smallest_expected: float | None = None
    decided_by: str = ""
    significant: bool | None = None


@dataclass(frozen=True, slots=True)
class GroupImpact:
    """One group. value: its rate as a share of the reference group's, 1.0 for that group itself.

    below: the ratio is below the threshold, in whole numbers (exactly 0.80 is not). flips: one selection
    moved from the reference group to this one would turn the order round. small: below 2 % of all. flag:
    below, and neither flips nor small. difference: the tests against the reference, None for that group.
    """

    group: Hashable
    selected: int
    n: int
    rate: float | None
    value: float | None
    low: float | None
    high: float | None
    status: str
    reason: str
    small: bool = False
    below: bool = False
    flips: bool = False
    flag: bool = False
    difference: RateDifference | None = None


@dataclass(frozen=True, slots=True)
class AdverseImpact:
    """reference: the group with the highest rate (of equals the largest) among those that are not small.
    Groups are in the order given. value: the lowest ratio of the groups that are not small."""

    n: int
    selected: int
    reference: Hashable | None
    value: float | None
    status: str
    reason: str
    groups: tuple[GroupImpact, ...]


def adverse_impact(
    counts: Mapping[Hashable, tuple[int, int]], threshold: Fraction | float | str = FOUR_FIFTHS
) -> AdverseImpact:
    """Return the impact ratios of ``counts``: {group: (selected, applicants)}.

    Pool jobs or years only through ``mantel_haenszel``. "insufficient" with fewer than two groups that
    anybody is in; "degenerate" when nobody or everybody was selected. Raises ValueError for counts that are
    not whole or exceed the applicants.

    >>> found = adverse_impact({"white": (60, 100), "native": (45, 100), "hispanic": (48, 100)})
    >>> [(row.group, row.value, row.flag) for row in found.groups]
    [('white', 1.0, False), ('native', 0.75, True), ('hispanic', 0.8, False)]
    """
    limit = Fraction(str(threshold))
    for selected, applicants in counts.values():
        check_counts(selected, applicants)
    n, chosen = (sum(pair[place] for pair in counts.values()) for place in (1, 0))
    present = {group: pair for group, pair in counts.items() if pair[1]}
    status = reason = ""
    if len(present) < 2:
        status, reason = "insufficient", "one_group" if present else "nobody"
    elif chosen in (0, n):
        status, reason = "degenerate", "everybody_selected" if chosen else "nobody_selected"
    if status:
        rows = (_without(group, pair, status, reason) for group, pair in counts.items())
        return AdverseImpact(n, chosen, None, None, status, reason, tuple(rows))
    best = best_group(present, SMALL)
    groups = tuple(_group(group, pair, best, present[best], n, limit) for group, pair in counts.items())
    ratios = [row.value for row in groups if row.value is not None and not row.small and row.group != best]
    if not present[best][0]:
        return AdverseImpact(n, chosen, best, None, "degenerate", "no_reference_rate", groups)
    if not ratios:
        return AdverseImpact(n, chosen, best, None, "insufficient", "one_group", groups)
    return AdverseImpact(n, chosen, best, min(ratios), "ok", "", groups)


def best_group(counts: Mapping[Hashable, tuple[int, int]], small: Fraction) -> Hashable:
    """The group with the highest rate, of equals the largest; a small one only where all are small."""
    total = sum(applicants for _selected, applicants in counts.values())
    large = {group: pair for group, pair in counts.items() if not is_small(pair[1], total, small)}
    choice = large or counts
    return max(choice, key=lambda group: (Fraction(*choice[group]), choice[group][1]))


def is_small(applicants: int, total: int, small: Fraction) -> bool:
    return applicants < small * total


def check_counts(selected: int, applicants: int) -> None:
    if not all(isinstance(count, int) and not isinstance(count, bool) for count in (selected, applicants)):
        raise ValueError("Counts are whole numbers.")
    if not 0 <= selected <= applicants:
        raise ValueError("The selected are from 0 to the number of applicants.")


def _without(group: Hashable, pair: tuple[int, int], status: str, reason: str) -> GroupImpact:
    selected, n = pair
    rate = selected / n if n else None
    return GroupImpact(group, selected, n, rate, None, None, None, status, reason)


def _group(group, pair, best, best_pair, total: int, limit: Fraction) -> GroupImpact:
    selected, n = pair
    if not n:
        return _without(group, pair, "insufficient", "nobody")
    rate, small = selected / n, is_small(n, total, SMALL)
    if group == best and not selected:
        return _without(group, pair, "degenerate", "no_reference_rate")
    if group == best:
        return GroupImpact(group, selected, n, rate, 1.0, None, None, "ok", "", small)
    found = rate_difference(pair, best_pair)
    below = selected * best_pair[1] * limit.denominator < limit.numerator * best_pair[0] * n
    flips = (selected + 1) * best_pair[1] > (best_pair[0] - 1) * n
    flag = below and not flips and not small
    reason = "small_category" if small and found.status == "ok" else found.reason
    numbers = (rate, found.value, found.low, found.high)
    return GroupImpact(
        group, selected, n, *numbers, found.status, reason, small, below, flips, flag, difference=found
    )


def rate_difference(group: tuple[int, int], other: tuple[int, int]) -> RateDifference:
    """Compare the rate of ``group`` with that of ``other``, each (selected, n).

    >>> found = rate_difference((2, 10), (15, 25))
    >>> [round(number, 4) for number in (found.value, found.z, found.p, found.fisher)]
    [0.3333, -2.139, 0.0324, 0.0599]
    """
    (s1, n1), (s0, n0) = group, other
    check_counts(s1, n1)
    check_counts(s0, n0)
    n, selected = n1 + n0, s1 + s0
    if not n1 or not n0:
        return RateDifference(n, "insufficient", "nobody")
    if selected in (0, n):
        return RateDifference(n, "degenerate", "everybody_selected" if selected else "nobody_selected")
    if not s0:
        return RateDifference(n, "degenerate", "no_reference_rate")
    p1, p0, pooled = s1 / n1, s0 / n0, selected / n
    z = (p1 - p0) / math.sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n0))
    low = high = log_z = None
    if s1:
        log_ratio = math.log(p1 / p0)
        reach = Z95 * math.sqrt((1 - p1) / s1 + (1 - p0) / s0)
        low, high = math.exp(log_ratio - reach), math.exp(log_ratio + reach)
        log_z = log_ratio / math.sqrt((1 - pooled) / pooled * (1 / n1 + 1 / n0))
    fisher, less, midp = _exact(s1, n1, selected, n)
    expected = min(n1, n0) * min(selected, n - selected) / n
    decided_by = "fisher" if expected < MIN_EXPECTED else "z"
    return RateDifference(
        n,
        "ok",
        "" if s1 else "nobody_selected_in_group",
        value=p1 / p0,
        low=low,
        high=high,
        z=z,
        p=two_sided(z),
        log_z=log_z,
        fisher=fisher,
        fisher_less=less,
        midp=midp,
        h=2 * math.asin(math.sqrt(p1)) - 2 * math.asin(math.sqrt(p0)),
        phi=z / math.sqrt(n),
        shortfall_pooled=n1 * pooled - s1,
        shortfall_other=n1 * p0 - s1,
        smallest_expected=expected,
        decided_by=decided_by,
        significant=(fisher if decided_by == "fisher" else two_sided(z)) < 0.05,
    )


def _exact(s1: int, n1: int, selected: int, n: int) -> tuple[float, float, float]:
    """Fisher two-sided, Fisher one-sided (so few or fewer) and its mid-p, of the hypergeometric law."""
    import numpy as np
    from scipy.special import gammaln

    def log_choices(whole, part):
        return gammaln(whole + 1) - gammaln(part + 1) - gammaln(whole - part + 1)

    possible = np.arange(max(0, selected + n1 - n), min(n1, selected) + 1)
    chance = np.exp(
        log_choices(n1, possible) + log_choices(n - n1, selected - possible) - log_choices(n, selected)
    )
    chance /= chance.sum()
    own = float(chance[possible == s1][0])
    less = float(chance[possible <= s1].sum())
    # Equally likely tables differ by rounding.
    both = float(chance[chance <= own * (1 + 1e-7)].sum())
    return min(both, 1.0), min(less, 1.0), min(max(less - own / 2, 0.0), 1.0)
