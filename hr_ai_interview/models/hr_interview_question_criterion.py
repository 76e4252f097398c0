from odoo import api, fields, models

from ..engine import ANCHOR_LEVELS


class HrInterviewQuestionCriterion(models.Model):
    _name = "hr.interview.question.criterion"
    _description = "Rubric Criterion"
    _order = "sequence, id"
    _check_company_auto = True

    question_id = fields.Many2one("hr.interview.question", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="question_id.company_id", store=True)
    sequence = fields.Integer(default=10)
    key = fields.Char(help="Short name that stays the same in every language.")
    name = fields.Char("Criterion", required=True, translate=True)
    weight = fields.Float(default=1.0, help="Share of this criterion in the score of the answer.")
    competency_id = fields.Many2one("hr.interview.competency", ondelete="restrict", check_company=True)

    anchor_0 = fields.Text("0: not shown", translate=True)
    anchor_2 = fields.Text("2: weak", translate=True)
    anchor_4 = fields.Text("4: partly", translate=True)
    anchor_6 = fields.Text("6: solid", translate=True)
    anchor_8 = fields.Text("8: strong", translate=True)
    anchor_10 = fields.Text("10: exemplary", translate=True)
    positive = fields.Text("Positive indicators", translate=True, help="One a line.")
    negative = fields.Text("Negative indicators", translate=True, help="One a line.")

    _weight_positive = models.Constraint(
        "CHECK (weight > 0)", "The weight of a criterion has to be greater than zero."
    )

    @api.model_create_multi
    def create(self, vals_list):
        criteria = super().create(vals_list)
        criteria._check_question_open()
        criteria._note_edit()
        return criteria

    def write(self, vals):
        self._check_question_open()
        result = super().write(vals)
        self._check_question_open()
        self._note_edit()
        return result

    def _update_field_translations(self, field_name, translations, digest=None, source_lang=""):
        """The translation dialog writes past write(): the same rules hold for it."""
        self.question_id.filtered(
            lambda q: set(translations) & set(q.approved_lang_ids.mapped("code"))
        )._check_rubric_open()
        return super()._update_field_translations(
            field_name, translations, digest=digest, source_lang=source_lang
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_check_question(self):
        self._check_question_open()
        self._note_edit()

    def _check_question_open(self):
        self.question_id._check_rubric_open()

    def _note_edit(self):
        """A row of the rubric is part of the question; the system's own copies are no edit."""
        if not self.env.su:
            self.question_id._note_edit()

    def _get_anchors(self):
        """Return {level: text} for the six levels."""
        self.ensure_one()
        return {level: self[f"anchor_{level}"] or "" for level in ANCHOR_LEVELS}
