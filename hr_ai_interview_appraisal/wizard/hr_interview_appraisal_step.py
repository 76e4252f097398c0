from odoo import fields, models

from ..models.hr_interview_appraisal import STATES
from ..models.hr_interview_appraisal_flow import REOPENED


class HrInterviewAppraisalStep(models.TransientModel):
    """Go on without the employee, go back or cancel, always with a reason."""

    _name = "hr.interview.appraisal.step"
    _description = "Step of an Appraisal with a Reason"

    appraisal_id = fields.Many2one("hr.interview.appraisal", required=True)
    kind = fields.Selection(
        [
            ("skip", "Go on without the employee's view"),
            ("reopen", "Go back to an earlier step"),
            ("cancel", "Cancel the appraisal"),
        ],
        string="What",
        required=True,
        default="reopen",
    )
    state = fields.Selection(
        [(key, label) for key, label in STATES if key in REOPENED], string="Back to", default="manager"
    )
    reason = fields.Text(required=True)

    def action_apply(self):
        self.ensure_one()
        if self.kind == "skip":
            self.appraisal_id.skip_self_view(self.reason)
        elif self.kind == "reopen":
            self.appraisal_id.reopen(self.state, self.reason)
        else:
            self.appraisal_id.cancel(self.reason)
        return {"type": "ir.actions.act_window_close"}
