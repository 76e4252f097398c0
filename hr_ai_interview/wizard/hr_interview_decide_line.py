from odoo import fields, models

from ..models.score_field import Score


class HrInterviewDecideLine(models.TransientModel):
    """A dimension the decider sees otherwise than the scores, and why."""

    _name = "hr.interview.decide.line"
    _description = "Another Score for a Dimension"

    decide_id = fields.Many2one("hr.interview.decide", required=True, ondelete="cascade")
    competency_id = fields.Many2one("hr.interview.competency", string="Dimension", required=True)
    score = Score("Your score", required=True, digits=(4, 2))
    reason = fields.Char(required=True)
