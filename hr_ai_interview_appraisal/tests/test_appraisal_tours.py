from odoo.addons.hr_ai_interview.tests.interview_common import SessionCase
from odoo.addons.web.tests.test_js import unit_test_error_checker
from odoo.tests import HttpCase, tagged

from .common import AppraisalCase

PHONE = "390x844"
#: How the test page of Odoo names the suite "@hr_ai_interview_appraisal" (HOOTCommon._generate_hash).
SUITE = "c82b95a5"


@tagged("post_install", "-at_install")
class TestAppraisalTours(HttpCase, AppraisalCase, SessionCase):
    """An appraisal in a browser: the employee on a phone, manager and HR at a desk."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Two competencies: the one the interview was about, and cooperation.
        cls.job.interview_competency_ids.filtered(
            lambda link: link.competency_id not in (cls.competency | cls.cooperation)
        ).unlink()
        cls.reveal(cls.interview, first=(6,), second=(8,))
        cls.applicant.with_user(cls.users["officer"]).record_decision(
            {"decision": "hire", "comment": "Measures first."}
        )
        cls.worker.interview_key = cls.applicant._get_interview_key()
        cls.appraisal.unlink()
        cls.appraisal = cls.make_appraisal(cls.worker)

    def tour(self, name, path, role, phone=False):
        self.browser_size = PHONE if phone else HttpCase.browser_size
        self.touch_enabled = phone
        self.start_tour(path, f"hr_ai_interview_appraisal_{name}", login=self.users[role].login, timeout=120)
        self.env.invalidate_all()

    def test_from_the_employee_to_the_result(self):
        appraisal = self.appraisal
        self.tour("self", "/odoo/my-appraisals", "employee", phone=True)
        self.assertEqual(appraisal.state, "manager")
        self.assertEqual(appraisal.rating_ids.mapped("self_score"), [9.0, 4.0])
        self.assertEqual(appraisal.self_summary, "A good half-year")
        self.assertIn("three faults", appraisal.rating_ids[0].self_comment)

        self.tour("manager", "/odoo/team-appraisals", "boss")
        self.assertEqual(appraisal.state, "calibration")
        self.assertEqual(appraisal.kpi_ids.mapped("actual"), [97.5, False])
        self.assertEqual(appraisal.kpi_ids.mapped("status"), ["measured", "not_measured"])
        self.assertEqual(appraisal.rating_ids.mapped("manager_score"), [6.0, 5.0])

        self.tour("hr", "/odoo/interview-appraisals", "hr")
        self.assertEqual((appraisal.state, appraisal.rating), ("closed", 7.0))
        outcome = self.env["hr.interview.outcome"].search([("external_id", "=", f"appraisal:{appraisal.id}")])
        self.assertEqual((outcome.rating, outcome.applicant_id), (7.0, self.applicant))

        self.tour("read", "/odoo/my-appraisals", "employee", phone=True)


@tagged("post_install", "-at_install")
class TestAppraisalUnit(HttpCase):
    def test_unit(self):
        """The JavaScript unit tests of static/tests/unit."""
        self.browser_js(
            f"/web/tests?headless&loglevel=2&preset=desktop&timeout=15000&id={SUITE}",
            "",
            "",
            login="admin",
            timeout=300,
            success_signal="[HOOT] Test suite succeeded",
            error_checker=unit_test_error_checker,
        )
