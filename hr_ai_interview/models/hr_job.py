from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError

#: Who sees the interview side of a job: like the recruitment fields of core, not every employee.
READERS = (
    "hr_recruitment.group_hr_recruitment_interviewer,"
    "hr_ai_interview.group_analyst,hr_ai_interview.group_auditor"
)


class HrJob(models.Model):
    _name = "hr.job"
    _inherit = [
        "hr.job",
        "hr.interview.ai.stop.mixin",
        "hr.interview.revision.mixin",
        "hr.interview.job.readiness",
        "hr.interview.job.api",
    ]
    _ai_stop_field = "job_id"
    _revision_name = "interview_profile_revision"
    _closed_fields = frozenset({"interview_profile_revision"})
    _revision_fields = (
        "name",
        "description",
        "requirements",
        "interview_duties",
        "interview_family_id",
    )

    interview_duties = fields.Text(
        "Duties",
        translate=True,
        help="What the person does, one duty a line. Questions are drafted from these lines.",
        groups=READERS,
    )
    interview_family_id = fields.Many2one(
        "hr.interview.job.family",
        string="Job family",
        index="btree_not_null",
        check_company=True,
        help="Jobs of one family share approved questions and what is learned about them.",
        groups=READERS,
    )
    interview_kpi_ids = fields.One2many(
        "hr.interview.job.kpi", "job_id", string="KPIs", copy=True, groups=READERS
    )
    interview_competency_ids = fields.One2many(
        "hr.interview.job.competency",
        "job_id",
        string="Competencies",
        copy=True,
        groups=READERS,
    )
    interview_round_ids = fields.One2many(
        "hr.interview.round", "job_id", string="Interview rounds", copy=True, groups=READERS
    )
    interview_question_ids = fields.One2many(
        "hr.interview.question", "job_id", string="Interview questions", groups=READERS
    )
    interview_kit_ids = fields.One2many("hr.interview.kit", "job_id", string="Interview kits", groups=READERS)

    interview_profile_revision = fields.Integer(
        "Profile revision", default=1, readonly=True, copy=False, groups=READERS
    )
    interview_review_date = fields.Date(
        "Profile review due",
        default=lambda self: self._default_interview_review_date(),
        copy=False,
        help="On this day the recruiter is asked to check that the profile still describes the job.",
        groups=READERS,
    )

    interview_readiness_score = fields.Integer(
        "Interview readiness", compute="_compute_interview_readiness", compute_sudo=True, groups=READERS
    )
    interview_missing = fields.Text(
        "Missing for good questions",
        compute="_compute_interview_readiness",
        compute_sudo=True,
        groups=READERS,
    )
    interview_question_count = fields.Integer(compute="_compute_interview_counts", groups=READERS)
    interview_review_count = fields.Integer(
        "Questions to review", compute="_compute_interview_counts", groups=READERS
    )
    interview_stale_count = fields.Integer(
        "Outdated questions", compute="_compute_interview_counts", groups=READERS
    )
    interview_ai_stopped = fields.Boolean(
        "Remote AI stopped",
        copy=False,
        groups=READERS,
        help="Nothing about this job is sent to any provider.",
    )
    interview_kit_count = fields.Integer(compute="_compute_interview_counts", groups=READERS)

    @api.constrains("interview_family_id", "company_id")
    def _check_interview_family_id(self):
        """Families are shared or of the job's company (core does not check companies of jobs)."""
        for job in self:
            family_company = job.interview_family_id.company_id
            if family_company and job.company_id and family_company != job.company_id:
                raise ValidationError(
                    self.env._("The job family and the job position belong to different companies.")
                )

    @api.model
    def _default_interview_review_date(self):
        months = self.env.company.interview_profile_months
        return fields.Date.context_today(self) + relativedelta(months=months or 6)

    @api.depends(
        "name",
        "description",
        "requirements",
        "interview_duties",
        "interview_family_id",
        "interview_review_date",
        "interview_kpi_ids.kpi_id.has_target",
        "interview_kpi_ids.kpi_id.active",
        "interview_competency_ids.competency_id.active",
        "interview_competency_ids.competency_id.indicator_ids",
        "job_skill_ids",
    )
    @api.depends_context("lang")
    def _compute_interview_readiness(self):
        for job in self:
            missing = job._get_readiness_missing()
            job.interview_readiness_score = max(0, 100 - sum(item["weight"] for item in missing))
            job.interview_missing = "\n".join(f"• {item['message']}" for item in missing) or False

    def _compute_interview_counts(self):
        Question = self.env["hr.interview.question"]
        counts = {}
        for job, state, is_stale, count in Question._read_group(
            [("job_id", "in", self.ids), ("state", "!=", "retired")],
            ["job_id", "state", "is_stale"],
            ["__count"],
        ):
            total, review, stale = counts.get(job, (0, 0, 0))
            counts[job] = (
                total + count,
                review + (count if state in ("draft", "review") else 0),
                stale + (count if is_stale else 0),
            )
        kits = dict(
            self.env["hr.interview.kit"]._read_group([("job_id", "in", self.ids)], ["job_id"], ["__count"])
        )
        for job in self:
            total, review, stale = counts.get(job, (0, 0, 0))
            job.interview_question_count = total
            job.interview_review_count = review
            job.interview_stale_count = stale
            job.interview_kit_count = kits.get(job, 0)

    def _revision_value(self, name):
        # The public description stands in for missing duties only; else no question rests on it.
        return False if name == "description" and self.interview_duties else super()._revision_value(name)

    def action_interview_questions(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("hr_ai_interview.hr_interview_question_action")
        return {
            **action,
            "domain": [("job_id", "=", self.id)],
            "context": {"default_job_id": self.id, "search_default_in_use": 1},
        }

    def action_interview_stale(self):
        action = self.action_interview_questions()
        action["context"]["search_default_stale"] = 1
        return action

    def action_interview_kits(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("hr_ai_interview.hr_interview_kit_action")
        return {
            **action,
            "domain": [("job_id", "=", self.id)],
            "context": {"default_job_id": self.id},
        }

    def action_interview_review(self):
        """Review what waits for this job, question by question."""
        self.ensure_one()
        questions = self.env["hr.interview.question"].search(
            [("job_id", "=", self.id), ("state", "in", ("draft", "review"))], order="id"
        )
        return questions.action_review()

    def action_interview_generate(self):
        self.ensure_one()
        return self._get_generate_action()

    def _get_generate_action(self, **defaults):
        """Return the window that drafts questions for this job, or for one that is chosen there."""
        action = self.env["ir.actions.act_window"]._for_xml_id("hr_ai_interview.hr_interview_generate_action")
        return {**action, "context": {"default_job_id": self.id, **defaults}}

    def _raise_profile_revision(self, field):
        """What the job links in ``field`` changed: kits may choose otherwise, texts still hold."""
        # sudo: the counter is closed to everybody, and who changes a profile need not see kits.
        for revision, jobs in self.sudo().grouped("interview_profile_revision").items():
            jobs.write({"interview_profile_revision": revision + 1})
            # The texts still hold: what was up to date stays so for the periodic review.
            self.env["hr.interview.question.source"].sudo().search(
                [
                    ("job_id", "in", jobs.ids),
                    ("kpi_id", "=", False),
                    ("competency_id", "=", False),
                    ("revision", "=", revision),
                ]
            ).write({"revision": revision + 1})
        kits = self.env["hr.interview.kit"].sudo().search([("job_id", "in", self.ids)])
        for job, same in kits.grouped("job_id").items():
            Question = self.env["hr.interview.question"]
            message = Question._make_changed(job, [{"field": field}])
            same._mark_stale(message)
            Question._notify_stale(Question.sudo(), same, message, job)

    def _mark_profile_questions(self, field, condition):
        """Mark the questions of this job that rest on what was taken out of ``field``."""
        Question = self.env["hr.interview.question"]
        message = Question._make_changed(self, [{"field": field}])
        Question._mark_stale_where([("job_id", "=", self.id), condition], message)

    @api.model
    def _remind_profile_review(self, today):
        """Ask the recruiters of profiles whose review date has come; once while the activity is open."""
        activity_type = self.env.ref("hr_ai_interview.mail_activity_type_profile_review")
        due = self.search([("interview_review_date", "<=", today)])
        asked = (
            self.env["mail.activity"]
            .sudo()
            ._read_group(
                [
                    ("res_model", "=", "hr.job"),
                    ("res_id", "in", due.ids),
                    ("activity_type_id", "=", activity_type.id),
                ],
                ["res_id"],
            )
        )
        for job in due - due.browse(res_id for (res_id,) in asked):
            job.activity_schedule(
                activity_type_id=activity_type.id,
                date_deadline=job.interview_review_date,
                user_id=(job.user_id or self.env.user).id,
                note=self.env._("Does the profile still describe the job? Check duties, skills and KPIs."),
            )

    def action_interview_profile_reviewed(self):
        """The profile was checked: close the reminder and set the next date."""
        self.activity_feedback(["hr_ai_interview.mail_activity_type_profile_review"])
        self.interview_review_date = self._default_interview_review_date()
        return True
