from odoo import fields, models


class HrInterviewDecisionDissent(models.Model):
    """Somebody of the panel who sees it differently, and says so for the record."""

    _name = "hr.interview.decision.dissent"
    _description = "Dissent on a Decision"
    _inherit = ["hr.interview.record.mixin"]
    _order = "id"
    _rec_name = "user_id"

    decision_id = fields.Many2one("hr.interview.decision", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="decision_id.company_id", store=True, precompute=True)
    user_id = fields.Many2one("res.users", required=True, ondelete="restrict")
    text = fields.Text(required=True)

    _user_once = models.Constraint("UNIQUE (decision_id, user_id)", "One dissent per person and decision.")
