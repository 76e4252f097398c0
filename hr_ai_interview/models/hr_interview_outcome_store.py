import hashlib
import json
from datetime import timedelta

import psycopg2.errors

from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError, UserError

from ..engine.outcome import attainment, is_met
from .hr_interview_outcome_history import PLAIN_PARTS
from .hr_interview_outcome_row import PRIVATE_KEYS, ROW_KEYS, RowError

#: How a database or a constraint refuses one row; anything else is no fault of the row.
REFUSALS = (psycopg2.errors.DataError, psycopg2.errors.IntegrityError, UserError)
#: Beginnings of ids that appraisals, sources and files without an id of their own give.
OWN_IDS = ("appraisal:", "source/", "file/")


class HrInterviewOutcomeStore(models.AbstractModel):
    """The one way in: own entry, interface, files, source mappings and appraisals all store rows here."""

    _name = "hr.interview.outcome.store"
    _description = "Storing Outcomes"
    _inherit = ["hr.interview.outcome.lookup", "hr.interview.outcome.history"]

    @api.model
    def _store_rows(self, rows, source, recorder=None):
        """Store rows, each for itself; the caller checked the right to do so.

        :param list rows: as of ``import_rows``; from other sources than "import" also ``award`` (text) and
            ``rater_user_id``. Without ``external_id`` a row is known again by hire, window and source.
        :param str source: key of SOURCES
        :param recorder: who records it, the calling user by default. In superuser mode the rows of all
            companies are taken, else those of the caller's.
        :return: {"created","updated","unchanged","errors": [{"row","field","message"}],
            "results": [{"row","state","outcome_id"}]}, "results" of the rows without an error
        """
        companies = None if self.env.su else self.env.companies
        # Superuser: outcomes are written here only.
        store = self._as_system()
        recorder = (recorder or self.env.user).sudo()
        known = ROW_KEYS - PRIVATE_KEYS if source == "import" else ROW_KEYS
        errors, cleaned = [], {}
        for number, row in enumerate(rows):
            try:
                cleaned[number] = self._clean_outcome_row(row, known)
            except RowError as error:
                errors.append({"row": number, "field": error.field, "message": error.message})
        found = store._find_all(list(cleaned.values()), companies)
        plans = []
        for number, row in cleaned.items():
            try:
                plans.append({"row": number, **store._resolve_row(row, source, recorder, found)})
            except RowError as error:
                errors.append({"row": number, "field": error.field, "message": error.message})
        results, refused = store._apply_plans(plans)
        errors += refused
        counts = [result["state"] for result in results]
        return {
            **{state: counts.count(state) for state in ("created", "updated", "unchanged")},
            "errors": sorted(errors, key=lambda error: error["row"]),
            "results": sorted(results, key=lambda result: result["row"]),
        }

    # --- one row -----------------------------------------------------------------------------------

    @api.model
    def _resolve_row(self, row, source, recorder, found):
        """Return what a cleaned row says as {"vals","parts","fingerprint"}. Raises RowError.

        1. Nobody records their own outcome.
        2. The window has ended, or the person has left: before that there is no outcome.
        3. The date lies between the hire and today.
        """
        employee = self._get_employee(row, found)
        if source == "import" and row["external_id"] and row["external_id"].startswith(OWN_IDS):
            raise RowError(
                "external_id", self.env._("%(id)s is an id of the system's own.", id=row["external_id"][:40])
            )
        hire_date = found["hire_dates"].get(employee) or fields.Date.to_date(employee.create_date)
        reason_id = self._get_reason_id(row["exit_reason"], found)
        today = fields.Date.context_today(self)
        if employee.user_id and employee.user_id in (recorder, self.env.user):
            raise RowError("employee_id", self.env._("Nobody records their own outcome."))
        if row["date"] > today:
            raise RowError("date", self.env._("%(date)s lies in the future.", date=row["date"]))
        if row["date"] < hire_date:
            raise RowError(
                "date",
                self.env._("%(date)s is before the hire on %(hire)s.", date=row["date"], hire=hire_date),
            )
        end = hire_date + timedelta(days=row["window_days"])
        has_left = reason_id or (employee.departure_date and employee.departure_date <= today)
        if today < end and not has_left:
            raise RowError(
                "window_days",
                self.env._("The window ends on %(date)s; there is no outcome before.", date=end),
            )
        applicant = found["applicants"].get(employee, self.env["hr.applicant"])
        panel = found["panels"].get(applicant, ())
        job = applicant.job_id or employee.job_id
        rater = self.env["res.users"].browse(row["rater_user_id"] or [])
        parts = self._prepare_kpi_parts(row, employee.company_id, job, found)
        if row["rating"] is not False:
            parts["rating"] = {"rating": row["rating"], "rater_user_id": rater.id}
        for name in ("probation", "award"):
            if row[name]:
                parts[name] = {name: row[name]}
        if reason_id:
            fired = bool(found["fired"]) and reason_id == found["fired"].id
            parts["exit"] = {"departure_reason_id": reason_id, "is_involuntary": fired}
        return {
            "vals": {
                "employee_id": employee.id,
                "applicant_id": applicant.id,
                "key": employee.interview_key,
                "job_id": job.id,
                "company_id": employee.company_id.id,
                "window_days": row["window_days"],
                "date": row["date"],
                "hire_date": hire_date,
                "source": source,
                "external_id": row["external_id"],
                "recorder_id": recorder.id,
                "is_rater_interviewer": bool({rater.id, recorder.id} & set(panel)),
            },
            "parts": parts,
            "fingerprint": self._get_fingerprint(row, employee, parts),
        }

    @api.model
    def _prepare_kpi_parts(self, row, company, job, found):
        """Return {"kpi:5": values of the line}; the weight is the job's, else the KPI's own."""
        weights = {link.kpi_id: link.weight for link in job.interview_kpi_ids}
        parts = {}
        for figure in row["kpis"]:
            kpi = self._get_kpi(figure, company, found)
            if f"kpi:{kpi.id}" in parts:
                raise RowError("kpis", self.env._("%(code)s stands in the row twice.", code=kpi.display_name))
            target, actual = figure["target"], figure["actual"]
            ratio = attainment(kpi.direction, target, actual)
            met = is_met(kpi.direction, target, actual)
            parts[f"kpi:{kpi.id}"] = {
                "kpi_id": kpi.id,
                "target": target or 0.0,
                "has_target": target is not None,
                "actual": actual,
                "direction": kpi.direction,
                "weight": weights.get(kpi, kpi.weight),
                "attainment": False if ratio is None else ratio,
                "is_met": False if met is None else ("met" if met else "missed"),
            }
        return parts

    @api.model
    def _get_fingerprint(self, row, employee, parts):
        """Return what makes two rows the same statement; the weight of a KPI today is no part of it."""
        names = ("kpi_id", "has_target", "target", "actual")
        figures = sorted(
            [part[name] for name in names] for key, part in parts.items() if key not in PLAIN_PARTS
        )
        plain = [parts.get(name) for name in PLAIN_PARTS]
        content = [employee.id, row["window_days"], str(row["date"]), figures, plain, row["rater_user_id"]]
        return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()

    # --- all rows ----------------------------------------------------------------------------------

    @api.model
    def _apply_plans(self, plans):
        """Store all plans at once; if the database refuses one of them, each for itself.

        :return: (results, errors)
        """
        try:
            with self.env.cr.savepoint():
                return self._apply_chunk(plans)
        except psycopg2.errors.UniqueViolation as error:
            # Another call stored the same hire and window: run again, against what it stored.
            raise ConcurrencyError("These outcomes were stored by another call just now.") from error
        except REFUSALS as error:
            self.env.invalidate_all(flush=False)
            if len(plans) == 1:
                message = str(error) if isinstance(error, UserError) else self.env._("It cannot be stored.")
                return [], [{"row": plans[0]["row"], "field": "", "message": message}]
        results, errors = [], []
        for plan in plans:
            stored, refused = self._apply_plans([plan])
            results += stored
            errors += refused
        return results, errors

    @api.model
    def _apply_chunk(self, plans):
        """Return (results, errors) of the plans, stored; a query per kind of thing, not per plan."""
        seen, current = self._find_stored([plan["vals"] for plan in plans])
        errors, states, nodes = [], [], []
        for plan in plans:
            vals = plan["vals"]
            key, ident = self._get_key(vals), self._get_ident(vals)
            last = seen.get(ident)
            if last and last["key"] != key:
                message = self.env._("This id stands for the outcome of another person or window.")
                errors.append({"row": plan["row"], "field": "external_id", "message": message})
            elif last and last["fingerprint"] == plan["fingerprint"]:
                states.append((plan["row"], "unchanged", last))
            else:
                node = self._compose(vals, plan["parts"], plan["fingerprint"], current.get(key))
                states.append((plan["row"], "updated" if node["previous"] else "created", node))
                nodes.append(node)
                seen[ident] = current[key] = node
        self._store_nodes(nodes)
        results = [
            {"row": row, "state": state, "outcome_id": node["record"].id} for row, state, node in states
        ]
        return results, errors
