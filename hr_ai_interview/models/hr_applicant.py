import uuid

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..engine.documents import RESUME_TYPES, DocumentError, extract_text
from ..engine.schema import ProfileRequest

#: A résumé is read up to this length; longer files are books.
MAX_RESUME_CHARS = 60_000


class HrApplicant(models.Model):
    _name = "hr.applicant"
    _inherit = [
        "hr.applicant",
        "hr.interview.applicant.planning",
        "hr.interview.applicant.comparison",
        "hr.interview.applicant.decision",
        "hr.interview.applicant.report",
        "hr.interview.applicant.prediction",
        "hr.interview.closed.mixin",
    ]
    _closed_fields = frozenset({"interview_profile", "interview_profile_note", "interview_key"})

    interview_question_ids = fields.One2many(
        "hr.interview.question", "applicant_id", string="Questions for this candidate"
    )
    interview_question_count = fields.Integer(compute="_compute_interview_question_count")
    interview_open_points = fields.Text(
        "Open points",
        help="What earlier interviews left open, one a line. New questions probe it deeper.",
    )

    interview_profile = fields.Text(
        "What the résumé shows",
        readonly=True,
        copy=False,
        groups="hr_recruitment.group_hr_recruitment_interviewer",
        help="Written by a language model from the redacted résumé; each line rests on words of the résumé.",
    )
    interview_profile_note = fields.Char(
        "Written by", readonly=True, copy=False, groups="hr_recruitment.group_hr_recruitment_interviewer"
    )

    interview_ids = fields.One2many("hr.interview", "applicant_id", string="Interviews")
    interview_count = fields.Integer(compute="_compute_interview_count")
    interview_decision_ids = fields.One2many("hr.interview.decision", "applicant_id", string="Decisions")
    interview_key = fields.Char(
        "Pseudonym",
        readonly=True,
        copy=False,
        index="btree_not_null",
        groups="hr_recruitment.group_hr_recruitment_manager",
        help="Under this key the interviews of a person are analysed, never under the name.",
    )

    def _compute_interview_count(self):
        counts = dict(
            self.env["hr.interview"]._read_group(
                [("applicant_id", "in", self.ids)], ["applicant_id"], ["__count"]
            )
        )
        for applicant in self:
            applicant.interview_count = counts.get(applicant, 0)

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
        self.env["hr.interview.ai.task"].sudo().search([("applicant_id", "in", self.ids)])._erase()
        # The database would cascade too, and leave the meetings with the candidate's name behind.
        self.env["hr.interview"].sudo().with_context(active_test=False).search(
            [("applicant_id", "in", self.ids)]
        ).unlink()

    def create_employee_from_applicant(self):
        """The employee keeps the pseudonym, so that what became of a hire finds the interview."""
        action = super().create_employee_from_applicant()
        # sudo: who hires need not be allowed to see the key.
        employee = self.env["hr.employee"].sudo().browse(action["res_id"])
        employee.interview_key = self._get_interview_key()
        return action

    def _get_interview_key(self):
        """Return the pseudonym under which the interviews of a person are analysed; made on first use."""
        self.ensure_one()
        applicant = self.sudo()
        if not applicant.interview_key:
            applicant.interview_key = uuid.uuid4().hex
        return applicant.interview_key

    def action_interviews(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("hr_ai_interview.hr_interview_action")
        return {
            **action,
            "domain": [("applicant_id", "=", self.id)],
            "context": {"default_applicant_id": self.id, "search_default_open": 0},
        }

    def _get_plan_action(self):
        action = self.env["ir.actions.act_window"]._for_xml_id("hr_ai_interview.hr_interview_plan_action")
        return {**action, "context": {"default_applicant_ids": self.ids}}

    def action_compare_interviews(self):
        """Open these candidates side by side."""
        self.compare_interviews()
        return {
            "type": "ir.actions.client",
            "tag": "hr_ai_interview.compare",
            "name": self.env._("Compare candidates"),
            "params": {"applicant_ids": self.ids},
            "context": {"active_ids": self.ids, "active_model": self._name},
        }

    def action_interview_questions(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("hr_ai_interview.hr_interview_question_action")
        return {**action, "domain": [("applicant_id", "=", self.id)], "context": {}}

    def action_interview_generate(self):
        """Draft questions for the job that also follow this candidate's résumé."""
        self.ensure_one()
        return self.job_id._get_generate_action(default_applicant_id=self.id)

    def action_interview_profile(self):
        """Have a language model find what of the résumé speaks to the needs of the job; queued."""
        self.ensure_one()
        self.check_access("write")
        if not self.job_id:
            raise UserError(self.env._("Choose the job position first."))
        drafting = self.env["hr.interview.drafting"]
        provider = self.env["hr.interview.provider"]._find_for("send_resume")
        options = drafting._clean_options({"applicant_id": self.id, "seed": 0})
        request = drafting._prepare_request(self.job_id, options)
        if not request.candidate.resume:
            raise UserError(
                self.env._("There is no résumé that can be read: attach a PDF, Word (.docx) or text file.")
            )
        vals = self.env["hr.interview.outbound"]._prepare_task_vals(
            "profile",
            ProfileRequest(request.job, request.candidate.resume, request.lang),
            provider,
            self,
            subject=f"hr.applicant.profile,{self.id}",
        )
        company = self.company_id or self.env.company
        task = (
            self.env["hr.interview.ai.task"]
            .sudo()
            ._enqueue([{**vals, "job_id": self.job_id.id, "company_id": company.id}])
        )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning" if task.state == "held" else "info",
                "message": task.message
                or self.env._("The résumé is being read; the result appears on this page."),
            },
        }

    def _set_interview_profile(self, task, result):
        """Store what the model found, with where it comes from; AI text stays plain text."""
        self.check_access("write")
        lines = [f"• {item.need}: {item.text} “{item.evidence.quote}”" for item in result.items]
        if result.open_points:
            lines += [
                "",
                self.env._("The résumé says nothing about (to be asked, not held against anybody):"),
            ]
            lines += [f"• {point}" for point in result.open_points]
        note = self.env._(
            "AI suggestion by %(engine)s (%(model)s), %(date)s",
            engine=task.engine,
            model=task.model_name,
            date=fields.Date.context_today(self),
        )
        # sudo: what is labelled as a model's words is written by the system only.
        self.sudo().write({"interview_profile": "\n".join(lines) or False, "interview_profile_note": note})

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
