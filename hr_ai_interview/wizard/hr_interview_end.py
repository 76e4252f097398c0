from odoo import fields, models


class HrInterviewEnd(models.TransientModel):
    """Move, cancel or close as no-show, always with a reason."""

    _name = "hr.interview.end"
    _description = "Move or Cancel an Interview"

    interview_id = fields.Many2one("hr.interview", required=True)
    kind = fields.Selection(
        [("move", "Move to another time"), ("no_show", "Candidate did not come"), ("cancel", "Cancel")],
        string="What",
        required=True,
        default="move",
    )
    date_start = fields.Datetime("New time")
    minutes = fields.Integer(default=lambda self: self._default_minutes())
    reason = fields.Text(required=True)

    def _default_minutes(self):
        return self.env["hr.interview"].browse(self.env.context.get("default_interview_id")).minutes or 45

    def action_apply(self):
        self.ensure_one()
        if self.kind == "move":
            self.interview_id._reschedule(self.date_start, self.minutes, self.reason)
        else:
            self.interview_id._cancel(self.reason, no_show=self.kind == "no_show")
        return {"type": "ir.actions.act_window_close"}
