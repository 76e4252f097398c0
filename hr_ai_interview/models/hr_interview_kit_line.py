from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import SQL


class HrInterviewKitLine(models.Model):
    _name = "hr.interview.kit.line"
    _inherit = "hr.interview.closed.mixin"
    _description = "Question of a Kit"
    _order = "sequence, id"
    _rec_name = "question_id"
    _check_company_auto = True
    _closed_fields = frozenset({"value"})

    kit_id = fields.Many2one("hr.interview.kit", required=True, ondelete="cascade", index=True)
    question_id = fields.Many2one(
        "hr.interview.question", required=True, ondelete="restrict", index=True, check_company=True
    )
    company_id = fields.Many2one(related="kit_id.company_id", store=True, precompute=True)
    sequence = fields.Integer(default=10)
    minutes = fields.Integer(compute="_compute_minutes", store=True, readonly=False, precompute=True)
    value = fields.Float(
        compute="_compute_value",
        store=True,
        precompute=True,
        help="Learned weight times the weights of the KPIs of the job that the question serves, on the day "
        "it was put into the kit; next to nothing when it serves none.",
    )
    question_type = fields.Selection(related="question_id.question_type")
    competency_ids = fields.Many2many(related="question_id.competency_ids")
    kpi_ids = fields.Many2many(related="question_id.kpi_ids")
    is_stale = fields.Boolean(related="question_id.is_stale")

    _question_once = models.Constraint("UNIQUE (kit_id, question_id)", "A kit asks each question once.")

    @api.depends("question_id")
    def _compute_minutes(self):
        for line in self:
            line.minutes = line.question_id.minutes

    @api.depends("question_id", "kit_id.job_id")
    def _compute_value(self):
        """The same for a line placed by hand as for one of the assembly: totals are comparable."""
        for kit, lines in self.grouped("kit_id").items():
            values = kit._get_values(lines.question_id) if kit else {}
            for line in lines:
                line.value = values.get(line.question_id.id, 0.0)

    @api.constrains("question_id", "kit_id")
    def _check_question_id(self):
        """What may stand in a kit, whoever puts it there.

        Business rules
        1. Only approved questions, approved in the language of the kit.
        2. Never a question that was drafted for one candidate, never a planted one.
        3. No two questions that exclude each other.
        4. No outdated question is added; one that is in a kit already stays until somebody decides.
        """
        self._lock_questions()
        for line in self:
            question = line.question_id.sudo()
            if question.state != "approved":
                raise ValidationError(
                    self.env._("%(code)s is not approved, so no kit can hold it.", code=question.code)
                )
            if question.is_stale:
                raise ValidationError(
                    self.env._("%(code)s is outdated, so no new kit can hold it.", code=question.code)
                )
            if question.applicant_id or question.is_seeded:
                raise ValidationError(
                    self.env._("%(code)s is not meant for every candidate.", code=question.code)
                )
            langs = question.approved_lang_ids.mapped("code")
            lang = line.kit_id.lang
            if not any(self.env["hr.interview.lang"].normalise(code) == lang for code in langs):
                raise ValidationError(
                    self.env._(
                        "%(code)s is not approved in the language of the kit (%(lang)s).",
                        code=question.code,
                        lang=lang,
                    )
                )
        for kit in self.kit_id:
            asked = kit.line_ids.question_id.sudo()
            for question in asked:
                if enemies := (question.enemy_ids | question.enemy_of_ids) & asked:
                    raise ValidationError(
                        self.env._(
                            "%(one)s and %(other)s exclude each other.",
                            one=question.code,
                            other=enemies[0].code,
                        )
                    )

    def _lock_questions(self):
        """Hold the questions until the end: one that is retired meanwhile must not slip in unmarked.

        PostgreSQL refuses the lock when somebody changed a question since this transaction began;
        Odoo then runs the call again and sees the change.
        """
        if ids := self.question_id.ids:
            self.env.cr.execute(
                SQL("SELECT id FROM hr_interview_question WHERE id IN %s FOR SHARE", tuple(ids))
            )

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._check_kit_open()
        return lines

    def write(self, vals):
        self._check_kit_open()
        result = super().write(vals)
        self._check_kit_open()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_check_kit(self):
        self._check_kit_open()

    def _check_kit_open(self):
        """A kit in use stays as it is: every candidate of the job is asked the same."""
        if any(kit.state == "ready" for kit in self.kit_id):
            raise UserError(self.env._("A kit in use is fixed. Set it back to draft to change it."))

    def action_swap(self):
        """Open the choice of another question for this place."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Swap question"),
            "res_model": "hr.interview.kit.swap",
            "view_mode": "form",
            "target": "new",
            "context": {"default_line_id": self.id},
        }
