import json

import numpy as np

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import SQL, mute_logger

from ..learning import Model, Neighbours, from_json_with_frame
from ..learning.prediction_models import Fitted
from .learning_common import LOADINGS, LearningCase

KEYS = {
    "applicant_id", "probability", "low", "high", "n", "status", "reason", "message", "model", "run_id", "note",
}  # fmt: skip


@tagged("post_install", "-at_install")
class TestLearningPrediction(LearningCase):
    """What an approved run says about candidates, to whom, and what it never says."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.make_past(noise=0.3)
        cls.weak, cls.strong = cls.make_candidates([4.0], [8.0])

    @classmethod
    def make_candidates(cls, *levels):
        """Candidates whose scores are open, with these levels in each question (one = the same in all)."""
        applicants = cls._add_applicants(len(levels))
        rows = [row * len(LOADINGS) if len(row) == 1 else row for row in levels]
        cls._interview(applicants, np.array(rows), ())
        cls.env.invalidate_all()
        return applicants

    def approve_run(self, **options):
        run = self.make_run(**options)
        self.by("manager", run).approve("The brakes passed.")
        return run

    def predict(self, applicants, role="officer"):
        return self.as_user(role)["hr.interview.learning.run"].predict(applicants.ids)

    def store(self, run, text, of=None):
        """As whoever can write to the database and has not its secret."""
        query = "UPDATE hr_interview_learning_run SET model_text = %s, input_hash = %s WHERE id = %s"
        self.env.cr.execute(query, (text, of or run.input_hash, run.id))
        self.env.invalidate_all()

    def assertNothing(self, row, reason):
        self.assertEqual((row["status"], row["reason"]), ("insufficient", reason))
        self.assertEqual(
            [row[name] for name in ("probability", "low", "high", "n")], [False, False, False, 0]
        )
        self.assertIs(row["model"], False)
        self.assertTrue(row["message"])

    # --- what it says ----------------------------------------------------------------------------

    def test_who_scored_higher_is_more_likely_to_meet_the_target(self):
        run = self.approve_run()
        self.assertIn(run.facts["predictor"]["chosen"], ("composite", "questions"))
        weak, strong = self.predict(self.weak | self.strong)
        self.assertEqual(set(weak), KEYS)
        self.assertEqual((weak["applicant_id"], strong["applicant_id"]), (self.weak.id, self.strong.id))
        for row in (weak, strong):
            self.assertEqual((row["status"], row["run_id"]), ("ok", run.id))
            self.assertEqual(row["model"], run.facts["predictor"]["chosen"])
            self.assertGreaterEqual(row["n"], 30)
            self.assertLessEqual(row["low"], row["probability"])
            self.assertLessEqual(row["probability"], row["high"])
            self.assertIn("A person decides", row["note"])
        self.assertLess(weak["probability"], strong["probability"])

    def test_the_order_asked_for_is_the_order_given(self):
        self.approve_run()
        ids = [self.strong.id, self.weak.id, self.strong.id]
        rows = self.as_user("officer")["hr.interview.learning.run"].predict(ids)
        self.assertEqual([row["applicant_id"] for row in rows], ids[:2])

    def test_people_are_measured_by_those_of_the_run_not_by_those_of_today(self):
        """Standardised among later candidates, the same interview would be worth less the better these are."""
        self.approve_run()
        [before] = self.predict(self.strong)
        self.make_candidates(*[[10.0]] * 30)
        later = self.make_candidates([8.0])
        self.assertEqual(self.predict(self.strong), [before])
        [same] = self.predict(later)
        self.assertEqual(same["probability"], before["probability"])
        [alone] = self.predict(self.strong)
        self.assertEqual(alone, self.predict(self.weak | self.strong)[1])

    def test_a_model_of_questions_reads_each_of_them_by_its_own_column(self):
        run = self.approve_run()
        Run, model = type(run), self._make_model_of_questions(run)
        self.patch(Run, "_load_model", lambda _self: model)
        first, last, none = self.make_candidates([8, 5, 5, 5, 5, 5], [5, 5, 5, 5, 5, 8], [5, 5, 5, 5, 5, 5])
        others = [self.predict(one)[0]["probability"] for one in (first, last, none)]
        self.assertGreater(others[0], others[2], "the first question speaks for the candidate")
        self.assertLess(others[1], others[2], "the last one against")

    def _make_model_of_questions(self, run):
        """The stored model with slopes that tell the columns apart, and a scale for each question."""
        ids = sorted(self.bank.ids)
        slopes = tuple({self.bank[0].id: 0.5, self.bank[5].id: -0.5}.get(question, 0.0) for question in ids)
        size = len(ids)
        fitted = Fitted("questions", (0.0,) * size, (1.0,) * size, 0.0, slopes)
        _model, frame = run._load_model()
        scale = {"mean": [[5.0] * size], "sd": [[1.5] * size], "n": [[400.0] * size]}
        return (
            Model(fitted, 200, 100, 0.05, 0.95, (Neighbours(1.0, 200, 100),)),
            {**frame, "questions": ids, "scores": scale},
        )

    def test_where_no_model_is_better_everybody_gets_the_share_and_is_told_so(self):
        values = np.random.default_rng(5).normal(1, 0.2, 200)
        for outcome, value in zip(self.env["hr.interview.outcome"].search([]), values, strict=True):
            outcome.write({"attainment": value, "is_met": "met" if value >= 1 else "missed"})
        run = self.approve_run()
        self.assertEqual(run.facts["predictor"]["reason"], "no_skill")
        weak, strong = self.predict(self.weak | self.strong)
        self.assertEqual((weak["model"], weak["reason"]), ("base_rate", "no_skill"))
        self.assertEqual(weak["probability"], strong["probability"])
        self.assertAlmostEqual(weak["probability"], run.success_ratio, 3)
        self.assertIn("No model predicts better", weak["message"])

    # --- what it does not say --------------------------------------------------------------------

    def test_without_an_approved_run_there_is_no_number(self):
        [row] = self.predict(self.strong)
        self.assertNothing(row, "no_run")
        self.assertIs(row["run_id"], False)
        run = self.make_run()
        self.assertNothing(self.predict(self.strong)[0], "no_run")
        self.by("manager", run).refuse("No.")
        self.assertNothing(self.predict(self.strong)[0], "no_run")

    def test_a_run_that_is_rolled_back_predicts_no_more(self):
        run = self.approve_run()
        self.assertEqual(self.predict(self.strong)[0]["status"], "ok")
        self.by("manager", run).rollback("The works council objects.")
        self.assertNothing(self.predict(self.strong)[0], "no_run")

    def test_too_few_on_one_side_of_the_target_say_nothing(self):
        self.env["hr.interview.outcome"].search([]).write({"attainment": 1.5, "is_met": "met"})
        few = self.env["hr.interview.outcome"].search([], limit=5)
        few.write({"attainment": 0.5, "is_met": "missed"})
        run = self.make_run()
        self.assertFalse(run.sudo().model_text)
        run.write({"state": "approved"})
        [row] = self.predict(self.strong)
        self.assertNothing(row, "few_in_rarer_class")
        self.assertEqual(row["run_id"], run.id)

    def test_interviews_that_are_not_all_open_give_nothing(self):
        self.approve_run()
        self.strong.interview_ids.write({"is_revealed": False, "state": "running"})
        weak, strong = self.predict(self.weak | self.strong)
        self.assertEqual(weak["status"], "ok")
        self.assertNothing(strong, "not_open")

    def test_one_more_round_that_is_planned_closes_it(self):
        self.approve_run()
        self.env["hr.interview"].create(
            {
                "applicant_id": self.strong.id,
                "job_id": self.job.id,
                "company_id": self.env.company.id,
                "lang": "en",
            }
        )
        self.assertNothing(self.predict(self.strong)[0], "not_open")

    def test_scores_that_are_held_back_from_the_caller_give_nothing(self):
        self.approve_run()
        self.env.company.interview_blind_rounds = True
        self.assertEqual(self.predict(self.strong)[0]["status"], "ok")
        self.env["hr.interview"].create(
            {
                "applicant_id": self.strong.id,
                "job_id": self.job.id,
                "company_id": self.env.company.id,
                "lang": "en",
                "state": "running",
                "is_revealed": False,
                "interviewer_ids": [(6, 0, self.users["officer"].ids)],
            }
        )
        self.assertNothing(self.predict(self.strong)[0], "not_open")

    def test_nobody_was_interviewed(self):
        self.approve_run()
        self.assertNothing(self.predict(self.make_applicant())[0], "not_open")

    def test_a_job_the_run_does_not_know_gives_nothing(self):
        self.approve_run()
        self.strong.job_id = self.make_job(name="Harbour pilot")
        self.assertNothing(self.predict(self.strong)[0], "unknown_job")

    # --- who asks --------------------------------------------------------------------------------

    def test_only_officers_and_administrators_ask(self):
        self.approve_run()
        for role in ("interviewer", "interviewer2", "reviewer", "analyst", "auditor", "employee"):
            with self.subTest(role=role):
                self.assertTrue(self.raises(AccessError, self.predict, self.strong, role))
                mixin = self.as_user(role)["hr.interview.learning.prediction"]
                self.assertTrue(self.raises(AccessError, mixin.predict, self.strong.ids))
                self.assertTrue(
                    self.raises(AccessError, self.by(role, self.strong).read, ["interview_prediction"])
                )
        for role in ("officer", "manager"):
            self.assertEqual(self.predict(self.strong, role)[0]["status"], "ok")

    def test_candidates_of_another_company_do_not_exist(self):
        self.approve_run()
        other = self.env["res.company"].create({"name": "Elsewhere"})
        self.strong.company_id = other
        self.assertTrue(self.raises(UserError, self.predict, self.strong))

    def test_each_company_has_its_own_run(self):
        """A candidate of a company without a run gets no number from that of another one."""
        self.approve_run()
        other = self.env["res.company"].create({"name": "Elsewhere"})
        self.users["officer"].write({"company_ids": [(4, other.id)]})
        # Past the ORM: the job and the panel are those of the first company.
        for records in (self.strong, self.strong.interview_ids):
            table = SQL.identifier(records._table)
            self.env.cr.execute(
                SQL("UPDATE %s SET company_id = %s WHERE id = %s", table, other.id, records.id)
            )
        self.env.invalidate_all()
        Run = self.as_user("officer")["hr.interview.learning.run"]
        both = Run.with_context(allowed_company_ids=[self.env.company.id, other.id])
        weak, strong = both.predict([self.weak.id, self.strong.id])
        self.assertEqual(weak["status"], "ok")
        self.assertNothing(strong, "no_run")
        self.strong.company_id = False
        alone = Run.with_context(allowed_company_ids=[self.env.company.id])
        self.assertNothing(alone.predict(self.strong.ids)[0], "not_open")

    def test_bad_ids(self):
        Run = self.as_user("officer")["hr.interview.learning.run"]
        for ids in (5, "5", ["5"], [True], [1.0], {"id": 5}, None, False, [-1], [2**40], list(range(501))):
            with self.subTest(ids=str(ids)[:20]), mute_logger("odoo.sql_db"):
                self.assertTrue(self.raises(UserError, Run.predict, ids))
        self.assertEqual(Run.predict([]), [])

    # --- how it is kept --------------------------------------------------------------------------

    def test_a_model_with_one_digit_changed_predicts_nothing(self):
        run = self.approve_run()
        text = run.sudo().model_text
        place = text.index('"intercept":') + len('"intercept":') + 3
        digit = next(n for n in range(place, len(text)) if text[n].isdigit())
        changed = text[:digit] + str((int(text[digit]) + 1) % 10) + text[digit + 1 :]
        self.store(run, changed)
        with self.assertRaisesRegex(UserError, "does not bear this database's signature"):
            self.predict(self.strong)
        page = self.by("officer", self.strong).interview_prediction
        self.assertIn("Nothing is predicted", page)
        self.assertNotIn("likely to meet", page)

    def test_what_it_measures_people_by_is_signed_too_and_so_is_the_run_it_belongs_to(self):
        run = self.approve_run()
        text = run.sudo().model_text
        data = json.loads(text)
        data["frame"]["composite"]["mean"][0][0] += 1
        for changed, of in ((json.dumps(data), run.input_hash), ("{}", run.input_hash), (text, "0" * 64)):
            self.store(run, changed, of)
            self.assertTrue(self.raises(UserError, self.predict, self.strong))

    def test_a_copied_database_has_another_secret_and_does_not_predict(self):
        self.approve_run()
        self.env["ir.config_parameter"].sudo().set_param("database.secret", "of the copy")
        with self.assertRaisesRegex(UserError, "the database was copied"):
            self.predict(self.strong)

    def test_nobody_reads_the_stored_model(self):
        run = self.approve_run()
        model, frame = from_json_with_frame(run.sudo().model_text, run._get_model_key())
        self.assertEqual(model.fitted.kind, run.facts["predictor"]["chosen"])
        self.assertEqual(frame["jobs"], self.job.ids)
        self.assertGreaterEqual(len(run._get_model_key()), 32)
        for role in ("manager", "analyst", "auditor"):
            self.assertTrue(self.raises(AccessError, self.by(role, run).read, ["model_text"]), role)

    def test_it_is_shown_to_officers_as_an_ai_suggestion_and_stored_nowhere(self):
        self.approve_run()
        page = self.by("officer", self.strong).interview_prediction
        self.assertIn("AI suggestion", page)
        self.assertIn("A person decides", page)
        field = self.strong._fields["interview_prediction"]
        self.assertEqual((field.store, bool(field.search), field.exportable), (False, False, False))
        applicants = self.as_user("officer")["hr.applicant"]
        for arguments in (([("interview_prediction", "!=", False)],), ([], 0, 1, "interview_prediction")):
            self.assertTrue(self.raises((UserError, ValueError), applicants.search, *arguments))
        self.assertFalse(self.by("officer", self.make_applicant()).interview_prediction)
