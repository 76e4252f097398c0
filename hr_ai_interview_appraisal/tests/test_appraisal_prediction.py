from odoo.addons.hr_ai_interview.tests.interview_common import SessionCase
from odoo.tests import tagged

from .common import AppraisalCase


@tagged("post_install", "-at_install")
class TestAppraisalPrediction(AppraisalCase, SessionCase):
    """What the interview had said: after closing, to HR and recruitment administrators, never to the employee."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Decided on by the panel's scores, hired: the employee carries the pseudonym of the applicant.
        cls.reveal(cls.interview, first=(6,), second=(8,))
        cls.by_officer = cls.applicant.with_user(cls.users["officer"])
        cls.by_officer.record_decision({"decision": "hire", "comment": "Measures first."})
        cls.worker.interview_key = cls.applicant._get_interview_key()

    def prediction(self, role):
        return self.sheet(role, self.appraisal)["prediction"]

    def test_only_after_closing_and_only_to_those(self):
        self.job.interviewer_ids = self.users["boss"]
        self.users["manager"].group_ids |= self.env.ref("hr.group_hr_user")
        roles = ("hr", "manager", "boss", "head", "employee", "auditor")
        for step in (lambda: None, self.write_self, self.write_manager):
            if step in (self.write_self, self.write_manager):
                step(self.appraisal)
            for role in roles:
                self.assertIs(self.prediction(role), False, role)
        self.by("hr", self.appraisal).close()
        for role in ("boss", "head", "employee", "auditor"):
            self.assertIs(self.prediction(role), False, role)
        for role in ("hr", "manager"):
            said = self.prediction(role)
            self.assertEqual(said["composite"], 7.0)
            rows = {row["competency_id"]: (row["interview"], row["appraisal"]) for row in said["dimensions"]}
            self.assertEqual(rows[self.competency.id], (7.0, 6.0), role)
        self.by("hr", self.appraisal).reopen("manager", "A wrong figure")
        self.assertIs(self.prediction("hr"), False)

    def test_a_manager_who_administers_recruitment_sees_it(self):
        self.users["boss"].group_ids |= self.env.ref("hr_recruitment.group_hr_recruitment_manager")
        self.to_calibration(self.appraisal)
        self.assertIs(self.prediction("boss"), False)
        self.by("hr", self.appraisal).close()
        self.assertEqual(self.prediction("boss")["composite"], 7.0)

    def test_hr_never_sees_their_own(self):
        self.users["employee"].group_ids |= self.env.ref("hr.group_hr_user")
        self.to_closed(self.appraisal)
        self.assertIs(self.prediction("employee"), False)

    def test_the_decision_in_force_counts(self):
        overrides = [{"competency_id": self.competency.id, "score": 2, "reason": "Referees say otherwise"}]
        self.by_officer.record_decision(
            {"decision": "hire", "comment": "All the same.", "overrides": overrides}
        )
        self.to_closed(self.appraisal)
        rows = {row["competency_id"]: row["interview"] for row in self.prediction("hr")["dimensions"]}
        self.assertEqual(rows[self.competency.id], 2.0)

    def test_who_was_not_interviewed_has_none(self):
        other = self.make_appraisal(self.make_employee("Other", job_id=self.job.id, parent_id=self.boss.id))
        self.write_manager(other)
        self.by("hr", other).close()
        self.assertIs(self.sheet("hr", other)["prediction"], False)
