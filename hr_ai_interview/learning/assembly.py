"""Chooses the questions of an interview: the most valuable kit that respects every hard limit.

Example
    >>> bank = [KitItem(1, 1.0, 20, "okr", (7,)), KitItem(2, 0.5, 10, "okr", (7,)),
    ...         KitItem(3, 0.4, 10, "okr", (8,))]
    >>> assemble_kit(bank, KitConstraints(minutes=20)).selected
    (1,)
    >>> kit = assemble_kit(bank, KitConstraints(minutes=20, limits=(Limit("competency", 8, 2),)))
    >>> kit.selected, kit.status, kit.unmet[0].cause
    ((2, 3), 'relaxed', 'no_candidates')

How it works: ``kit_schema`` checks the input, ``kit_program`` builds and solves one 0-1 program
(scipy milp / HiGHS), this file says what could not be met and why.

What it does not do: order the questions, or know what a question is about.
"""

from __future__ import annotations

import time
from collections.abc import Iterable

from .kit_program import Program, Solution, limit_members
from .kit_schema import KitConstraints, KitItem, KitResult, Limit, Unmet, check

LIFTS = ("minutes", "enemies", "maximum")
TOLERANCE = 1e-6  # minutes; HiGHS accepts rows violated by less


def assemble_kit(
    items: Iterable[KitItem], constraints: KitConstraints | None = None, seed: int = 0
) -> KitResult:
    """Return the kit with the largest sum of values (PSYCHOMETRICS.md A8.7).

    Hard: minutes, maxima, enemies, locked, banned. Soft: minimums; a kit misses as few questions
    of them as possible, whatever that costs in value, and ``unmet`` names each with its cause.
    Among kits of equal value the seed chooses: same input (in any order) and same seed give the
    same kit, unless the time limit stopped the solver. The value is within 1e-6 (relative) of
    the optimum. Raises ValueError with a sentence for input that makes no sense.
    """
    started = time.perf_counter()
    constraints = constraints or KitConstraints()
    items = sorted(items, key=lambda item: item.id)
    check(items, constraints)
    banned = set(constraints.banned)
    items = [item for item in items if item.id not in banned]
    unmet = _locked_conflicts(items, constraints)
    if unmet or not items:
        status = "infeasible" if unmet else "empty"
        unmet = unmet or _missing_candidates(constraints)
        return _result(items, constraints, started, status=status, unmet=unmet)
    program = Program(items, constraints, seed)
    deadline = started + constraints.time_limit
    solution = _solve(program, seed, deadline)
    unmet = _explain(program, solution, deadline)
    status = ("relaxed" if unmet else "optimal") if solution.proven else "time_limit"
    outcome = {"chosen": solution.selected, "gap": solution.gap}
    return _result(items, constraints, started, status=status, unmet=unmet, **outcome)


def _solve(program: Program, seed: int, deadline: float) -> Solution:
    """Return the best solution found: fewest missing questions first, value second."""
    first = program.solve(deadline - time.perf_counter()) or _greedy(program)
    missing = sum(first.short)
    if not missing or not first.proven:
        return first
    again = Program(program.items, program.constraints, seed, short=missing)
    second = again.solve(deadline - time.perf_counter())
    if second is None or sum(second.short) > missing:
        return first
    return second


def _result(items, constraints, started, *, status, unmet, chosen=frozenset(), gap=0.0) -> KitResult:
    kit = [item for item in items if item.id in chosen]
    coverage = {limit.key: 0 for limit in constraints.limits if limit.kind == "competency"}
    for item in kit:
        for competency in set(item.competencies):
            coverage[competency] = coverage.get(competency, 0) + 1
    return KitResult(
        selected=tuple(item.id for item in kit),
        value=float(sum(item.value for item in kit)),
        minutes=float(sum(item.minutes for item in kit)),
        status=status,
        unmet=tuple(unmet),
        coverage=coverage,
        seconds=time.perf_counter() - started,
        gap=gap,
    )


def _missing_candidates(constraints: KitConstraints) -> list[Unmet]:
    """With no question at all, every minimum is unmet for the same reason."""
    return [
        Unmet(limit.kind, limit.key, limit.minimum, 0, 0, "no_candidates")
        for limit in constraints.all_limits()
        if limit.minimum
    ]


def _locked_conflicts(items: list[KitItem], constraints: KitConstraints) -> list[Unmet]:
    """Return the hard limits the locked questions break by themselves.

    All hard limits are upper limits, so this is the only way for a kit to be impossible.
    """
    locked = set(constraints.locked)
    if not locked:
        return []
    found = []
    used = sum(item.minutes for item in items if item.id in locked)
    if constraints.minutes is not None and used > constraints.minutes + TOLERANCE:
        found.append(Unmet("locked", None, used, constraints.minutes, len(locked), "minutes"))
    pairs = {tuple(sorted(pair)) for pair in constraints.enemies}
    for pair in sorted(pair for pair in pairs if locked.issuperset(pair)):
        found.append(Unmet("locked", pair, 2, 1, 2, "enemies"))
    for limit, ids in limit_members(items, constraints.all_limits()).items():
        n = len(ids & locked)
        if limit.maximum is not None and n > limit.maximum:
            key = (limit.kind, limit.key)
            found.append(Unmet("locked", key, n, limit.maximum, len(ids), "maximum"))
    return found


def _explain(program: Program, solution: Solution, deadline: float) -> list[Unmet]:
    """Name each minimum the kit misses and its cause.

    The cause is found by solving again with one family of hard limits lifted at a time, no
    minimum being worse off than in the kit: the limits that are then met had that cause.
    """
    open_limits = [n for n, short in enumerate(solution.short) if short]
    causes = {
        n: "no_candidates"
        for n in open_limits
        if len(program.members[program.soft[n]]) < program.soft[n].minimum
    }
    for lift in _lifts(program.constraints):
        left = deadline - time.perf_counter()
        if len(causes) == len(open_limits) or left <= 0:
            break
        trial = Program(program.items, program.constraints, lift=lift, at_most=solution.short).solve(left)
        for n in open_limits:
            if trial and not trial.short[n]:
                causes.setdefault(n, lift)
    default = "combination" if time.perf_counter() < deadline else "time_limit"
    return [_unmet(program, program.soft[n], solution.short[n], causes.get(n, default)) for n in open_limits]


def _lifts(constraints: KitConstraints) -> list[str]:
    """Return the families of hard limits there are, the likeliest cause first."""
    maxima = any(limit.maximum is not None for limit in constraints.all_limits())
    there = (constraints.minutes is not None, bool(constraints.enemies), maxima)
    return [lift for lift, exists in zip(LIFTS, there, strict=True) if exists]


def _unmet(program: Program, limit: Limit, short: int, cause: str) -> Unmet:
    available = len(program.members[limit])
    got = limit.minimum - short
    return Unmet(limit.kind, limit.key, limit.minimum, got, available, cause)


def _greedy(program: Program) -> Solution:
    """A valid kit without the solver, for when the time was over before its first kit.

    Locked questions first, then by missing minimums met and value per minute.
    """
    constraints, chosen = program.constraints, set(program.constraints.locked)
    enemies = {frozenset(pair) for pair in constraints.enemies}
    left = float("inf") if constraints.minutes is None else constraints.minutes
    left -= sum(item.minutes for item in program.items if item.id in chosen)
    wanted = [ids for limit, ids in program.members.items() if limit.minimum]
    caps = [(i, x.maximum) for x, i in program.members.items() if x.maximum is not None]

    def rank(item):
        helps = sum(item.id in ids for ids in wanted)
        return (-helps, -item.value / (item.minutes or 1e-9), item.id)

    for item in sorted(program.items, key=rank):
        fits = item.id not in chosen and item.minutes <= left
        useful = item.value > 0 or any(item.id in ids for ids in wanted)
        room = all(len(ids & chosen) < most for ids, most in caps if item.id in ids)
        if fits and useful and room and _friendly(item.id, chosen, enemies):
            chosen.add(item.id)
            left -= item.minutes
    selected = frozenset(chosen)
    return Solution(selected, program.shortfall(selected), False, float("inf"))


def _friendly(item_id: int, chosen: set[int], enemies: set[frozenset[int]]) -> bool:
    return not any(frozenset((item_id, other)) in enemies for other in chosen)
