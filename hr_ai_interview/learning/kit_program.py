"""The 0-1 program behind a kit, as sparse matrices for ``kit_solver`` (scipy milp / HiGHS).

    maximise   sum_i v_i x_i - P sum_k s_k              x_i in {0, 1}, s_k >= 0
    subject to sum_i minutes_i x_i <= minutes
               sum_{i in limit k} x_i <= maximum_k
               sum_{i in limit k} x_i + s_k >= minimum_k
               sum_{i in clique} x_i <= 1                for every group of mutual enemies
(van der Linden, Linear Models for Optimal Test Design, 2005; PSYCHOMETRICS.md A8.7.)

How it works
- Minimums are soft, so locked questions alone are always a solution. Values are scaled to a range
  of at most ``RANGE``; one missing question costs ``2 * RANGE``, more than any values can make up.
  So the number of missing questions is minimal first and the value maximal second. Where some are
  missing, a second run (``short``) maximises the value with that number fixed, since beside the
  penalties the solver's relative gap would blur the values.
- Enemy pairs are merged into cliques: {a, b, c} mutual enemies is one row instead of three, and a
  far tighter bound (1 instead of 1.5).
- Ties: every value is multiplied by 1 + ``TIE`` u_i, u_i in [0, 1) drawn from the seed and the id;
  the solver stops at a relative gap of ``GAP``. Both together cost less than 1e-6 of the value.

What it does not do: check its input (``kit_schema.check``) or explain (``assembly``).
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from . import kit_solver
from .kit_schema import KitConstraints, KitItem, Limit

RANGE = 1000.0
TIE = 4e-7
GAP = 4e-7


@dataclass(frozen=True, slots=True)
class Solution:
    """selected: ids. short: missing questions per soft limit, in the order of ``Program.soft``."""

    selected: frozenset[int]
    short: tuple[int, ...]
    proven: bool
    gap: float


def merge_cliques(pairs: set[frozenset[int]]) -> list[tuple[int, ...]]:
    """Cover all pairs with groups whose members are all enemies of each other (greedy).

    >>> merge_cliques({frozenset(p) for p in [(1, 2), (2, 3), (1, 3), (3, 4)]})
    [(1, 2, 3), (3, 4)]
    """
    near: dict[int, set[int]] = {}
    for a, b in map(sorted, pairs):
        near.setdefault(a, set()).add(b)
        near.setdefault(b, set()).add(a)
    cliques, covered = [], set()
    for pair in sorted(map(sorted, pairs)):
        if tuple(pair) in covered:
            continue
        clique, common = list(pair), near[pair[0]] & near[pair[1]]
        while common:
            item = min(common)
            clique.append(item)
            common = common & near[item]
        clique.sort()
        covered.update((a, b) for n, a in enumerate(clique) for b in clique[n + 1 :])
        cliques.append(tuple(clique))
    return cliques


def tie_breakers(items: list[KitItem], seed: int) -> list[float]:
    """Return one number in [0, 1) per item; ``items`` sorted by id. Same on every platform."""
    rng = random.Random(f"kit:{seed}")
    return [rng.random() for _item in items]


def value_range(items: list[KitItem], constraints: KitConstraints) -> float:
    """Return an upper bound of the difference in value of two sensible kits, > 0.

    Gains: the fractional knapsack bound. Losses: questions below 0 are only taken to meet a
    minimum, so at most as many as all minimums together.
    """
    left = float("inf") if constraints.minutes is None else constraints.minutes
    gain = 0.0
    by_density = sorted(items, key=lambda i: -i.value / i.minutes if i.minutes else -float("inf"))
    for item in by_density:
        if item.value > 0 and left >= 0:
            gain += item.value * min(1.0, left / item.minutes if item.minutes else 1.0)
            left -= min(left, item.minutes)
    if constraints.count_max is not None:
        best = sorted((max(item.value, 0.0) for item in items), reverse=True)
        gain = min(gain, sum(best[: constraints.count_max]))
    needed = sum(limit.minimum for limit in constraints.all_limits())
    loss = sum(sorted((max(-item.value, 0.0) for item in items), reverse=True)[:needed])
    return gain + loss or 1.0


class Program:
    """The program of one kit. ``items`` sorted by id, without banned ones.

    short: number of missing questions to accept, without penalty; None = as few as possible.
    lift: leave out one family of hard limits ("minutes", "enemies", "maximum"), to find out why a
    minimum cannot be met; such a program ignores values. at_most: what each soft limit may lack.
    """

    def __init__(
        self,
        items: list[KitItem],
        constraints: KitConstraints,
        seed: int = 0,
        lift: str | None = None,
        short: int | None = None,
        at_most: tuple[int, ...] | None = None,
    ):
        self.items = items
        self.constraints = constraints
        self.column = {item.id: n for n, item in enumerate(items)}
        self.members = limit_members(items, constraints.all_limits())
        self.soft = [limit for limit in self.members if limit.minimum > 0]
        self._seed = seed
        self._lift = lift
        self._short = short
        self._at_most = at_most or tuple(limit.minimum for limit in self.soft)

    def solve(self, time_limit: float) -> Solution | None:
        """Solve within ``time_limit`` seconds; None when not even a first kit was found."""
        import numpy as np

        locked = set(self.constraints.locked)
        slack = [float(most) for most in self._at_most]
        matrix, ceiling = self._rows_as_matrix()
        program = kit_solver.BinaryProgram(
            costs=self._costs(),
            matrix=matrix,
            ceiling=ceiling,
            lower=np.array([float(item.id in locked) for item in self.items] + [0.0] * len(slack)),
            upper=np.array([1.0] * len(self.items) + slack),
            n_binary=len(self.items),
            step=2 * RANGE if self._lift else 0.0,
        )
        found = kit_solver.solve(program, GAP, time_limit)
        if found is None:
            return None
        pairs = zip(self.items, found.x, strict=False)
        chosen = frozenset(item.id for item, x in pairs if x > 0.5)
        return Solution(chosen, self.shortfall(chosen), found.proven, found.gap)

    def shortfall(self, chosen) -> tuple[int, ...]:
        """Return the number of questions each soft limit lacks in the kit ``chosen`` (ids)."""
        counts = (len(self.members[limit] & chosen) for limit in self.soft)
        return tuple(max(limit.minimum - n, 0) for limit, n in zip(self.soft, counts, strict=True))

    def _costs(self):
        import numpy as np

        penalties = [2 * RANGE if self._short is None else 0.0] * len(self.soft)
        if self._lift:
            return np.array([0.0] * len(self.items) + penalties)
        scale = RANGE / value_range(self.items, self.constraints)
        ties = tie_breakers(self.items, self._seed)
        values = [-scale * item.value * (1 + TIE * u) for item, u in zip(self.items, ties, strict=True)]
        return np.array(values + penalties)

    def _rows_as_matrix(self):
        """Return (sparse matrix, ceiling) of the rows ``matrix x <= ceiling``, or (None, None)."""
        import numpy as np
        from scipy.sparse import csr_array

        rows = [*self._hard_rows(), *self._soft_rows()]
        if not rows:
            return None, None
        starts = np.cumsum([0] + [len(columns) for columns, _data, _ceiling in rows])
        columns = np.concatenate([columns for columns, _data, _ceiling in rows])
        data = np.concatenate([data for _columns, data, _ceiling in rows])
        shape = (len(rows), len(self.items) + len(self.soft))
        matrix = csr_array((data, columns.astype(np.int32), starts.astype(np.int32)), shape=shape)
        return matrix, np.array([ceiling for _columns, _data, ceiling in rows], dtype=float)

    def _hard_rows(self):
        """Yield (columns, coefficients, ceiling) of minutes, maxima and enemies."""
        if self.constraints.minutes is not None and self._lift != "minutes":
            minutes = [float(item.minutes) for item in self.items]
            yield range(len(minutes)), minutes, self.constraints.minutes
        if self._lift != "maximum":
            for limit, ids in self.members.items():
                if limit.maximum is not None and len(ids) > limit.maximum:
                    yield self._columns(ids), [1.0] * len(ids), limit.maximum
        if self._lift != "enemies":
            pairs = {frozenset(pair) for pair in self.constraints.enemies}
            present = {pair for pair in pairs if all(i in self.column for i in pair)}
            for clique in merge_cliques(present):
                yield self._columns(clique), [1.0] * len(clique), 1.0

    def _soft_rows(self):
        """Yield the minimums with their slack, and the number of missing questions if fixed."""
        slacks = range(len(self.items), len(self.items) + len(self.soft))
        for limit, slack in zip(self.soft, slacks, strict=True):
            columns = [*self._columns(self.members[limit]), slack]
            yield columns, [-1.0] * len(columns), -limit.minimum
        if self._short is not None:
            yield slacks, [1.0] * len(self.soft), self._short

    def _columns(self, ids) -> list[int]:
        return sorted(self.column[item_id] for item_id in ids)


def limit_members(items: list[KitItem], limits: tuple[Limit, ...]) -> dict[Limit, frozenset[int]]:
    """Return the ids that count for each limit, in the order of ``limits``."""
    by_label: dict[tuple, set[int]] = {}
    for item in items:
        for label in item.labels():
            by_label.setdefault(label, set()).add(item.id)
    everything = frozenset(item.id for item in items)
    return {
        limit: everything if limit.kind == "count" else frozenset(by_label.get((limit.kind, limit.key), ()))
        for limit in limits
    }
