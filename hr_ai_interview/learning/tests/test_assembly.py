"""Kit assembly: the worked example, what is hard, what is said when it cannot be met, speed."""

import doctest
import itertools
import subprocess
import sys
import time
import unittest
from pathlib import Path

from .. import assembly, kit_program
from ..assembly import assemble_kit
from ..kit_schema import MAX_ENEMY_PAIRS, KitConstraints, KitItem, Limit, Unmet

VALUES = (0.30, 0.28, 0.26, 0.22, 0.21, 0.20, 0.18, 0.15, 0.12, 0.10)
MINUTES = (10, 8, 9, 5, 6, 4, 5, 3, 4, 2)
COMPETENCIES = (0, 0, 0, 1, 1, 2, 2, 3, 3, 3)
BOOK = [
    KitItem(n, value, minutes, "behavioural", (competency,))
    for n, (value, minutes, competency) in enumerate(zip(VALUES, MINUTES, COMPETENCIES, strict=True))
]
ONE_OR_TWO = tuple(Limit("competency", key, 1, 2) for key in range(4))


def equal_bank(n, **vals):
    """n questions that differ only in their id: competency 7, 5 minutes, value 1."""
    vals = {"value": 1.0, "minutes": 5, "type": "okr", "competencies": (7,), **vals}
    return [KitItem(id=n, **vals) for n in range(n)]


class TestWorkedExample(unittest.TestCase):
    """PSYCHOMETRICS.md A8.7."""

    def test_with_side_conditions(self):
        kit = assemble_kit(BOOK, KitConstraints(24, ONE_OR_TWO, ((1, 2),)))
        self.assertEqual(kit.selected, (1, 3, 5, 6, 9))
        self.assertAlmostEqual(kit.value, 0.98)
        self.assertEqual((kit.minutes, kit.status, kit.unmet), (24, "optimal", ()))
        self.assertEqual(kit.coverage, {0: 1, 1: 1, 2: 2, 3: 1})

    def test_without_side_conditions(self):
        kit = assemble_kit(BOOK, KitConstraints(24))
        self.assertEqual(kit.selected, (3, 4, 5, 7, 8, 9))
        self.assertAlmostEqual(kit.value, 1.00)

    def test_doctests(self):
        for module in (assembly, kit_program):
            self.assertEqual(doctest.testmod(module).failed, 0)


class TestHardLimits(unittest.TestCase):
    def test_no_constraints_takes_what_is_worth_something(self):
        items = [KitItem(1, 0.5, 10), KitItem(2, 0.0, 0), KitItem(3, -0.1, 1)]
        self.assertIn(assemble_kit(items).selected, ((1,), (1, 2)))

    def test_no_minutes_left(self):
        kit = assemble_kit(BOOK, KitConstraints(0))
        self.assertEqual((kit.selected, kit.value, kit.status), ((), 0.0, "optimal"))

    def test_locked_and_banned(self):
        kit = assemble_kit(BOOK, KitConstraints(24, locked=(2,), banned=(3, 5)))
        self.assertIn(2, kit.selected)
        self.assertFalse({3, 5} & set(kit.selected))

    def test_enemy_of_locked_stays_out(self):
        kit = assemble_kit(BOOK, KitConstraints(None, enemies=((2, 0), (2, 1)), locked=(2,)))
        self.assertEqual(kit.selected, (2, 3, 4, 5, 6, 7, 8, 9))

    def test_clique_of_enemies(self):
        pairs = tuple(itertools.combinations(range(20), 2))
        kit = assemble_kit(equal_bank(30), KitConstraints(None, enemies=pairs))
        self.assertEqual(len(set(kit.selected) & set(range(20))), 1)
        self.assertEqual(len(kit.selected), 11)

    def test_count_and_group(self):
        items = [
            KitItem(n, 1 + n / 10, 5, "okr", (), ("difficulty:advanced",) if n < 3 else ()) for n in range(9)
        ]
        limits = (Limit("group", "difficulty:advanced", 1, 1),)
        kit = assemble_kit(items, KitConstraints(None, limits, count_max=4))
        self.assertEqual(kit.selected, (2, 6, 7, 8))

    def test_question_below_zero_only_for_a_minimum(self):
        items = [KitItem(1, 0.5, 5, "okr"), KitItem(2, -3.0, 5, "culture")]
        self.assertEqual(assemble_kit(items).selected, (1,))
        wish = KitConstraints(limits=(Limit("type", "culture", 1),))
        self.assertEqual(assemble_kit(items, wish).selected, (1, 2))


class TestUnmet(unittest.TestCase):
    def test_no_candidates(self):
        limits = (*ONE_OR_TWO, Limit("competency", 9, 2))
        kit = assemble_kit(BOOK, KitConstraints(24, limits, ((1, 2),)))
        self.assertEqual(kit.status, "relaxed")
        self.assertEqual(kit.unmet, (Unmet("competency", 9, 2, 0, 0, "no_candidates"),))
        self.assertEqual(kit.selected, (1, 3, 5, 6, 9))
        self.assertEqual(kit.coverage[9], 0)

    def test_minutes(self):
        kit = assemble_kit(equal_bank(9), KitConstraints(12, (Limit("competency", 7, 4),)))
        self.assertEqual(kit.unmet, (Unmet("competency", 7, 4, 2, 9, "minutes"),))

    def test_enemies(self):
        pairs = tuple(itertools.combinations(range(9), 2))
        kit = assemble_kit(equal_bank(9), KitConstraints(60, (Limit("type", "okr", 2),), pairs))
        self.assertEqual(kit.unmet, (Unmet("type", "okr", 2, 1, 9, "enemies"),))

    def test_maximum(self):
        limits = (Limit("competency", 7, 3), Limit("type", "okr", 0, 2))
        kit = assemble_kit(equal_bank(9), KitConstraints(60, limits))
        self.assertEqual(kit.unmet, (Unmet("competency", 7, 3, 2, 9, "maximum"),))

    def test_combination(self):
        pairs = tuple(itertools.combinations(range(9), 2))
        kit = assemble_kit(equal_bank(9), KitConstraints(5, count_min=2, enemies=pairs))
        self.assertEqual(kit.unmet, (Unmet("count", None, 2, 1, 9, "combination"),))

    def test_missing_minutes_not_blamed_when_there_is_no_time_limit(self):
        """Shares between limits may differ from run to run; that is not a cause."""
        limits = (
            *(Limit("competency", key, 2) for key in range(4)),
            Limit("type", "behavioural", 0, 3),
        )
        kit = assemble_kit(BOOK, KitConstraints(None, limits, ((1, 2),)))
        self.assertEqual({gap.cause for gap in kit.unmet}, {"maximum"})
        self.assertEqual(sum(gap.wanted - gap.got for gap in kit.unmet), 5)

    def test_as_few_as_possible_missing_before_value(self):
        items = [KitItem(1, 100.0, 10, "okr"), *(KitItem(n, 0.01, 5, "culture") for n in (2, 3))]
        kit = assemble_kit(items, KitConstraints(10, (Limit("type", "culture", 3),)))
        self.assertEqual(kit.selected, (2, 3))

    def test_locked_questions_that_contradict_each_other(self):
        constraints = KitConstraints(15, ONE_OR_TWO, ((1, 2),), locked=(0, 1, 2))
        kit = assemble_kit(BOOK, constraints)
        self.assertEqual((kit.status, kit.selected), ("infeasible", ()))
        self.assertEqual(
            kit.unmet,
            (
                Unmet("locked", None, 27, 15, 3, "minutes"),
                Unmet("locked", (1, 2), 2, 1, 2, "enemies"),
                Unmet("locked", ("competency", 0), 3, 2, 3, "maximum"),
            ),
        )

    def test_nothing_to_choose_from(self):
        for items, banned in (([], ()), (equal_bank(2), (0, 1))):
            limits = (Limit("type", "okr", 1),)
            kit = assemble_kit(items, KitConstraints(10, limits, banned=banned))
            self.assertEqual((kit.status, kit.selected), ("empty", ()))
            self.assertEqual(kit.unmet, (Unmet("type", "okr", 1, 0, 0, "no_candidates"),))

    def test_solver_out_of_time_still_gives_a_valid_kit(self):
        constraints = KitConstraints(24, ONE_OR_TWO, ((1, 2),), locked=(1,), time_limit=1e-9)
        kit = assemble_kit(BOOK, constraints)
        self.assertIn(kit.status, ("time_limit", "optimal"))
        self.assertLessEqual(kit.minutes, 24)
        self.assertNotIn(2, kit.selected)
        self.assertTrue(all(n <= 2 for n in kit.coverage.values()))


class TestTies(unittest.TestCase):
    def test_same_seed_same_kit_in_any_order_of_input(self):
        bank = equal_bank(200)
        first = assemble_kit(bank, KitConstraints(60, (Limit("type", "okr", 3),)), seed=4)
        again = assemble_kit(bank[::-1], KitConstraints(60, (Limit("type", "okr", 3),)), seed=4)
        self.assertEqual(first, again)

    def test_other_seed_other_kit_of_the_same_value(self):
        kits = [assemble_kit(equal_bank(40), KitConstraints(30), seed) for seed in range(8)]
        self.assertGreater(len({kit.selected for kit in kits}), 4)
        self.assertEqual({kit.value for kit in kits}, {6.0})

    def test_seed_never_beats_a_better_question(self):
        items = [*equal_bank(10, value=1.0), KitItem(99, 1.00001, 5, "okr", (7,))]
        for seed in range(5):
            self.assertEqual(assemble_kit(items, KitConstraints(5), seed).selected, (99,))


class TestInputChecks(unittest.TestCase):
    def assertRefused(self, sentence, items=BOOK, **constraints):
        with self.assertRaisesRegex(ValueError, sentence):
            assemble_kit(items, KitConstraints(**constraints))

    def test_questions(self):
        self.assertRefused("Question 1 is listed twice", [KitItem(1, 1, 1), KitItem(1, 2, 1)])
        for value in (float("nan"), float("inf")):
            self.assertRefused("value of question 1 is not", [KitItem(1, value, 1)])
        for minutes in (-1, float("nan"), float("inf")):
            self.assertRefused("minutes of question 1 must", [KitItem(1, 1, minutes)])

    def test_constraints(self):
        for minutes in (-1, float("nan"), float("inf")):
            self.assertRefused("minutes of the interview", minutes=minutes)
        self.assertRefused("kind 'colour'", limits=(Limit("colour", "red", 1),))
        self.assertRefused("larger than its maximum", limits=(Limit("type", "okr", 2, 1),))
        self.assertRefused("larger than its maximum", count_min=3, count_max=2)
        for bad in (-1, 1.5, True):
            self.assertRefused("whole numbers", limits=(Limit("type", "okr", bad),))
        self.assertRefused("time limit", time_limit=0)

    def test_references(self):
        self.assertRefused("Question 77 is in an enemy pair", enemies=((1, 77),))
        self.assertRefused("two different questions", enemies=((1, 1),))
        self.assertRefused("Question 77 must be in the kit", locked=(77,))
        self.assertRefused("Question 1 is both", locked=(1,), banned=(1,))

    def test_number_of_enemy_pairs(self):
        bank = equal_bank(200)
        pairs = tuple(itertools.islice(itertools.combinations(range(200), 2), 5001))
        self.assertRefused(f"5001 enemy pairs; at most {MAX_ENEMY_PAIRS}", bank, enemies=pairs)
        twice = (*pairs[:5000], *((b, a) for a, b in pairs[:5000]))
        self.assertEqual(assemble_kit(bank, KitConstraints(10, enemies=twice)).status, "optimal")


class TestSpeed(unittest.TestCase):
    """Bounds are generous and of processor time, for slow and busy machines; bench/bench_kit.py has the numbers."""

    def test_import_is_light(self):
        code = (
            "import sys, time; start = time.process_time(); import learning;"
            " learning.assemble_kit; print(time.process_time() - start);"
            " assert 'numpy' not in sys.modules and 'scipy' not in sys.modules"
        )
        home = Path(__file__).parents[2]
        # The first start after a change compiles; what is measured is the import.
        seconds = [
            float(
                subprocess.run(
                    [sys.executable, "-c", code], cwd=home, capture_output=True, text=True, check=True
                ).stdout
            )
            for _start in range(3)
        ]
        self.assertLess(min(seconds), 0.3)

    def test_five_thousand_questions_and_pairs(self):
        items = [
            KitItem(n, (n * 7919 % 1000) / 1000 + 0.01, 3 + n % 8, "okr", (n % 12,)) for n in range(5000)
        ]
        pairs = tuple((n, (n * 31 + 17) % 5000) for n in range(5000) if n * 30 % 5000 != 4983)
        limits = tuple(Limit("competency", key, 1, 3) for key in range(12))
        assemble_kit(items[:10])  # imports scipy
        start = time.process_time()
        kit = assemble_kit(items, KitConstraints(90, limits, pairs))
        self.assertLess(time.process_time() - start, 3.0)
        self.assertEqual(kit.status, "optimal")
