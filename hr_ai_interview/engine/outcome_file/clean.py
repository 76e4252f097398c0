"""Reading the texts of one outcome: what is changed is said, what is unclear is a problem.

The result is a row of ``hr.interview.outcome.import_rows``, which takes numbers only. "85%" becomes 85 where
the KPI is measured in %, and is a problem where it is not; 0.85 stays 0.85: nobody knows whether it meant 85.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import cache

from ..outcome import MAX_FIGURE
from .heads import fold, load_words

ISO = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
OTHER = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
PERCENT = "%"


@dataclass(frozen=True, slots=True)
class Change:
    """``code``: what was done to ``field``; ``old`` and ``new`` are texts."""

    code: str
    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Problem:
    code: str
    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Record:
    row: dict
    changes: tuple[Change, ...]
    problems: tuple[Problem, ...]


class _Reader:
    """Reads one outcome and takes down what it changes and what it cannot read."""

    def __init__(self, units, decimal):
        self.units, self.decimal = units, decimal
        self.changes, self.problems = [], []

    def change(self, code, field, old, new):
        self.changes.append(Change(code, field, old, new))

    def problem(self, code, field, text):
        self.problems.append(Problem(code, field, text))

    def text(self, field, value):
        """Return the text without marks of emptiness and full-width forms; "" for none."""
        plain = unicodedata.normalize("NFKC", value).strip()
        if not plain:
            return ""
        if fold(plain) in _folded("empty") or not fold(plain):
            self.change("empty", field, value, "")
            return ""
        if plain != value:
            self.change("width", field, value, plain)
        return plain

    def number(self, field, value):
        """Return the number a plain text says in the notation of the file; None and a problem otherwise."""
        group = "," if self.decimal == "." else "."
        plain = value.replace("\u2212", "-").replace(" ", "").replace("'", "")
        pattern = rf"[+-]?(\d{{1,3}}(\{group}\d{{3}})+|\d+)(\{self.decimal}\d+)?([eE][+-]?\d{{1,3}})?"
        if not re.fullmatch(pattern, plain, re.ASCII):
            self.problem("number", field, value)
            return None
        number = float(plain.replace(group, "").replace(self.decimal, "."))
        if not abs(number) <= MAX_FIGURE:
            self.problem("number", field, value)
            return None
        if group in plain or plain != value:
            self.change("number", field, value, f"{number:.15g}")
        return number

    def figure(self, field, value, code):
        value = self.text(field, value)
        if not value:
            return None
        if not value.endswith(PERCENT):
            return self.number(field, value)
        if unicodedata.normalize("NFKC", self.units.get(code) or "").strip() != PERCENT:
            self.problem("percent", field, value)
            return None
        number = self.number(field, value[:-1].strip())
        if number is not None:
            self.change("percent", field, value, f"{number:.15g}")
        return number

    def whole(self, field, value):
        value = self.text(field, value)
        if not value:
            return None
        if not re.fullmatch(r"\d{1,9}", value, re.ASCII):
            self.problem("whole", field, value)
            return None
        return int(value)

    def window(self, value):
        value = self.text("window", value)
        match = re.fullmatch(r"(\d{1,4})\s*(\D*)", value, re.ASCII)
        if not match or (match[2] and fold(match[2]) not in _folded("days")):
            self.problem("window", "window", value)
            return None
        if match[2]:
            self.change("days", "window", value, match[1])
        return int(match[1])

    def day(self, value):
        """Return "2026-03-31"; of 03/04/2026 nobody knows the month."""
        value = self.text("date", value)
        if match := ISO.fullmatch(value):
            year, month, day = map(int, match.groups())
        elif match := OTHER.fullmatch(value):
            first, second, year = map(int, match.groups())
            if first <= 12 and second <= 12 and first != second:
                self.problem("day_month", "date", value)
                return None
            day, month = (first, second) if second <= 12 else (second, first)
        else:
            self.problem("date", "date", value)
            return None
        try:
            found = date(year, month, day).isoformat()
        except ValueError:
            self.problem("date", "date", value)
            return None
        if found != value:
            self.change("date", "date", value, found)
        return found

    def rating(self, value, scale):
        value = self.text("rating", value)
        number = self.number("rating", value) if value else None
        if number is None or scale == (0, 10):
            return number
        low, high = scale
        if not low <= number <= high:
            self.problem("scale", "rating", value)
            return None
        scaled = round(10 * (number - low) / (high - low), 2)
        self.change("scale", "rating", value, f"{scaled:g}")
        return scaled

    def probation(self, value):
        value = self.text("probation", value)
        if not value:
            return None
        for result, words in load_words()["probation"].items():
            if fold(value) in {fold(word) for word in words}:
                if value != result:
                    self.change("word", "probation", value, result)
                return result
        self.problem("probation", "probation", value)
        return None


@cache
def _folded(name):
    return {fold(word) for word in load_words()[name]} - {""}


def clean(raw, units=None, decimal=".", scale=(0, 10)) -> Record:
    """Return what one outcome of a file says, for ``import_rows``.

    :param dict units: {KPI code: unit}
    :param str decimal: "." or ",", the notation of the file
    :param scale: lowest and highest rating of the file; brought to 0 to 10
    """
    reader = _Reader(units or {}, decimal)
    values = {name: raw.values.get(name, "") for name in ("external_id", "employee", "employee_id")}
    for name in raw.differing:
        reader.problem("differ", name, raw.values.get(name, ""))
    row = {
        "external_id": reader.text("external_id", values["external_id"]),
        "employee_external_id": reader.text("employee", values["employee"]),
        "employee_id": reader.whole("employee_id", values["employee_id"]),
        "window_days": reader.window(raw.values.get("window", "")),
        "date": reader.day(raw.values.get("date", "")),
        "rating": reader.rating(raw.values.get("rating", ""), scale),
        "probation": reader.probation(raw.values.get("probation", "")),
        "exit_reason": reader.text("exit_reason", raw.values.get("exit_reason", "")),
        "award": reader.text("award", raw.values.get("award", "")),
        "kpis": [kpi for figure in raw.figures if (kpi := _clean_figure(reader, figure))],
    }
    if not row["external_id"]:
        # Without an id of its own an outcome is known again by person, window and what is said: a file of
        # ratings takes back nothing of a file of KPIs.
        person = row["employee_external_id"] or row["employee_id"]
        said = "+".join(name for name in ("kpis", "rating", "probation", "exit_reason", "award") if row[name])
        row["external_id"] = f"file/{person}/{row['window_days']}/{said}"
    row = {name: value for name, value in row.items() if value not in (None, "", [])}
    return Record(row, tuple(reader.changes), tuple(reader.problems))


def _clean_figure(reader, figure):
    code, target, actual = figure
    code = reader.text("kpi", code)
    if not code:
        reader.problem("kpi", "kpi", " ".join(figure).strip())
        return None
    kpi = {
        "kpi_code": code,
        "target": reader.figure("target", target, code),
        "actual": reader.figure("actual", actual, code),
    }
    return {name: value for name, value in kpi.items() if value is not None}
