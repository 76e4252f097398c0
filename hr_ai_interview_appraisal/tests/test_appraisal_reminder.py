from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.tests import tagged

from .common import AppraisalCase


@tagged("post_install", "-at_install")
class TestAppraisalReminder(AppraisalCase):
    """Whoever's turn it is has one activity; shortly before the deadline it comes again, once."""

    def activities(self, appraisal=None):
        self.env.invalidate_all()
        return self.env["mail.activity"].search(
            [
                ("res_model", "=", "hr.interview.appraisal"),
                ("res_id", "=", (appraisal or self.appraisal).id),
            ]
        )

    def remind(self):
        with patch.object(type(self.env["ir.cron"]), "_commit_progress", return_value=60.0):
            self.env["hr.interview.appraisal"]._cron_remind()

    def test_one_activity_for_whoevers_turn_it_is(self):
        [activity] = self.activities()
        self.assertEqual(
            (activity.user_id, activity.date_deadline), (self.users["employee"], self.appraisal.deadline_self)
        )
        self.write_self(self.appraisal)
        [activity] = self.activities()
        self.assertEqual(
            (activity.user_id, activity.date_deadline), (self.users["boss"], self.appraisal.deadline_manager)
        )
        self.write_manager(self.appraisal)
        self.assertEqual(self.activities().user_id, self.users["hr"])
        self.by("hr", self.appraisal).reopen("manager", "A wrong figure")
        self.assertEqual(self.activities().user_id, self.users["boss"])
        self.by("hr", self.appraisal).manager_id = self.head
        self.assertEqual(self.activities().user_id, self.users["head"])
        self.write_manager(self.appraisal, role="head")
        self.by("hr", self.appraisal).close()
        self.assertFalse(self.activities())

    def test_once_more_three_days_before(self):
        self.remind()
        [first] = self.activities()
        self.assertNotIn("Reminder", first.summary)
        today = fields.Date.today()
        self.appraisal.sudo().deadline_self = today + timedelta(days=4)
        self.remind()
        self.assertNotIn("Reminder", self.activities().summary, "four days are long")
        self.env.cr.execute(
            "UPDATE hr_interview_appraisal SET deadline_self = %s WHERE id = %s",
            (today + timedelta(days=3), self.appraisal.id),
        )
        self.env.invalidate_all()
        self.remind()
        [second] = self.activities()
        self.assertIn("Reminder", second.summary)
        self.remind()
        self.assertEqual(self.activities(), second, "once")

    def test_who_deleted_the_activity_is_reminded_all_the_same(self):
        self.activities().unlink()
        self.env.cr.execute("UPDATE hr_interview_appraisal SET deadline_self = CURRENT_DATE")
        self.env.invalidate_all()
        self.remind()
        self.assertEqual(self.activities().user_id, self.users["employee"])

    def test_asked_late_is_not_asked_twice(self):
        today = fields.Date.today()
        appraisal = self.make_appraisal(self.worker, deadline_self=today, deadline_manager=today)
        [activity] = self.activities(appraisal)
        self.remind()
        self.assertEqual(self.activities(appraisal), activity)
        self.write_self(appraisal)
        [activity] = self.activities(appraisal)
        self.remind()
        self.assertEqual(self.activities(appraisal), activity)

    def test_the_scheduled_action_runs(self):
        self.env.cr.execute("UPDATE hr_interview_appraisal SET deadline_self = CURRENT_DATE")
        self.env.invalidate_all()
        with self.enter_registry_test_mode():
            self.env.ref("hr_ai_interview_appraisal.ir_cron_appraisal_remind").method_direct_trigger()
        self.assertIn("Reminder", self.activities().summary)

    def test_in_the_language_of_who_is_asked(self):
        self.users["employee"].lang = "zh_CN"
        seen = []
        reminder = type(self.env["hr.interview.appraisal"])
        words = reminder._get_requests

        def spy(model, lang):
            seen.append(lang)
            return words(model, lang)

        with patch.object(reminder, "_get_requests", spy):
            self.make_appraisal(self.worker)
        self.assertEqual(seen, ["zh_CN"])
