from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from .hr_interview_outcome_row import RowError


class HrInterviewOutcomeLookup(models.AbstractModel):
    """What rows name, found for all rows of a call at once: no query per row.

    Runs in superuser mode; ``companies`` of the caller narrow what a row may name.
    """

    _name = "hr.interview.outcome.lookup"
    _description = "Look-ups of Outcome Rows"

    @api.model
    def _find_all(self, rows, companies):
        """Return everything the cleaned rows name, by what they name it with."""
        employees = self._find_employees(rows, companies)
        people = self.env["hr.employee"].union(*(found for found in employees.values()))
        applicants = self._find_applicants(people)
        return {
            "employees": employees,
            "hire_dates": self._find_hire_dates(people),
            "applicants": applicants,
            "panels": {
                applicant: set(
                    applicant.interview_ids.filtered(lambda i: i.state != "cancelled").interviewer_ids.ids
                )
                for applicant in applicants.values()
            },
            "kpis": self._find_kpis(rows),
            "reasons": self._find_reasons(rows),
            "fired": self.env.ref("hr.departure_fired", raise_if_not_found=False),
        }

    @api.model
    def _find_employees(self, rows, companies):
        """Return {("id", 5): employee, ("external", "A17"): employees}; several of one name stay several."""
        Employee = self.env["hr.employee"].with_context(active_test=False)
        ids = {row["employee_id"] for row in rows if row["employee_id"]}
        names = {row["employee_external_id"] for row in rows if row["employee_external_id"]}
        named = {}
        if names:
            # An XML id as imports make it, with or without the module it came with; the badge id.
            bare = names | {name.partition(".")[2] for name in names}
            data = self.env["ir.model.data"].search_fetch(
                [("model", "=", "hr.employee"), ("name", "in", list(bare))], ["module", "name", "res_id"]
            )
            for row in data:
                for name in {row.name, f"{row.module}.{row.name}"} & names:
                    named.setdefault(name, set()).add(row.res_id)
            for employee in Employee.search_fetch([("barcode", "in", list(names))], ["barcode"]):
                named.setdefault(employee.barcode, set()).add(employee.id)
        wanted = ids.union(*named.values())
        found = Employee.search([("id", "in", list(wanted))])
        if companies is not None:
            found = found.filtered(lambda employee: employee.company_id in companies)
        # Not browsed one by one: those would be read one by one, too.
        by_id = {employee.id: employee for employee in found}
        result = {("id", key): by_id[key] for key in ids & by_id.keys()}
        for name, keys in named.items():
            result["external", name] = found.filtered(lambda employee, keys=keys: employee.id in keys)
        return result

    @api.model
    def _get_employee(self, row, found):
        """Return the one person a row is about. Raises RowError."""
        employee = self.env["hr.employee"]
        if row["employee_id"]:
            employee = found["employees"].get(("id", row["employee_id"]), employee)
            if not employee:
                raise RowError(
                    "employee_id",
                    self.env._("There is no employee %(id)s in your companies.", id=row["employee_id"]),
                )
        if name := row["employee_external_id"]:
            named = found["employees"].get(("external", name), self.env["hr.employee"])
            if len(named) > 1:
                raise RowError(
                    "employee_external_id",
                    self.env._("%(count)s employees have the id %(id)s.", count=len(named), id=name),
                )
            if not named or (employee and named != employee):
                raise RowError(
                    "employee_external_id",
                    self.env._("The id %(id)s is no employee's in your companies.", id=name)
                    if not named
                    else self.env._("The id %(id)s is another employee's.", id=name),
                )
            employee = named
        return employee

    @api.model
    def _find_applicants(self, employees):
        """Return {employee: the application whose interviews led to the hire}, by the pseudonym."""
        keys = [key for key in employees.mapped("interview_key") if key]
        Applicant = self.env["hr.applicant"].with_context(active_test=False)
        by_key = {
            applicant.interview_key: applicant
            for applicant in Applicant.search([("interview_key", "in", keys)], order="id desc")
        }
        return {
            employee: by_key[employee.interview_key]
            for employee in employees
            if employee.interview_key in by_key
        }

    @api.model
    def _find_hire_dates(self, employees):
        """Return {employee: date}: start of the first contract, else the date of the first version.

        Odoo 19 keeps contract data in versions, and every employee has one, dated the day it was made.
        """
        groups = self.env["hr.version"]._read_group(
            [("employee_id", "in", employees.ids)],
            ["employee_id"],
            ["contract_date_start:min", "date_version:min"],
        )
        return {employee: contract or version for employee, contract, version in groups}

    @api.model
    def _find_kpis(self, rows):
        """Return {(code or id, company id or False): kpi}."""
        figures = [figure for row in rows for figure in row["kpis"]]
        codes = [figure["kpi_code"] for figure in figures if figure["kpi_code"]]
        ids = [figure["kpi_id"] for figure in figures if figure["kpi_id"]]
        Kpi = self.env["hr.interview.kpi"].with_context(active_test=False)
        kpis = Kpi.search(Domain("code", "in", codes) | Domain("id", "in", ids))
        return {(name, kpi.company_id.id): kpi for kpi in kpis for name in (kpi.code, kpi.id) if name}

    @api.model
    def _get_kpi(self, figure, company, found):
        code = figure["kpi_code"] or figure["kpi_id"]
        kpi = found["kpis"].get((code, company.id)) or found["kpis"].get((code, False))
        if not kpi:
            raise RowError("kpi_code", self.env._("There is no KPI with the code %(code)s.", code=code))
        if kpi.kind == "objective":
            raise RowError(
                "kpi_code", self.env._("%(code)s is an objective, which is not measured itself.", code=code)
            )
        return kpi

    @api.model
    def _find_reasons(self, rows):
        """Return {folded name or XML id: {departure reason id}}, names in every language."""
        if not any(row["exit_reason"] for row in rows):
            return {}
        reasons = {}
        # By SQL: the names of all languages at once.
        self.env["hr.departure.reason"].flush_model(["name"])
        rows = self.env.execute_query(SQL("SELECT id, name FROM hr_departure_reason"))
        for reason_id, names in rows:
            for name in (names or {}).values():
                reasons.setdefault(name.strip().casefold(), set()).add(reason_id)
        for data in self.env["ir.model.data"].search([("model", "=", "hr.departure.reason")]):
            for name in (data.name, f"{data.module}.{data.name}"):
                reasons.setdefault(name.casefold(), set()).add(data.res_id)
        return reasons

    @api.model
    def _get_reason_id(self, name, found):
        if not name:
            return False
        ids = found["reasons"].get(name.casefold(), ())
        if len(ids) != 1:
            raise RowError(
                "exit_reason",
                self.env._("%(count)s departure reasons are named %(name)s.", count=len(ids), name=name)
                if ids
                else self.env._("There is no departure reason %(name)s.", name=name),
            )
        return next(iter(ids))
