from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import AppraisalCase


@tagged("post_install", "-at_install")
class TestAppraisalOutcome(AppraisalCase):
    """A closed appraisal is an outcome of the hire, once."""

    def outcomes(self, appraisal=None, **context):
        return self.env["hr.interview.outcome"].search(
            [("external_id", "=", f"appraisal:{(appraisal or self.appraisal).id}")]
        )

    def test_closing_writes_one(self):
        self.to_calibration(self.appraisal, figures=(97, 40))
        self.assertFalse(self.outcomes())
        self.by("hr", self.appraisal).close()
        [outcome] = self.outcomes()
        self.assertEqual((outcome.employee_id, outcome.window_days), (self.worker, 180))
        self.assertEqual((outcome.source, outcome.date), ("appraisal", self.appraisal.date_to))
        self.assertEqual((outcome.rating, outcome.rater_user_id), (self.appraisal.rating, self.users["boss"]))
        self.assertEqual(outcome.recorder_id, self.users["hr"])
        self.assertTrue(outcome.is_current)
        lines = {line.kpi_id: line for line in outcome.line_ids}
        self.assertEqual(lines[self.kpi].actual, 97.0)
        self.assertEqual((lines[self.downtime].target, lines[self.downtime].actual), (20.0, 40.0))
        for line in self.appraisal.kpi_ids:
            self.assertEqual(line.attainment, lines[line.kpi_id].attainment, "one rule for both")

    def test_a_kpi_needs_no_code(self):
        self.kpi.code = False
        self.to_closed(self.appraisal)
        self.assertEqual(self.outcomes().line_ids.kpi_id, self.kpi | self.downtime)

    def test_the_calibrated_rating_is_the_outcome(self):
        self.to_calibration(self.appraisal)
        self.by("hr", self.appraisal).calibrate({"rating": 3, "note": "Figures of another crane"})
        self.by("hr", self.appraisal).close()
        self.assertEqual(self.outcomes().rating, 3.0)

    def test_closing_again_doubles_nothing(self):
        self.to_closed(self.appraisal)
        self.by("hr", self.appraisal).reopen("calibration", "Look again")
        self.by("hr", self.appraisal).close()
        self.assertEqual(len(self.outcomes()), 1, "nothing had changed")
        self.assertTrue(self.raises(UserError, self.by("hr", self.appraisal).close))

    def test_what_changed_meanwhile_supersedes(self):
        self.to_closed(self.appraisal)
        first = self.outcomes()
        self.by("hr", self.appraisal).reopen("manager", "A wrong figure")
        self.assertTrue(first.is_current, "it stands until the appraisal is closed again")
        self.by("boss", self.appraisal).submit_view({"kpis": self.kpi_rows(self.appraisal, 50, 20)})
        self.by("hr", self.appraisal).close()
        second = self.outcomes() - first
        self.assertEqual((first.is_current, first.superseded_by_id), (False, second))
        self.assertEqual((second.is_current, len(second)), (True, 1))

    def test_what_the_store_refuses_stays_open(self):
        tomorrow = fields.Date.today() + timedelta(days=1)
        young = self.make_employee("Young", days=10, job_id=self.job.id, parent_id=self.boss.id)
        for appraisal, words in (
            (self.make_appraisal(young), "The window ends on"),
            (self.make_appraisal(self.worker, date_to=tomorrow), "future"),
        ):
            with self.subTest(words=words):
                if appraisal.state == "self":
                    self.write_self(appraisal)
                self.write_manager(appraisal)
                with self.assertRaisesRegex(UserError, f"stays open: .*{words}"):
                    self.by("hr", appraisal).close()
                self.env.invalidate_all()
                self.assertEqual((appraisal.state, appraisal.rating), ("calibration", False))
                self.assertFalse(self.outcomes(appraisal))

    def test_one_refused_closes_none_of_them(self):
        young = self.make_employee("Young", days=10, job_id=self.job.id, parent_id=self.boss.id)
        second = self.make_appraisal(young)
        self.to_calibration(self.appraisal)
        self.write_manager(second)
        self.assertTrue(self.raises(UserError, self.by("hr", self.appraisal | second).close))
        self.assertEqual((self.appraisal.state, second.state), ("calibration", "calibration"))
        self.assertFalse(self.outcomes())

    def test_nothing_to_say_is_no_outcome(self):
        self.write_self(self.appraisal)
        self.write_manager(self.appraisal, False, False, figures=(False, False))
        self.by("hr", self.appraisal).close()
        self.assertEqual((self.appraisal.state, self.appraisal.has_outcome), ("closed", False))
        self.assertFalse(self.outcomes())

    def test_a_stored_outcome_is_not_left_standing_by_an_empty_appraisal(self):
        self.to_closed(self.appraisal)
        by_hr = self.by("hr", self.appraisal)
        by_hr.reopen("manager", "All of it was of another person")
        self.write_manager(self.appraisal, False, False, figures=(False, False))
        with self.assertRaisesRegex(UserError, "has an outcome"):
            by_hr.close()
        self.assertTrue(self.raises(UserError, by_hr.cancel, "Then not"))

    def test_the_window_of_a_stored_outcome_stays(self):
        """Under another window the same id is refused by the store, and the appraisal could not be closed."""
        self.to_closed(self.appraisal)
        self.by("hr", self.appraisal).reopen("manager", "A wrong figure")
        self.assertTrue(self.raises(UserError, self.by("hr", self.appraisal).write, {"window_days": "90"}))
