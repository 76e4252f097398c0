"""Reads outcomes of hires from the files HR has: CSV and XLSX, headings in four languages.

A file has one line per hire, window and KPI; lines with the same outcome id (or the same employee, window
and date) are one outcome. ``read_table`` makes texts of cells, ``match_heads`` finds what the columns mean,
``group_lines`` puts lines together, ``clean`` reads the texts and says each change it makes. Nothing is
guessed: what can be read two ways is a problem of its record, and a person decides.

>>> text = "工号,窗口,日期,KPI,实际\\nA17,90天,2026年3月31日,NPS,85%\\n"
>>> table = read_table(text.encode("gb18030"), "x.csv")
>>> mapping = match_heads(table.heads)
>>> record = clean(group_lines(table, mapping)[0], units={"NPS": "%"})
>>> record.row["kpis"], record.row["window_days"], record.row["date"], record.problems
([{'kpi_code': 'NPS', 'actual': 85.0}], 90, '2026-03-31', ())
>>> [change.code for change in record.changes]
['days', 'date', 'percent']
"""

from .clean import Change, Problem, Record, clean
from .group import Raw, group_lines
from .heads import FIELDS, match_heads, template_heads
from .table import MAX_BYTES, MAX_LINES, Table, TableError, read_table

__all__ = [
    "FIELDS",
    "MAX_BYTES",
    "MAX_LINES",
    "Change",
    "Problem",
    "Raw",
    "Record",
    "Table",
    "TableError",
    "clean",
    "group_lines",
    "match_heads",
    "read_table",
    "template_heads",
]
