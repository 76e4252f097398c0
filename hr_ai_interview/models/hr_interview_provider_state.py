from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL


class HrInterviewProviderState(models.AbstractModel):
    """Whether a provider is used: enabled, stopped by a person, paused or blocked by what went wrong."""

    _name = "hr.interview.provider.state"
    _inherit = "mail.thread"
    _description = "State of an AI Provider"

    state = fields.Selection(
        [("draft", "Not enabled"), ("enabled", "Enabled"), ("blocked", "Blocked by an error")],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        tracking=True,
    )
    is_stopped = fields.Boolean("Stopped", copy=False, readonly=True, tracking=True)
    paused_until = fields.Datetime(readonly=True, copy=False)
    pause_reason = fields.Char(readonly=True, copy=False)
    failure_row = fields.Integer("Failures in a row", readonly=True, copy=False)
    error_class = fields.Char("Last error", readonly=True, copy=False)
    error_text = fields.Char(compute="_compute_error_text")
    waiting_count = fields.Integer(compute="_compute_waiting_count")

    @api.depends("error_class")
    def _compute_error_text(self):
        for provider in self:
            provider.error_text = provider.error_class and self._get_sentence(provider.error_class)

    def _compute_waiting_count(self):
        # sudo: a number only; who configures providers need not see tasks.
        counts = dict(
            self.env["hr.interview.ai.task"]
            .sudo()
            ._read_group(
                [("provider_id", "in", self.ids), ("state", "in", ("queued", "running"))],
                ["provider_id"],
                ["__count"],
            )
        )
        for provider in self:
            provider.waiting_count = counts.get(provider, 0)

    def action_enable(self):
        """Enable: everything that is missing is said at once."""
        self.check_access("write")
        for provider in self:
            provider._refuse_missing()
            provider.write(
                {
                    "state": "enabled",
                    "failure_row": 0,
                    "paused_until": False,
                    "pause_reason": False,
                    "error_class": False,
                }
            )
            provider.activity_feedback(["hr_ai_interview.mail_activity_provider"])
        self.env["hr.interview.ai.worker"]._wake()

    def action_disable(self):
        """Back to draft; what is under way is dropped, what waits goes on waiting."""
        self.check_access("write")
        self.write({"state": "draft"})
        self._drop_in_flight()

    def action_stop(self):
        """The stop button: nothing more is sent, and what comes back now is dropped."""
        self._check_manager()
        # sudo: recruitment managers may stop a provider, not configure it.
        self.sudo().write({"is_stopped": True})
        self._drop_in_flight()

    def action_resume(self):
        self._check_manager()
        self.sudo().write({"is_stopped": False})
        self.env["hr.interview.ai.worker"]._wake()

    def _note_failure(self, error, decision):
        """Pause, block or adapt after a failed call; one open activity for the administrator."""
        self.ensure_one()
        vals = {}
        if decision.pause or decision.counts:
            self._count_failure(decision.pause, error.code)
        if decision.block:
            vals.update(state="blocked", error_class=error.code)
        if profile := self._adapt_profile(error.hint):
            vals.update(profile=profile)
        if vals:
            self.write(vals)
        if decision.block:
            self._ask_administrator()

    def _count_failure(self, pause, code):
        """Count a failure in a row and, for ``pause`` seconds, hold all tasks of this provider."""
        self.flush_recordset()
        waits = SQL(
            ", paused_until = date_trunc('second', clock_timestamp() AT TIME ZONE 'UTC')"
            " + %s * interval '1 second', pause_reason = %s",
            pause,
            code,
        )
        # Many calls fail together: a conflict is repeated by the worker and is no error for the log.
        self.env.cr.execute(
            SQL(
                "UPDATE hr_interview_provider SET failure_row = COALESCE(failure_row, 0) + 1%s WHERE id = %s",
                waits if pause else SQL(""),
                self.id,
            ),
            log_exceptions=False,
        )
        self.invalidate_recordset(["failure_row", "paused_until", "pause_reason"])

    def _reset_failures(self):
        """A call came through. A pause goes on: the call may have been sent before it was asked for."""
        if self.failure_row:
            self.flush_recordset()
            self.env.cr.execute(
                SQL("UPDATE hr_interview_provider SET failure_row = 0 WHERE id = %s", self.id),
                log_exceptions=False,
            )
            self.invalidate_recordset(["failure_row"])

    def _ask_administrator(self):
        if self.activity_search(["hr_ai_interview.mail_activity_provider"]):
            return
        self.activity_schedule(
            "hr_ai_interview.mail_activity_provider",
            summary=self.env._("%s is blocked", self.name),
            note=self._get_sentence(self.error_class),
            user_id=(self.responsible_id or self.create_uid).id,
        )

    def _drop_in_flight(self):
        return self.env["hr.interview.ai.task"]._drop_in_flight_of([("provider_id", "in", self.ids)])

    def _check_manager(self):
        self.check_access("read")
        if not self.env.user.has_groups("hr_recruitment.group_hr_recruitment_manager,base.group_system"):
            raise UserError(self.env._("Only recruitment administrators may stop or resume a provider."))
