import json

from odoo import fields, models


class HrInterviewSummary(models.Model):
    """What an engine says an interview showed: each sentence with its quote, no score, no advice.

    Blind like scores: it is there for nobody before their own scores are in. The newest one counts.
    """

    _name = "hr.interview.summary"
    _description = "Summary of an Interview"
    _inherit = ["hr.interview.sealed.mixin"]
    _order = "id desc"
    _rec_name = "engine"

    interview_id = fields.Many2one("hr.interview", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="interview_id.company_id", store=True, precompute=True)
    task_id = fields.Many2one("hr.interview.ai.task", ondelete="set null")
    engine = fields.Char(required=True)
    engine_version = fields.Char()
    model_name = fields.Char("Model")
    text = fields.Text("Summary", help="JSON: strengths, concerns, open points.")

    def _to_json(self):
        """Return one summary as the API gives it, with the label of what it is."""
        self.ensure_one()
        return {
            **json.loads(self.text or "{}"),
            "engine": self.engine,
            "version": self.engine_version or False,
            "model": self.model_name or False,
            "label": self.env._("AI suggestion by %s", self.engine),
        }
