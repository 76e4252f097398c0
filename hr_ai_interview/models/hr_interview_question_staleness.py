from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

#: Field of a question that links it to a source, by model of the source.
SOURCE_FIELD = {
    "hr.interview.kpi": "kpi_ids",
    "hr.interview.competency": "competency_ids",
    "hr.job": "job_id",
}


class HrInterviewQuestionStaleness(models.AbstractModel):
    """Marks of outdated questions: what they were drafted from has changed since.

    A stale question stays approved (interviews that run go on) but no new kit takes it. A person
    confirms that it still fits, or takes the redrafted successor.
    """

    _name = "hr.interview.question.staleness"
    _inherit = "hr.interview.stale.mixin"
    _description = "Outdated Questions"

    @api.model
    def _mark_stale_for(self, changed):
        """Mark what depends on the records of ``changed`` ({record: its changes, see ``_say_changed``})."""
        for record, changes in changed.items():
            self._mark_dependents(record, self._make_changed(record, changes))

    @api.model
    def _make_changed(self, record, changes):
        Message = self.env["hr.interview.message"]
        name = Message._get_texts(record)
        return Message._make("changed", model=record._name, name=name, changes=changes)

    @api.model
    def _mark_archived(self, records):
        """Mark what depends on goals or competencies that were archived."""
        Message = self.env["hr.interview.message"]
        for record in records:
            self._mark_dependents(record, Message._make("archived", name=Message._get_texts(record)))

    @api.model
    def _mark_dependents(self, record, message):
        """Mark the questions and kits made from ``record`` and tell whoever looks after them."""
        questions = self._mark_stale_where([(SOURCE_FIELD[record._name], "in", record.ids)], message)
        kits = questions.kit_line_ids.kit_id
        if record._name == "hr.job":
            kits |= kits.search([("job_id", "in", record.ids)])
        kits._mark_stale(message)
        self._notify_stale(questions, kits, message, record)

    @api.model
    def _mark_stale_where(self, domain, message):
        """Mark the questions in use of ``domain``; return them (sudo), also those marked before."""
        # sudo: who changes a goal need not be allowed to touch the bank; the mark is the system's.
        # Planted questions are marked like their neighbours: a missing mark would give them away.
        Question = self.env["hr.interview.question"].sudo()
        questions = Question.search(Domain(domain) & Domain("state", "!=", "retired"))
        questions._mark_stale(message)
        return questions

    @api.model
    def _notify_stale(self, questions, kits, message, record):
        """One open activity per job for the owner of what changed, however often it changes.

        Its text is stored by Odoo as it is, so it is written in the language of whom it is for.
        """
        if not questions and not kits:
            return
        activity_type = self.env.ref("hr_ai_interview.mail_activity_type_stale")
        jobs = (questions.job_id | kits.job_id).sudo()
        open_by_job = {
            activity.res_id: activity
            for activity in self.env["mail.activity"]
            .sudo()
            .search(
                [
                    ("res_model", "=", "hr.job"),
                    ("res_id", "in", jobs.ids),
                    ("activity_type_id", "=", activity_type.id),
                ]
            )
        }
        for job in jobs:
            activity = open_by_job.get(job.id)
            owner = activity.user_id if activity else record.sudo().user_id or job.user_id or self.env.user
            reader = self.with_context(lang=owner.lang)
            note = reader.env._(
                "%(reason)s. Outdated now: %(questions)s questions, %(kits)s kits. Open them from the job "
                "position, confirm what still fits and take the redrafted ones.",
                reason=reader.env["hr.interview.message"]._say_lines([message]),
                questions=len(questions.filtered(lambda q, job=job: q.job_id == job)),
                kits=len(kits.filtered(lambda k, job=job: k.job_id == job)),
            )
            if activity:
                activity.note = note
            else:
                job.activity_schedule(activity_type_id=activity_type.id, note=note, user_id=owner.id)

    def action_confirm_fit(self):
        """An officer looked at stale questions and says that they still fit."""
        self._check_officer()
        # sudo: closed fields; write access was checked.
        for question in self.filtered("is_stale").sudo():
            question.message_post(
                body=self.env._(
                    "%(user)s confirmed that the question still fits. It was outdated because: %(reason)s",
                    user=self.env.user.name,
                    reason=question.stale_reason,
                )
            )
            question._unmark_stale()
            question.source_ids._refresh_revision()
        return True

    def action_regenerate(self):
        """Open the redrafts of these stale questions beside the old texts."""
        self._check_officer()
        if not (questions := self.filtered(lambda q: q.is_stale and q.job_id)):
            raise UserError(self.env._("None of the selected questions is outdated and belongs to a job."))
        wizard = self.env["hr.interview.regenerate"].create({})
        wizard._propose(questions)
        return wizard._get_action()

    @api.model
    def _cron_match_review(self):
        """Periodic review of the match between questions and goals.

        1. Questions whose source moved on without a mark are marked.
        2. Job profiles whose review date has come get an activity for their recruiter.
        """
        outdated = self._find_unmarked_outdated()
        if outdated:
            message = self.env["hr.interview.message"]._make("outdated")
            questions = self._mark_stale_where([("id", "in", outdated)], message)
            questions.kit_line_ids.kit_id._mark_stale(message)
        self.env["hr.job"]._remind_profile_review(fields.Date.context_today(self))

    @api.model
    def _find_unmarked_outdated(self):
        """Return ids of questions in use with a source of an older revision than today's."""
        self.env.flush_all()
        self.env.cr.execute(
            """
            SELECT DISTINCT question.id
              FROM hr_interview_question_source source
              JOIN hr_interview_question question ON question.id = source.question_id
         LEFT JOIN hr_job job ON job.id = source.job_id
         LEFT JOIN hr_interview_kpi kpi ON kpi.id = source.kpi_id
         LEFT JOIN hr_interview_competency competency ON competency.id = source.competency_id
             WHERE question.state != 'retired'
               AND question.is_stale IS NOT TRUE
               AND source.revision < COALESCE(
                       kpi.revision, competency.revision, job.interview_profile_revision, 0)
            """
        )
        return [row[0] for row in self.env.cr.fetchall()]
