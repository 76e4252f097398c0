from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import mute_logger, tagged

from .outcome_common import OutcomeCase

INF = float("inf")


@tagged("post_install", "-at_install")
class TestOutcomeBadInput(OutcomeCase):
    """What is wrong is an error of its row that names the value; the other rows are stored."""

    def refuse(self, field, **vals):
        """Store a row with these values beside a good one; the first is refused because of ``field``."""
        other = self.make_hire("Bo")
        result = self.store(self.row(**vals), self.row(other))
        [error] = result["errors"]
        self.assertEqual((error["row"], error["field"]), (0, field), error)
        self.assertTrue(error["message"].endswith("."), error)
        self.assertEqual(result["created"], 1)
        self.assertFalse(self.outcomes())
        self.assertEqual(self.outcomes(other).rating, 7)
        self.env["hr.interview.outcome"].search([("employee_id", "=", other.id)]).unlink()

    def figures(self, **vals):
        return {"kpis": [{"kpi_code": "TEST-AVAIL", "target": 97, "actual": 97, **vals}]}

    def test_figures_that_are_none(self):
        for bad in ("85%", "97", True, float("nan"), INF, -INF, 1e13, 10**400, 10**5000, [97], {"a": 1}):
            with self.subTest(value=type(bad).__name__):
                self.refuse("actual", **self.figures(actual=bad))
                self.refuse("target", **self.figures(target=bad))
                self.refuse("rating", rating=bad)

    def test_values_out_of_range(self):
        for field, vals in (
            ("external_id", {"external_id": "appraisal:12"}),
            ("external_id", {"external_id": "half a pair \ud800"}),
            ("rating", {"rating": 10.5}),
            ("rating", {"rating": -1}),
            ("window_days", {"window_days": 60}),
            ("window_days", {"window_days": "90"}),
            ("window_days", {"window_days": 90.0}),
            ("window_days", {"window_days": True}),
            ("probation", {"probation": "ok"}),
            ("probation", {"probation": ["passed"]}),
            ("exit_reason", {"exit_reason": "Abducted"}),
            ("exit_reason", {"exit_reason": 5}),
            ("kpi_code", self.figures(kpi_code="NOBODYS")),
            ("kpi_code", self.figures(kpi_code=False)),
            ("actual", self.figures(actual=False)),
            ("kpis", self.figures(unit="%")),
            ("kpis", {"kpis": "TEST-AVAIL"}),
            ("kpis", {"kpis": ["TEST-AVAIL"]}),
            ("kpis", {"kpis": self.figures()["kpis"] * 2}),
            ("external_id", {"external_id": 5}),
            ("external_id", {"external_id": "a" * 300}),
            ("external_id", {"external_id": "a\0b"}),
            ("employee_id", {"employee_id": True}),
            ("employee_id", {"employee_id": "5"}),
            ("employee_id", {"employee_id": 2**40}),
            ("employee_id", {"employee_id": 2**31 - 1}),
            ("employee_id", {"employee_id": False}),
            ("mood", {"mood": "good"}),
            ("award", {"award": "Not part of the interface"}),
            ("kpis", {"kpis": False, "rating": False}),
        ):
            with self.subTest(field=field, vals=str(vals)[:80]):
                self.refuse(field, **vals)

    def test_dates(self):
        for bad in (
            str(self.today + timedelta(days=2)),
            str(self.today - timedelta(days=401)),
            "31.03.2026",
            "20260331",
            "2026-02-30",
            20260331,
            False,
        ):
            with self.subTest(date=bad):
                self.refuse("date", date=bad)

    def test_a_window_that_has_not_ended_has_no_outcome(self):
        young = self.make_hire("Cy", days=40)
        row = self.row(young, date=str(self.today))
        [error] = self.store(row)["errors"]
        self.assertEqual(error["field"], "window_days")
        self.assertIn(str(self.today + timedelta(days=50)), error["message"])
        result = self.store({**row, "exit_reason": "Fired"})
        self.assertEqual(result["created"], 1, "who has left has an outcome")
        self.assertTrue(self.outcomes(young).is_involuntary)

    def test_a_row_that_is_no_row(self):
        result = self.store("row", None, 5, [], self.row())
        self.assertEqual([error["row"] for error in result["errors"]], [0, 1, 2, 3])
        self.assertEqual(result["created"], 1)

    def test_calls_that_are_no_rows(self):
        Outcome = self.as_user("hr")["hr.interview.outcome"]
        for rows in ("rows", None, 5, {"row": 1}, [self.row()] * 2001):
            with self.assertRaises(UserError):
                Outcome.import_rows(rows)
        self.assertEqual(Outcome.import_rows([])["errors"], [])

    def test_an_id_of_two_people(self):
        """An imported id and the badge of somebody else were the same text."""
        self.employee.barcode = "A17"
        self.env["ir.model.data"].create(
            {"module": "__import__", "name": "A17", "model": "hr.employee", "res_id": self.boss.id}
        )
        row = {**self.row(employee_external_id="A17"), "employee_id": False}
        [error] = self.store(row)["errors"]
        self.assertEqual(error["field"], "employee_external_id")
        self.assertIn("2 employees", error["message"])
        self.employee.barcode = "B17"
        self.assertEqual(self.store({**row, "employee_external_id": "B17"})["created"], 1)
        [error] = self.store(self.row(employee_external_id="__import__.A17"))["errors"]
        self.assertIn("another employee", error["message"])

    def test_an_employee_without_application_is_stored(self):
        other = self.make_hire("Bo")
        self.store(self.row(other))
        self.assertRecordValues(self.outcomes(other), [{"applicant_id": False, "key": False, "rating": 7.0}])

    def test_two_departure_reasons_of_one_name(self):
        reason = self.env["hr.departure.reason"].create({"name": "Moved", "country_id": False})
        reason.with_context(lang="zh_CN").name = "搬家"
        self.assertEqual(self.store(self.row(exit_reason="搬家"))["created"], 1)
        self.assertEqual(self.outcomes().departure_reason_id, reason)
        self.env["hr.departure.reason"].create({"name": "moved", "country_id": False})
        [error] = self.store(self.row(exit_reason="MOVED"))["errors"]
        self.assertEqual(error["field"], "exit_reason")

    def test_an_id_of_another_outcome(self):
        """With the id of somebody else's outcome a row would have taken that outcome away."""
        self.store(self.row(external_id="X"))
        for row in (
            self.row(self.make_hire("Bo"), external_id="X"),
            self.row(external_id="X", window_days=30),
        ):
            [error] = self.store(row)["errors"]
            self.assertEqual(error["field"], "external_id")
        self.assertTrue(self.outcomes().is_current)

    def test_what_the_database_refuses_is_an_error_of_one_row(self):
        """Past the checks, a figure the constraint refuses: the other rows must not go down with it."""
        Outcome = self.registry["hr.interview.outcome"]
        self.patch(Outcome, "_clean_row_rating", lambda model, row: row.get("rating"))
        other = self.make_hire("Bo")
        with mute_logger("odoo.sql_db"):
            result = self.store(self.row(rating=11), self.row(other))
        self.assertEqual([error["row"] for error in result["errors"]], [0])
        self.assertEqual(self.outcomes(other).rating, 7)

    def test_who_may_import(self):
        for role in ("employee", "boss", "interviewer", "officer", "reviewer", "analyst", "auditor"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.store(self.row(), role=role)
        self.assertEqual(self.store(self.row(), role="manager")["created"], 1)

    def test_nobody_imports_their_own(self):
        own = self.make_hire("HR", user_id=self.users["hr"].id)
        [error] = self.store(self.row(own))["errors"]
        self.assertIn("own", error["message"])
