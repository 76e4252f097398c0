from odoo import fields, models


class HrInterviewLearningSettle(models.TransientModel):
    """Approve, refuse or roll back a learning run, always with a reason."""

    _name = "hr.interview.learning.settle"
    _description = "Decide on a Learning Run"

    run_id = fields.Many2one("hr.interview.learning.run", required=True)
    kind = fields.Selection(
        [
            ("approve", "Approve"),
            ("refuse", "Refuse"),
            ("rollback", "Roll back"),
            ("unit", "Back to equal weights"),
        ],
        required=True,
        default="approve",
    )
    reason = fields.Text(required=True)
    effective_date = fields.Date("In force from", default=fields.Date.context_today)

    def action_settle(self):
        self.ensure_one()
        if self.kind == "approve":
            self.run_id.approve(self.reason, self.effective_date)
        elif self.kind == "refuse":
            self.run_id.refuse(self.reason)
        elif self.kind == "rollback":
            self.run_id.rollback(self.reason)
        else:
            self.run_id.use_unit_weights(self.reason)
        return {"type": "ir.actions.act_window_close"}
