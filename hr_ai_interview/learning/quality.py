"""Whether pairs of interview and outcome are good enough to learn from: 0-100, its parts, and a verdict.

Each part is a share of rows that are as they should be, and costs at most its weight:

| part | bad rows | weight | refused above |
|---|---|---|---|
| pairs | too few usable rows: usable / 100 | 40 | (below 30 usable rows) |
| gaps | without an outcome | 15 | 50 % |
| impossible | outcome outside its range | 10 | 5 % |
| dates | outcome dated on or before the hire, or hire before the interview was scored | 15 | 5 % |
| duplicates | the same person and window again | 5 | 5 % |
| contaminated | outcome rated by somebody who interviewed the person | 15 | 50 % |

The weights are a convention and say nothing about validity; the parts are what to act on. A score adds up
faults of different kinds, so a verdict of "refuse" does not wait for it: one part beyond its limit, or an
outcome that does not vary, is enough.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date

from .statistic import numbers, same_length, varies, verdicts

FULL_PAIRS = 100
MIN_PAIRS = 30
GOOD = 80
#: part -> (weight, share of bad rows above which the data are refused)
PARTS = {
    "pairs": (40, None),
    "gaps": (15, 0.50),
    "impossible": (10, 0.05),
    "dates": (15, 0.05),
    "duplicates": (5, 0.05),
    "contaminated": (15, 0.50),
}


@dataclass(frozen=True, slots=True)
class Part:
    """bad: rows at fault (for "pairs": rows lacking to 100), of n looked at; points out of ``weight``."""

    code: str
    bad: int
    n: int
    weight: int
    points: float
    refused: bool


@dataclass(frozen=True, slots=True)
class DataQuality:
    """value: 0-100, None without any row. usable: rows without any fault. verdict: "good" from 80 on,
    "usable" below, "refuse"; reasons: the codes of the parts that refuse, or "no_variance"."""

    value: int | None
    n: int
    usable: int
    status: str
    reason: str
    verdict: str
    reasons: tuple[str, ...]
    parts: tuple[Part, ...]


def pair_quality(
    outcome: Sequence[float | None],
    *,
    person: Sequence[Hashable],
    scored: Sequence[date],
    hired: Sequence[date],
    measured: Sequence[date | None],
    by_interviewer: Sequence[bool | None],
    lowest: float,
    highest: float,
) -> DataQuality:
    """Judge rows of matched pairs. One entry per row in each column.

    person: whom (and which window) the row is of; scored: date of the interview's scores; measured: date of
    the outcome; by_interviewer: whether an interviewer of that person rated the outcome, None = unknown,
    which counts as not. lowest, highest: what an outcome can be.
    """
    import numpy as np

    value = numbers(outcome)
    same_length(value, person, scored, hired, measured, by_interviewer)
    n = len(value)
    if not n:
        return DataQuality(None, 0, 0, "insufficient", "nobody", "refuse", ("pairs",), ())
    seen: set[Hashable] = set()
    again = []
    for one in person:
        again.append(one in seen)
        seen.add(one)
    faults = {
        "gaps": np.isnan(value),
        "impossible": (value < lowest) | (value > highest),
        "dates": np.array(
            [
                start < score or (end is not None and end <= start)
                for score, start, end in zip(scored, hired, measured, strict=True)
            ]
        ),
        "duplicates": np.array(again),
        "contaminated": verdicts(by_interviewer) == 1,
    }
    good = ~np.any(list(faults.values()), axis=0)
    usable = int(good.sum())
    parts = [_pairs(usable), *(_part(code, int(bad.sum()), n) for code, bad in faults.items())]
    reasons = [part.code for part in parts if part.refused]
    if usable and not varies(value[good]):
        reasons.append("no_variance")
    score = round(sum(part.points for part in parts))
    verdict = "refuse" if reasons else "good" if score >= GOOD else "usable"
    return DataQuality(score, n, usable, "ok", "", verdict, tuple(reasons), tuple(parts))


def _pairs(usable: int) -> Part:
    weight = PARTS["pairs"][0]
    points = weight * min(usable / FULL_PAIRS, 1.0)
    return Part("pairs", max(FULL_PAIRS - usable, 0), FULL_PAIRS, weight, points, usable < MIN_PAIRS)


def _part(code: str, bad: int, n: int) -> Part:
    weight, limit = PARTS[code]
    return Part(code, bad, n, weight, weight * (1 - bad / n), bad / n > limit)
