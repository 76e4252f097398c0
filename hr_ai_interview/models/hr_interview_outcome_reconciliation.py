import math
from collections import defaultdict

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..engine.outcome_file import FIELDS, Raw, clean, template_heads

#: Sums of floats in another order differ in the last digits.
TOLERANCE = 1e-9


class HrInterviewOutcomeReconciliation(models.AbstractModel):
    """Does the database hold what the file said? Counted and summed twice, from both ends."""

    _name = "hr.interview.outcome.reconciliation"
    _description = "Reconciliation of a File of Outcomes"
    _inherit = ["hr.interview.xlsx.mixin"]

    def _get_sums(self):
        """Return {KPI code: {"file","corrected","quarantined","stored": (actual, target)}} and counts.

        "file" is read from the figures as they were when the file came in, "stored" from the table of
        outcomes; file + corrected - quarantined = stored, or something is wrong.
        """
        self.ensure_one()
        options = self._get_cleaning()
        sums = defaultdict(
            lambda: {name: [0.0, 0.0] for name in ("file", "corrected", "quarantined", "stored")}
        )
        counts = defaultdict(lambda: [0, 0])
        for row in self.row_ids:
            raw = row._to_raw()
            figures = [tuple(figure) for figure in (row.original or {}).get("figures", [])]
            was = clean(Raw([], raw.values, figures), **options).row
            now = was if raw.figures == figures else clean(raw, **options).row
            self._add(sums, "file", was, 1)
            self._add(sums, "corrected", now, 1)
            self._add(sums, "corrected", was, -1)
            if row.state in ("quarantined", "ready"):
                self._add(sums, "quarantined", now, 1)
            for kpi in was.get("kpis", ()):
                counts[kpi["kpi_code"]][0] += 1
                counts[kpi["kpi_code"]][1] += "actual" not in kpi
        for code, actual, target in self._get_stored_sums():
            sums[code]["stored"] = [actual, target]
        return {
            code: {**sums[code], "lines": counts[code][0], "unreadable": counts[code][1]}
            for code in sorted(sums)
        }

    @api.model
    def _add(self, sums, name, row, sign):
        for kpi in row.get("kpis", ()):
            for index, figure in enumerate(("actual", "target")):
                sums[kpi["kpi_code"]][name][index] += sign * kpi.get(figure, 0.0)

    def _get_stored_sums(self):
        """Read from the tables, not from what the import remembers: of each row its own KPIs only."""
        for name in ("import.row", "line"):
            self.env[f"hr.interview.outcome.{name}"].flush_model()
        self.env["hr.interview.outcome"].flush_model()
        return self.env.execute_query(
            SQL(
                """
                SELECT kpi.code, SUM(line.actual), SUM(line.target)
                  FROM hr_interview_outcome_import_row row
                  JOIN hr_interview_outcome outcome ON outcome.id = row.outcome_id
                  JOIN hr_interview_outcome_line line ON line.outcome_id = outcome.id
                  JOIN hr_interview_kpi kpi ON kpi.id = line.kpi_id
                 WHERE row.import_id = %s AND row.state IN ('created', 'updated', 'unchanged')
                   AND outcome.origins->>('kpi:' || kpi.id) = 'id:' || outcome.external_id
              GROUP BY kpi.code
                """,
                self.id,
            )
        )

    @api.model
    def _agrees(self, sums):
        return all(
            math.isclose(
                sums["file"][index] + sums["corrected"][index] - sums["quarantined"][index],
                sums["stored"][index],
                rel_tol=TOLERANCE,
                abs_tol=1e-6,
            )
            for index in (0, 1)
        )

    def _render_xlsx(self):
        """Return the reconciliation sheet of one import as the bytes of an .xlsx file."""
        self.ensure_one()
        return self._render_book(self._write_book)

    def _write_book(self, book, style):
        self._write_totals(book, style)
        self._write_sums(book, style)
        self._write_rows(book, style)

    def _write_totals(self, book, style):
        sheet = book.add_worksheet(self.env._("Numbers of rows"))
        sheet.set_column(0, 0, 40)
        states = self.row_ids.mapped("state")
        labels = dict(self.row_ids._fields["state"]._description_selection(self.env))
        rows = [(self.env._("File"), self.file_name or ""), (self.env._("Outcomes read"), len(states))]
        rows += [(label, states.count(state)) for state, label in labels.items()]
        for number, (label, value) in enumerate(rows):
            self._write_text(sheet, number, 0, label, style)
            if isinstance(value, str):
                self._write_text(sheet, number, 1, value, style)
            else:
                self._write_number(sheet, number, 1, value, style)

    def _write_sums(self, book, style):
        sheet = book.add_worksheet(self.env._("Control sums"))
        heads = [self.env._("KPI code"), self.env._("Lines"), self.env._("Without actual figure")]
        for figure in (self.env._("Actual"), self.env._("Target")):
            for name in ("in the file", "corrected", "in quarantine", "stored"):
                heads.append(f"{figure}: {self._get_sum_name(name)}")
        heads.append(self.env._("Agrees"))
        self._write_heads(sheet, style, heads, [24] + [14] * (len(heads) - 1))
        for number, (code, sums) in enumerate(self._get_sums().items(), 1):
            self._write_text(sheet, number, 0, code, style)
            cells = [sums["lines"], sums["unreadable"]]
            for index in (0, 1):
                cells += [sums[name][index] for name in ("file", "corrected", "quarantined", "stored")]
            for column, value in enumerate(cells, 1):
                self._write_number(sheet, number, column, value, style)
            agrees = self.env._("yes") if self._agrees(sums) else self.env._("NO")
            self._write_text(sheet, number, len(heads) - 1, agrees, style)

    def _get_sum_name(self, name):
        return {
            "in the file": self.env._("in the file"),
            "corrected": self.env._("corrected"),
            "in quarantine": self.env._("in quarantine"),
            "stored": self.env._("stored"),
        }[name]

    def _write_rows(self, book, style):
        sheet = book.add_worksheet(self.env._("Rows"))
        names = ("lines", "external_id", "employee", "window", "date", "state", "changes", "message")
        fields = self.row_ids.fields_get(names, ["string"])
        self._write_heads(sheet, style, [fields[name]["string"] for name in names], [12] * 6 + [50, 50])
        labels = dict(self.row_ids._fields["state"]._description_selection(self.env))
        for number, row in enumerate(self.row_ids, 1):
            for column, name in enumerate(names):
                value = labels[row.state] if name == "state" else row[name]
                self._write_text(sheet, number, column, value, style)

    @api.model
    def _render_template(self):
        """Return an empty file with the headings in the language of the user."""
        try:
            lang = self.env["hr.interview.lang"].normalise(self.env.lang)
        except UserError:
            # Another language than ours: the headings of a file are read in ours only.
            lang = "en"

        def write(book, style):
            sheet = book.add_worksheet(self.env._("Outcomes"))
            self._write_heads(sheet, style, template_heads(lang), [18] * len(FIELDS))

        return self._render_book(write)
