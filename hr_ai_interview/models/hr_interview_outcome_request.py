from odoo import api, fields, models


class HrInterviewOutcomeRequest(models.Model):
    """That somebody was asked for an outcome: once per hire and window, whatever became of the activity."""

    _name = "hr.interview.outcome.request"
    _description = "Request for an Outcome"
    _inherit = ["hr.interview.record.mixin"]
    _order = "id desc"

    employee_id = fields.Many2one("hr.employee", required=True, ondelete="cascade", index=True)
    window_days = fields.Integer(required=True)
    activity_id = fields.Many2one("mail.activity", ondelete="set null")

    _once = models.Constraint("UNIQUE (employee_id, window_days)", "One request per hire and window.")

    @api.model
    def _close(self, keys):
        """Close the reminders that are answered; ``keys``: (employee id, window)."""
        employees = list({employee_id for employee_id, _window in keys})
        requests = self.search([("employee_id", "in", employees), ("activity_id", "!=", False)])
        answered = requests.filtered(lambda r: (r.employee_id.id, r.window_days) in keys)
        # Done activities stay, archived.
        if activities := answered.activity_id.filtered("active"):
            activities.action_feedback()
