from odoo import fields, models


class HrInterviewNote(models.Model):
    """What one interviewer noted for themselves; blind to the others until they have submitted too."""

    _name = "hr.interview.note"
    _description = "Interview Note"
    _inherit = ["hr.interview.sealed.mixin"]
    _order = "id"

    answer_id = fields.Many2one("hr.interview.answer", required=True, ondelete="cascade", index=True)
    interview_id = fields.Many2one(related="answer_id.interview_id", store=True, precompute=True, index=True)
    company_id = fields.Many2one(related="answer_id.company_id", store=True, precompute=True)
    user_id = fields.Many2one("res.users", required=True, ondelete="restrict", index=True)
    text = fields.Text("Note")
    revision = fields.Integer(default=0)
    is_submitted = fields.Boolean()

    _user_once = models.Constraint("UNIQUE (answer_id, user_id)", "One note per person and question.")
