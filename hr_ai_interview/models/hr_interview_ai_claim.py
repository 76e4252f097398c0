import logging
import uuid
from dataclasses import dataclass, field

from odoo import api, fields, models
from odoo.tools import SQL

from ..engine.retry import BREAKER

_logger = logging.getLogger(__name__)

#: Advisory lock under which tasks are claimed: budgets and parallel calls are counted exactly.
CLAIM_LOCK = 0x48524149
#: Seconds a lease outlives the deadline of its call.
LEASE_MARGIN = 60
#: A task whose worker died this often is not tried again by itself.
MAX_LOST = 5


@dataclass(frozen=True, slots=True)
class Claim:
    """A task that this worker holds until ``token`` is taken back; plain values, no record."""

    task_id: int
    token: str
    number: int
    kind: str
    provider_id: int
    payload: str
    hint: dict = field(default_factory=dict)


class HrInterviewAiClaim(models.AbstractModel):
    """Who works on a task: a claim has a token and a lease, and opens a line of the ledger."""

    _name = "hr.interview.ai.claim"
    _description = "Claims of AI Tasks"

    lost_count = fields.Integer("Workers lost")
    lease_token = fields.Char(groups=fields.NO_ACCESS, copy=False)
    lease_until = fields.Datetime(groups=fields.NO_ACCESS, copy=False)

    @api.model
    def _claim(self, limit):
        """Give up to ``limit`` waiting tasks to the caller, who holds CLAIM_LOCK and commits.

        Nothing of a stopped, paused or blocked provider, of a stopped job or company, beyond the parallel
        calls of a provider or the budget of the day. :return: [Claim]
        """
        self.env.flush_all()
        expired = self._expire_leases()
        chosen = self._choose(limit)
        tokens = {row["id"]: uuid.uuid4().hex for row in chosen}
        if chosen:
            self._lease(chosen, tokens)
            self._open_attempts(chosen, tokens)
        claimed = self.env["hr.interview.ai.task"].browse(tokens)
        claimed.invalidate_recordset()
        # The bus gets its rows at the end of this transaction: nobody hears of a claim that is undone.
        (expired | claimed)._notify()
        return [
            Claim(
                task_id=row["id"],
                token=tokens[row["id"]],
                number=row["attempts"] + 1,
                kind=row["kind"],
                provider_id=row["provider_id"],
                payload=row["payload"],
                hint=row["hint"] or {},
            )
            for row in chosen
        ]

    @api.model
    def _expire_leases(self):
        """Take back what dead workers held; return these tasks. The ledger line stays with its estimate.

        A conflict with a worker that comes back just now is repeated by the caller: no error for the log.
        """
        self.env.cr.execute(
            """
            UPDATE hr_interview_ai_attempt SET state = 'lost'
             WHERE state IN ('sent', 'replied') AND lease_until < (clock_timestamp() AT TIME ZONE 'UTC')
            """,
            log_exceptions=False,
        )
        self.env.cr.execute(
            SQL(
                """
                UPDATE hr_interview_ai_task
                   SET lease_token = NULL, lease_until = NULL, lost_count = COALESCE(lost_count, 0) + 1,
                       state = CASE WHEN COALESCE(lost_count, 0) + 1 >= %(most)s
                                    THEN 'failed' ELSE 'queued' END,
                       error_class = 'lost'
                 WHERE state = 'running' AND lease_until < (clock_timestamp() AT TIME ZONE 'UTC')
             RETURNING id
                """,
                most=MAX_LOST,
            ),
            log_exceptions=False,
        )
        tasks = self.env["hr.interview.ai.task"].browse(row[0] for row in self.env.cr.fetchall())
        tasks.invalidate_recordset()
        if tasks:
            _logger.info("%s AI tasks were taken back from workers that did not come back", len(tasks))
        return tasks

    @api.model
    def _choose(self, limit):
        """Return the rows to claim: by priority, then age, within parallel calls and budgets."""
        self.env.cr.execute(
            SQL(
                """
                WITH spent AS (%(spent)s), busy AS (
                    SELECT provider_id, COUNT(*) AS n FROM hr_interview_ai_attempt
                     WHERE state = 'sent' GROUP BY provider_id
                ), waiting AS (
                    SELECT t.id, t.kind, t.payload, t.hint, t.attempts, t.provider_id, t.company_id,
                           t.priority, COALESCE(t.tokens_estimate, 0) AS tokens_estimate,
                           COALESCE(t.cost_estimate, 0) AS cost_estimate, p.deadline, p.model_name,
                           t.prompt_version,
                           CASE WHEN c.interview_ai_daily_tokens > 0
                                THEN c.interview_ai_daily_tokens - COALESCE(s.tokens, 0) END AS tokens_left,
                           CASE WHEN c.interview_ai_daily_cost > 0
                                THEN c.interview_ai_daily_cost - COALESCE(s.cost, 0) END AS cost_left,
                           CASE WHEN p.failure_row >= %(breaker)s THEN 1 ELSE p.max_parallel END
                               - COALESCE(b.n, 0) AS free,
                           ROW_NUMBER() OVER (
                               PARTITION BY t.provider_id ORDER BY t.priority DESC, t.id
                           ) AS place
                      FROM hr_interview_ai_task t
                      JOIN hr_interview_provider p ON p.id = t.provider_id
                      JOIN res_company c ON c.id = t.company_id
                 LEFT JOIN hr_job j ON j.id = t.job_id
                 LEFT JOIN spent s ON s.company_id = t.company_id
                 LEFT JOIN busy b ON b.provider_id = t.provider_id
                     WHERE t.state = 'queued'
                       AND COALESCE(t.available_date, '-infinity') <= (clock_timestamp() AT TIME ZONE 'UTC')
                       AND p.active AND p.state = 'enabled' AND p.is_stopped IS NOT TRUE
                       AND COALESCE(p.paused_until, '-infinity') <= (clock_timestamp() AT TIME ZONE 'UTC')
                       AND c.interview_ai_stopped IS NOT TRUE AND j.interview_ai_stopped IS NOT TRUE
                       AND (COALESCE(c.interview_ai_daily_tokens, 0) <= 0
                            OR COALESCE(s.tokens, 0) + COALESCE(t.tokens_estimate, 0)
                               <= c.interview_ai_daily_tokens)
                       AND (COALESCE(c.interview_ai_daily_cost, 0) <= 0
                            OR COALESCE(s.cost, 0) + COALESCE(t.cost_estimate, 0)
                               <= c.interview_ai_daily_cost)
                )
                SELECT * FROM waiting WHERE place <= free ORDER BY priority DESC, id LIMIT %(limit)s
                """,
                limit=limit,
                breaker=BREAKER,
                spent=self.env["hr.interview.ai.attempt"]._get_spent_query(),
            )
        )
        return self._within_budget(self.env.cr.dictfetchall())

    @api.model
    def _within_budget(self, rows):
        """Leave out what the rows before it in this very claim have used up."""
        chosen, tokens, cost = [], {}, {}
        for row in rows:
            company = row["company_id"]
            tokens_after = tokens.get(company, 0) + row["tokens_estimate"]
            cost_after = cost.get(company, 0.0) + row["cost_estimate"]
            if row["tokens_left"] is not None and tokens_after > row["tokens_left"]:
                continue
            if row["cost_left"] is not None and cost_after > row["cost_left"] + 1e-9:
                continue
            tokens[company], cost[company] = tokens_after, cost_after
            chosen.append(row)
        return chosen

    @api.model
    def _lease(self, rows, tokens):
        values = SQL(", ").join(
            SQL("(%s, %s, %s)", row["id"], tokens[row["id"]], self._get_lease_seconds(row)) for row in rows
        )
        self.env.cr.execute(
            SQL(
                """
                UPDATE hr_interview_ai_task t
                   SET state = 'running', attempts = COALESCE(t.attempts, 0) + 1, lease_token = v.token,
                       lease_until = (clock_timestamp() AT TIME ZONE 'UTC') + v.seconds * interval '1 second',
                       write_date = (clock_timestamp() AT TIME ZONE 'UTC')
                  FROM (VALUES %s) AS v (id, token, seconds)
                 WHERE t.id = v.id
                """,
                values,
            )
        )

    @api.model
    def _open_attempts(self, rows, tokens):
        values = SQL(", ").join(
            SQL(
                "(%s, %s, %s, %s, %s, 'sent', clock_timestamp() AT TIME ZONE 'UTC', "
                "(clock_timestamp() AT TIME ZONE 'UTC') + %s * interval '1 second', %s, %s, %s, 0, true, %s)",
                row["id"],
                row["company_id"],
                row["provider_id"],
                row["attempts"] + 1,
                tokens[row["id"]],
                self._get_lease_seconds(row),
                row["model_name"],
                row["prompt_version"],
                row["tokens_estimate"],
                row["cost_estimate"],
            )
            for row in rows
        )
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO hr_interview_ai_attempt (
                    task_id, company_id, provider_id, number, token, state, start_date, lease_until,
                    model_name, prompt_version, tokens_in, tokens_out, is_estimated, cost)
                VALUES %s
                """,
                values,
            )
        )

    @api.model
    def _get_lease_seconds(self, row):
        return int(row["deadline"]) + LEASE_MARGIN

    @api.model
    def _release(self, claims):
        """The calls of these claims are over, their results not stored yet: others may call meanwhile."""
        if claims:
            self.env.cr.execute(
                SQL(
                    "UPDATE hr_interview_ai_attempt SET state = 'replied' "
                    "WHERE token IN %s AND state = 'sent'",
                    tuple(claim.token for claim in claims),
                )
            )
