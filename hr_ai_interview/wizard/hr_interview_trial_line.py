from odoo import fields, models


class HrInterviewTrialLine(models.TransientModel):
    _name = "hr.interview.trial.line"
    _description = "Result of a Trial"

    trial_id = fields.Many2one("hr.interview.trial", required=True, ondelete="cascade")
    name = fields.Char("Criterion", required=True)
    status = fields.Selection(
        [
            ("scored", "Scored"),
            ("insufficient_evidence", "Insufficient evidence"),
            ("unstable", "Unstable, withheld"),
        ],
        required=True,
    )
    # Text on purpose: what has no score shows nothing, never 0.
    score_text = fields.Char("Score (0-10)")
    quotes = fields.Text("Evidence")
    reason = fields.Text()
