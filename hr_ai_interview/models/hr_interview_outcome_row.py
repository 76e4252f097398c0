import re
from datetime import date

from odoo import api, models

from ..engine.outcome import is_figure

#: Days after the hire at which somebody asks what became of it.
WINDOWS = (30, 90, 180, 365)
PROBATION = [("passed", "Passed"), ("failed", "Not passed"), ("extended", "Extended")]
#: What one row may say; the last two come from our own callers only.
ROW_KEYS = frozenset(
    {
        "external_id",
        "employee_id",
        "employee_external_id",
        "window_days",
        "date",
        "kpis",
        "rating",
        "probation",
        "exit_reason",
        "award",
        "rater_user_id",
    }
)
PRIVATE_KEYS = frozenset({"award", "rater_user_id"})
KPI_KEYS = frozenset({"kpi_code", "target", "actual"})
#: Not every KPI has a code; our own callers may name it by its id.
PRIVATE_KPI_KEYS = frozenset({"kpi_id"})
MAX_TEXT = 200
MAX_KPIS = 50
ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


class RowError(Exception):
    """One row cannot be stored; says which value of it and why."""

    def __init__(self, field, message):
        super().__init__(message)
        self.field, self.message = field, message


class HrInterviewOutcomeRow(models.AbstractModel):
    """Reading one row: types and ranges, without a query.

    Absent is false or left out. Numbers are numbers: "85%" is a text, ``true`` a truth value, 1e400 infinity,
    and none of them is stored. Reading texts of people is the business of the file import.
    """

    _name = "hr.interview.outcome.row"
    _description = "Row of an Outcome"

    @api.model
    def _clean_outcome_row(self, row, known=ROW_KEYS):
        """Return the row with every key of ROW_KEYS, absent as False. Raises RowError."""
        if not isinstance(row, dict):
            raise RowError("", self.env._("A row is a set of named values."))
        if unknown := sorted(set(map(str, row)) - known):
            raise RowError(unknown[0], self.env._("Unknown key: %(keys)s.", keys=", ".join(unknown)))
        kpis = row.get("kpis")
        if self._is_absent(kpis):
            kpis = []
        if not isinstance(kpis, list | tuple) or len(kpis) > MAX_KPIS:
            raise RowError("kpis", self.env._("kpis is a list of at most %(most)s KPIs.", most=MAX_KPIS))
        kpi_keys = KPI_KEYS if PRIVATE_KEYS - known else KPI_KEYS | PRIVATE_KPI_KEYS
        cleaned = {
            "external_id": self._clean_row_text(row, "external_id"),
            "employee_id": self._clean_row_id(row, "employee_id"),
            "employee_external_id": self._clean_row_text(row, "employee_external_id"),
            "window_days": self._clean_row_window(row),
            "date": self._clean_row_date(row),
            "kpis": [self._clean_row_kpi(kpi, kpi_keys) for kpi in kpis],
            "rating": self._clean_row_rating(row),
            "probation": self._clean_row_probation(row),
            "exit_reason": self._clean_row_text(row, "exit_reason"),
            "award": self._clean_row_text(row, "award"),
            "rater_user_id": self._clean_row_id(row, "rater_user_id"),
        }
        if not cleaned["employee_id"] and not cleaned["employee_external_id"]:
            raise RowError("employee_id", self.env._("Say whom it is about."))
        if not any(cleaned[name] is not False for name in ("rating", "probation", "exit_reason", "award")):
            if not cleaned["kpis"]:
                raise RowError("kpis", self.env._("The row says nothing: no KPI, rating, probation or exit."))
        return cleaned

    @api.model
    def _is_absent(self, value):
        # Not ``in (False, None)``: 0 equals False there.
        return value is False or value is None or value == ""

    @api.model
    def _clean_row_text(self, row, name):
        value = row.get(name)
        if self._is_absent(value):
            return False
        if not isinstance(value, str) or not value.strip() or "\0" in value or not _is_storable(value):
            raise RowError(name, self.env._("%(field)s has to be a text.", field=name))
        if len(value) > MAX_TEXT:
            raise RowError(
                name, self.env._("%(field)s is longer than %(most)s characters.", field=name, most=MAX_TEXT)
            )
        return value.strip()

    @api.model
    def _clean_row_id(self, row, name):
        value = row.get(name)
        if self._is_absent(value):
            return False
        if type(value) is not int or not 0 < value < 2**31:
            raise RowError(name, self.env._("%(key)s has to be an id.", key=name))
        return value

    @api.model
    def _clean_row_window(self, row):
        value = row.get("window_days")
        if type(value) is not int or value not in WINDOWS:
            windows = ", ".join(map(str, WINDOWS))
            raise RowError("window_days", self.env._("window_days is one of %(windows)s.", windows=windows))
        return value

    @api.model
    def _clean_row_date(self, row):
        value = row.get("date")
        if type(value) is date:
            return value
        # fromisoformat alone takes "20260331" and "2026-W13-2".
        if isinstance(value, str) and ISO_DATE.fullmatch(value) and (day := self._parse_day(value)):
            return day
        raise RowError("date", self.env._("date has to be a day like 2026-03-31."))

    @api.model
    def _parse_day(self, text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            return None

    @api.model
    def _clean_row_figure(self, value, field):
        if is_figure(value):
            return float(value)
        if type(value) is int:
            # An integer of thousands of digits cannot even be written out.
            raise RowError(field, self.env._("The number for %(field)s is too large.", field=field))
        raise RowError(
            field, self.env._("%(value)s is no number for %(field)s.", value=repr(value)[:40], field=field)
        )

    @api.model
    def _clean_row_rating(self, row):
        value = row.get("rating")
        if self._is_absent(value):
            return False
        rating = self._clean_row_figure(value, "rating")
        if not 0 <= rating <= 10:
            raise RowError(
                "rating", self.env._("A rating lies between 0 and 10, %(value)s does not.", value=rating)
            )
        return rating

    @api.model
    def _clean_row_probation(self, row):
        value = row.get("probation")
        if self._is_absent(value):
            return False
        if not isinstance(value, str) or value not in dict(PROBATION):
            results = ", ".join(dict(PROBATION))
            raise RowError("probation", self.env._("probation is one of %(results)s.", results=results))
        return value

    @api.model
    def _clean_row_kpi(self, kpi, known):
        if not isinstance(kpi, dict):
            raise RowError("kpis", self.env._("A KPI of a row is a set of named values."))
        if unknown := sorted(set(map(str, kpi)) - known):
            raise RowError("kpis", self.env._("Unknown key: %(keys)s.", keys=", ".join(unknown)))
        code, kpi_id = self._clean_row_text(kpi, "kpi_code"), self._clean_row_id(kpi, "kpi_id")
        if bool(code) == bool(kpi_id):
            raise RowError("kpi_code", self.env._("A KPI needs its code."))
        target = kpi.get("target")
        if not self._is_absent(target):
            target = self._clean_row_figure(target, "target")
        else:
            target = None
        if self._is_absent(kpi.get("actual")):
            raise RowError(
                "actual", self.env._("The KPI %(code)s has no actual figure.", code=code or kpi_id)
            )
        return {
            "kpi_code": code,
            "kpi_id": kpi_id,
            "target": target,
            "actual": self._clean_row_figure(kpi["actual"], "actual"),
        }


def _is_storable(text):
    """Whether the database takes it: half a surrogate pair can come in over JSON."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
