from odoo.exceptions import AccessError
from odoo.tests import tagged

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
        self.assertEqual(board["outcomes"], {"n": 0, "needed": 150})
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

    def test_misses_are_for_administrators(self):
        for role in ("officer", "interviewer", "analyst", "auditor", "employee"):
            run = self.as_user(role)["hr.interview.learning.run"]
            self.assertTrue(self.raises(AccessError, run.get_misses, {}))

    def test_too_few_hires_have_no_misses(self):
        self.keep_outcomes(20)
        found = self.as_user("manager")["hr.interview.learning.run"].get_misses({})
        self.assertEqual((found["n"], found["people"]), (0, []))
        self.assertEqual(found["dimensions"][0]["status"], "insufficient")
