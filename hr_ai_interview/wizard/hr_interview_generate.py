from odoo import api, fields, models
from odoo.exceptions import UserError

from ..engine import QUESTION_TYPES, EngineError


class HrInterviewGenerate(models.TransientModel):
    """Generate questions: choose what to ask for, look at the drafts, hand them to review.

    The drafts are real draft questions from the moment they are generated, so closing the window
    loses nothing; what is not wanted is discarded here or rejected in the review. What a provider drafts goes
    on without the window. The order and the progress of it are in the two files beside this one.
    """

    _name = "hr.interview.generate"
    _inherit = ["hr.interview.generate.order"]
    _description = "Generate Interview Questions"

    job_id = fields.Many2one("hr.job", string="Job position", required=True)
    applicant_id = fields.Many2one(
        "hr.applicant",
        string="Candidate",
        domain="[('job_id', '=', job_id)]",
        help="About a third of the drafts follow this candidate's résumé; only they are asked those.",
    )
    count = fields.Integer("How many", default=10, required=True)
    lang = fields.Selection(
        lambda self: self.env["hr.interview.lang"].active_selection(),
        string="Language",
        required=True,
        default=lambda self: self.env["hr.interview.lang"].default(),
    )
    difficulty = fields.Selection(
        [
            ("", "A mix"),
            ("basic", "Basic"),
            ("intermediate", "Intermediate"),
            ("advanced", "Advanced"),
        ],
        default="",
    )
    with_behavioural = fields.Boolean("Behavioural", default=True)
    with_situational = fields.Boolean("Situational (role-play)", default=True)
    with_technical = fields.Boolean("Technical", default=True)
    with_okr = fields.Boolean("OKR", default=True)
    with_culture = fields.Boolean("Culture", default=True)
    with_written = fields.Boolean("Written", default=True)
    kpi_ids = fields.Many2many(
        "hr.interview.kpi",
        string="Focus on KPIs",
        domain="[('id', 'in', job_kpi_ids)]",
        help="Every draft serves one of them. Empty: all of the job.",
    )
    competency_ids = fields.Many2many(
        "hr.interview.competency",
        string="Focus on competencies",
        domain="[('id', 'in', job_competency_ids)]",
    )
    job_kpi_ids = fields.Many2many("hr.interview.kpi", compute="_compute_job_links")
    job_competency_ids = fields.Many2many("hr.interview.competency", compute="_compute_job_links")
    readiness = fields.Integer(related="job_id.interview_readiness_score")
    missing = fields.Text(related="job_id.interview_missing")

    # Preview
    question_ids = fields.Many2many(
        "hr.interview.question",
        string="Drafts",
        compute="_compute_question_ids",
        inverse="_inverse_question_ids",
    )
    notes = fields.Text(compute="_compute_notes")

    @api.depends("job_id")
    def _compute_job_links(self):
        for wizard in self:
            wizard.job_kpi_ids = wizard.job_id.interview_kpi_ids.kpi_id
            wizard.job_competency_ids = wizard.job_id.interview_competency_ids.competency_id

    @api.depends("task_ids")
    def _compute_question_ids(self):
        for wizard in self:
            wizard.question_ids = wizard._get_drafts()

    def _inverse_question_ids(self):
        """What is removed from the list is not wanted: its draft goes."""
        for wizard in self:
            (wizard._get_drafts() - wizard.question_ids).filtered(lambda q: q.state == "draft").unlink()

    def _get_drafts(self):
        return self.env["hr.interview.question"].search([("ai_task_id", "in", self.task_ids.ids)], order="id")

    @api.depends("task_ids.state", "task_ids.message")
    @api.depends_context("lang")
    def _compute_notes(self):
        for wizard in self:
            done = wizard.task_ids.filtered(lambda task: task.state == "done")
            lines = [line for task in done for line in (task.message or "").splitlines()]
            wizard.notes = "\n".join(dict.fromkeys(lines)) or False

    def _prepare_options(self):
        self.ensure_one()
        types = [name for name in QUESTION_TYPES if self[f"with_{name}"]]
        if not types:
            raise UserError(self.env._("Choose at least one type of question."))
        options = {
            "engine": self.provider_id.code,
            "count": self.count,
            "types": [] if len(types) == len(QUESTION_TYPES) else types,
            "difficulty": self.difficulty or False,
            "lang": self.lang,
            "kpi_ids": self.kpi_ids.ids,
            "competency_ids": self.competency_ids.ids,
            "applicant_id": self.applicant_id.id,
        }
        return {key: value for key, value in options.items() if value or key == "count"}

    def action_generate(self):
        """Draft the questions, or have them drafted, and show how far it is."""
        self.ensure_one()
        try:
            [result] = self.job_id.generate_interview_questions(self._prepare_options())
        except EngineError as error:
            raise UserError(str(error)) from error
        self.write({"task_ids": [fields.Command.set(result["task_ids"])], "batch": result["batch"]})
        return self._reopen()

    def action_again(self):
        """Discard these drafts and go back to the choices."""
        self.ensure_one()
        self.question_ids.filtered(lambda q: q.state == "draft").unlink()
        self._forget_batch()
        return self._reopen()

    def action_submit(self):
        """Hand the drafts over to the reviewers and close."""
        self.question_ids.action_submit()
        return self.action_open()

    def action_save(self):
        """Keep the drafts that are left, and close."""
        return {"type": "ir.actions.act_window_close"}

    def action_open(self):
        """Open the drafts in the bank."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("hr_ai_interview.hr_interview_question_action")
        return {**action, "domain": [("id", "in", self.question_ids.ids)], "context": {}}

    def action_review(self):
        """Review the drafts right away."""
        self.ensure_one()
        return self.question_ids.action_review()

    def _forget_batch(self):
        self.write({"task_ids": [fields.Command.clear()], "batch": False})

    def _reopen(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Generate questions"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }
