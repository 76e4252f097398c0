from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL


class HrInterviewAiAttempt(models.Model):
    """One call of a provider: a line of the ledger, committed before anything is sent.

    Hashes and sizes, never text. What a budget has left is the sum of these lines: a line whose reply
    never came keeps its estimate, because the call may have been paid for.
    """

    _name = "hr.interview.ai.attempt"
    _description = "AI Call"
    _order = "id desc"
    _rec_name = "task_id"
    _log_access = False

    task_id = fields.Many2one("hr.interview.ai.task", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one("res.company", required=True)
    provider_id = fields.Many2one("hr.interview.provider", ondelete="restrict", index="btree_not_null")
    number = fields.Integer(required=True)
    token = fields.Char(required=True, groups=fields.NO_ACCESS)
    state = fields.Selection(
        [
            ("sent", "Sent"),
            ("replied", "Reply is being stored"),
            ("done", "Done"),
            ("error", "Failed"),
            ("lost", "No word from the worker"),
            ("dropped", "Came too late, dropped"),
        ],
        required=True,
        default="sent",
    )
    start_date = fields.Datetime("Sent on", required=True)
    lease_until = fields.Datetime(groups=fields.NO_ACCESS)
    model_name = fields.Char("Model")
    prompt_version = fields.Char()

    # What came of it
    error_class = fields.Char("Error")
    status_code = fields.Integer("HTTP status")
    latency_ms = fields.Integer("Duration (ms)")
    request_hash = fields.Char()
    reply_hash = fields.Char()
    reply_bytes = fields.Integer()
    request_ref = fields.Char("Request ID")

    # What it cost: an estimate until the reply says it
    tokens_in = fields.Integer()
    tokens_out = fields.Integer()
    is_estimated = fields.Boolean("Estimated", default=True)
    cost = fields.Float(digits=(16, 6))

    _number_unique = models.UniqueIndex("(task_id, number)")
    # The calls under way are counted by provider in every claim.
    _sent_idx = models.Index("(provider_id) WHERE state IN ('sent', 'replied')")
    _token_unique = models.UniqueIndex("(token)")
    # The budget of a day is summed by company in every claim.
    _budget_idx = models.Index("(start_date, company_id)")

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("The ledger of calls cannot be deleted."))

    @api.model
    def _get_spent_query(self):
        """Return the query of what each company has spent today: company_id, tokens, cost.

        From midnight UTC by the clock of the database; lines that were never answered count with their
        estimates.
        """
        return SQL(
            """
            SELECT company_id, SUM(tokens_in + tokens_out) AS tokens, SUM(cost) AS cost
              FROM hr_interview_ai_attempt
             WHERE start_date >= date_trunc('day', clock_timestamp() AT TIME ZONE 'UTC')
          GROUP BY company_id
            """
        )

    @api.model
    def _get_left_today(self, companies):
        """Return {company: (tokens, cost)} that today's budgets have left; None where there is no limit."""
        if not companies:
            return {}
        self.flush_model()
        rows = self.env.execute_query(self._get_spent_query())
        spent = {company_id: (tokens or 0, cost or 0.0) for company_id, tokens, cost in rows}
        left = {}
        # sudo: the budget of the own company is no secret to who is about to use it.
        for company in companies.sudo():
            tokens, cost = spent.get(company.id, (0, 0.0))
            left[company] = (
                max(0, company.interview_ai_daily_tokens - tokens)
                if company.interview_ai_daily_tokens
                else None,
                max(0.0, company.interview_ai_daily_cost - cost) if company.interview_ai_daily_cost else None,
            )
        return left
