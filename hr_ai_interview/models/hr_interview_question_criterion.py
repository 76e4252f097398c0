from odoo import api, fields, models

from ..engine import ANCHOR_LEVELS

TEXT_FIELDS = ("name", *(f"anchor_{level}" for level in ANCHOR_LEVELS), "positive", "negative")


class HrInterviewQuestionCriterion(models.Model):
    _name = "hr.interview.question.criterion"
    _inherit = "hr.interview.mirror.mixin"
    _description = "Rubric Criterion"
    _order = "sequence, id"
    _check_company_auto = True
    _mirrored_fields = TEXT_FIELDS

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
        "CHECK (weight > 0 AND weight < 'Infinity')", "The weight of a criterion has to be greater than zero."
    )

    @api.model_create_multi
    def create(self, vals_list):
        criteria = super().create(vals_list)
        criteria._check_question_open()
        criteria._mirror_texts()
        criteria._note_edit()
        criteria.question_id._note_rubric()
        return criteria

    def write(self, vals):
        changed = self.filtered(lambda criterion: criterion._changes(vals))
        changed._check_question_open()
        mirrors = changed._get_all_mirrors(vals)
        result = super().write(vals)
        changed._sync_mirrors(vals, mirrors)
        changed._check_question_open()
        changed._note_edit()
        changed.question_id._note_rubric()
        return result

    def _update_field_translations(self, field_name, translations, digest=None, source_lang=""):
        """The translation dialog writes past write(): the same rules hold for it."""
        if field_name in TEXT_FIELDS:
            self.ensure_one()
            question = self.question_id
            if not self.env.su:
                self.check_access("write")
                translations = self._follow_original(field_name, translations)
            approved = set(question.approved_lang_ids.mapped("code"))
            if question.state != "approved" or set(translations) & approved:
                question._check_rubric_open()
                self._note_edit()
                if self._get_own_code() in translations:
                    question._note_rubric()
            elif not self.env.su:
                question._note_translation(translations)
            translations = self._keep_apart(field_name, translations)
        return super()._update_field_translations(
            field_name, translations, digest=digest, source_lang=source_lang
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_check_question(self):
        self._check_question_open()
        self._note_edit()
        self.question_id._note_rubric()

    def _changes(self, vals):
        """Tell whether ``vals`` differ from what is stored; the same values again are no edit."""
        self.ensure_one()
        current = {name: self[name] for name in vals}
        return any(
            (value.id if isinstance(value, models.BaseModel) else value) != vals[name]
            for name, value in current.items()
        )

    def _check_question_open(self):
        self.question_id._check_rubric_open()

    def _note_edit(self):
        """A row of the rubric is part of the question; the system's own copies are no edit."""
        if not self.env.su:
            self.question_id._note_edit()

    def _get_text_owner(self):
        return self.question_id

    def _get_anchors(self):
        """Return {level: text} for the six levels."""
        self.ensure_one()
        return {level: self[f"anchor_{level}"] or "" for level in ANCHOR_LEVELS}
