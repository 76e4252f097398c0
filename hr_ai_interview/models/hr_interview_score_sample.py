from odoo import fields, models


class HrInterviewScoreSample(models.Model):
    """One scoring of one answer by an engine, before repeats are put together. For nobody's eyes.

    Repeats show how steady an engine is; only what they make together is a rating.
    """

    _name = "hr.interview.score.sample"
    _description = "Repeat of an AI Scoring"
    _inherit = ["hr.interview.sealed.mixin"]
    _order = "id"

    answer_id = fields.Many2one("hr.interview.answer", required=True, ondelete="cascade", index=True)
    task_id = fields.Many2one("hr.interview.ai.task", required=True, ondelete="cascade", index=True)
    batch = fields.Char(required=True)
    text = fields.Text("Result")

    _task_once = models.Constraint("UNIQUE (task_id)", "A task gives one result.")
