"""The examples in the rule of New York City's Local Law 144 (PSYCHOMETRICS.md A6.5)."""

import unittest

from ..local_law_144 import audit_table, scoring_audit, selection_audit

SEX = {"male": (667, 1390), "female": (555, 1181)}
RACE = {
    "white": (412, 797),
    "black": (170, 390),
    "nhpi": (52, 119),
    "asian": (302, 616),
    "aian": (18, 41),
    "two": (96, 213),
}
SCORED_SEX = {"male": (50, 92), "female": (34, 76)}
SCORED_RACE = {
    "hispanic": (18, 28),
    "white": (15, 40),
    "black": (16, 32),
    "nhpi": (5, 8),
    "asian": (10, 24),
    "aian": (10, 16),
    "two": (10, 20),
}


def ratios(table, places=2):
    return {row.category: None if row.value is None else round(row.value, places) for row in table.categories}


class TestExamples(unittest.TestCase):
    def test_selection(self):
        self.assertEqual(ratios(audit_table(SEX), 3), {"male": 1.0, "female": 0.979})
        self.assertEqual([round(row.rate, 2) for row in audit_table(SEX).categories], [0.48, 0.47])
        # As printed; .842 from the rule's own intersectional table.
        printed = audit_table(RACE | {"hispanic": (204, 408)}, small=0)
        self.assertEqual(
            ratios(printed),
            {
                "white": 1.0,
                "black": 0.84,
                "nhpi": 0.85,
                "asian": 0.95,
                "aian": 0.85,
                "two": 0.87,
                "hispanic": 0.97,
            },
        )
        self.assertEqual(round(printed.categories[0].rate, 2), 0.52)
        people = audit_table(RACE | {"hispanic": (82 + 90, 190 + 205)}, small=0)
        self.assertEqual((people.n, ratios(people, 3)["hispanic"]), (2571, 0.842))
        self.assertEqual(round(people.categories[-1].rate, 3), 0.435)

    def test_rates_are_not_rounded_first(self):
        self.assertEqual(ratios(audit_table(RACE), 4)["black"], 0.8432)

    def test_scoring(self):
        self.assertEqual(ratios(audit_table(SCORED_SEX)), {"male": 1.0, "female": 0.82})
        self.assertEqual([round(row.rate, 3) for row in audit_table(SCORED_SEX).categories], [0.543, 0.447])
        found = audit_table(SCORED_RACE)
        self.assertEqual(
            ratios(found),
            {
                "hispanic": 1.0,
                "white": 0.58,
                "black": 0.78,
                "nhpi": 0.97,
                "asian": 0.65,
                "aian": 0.97,
                "two": 0.78,
            },
        )
        rates = [round(100 * row.rate, 2) for row in found.categories]
        self.assertEqual(rates, [64.29, 37.5, 50.0, 62.5, 41.67, 62.5, 50.0])

    def test_forty_of_a_hundred(self):
        self.assertEqual(audit_table({"a": (40, 100)}).categories[0].rate, 0.40)


class TestTables(unittest.TestCase):
    def test_small_categories_are_shown_without_ratio(self):
        """41 of 2,176 people are 1.9 %."""
        found = audit_table(RACE)
        row = next(row for row in found.categories if row.category == "aian")
        self.assertEqual((row.n, row.count, row.value, row.reason), (41, 18, None, "small_category"))
        self.assertAlmostEqual(row.rate, 18 / 41)
        best = audit_table({"a": (50, 100), "b": (40, 100), "c": (1, 1)})
        self.assertEqual(ratios(best), {"a": 1.0, "b": 0.8, "c": None})

    def test_selection_of_people(self):
        rows = [("m", "x", True)] * 30 + [("m", "y", False)] * 30 + [("f", "x", True)] * 20
        rows += [("f", "x", False)] * 40 + [(None, "x", True)] * 3 + [("m", None, False)] * 4
        found = selection_audit(rows)
        self.assertEqual((found.unknown, found.sex.unknown, found.median), (7, 7, None))
        self.assertEqual(ratios(found.sex, 4), {"m": 1.0, "f": 0.6667})
        self.assertEqual(ratios(found.race), {"x": 1.0, "y": 0.0})
        self.assertEqual(
            ratios(found.intersection, 4), {("m", "x"): 1.0, ("m", "y"): 0.0, ("f", "x"): 0.3333}
        )
        self.assertEqual({table.n for table in (found.sex, found.race, found.intersection)}, {120})
        with self.assertRaises(ValueError):
            selection_audit([("m", "x", None)])

    def test_scores_equal_to_the_median_are_not_above_it(self):
        rows = [("m", "x", score) for score in (1, 5, 5, 5, 9)] + [("f", "x", 5)] * 2 + [("f", "x", None)] * 3
        found = scoring_audit(rows)
        self.assertEqual((found.median, found.unscored, found.sex.n), (5, 3, 7))
        self.assertEqual([(row.count, row.n) for row in found.sex.categories], [(1, 5), (0, 2)])

    def test_the_median_is_that_of_all_who_were_scored(self):
        rows = [("m", "x", 4), ("f", "x", 6), (None, "x", 8), (None, None, 9), (None, "y", 10)]
        self.assertEqual(scoring_audit(rows).median, 8)
        self.assertEqual(scoring_audit(rows).unknown, 3)

    def test_an_empty_field_is_no_score(self):
        with self.assertRaises(ValueError):
            scoring_audit([("m", "x", 5), ("f", "x", False)])

    def test_nobody(self):
        self.assertEqual(selection_audit([]).sex.categories, ())
        self.assertEqual(scoring_audit([("m", "x", None)]).unscored, 1)
        none = audit_table({"a": (0, 10), "b": (0, 10), "c": (0, 0)})
        self.assertEqual(
            [row.reason for row in none.categories], ["nobody_selected", "nobody_selected", "nobody"]
        )
        self.assertEqual(
            [(row.value, row.rate) for row in none.categories], [(None, 0), (None, 0), (None, None)]
        )
        self.assertEqual((none.n, none.unknown), (20, 0))
