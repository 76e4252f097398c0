from odoo import api, fields, models
from odoo.exceptions import UserError

from ..engine import ANCHOR_LEVELS


class HrInterviewCompetency(models.Model):
    _name = "hr.interview.competency"
    _description = "Competency"
    _inherit = ["hr.interview.revisioned", "mail.thread"]
    _order = "sequence, name, id"
    _revision_fields = (
        "name",
        "definition",
        "is_culture",
        *(f"anchor_{level}" for level in ANCHOR_LEVELS),
    )

    name = fields.Char(required=True, translate=True, tracking=True)
    code = fields.Char(help="Short name that stays the same in every language.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    color = fields.Integer()
    company_id = fields.Many2one("res.company", default=lambda self: self.env.company)
    definition = fields.Text(translate=True, help="What the competency means in this company.")
    is_culture = fields.Boolean(
        "Company value", help="Questions on company values are drafted from these competencies."
    )
    user_id = fields.Many2one("res.users", string="Owner", default=lambda self: self.env.user)

    indicator_ids = fields.One2many(
        "hr.interview.competency.indicator", "competency_id", string="Observable indicators", copy=True
    )
    positive_ids = fields.One2many(
        "hr.interview.competency.indicator",
        "competency_id",
        string="Shows it",
        domain=[("polarity", "=", "positive")],
    )
    negative_ids = fields.One2many(
        "hr.interview.competency.indicator",
        "competency_id",
        string="Speaks against it",
        domain=[("polarity", "=", "negative")],
    )

    # Behaviourally anchored scale, 0-10 in steps of two
    anchor_0 = fields.Text("0: not shown", translate=True)
    anchor_2 = fields.Text("2: weak", translate=True)
    anchor_4 = fields.Text("4: partly", translate=True)
    anchor_6 = fields.Text("6: solid", translate=True)
    anchor_8 = fields.Text("8: strong", translate=True)
    anchor_10 = fields.Text("10: exemplary", translate=True)

    question_count = fields.Integer(compute="_compute_question_count")

    def _compute_question_count(self):
        counts = dict(
            self.env["hr.interview.question"]._read_group(
                [("competency_ids", "in", self.ids)], ["competency_ids"], ["__count"]
            )
        )
        for competency in self:
            competency.question_count = counts.get(competency, 0)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_in_use(self):
        in_jobs = self.env["hr.interview.job.competency"].sudo().search([("competency_id", "in", self.ids)])
        in_bank = self.env["hr.interview.question"].sudo().search([("competency_ids", "in", self.ids)])
        in_rubrics = (
            self.env["hr.interview.question.criterion"].sudo().search([("competency_id", "in", self.ids)])
        )
        in_rounds = self.env["hr.interview.round.limit"].sudo().search([("competency_id", "in", self.ids)])
        in_interviews = (
            self.env["hr.interview.answer.criterion"].sudo().search([("competency_id", "in", self.ids)])
        )
        users = (
            in_jobs.competency_id
            | in_bank.competency_ids
            | in_rubrics.competency_id
            | in_rounds.competency_id
            | in_interviews.competency_id
        )
        if used := users & self:
            raise UserError(
                self.env._(
                    "%(names)s is used by job positions, rounds, questions or interviews. "
                    "Archive it instead of deleting it.",
                    names=", ".join(used.mapped("display_name")[:5]),
                )
            )

    def _get_anchors(self):
        """Return {level: text} of the anchors that are filled in."""
        self.ensure_one()
        return {level: text for level in ANCHOR_LEVELS if (text := self[f"anchor_{level}"])}

    def action_view_questions(self):
        action = self.env["ir.actions.act_window"]._for_xml_id("hr_ai_interview.hr_interview_question_action")
        return {**action, "domain": [("competency_ids", "in", self.ids)], "context": {}}
