import contextlib
import logging
import time
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from dataclasses import replace
from math import ceil
from operator import methodcaller

import psycopg2

from odoo import SUPERUSER_ID, api, models
from odoo.exceptions import ConcurrencyError, UserError
from odoo.fields import Domain
from odoo.tools import config

from ..engine.codec import fingerprint, load
from ..engine.errors import CallError
from ..engine.vault import VaultError
from .hr_interview_ai_claim import CLAIM_LOCK

_logger = logging.getLogger(__name__)

#: Calls under way in one worker. A provider has a limit of its own over all workers.
PARALLEL = 8
#: Seconds after which a run claims nothing new: with the deadline of the last call it has to end before
#: Odoo kills the worker (limit_time_real_cron, 120 s unless configured).
RUN_SECONDS = 45
#: Seconds a run takes besides its last calls: claiming, then storing what came last.
OVERHEAD = RUN_SECONDS + 15
#: Tries of a transaction; the pauses between them add up to ten seconds.
TRIES = 10


class HrInterviewAiWorker(models.AbstractModel):
    """Works the queue: claim and commit; call in threads with no transaction open; store and commit.

    Threads only call. Everything of the database happens in the thread of the worker, each step in a
    transaction of its own on a connection that is given back before anything is waited for. Any number of
    workers (the lanes of this host, other hosts, queue_job) share one queue through ``_claim``.
    """

    _name = "hr.interview.ai.worker"
    _description = "Worker of the AI Queue"

    @api.model
    def _cron_work(self):
        """Work until the queue has nothing to give, or the time of a run is over."""
        Cron = self.env["ir.cron"]
        Cron._commit_progress(remaining=self._count_waiting())
        done = self._work(RUN_SECONDS)
        remaining = self._count_waiting()
        Cron._commit_progress(done, remaining=remaining)
        if done and remaining:
            self._wake()
            # The cron's own transaction: the trigger has to be seen before the run ends.
            self.env.cr.commit()  # pylint: disable=invalid-commit

    @api.model
    def _wake(self):
        """Start as many lanes after this transaction as what waits can keep busy, one at least."""
        for lane in self._get_lanes()[: max(1, ceil(self._count_waiting() / PARALLEL))]:
            lane._trigger()

    @api.model
    def _wake_at(self, moment):
        """Start a lane at ``moment`` (a task waits for its next try)."""
        for lane in self._get_lanes()[:1]:
            lane._trigger(at=moment)

    @api.model
    def _get_longest_deadline(self):
        """Return the seconds Odoo's limit of a scheduled action leaves for a call; None without a limit."""
        limit = config["limit_time_real_cron"]
        if limit < 0:
            limit = config["limit_time_real"]
        return limit - OVERHEAD if limit else None

    @api.model
    def _get_lanes(self):
        """Return the scheduled actions that work the queue: those of the module, copies of them too."""
        # sudo: who orders work may not start scheduled actions otherwise.
        Cron = self.env["ir.cron"].sudo()
        return Cron.search(
            [("model_id.model", "=", self._name), ("code", "=like", "%._cron_work()%")], order="id"
        )

    @api.model
    def _count_waiting(self):
        return (
            self.env["hr.interview.ai.task"]
            .sudo()
            .search_count(
                Domain("state", "=", "queued")
                & (Domain("available_date", "=", False) | Domain("available_date", "<=", "now"))
                & Domain("provider_id.state", "=", "enabled")
                & Domain("provider_id.is_stopped", "=", False)
            )
        )

    @api.model
    def _work(self, seconds, parallel=PARALLEL):
        """Claim, call and store for at most ``seconds`` plus the last calls; return the number stored."""
        # Nothing may be open while calls are under way; the caller has committed what it had.
        end, running, stored = time.monotonic() + seconds, {}, 0
        engines = {}
        with ThreadPoolExecutor(parallel, thread_name_prefix="hr_interview_ai") as pool:
            over = []
            while True:
                # Failures first: they may pause or block what would be claimed next. Results are stored
                # while the next calls are under way.
                for claim, future in over:
                    if error := future.exception():
                        self._store_failure(claim, error)
                over = [pair for pair in over if not pair[1].exception()]
                wanted = parallel - len(running) if time.monotonic() < end else 0
                for claim, engine in self._turn([claim for claim, _future in over], wanted, engines):
                    running[pool.submit(_call, engine, claim)] = claim
                self._store_results(over)
                stored += len(over)
                if not running:
                    return stored
                finished, _rest = wait(running, return_when=FIRST_COMPLETED)
                over = [(running.pop(future), future) for future in finished]

    @contextlib.contextmanager
    def _own_env(self):
        """An environment on a connection of its own, committed at the end."""
        with self.env.registry.cursor() as cr:
            yield api.Environment(cr, SUPERUSER_ID, {"tracking_disable": True})

    @api.model
    def _turn(self, over, wanted, engines):
        """Release the calls that are over and claim others; return [(Claim, engine)], committed."""
        if not over and not wanted:
            return []
        return self._in_transaction(lambda queue: self._locked_turn(queue, over, wanted, engines))

    @api.model
    def _locked_turn(self, queue, over, wanted, engines):
        cr = queue.env.cr
        # A lock of the session, so that the snapshot of the claim begins after it was got.
        cr.execute("SELECT pg_advisory_lock(%s)", [CLAIM_LOCK])
        try:
            # A connection of our own: the snapshot of the claim has to begin after the lock.
            cr.commit()  # pylint: disable=invalid-commit
            queue._release(over)
            claims = queue._claim(wanted) if wanted else []
            pairs = [self._make_ready(queue, claim, engines) for claim in claims]
            cr.commit()  # pylint: disable=invalid-commit
        finally:
            cr.rollback()
            cr.execute("SELECT pg_advisory_unlock(%s)", [CLAIM_LOCK])
        return pairs

    @api.model
    def _make_ready(self, queue, claim, engines):
        """Return (claim with its text opened, engine), or (claim, the error that bars the call)."""
        provider = queue.env["hr.interview.provider"].browse(claim.provider_id)
        key = (provider.id, provider.write_date)
        try:
            task = queue.browse(claim.task_id)
            payload = queue.env["hr.interview.vault"]._open(task, "payload", claim.payload)
            engines[key] = engines.get(key) or provider._get_engine()
        except CallError as error:
            return claim, error
        except (VaultError, UserError):
            return claim, CallError("vault", "The text of the task cannot be opened.")
        return replace(claim, payload=payload), engines[key]

    @api.model
    def _store_results(self, over):
        """Store the results of calls that ended together in one transaction; singly when that fails.

        A conflict repeats the storing only, never the call.
        """
        if not over:
            return
        results = [(claim, future.result().value, future.result().call) for claim, future in over]
        try:
            self._in_transaction(methodcaller("_finish", results))
        except Exception as error:
            if _is_passing(error):
                # The database is away. The tasks come back with their leases; they have not failed.
                raise
            if len(over) > 1:
                for pair in over:
                    self._store_results([pair])
                return
            [(claim, _value, call)] = results
            # The class only: the message of an exception may quote a reply.
            _logger.error("Result of AI task %s cannot be stored: %s", claim.task_id, type(error).__name__)
            _logger.debug("Details", exc_info=True)
            self._store_failure(claim, CallError("internal", "The result cannot be stored.", call=call))

    @api.model
    def _store_failure(self, claim, error):
        self._in_transaction(methodcaller("_fail", claim, error))

    @api.model
    def _in_transaction(self, function):
        """Run ``function(queue)`` in a transaction; again after a conflict or a lost connection."""
        for attempt in range(TRIES):
            try:
                with self._own_env() as env:
                    result = function(env["hr.interview.ai.task"])
                    env.cr.flush()
                return result
            except (psycopg2.Error, ConcurrencyError) as error:
                if attempt == TRIES - 1 or not _is_passing(error):
                    raise
                # A conflict is over at once; a database that restarts needs some seconds.
                time.sleep(0.02 * 2**attempt)


def _is_passing(error):
    """Whether the same transaction may succeed later: after a conflict, or on another connection."""
    # A server that ends in the middle of a statement gives the class of all errors, with no SQLSTATE.
    return isinstance(error, (psycopg2.OperationalError, psycopg2.InterfaceError, ConcurrencyError)) or (
        type(error) is psycopg2.DatabaseError
    )


def _call(engine, claim):
    """Make the call of a claim. Runs in a thread: no record, no environment, no cursor in here."""
    if isinstance(engine, CallError):
        raise engine
    try:
        from ..engine.prompts import get_task

        return engine.run(
            get_task(claim.kind),
            load(claim.kind, claim.payload),
            claim.hint,
            # The same call again (its worker died) has the same key: a provider that minds it charges once.
            idempotency_key=fingerprint(f"{claim.task_id}|{claim.payload}|{sorted(claim.hint.items())}"),
        )
    except CallError:
        raise
    except Exception as error:
        _logger.error("AI task %s: the engine failed with %s", claim.task_id, type(error).__name__)
        _logger.debug("Details", exc_info=True)
        raise CallError("internal", "The engine failed.") from None
