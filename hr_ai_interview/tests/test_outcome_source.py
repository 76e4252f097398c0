from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .outcome_common import OutcomeCase


@tagged("post_install", "-at_install")
class TestOutcomeSource(OutcomeCase):
    """Core's résumé lines stand in for appraisals: they have an employee, dates and a choice."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users["hr_manager"] = cls._user("hr_manager", "hr.group_hr_manager")
        cls.kind = cls.env["hr.resume.line.type"].create({"name": "Good work"})
        cls.line = cls.make_line(cls.employee)
        cls.source = (
            cls.env["hr.interview.outcome.source"].with_user(cls.users["hr_manager"]).create(cls.values())
        )

    @classmethod
    def make_line(cls, employee, days=95, **vals):
        hired = cls.today - timedelta(days=400)
        return cls.env["hr.resume.line"].create(
            {
                "employee_id": employee.id,
                "name": "Appraisal",
                "line_type_id": cls.kind.id,
                "date_start": hired + timedelta(days=days),
                **vals,
            }
        )

    @classmethod
    def values(cls, **vals):
        return {
            "name": "Stand-in",
            "model_id": cls.env["ir.model"]._get_id("hr.resume.line"),
            "employee_path": "employee_id",
            "date_path": "date_start",
            "score_path": "line_type_id",
            "filter_domain": "[('name', '=', 'Appraisal')]",
            "line_ids": [Command.create({"value": "Good work", "score": 8})],
            **vals,
        }

    def test_what_is_collected_and_collected_again(self):
        self.source.action_collect()
        self.assertRecordValues(
            self.outcomes(),
            [
                {
                    "window_days": 90,
                    "rating": 8.0,
                    "source": "mapping",
                    "recorder_id": self.env.ref("base.user_root").id,
                    "date": self.line.date_start,
                }
            ],
        )
        self.assertIn("1 new", self.source.last_result)
        self.env["hr.interview.outcome.source"]._cron_collect()
        self.assertEqual(len(self.outcomes()), 1)
        self.assertIn("1 known already", self.source.last_result)
        self.source.line_ids.score = 6
        self.env["hr.interview.outcome.source"]._cron_collect()
        self.assertEqual(self.outcomes().mapped("rating"), [8.0, 6.0])

    def test_records_are_found_by_the_rights_of_who_set_it_up(self):
        """A model may be open to everybody and closed by a rule; the daily run keeps to it too."""
        self.env["ir.rule"].create(
            {
                "name": "nobody but the system",
                "model_id": self.env["ir.model"]._get_id("hr.resume.line"),
                "domain_force": "[(0, '=', 1)]",
            }
        )
        self.source.action_preview()
        self.assertNotIn("Ada Byron", self.source.preview)
        self.source.action_collect()
        self.env["hr.interview.outcome.source"]._cron_collect()
        self.assertFalse(self.outcomes())

    def test_a_preview_is_for_who_ordered_it(self):
        self.source.action_preview()
        self.assertTrue(self.source.preview)
        self.assertFalse(self.by("auditor", self.source).preview)
        self.assertTrue(self.raises(AccessError, self.by("auditor", self.source).read, ["preview_text"]))
        self.source.action_collect()
        self.assertFalse(self.source.preview)

    def test_the_preview_stores_nothing_and_says_why(self):
        other = self.env["hr.resume.line.type"].create({"name": "Odd"})
        for employee, days, vals in (
            (self.make_hire("Odd One"), 95, {"line_type_id": other.id}),
            (self.make_hire("Far Off"), 255, {}),
            (self.employee, 130, {"name": "Appraisal"}),
        ):
            self.make_line(employee, days, **vals)
        self.source.action_preview()
        self.assertFalse(self.env["hr.interview.outcome"].search([]))
        preview = self.source.preview
        self.assertIn("1 rows, 3 records left out", preview)
        self.assertIn("Ada Byron, 90 days", preview)
        self.assertIn("No score is given for “Odd”", preview)
        self.assertIn("not near the end of a window", preview)
        self.assertIn("Another record is nearer", preview)

    def test_a_number_on_its_scale(self):
        self.source.write({"score_path": "employee_id.color", "score_low": 0, "score_high": 4})
        self.employee.color = 3
        self.source.action_collect()
        self.assertEqual(self.outcomes().rating, 7.5)
        self.employee.color = 5
        self.source.action_preview()
        self.assertIn("not on the scale", self.source.preview)

    def test_goals_become_kpi_lines(self):
        self.source.write(
            {
                "kind": "goal",
                "goal_path": "line_type_id",
                "target_path": "line_type_id.sequence",
                "actual_path": "employee_id.color",
                "line_ids": [Command.update(self.source.line_ids.id, {"kpi_id": self.repairs.id})],
            }
        )
        self.kind.sequence, self.employee.color = 10, 5
        self.source.action_collect()
        self.assertRecordValues(
            self.outcomes().line_ids,
            [{"kpi_id": self.repairs.id, "target": 10.0, "actual": 5.0, "attainment": 0.5}],
        )

    def test_a_rater_who_interviewed_is_flagged(self):
        self.env["hr.interview"].create(
            {
                "applicant_id": self.applicant.id,
                "job_id": self.job.id,
                "company_id": self.env.company.id,
                "lang": "en",
                "interviewer_ids": [(6, 0, self.users["boss"].ids)],
            }
        )
        self.source.rater_path = "employee_id.parent_id"
        self.source.action_collect()
        self.assertEqual(self.outcomes().rater_user_id, self.users["boss"])
        self.assertTrue(self.outcomes().is_rater_interviewer)

    def test_paths_and_filters_are_data(self):
        for vals in (
            {"employee_path": "nobody"},
            {"employee_path": "name"},
            {"employee_path": "employee_id.name"},
            {"date_path": "name"},
            {"date_path": "date_start.year"},
            {"score_path": "write"},
            {"score_path": False},
            {"score_path": "employee_id.__class__"},
            {"filter_domain": "[('name', '=', __import__('os').getcwd())]"},
            {"filter_domain": "[('name', '=', uid)]"},
            {"filter_domain": "{'name': 1}"},
            {"filter_domain": "[('name', 'any', [('id', '=', 1)])]"},
            {"filter_domain": "[('nothing', '=', 1)]"},
            {"filter_domain": "[('name', '=')]"},
            {"filter_domain": "[" * 500},
            {"filter_domain": "not a list"},
        ):
            with self.subTest(vals=str(vals)[:80]):
                self.assertTrue(self.raises(UserError, self.source.write, vals))

    def test_nobody_configures_what_they_may_not_read(self):
        """The run is in superuser mode: a path would have shown a wage to who may not see one."""
        admin = self.as_user("manager")["hr.interview.outcome.source"]
        vals = self.values(
            name="Wages",
            model_id=self.env["ir.model"]._get_id("hr.version"),
            date_path="date_version",
            score_path="wage",
            filter_domain="[]",
        )
        self.assertTrue(self.raises(AccessError, admin.create, vals))
        fine = self.values(
            name="Fine",
            model_id=self.env["ir.model"]._get_id("hr.applicant"),
            date_path="create_date",
            score_path="priority",
            filter_domain="[('refuse_reason_id', '=', False)]",
        )
        self.assertTrue(admin.create(fine))
        hidden = {"filter_domain": "[('employee_id.barcode', '=', '1')]"}
        self.assertTrue(self.raises(AccessError, admin.search([("name", "=", "Fine")]).write, hidden))

    def test_who_configures(self):
        for role in ("employee", "boss", "interviewer", "officer", "reviewer", "analyst", "hr"):
            with self.subTest(role=role):
                Source = self.as_user(role)["hr.interview.outcome.source"]
                self.assertTrue(self.raises(AccessError, Source.search, []))
                self.assertTrue(self.raises(AccessError, self.by(role, self.source).action_collect))
                self.assertTrue(self.raises(AccessError, self.by(role, self.source).action_preview))
                self.assertTrue(self.raises(AccessError, Source.action_add_presets))
        self.assertTrue(self.raises(UserError, self.source.write, {"last_result": "fine"}))

    def test_a_source_that_fails_stops_no_other(self):
        broken = self.source.copy({"name": "A broken one"})
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE hr_interview_outcome_source SET filter_domain = '[(1)]' WHERE id = %s", broken.ids
        )
        self.env.invalidate_all()
        self.env["hr.interview.outcome.source"]._cron_collect()
        self.assertIn("is no condition", broken.last_result)
        self.assertEqual(len(self.outcomes()), 1)

    def test_other_companies_are_left_out(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        self.make_line(self.make_hire("Bo", company_id=company.id, job_id=False, parent_id=False))
        self.source.action_preview()
        self.assertIn("another company", self.source.preview)

    def test_goals_of_gamification(self):
        """The real thing, where it is installed: the survey add-on brings it along."""
        if "gamification.goal" not in self.env:
            self.skipTest("gamification is not installed")
        self.source.action_add_presets()
        source = self.source.with_context(active_test=False).search([("name", "=", "Goals (Gamification)")])
        self.assertFalse(source.active, "a person looks at it first")
        definition = self.env["gamification.goal.definition"].create(
            {"name": "Repairs a quarter", "condition": "higher", "computation_mode": "manually"}
        )
        self.env["gamification.goal"].create(
            {
                "definition_id": definition.id,
                "user_id": self.employee.user_id.id,
                "end_date": self.today - timedelta(days=300),
                "target_goal": 10,
                "current": 12,
                "state": "reached",
            }
        )
        source.line_ids = [Command.create({"value": "Repairs a quarter", "kpi_id": self.repairs.id})]
        source.action_collect()
        self.assertRecordValues(
            self.outcomes().line_ids, [{"kpi_id": self.repairs.id, "target": 10.0, "actual": 12.0}]
        )

    def test_presets_of_what_is_installed(self):
        self.source.action_add_presets()
        names = self.source.with_context(active_test=False).search([]).mapped("name")
        expected = {"Stand-in"}
        if "gamification.goal" in self.env:
            expected.add("Goals (Gamification)")
        if "hr.appraisal" not in self.env:
            self.assertEqual(set(names), expected)
        self.source.action_add_presets()
        self.assertEqual(len(self.source.with_context(active_test=False).search([])), len(names), "once")
