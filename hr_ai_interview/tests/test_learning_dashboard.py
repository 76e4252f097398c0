from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from .learning_common import LearningCase


@tagged("post_install", "-at_install")
class TestLearningDashboard(LearningCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.people = cls.make_past()

    def board(self, role="manager", **options):
        return self.as_user(role)["hr.interview.learning.run"].get_dashboard(options)

    def test_an_empty_company_says_what_is_missing(self):
        self.keep_outcomes(0)
        board = self.board()
        message = "0 outcomes; a reliable ranking needs about 150."
        self.assertEqual(board["outcomes"], {"n": 0, "needed": 150, "message": message})
        self.assertEqual(
            (board["runs"], board["latest"], board["ledger"], board["bands"]), ([], False, [], [])
        )
        self.assertEqual(board["predictor"].get("importance", []), [])

    def test_it_shows_the_newest_run_with_n_and_intervals(self):
        run = self.make_run()
        board = self.board("analyst")
        self.assertEqual(board["outcomes"]["n"], 200)
        self.assertEqual(board["latest"]["run_id"], run.id)
        self.assertEqual([row["run_id"] for row in board["runs"]], [run.id])
        self.assertEqual(len(board["ledger"]), len(self.bank))
        self.assertEqual(
            [row["validity"] for row in board["ledger"]],
            sorted((row["validity"] for row in board["ledger"]), reverse=True),
            "best first",
        )
        [band] = board["bands"]
        self.assertEqual(band["name"], "Fault analysis")
        self.assertEqual(sum(part["n"] for part in band["bands"]), 200)
        for part in band["bands"]:
            self.assertEqual(part["value"] is False, part["n"] < 10)
        [kpi] = board["kpis"]
        self.assertEqual((kpi["name"], kpi["n"]), ("Crane availability", 200))
        self.assertEqual(sum(row["n"] for row in board["composite"]["chances"]), 200)

    def test_figures_of_runs_have_their_intervals(self):
        self.make_run()
        [run] = self.board("auditor")["runs"]
        self.assertLess(run["hit_low"], run["hit_rate"])
        self.assertLess(run["hit_rate"], run["hit_high"])
        self.assertLess(run["success_low"], run["success_ratio"])

    def test_tables_have_a_cell_for_each_column(self):
        self.make_run()
        tables = self.board("analyst")["tables"]
        for name, table in tables.items():
            self.assertTrue(table["rows"] or name in ("features", "importance", "time_to_hire"), name)
            for row in table["rows"]:
                self.assertEqual(len(row), len(table["columns"]), name)
                for column, value in zip(table["columns"], row, strict=True):
                    if column["kind"] == "text":
                        self.assertIsInstance(value, str, f"{name}: {column['label']}")
                    elif column["kind"].endswith("_range"):
                        self.assertTrue(value is False or value[0] <= value[1], name)
                    else:
                        self.assertTrue(value is False or isinstance(value, int | float), name)

    def test_a_rolled_back_run_stays_visible_and_a_refused_one_is_not_the_latest(self):
        first, second = self.make_run(), self.make_run()
        self.by("manager", second).refuse("Not convincing.")
        board = self.board("analyst")
        self.assertEqual(board["latest"]["run_id"], first.id)
        self.assertEqual([row["state"] for row in board["runs"]], ["proposed", "refused"])

    def test_the_newest_run_is_the_one_that_counts(self):
        """Ordered by "run_id" the ledger gave the oldest run, whose rows then drew the questions on trial."""
        first = self.make_run()
        self.by("manager", first).approve("Good.")
        second = self.make_run()
        Validity = self.env["hr.interview.learning.validity"]
        newest = Validity._get_newest(self.bank, self.family, self.env.company)
        self.assertEqual({row.run_id for row in newest.values()}, {first}, "the other is only proposed")
        self.by("manager", second).approve("Better.")
        newest = Validity._get_newest(self.bank, self.family, self.env.company)
        self.assertEqual({row.run_id for row in newest.values()}, {second})
        self.assertEqual(Validity.search([], limit=1).run_id, second)

    def test_time_to_hire_is_a_median_with_n_and_the_middle_half_of_enough(self):
        applicants = self.make_applicant(), *(self.make_applicant() for _n in range(5))
        for number, applicant in enumerate(applicants):
            closed = "2026-05-20" if number else "2026-04-20"
            query = "UPDATE hr_applicant SET create_date = %s::date - %s, date_closed = %s WHERE id = %s"
            self.env.cr.execute(query, (closed, 10 * (number + 1), closed, applicant.id))
        self.env.invalidate_all()
        with freeze_time("2026-06-15"):
            months = self.board()["time_to_hire"]
        self.assertEqual(
            months,
            [
                {"month": "2026-04", "n": 1, "days": 10.0, "low": False, "high": False},
                {"month": "2026-05", "n": 5, "days": 40.0, "low": 30.0, "high": 50.0},
            ],
        )

    def test_nothing_of_one_person_is_in_it(self):
        self.make_run()
        text = str(self.board("analyst"))
        self.assertFalse([a for a in self.people if f"'{a.partner_name}'" in text])
        self.assertNotIn("applicant", text)

    def test_who_may_open_it(self):
        for role in ("manager", "analyst", "auditor"):
            self.assertTrue(self.board(role))
        for role in ("officer", "interviewer", "reviewer", "employee"):
            self.assertTrue(self.raises(AccessError, self.board, role))

    def test_the_number_of_queries_does_not_grow_with_the_past(self):
        self.make_run()
        manager = self.as_user("manager")["hr.interview.learning.run"]
        manager.get_dashboard({})
        self.env.invalidate_all()
        with self.assertQueryCount(40):
            manager.get_dashboard({})

    def test_misses_name_the_people_and_what_they_said(self):
        found = self.as_user("manager")["hr.interview.learning.run"].get_misses({"limit": 3})
        self.assertEqual(found["n"], 200)
        kinds = [row["kind"] for row in found["people"]]
        self.assertEqual(kinds, ["over"] * 3 + ["under"] * 3)
        for row in found["people"]:
            self.assertEqual(row["kind"] == "over", row["outcome"] < row["expected"])
            self.assertEqual(len(row["answers"]), len(self.bank))
        [dimension] = found["dimensions"]
        self.assertEqual(
            (dimension["name"], dimension["n"], dimension["status"]), ("Fault analysis", 200, "ok")
        )
        self.assertRegex(dimension["message"], r"^Fault analysis.* r = -?0\.\d\d \(.* to .*\), n = 200\.$")

    def test_a_dimension_that_misleads_is_named_with_its_numbers(self):
        row = {
            "name": "Fault analysis",
            "value": -0.31,
            "low": -0.5,
            "high": -0.09,
            "n": 64,
            "kind": "over_rated",
        }
        say = self.env["hr.interview.learning.run"]._say_miss_dimension
        self.assertEqual(say(row), "Fault analysis is over-rated: r = -0.31 (-0.50 to -0.09), n = 64.")
        low = {**row, "value": False, "low": False, "high": False, "n": 12, "kind": False}
        self.assertEqual(say(low), "Fault analysis: insufficient evidence, n = 12 (at least 30 are needed).")

    def test_misses_are_for_administrators(self):
        for role in ("officer", "interviewer", "analyst", "auditor", "employee"):
            run = self.as_user(role)["hr.interview.learning.run"]
            self.assertTrue(self.raises(AccessError, run.get_misses, {}))

    def test_too_few_hires_have_no_misses(self):
        self.keep_outcomes(20)
        found = self.as_user("manager")["hr.interview.learning.run"].get_misses({})
        self.assertEqual((found["n"], found["people"]), (0, []))
        self.assertEqual(found["dimensions"][0]["status"], "insufficient")
