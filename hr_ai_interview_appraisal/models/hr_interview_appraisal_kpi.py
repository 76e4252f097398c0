from odoo import api, fields, models
from odoo.addons.hr_ai_interview.engine.outcome import attainment, is_figure
from odoo.addons.hr_ai_interview.models.hr_interview_message import format_number, with_unit
from odoo.addons.hr_ai_interview.models.score_field import Score
from odoo.exceptions import UserError

from ..formula import points

SIGNS = {"increase": "≥", "decrease": "≤", "maintain": "="}


class HrInterviewAppraisalKpi(models.Model):
    """One KPI of an appraisal: weight, target, unit and direction of the day it began, and what was reached.

    Part of the manager's view and as closed as that. A status that is empty means that nobody has said
    anything yet. What cannot be a ratio (no target, a target of 0) has no attainment and leaves the mean.
    """

    _name = "hr.interview.appraisal.kpi"
    _description = "KPI in an Appraisal"
    _inherit = ["hr.interview.record.mixin"]
    _order = "appraisal_id desc, sequence, id"
    _rec_name = "kpi_id"

    appraisal_id = fields.Many2one(
        "hr.interview.appraisal", required=True, ondelete="cascade", index=True, readonly=True
    )
    company_id = fields.Many2one(related="appraisal_id.company_id", store=True)
    # For lists of closed appraisals
    employee_id = fields.Many2one(related="appraisal_id.employee_id", store=True)
    job_id = fields.Many2one(related="appraisal_id.job_id", store=True, string="Job position")
    date_to = fields.Date(related="appraisal_id.date_to", store=True)

    kpi_id = fields.Many2one(
        "hr.interview.kpi", string="KPI", required=True, ondelete="restrict", index=True, readonly=True
    )
    sequence = fields.Integer(readonly=True)
    weight = fields.Float(required=True, readonly=True, aggregator=None)
    target = Score(digits=False, readonly=True)
    unit = fields.Char(readonly=True)
    direction = fields.Selection(
        [("increase", "Higher is better"), ("decrease", "Lower is better"), ("maintain", "Keep it there")],
        required=True,
        readonly=True,
    )
    status = fields.Selection([("measured", "Measured"), ("not_measured", "Not measured")], readonly=True)
    actual = Score(digits=False, readonly=True)
    attainment = Score(
        digits=(8, 4),
        compute="_compute_attainment",
        store=True,
        help="1 where the target is reached; by the same rule as outcomes.",
    )
    comment = fields.Text(readonly=True)

    _kpi_once = models.Constraint("UNIQUE (appraisal_id, kpi_id)", "This KPI is in the appraisal already.")
    _measured = models.Constraint(
        "CHECK ((status IS NOT DISTINCT FROM 'measured') = (actual IS NOT NULL))",
        "Only what was measured has a figure.",
    )

    @api.depends("kpi_id")
    def _compute_display_name(self):
        for row in self:
            # sudo: the name, for whoever may read the row.
            row.display_name = row.sudo().kpi_id.display_name

    @api.depends("direction", "target", "actual")
    def _compute_attainment(self):
        for line in self:
            known = line.target is not False and line.actual is not False
            value = attainment(line.direction, line.target, line.actual) if known else None
            line.attainment = False if value is None else value

    @api.model
    def _prepare_line_vals(self, appraisal, link):
        """Return the values of a line from the KPI of a job as it is today."""
        kpi = link.kpi_id
        return {
            "appraisal_id": appraisal.id,
            "kpi_id": kpi.id,
            "sequence": link.sequence,
            "weight": link.weight,
            "target": kpi.target if kpi.has_target else False,
            "unit": kpi.unit,
            "direction": kpi.direction,
        }

    @api.model
    def _clean_actual(self, row):
        """Return the values of a row of ``save_view``."""
        status = row.get("status") or "measured"
        actual = row.get("actual", False)
        if status == "none":
            vals = {"status": False, "actual": False}
        elif status not in ("measured", "not_measured") or "actual" not in row:
            raise UserError(self.env._("A KPI has a figure, or false where nothing was measured."))
        elif actual is False or actual is None:
            vals = {"status": "not_measured", "actual": False}
        elif not is_figure(actual) or status == "not_measured":
            raise UserError(self.env._("%(value)s is no figure.", value=repr(actual)[:40]))
        else:
            vals = {"status": "measured", "actual": float(actual)}
        if "comment" in row:
            vals["comment"] = self.env["hr.interview.appraisal"]._clean_words(row["comment"])
        return vals

    def _get_missing(self):
        """Return what this line lacks before the manager can submit; None when it is complete."""
        if self.status:
            return None
        words = self.env._(
            "%(name)s: enter what was reached, or that it was not measured.", name=self.kpi_id.name
        )
        return {"line_id": self.id, "code": "actual", "message": words}

    def _clear_actual(self):
        self.write({"status": False, "actual": False, "comment": False})

    def _get_target_text(self):
        if self.target is False:
            return ""
        return f"{SIGNS[self.direction]} {with_unit(format_number(self.target), self.unit or '')}"

    def _to_json(self, seen):
        """Return the line for somebody who sees these parts."""
        self.ensure_one()
        is_seen = "kpis" in seen
        reached = self.attainment if is_seen else False
        return {
            "line_id": self.id,
            "kpi_id": self.kpi_id.id,
            "name": self.kpi_id.name,
            "weight": self.weight,
            "target": self.target,
            "target_text": self._get_target_text(),
            "unit": self.unit or "",
            "direction": self.direction,
            "is_seen": is_seen,
            "status": (self.status or "none") if is_seen else False,
            "actual": self.actual if is_seen else False,
            "attainment": reached,
            "points": False if reached is False else round(points(reached), 2),
            "comment": (self.comment or "") if is_seen else "",
        }
