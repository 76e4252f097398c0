from unittest.mock import patch

from odoo.addons.web.tests.test_js import unit_test_error_checker
from odoo.tests import HttpCase, new_test_user, tagged

from ..engine.tests.fault_server import FaultServer
from .ai_common import draft_reply
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


@tagged("post_install", "-at_install")
class TestPhone(HttpCase):
    """The JavaScript unit tests that need the window of a phone: those with the tag "mobile"."""

    browser_size = "375x667"  # what the preset of Odoo's test page expects
    touch_enabled = True

    def test_unit(self):
        self.browser_js(
            f"/web/tests?headless&loglevel=2&preset=mobile&tag=-headless&timeout=15000&id={SUITE}",
            "",
            "",
            login="admin",
            timeout=300,
            success_signal="[HOOT] Test suite succeeded",
            error_checker=unit_test_error_checker,
        )


@tagged("post_install", "-at_install")
class TestProviderTour(HttpCase):
    """Questions ordered from a language model in a browser: estimate, progress, preview."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.server = cls.enterClassContext(FaultServer(content=draft_reply))
        cls.officer = new_test_user(
            cls.env,
            login="tour_officer",
            groups="base.group_user,hr_recruitment.group_hr_recruitment_user",
        )
        cls.job = cls.env["hr.job"].create(
            {"name": "Tour crane planner", "user_id": cls.officer.id, "interview_duties": DUTIES}
        )
        cls.provider = cls.env["hr.interview.provider"].create(cls.server.provider_vals())
        cls.provider.action_enable()

    def test_order_from_a_provider(self):
        """No worker runs beside the test: it works while the officer asks for the progress."""
        Wizard = self.registry["hr.interview.generate"]
        show = Wizard.action_refresh

        def work_and_show(wizard):
            wizard.env.flush_all()
            wizard.env["hr.interview.ai.worker"]._work(20)
            wizard.env.invalidate_all()
            return show(wizard)

        with patch.object(Wizard, "action_refresh", work_and_show):
            self.start_tour(
                f"/odoo/action-hr_recruitment.action_hr_job_config/{self.job.id}",
                "hr_ai_interview_provider_flow",
                login=self.officer.login,
                timeout=120,
            )
        self.env.invalidate_all()
        tasks = self.env["hr.interview.ai.task"].search([("job_id", "=", self.job.id)])
        self.assertEqual(tasks.mapped("state"), ["done", "done"])
        self.assertEqual(len(self.job.interview_question_ids), 5)
        self.assertEqual(set(self.job.interview_question_ids.mapped("state")), {"draft"})
