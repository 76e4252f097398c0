"""Quality of matched pairs of interview and outcome."""

import unittest
from datetime import date

from ..quality import PARTS, pair_quality

SCORED, HIRED, MEASURED = date(2026, 1, 5), date(2026, 2, 1), date(2026, 8, 1)


def judge(n=120, **changed):
    columns = {
        "outcome": [50 + place % 50 for place in range(n)],
        "person": list(range(n)),
        "scored": [SCORED] * n,
        "hired": [HIRED] * n,
        "measured": [MEASURED] * n,
        "by_interviewer": [False] * n,
    } | changed
    return pair_quality(columns.pop("outcome"), **columns, lowest=0, highest=150)


def part_of(found, code):
    return next(part for part in found.parts if part.code == code)


class TestQuality(unittest.TestCase):
    def test_clean_data(self):
        found = judge()
        self.assertEqual((found.value, found.verdict, found.usable, found.reasons), (100, "good", 120, ()))
        self.assertEqual(sum(weight for weight, _limit in PARTS.values()), 100)
        self.assertEqual([part.code for part in found.parts], list(PARTS))

    def test_few_pairs(self):
        found = judge(40)
        self.assertEqual((found.value, found.verdict, part_of(found, "pairs").bad), (76, "usable", 60))
        found = judge(29)
        self.assertEqual((found.verdict, found.reasons), ("refuse", ("pairs",)))
        self.assertEqual(
            (judge(0).value, judge(0).status, judge(0).verdict), (None, "insufficient", "refuse")
        )

    def test_every_fault_is_found_and_refused(self):
        n = 120
        values = [50 + place % 50 for place in range(n)]
        faults = {
            "gaps": {"outcome": [None] * 61 + values[61:]},
            "impossible": {"outcome": [151, -1] * 4 + values[8:]},
            "dates": {"measured": [HIRED] * 7 + [MEASURED] * 113},
            "duplicates": {"person": [1] * 8 + list(range(8, n))},
            "contaminated": {"by_interviewer": [True] * 61 + [None] * 59},
        }
        for code, change in faults.items():
            found = judge(n, **change)
            self.assertEqual((found.verdict, found.reasons), ("refuse", (code,)), code)
            bad = part_of(found, code).bad
            self.assertEqual(found.usable, n - bad)
            self.assertAlmostEqual(part_of(found, code).points, PARTS[code][0] * (1 - bad / n))

    def test_a_few_faults_cost_points_only(self):
        found = judge(120, by_interviewer=[True] * 40 + [False] * 80, outcome=[None] * 30 + [50, 60] * 45)
        # 32 of 40 for 80 pairs, 11.25 of 15 without 30 gaps, 10 of 15 for a third rated by interviewers
        self.assertEqual((found.value, found.verdict, found.reasons, found.usable), (83, "good", (), 80))
        found = judge(120, by_interviewer=[False] * 80 + [True] * 40, outcome=[None] * 30 + [50, 60] * 45)
        self.assertEqual((found.value, found.verdict, found.usable), (71, "usable", 50))

    def test_the_limits_themselves_are_allowed(self):
        self.assertEqual((judge(30).value, judge(30).verdict), (72, "usable"))
        self.assertEqual((judge(50).value, judge(50).verdict), (80, "good"))
        values = [151] * 6 + [50 + place for place in range(60)] + [50] * 54  # 5 % of 120
        self.assertEqual(judge(120, outcome=values).reasons, ())

    def test_hired_before_the_interview_was_scored(self):
        found = judge(120, scored=[MEASURED] * 10 + [SCORED] * 110)
        self.assertEqual((part_of(found, "dates").bad, found.verdict), (10, "refuse"))

    def test_an_outcome_without_date_is_no_fault_of_dates(self):
        self.assertEqual(part_of(judge(120, measured=[None] * 120), "dates").bad, 0)

    def test_outcomes_that_do_not_vary(self):
        found = judge(120, outcome=[100] * 120)
        self.assertEqual((found.verdict, found.reasons), ("refuse", ("no_variance",)))

    def test_unequal_columns_are_refused(self):
        with self.assertRaises(ValueError):
            judge(120, person=[1])
