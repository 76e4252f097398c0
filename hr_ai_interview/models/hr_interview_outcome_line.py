from odoo import api, fields, models

from .hr_interview_outcome import MET
from .score_field import Score


class HrInterviewOutcomeLine(models.Model):
    """One KPI of an outcome: what was asked, what came, and the ratio if the figures give one."""

    _name = "hr.interview.outcome.line"
    _description = "KPI of an Outcome"
    _inherit = ["hr.interview.record.mixin"]
    _order = "outcome_id, id"

    outcome_id = fields.Many2one(
        "hr.interview.outcome", required=True, ondelete="cascade", index=True, readonly=True
    )
    company_id = fields.Many2one(related="outcome_id.company_id", store=True, precompute=True)
    kpi_id = fields.Many2one(
        "hr.interview.kpi", string="KPI", required=True, ondelete="restrict", index=True, readonly=True
    )
    # Managers see outcomes of their team and have no rights on the KPI tree.
    name = fields.Char(related="kpi_id.name")
    unit = fields.Char(related="kpi_id.unit")
    target = fields.Float(readonly=True, aggregator=None)
    has_target = fields.Boolean("Target is set", readonly=True)
    actual = fields.Float(readonly=True, aggregator=None)
    direction = fields.Selection(
        [("increase", "Higher is better"), ("decrease", "Lower is better"), ("maintain", "Keep it there")],
        required=True,
        readonly=True,
        help="As it was when the outcome was recorded, like the weight.",
    )
    weight = fields.Float(readonly=True, aggregator=None)
    attainment = Score(digits=(8, 4), readonly=True)
    is_met = fields.Selection(MET, string="Reached", readonly=True)
    status = fields.Selection([("ok", "OK"), ("no_ratio", "No ratio")], compute="_compute_status")

    _kpi_once = models.Constraint("UNIQUE (outcome_id, kpi_id)", "A KPI stands in an outcome once.")
    _attainment_range = models.Constraint(
        "CHECK (attainment IS NULL OR attainment BETWEEN 0 AND 2)", "An attainment lies between 0 and 2."
    )

    @api.depends("attainment")
    def _compute_status(self):
        for line in self:
            line.status = "no_ratio" if line.attainment is False else "ok"
