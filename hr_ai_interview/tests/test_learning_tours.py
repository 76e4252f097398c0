from odoo.tests import HttpCase, tagged

from .learning_common import LearningCase

PHONE = "390x844"


@tagged("post_install", "-at_install")
class TestLearningTours(HttpCase, LearningCase):
    """Does our interviewing work? Asked in a browser: by an administrator at a desk, by an analyst on a phone."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.make_past()

    def tour(self, name, path, role, phone=False):
        self.browser_size = PHONE if phone else HttpCase.browser_size
        self.touch_enabled = phone
        self.start_tour(f"/odoo/{path}", f"hr_ai_interview_{name}", login=self.users[role].login, timeout=120)
        self.env.invalidate_all()

    def test_from_outcomes_to_a_run(self):
        self.tour("learning_dashboard", "learning-dashboard", "manager")
        run = self.env["hr.interview.learning.run"].search([("company_id", "=", self.env.company.id)])
        self.assertEqual((run.user_id, run.state, run.n_pairs), (self.users["manager"], "proposed", 200))
        self.tour("learning_phone", "learning-dashboard", "analyst", phone=True)

    def test_misses_side_by_side(self):
        self.tour("learning_misses", "learning-misses", "manager")
