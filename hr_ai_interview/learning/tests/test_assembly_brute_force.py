"""Kit assembly against all subsets of small question banks, drawn by hypothesis."""

import itertools
import unittest
from unittest.mock import patch

try:
    from hypothesis import given, settings
    from hypothesis import strategies as st
except ImportError as error:
    raise unittest.SkipTest("hypothesis is not installed") from error

from .. import kit_solver
from ..assembly import assemble_kit
from ..kit_schema import KitConstraints, KitItem, Limit


def brute_force(items, constraints):
    """Return (fewest missing questions, best value) over all subsets."""
    best = (float("inf"), 0.0)
    for size in range(len(items) + 1):
        for kit in itertools.combinations(items, size):
            missing = missing_questions(kit, constraints)
            if missing is not None:
                best = min(best, (missing, -sum(item.value for item in kit)))
    return best[0], -best[1]


def missing_questions(kit, constraints):
    """Return how many questions the minimums lack, or None when a hard limit is broken."""
    ids = {item.id for item in kit}
    minutes = sum(item.minutes for item in kit)
    if constraints.minutes is not None and minutes > constraints.minutes + 1e-9:
        return None
    if any(ids.issuperset(pair) for pair in constraints.enemies):
        return None
    if not ids.issuperset(constraints.locked) or ids & set(constraints.banned):
        return None
    counts = [
        (limit, sum(limit.kind == "count" or (limit.kind, limit.key) in i.labels() for i in kit))
        for limit in constraints.all_limits()
    ]
    if any(limit.maximum is not None and n > limit.maximum for limit, n in counts):
        return None
    return sum(max(limit.minimum - n, 0) for limit, n in counts)


@st.composite
def problems(draw):
    n = draw(st.integers(1, 9))
    items = [
        KitItem(
            10 + i,
            draw(st.integers(-3, 40)) / 20,
            draw(st.integers(0, 12)) / 2,
            draw(st.sampled_from(("okr", "culture"))),
            tuple(draw(st.sets(st.integers(0, 2), max_size=2))),
        )
        for i in range(n)
    ]
    ids = [item.id for item in items]
    keys = [("competency", 0), ("competency", 1), ("type", "okr"), ("type", "culture")]
    limits = [
        Limit(*key, low, None if room > 3 else low + room)
        for key in draw(st.sets(st.sampled_from(keys)))
        for low, room in [(draw(st.integers(0, 3)), draw(st.integers(0, 5)))]
    ]
    pairs = [pair for pair in itertools.combinations(ids, 2) if draw(st.integers(0, 3)) == 0]
    locked = draw(st.sets(st.sampled_from(ids), max_size=2))
    banned = draw(st.sets(st.sampled_from(ids), max_size=2)) - locked
    return items, KitConstraints(
        minutes=draw(st.one_of(st.none(), st.integers(0, 40).map(lambda m: m / 2))),
        limits=tuple(limits),
        enemies=tuple(pairs),
        count_min=draw(st.integers(0, 3)),
        count_max=draw(st.sampled_from((None, 3, 5))),
        locked=tuple(locked),
        banned=tuple(banned),
    )


class TestAgainstBruteForce(unittest.TestCase):
    @settings(max_examples=200, deadline=None, derandomize=True)
    @given(problems(), st.integers(0, 3))
    def test_best_of_all_subsets(self, problem, seed):
        self.check_against_all_subsets(*problem, seed)

    @settings(max_examples=200, deadline=None, derandomize=True)
    @given(problems(), st.integers(0, 3))
    def test_best_of_all_subsets_with_a_tiny_core(self, problem, seed):
        """The core and its proof are what large banks use; nine questions would all fit in it."""
        with patch.object(kit_solver, "CORE", 1):
            self.check_against_all_subsets(*problem, seed)

    def check_against_all_subsets(self, items, constraints, seed):
        missing, value = brute_force(items, constraints)
        kit = assemble_kit(items, constraints, seed)
        if missing == float("inf"):
            self.assertEqual(kit.status, "infeasible")
            return
        chosen = [item for item in items if item.id in kit.selected]
        self.assertEqual(missing_questions(chosen, constraints), missing)
        self.assertEqual(sum(gap.wanted - gap.got for gap in kit.unmet), missing)
        self.assertAlmostEqual(kit.value, value, delta=1e-6 * max(abs(value), 1))
        if kit.status != "empty":
            self.assertEqual(kit.status, "relaxed" if missing else "optimal")

    @settings(max_examples=60, deadline=None, derandomize=True)
    @given(problems())
    def test_same_input_same_kit(self, problem):
        items, constraints = problem
        self.assertEqual(assemble_kit(items, constraints), assemble_kit(items, constraints))
