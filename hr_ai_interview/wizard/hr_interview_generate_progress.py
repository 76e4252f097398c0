from odoo import api, fields, models

OPEN = ("held", "queued", "running")


class HrInterviewGenerateProgress(models.TransientModel):
    """How far the tasks of an order are, and what can be done about those that are stuck."""

    _inherit = "hr.interview.generate"

    task_ids = fields.Many2many("hr.interview.ai.task", string="Calls")
    batch = fields.Char(readonly=True)
    state = fields.Selection(
        [("ask", "Ask"), ("waiting", "Waiting"), ("preview", "Preview")], compute="_compute_progress"
    )
    progress = fields.Integer(compute="_compute_progress")
    progress_text = fields.Char(compute="_compute_progress")
    waiting_text = fields.Text(compute="_compute_progress")
    held_text = fields.Text(compute="_compute_progress")
    failed_text = fields.Text(compute="_compute_progress")
    can_retry = fields.Boolean(compute="_compute_progress")

    @api.depends("task_ids.state", "task_ids.situation")
    @api.depends_context("lang", "tz")
    def _compute_progress(self):
        for wizard in self:
            tasks = wizard.task_ids
            by_state = tasks.grouped("state")
            open_count = sum(len(by_state.get(state, ())) for state in OPEN)
            failed = by_state.get("failed", tasks.browse())
            wizard.state = "waiting" if open_count else "preview" if tasks else "ask"
            wizard.progress = 100 * (len(tasks) - open_count) // len(tasks) if tasks else 0
            wizard.progress_text = bool(tasks) and wizard._get_progress_text(open_count)
            wizard.waiting_text = wizard._join_situations(by_state.get("queued", tasks.browse()))
            wizard.held_text = wizard._join_situations(by_state.get("held", tasks.browse()))
            wizard.failed_text = wizard._join_situations(failed)
            # sudo: whether the texts are still there, not what they say.
            wizard.can_retry = any(failed.sudo().mapped("payload"))

    def _get_progress_text(self, open_count):
        total, drafts = len(self.task_ids), len(self.question_ids)
        return self.env._(
            "Calls answered: %(closed)s of %(total)s. Drafts so far: %(drafts)s.",
            closed=total - open_count,
            total=total,
            drafts=drafts,
        )

    def _join_situations(self, tasks):
        return "\n".join(dict.fromkeys(filter(None, tasks.mapped("situation")))) or False

    def action_refresh(self):
        """Show how far it is; the window does so by itself unless the connection for that is missing."""
        self.ensure_one()
        return self._reopen()

    def action_cancel(self):
        """Cancel what is open; what is drafted already stays."""
        self.ensure_one()
        self.task_ids.action_cancel()
        if not self.question_ids:
            self._forget_batch()
        return self._reopen()

    def action_send_held(self):
        """Send what was held, after a person has read why."""
        self.ensure_one()
        self.task_ids.action_send_held()
        return self._reopen()

    def action_retry(self):
        """Queue the failed calls once more."""
        self.ensure_one()
        self.task_ids.action_retry()
        return self._reopen()
