from odoo import api, models
from odoo.tools import SQL

from ..engine.errors import Usage
from ..engine.retry import History, decide


class HrInterviewAiFinish(models.AbstractModel):
    """What came of a call: its result or its failure, stored only for whoever still holds the token."""

    _name = "hr.interview.ai.finish"
    _description = "Results of AI Calls"

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
                "failures": task.failures + decision.counts,
                "repairs": task.repairs + decision.repairs,
                "hint": {**(task.hint or {}), **error.hint} if not gives_up else False,
                "available_date": self._after(decision.delay),
            }
        )
        provider._note_failure(error, decision)
        if decision.action == "later" and not decision.block:
            self.env["hr.interview.ai.worker"]._wake_at(task.available_date)
        if gives_up:
            task._settle()
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
            message = self.env["hr.interview.message"]._make("other_model", name=call.model[:128])
            self.messages = [*(self.messages or []), message]
