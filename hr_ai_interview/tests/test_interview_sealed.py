import base64
import os
from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import tagged

from .interview_common import STRONG, SessionCase

KEY = "k1:" + base64.b64encode(bytes(range(32))).decode()


@tagged("post_install", "-at_install")
class TestInterviewSealed(SessionCase):
    """With a master key, what candidates said and interviewers noted is sealed in the database."""

    def _columns(self):
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT sealed_text FROM hr_interview_answer UNION SELECT sealed_text FROM hr_interview_note"
        )
        return " ".join(row[0] or "" for row in self.env.cr.fetchall())

    def test_sealed_at_rest_and_readable(self):
        with patch.dict(os.environ, {"ODOO_HR_AI_KEYS": KEY}):
            self.answer(self.interview)
            interview = self.by("interviewer", self.interview)
            interview.save_notes([{"answer_id": self.interview.answer_ids[0].id, "text": "Knows valves"}])
            stored = self._columns()
            self.assertNotIn("pressure", stored)
            self.assertNotIn("valves", stored)
            self.env.invalidate_all()
            console = interview.get_console()
            self.assertEqual(console["answers"][0]["text"], STRONG)
            self.assertEqual(console["answers"][0]["note"]["text"], "Knows valves")
        self.env.invalidate_all()
        with (
            patch.dict(os.environ, {"ODOO_HR_AI_KEYS": ""}),
            self.assertRaisesRegex(UserError, "Nothing is lost"),
        ):
            self.by("interviewer", self.interview).get_console()

    def test_without_a_key_it_is_stored_plainly(self):
        with patch.dict(os.environ, {"ODOO_HR_AI_KEYS": ""}):
            self.answer(self.interview)
            self.assertIn("pressure", self._columns())
            self.env.invalidate_all()
            self.assertEqual(
                self.by("interviewer", self.interview).get_console()["answers"][0]["text"], STRONG
            )

    def test_a_text_of_one_answer_does_not_open_in_another(self):
        with patch.dict(os.environ, {"ODOO_HR_AI_KEYS": KEY}):
            self.answer(self.interview)
            one, two = self.interview.answer_ids
            two.sealed_text = one.sealed_text
            self.env.invalidate_all()
            with self.assertRaises(UserError):
                two.read(["text"])

    def test_a_new_master_key_takes_answers_over(self):
        """Who drops the old key after sealing again must not lose what candidates said."""
        with patch.dict(os.environ, {"ODOO_HR_AI_KEYS": KEY}):
            self.answer(self.interview)
        new = "k2:" + base64.b64encode(bytes(range(1, 33))).decode()
        self.env.invalidate_all()
        with patch.dict(os.environ, {"ODOO_HR_AI_KEYS": f"{new},{KEY}"}):
            _sealed, lost = self.env["hr.interview.vault"]._seal_again()
        self.assertEqual(lost, 0)
        self.env.invalidate_all()
        with patch.dict(os.environ, {"ODOO_HR_AI_KEYS": new}):
            self.assertEqual(self.interview.answer_ids[0].text, STRONG)

    def test_every_sealed_column_is_sealed_again(self):
        known = set(self.env["hr.interview.vault"]._get_sealed_fields())
        concrete = {
            (name, "sealed_text")
            for name, model in self.registry.items()
            if not model._abstract and "sealed_text" in model._fields
        }
        self.assertLessEqual(concrete, known)
