from datetime import timedelta

from odoo.tests import tagged

from .outcome_common import OutcomeCase


@tagged("post_install", "-at_install")
class TestOutcomeReminder(OutcomeCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.interview_outcome_180 = False

    def remind(self):
        self.env["hr.interview.outcome"]._cron_remind()
        return self.activities()

    def activities(self, employee=None):
        employee = employee or self.employee
        return self.env["mail.activity"].search(
            [("res_model", "=", "hr.employee"), ("res_id", "=", employee.id)], order="id"
        )

    def test_the_manager_is_asked_once_per_window(self):
        activities = self.remind()
        self.assertEqual(activities.user_id, self.users["boss"])
        self.assertEqual(len(activities), 2, "90 and 365 days")
        self.assertIn("90", activities[0].summary)
        self.assertEqual(self.remind(), activities)
        activities[0].unlink()
        self.assertEqual(self.remind(), activities[1], "thrown away is not asked again")

    def test_an_outcome_closes_its_reminder(self):
        self.remind()
        self.store(self.row())
        self.assertIn("365", self.activities().summary)
        self.store(self.row(external_id="365", window_days=365, date=str(self.today)))
        self.assertFalse(self.activities())

    def test_who_is_not_asked_about(self):
        young = self.make_hire("Bo", days=40, interview_key="young")
        known = self.make_hire("Cy", days=100, interview_key="known")
        self.assertEqual(self.store(self.row(known, date=str(self.today)))["created"], 1)
        stranger = self.make_hire("Di")
        alone = self.make_hire("Ed", interview_key="alone", parent_id=False)
        self.remind()
        for employee in (young, known, stranger, alone):
            self.assertFalse(self.activities(employee), employee.name)

    def test_settings_of_the_company(self):
        company = self.env.company
        company.write({"interview_outcome_90": False, "interview_outcome_180": True})
        summaries = self.remind().mapped("summary")
        self.assertEqual(
            [days for days in ("180", "365") if any(days in s for s in summaries)], ["180", "365"]
        )
        self.assertEqual(len(summaries), 2)
        company.interview_outcome_reminds = False
        other = self.make_hire("Bo", interview_key="other")
        self.remind()
        self.assertFalse(self.activities(other))

    def test_others_stand_in_for_the_manager(self):
        self.employee.write({"parent_id": False, "hr_responsible_id": self.users["hr"].id})
        self.assertEqual(self.remind().user_id, self.users["hr"])

    def test_nobody_is_asked_about_themselves(self):
        own = self.make_hire("Head", interview_key="head", user_id=self.users["employee"].id, parent_id=False)
        own.department_id = self.env["hr.department"].create({"name": "Cranes", "manager_id": own.id})
        own.hr_responsible_id = self.users["hr"]
        self.remind()
        self.assertEqual(self.activities(own).user_id, self.users["hr"])

    def test_who_left_is_asked_about_once(self):
        """After 40 days the person was gone: the window of 90 days is the last one that says anything."""
        leaver = self.make_hire("Bo", days=60, interview_key="leaver")
        leaver.version_id.departure_date = self.today - timedelta(days=20)
        leaver.active = False
        self.remind()
        self.assertIn("90", self.activities(leaver).summary)

    def test_no_query_per_hire(self):
        for number in range(3):
            self.make_hire(f"Hire {number}", interview_key=f"first{number}")
        first = self.count()
        for number in range(30):
            self.make_hire(f"Hire {number}", interview_key=f"second{number}")
        # Measured: 36 queries for 8 reminders, 80 for 60; less than one for each is Odoo's own activity.
        self.assertLess(self.count() - first, 52)

    def count(self):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self.env["hr.interview.outcome"]._cron_remind()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before
