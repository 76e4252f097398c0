"""The tables of New York City's Local Law 144 (6 RCNY 5-300 and following): sex, race/ethnicity, both.

Selection: rate and impact ratio by category. Scoring: the same for the share with a score strictly above
the median of all who were scored. The ratio is against the best category of that table, from unrounded
rates. A category below 2 % may be left out of the ratios; its n and rate are still shown. People of unknown
sex or race are in no table; how many they are is printed.

These are the figures an independent auditor works with, not the audit.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from statistics import median

from .chance_corrected import is_missing
from .impact import SMALL, best_group, check_counts, is_small
from .statistic import numbers

TABLES = ("sex", "race", "intersection")


@dataclass(frozen=True, slots=True)
class Category:
    """count: selected, or scored above the median. value: impact ratio; None, with the reason
    "small_category", below 2 % of the table; None, with "nobody_selected", when no category has any."""

    category: Hashable
    n: int
    count: int
    rate: float | None
    value: float | None
    status: str
    reason: str


@dataclass(frozen=True, slots=True)
class AuditTable:
    """Categories in the order of their first person. n: people in the table; unknown: left out of it."""

    n: int
    unknown: int
    categories: tuple[Category, ...]


@dataclass(frozen=True, slots=True)
class Audit:
    """The three tables. median: of the scores, None for selection; unscored: people without a score."""

    sex: AuditTable
    race: AuditTable
    intersection: AuditTable
    unknown: int
    median: float | None = None
    unscored: int = 0


def audit_table(
    counts: Mapping[Hashable, tuple[int, int]], unknown: int = 0, small: Fraction = SMALL
) -> AuditTable:
    """Return one table of ``counts``: {category: (selected or above the median, n)}.

    ``small`` = 0 leaves no category out of the ratios.
    """
    for pair in counts.values():
        check_counts(*pair)
    present = {category: pair for category, pair in counts.items() if pair[1]}
    n = sum(applicants for _count, applicants in present.values())
    top = Fraction(*present[best_group(present, small)]) if present else Fraction(0)
    rows = (_category(category, *pair, n, top, small) for category, pair in counts.items())
    return AuditTable(n, unknown, tuple(rows))


def _category(category: Hashable, count: int, n: int, total: int, top: Fraction, small: Fraction) -> Category:
    if not n:
        return Category(category, 0, 0, None, None, "insufficient", "nobody")
    if is_small(n, total, small):
        return Category(category, n, count, count / n, None, "insufficient", "small_category")
    if not top:
        return Category(category, n, count, 0.0, None, "degenerate", "nobody_selected")
    return Category(category, n, count, count / n, float(Fraction(count, n) / top), "ok", "")


def selection_audit(people: Iterable[tuple[Hashable, Hashable, bool]]) -> Audit:
    """Return the tables of ``people``: (sex, race, whether selected); None = unknown."""
    rows = list(people)
    if any(selected not in (True, False) for _sex, _race, selected in rows):
        raise ValueError("Everybody is selected or not: True or False.")
    return _audit(rows)


def scoring_audit(people: Iterable[tuple[Hashable, Hashable, float | None]]) -> Audit:
    """Return the tables of ``people``: (sex, race, score); None = unknown or not scored.

    The median is that of everybody with a score, of known category or not; who has none is not in it.
    """
    rows = list(people)
    scores = numbers([score for _sex, _race, score in rows]).tolist()
    scored = [score for score in scores if not is_missing(score)]
    if not scored:
        return _audit([], None, len(rows))
    middle = float(median(scored))
    above = [
        (sex, race, score > middle)
        for (sex, race, _score), score in zip(rows, scores, strict=True)
        if not is_missing(score)
    ]
    return _audit(above, middle, len(rows) - len(scored))


def _audit(
    rows: list[tuple[Hashable, Hashable, bool]], middle: float | None = None, unscored: int = 0
) -> Audit:
    known = [row for row in rows if not is_missing(row[0]) and not is_missing(row[1])]
    unknown = len(rows) - len(known)
    tables = []
    for name in TABLES:
        counts: dict[Hashable, tuple[int, int]] = {}
        for sex, race, positive in known:
            key = {"sex": sex, "race": race, "intersection": (sex, race)}[name]
            count, n = counts.get(key, (0, 0))
            counts[key] = (count + bool(positive), n + 1)
        tables.append(audit_table(counts, unknown))
    return Audit(*tables, unknown, middle, unscored)
