import base64

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ..engine.outcome_file import TableError, clean, group_lines, match_heads, read_table
from .hr_interview_outcome import MAX_ROWS

#: Outcomes that are tried before anything is stored.
SAMPLE = 50
STORED = ("created", "updated", "unchanged")


class HrInterviewOutcomeImport(models.Model):
    """One file of outcomes, from reading to reconciliation.

    Read (what the columns mean, what was cleaned) -> try the first 50 (nothing is stored) -> store. What
    cannot be stored is in quarantine with its reason; it is corrected there and run again. The file itself is
    thrown away when it is stored: its rows are kept, as they were read and as they were corrected.
    """

    _name = "hr.interview.outcome.import"
    _description = "Import of Outcomes"
    _inherit = [
        "hr.interview.outcome.sentences",
        "hr.interview.outcome.reconciliation",
        "hr.interview.closed.mixin",
    ]
    _order = "id desc"
    _rec_name = "file_name"
    _closed_fields = frozenset({"state", "company_id", "stored_date"})

    file = fields.Binary(attachment=True)
    file_name = fields.Char("File name")
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, default=lambda self: self.env.company.id
    )
    state = fields.Selection(
        [("draft", "New"), ("read", "File read"), ("tried", "Tried"), ("done", "Stored")],
        required=True,
        readonly=True,
        default="draft",
    )
    stored_date = fields.Datetime("Stored on", readonly=True)

    # How to read it
    decimal = fields.Selection(
        [(".", "1,234.5"), (",", "1.234,5")],
        string="Numbers look like",
        required=True,
        default=".",
        help="Of text files. Nothing is guessed: a number in another notation goes to quarantine.",
    )
    rating_low = fields.Float("Lowest rating", default=0.0, aggregator=None)
    rating_high = fields.Float("Highest rating", default=10.0, aggregator=None)
    column_ids = fields.One2many("hr.interview.outcome.import.column", "import_id", string="Columns")

    row_ids = fields.One2many("hr.interview.outcome.import.row", "import_id", string="Rows")
    row_count = fields.Integer("Outcomes read", compute="_compute_counts")
    changed_count = fields.Integer("Cleaned", compute="_compute_counts")
    stored_count = fields.Integer("Stored", compute="_compute_counts")
    quarantined_count = fields.Integer("In quarantine", compute="_compute_counts")

    _scale = models.Constraint("CHECK (rating_high > rating_low)", "The highest rating is above the lowest.")

    @api.depends("row_ids.state", "row_ids.changes")
    def _compute_counts(self):
        Row = self.env["hr.interview.outcome.import.row"]
        groups = Row._read_group(
            [("import_id", "in", self.ids)], ["import_id", "state"], ["__count", "changes:count"]
        )
        for batch in self:
            own = {state: (count, changed) for found, state, count, changed in groups if found == batch}
            batch.row_count = sum(count for count, _changed in own.values())
            batch.changed_count = sum(changed for _count, changed in own.values())
            batch.stored_count = sum(own.get(state, (0, 0))[0] for state in STORED)
            batch.quarantined_count = own.get("quarantined", (0, 0))[0]

    def action_read(self):
        """Read the file: columns by their headings, unless a person said otherwise, and rows."""
        self.ensure_one()
        self.check_access("write")
        self._check_state("draft", "read", "tried")
        table = self._read_table()
        chosen = {column.number: column.field for column in self.column_ids}
        mapping = match_heads(table.heads)
        if tuple(self.column_ids.mapped("head")) == table.heads:
            mapping = {number: field for number, field in chosen.items() if field}
        else:
            self._reset_columns(table, mapping)
        if len(set(mapping.values())) != len(mapping):
            raise UserError(self.env._("Two columns are given the same meaning."))
        # Superuser: states of rows are set here only; the right was checked.
        batch = self._as_system()
        batch.row_ids.unlink()
        batch.state = "read"
        meanings = set(mapping.values())
        if not {"window", "date"} <= meanings or not {"employee", "employee_id"} & meanings:
            # The page asks which columns these are.
            return True
        options = self._get_cleaning()
        batch.row_ids.create(
            [
                {
                    "import_id": self.id,
                    **batch.row_ids._prepare_raw_vals(raw),
                    **batch._prepare_clean_vals(raw, options),
                }
                for raw in group_lines(table, mapping)
            ]
        )
        return True

    def action_try(self):
        """Store the first 50 and take it all back: each row says what would become of it."""
        self.ensure_one()
        self.check_access("write")
        self._check_rows()
        batch = self._as_system()
        rows = batch.row_ids.filtered(lambda row: row.state == "ready")[:SAMPLE]
        savepoint = self.env.cr.savepoint()
        try:
            answers = self._store(rows)
        finally:
            savepoint.close(rollback=True)
            self.env.invalidate_all(flush=False)
        for row, answer in answers:
            if answer["state"] == "quarantined":
                row.write(answer)
            else:
                row.message = self._get_trial_sentence(answer["state"])
        batch.state = "tried"
        return True

    def action_store(self):
        """Store what is ready; what is refused goes to quarantine."""
        self.ensure_one()
        self.check_access("write")
        self._check_rows()
        batch = self._as_system()
        for row, answer in self._store(batch.row_ids.filtered(lambda row: row.state == "ready")):
            row.write({"message": False, **answer})
        batch.write({"state": "done", "stored_date": fields.Datetime.now(), "file": False})
        return True

    def action_retry(self):
        """Read and store anew what is in quarantine."""
        self.ensure_one()
        self.row_ids.filtered(lambda row: row.state == "quarantined").action_retry()
        return True

    def action_reconciliation(self):
        """Download the reconciliation sheet."""
        self.ensure_one()
        self.check_access("read")
        return {"type": "ir.actions.act_url", "url": f"/hr_ai_interview/outcomes/{self.id}.xlsx"}

    def _store(self, rows):
        """Return [(row, values)] of what became of the rows."""
        answers = []
        Outcome = self.env["hr.interview.outcome"].with_company(self.company_id)
        Outcome._check_hr()
        for start in range(0, len(rows), MAX_ROWS):
            part = rows[start : start + MAX_ROWS]
            result = Outcome._store_rows([row.data for row in part], "file")
            for error in result["errors"]:
                answers.append((part[error["row"]], {"state": "quarantined", "message": error["message"]}))
            for stored in result["results"]:
                answers.append(
                    (part[stored["row"]], {"state": stored["state"], "outcome_id": stored["outcome_id"]})
                )
        return answers

    def _read_table(self):
        if not self.file:
            raise UserError(self.env._("Choose a file first."))
        try:
            return read_table(base64.b64decode(self.file), self.file_name or "", self.decimal)
        except TableError as error:
            raise UserError(self._get_table_sentence(error.reason)) from error

    def _reset_columns(self, table, mapping):
        first = table.lines[0][1]
        self.column_ids = [
            Command.clear(),
            *(
                Command.create(
                    {
                        "number": number,
                        "head": head,
                        "sample": first[number],
                        "field": mapping.get(number, False),
                    }
                )
                for number, head in enumerate(table.heads)
            ),
        ]

    def _check_state(self, *states):
        if self.state not in states:
            raise UserError(
                self.env._("This file is stored already; its rows in quarantine can be corrected.")
            )

    def _check_rows(self):
        self._check_state("read", "tried")
        if not self.row_ids:
            raise UserError(
                self.env._(
                    "Say on the page Columns which ones are employee, window and date, then read again."
                )
            )

    def _prepare_clean_vals(self, raw, options):
        """Return what reading the texts of a row gives; what is unclear goes to quarantine."""
        record = clean(raw, **options)
        return {
            "data": record.row,
            "changes": "\n".join(map(self._get_change_sentence, record.changes)) or False,
            "message": "\n".join(map(self._get_problem_sentence, record.problems)) or False,
            "state": "quarantined" if record.problems else "ready",
        }

    def _get_cleaning(self):
        """Return the options of ``clean``."""
        kpis = self.env["hr.interview.kpi"].sudo().search_fetch([("code", "!=", False)], ["code", "unit"])
        units = {
            kpi.code: kpi.unit for kpi in kpis if kpi.company_id in (kpi.company_id.browse(), self.company_id)
        }
        scale = (self.rating_low, self.rating_high)
        return {"units": units, "decimal": self.decimal, "scale": scale}
