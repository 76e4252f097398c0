from odoo import fields, models


class HrInterviewDecisionReason(models.Model):
    """Why a person decided: short names that can be counted."""

    _name = "hr.interview.decision.reason"
    _description = "Reason of a Decision"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    outcome = fields.Selection(
        [("hire", "For hiring"), ("reject", "Against hiring"), ("any", "Either")],
        required=True,
        default="any",
        string="Which way",
    )

    _code_unique = models.Constraint("UNIQUE (code)", "This code is taken.")
