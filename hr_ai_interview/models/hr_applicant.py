from odoo import api, fields, models

from ..engine.documents import DocumentError, extract_text

#: A résumé is read up to this length; longer files are books.
MAX_RESUME_CHARS = 60_000
RESUME_TYPES = (".pdf", ".docx", ".txt")


class HrApplicant(models.Model):
    _inherit = "hr.applicant"

    interview_question_ids = fields.One2many(
        "hr.interview.question", "applicant_id", string="Questions for this candidate"
    )
    interview_question_count = fields.Integer(compute="_compute_interview_question_count")
    interview_open_points = fields.Text(
        "Open points",
        help="What earlier interviews left open, one a line. New questions probe it deeper.",
    )

    def _compute_interview_question_count(self):
        counts = dict(
            self.env["hr.interview.question"]._read_group(
                [("applicant_id", "in", self.ids)], ["applicant_id"], ["__count"]
            )
        )
        for applicant in self:
            applicant.interview_question_count = counts.get(applicant, 0)

    @api.ondelete(at_uninstall=False)
    def _unlink_interview_questions(self):
        """What was drafted from a candidate's papers is erased with the candidate, messages included."""
        # sudo: erasure must not stop at questions this user cannot see.
        Question = self.env["hr.interview.question"].sudo().with_context(active_test=False)
        Question.search([("applicant_id", "in", self.ids)]).unlink()

    def action_interview_questions(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("hr_ai_interview.hr_interview_question_action")
        return {**action, "domain": [("applicant_id", "=", self.id)], "context": {}}

    def action_interview_generate(self):
        """Draft questions for the job that also follow this candidate's résumé."""
        self.ensure_one()
        action = self.job_id.action_interview_generate() if self.job_id else self._interview_no_job()
        action["context"] = {**action["context"], "default_applicant_id": self.id}
        return action

    def _interview_no_job(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Generate questions"),
            "res_model": "hr.interview.generate",
            "view_mode": "form",
            "target": "new",
            "context": {},
        }

    def _get_resume_text(self):
        """Return the visible text of the newest readable résumé file, "" when there is none."""
        self.ensure_one()
        self.check_access("read")
        # The index of attachments is no source: it holds hidden text and loses Chinese.
        for attachment in self.attachment_ids.sorted("id", reverse=True):
            if not (attachment.name or "").lower().endswith(RESUME_TYPES):
                continue
            try:
                return extract_text(attachment.raw or b"", attachment.name)[:MAX_RESUME_CHARS]
            except DocumentError:
                continue
        return ""
