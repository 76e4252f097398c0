from odoo import api, fields, models


class HrInterviewUnlock(models.TransientModel):
    """Let one interviewer score again, with a reason that stays in the record."""

    _name = "hr.interview.unlock"
    _description = "Unlock Scores"

    interview_id = fields.Many2one("hr.interview", required=True)
    submitted_user_ids = fields.Many2many("res.users", compute="_compute_submitted_user_ids")
    user_id = fields.Many2one(
        "res.users", string="Interviewer", required=True, domain="[('id', 'in', submitted_user_ids)]"
    )
    reason = fields.Text(required=True)

    @api.depends("interview_id")
    def _compute_submitted_user_ids(self):
        for wizard in self:
            wizard.submitted_user_ids = wizard.interview_id.submitted_user_ids

    def action_unlock(self):
        self.ensure_one()
        self.interview_id._unlock(self.user_id, self.reason)
        return {"type": "ir.actions.act_window_close"}
