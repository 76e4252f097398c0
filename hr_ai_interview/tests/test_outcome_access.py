from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.service.model import call_kw
from odoo.tests import tagged

from .outcome_common import OutcomeCase

SEES = ("hr", "manager", "auditor", "boss")
SEES_NOT = ("employee", "interviewer", "officer", "reviewer", "analyst", "hire")


@tagged("post_install", "-at_install")
class TestOutcomeAccess(OutcomeCase):
    """Who rates hires and who scores interviews stay apart; nobody sees their own."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["hr.interview.outcome"].with_user(cls.users["hr"]).import_rows([cls.row()])
        cls.outcome = cls.env["hr.interview.outcome"].search([("employee_id", "=", cls.employee.id)])

    def rpc(self, role, model, method, *args, **kwargs):
        """Call as XML-RPC does, with whatever context the caller likes."""
        env = self.env(user=self.users[role], context={})
        env.invalidate_all()
        return call_kw(env[model], method, list(args), kwargs)

    def refused(self, role, model, method, *args, error=UserError, **kwargs):
        return self.raises(error, self.rpc, role, model, method, *args, **kwargs)

    def find(self, role):
        return self.rpc(role, "hr.interview.outcome", "search_read", [], ["rating"])

    def test_who_sees_the_row(self):
        for role in SEES:
            with self.subTest(role=role):
                self.assertEqual([row["rating"] for row in self.find(role)], [7.0])
                self.assertTrue(self.rpc(role, "hr.interview.outcome.line", "search_read", [], ["actual"]))
        for role in SEES_NOT:
            with self.subTest(role=role):
                self.assertEqual(self.find(role), [])
                self.assertEqual(self.rpc(role, "hr.interview.outcome.line", "search_read", []), [])

    def test_no_way_of_reading_gets_around_it(self):
        ids, lines = self.outcome.ids, self.outcome.line_ids.ids
        for role in SEES_NOT:
            for model, found in (("hr.interview.outcome", ids), ("hr.interview.outcome.line", lines)):
                with self.subTest(role=role, model=model):
                    for method, args in (
                        ("read", [found]),
                        ("web_read", [found, {"display_name": {}}]),
                        ("export_data", [found, ["id", "display_name"]]),
                        ("copy", [found]),
                    ):
                        self.assertTrue(self.refused(role, model, method, *args), method)
                    grouped = self.rpc(role, model, "formatted_read_group", [], ["company_id"], ["__count"])
                    self.assertEqual(grouped, [])
                    self.assertEqual(self.rpc(role, model, "search_count", []), 0)

    def test_what_leads_to_the_interviews_is_not_for_managers(self):
        for name in ("key", "applicant_id"):
            self.assertTrue(self.refused("boss", "hr.interview.outcome", "read", self.outcome.ids, [name]))
            domain = [(name, "!=", False)]
            self.assertTrue(self.refused("boss", "hr.interview.outcome", "search", domain))
        readable = self.rpc("boss", "hr.interview.outcome", "read", self.outcome.ids)[0]
        self.assertNotIn(self.applicant.interview_key, str(readable))

    def test_a_manager_is_the_one_of_now(self):
        self.employee.parent_id = False
        self.assertEqual(self.find("boss"), [])
        department = self.env["hr.department"].create({"name": "Cranes", "manager_id": self.boss.id})
        self.employee.department_id = department
        self.assertTrue(self.find("boss"))

    def test_nobody_sees_their_own_whatever_their_groups(self):
        self.users["hire"].group_ids += self.env.ref("hr.group_hr_manager") + self.env.ref(
            "hr_recruitment.group_hr_recruitment_manager"
        )
        self.store(self.row(self.make_hire("Bo")))
        self.assertEqual(len(self.find("hire")), 1)

    def test_nobody_writes_past_the_method(self):
        line = self.outcome.line_ids
        vals = self.outcome.copy_data()[0]
        for role in (*SEES, *SEES_NOT):
            for model, method, args in (
                ("hr.interview.outcome", "write", [self.outcome.ids, {"rating": 9}]),
                ("hr.interview.outcome", "write", [self.outcome.ids, {"is_current": False}]),
                ("hr.interview.outcome", "write", [self.outcome.ids, {"line_ids": [Command.clear()]}]),
                ("hr.interview.outcome", "create", [vals]),
                ("hr.interview.outcome", "unlink", [self.outcome.ids]),
                ("hr.interview.outcome.line", "write", [line.ids, {"actual": 9}]),
                ("hr.interview.outcome.line", "create", [line.copy_data()[0]]),
                ("hr.interview.outcome.line", "unlink", [line.ids]),
                ("hr.interview.outcome", "_store_rows", [[self.row(rating=1)], "manual"]),
            ):
                with self.subTest(role=role, model=model, method=method):
                    self.assertTrue(self.refused(role, model, method, *args, error=(UserError, AccessError)))
        self.assertEqual(self.outcome.rating, 7)

    def test_who_records(self):
        values = {"window_days": 30, "date": self.row()["date"], "rating": 5}
        for role in ("employee", "interviewer", "officer", "reviewer", "analyst", "auditor", "hire"):
            with self.subTest(role=role):
                call = ("hr.interview.outcome", "record_outcome", self.employee.id, values)
                self.assertTrue(self.refused(role, *call, error=AccessError))
        for role in ("boss", "hr", "manager"):
            with self.subTest(role=role):
                self.rpc(role, "hr.interview.outcome", "record_outcome", self.employee.id, values)
                self.assertEqual(self.outcomes()[-1].rater_user_id, self.users[role])

    def test_exit_reasons_are_recorded_by_hr(self):
        """They mark a dismissal and open windows that have not ended."""
        fired = self.env.ref("hr.departure_fired")
        values = {"window_days": 90, "date": str(self.today), "exit_reason": fired.name}
        record = self.as_user("boss")["hr.interview.outcome"].record_outcome
        self.assertTrue(self.raises(AccessError, record, self.employee.id, values))
        self.as_user("hr")["hr.interview.outcome"].record_outcome(self.employee.id, values)
        self.assertTrue(self.outcomes()[-1:].is_involuntary)

    def test_what_hr_adds_leaves_the_managers_figures_in_force(self):
        rating = {"window_days": 90, "date": str(self.today), "rating": 7}
        self.as_user("boss")["hr.interview.outcome"].record_outcome(self.employee.id, rating)
        passed = {"window_days": 90, "date": str(self.today), "probation": "passed"}
        self.as_user("hr")["hr.interview.outcome"].record_outcome(self.employee.id, passed)
        last = self.outcomes()[-1:]
        self.assertEqual((last.is_current, last.rating, last.probation), (True, 7.0, "passed"))

    def test_bad_input_of_own_entry_is_a_sentence(self):
        good = {"window_days": 30, "date": self.row()["date"], "rating": 5}
        for employee_id, values in (
            (self.employee.id, {**good, "rating": 11}),
            (self.employee.id, {**good, "rater_user_id": self.users["hr"].id}),
            (self.employee.id, {**good, "external_id": "X"}),
            (self.employee.id, "good"),
            (self.employee.id, None),
            (str(self.employee.id), good),
            (2**31 - 1, good),
            (False, good),
        ):
            with self.subTest(employee_id=employee_id, values=str(values)):
                call = ("hr.interview.outcome", "record_outcome", employee_id, values)
                self.assertTrue(self.refused("boss", *call))

    def test_a_default_of_the_caller_forges_nothing(self):
        self.as_user("boss")["ir.default"].set("hr.interview.outcome", "recorded_date", "2020-01-01", True)
        context = {"default_is_current": False, "default_recorded_date": "2020-01-01", "default_award": "x"}
        values = {"window_days": 30, "date": self.row()["date"], "rating": 5}
        self.rpc("boss", "hr.interview.outcome", "record_outcome", self.employee.id, values, context=context)
        outcome = self.outcomes()[-1]
        self.assertTrue(outcome.is_current)
        self.assertGreater(outcome.recorded_date.year, 2020)
        self.assertFalse(outcome.award)


@tagged("post_install", "-at_install")
class TestOutcomeCompanies(OutcomeCase):
    def test_names_are_not_searched_past_the_rules(self):
        self.store(self.row())
        for role in SEES_NOT:
            by_role = self.as_user(role)["hr.interview.outcome"]
            self.assertEqual(by_role.name_search("Ada"), [], role)
            self.assertEqual(by_role.search([("employee_id.name", "ilike", "Ada")]).ids, [], role)

    def test_another_company_is_out_of_reach(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        other = self.make_hire("Bo", company_id=company.id, job_id=False, parent_id=False)
        [error] = self.store(self.row(other))["errors"]
        self.assertEqual(error["field"], "employee_id")
        self.users["hr"].company_ids += company
        hr = self.env["hr.interview.outcome"].with_user(self.users["hr"])
        both = hr.with_context(allowed_company_ids=[self.env.company.id, company.id])
        self.assertEqual(both.import_rows([self.row(other, kpis=False)])["created"], 1)
        self.assertFalse(hr.with_context(allowed_company_ids=self.env.company.ids).search([]))
        self.assertEqual(both.search([]).company_id, company)

    def test_a_company_one_has_not_is_refused(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        forged = self.as_user("hr")["hr.interview.outcome"].with_context(allowed_company_ids=company.ids)
        self.assertTrue(self.raises(AccessError, forged.import_rows, [self.row()]))

    def test_one_external_id_in_two_companies(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        other = self.make_hire("Bo", company_id=company.id, job_id=False, parent_id=False)
        rows = [self.row(external_id="1"), self.row(other, external_id="1", kpis=False)]
        result = self.env["hr.interview.outcome"].sudo()._store_rows(rows, "mapping")
        self.assertEqual(result["created"], 2, result)
