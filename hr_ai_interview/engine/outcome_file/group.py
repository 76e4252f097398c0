"""Lines of a file put together to outcomes."""

from dataclasses import dataclass, field

SINGLE = (
    "external_id",
    "employee",
    "employee_id",
    "window",
    "date",
    "rating",
    "probation",
    "exit_reason",
    "award",
)
FIGURE = ("kpi", "target", "actual")


@dataclass(slots=True)
class Raw:
    """One outcome in the words of the file: texts, nothing read yet."""

    lines: list[int]
    values: dict[str, str]
    #: texts of (KPI, target, actual)
    figures: list[tuple[str, str, str]]
    #: fields in which the lines of one outcome contradict each other
    differing: list[str] = field(default_factory=list)


def group_lines(table, mapping) -> list[Raw]:
    """Return the outcomes of a table; lines with one id, or one employee, window and date, are one.

    A field may stand in the first line of an outcome only, or in each of them alike.
    """
    columns = {name: column for column, name in mapping.items()}
    groups: dict[tuple, Raw] = {}
    for number, cells in table.lines:
        values = {name: cells[columns[name]] for name in SINGLE if name in columns}
        figure = tuple(cells[columns[name]] if name in columns else "" for name in FIGURE)
        if values.get("external_id"):
            key = ("id", values["external_id"])
        else:
            key = tuple(values.get(name, "") for name in ("employee", "employee_id", "window", "date"))
        raw = groups.setdefault(key, Raw([], {}, []))
        raw.lines.append(number)
        for name, value in values.items():
            if value and raw.values.setdefault(name, value) != value and name not in raw.differing:
                raw.differing.append(name)
        if any(figure):
            raw.figures.append(figure)
    return list(groups.values())
