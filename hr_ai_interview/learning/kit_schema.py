"""The values that cross the seam of kit assembly, and the checks of what comes in.

A kit is the set of questions asked in one interview round. Ids are the caller's own and opaque.
``check`` turns every contradiction in the input into a ``ValueError`` whose text is a sentence for
the person who asked.
"""

from __future__ import annotations

import math
from collections.abc import Hashable
from dataclasses import dataclass, field

MAX_ENEMY_PAIRS = 5000
LIMIT_KINDS = ("competency", "type", "group")
STATUSES = ("optimal", "relaxed", "time_limit", "infeasible", "empty")
CAUSES = ("no_candidates", "minutes", "enemies", "maximum", "combination", "time_limit")


@dataclass(frozen=True, slots=True)
class KitItem:
    """A question that may be chosen.

    value: what asking it is worth, any finite number (the caller multiplies learned weight and KPI
    weight); a question worth 0 or less is only taken to meet a minimum. minutes: >= 0.
    groups: further labels a ``Limit`` of kind "group" may count ("difficulty:advanced", "kpi:7").
    """

    id: int
    value: float
    minutes: float
    type: str = ""
    competencies: tuple[int, ...] = ()
    groups: tuple[str, ...] = ()

    def labels(self) -> set[tuple[str, Hashable]]:
        """Return the (kind, key) pairs of the limits this question counts for."""
        return {
            ("type", self.type),
            *(("competency", key) for key in self.competencies),
            *(("group", key) for key in self.groups),
        }


@dataclass(frozen=True, slots=True)
class Limit:
    """How many questions of one kind a kit should have (``minimum``) and may have (``maximum``).

    The minimum is a wish: when it cannot be met the kit has as many as possible and says so.
    The maximum is never exceeded; None = no maximum, 0 = none of that kind.
    """

    kind: str
    key: Hashable
    minimum: int = 0
    maximum: int | None = None


@dataclass(frozen=True, slots=True)
class KitConstraints:
    """What a kit has to respect. ``minutes``, maxima, ``enemies``, ``locked``, ``banned`` are hard.

    enemies: pairs of question ids of which a kit has at most one (<= 5,000 distinct pairs).
    locked: ids that must be in the kit. banned: ids that must not. count_min is soft, count_max
    hard. time_limit: seconds for the solver, all its runs together.
    """

    minutes: float | None = None
    limits: tuple[Limit, ...] = ()
    enemies: tuple[tuple[int, int], ...] = ()
    count_min: int = 0
    count_max: int | None = None
    locked: tuple[int, ...] = ()
    banned: tuple[int, ...] = ()
    time_limit: float = 10.0

    def all_limits(self) -> tuple[Limit, ...]:
        """Return the limits with the number of questions as a last one of kind "count"."""
        if not self.count_min and self.count_max is None:
            return tuple(self.limits)
        return (*self.limits, Limit("count", None, self.count_min, self.count_max))


@dataclass(frozen=True, slots=True)
class Unmet:
    """A limit the kit does not meet.

    kind and key: as in ``Limit``; "count" = number of questions; "locked" = the questions that must
    be in the kit contradict each other. wanted, got: numbers of questions (minutes when kind is
    "locked" and cause "minutes"). available: questions that count for it and are not banned.
    cause: "no_candidates" = available < wanted; "minutes", "enemies", "maximum" = it would be met
    if this alone were lifted; "combination" = only several together; "time_limit" = not found out.
    """

    kind: str
    key: Hashable
    wanted: float
    got: float
    available: int
    cause: str


@dataclass(frozen=True, slots=True)
class KitResult:
    """The chosen kit.

    selected: ids in ascending order. value, minutes: sums over them. coverage: questions per
    competency, 0 for a competency that is limited but not covered.
    status: "optimal" = best kit, everything met; "relaxed" = best kit, see ``unmet``; "time_limit"
    = a valid kit, perhaps not the best one, ``gap`` says how far off at most (relative, inf =
    unknown); "infeasible" = the locked questions break a hard limit, nothing selected; "empty" =
    there was no question to choose from. seconds: wall-clock time, no part of equality.
    """

    selected: tuple[int, ...]
    value: float
    minutes: float
    status: str
    unmet: tuple[Unmet, ...]
    coverage: dict[int, int] = field(hash=False)
    seconds: float = field(compare=False)
    gap: float = 0.0


def check(items: list[KitItem], constraints: KitConstraints) -> None:
    """Raise ValueError with one sentence for the first thing that is wrong."""
    ids = set()
    for item in items:
        if item.id in ids:
            raise ValueError(f"Question {item.id} is listed twice.")
        ids.add(item.id)
        if not math.isfinite(item.value):
            raise ValueError(f"The value of question {item.id} is not a number.")
        if not (math.isfinite(item.minutes) and item.minutes >= 0):
            raise ValueError(f"The minutes of question {item.id} must be 0 or more.")
    minutes = constraints.minutes
    if minutes is not None and not (math.isfinite(minutes) and minutes >= 0):
        raise ValueError("The minutes of the interview must be 0 or more, or None for no limit.")
    if not constraints.time_limit > 0:
        raise ValueError("The time limit of the solver must be more than 0 seconds.")
    for limit in constraints.all_limits():
        _check_limit(limit)
    _check_references(ids, constraints)


def _check_limit(limit: Limit) -> None:
    if limit.kind not in (*LIMIT_KINDS, "count"):
        raise ValueError(f"There is no limit of kind {limit.kind!r}; use {', '.join(LIMIT_KINDS)}.")
    name = "the number of questions" if limit.kind == "count" else f"{limit.kind} {limit.key!r}"
    bounds = [limit.minimum] if limit.maximum is None else [limit.minimum, limit.maximum]
    if any(isinstance(bound, bool) or not isinstance(bound, int) or bound < 0 for bound in bounds):
        raise ValueError(f"Minimum and maximum of {name} must be whole numbers, 0 or more.")
    if limit.maximum is not None and limit.minimum > limit.maximum:
        raise ValueError(f"The minimum of {name} is larger than its maximum.")


def _check_references(ids: set[int], constraints: KitConstraints) -> None:
    for pair in constraints.enemies:
        if len(pair) != 2 or pair[0] == pair[1]:
            raise ValueError(f"Enemies are pairs of two different questions, not {pair!r}.")
        for item_id in pair:
            if item_id not in ids:
                raise ValueError(f"Question {item_id} is in an enemy pair but not in the list.")
    distinct = len({frozenset(pair) for pair in constraints.enemies})
    if distinct > MAX_ENEMY_PAIRS:
        raise ValueError(
            f"There are {distinct} enemy pairs; at most {MAX_ENEMY_PAIRS} can be handled."
            " Merge near-identical questions or narrow the list first."
        )
    for item_id in constraints.locked:
        if item_id not in ids:
            raise ValueError(f"Question {item_id} must be in the kit but is not in the list.")
    both = sorted(set(constraints.locked) & set(constraints.banned))
    if both:
        raise ValueError(f"Question {both[0]} is both required and excluded.")
