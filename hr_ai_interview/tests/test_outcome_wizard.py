from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .outcome_common import OutcomeCase


@tagged("post_install", "-at_install")
class TestOutcomeWizard(OutcomeCase):
    """A manager without any HR group records what became of somebody of their team."""

    def open(self, role, employee=None):
        employee = employee or self.employee
        action = self.by(role, self.env["hr.employee.public"].browse(employee.id)).action_record_outcome()
        model = self.as_user(role)[action["res_model"]].with_context(action["context"])
        return Form(model)

    def test_a_manager_records(self):
        form = self.open("boss")
        self.assertEqual(form.window_days, "365", "the last window that has ended")
        with form.line_ids.edit(0) as line:
            self.assertEqual((line.name, line.target, line.unit), ("Crane availability", 97, "%"))
            line.actual = 97
        form.rating = 8
        form.probation = "passed"
        form.save().action_record()
        self.assertRecordValues(
            self.outcomes(),
            [
                {
                    "window_days": 365,
                    "rating": 8.0,
                    "attainment": 1.0,
                    "probation": "passed",
                    "source": "manual",
                    "rater_user_id": self.users["boss"].id,
                    "recorder_id": self.users["boss"].id,
                }
            ],
        )

    def test_what_was_not_measured_is_not_recorded(self):
        form = self.open("boss")
        form.rating = 0
        form.save().action_record()
        outcome = self.outcomes()
        self.assertFalse(outcome.line_ids)
        self.assertEqual((outcome.rating, outcome.attainment), (0.0, False))
        self.assertIsNot(outcome.rating, False)

    def test_a_kpi_without_a_code_is_recorded_too(self):
        self.kpi.code = False
        form = self.open("boss")
        with form.line_ids.edit(0) as line:
            line.actual = 48.5
        form.save().action_record()
        self.assertEqual(self.outcomes().attainment, 0.5)

    def test_the_next_open_window_is_proposed(self):
        self.store(self.row(external_id="365", window_days=365, date=str(self.today)))
        self.assertEqual(self.open("boss").window_days, "180")

    def test_who_left(self):
        self.employee.version_id.departure_reason_id = self.env.ref("hr.departure_fired")
        self.open("hr").save().action_record()
        self.assertTrue(self.outcomes().is_involuntary)
        views = self.as_user("boss")["hr.interview.outcome.record"].get_view()
        self.assertNotIn("departure_reason_id", views["arch"])

    def test_the_window_shows_nothing_to_others(self):
        for role in ("employee", "officer", "hire"):
            with self.subTest(role=role):
                Wizard = self.as_user(role)["hr.interview.outcome.record"]
                wizard = Wizard.new({"employee_id": self.employee.id})
                self.assertFalse(wizard.line_ids)
                self.assertFalse(wizard.window_days)
                vals = {"employee_id": self.employee.id, "window_days": "90", "date": self.today}
                call = lambda Wizard=Wizard, vals=vals: Wizard.create(vals).action_record()  # noqa: E731
                self.assertTrue(self.raises(AccessError, call))

    def test_other_goals_cannot_be_looked_at(self):
        """A line with the id of any KPI would have shown its name."""
        wizard = self.as_user("boss")["hr.interview.outcome.record"].create({"employee_id": self.employee.id})
        vals = {"record_id": wizard.id, "kpi_id": self.repairs.id, "actual": 1}
        self.assertTrue(
            self.raises(AccessError, self.as_user("boss")["hr.interview.outcome.record.line"].create, vals)
        )

    def test_buttons_on_the_person(self):
        self.store(self.row())
        for role, records, count in (
            ("boss", True, 1),
            ("hr", True, 1),
            ("employee", False, 0),
            ("hire", False, 0),
        ):
            with self.subTest(role=role):
                person = self.by(role, self.env["hr.employee.public"].browse(self.employee.id))
                self.assertEqual(person.can_record_outcome, records)
                self.assertEqual(person.interview_outcome_count, count)
        employee = self.by("hr", self.employee)
        self.assertEqual((employee.can_record_outcome, employee.interview_outcome_count), (True, 1))
        self.assertEqual(
            self.as_user("hr")["hr.interview.outcome"].search(employee.action_interview_outcomes()["domain"]),
            self.outcomes(),
        )

    def test_a_manager_reads_the_list_and_the_form(self):
        self.store(self.row())
        self.env.invalidate_all()
        Outcome = self.as_user("boss")["hr.interview.outcome"]
        views = Outcome.get_views([[False, "list"], [False, "form"], [False, "kanban"], [False, "search"]])
        self.assertNotIn("applicant_id", views["views"]["form"]["arch"])
        name = {"fields": {"display_name": {}}}
        lines = {"fields": {"name": {}, "unit": {}, "target": {}, "actual": {}, "status": {}}}
        [row] = Outcome.web_search_read(
            [], {"employee_id": name, "job_id": name, "departure_reason_id": name, "line_ids": lines}
        )["records"]
        self.assertEqual(row["employee_id"]["display_name"], "Ada Byron")
        self.assertEqual(row["line_ids"][0]["name"], "Crane availability")
