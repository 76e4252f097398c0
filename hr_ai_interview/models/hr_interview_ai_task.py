from odoo import api, fields, models
from odoo.exceptions import UserError


class HrInterviewAiTask(models.Model):
    """One piece of work of an engine, and the line of the ledger about it. Written by the system."""

    _name = "hr.interview.ai.task"
    _description = "AI Task"
    _order = "id desc"
    _rec_name = "batch"

    kind = fields.Selection([("draft", "Draft questions")], required=True)
    state = fields.Selection(
        [
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
    job_id = fields.Many2one("hr.job", ondelete="cascade")
    applicant_id = fields.Many2one("hr.applicant", ondelete="cascade", index="btree_not_null")

    # What ran
    engine = fields.Char(required=True)
    engine_version = fields.Char()
    model_name = fields.Char("Model")
    prompt_version = fields.Char()
    input_hash = fields.Char(help="SHA-256 of the request: the same input has the same hash.")
    batch = fields.Char(index="btree_not_null")
    result_ref = fields.Char("Result")
    question_ids = fields.One2many("hr.interview.question", "ai_task_id")

    # What it took
    attempts = fields.Integer(default=0)
    tokens_in = fields.Integer()
    tokens_out = fields.Integer()
    cost = fields.Float(digits=(16, 6))
    latency_ms = fields.Integer("Duration (ms)")
    error_class = fields.Char()
    message = fields.Text()

    @api.readonly
    def get_status(self):
        """Return how far these tasks are.

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

    def action_view_questions(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("hr_ai_interview.hr_interview_question_action")
        return {**action, "domain": [("ai_task_id", "=", self.id)], "context": {}}
