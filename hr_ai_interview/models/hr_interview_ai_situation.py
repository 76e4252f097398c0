from odoo import api, fields, models
from odoo.tools import format_datetime


class HrInterviewAiSituation(models.Model):
    """Why a task is not done: made from state and error when it is read, in the reader's language."""

    _inherit = "hr.interview.ai.task"

    situation = fields.Char("What holds it up", compute="_compute_situation")

    @api.depends("state", "error_class", "message", "available_date", "provider_id")
    @api.depends_context("lang", "tz")
    def _compute_situation(self):
        # sudo: providers, jobs and budgets are read for what they do to the task, whoever may read the task.
        tasks = self.sudo()
        left = self.env["hr.interview.ai.attempt"]._get_left_today(
            tasks.filtered(lambda task: task.state == "queued").company_id
        )
        for task in tasks:
            task.situation = task._get_situation(left)

    def _get_situation(self, left):
        """Return a sentence, or False when there is nothing to say."""
        self.ensure_one()
        if self.state == "queued":
            return self._get_waiting_sentence(left.get(self.company_id))
        if self.state == "running":
            return self.env._("The model is answering.")
        if self.state == "held":
            return self.env._("Nothing was sent. A person has to decide about: %s.", self.message or "?")
        if self.state == "failed":
            return self._get_error_sentence() or self.message
        return False

    def _get_waiting_sentence(self, left):
        if hindrance := self._get_hindrance(self.provider_id, self.company_id, self.job_id):
            return hindrance
        if short := self._get_budget_sentence(
            self.tokens_estimate, self.cost_estimate, self.company_id, left
        ):
            return short
        if self.available_date and self.available_date > fields.Datetime.now():
            return self.env._(
                "%(error)s It is tried again at %(time)s.",
                error=self._get_error_sentence() or "",
                time=format_datetime(self.env, self.available_date, dt_format="short"),
            ).strip()
        return self.env._("It waits for its turn.")

    def _get_error_sentence(self):
        return self.error_class and self.env["hr.interview.ai.sentence"]._get_sentence(self.error_class)

    @api.model
    def _get_hindrance(self, provider, company, job):
        """Return what keeps everything from being sent to ``provider`` for ``job``, or False.

        An empty ``provider`` is one that was removed; use ``_get_stop_sentence`` when none was chosen.
        """
        if not provider or not provider.active:
            return self.env._("The provider was removed.")
        if provider.state == "blocked":
            return self.env._(
                "%(provider)s is blocked: %(error)s An administrator has to mend it.",
                provider=provider.name,
                error=provider.error_text or "",
            )
        if provider.state != "enabled":
            return self.env._("%s is not enabled.", provider.name)
        if provider.is_stopped:
            return self.env._("%s was stopped by a person.", provider.name)
        if stopped := self._get_stop_sentence(company, job):
            return stopped
        if provider.paused_until and provider.paused_until > fields.Datetime.now():
            return self.env._(
                "%(provider)s pauses until %(time)s. %(error)s",
                provider=provider.name,
                time=format_datetime(self.env, provider.paused_until, dt_format="short"),
                error=(provider.pause_reason and provider._get_sentence(provider.pause_reason)) or "",
            ).strip()
        return False

    @api.model
    def _get_stop_sentence(self, company, job):
        if company.interview_ai_stopped:
            return self.env._("Remote AI is stopped for %s.", company.name)
        if job.interview_ai_stopped:
            return self.env._("Remote AI is stopped for the job position %s.", job.name)
        return False

    @api.model
    def _get_budget_sentence(self, tokens, cost, company, left):
        """Return what to say when a call of this size does not fit into what ``left`` has, or False."""
        limits = (company.interview_ai_daily_tokens, company.interview_ai_daily_cost)
        if any(limit and size > limit for size, limit in zip((tokens, cost), limits, strict=True)):
            return self.env._(
                "One call takes more than the budget of a whole day: it is not sent until the budget is "
                "raised."
            )
        if any(
            rest is not None and size > rest
            for size, rest in zip((tokens, cost), left or (None, None), strict=True)
        ):
            return self.env._("The budget of today is used up: it goes on after midnight UTC.")
        return False
