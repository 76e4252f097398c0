from odoo.addons.web.tests.test_js import unit_test_error_checker
from odoo.tests import HttpCase, new_test_user, tagged

from .common import DUTIES

#: How the test page of Odoo names the suite "@hr_ai_interview" (HOOTCommon._generate_hash).
SUITE = "be589aff"


@tagged("post_install", "-at_install")
class TestTours(HttpCase):
    """The main job in a browser, as an officer who may review."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.recruiter = new_test_user(
            cls.env,
            login="tour_recruiter",
            groups="base.group_user,hr_recruitment.group_hr_recruitment_user,hr_ai_interview.group_reviewer",
        )
        kpi = cls.env["hr.interview.kpi"].create({"name": "Crane availability", "target": 97, "unit": "%"})
        competencies = cls.env["hr.interview.competency"].create(
            [{"name": "Fault analysis"}, {"name": "Safety"}]
        )
        cls.job = cls.env["hr.job"].create(
            {
                "name": "Tour crane technician",
                "user_id": cls.recruiter.id,
                "interview_duties": DUTIES,
                "interview_kpi_ids": [(0, 0, {"kpi_id": kpi.id, "weight": 2.0})],
                "interview_competency_ids": [(0, 0, {"competency_id": c.id}) for c in competencies],
                "interview_round_ids": [(0, 0, {"name": "Technical round", "minutes": 60})],
            }
        )

    def test_main_flow(self):
        self.start_tour("/odoo", "hr_ai_interview_main_flow", login=self.recruiter.login, timeout=180)
        questions = self.job.interview_question_ids
        self.assertEqual(len(questions), 6)
        self.assertEqual(len(questions.filtered(lambda q: q.state == "approved")), 3)
        self.assertEqual(len(questions.filtered(lambda q: q.state == "retired")), 1)
        edited = questions.filtered(lambda q: q.editor_id == self.recruiter)
        self.assertEqual(edited.state, "review")
        self.assertIn("hydraulic fault", edited.text)
        kit = self.job.interview_kit_ids
        self.assertEqual(kit.state, "ready")
        self.assertTrue(kit.line_ids)

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
