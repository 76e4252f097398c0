import json

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..engine import codec


class HrInterviewAiTask(models.Model):
    """One piece of work of an engine, and the line of the ledger about it. Written by the system."""

    _name = "hr.interview.ai.task"
    _description = "AI Task"
    _inherit = ["hr.interview.ai.queue"]
    _order = "id desc"
    _rec_name = "batch"

    kind = fields.Selection(
        [
            ("draft", "Draft questions"),
            ("score", "Score an answer"),
            ("followups", "Suggest follow-ups"),
            ("summary", "Summarise an interview"),
            ("profile", "Read a résumé for the job"),
        ],
        required=True,
    )
    state = fields.Selection(
        [
            ("held", "Held for a person"),
            ("queued", "Waiting"),
            ("running", "Running"),
            ("done", "Done"),
            ("failed", "Failed"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        default="queued",
        index=True,
    )
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    user_id = fields.Many2one("res.users", string="Ordered by", default=lambda self: self.env.user)
    job_id = fields.Many2one("hr.job", ondelete="set null")
    applicant_id = fields.Many2one("hr.applicant", ondelete="set null", index="btree_not_null")

    # What ran
    engine = fields.Char(required=True)
    engine_version = fields.Char()
    model_name = fields.Char("Model")
    prompt_version = fields.Char()
    input_hash = fields.Char(help="SHA-256 of the request: the same input has the same hash.")
    batch = fields.Char(index="btree_not_null")
    result_ref = fields.Char("Result")
    question_ids = fields.One2many("hr.interview.question", "ai_task_id")
    cached_id = fields.Many2one(
        "hr.interview.ai.task", "Answered before by", ondelete="set null", help="Same input: no second call."
    )

    # What it took
    attempts = fields.Integer(default=0)
    tokens_in = fields.Integer()
    tokens_out = fields.Integer()
    cost = fields.Float(digits=(16, 6))
    latency_ms = fields.Integer("Duration (ms)")
    error_class = fields.Char()
    messages = fields.Json(readonly=True)
    message = fields.Text(compute="_compute_message")

    # Whoever clicks twice gets the same task.
    _subject_open_unique = models.UniqueIndex(
        "(subject) WHERE subject IS NOT NULL AND state IN ('held', 'queued', 'running')",
        "This is being worked on already.",
    )
    # Every claim looks for waiting tasks in this order.
    _waiting_idx = models.Index("(priority DESC, id) WHERE state = 'queued'")
    _lease_idx = models.Index("(lease_until) WHERE state = 'running'")
    # The cache looks for the same input.
    _input_hash_idx = models.Index("(input_hash) WHERE state = 'done' AND result_json IS NOT NULL")

    @api.depends("messages", "error_class")
    @api.depends_context("lang")
    def _compute_message(self):
        sentences = self.env["hr.interview.ai.sentence"]
        for task in self:
            task.message = (
                sentences._get_sentence(task.error_class)
                if task.error_class
                else self.env["hr.interview.message"]._say_lines(task.messages)
            )

    @api.readonly
    def get_status(self):
        """Return how far these tasks are; messages in the language of the caller.

        :return: [{"task_id","state","attempts","error_class","message","result_ref"}]; false where
            there is nothing to say
        """
        self.check_access("read")
        return [
            {
                "task_id": task.id,
                "state": task.state,
                "attempts": task.attempts,
                "error_class": task.error_class,
                "message": task.message,
                "result_ref": task.result_ref,
            }
            for task in self
        ]

    def _set_result(self, questions):
        self.result_ref = f"hr.interview.question:{','.join(map(str, questions.ids))}"

    @api.ondelete(at_uninstall=False)
    def _unlink_never_done(self):
        if any(task.state == "done" for task in self):
            raise UserError(self.env._("The ledger of finished tasks cannot be deleted."))

    # --- actions ---------------------------------------------------------------------------------

    def action_cancel(self):
        """Cancel what is open; a call that is under way is paid, its result dropped."""
        tasks = self._check_owner().filtered(lambda task: task.state in ("held", "queued", "running"))
        tasks._drop_in_flight("cancelled")
        tasks.write({"state": "cancelled"})
        tasks._forget()
        tasks._settle()
        tasks._notify()

    def action_retry(self):
        """Queue failed tasks again, as if they were new."""
        tasks = self._check_owner().filtered(lambda task: task.state == "failed" and task.payload)
        tasks.write(
            {
                "state": "queued",
                "failures": 0,
                "repairs": 0,
                "lost_count": 0,
                "available_date": False,
                "error_class": False,
                "hint": False,
            }
        )
        tasks._notify()
        self.env["hr.interview.ai.worker"]._wake()

    def action_send_held(self):
        """A person has looked at the flagged text and sends it, cleaned and redacted."""
        tasks = self._check_owner().filtered(lambda task: task.state == "held")
        tasks.write({"state": "queued"})
        tasks._notify()
        self.env["hr.interview.ai.worker"]._wake()

    def action_view_questions(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("hr_ai_interview.hr_interview_question_action")
        return {**action, "domain": [("batch", "=", self.batch)], "context": {}}

    def _check_owner(self):
        """Return the tasks in superuser mode if the user may decide on them: own ones or administrator."""
        self.check_access("read")
        manager = self.env.user.has_group("hr_recruitment.group_hr_recruitment_manager")
        if not manager and any(task.user_id != self.env.user for task in self):
            raise UserError(
                self.env._("Only who ordered a task, or a recruitment administrator, decides on it.")
            )
        # sudo: tasks are written by the system only.
        return self.sudo()

    # --- results ---------------------------------------------------------------------------------

    def _apply(self, value):
        """Store and use what an engine gave for this task."""
        self.ensure_one()
        text = codec.dump_result(self.kind, value)
        self.write(
            {"result_json": text, "engine_version": value.version, "error_class": False, "messages": False}
        )
        self._apply_json(text)

    def _apply_json(self, text):
        """Use a stored result: put back what was redacted, hand over, forget the texts."""
        from ..engine.redact import Redactor

        vault = self.env["hr.interview.vault"]
        names = json.loads(vault._open(self, "restore_map", self.restore_map) or "{}")
        redactor = Redactor.from_dict(names) if names else Redactor()
        result = redactor.restore_value(codec.load_result(self.kind, text))
        # Whoever ordered it must still be allowed to have it.
        task = self.with_user(self.user_id).with_company(self.company_id)
        task = task.with_context(lang=self.user_id.lang)
        getattr(task, f"_apply_{self.kind}")(result)
        self._forget()

    def _apply_draft(self, result):
        self.env["hr.interview.drafting"]._store_remote(self, result)

    def _apply_profile(self, result):
        self.applicant_id._set_interview_profile(self, result)

    def _apply_followups(self, result):
        subject = self._get_subject()
        if subject._name == "hr.interview.answer":
            subject._set_followups_result(result)

    def _apply_summary(self, result):
        subject = self._get_subject()
        if subject._name == "hr.interview":
            subject._set_summary_result(self, result)

    def _apply_score(self, result):
        self._get_subject()._set_score_result(self, result)

    def _get_subject(self):
        """Return the record a task is about ("model,id", "#n" for repeats); no task when it is gone."""
        model, _sep, rest = (self.subject or "").partition(",")
        if model not in self.env:
            return self.browse()
        return self.env[model].browse(int(rest.partition("#")[0])).exists()

    def _settle(self):
        """Nothing more comes of these tasks: an answer whose other repeats are in goes on without them."""
        for task in self:
            subject = task._get_subject()
            if task.kind == "score" and subject._name == "hr.interview.answer":
                subject._settle_scoring(task)

    def _set_score_result(self, task, result):
        """What was to be scored is gone: there is nobody to tell."""
