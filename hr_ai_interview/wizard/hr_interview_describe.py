from odoo import api, fields, models
from odoo.exceptions import UserError

from ..engine.offline.filters import PERSONAL, verdict


class HrInterviewDescribe(models.TransientModel):
    """Draft the public description of a job from its profile; a person edits it and takes it over."""

    _name = "hr.interview.describe"
    _description = "Draft a Job Description"

    job_id = fields.Many2one("hr.job", string="Job position", required=True)
    lang = fields.Selection(
        lambda self: self.env["hr.interview.lang"].active_selection(),
        string="Language",
        required=True,
        default=lambda self: self.env["hr.interview.lang"].default(),
    )
    body = fields.Html("Draft", compute="_compute_body", store=True, readonly=False)
    findings = fields.Text("Wording check", compute="_compute_findings")
    has_description = fields.Boolean(compute="_compute_has_description")

    @api.depends("job_id", "lang")
    def _compute_body(self):
        for wizard in self:
            wizard.body = wizard.job_id and wizard._draft()

    @api.depends("body", "lang")
    def _compute_findings(self):
        """Name the lines that ask for protected traits: the same rule keeps them out of questions."""
        drafting = self.env["hr.interview.drafting"]
        for wizard in self:
            lines = [line for line in drafting._split_html(wizard.body) if verdict(line) == PERSONAL]
            wizard.findings = "\n".join(
                self.env._("This line asks for a personal or protected trait: %s", line) for line in lines
            )

    @api.depends("job_id")
    def _compute_has_description(self):
        for wizard in self:
            wizard.has_description = bool(
                self.env["hr.interview.drafting"]._split_html(wizard.job_id.description)
            )

    def _draft(self):
        """Return the description: what the person does, what it is for, what it takes. Nothing is made up."""
        job = self.job_id.with_context(lang=self.env["hr.interview.lang"].odoo_code(self.lang))
        drafting = self.env["hr.interview.drafting"]
        own = job.job_skill_ids.skill_id
        return self.env["ir.qweb"]._render(
            "hr_ai_interview.job_description",
            {
                "duties": drafting._split_lines(job.interview_duties),
                "goals": [link.kpi_id.name for link in job.interview_kpi_ids],
                "requirements": drafting._split_lines(job.requirements),
                "skills": job.job_skill_ids,
                "typical": job.interview_family_id.skill_ids - own,
                "competencies": [link.competency_id for link in job.interview_competency_ids],
            },
            lang=job.env.lang,
        )

    def action_apply(self):
        """Make it the public description; the text before it is kept in the chatter of the job."""
        self.ensure_one()
        if not self.env["hr.interview.drafting"]._split_html(self.body):
            raise UserError(self.env._("The draft is empty: fill in the profile of the job first."))
        job = self.job_id
        if self.has_description:
            job.message_post(body=self.env._("Description before: %s", job.description))
        job.description = self.body
        return {"type": "ir.actions.act_window_close"}
