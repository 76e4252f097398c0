from odoo import fields, models


class HrInterviewQuestionTag(models.Model):
    _name = "hr.interview.question.tag"
    _description = "Question Tag"
    _order = "name"

    name = fields.Char(required=True, translate=True)
    color = fields.Integer()

    _name_unique = models.Constraint("UNIQUE (name)", "A tag of this name exists already.")
