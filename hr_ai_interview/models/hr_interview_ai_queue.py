import json
import logging
import uuid
from dataclasses import dataclass, field

import psycopg2.errors

from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError
from odoo.fields import Domain
from odoo.tools import SQL

from ..engine.errors import Usage
from ..engine.retry import BREAKER, History, decide

_logger = logging.getLogger(__name__)

#: Advisory lock under which tasks are claimed: budgets and parallel calls are counted exactly.
CLAIM_LOCK = 0x48524149
#: Seconds a lease outlives the deadline of its call.
LEASE_MARGIN = 60
#: Days the texts of a failed task are kept.
KEEP_DAYS = 30
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


class HrInterviewAiQueue(models.AbstractModel):
    """The queue of AI tasks: claim, finish, fail. Each method is one short transaction of its caller.

    A claim gives a task a token and a lease and writes the line of the ledger; the caller commits, makes
    the call with no transaction open, and comes back with the token. Whoever no longer holds the token
    (lease over, task cancelled, stop button) has its result dropped. So results are stored
    exactly once; calls are made at least once, and each of them has its line.
    """

    _name = "hr.interview.ai.queue"
    _description = "Queue of AI Tasks"

    provider_id = fields.Many2one("hr.interview.provider", ondelete="restrict", index="btree_not_null")
    priority = fields.Integer(default=10, help="Higher first.")
    subject = fields.Char(help="What the task is about: only one open task per subject.")
    available_date = fields.Datetime("Not before")
    failures = fields.Integer()
    repairs = fields.Integer()
    lost_count = fields.Integer("Workers lost")
    tokens_estimate = fields.Integer("Estimated tokens")
    cost_estimate = fields.Float("Estimated cost", digits=(16, 6))
    attempt_ids = fields.One2many(
        "hr.interview.ai.attempt",
        "task_id",
        string="Calls",
        groups="hr_recruitment.group_hr_recruitment_manager,hr_ai_interview.group_auditor,base.group_system",
    )

    # What only the worker handles
    payload = fields.Text(groups=fields.NO_ACCESS, copy=False)
    restore_map = fields.Text(groups=fields.NO_ACCESS, copy=False)
    result_json = fields.Text(groups=fields.NO_ACCESS, copy=False)
    hint = fields.Json(groups=fields.NO_ACCESS, copy=False)
    lease_token = fields.Char(groups=fields.NO_ACCESS, copy=False)
    lease_until = fields.Datetime(groups=fields.NO_ACCESS, copy=False)

    # --- claim -----------------------------------------------------------------------------------

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
                WITH spent AS (
                    SELECT company_id, SUM(tokens_in + tokens_out) AS tokens, SUM(cost) AS cost
                      FROM hr_interview_ai_attempt
                     WHERE start_date >= date_trunc('day', clock_timestamp() AT TIME ZONE 'UTC')
                  GROUP BY company_id
                ), busy AS (
                    SELECT provider_id, COUNT(*) AS n FROM hr_interview_ai_attempt
                     WHERE state = 'sent' GROUP BY provider_id
                ), waiting AS (
                    SELECT t.id, t.kind, t.payload, t.hint, t.attempts, t.provider_id, t.company_id,
                           t.priority, t.tokens_estimate, t.cost_estimate, p.deadline, p.model_name,
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
                            OR COALESCE(s.tokens, 0) + t.tokens_estimate <= c.interview_ai_daily_tokens)
                       AND (COALESCE(c.interview_ai_daily_cost, 0) <= 0
                            OR COALESCE(s.cost, 0) + t.cost_estimate <= c.interview_ai_daily_cost)
                )
                SELECT * FROM waiting WHERE place <= free ORDER BY priority DESC, id LIMIT %(limit)s
                """,
                limit=limit,
                breaker=BREAKER,
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

    # --- finish ----------------------------------------------------------------------------------

    @api.model
    def _take_back(self, claims, state):
        """Move claimed tasks to ``state``, each with its own token; return the tokens that still hold.

        Tokens, not tasks: a worker whose lease ran out may have claimed the same task again.
        """
        self.env.flush_all()
        values = SQL(", ").join(SQL("(%s, %s)", claim.task_id, claim.token) for claim in claims)
        self.env.cr.execute(
            SQL(
                """
                UPDATE hr_interview_ai_task t SET state = %s, lease_token = NULL, lease_until = NULL
                  FROM (VALUES %s) AS v (id, token)
                 WHERE t.id = v.id AND t.state = 'running' AND t.lease_token = v.token
             RETURNING v.token
                """,
                state,
                values,
            ),
            log_exceptions=False,
        )
        self.env["hr.interview.ai.task"].browse(claim.task_id for claim in claims).invalidate_recordset()
        return {row[0] for row in self.env.cr.fetchall()}

    @api.model
    def _finish(self, results):
        """Store results [(claim, value, call)]; the caller commits. What came too late is dropped."""
        claims = [claim for claim, _value, _call in results]
        held, lines = self._take_back(claims, "done"), self._get_lines(claims)
        for claim, value, call in results:
            task = self.env["hr.interview.ai.task"].browse(claim.task_id)
            if claim.token not in held:
                self._close_attempt(lines, claim, "dropped", call)
                continue
            task._add_usage(call, self._close_attempt(lines, claim, "done", call))
            task._apply(value)
            task._note_other_model(call)
            self.env["hr.interview.provider"].browse(claim.provider_id)._reset_failures()
            task._notify()

    @api.model
    def _get_lines(self, claims):
        """Return {token: line of the ledger that is still open}."""
        # A lost connection may have lost only the word that a line was closed.
        domain = [("token", "in", [c.token for c in claims]), ("state", "in", ("sent", "replied", "lost"))]
        return self.env["hr.interview.ai.attempt"].search(domain).grouped("token")

    @api.model
    def _fail(self, claim, error):
        """Note a failed call and do what its class asks for; the caller commits."""
        task = self.env["hr.interview.ai.task"].browse(claim.task_id).exists()
        provider = self.env["hr.interview.provider"].browse(claim.provider_id)
        decision = decide(error, History(task.failures, task.repairs, provider.failure_row))
        gives_up = decision.action == "give_up"
        held = self._take_back([claim], "failed" if gives_up else "queued")
        lines = self._get_lines([claim])
        if not held:
            self._close_attempt(lines, claim, "dropped", error.call, error.code)
            return
        cost = self._close_attempt(lines, claim, "error", error.call, error.code)
        task._add_usage(error.call, cost)
        task.write(
            {
                "error_class": error.code,
                "message": provider.with_context(lang=task.user_id.lang)._get_sentence(error.code),
                "failures": task.failures + decision.counts,
                "repairs": task.repairs + decision.repairs,
                "hint": {**(task.hint or {}), **error.hint} if not gives_up else False,
                "available_date": self._after(decision.delay),
            }
        )
        provider._note_failure(error, decision)
        if decision.action == "later" and not decision.block:
            self.env["hr.interview.ai.worker"]._wake_at(task.available_date)
        task._notify()

    @api.model
    def _after(self, seconds):
        """Return the database's clock plus ``seconds``; a host's clock may be wrong."""
        self.env.cr.execute(
            "SELECT (clock_timestamp() AT TIME ZONE 'UTC') + %s * interval '1 second'", [seconds]
        )
        return self.env.cr.fetchone()[0].replace(microsecond=0)

    @api.model
    def _close_attempt(self, lines, claim, state, call, error_class=None):
        """Complete the line of the ledger; return its cost. Nothing sent costs nothing."""
        usage = call.usage if call else Usage(estimated=False)
        provider = self.env["hr.interview.provider"].browse(claim.provider_id)
        cost = provider._get_cost(usage.tokens_in, usage.tokens_out)
        vals = {
            "state": state,
            "error_class": error_class,
            "tokens_in": usage.tokens_in,
            "tokens_out": usage.tokens_out,
            "is_estimated": usage.estimated,
            "cost": cost,
        }
        if call:
            vals.update(
                status_code=call.status or 0,
                latency_ms=call.latency_ms,
                request_hash=call.request_hash,
                reply_hash=call.reply_hash,
                reply_bytes=call.reply_bytes,
                request_ref=call.request_id[:64],
                model_name=(call.model or "")[:128] or False,
            )
        if line := lines.get(claim.token):
            line.write(vals)
        return cost

    def _add_usage(self, call, cost):
        self.ensure_one()
        if call:
            self.write(
                {
                    "tokens_in": self.tokens_in + call.usage.tokens_in,
                    "tokens_out": self.tokens_out + call.usage.tokens_out,
                    "cost": self.cost + cost,
                    "latency_ms": self.latency_ms + call.latency_ms,
                }
            )

    def _note_other_model(self, call):
        """Some servers answer with the model they have, whatever was asked for."""
        if call.model and not call.model.startswith(self.model_name or ""):
            words = self.env._("Answered by another model than asked for: %(name)s.", name=call.model[:128])
            self.message = "\n".join(filter(None, (self.message, words)))

    def _forget(self):
        """Drop the texts of a task that is closed; hashes and sizes stay."""
        self.write({"payload": False, "restore_map": False, "hint": False})

    def _erase(self):
        """Erase what a candidate's texts left in these tasks; what the calls cost stays in the ledger."""
        open_tasks = self.filtered(lambda task: task.state in ("held", "queued", "running"))
        open_tasks.write({"state": "cancelled", "lease_token": False, "lease_until": False})
        self._forget()
        self.write({"result_json": False, "message": False, "subject": False, "input_hash": False})

    @api.autovacuum
    def _gc_texts(self):
        """A failed or cancelled task can be tried again for a month; then its texts go."""
        limit = fields.Datetime.subtract(fields.Datetime.now(), days=KEEP_DAYS)
        tasks = self.env["hr.interview.ai.task"].search(
            [
                ("state", "in", ("failed", "cancelled")),
                ("write_date", "<", limit),
                ("input_hash", "!=", False),
            ],
            limit=1000,
        )
        tasks.filtered("payload")._forget()

    def _notify(self):
        """Tell who ordered it how far it is."""
        for task in self:
            task.user_id._bus_send(
                "hr_interview/ai_task",
                {"task_id": task.id, "batch": task.batch, "state": task.state, "message": task.message or ""},
            )

    # --- enqueue, cancel, stop -------------------------------------------------------------------

    @api.model
    def _enqueue(self, vals_list):
        """Queue tasks; a subject that has an open one already gets that one back.

        :param vals_list: values with ``kind``, ``provider_id``, ``payload`` (JSON of the redacted request),
            ``subject``; what costs nothing because the same input was answered before is done at once
        """
        Task = self.env["hr.interview.ai.task"].sudo()
        tasks = Task
        for vals in vals_list:
            tasks |= Task._get_open(vals.get("subject")) or Task._create_queued(vals)
        if any(task.state == "queued" for task in tasks):
            self.env["hr.interview.ai.worker"]._wake()
        return tasks

    @api.model
    def _get_open(self, subject):
        if not subject:
            return self.browse()
        return self.search(
            [("subject", "=", subject), ("state", "in", ("queued", "running", "held"))], limit=1
        )

    @api.model
    def _create_queued(self, vals):
        vals = dict(vals)
        payload, restore_map = vals.pop("payload"), vals.pop("restore_map", None)
        try:
            task = self.create({"state": "queued", **vals})
        except psycopg2.errors.UniqueViolation as error:
            # Another click was first, and this snapshot cannot see its task: Odoo runs the request again,
            # and then it is found.
            raise ConcurrencyError("This subject has an open task already.") from error
        cached = task._get_cached() if task.state == "queued" else self.browse()
        if cached:
            task.write({"state": "done", "cached_id": cached.id, "engine_version": cached.engine_version})
            task.restore_map = json.dumps(restore_map or {}, ensure_ascii=False)
            task._apply_json(cached.result_json)
            return task
        vault = self.env["hr.interview.vault"]
        task.payload = vault._seal_if_possible(task, "payload", payload)
        task.restore_map = vault._seal_if_possible(
            task, "restore_map", json.dumps(restore_map or {}, ensure_ascii=False)
        )
        return task

    def _get_cached(self):
        """Return a done task that answered the very same input, or an empty recordset."""
        self.ensure_one()
        return self.search(
            [
                ("input_hash", "=", self.input_hash),
                ("provider_id", "=", self.provider_id.id),
                ("model_name", "=", self.model_name),
                ("prompt_version", "=", self.prompt_version),
                ("company_id", "=", self.company_id.id),
                ("state", "=", "done"),
                ("result_json", "!=", False),
                ("id", "!=", self.id),
            ],
            limit=1,
        )

    @api.model
    def _drop_in_flight_of(self, domain):
        """Drop what is under way for a stopped provider, company or job."""
        # sudo: whoever may press a stop button need not read all tasks.
        Task = self.env["hr.interview.ai.task"].sudo()
        tasks = Task.search(Domain(domain) & Domain("state", "=", "running"))._drop_in_flight()
        tasks._notify()

    def _drop_in_flight(self, state="queued"):
        """Take running tasks away from their workers: what comes back for them is dropped."""
        running = self.filtered(lambda task: task.state == "running")
        running.write({"state": state, "lease_token": False, "lease_until": False})
        return running
