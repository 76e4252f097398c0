import psycopg2.errors

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .learning_common import LearningCase


@tagged("post_install", "-at_install")
class TestLearningBrakes(LearningCase):
    """What holds a run, and that nobody gets past it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.make_past()

    def gates(self, result):
        return {gate["name"]: gate["status"] for gate in result["gates"]}

    def test_each_brake_has_a_verdict_and_a_sentence_with_numbers(self):
        result = self.run_cycle()
        self.assertEqual(
            list(self.gates(result)),
            [
                "data_quality",
                "minimum",
                "plausible",
                "placebo",
                "hold_out",
                "step",
                "drift",
                "prospective",
                "fairness",
            ],
        )
        for gate in result["gates"]:
            self.assertTrue(gate["detail"], gate["name"])
            self.assertEqual(gate["passed"], gate["status"] == "passed")

    def test_fairness_without_group_labels_is_not_run_and_never_passed(self):
        [gate] = [gate for gate in self.run_cycle()["gates"] if gate["name"] == "fairness"]
        self.assertEqual((gate["passed"], gate["status"]), (False, "not_run"))

    def test_too_few_outcomes_hold_the_run(self):
        self.keep_outcomes(40)
        result = self.run_cycle()
        self.assertEqual(self.gates(result)["minimum"], "failed")
        run = self.env["hr.interview.learning.run"].browse(result["run_id"])
        with self.assertRaisesRegex(UserError, "40 outcomes"):
            self.by("manager", run).approve("I want it anyway.")
        self.assertFalse(run.weight_ids)

    def test_a_company_may_ask_for_more_and_never_for_fewer_than_30(self):
        self.env.company.interview_learning_minimum = 300
        self.assertEqual(self.gates(self.run_cycle())["minimum"], "failed")
        with mute_logger("odoo.sql_db"), self.assertRaises(psycopg2.errors.CheckViolation):
            self.env.company.interview_learning_minimum = 10
            self.env.flush_all()

    def test_no_outcome_at_all_is_an_honest_nothing(self):
        self.keep_outcomes(0)
        result = self.run_cycle()
        self.assertEqual((result["n_pairs"], result["hit_rate"], result["success_ratio"]), (0, False, False))
        for row in result["proposals"]:
            self.assertEqual(
                (row["status"], row["validity"], row["low"], row["n"]), ("insufficient", False, False, 0)
            )
            self.assertEqual(row["proposed"], row["weight"])
        self.assertEqual(result["predictor"]["status"], "insufficient")

    def test_nobody_was_interviewed(self):
        self.env["hr.interview.decision"].search([]).write({"is_current": False})
        result = self.run_cycle()
        self.assertEqual((result["n_people"], result["proposals"], result["hit_rate"]), (0, [], False))

    def test_outcomes_that_are_all_the_same_say_nothing(self):
        self.env["hr.interview.outcome"].search([]).write({"attainment": 1.0, "is_met": "met"})
        result = self.run_cycle()
        self.assertEqual({row["status"] for row in result["proposals"]}, {"degenerate"})
        self.assertEqual({row["validity"] for row in result["proposals"]}, {False})
        self.assertEqual(self.gates(result)["data_quality"], "failed")

    def test_everybody_hired_is_no_error(self):
        self.env["hr.interview.decision"].search([("decision", "=", "reject")]).write({"is_current": False})
        result = self.run_cycle()
        self.assertEqual((result["n_people"], result["n_pairs"]), (200, 200))

    def test_outcomes_judged_by_the_interviewer_do_not_count(self):
        rows = self.env["hr.interview.outcome"].search([], limit=30)
        rows.write({"is_rater_interviewer": True})
        result = self.run_cycle()
        self.assertEqual(result["n_pairs"], 170)
        run = self.env["hr.interview.learning.run"].browse(result["run_id"])
        self.assertEqual(run.facts["counts"]["by_interviewer"], 30)

    def test_who_was_dismissed_missed_the_target_even_without_figures(self):
        row = self.env["hr.interview.outcome"].search([("is_met", "=", "met")], limit=1)
        row.write({"attainment": False, "is_met": False, "is_involuntary": True})
        run = self.make_run()
        self.assertEqual(run.n_success, 200)

    def test_a_dismissal_never_makes_a_result_better(self):
        worst = self.env["hr.interview.outcome"].search([], order="attainment", limit=1)
        before = self.run_cycle(dry_run=True)["proposals"]
        worst.write({"is_involuntary": True})
        self.assertEqual(self.run_cycle(dry_run=True)["proposals"], before)

    def test_superseded_outcomes_and_other_windows_do_not_count(self):
        rows = self.env["hr.interview.outcome"].search([])
        rows[:10].write({"is_current": False})
        rows[10:20].write({"window_days": 90})
        self.assertEqual(self.run_cycle()["n_pairs"], 180)
        self.assertEqual(self.run_cycle(window_days=90)["n_pairs"], 10)

    def test_a_poisoned_hundredth_moves_no_weight_by_more_than_a_step(self):
        before = {row["question_id"]: row["proposed"] for row in self.run_cycle(dry_run=True)["proposals"]}
        worst = self.env["hr.interview.outcome"].search([], order="attainment", limit=2)
        worst.write({"attainment": 2.0, "is_met": "met"})
        after = {row["question_id"]: row["proposed"] for row in self.run_cycle(dry_run=True)["proposals"]}
        for key, weight in before.items():
            self.assertLessEqual(abs(after[key] - 1.0), 0.25 + 1e-9, "a step from the weight in force")
            self.assertLess(abs(after[key] - weight), 0.25)

    def test_questions_on_trial_enter_the_ledger_as_such(self):
        query = "UPDATE hr_interview_answer SET is_counted = false WHERE question_id IN %s"
        self.env.cr.execute(query, (tuple((self.bank[0] | self.bank[5]).ids),))
        self.env.invalidate_all()
        rows = {row["question_id"]: row for row in self.run_cycle()["proposals"]}
        self.assertEqual(rows[self.bank[0].id]["weight"], 0.0)
        self.assertEqual(rows[self.bank[1].id]["weight"], 1.0)
        run = self.env["hr.interview.learning.run"].search([], limit=1)
        self.assertEqual(run.validity_ids.filtered("is_trial").question_id, self.bank[0] | self.bank[5])
        self.assertEqual(rows[self.bank[0].id]["n"], 200)

    def test_people_of_jobs_without_a_family_and_of_other_companies_stay_out(self):
        other = self.env["res.company"].create({"name": "Elsewhere"})
        self.env["hr.interview.decision"].search([], limit=5).write({"company_id": other.id})
        self.assertEqual(self.run_cycle()["n_people"], 395)
        self.job.interview_family_id = False
        self.assertEqual(self.run_cycle()["n_people"], 0)

    def test_bad_options(self):
        for options in (
            {"window_days": 100}, {"window_days": "180"}, {"window_days": True}, {"criterion": "mood"},
            {"company_id": 999_999}, {"job_ids": "all"}, {"secret": 1}, {"dry-run": True},
        ):  # fmt: skip
            with self.subTest(options=options):
                self.assertTrue(self.raises(UserError, self.run_cycle, **options))
