from odoo import api, fields, models
from odoo.exceptions import UserError

#: Longer texts are no answers; the limit is said, nothing is cut off.
MAX_ANSWER = 20_000


class HrInterviewTrial(models.TransientModel):
    """Try a rubric: let an engine score a sample answer, before any candidate is asked.

    What comes out is the reviewer's alone and no score of anybody: it stays in this window and goes with it.
    """

    _name = "hr.interview.trial"
    _inherit = "hr.interview.closed.mixin"
    _description = "Try a Rubric on a Sample Answer"
    # A task of somebody else hung on here would show what became of it.
    _closed_fields = frozenset({"task_id", "line_ids", "followups", "flags"})

    question_id = fields.Many2one("hr.interview.question", required=True)
    provider_id = fields.Many2one(
        "hr.interview.provider",
        string="Engine",
        required=True,
        domain="[('state', '=', 'enabled'), ('is_stopped', '=', False), ('send_answers', '=', True)]",
        default=lambda self: self._default_provider_id(),
    )
    answer = fields.Text(
        "Sample answer",
        required=True,
        help="Write one yourself. Answers of real candidates belong into interviews.",
    )
    task_id = fields.Many2one("hr.interview.ai.task", readonly=True)
    state = fields.Selection(related="task_id.state")
    situation = fields.Char(related="task_id.situation")
    hindrance = fields.Char(compute="_compute_hindrance")
    line_ids = fields.One2many("hr.interview.trial.line", "trial_id", string="Result", readonly=True)
    followups = fields.Text("Suggested follow-ups", readonly=True)
    flags = fields.Char(readonly=True)

    @api.model
    def _default_provider_id(self):
        domain = [("state", "=", "enabled"), ("is_stopped", "=", False), ("send_answers", "=", True)]
        return self.env["hr.interview.provider"].search(domain, limit=1)

    @api.depends("provider_id", "question_id")
    def _compute_hindrance(self):
        for trial in self:
            question = trial.question_id.sudo()
            trial.hindrance = trial.provider_id and self.env["hr.interview.ai.task"]._get_hindrance(
                trial.provider_id, question.company_id or self.env.company.sudo(), question.job_id
            )

    def action_score(self):
        """Queue the scoring; the window shows the result when it is there."""
        self.ensure_one()
        self.question_id.check_access("read")
        if not (self.answer or "").strip():
            raise UserError(self.env._("Write a sample answer first."))
        if len(self.answer) > MAX_ANSWER:
            raise UserError(self.env._("A sample answer has at most %s characters.", MAX_ANSWER))
        self.question_id._check_not_scoring_blind()
        # sudo: result and task are set by the system; the window is the user's own.
        trial = self.sudo()
        trial.write({"line_ids": [fields.Command.clear()], "followups": False, "flags": False})
        vals = self.env["hr.interview.outbound"]._prepare_task_vals(
            "score",
            self.question_id._prepare_score_request(self.answer),
            self.provider_id,
            subject=f"{self._name},{self.id}",
        )
        vals["job_id"] = self.question_id.job_id.id
        vals["company_id"] = (self.question_id.company_id or self.env.company).id
        trial.task_id = trial.env["hr.interview.ai.task"]._enqueue([vals])
        return self._reopen()

    def _set_score_result(self, task, result):
        """Take over the result of a task; nothing to do when the window is long gone."""
        # sudo: the lines are written by the system; they are the user's own window.
        for trial in self.sudo().filtered(lambda trial: trial.task_id == task):
            trial.write(
                {
                    "line_ids": [
                        fields.Command.clear(),
                        *(fields.Command.create(self._prepare_line_vals(row)) for row in result.criteria),
                    ],
                    "followups": "\n".join(result.followups) or False,
                    "flags": ", ".join(result.flags) or False,
                }
            )

    @api.model
    def _prepare_line_vals(self, row):
        return {
            "name": row.name,
            "status": row.status,
            "score_text": f"{row.score:g}" if row.status == "scored" else False,
            "quotes": "\n".join(f"“{evidence.quote}”" for evidence in row.evidence) or False,
            "reason": row.reason,
        }

    def action_refresh(self):
        return self._reopen()

    def action_cancel(self):
        """Take the answer back, so that it can be changed."""
        self.ensure_one()
        # sudo: reviewers need not see the list of tasks; that the task is one's own is checked.
        self.task_id.sudo().action_cancel()
        return self._reopen()

    def action_send_held(self):
        """Send an answer that was held because of what it says to the model."""
        self.ensure_one()
        self.task_id.sudo().action_send_held()
        return self._reopen()

    def _reopen(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Try the rubric"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }
