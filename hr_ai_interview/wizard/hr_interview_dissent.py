from odoo import fields, models


class HrInterviewDissent(models.TransientModel):
    """Put on record that one sees a decision differently."""

    _name = "hr.interview.dissent"
    _description = "Dissent"

    decision_id = fields.Many2one("hr.interview.decision", required=True)
    text = fields.Text("What you see differently", required=True)

    def action_record(self):
        self.ensure_one()
        self.decision_id.action_dissent(self.text)
        return {"type": "ir.actions.act_window_close"}
