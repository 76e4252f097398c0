from odoo.modules.neutralize import neutralize_database
from odoo.tests import tagged

from .ai_common import AiCase


@tagged("post_install", "-at_install")
class TestNeutralize(AiCase):
    """A copy of a database, neutralised as Odoo does it, sends nothing and holds no key or text of a candidate."""

    def setUp(self):
        super().setUp()
        self.waiting, self.held, self.under_way = self.enqueue(3)
        self.held.state = "held"
        self.under_way.write({"state": "running", "lease_token": "of the original", "hint": {"repair": "x"}})
        self.provider.sudo().api_key_sealed = "v1:k1:of the original"

    def neutralize(self):
        self.env.flush_all()
        neutralize_database(self.env.cr)
        self.env.invalidate_all()

    def test_copy_sends_nothing(self):
        self.neutralize()
        self.assertTrue(self.env["ir.config_parameter"].sudo().get_param("database.is_neutralized"))
        tasks = self.waiting | self.held | self.under_way
        self.assertEqual(tasks.mapped("state"), ["cancelled"] * 3)
        self.assertEqual(self.work(), 0)
        self.assertFalse(self.server.requests)

    def test_copy_has_no_keys_and_no_texts(self):
        self.neutralize()
        tasks = self.env["hr.interview.ai.task"].search([])
        self.assertFalse(any(task.payload or task.restore_map or task.hint for task in tasks))
        self.assertFalse(self.provider.sudo().api_key_sealed)
        self.assertEqual(self.provider.state, "draft")

    def test_new_work_of_a_copy_waits_for_a_person(self):
        """Enabling a provider there is not enough: the stop button of the company is pressed, too."""
        self.neutralize()
        self.provider.action_enable()
        task = self.enqueue(input_hash="of the copy")
        self.work()
        self.assertEqual((task.state, len(self.server.requests)), ("queued", 0))
        self.env.company.interview_ai_stopped = False
        self.work()
        self.assertEqual((task.state, len(self.server.requests)), ("done", 1))
