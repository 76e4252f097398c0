import ast
from datetime import date, datetime, timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..engine.outcome import is_figure
from .hr_interview_outcome_row import WINDOWS
from .score_field import Score

PEOPLE = ("hr.employee", "hr.employee.public", "res.users")
OPERATORS = frozenset({"=", "!=", "<", "<=", ">", ">=", "in", "not in", "like", "ilike", "not ilike"})
#: Paths that each kind of source has, besides person, date and rater.
PATHS = {"score": ("score_path",), "goal": ("goal_path", "target_path", "actual_path")}
LITERALS = (str, int, float, bool, type(None))
#: Records of one source read in a run; more than a company of 50,000 has in a year of appraisals.
MAX_RECORDS = 50_000


class LeftOut(Exception):
    """One record gives no outcome; says why."""


class HrInterviewOutcomeSourceReading(models.AbstractModel):
    """Reading records of any model as outcomes: along configured paths, and nothing else of them.

    Paths and filters are data, never code. Whoever set a source up must be allowed to read each field they
    name, finds the records their record rules let through, and each record on the way of a path: the daily
    run too searches in their name. What is found is read in superuser mode.
    """

    _name = "hr.interview.outcome.source.reading"
    _description = "Reading Outcomes of other Models"

    # --- what may be read --------------------------------------------------------------------------

    def _check_path(self, path):
        """Return the last field of a path like "employee_id.user_id". Raises UserError with the reason.

        Checked as the calling user: the field groups of each step hold.
        """
        model, field = self.env.get(self.model_name), None
        for name in (path or "").split("."):
            field = model._fields.get(name) if model is not None else None
            if field is None:
                raise UserError(
                    self.env._("There is no field %(path)s in %(model)s.", path=path, model=self.model_name)
                )
            if not model.has_access("read") or not model._has_field_access(field, "read"):
                raise AccessError(
                    self.env._("You may not read %(path)s of %(model)s.", path=path, model=self.model_name)
                )
            model = self.env.get(field.comodel_name) if field.relational else None
        return field

    def _get_filter(self):
        """Return the filter as a domain; it holds literals only, nothing in it is evaluated."""
        try:
            domain = ast.literal_eval((self.filter_domain or "[]").strip())
        except (ValueError, SyntaxError, MemoryError, RecursionError) as error:
            raise UserError(self.env._("The filter is no list of conditions.")) from error
        if not isinstance(domain, list):
            raise UserError(self.env._("The filter is no list of conditions."))
        return [self._check_condition(condition) for condition in domain]

    def _check_condition(self, condition):
        if condition in ("&", "|", "!"):
            return condition
        if isinstance(condition, list | tuple) and len(condition) == 3:
            path, operator, value = condition
            values = value if isinstance(value, list | tuple) else [value]
            if (
                isinstance(path, str)
                and operator in OPERATORS
                and all(isinstance(one, LITERALS) for one in values)
            ):
                self._check_path(path)
                return (path, operator, value)
        raise UserError(
            self.env._("%(condition)s is no condition of a filter.", condition=str(condition)[:80])
        )

    # --- reading -----------------------------------------------------------------------------------

    def _collect_rows(self):
        """Return (rows for ``_store_rows``, [(name of the record, reason)] of what is left out)."""
        self.ensure_one()
        # Superuser: see the docstring of the class.
        source = self._as_system()
        reader = self.env if self.env.uid == source.reader_id.id else self.env(user=source.reader_id.id)
        visible = reader[source.model_name].search(self._get_filter(), limit=MAX_RECORDS + 1)
        records = source.env[source.model_name].browse(visible.ids)
        if len(records) > MAX_RECORDS:
            raise UserError(
                self.env._("The filter finds more than %(most)s records; narrow it.", most=MAX_RECORDS)
            )
        found, left_out = [], []
        hire_dates = source._find_people_dates(records)
        hidden = source._find_hidden(records, reader)
        for record in records:
            try:
                if record in hidden:
                    raise LeftOut(source.env._("It leads to something you may not read."))
                found.append(source._read_record(record, hire_dates))
            except LeftOut as error:
                left_out.append((record.display_name, str(error)))
        rows, others = source._merge(found)
        return rows, left_out + others

    def _find_hidden(self, records, reader):
        """Return the records from which a path leads over a record that the reader may not read."""
        hidden = records.browse()
        paths = [self[name] for name in (*PATHS[self.kind], "employee_path", "date_path", "rater_path")]
        for path in filter(None, paths):
            *steps, _last = path.split(".")
            for number in range(1, len(steps) + 1):
                prefix = ".".join(steps[:number])
                reached = records.mapped(prefix)
                allowed = reached.with_env(reader)._filtered_access("read").ids
                hidden |= records.filtered(lambda r: set(r.mapped(prefix).ids) - set(allowed))  # noqa: B023
        return hidden

    def _find_people_dates(self, records):
        """Return {employee: hire date} of everybody the records are about; read at once."""
        people = records.mapped(self.employee_path)
        if people._name == "res.users":
            people = people.with_context(active_test=False).employee_ids
        employees = self.env["hr.employee"].browse(people.ids)
        return self.env["hr.interview.outcome"]._find_hire_dates(employees)

    def _read_record(self, record, hire_dates):
        employee = self._get_person(record)
        day = self._get_value(record, self.date_path)
        day = day.date() if isinstance(day, datetime) else day
        if not isinstance(day, date):
            raise LeftOut(self.env._("It has no date."))
        window, distance = self._find_window(day, hire_dates.get(employee))
        statement = {
            "record": record,
            "employee": employee,
            "window": window,
            "day": day,
            "distance": distance,
        }
        if self.kind == "goal":
            statement["kpi"] = self._read_goal(record)
        else:
            statement["rating"] = self._read_rating(record)
            statement["rater"] = self._get_rater(record)
        return statement

    def _get_person(self, record):
        people = record.mapped(self.employee_path)
        if people._name == "res.users":
            people = people.with_context(active_test=False).employee_ids.filtered(
                lambda employee: employee.company_id == self.company_id
            )
        if len(people) != 1:
            raise LeftOut(self.env._("It is about %(count)s employees.", count=len(people)))
        employee = self.env["hr.employee"].browse(people.id)
        if employee.company_id != self.company_id:
            raise LeftOut(self.env._("The employee belongs to another company."))
        return employee

    @api.model
    def _get_holder(self, record, path):
        """Return (the record that holds the value, the name of its field) at the end of a path."""
        *steps, last = path.split(".")
        for step in steps:
            record = record[step][:1]
        return record, last

    @api.model
    def _get_value(self, record, path):
        holder, name = self._get_holder(record, path)
        return holder[name] if holder else False

    def _find_window(self, day, hire_date):
        """Return (window, days from its end) for the nearest window that has ended."""
        if not hire_date:
            raise LeftOut(self.env._("The employee has no hire date."))
        today = fields.Date.today()
        ended = [days for days in WINDOWS if hire_date + timedelta(days=days) <= today]
        distances = {days: abs((day - hire_date).days - days) for days in ended}
        window = min(distances, key=distances.get, default=None)
        if window is None or distances[window] > self.tolerance_days:
            raise LeftOut(
                self.env._("Its date %(date)s is not near the end of a window that has ended.", date=day)
            )
        return window, distances[window]

    def _read_rating(self, record):
        holder, name = self._get_holder(record, self.score_path)
        value = holder[name] if holder else False
        if isinstance(value, models.BaseModel | str):
            labels = value.mapped("display_name") if isinstance(value, models.BaseModel) else [value]
            scores = {
                line.score for line in self.line_ids if line.value in labels and line.score is not False
            }
            if len(scores) != 1:
                raise LeftOut(self.env._("No score is given for “%(label)s”.", label=", ".join(labels)))
            return scores.pop()
        if value == 0 and not isinstance(holder._fields[name], Score):
            # Odoo stores an empty number as 0, and no score is never the worst one.
            raise LeftOut(self.env._("It has no score."))
        if isinstance(value, bool) or not is_figure(value) or not self.score_low <= value <= self.score_high:
            raise LeftOut(self.env._("Its score is not on the scale."))
        return round(10 * (value - self.score_low) / (self.score_high - self.score_low), 2)

    def _get_rater(self, record):
        people = record.mapped(self.rater_path) if self.rater_path else self.env["res.users"]
        users = people if people._name == "res.users" else people.user_id
        return users.id if len(users) == 1 else False

    def _read_goal(self, record):
        value = self._get_value(record, self.goal_path)
        label = value.display_name if isinstance(value, models.BaseModel) else str(value or "")
        kpis = self.line_ids.filtered(lambda line: line.value == label).kpi_id
        if len(kpis) != 1:
            raise LeftOut(self.env._("No KPI is given for “%(label)s”.", label=label))
        target, actual = (self._get_value(record, path) for path in (self.target_path, self.actual_path))
        return {"kpi_id": kpis.id, "target": target if target is not None else False, "actual": actual}

    def _merge(self, statements):
        """Return (one row per hire and window, what is left out): the record nearest to the window's end.

        Of goals there is one per KPI; the row has the date of the last of them.
        """
        nearest, left_out = {}, []
        for statement in sorted(statements, key=lambda s: (s["distance"], -s["record"].id)):
            key = (statement["employee"], statement["window"])
            kpi = statement.get("kpi", {}).get("kpi_id")
            if kpi in nearest.setdefault(key, {}):
                reason = self.env._("Another record is nearer to the end of the window.")
                left_out.append((statement["record"].display_name, reason))
            else:
                nearest[key][kpi] = statement
        return [self._prepare_row(*key, list(found.values())) for key, found in nearest.items()], left_out

    def _prepare_row(self, employee, window, statements):
        first = statements[0]
        row = {
            "external_id": f"source/{self.id}/{employee.id}/{window}",
            "employee_id": employee.id,
            "window_days": window,
            "date": max(statement["day"] for statement in statements),
        }
        if self.kind == "goal":
            return {**row, "kpis": [statement["kpi"] for statement in statements]}
        return {**row, "rating": first["rating"], "rater_user_id": first["rater"]}
