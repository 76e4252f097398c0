import logging

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError

from .hr_interview_outcome import MAX_ROWS
from .hr_interview_outcome_source_reading import PATHS, PEOPLE

_logger = logging.getLogger(__name__)
#: Rows a preview shows.
SHOWN = 20
#: Whoever changes one of these says anew what is read.
READ_BY = frozenset(
    {
        "model_id",
        "kind",
        "employee_path",
        "date_path",
        "score_path",
        "rater_path",
        "goal_path",
        "target_path",
        "actual_path",
        "filter_domain",
        "active",
    }
)
#: Sources we know; one is offered when its model is there with each field it names. The fields are those of
#: Odoo Enterprise's and OCA's appraisals (the two share a model name, and OCA's has no rating: tags stand for
#: one) and of Odoo's gamification.
PRESETS = (
    {
        "name": "Appraisals (Odoo Enterprise)",
        "model": "hr.appraisal",
        "employee_path": "employee_id",
        "date_path": "date_close",
        "score_path": "assessment_note",
        "rater_path": "manager_ids",
        "filter_domain": "[('state', 'in', ['done', '3_done'])]",
    },
    {
        "name": "Appraisals (OCA)",
        "model": "hr.appraisal",
        "employee_path": "employee_id",
        "date_path": "date_close",
        "score_path": "tag_ids",
        "rater_path": "manager_ids",
        "filter_domain": "[('state', '=', '3_done')]",
        "without": "assessment_note",
    },
    {
        "name": "Goals (Gamification)",
        "model": "gamification.goal",
        "kind": "goal",
        "employee_path": "user_id",
        "date_path": "end_date",
        "goal_path": "definition_id",
        "target_path": "target_goal",
        "actual_path": "current",
        "filter_domain": "[('state', 'in', ['reached', 'failed'])]",
    },
)


class HrInterviewOutcomeSource(models.Model):
    """Where outcomes come from without anybody typing them: records of any model, along configured paths."""

    _name = "hr.interview.outcome.source"
    _description = "Source of Outcomes"
    _inherit = ["hr.interview.outcome.source.reading", "hr.interview.closed.mixin"]
    _order = "name, id"
    _closed_fields = frozenset({"preview_text", "preview_user_id", "reader_id", "last_date", "last_result"})

    name = fields.Char(required=True)
    active = fields.Boolean(default=True, help="Active sources are collected once a day.")
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    # Not of models that are gone: the source goes with them.
    model_id = fields.Many2one("ir.model", required=True, ondelete="cascade")
    model_name = fields.Char(related="model_id.model", string="Technical name")
    kind = fields.Selection(
        [("score", "A rating"), ("goal", "KPI figures")], string="Gives", required=True, default="score"
    )

    # Paths
    employee_path = fields.Char(
        required=True, default="employee_id", help="Leads to the employee, or to the user of the employee."
    )
    date_path = fields.Char(required=True, help="A date or a time: when the record speaks of the person.")
    score_path = fields.Char(help="A number, or a choice whose values are given a score below.")
    score_low = fields.Float("Lowest score", default=0.0, aggregator=None)
    score_high = fields.Float("Highest score", default=10.0, aggregator=None)
    rater_path = fields.Char(help="Leads to the user or the employee who rated; may be empty.")
    goal_path = fields.Char("Goal", help="Says which goal it is; its values are given a KPI below.")
    target_path = fields.Char("Target")
    actual_path = fields.Char("Actual")
    filter_domain = fields.Char(
        "Filter", default="[]", help="A list of conditions, for example [('state', '=', 'done')]."
    )
    tolerance_days = fields.Integer(
        "Days from the end of a window",
        default=45,
        help="A record counts for the nearest window that has ended, when it is not farther off than this.",
    )
    line_ids = fields.One2many("hr.interview.outcome.source.line", "source_id", string="Values")

    reader_id = fields.Many2one(
        "res.users",
        string="Reads as",
        readonly=True,
        copy=False,
        ondelete="restrict",
        default=lambda self: self.env.uid,
        help="Who set the paths up last: records are found by their rights, at night too.",
    )
    # Names and ratings: for whoever ordered it, until the source is collected.
    preview = fields.Text(compute="_compute_preview")
    preview_text = fields.Text(copy=False, groups=fields.NO_ACCESS)
    preview_user_id = fields.Many2one("res.users", copy=False, ondelete="set null", groups=fields.NO_ACCESS)
    last_date = fields.Datetime("Last collected on", readonly=True, copy=False)
    last_result = fields.Text("Last result", readonly=True, copy=False)

    _scale = models.Constraint("CHECK (score_high > score_low)", "The highest score is above the lowest.")
    _tolerance = models.Constraint(
        "CHECK (tolerance_days BETWEEN 0 AND 180)", "The tolerance lies between 0 and 180 days."
    )

    @api.depends("preview_text", "preview_user_id")
    @api.depends_context("uid")
    def _compute_preview(self):
        for source in self:
            # sudo: columns that no group reads, shown to one user.
            stored = source.sudo()
            source.preview = stored.preview_user_id == self.env.user and stored.preview_text

    def _check_paths(self):
        """1. Each field of each path exists, and whoever sets it up may read it.
        2. The person is an employee or a user, the date a date.
        3. The filter is a list of literal conditions on such fields.

        No ``constrains``: Odoo runs those in superuser mode, to which every field is open.
        """
        for source in self:
            for path in (source.employee_path, source.rater_path):
                if path and source._check_path(path).comodel_name not in PEOPLE:
                    raise UserError(self.env._("%(path)s leads to no employee or user.", path=path))
            if source._check_path(source.date_path).type not in ("date", "datetime"):
                raise UserError(self.env._("%(path)s is no date.", path=source.date_path))
            for name in PATHS[source.kind]:
                source._check_path(source[name])
            source._get_filter()

    @api.model_create_multi
    def create(self, vals_list):
        sources = super().create(vals_list)
        sources._check_paths()
        return sources

    def write(self, vals):
        result = super().write(vals)
        if READ_BY & vals.keys():
            self._check_paths()
            self._as_system().reader_id = self.env.user
        return result

    @api.model
    def action_add_presets(self):
        """Set up the sources we know whose models are installed; inactive, for a person to look at first."""
        self.check_access("create")
        names = [preset["name"] for preset in PRESETS]
        found = self.with_context(active_test=False).search([("name", "in", names)])
        known = set(found.mapped("name"))
        for preset in PRESETS:
            if preset["name"] not in known and self._fits(preset):
                vals = {name: value for name, value in preset.items() if name not in ("model", "without")}
                self.create(
                    {**vals, "model_id": self.env["ir.model"]._get_id(preset["model"]), "active": False}
                )
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "hr_ai_interview.hr_interview_outcome_source_action"
        )
        return {**action, "target": "main"}

    @api.model
    def _fits(self, preset):
        model = self.env.get(preset["model"])
        if model is None or preset.get("without") in model._fields or not model.has_access("read"):
            return False
        names = {value for name, value in preset.items() if name.endswith("_path")}
        return names <= model._fields.keys() and all(
            model._has_field_access(model._fields[name], "read") for name in names
        )

    def action_preview(self):
        """Show the first rows as they would be stored, and why the others are not; stores nothing."""
        self.ensure_one()
        self.check_access("write")
        self._check_paths()
        rows, left_out = self._collect_rows()
        # Nobody reads their own outcome, here neither.
        own = self.env.user.sudo().with_context(active_test=False).employee_ids.ids
        rows = [row for row in rows if row["employee_id"] not in own]
        savepoint = self.env.cr.savepoint()
        try:
            result = self._store(rows[:SHOWN])
        finally:
            savepoint.close(rollback=True)
            self.env.invalidate_all(flush=False)
        # Superuser: what the system saw is written by the system.
        text = self._describe(rows, left_out, result)
        self._as_system().write({"preview_text": text, "preview_user_id": self.env.uid})
        return True

    def action_collect(self):
        """Store now what the daily run would store."""
        for source in self:
            source.check_access("write")
            source._check_paths()
            source._collect()
        return True

    @api.model
    def _cron_collect(self):
        """Collect from every active source; one that fails says so on itself and stops no other."""
        for source in self.search([("active", "=", True)]):
            try:
                with self.env.cr.savepoint():
                    source._collect()
            except Exception as error:
                # Whatever another module's records do when they are read.
                _logger.info("source of outcomes %s failed", source.id, exc_info=True)
                self.env.invalidate_all(flush=False)
                source.write({"last_date": fields.Datetime.now(), "last_result": str(error)[:500]})

    def _collect(self):
        rows, left_out = self._collect_rows()
        result = self._store(rows)
        text = self._describe_counts(result, left_out)
        self._as_system().write(
            {"last_date": fields.Datetime.now(), "last_result": text, "preview_text": False}
        )

    def _store(self, rows):
        """Return the joined result of ``_store_rows``; the mapping records it, no person."""
        Outcome = self.env["hr.interview.outcome"].with_user(SUPERUSER_ID)
        total = {"created": 0, "updated": 0, "unchanged": 0, "errors": []}
        for start in range(0, len(rows), MAX_ROWS):
            result = Outcome._store_rows(rows[start : start + MAX_ROWS], "mapping")
            for state in ("created", "updated", "unchanged"):
                total[state] += result[state]
            total["errors"] += [{**error, "row": error["row"] + start} for error in result["errors"]]
        return total

    def _describe_counts(self, result, left_out):
        refused = [
            self.env._("Refused: %(reason)s", reason=error["message"]) for error in result["errors"][:SHOWN]
        ]
        counts = self.env._(
            "%(created)s new, %(updated)s superseding, %(unchanged)s known already, %(refused)s refused, "
            "%(left_out)s left out.",
            created=result["created"],
            updated=result["updated"],
            unchanged=result["unchanged"],
            refused=len(result["errors"]),
            left_out=len(left_out),
        )
        return "\n".join([counts, *refused])

    def _describe(self, rows, left_out, result):
        errors = {error["row"]: error["message"] for error in result["errors"]}
        Employee = self.env["hr.employee"].sudo()
        shown = [
            self.env._(
                "%(name)s, %(days)s days, %(date)s: %(what)s",
                name=Employee.browse(row["employee_id"]).name,
                days=row["window_days"],
                date=row["date"],
                what=errors.get(number) or self._describe_row(row),
            )
            for number, row in enumerate(rows[:SHOWN])
        ]
        reasons = [
            self.env._("Left out: %(name)s. %(reason)s", name=name, reason=reason)
            for name, reason in left_out[:SHOWN]
        ]
        head = self.env._(
            "%(rows)s rows, %(left_out)s records left out.", rows=len(rows), left_out=len(left_out)
        )
        return "\n".join([head, *shown, *reasons])

    def _describe_row(self, row):
        if self.kind == "score":
            return self.env._("rating %(rating)s", rating=f"{row['rating']:g}")
        Kpi = self.env["hr.interview.kpi"].sudo()
        return "; ".join(
            self.env._(
                "%(kpi)s: target %(target)s, actual %(actual)s",
                kpi=Kpi.browse(kpi["kpi_id"]).name,
                target=kpi["target"],
                actual=kpi["actual"],
            )
            for kpi in row["kpis"]
        )
