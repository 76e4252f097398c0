from odoo import api, fields, models
from odoo.exceptions import UserError

from ..engine.outcome_file import Raw

#: Texts of the file, one field each; ``odoo_employee`` is the engine's ``employee_id``.
TEXTS = ("external_id", "employee", "window", "date", "rating", "probation", "exit_reason", "award")


class HrInterviewOutcomeImportRow(models.Model):
    """One outcome of a file, in the words of the file: what was cleaned, and what became of it."""

    _name = "hr.interview.outcome.import.row"
    _description = "Row of a File of Outcomes"
    _inherit = ["hr.interview.closed.mixin"]
    _order = "import_id desc, id"
    _rec_name = "lines"
    _closed_fields = frozenset(
        {"import_id", "lines", "original", "differing", "data", "changes", "message", "state", "outcome_id"}
    )

    import_id = fields.Many2one("hr.interview.outcome.import", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="import_id.company_id", store=True, precompute=True)
    lines = fields.Char("Lines of the file", readonly=True)

    # As in the file; corrected by a person when in quarantine
    external_id = fields.Char("Outcome ID")
    employee = fields.Char("Employee number")
    odoo_employee = fields.Char("Employee ID in Odoo")
    window = fields.Char()
    date = fields.Char()
    rating = fields.Char()
    probation = fields.Char()
    exit_reason = fields.Char()
    award = fields.Char()
    figures = fields.Text("KPIs", help="One KPI a line: code | target | actual.")
    original = fields.Json(readonly=True, help="The figures as they were read, for the reconciliation.")
    differing = fields.Char(readonly=True)

    # What became of it
    data = fields.Json(readonly=True)
    changes = fields.Text("Cleaned", readonly=True)
    message = fields.Text("Reason", readonly=True)
    state = fields.Selection(
        [
            ("ready", "Ready"),
            ("quarantined", "Quarantine"),
            ("created", "Created"),
            ("updated", "Updated"),
            ("unchanged", "Unchanged"),
        ],
        required=True,
        readonly=True,
        default="ready",
        index=True,
    )
    # With the outcome goes what the file said of the person.
    outcome_id = fields.Many2one(
        "hr.interview.outcome", readonly=True, ondelete="cascade", index="btree_not_null"
    )

    def write(self, vals):
        """Only what is in quarantine can be corrected: the rest says what was stored."""
        if not self.env.su and any(row.state != "quarantined" for row in self):
            raise UserError(self.env._("Only rows in quarantine can be corrected."))
        return super().write(vals)

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            raise UserError(self.env._("Rows come from a file."))
        return super().create(vals_list)

    def action_retry(self):
        """Read the corrected rows anew and store them."""
        self.check_access("write")
        if any(row.state != "quarantined" for row in self):
            raise UserError(self.env._("Only rows in quarantine can be corrected."))
        # Superuser: states of rows are set by the system only; the right was checked.
        rows = self._as_system()
        rows.differing = False
        rows._clean()
        for batch, part in rows.filtered(lambda row: row.state == "ready").grouped("import_id").items():
            if batch.state == "done":
                for row, answer in batch.with_env(self.env)._store(part):
                    row.write({"message": False, **answer})
        return True

    @api.model
    def _prepare_raw_vals(self, raw):
        figures = [list(figure) for figure in raw.figures]
        return {
            **{name: raw.values.get(name) for name in TEXTS},
            "odoo_employee": raw.values.get("employee_id"),
            "lines": ", ".join(map(str, raw.lines)),
            "figures": "\n".join(" | ".join(figure) for figure in figures),
            "original": {"figures": figures},
            "differing": " ".join(raw.differing),
        }

    def _to_raw(self):
        self.ensure_one()
        values = {name: self[name] or "" for name in TEXTS}
        figures = [
            tuple(part.strip() for part in (*line.split("|"), "", "")[:3])
            for line in (self.figures or "").splitlines()
            if line.strip()
        ]
        differing = (self.differing or "").split()
        return Raw([], {**values, "employee_id": self.odoo_employee or ""}, figures, differing)

    def _clean(self):
        """Read the texts of these rows anew."""
        for batch, rows in self.grouped("import_id").items():
            options = batch._get_cleaning()
            for row in rows:
                row.write(batch._prepare_clean_vals(row._to_raw(), options))
