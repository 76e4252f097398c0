"""Base of the tests with worker processes that die: real processes, committed records, a fault server."""

import contextlib
import json
import logging
import os
import random
import select
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

import psycopg2

from odoo import SUPERUSER_ID, addons, api, sql_db
from odoo.modules.registry import Registry
from odoo.tests import BaseCase, get_db_name
from odoo.tools import config

from ..engine.schema import ScoreCriterion, ScoreRequest
from ..engine.tests.fault_server import MODES, FaultServer, as_json, completion
from .ai_common import ANSWER, score_reply

_logger = logging.getLogger(__name__)

#: As in worker_process.py.
START_LOCK = 0x5254
NOW = "(clock_timestamp() AT TIME ZONE 'UTC')"
CHANNEL = "hr_ai_test_change"
#: Every statement that stores a result leaves a row here, in its transaction: what a test counts.
#: And every commit that changes a row of the queue wakes the test that waits for it.
TRIGGER = f"""
    CREATE TABLE hr_ai_test_result (task_id integer);
    CREATE FUNCTION hr_ai_test_result() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN INSERT INTO hr_ai_test_result VALUES (NEW.id); RETURN NEW; END $$;
    CREATE TRIGGER hr_ai_test_result AFTER UPDATE OF result_json ON hr_interview_ai_task
        FOR EACH ROW WHEN (NEW.result_json IS NOT NULL) EXECUTE FUNCTION hr_ai_test_result();
    CREATE FUNCTION {CHANNEL}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN NOTIFY {CHANNEL}; RETURN NULL; END $$;
    CREATE TRIGGER {CHANNEL} AFTER INSERT OR UPDATE ON hr_interview_ai_task
        FOR EACH ROW EXECUTE FUNCTION {CHANNEL}();
    CREATE TRIGGER {CHANNEL} AFTER INSERT OR UPDATE ON hr_interview_ai_attempt
        FOR EACH ROW EXECUTE FUNCTION {CHANNEL}();
"""
NO_TRIGGER = f"""
    DROP FUNCTION IF EXISTS hr_ai_test_result CASCADE;
    DROP FUNCTION IF EXISTS {CHANNEL} CASCADE;
    DROP TABLE IF EXISTS hr_ai_test_result;
"""


def is_lost(error):
    """Whether an error of psycopg2 is the end of the connection, which it does not always call that."""
    return isinstance(error, (psycopg2.OperationalError, psycopg2.InterfaceError)) or not error.pgcode


class Workers:
    """Worker processes; see worker_process.py. ``close`` leaves none behind."""

    def __init__(self):
        self.start()

    def start(self):
        """Load Odoo as it is now."""
        self._log = tempfile.TemporaryFile("w+")  # noqa: SIM115 - open until close()
        self._process = subprocess.Popen(
            [sys.executable, Path(__file__).with_name("worker_process.py")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            env={**os.environ, **self._environ()},
            text=True,
        )
        self.alive = set()
        with FaultServer(content=score_reply) as server:
            self.ask({"database": get_db_name(), "arguments": self._arguments(), "url": server.url})

    def close(self):
        self.kill_all()
        self._process.stdin.close()
        self._process.wait(30)
        self._process.stdout.close()
        self._log.close()

    @staticmethod
    def _environ():
        """The database of this process (no password on a command line), commits that survive its end."""
        options = {f"PG{name.upper()}": config[f"db_{name}"] for name in ("host", "port", "user", "password")}
        return {
            **{name: str(value) for name, value in options.items() if value},
            "PGOPTIONS": "-c synchronous_commit=on",
            "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        }

    @staticmethod
    def _arguments():
        arguments = ["--no-http", "--max-cron-threads=0", f"--data-dir={config['data_dir']}"]
        arguments.append(f"--addons-path={','.join(addons.__path__)}")
        if config["config"] and os.path.isfile(config["config"]):
            arguments.append(f"--config={config['config']}")
        return arguments

    def ask(self, order):
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.write(json.dumps(order) + "\n")
            self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            raise AssertionError(f"The workers' program ended:\n{self.log()}")
        return json.loads(answer)

    def spawn(self, count=1, **options):
        """Start workers; return the id of the last one."""
        for _number in range(count):
            pid = self.ask({"spawn": options})
            self.alive.add(pid)
        return pid

    def wait(self, pid):
        """Return the exit code of a worker once it has ended."""
        self.alive.discard(pid)
        return self.ask({"wait": pid})

    def wait_all(self):
        return [self.wait(pid) for pid in sorted(self.alive)]

    def kill(self, pid):
        """As the kernel does when memory is short: no clean-up, no word to anybody."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        return self.wait(pid)

    def kill_all(self):
        for pid in list(self.alive):
            self.kill(pid)

    def log(self):
        self._log.flush()
        return Path(f"/proc/self/fd/{self._log.fileno()}").read_text(errors="replace")[-6000:]


class Bell:
    """Wakes a test that waits: when the queue has changed, and when somebody rings it."""

    def __init__(self, connect):
        self._connect, self._connection = connect, None
        self._near, self._far = socket.socketpair()
        self._near.setblocking(False)

    def ring(self):
        self._far.send(b"!")

    def hush(self):
        """Forget what has rung so far. What happens from now on ends the next ``wait``, or has ended it."""
        with contextlib.suppress(BlockingIOError):
            while self._near.recv(4096):
                pass
        try:
            if self._connection is None:
                self._connection = self._connect()
                with self._connection.cursor() as cr:
                    cr.execute(f"LISTEN {CHANNEL}")
            self._connection.poll()
            self._connection.notifies.clear()
        except psycopg2.Error:
            self._hang_up()

    def wait(self, seconds):
        if self._connection is None:
            # A database that is away tells nobody when it is back.
            seconds = min(seconds, 0.05)
        select.select([self._near, *filter(None, [self._connection])], [], [], seconds)

    def close(self):
        self._hang_up()
        self._near.close()
        self._far.close()

    def _hang_up(self):
        if self._connection is not None:
            self._connection.close()
            self._connection = None


class Desk:
    """A mode of the fault server: counts the calls under way, lets a share of them fail.

    It answers after ``delay`` seconds, with ``tokens`` of usage.
    """

    def __init__(self, delay=0.0, faults=None, tokens=18):
        self.delay, self.tokens = delay, tokens
        self.under_way = self.most = 0
        self.sent = Counter()
        self._faults = faults or {}
        self._lock, self._rng = threading.Lock(), random.Random(84)

    def __call__(self, handler):
        with self._lock:
            self.under_way += 1
            self.most = max(self.most, self.under_way)
            mode = self._choose()
            self.sent[mode] += 1
        try:
            handler.server.owner.wait(self.delay)
            return MODES[mode](handler) if mode != "ok" else self._reply(handler)
        finally:
            with self._lock:
                self.under_way -= 1

    def _choose(self):
        place = self._rng.random()
        for mode, share in self._faults.items():
            if place < share:
                return mode
            place -= share
        return "ok"

    def _reply(self, handler):
        usage = {"prompt_tokens": self.tokens, "completion_tokens": 0, "total_tokens": self.tokens}
        return as_json(completion(score_reply(handler.record.json), usage=usage))


class CommittedCase(BaseCase):
    """A provider whose server answers on this machine; records are committed, and deleted after each test.

    Worker processes see only what is committed, and the end of one must not end the test: so there is no
    transaction of the test, and the state of tasks is read with ``sql``.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.registry = Registry(get_db_name())
        cls.server = cls.enterClassContext(FaultServer(content=score_reply))
        cls.sql(NO_TRIGGER + TRIGGER)
        cls.addClassCleanup(cls._disconnect)
        cls.addClassCleanup(cls.sql, NO_TRIGGER)

    def setUp(self):
        super().setUp()
        self.server.reset()
        self._bus_id = self.sql("SELECT COALESCE(MAX(id), 0) FROM bus_bus")[0][0]
        # What a test that was killed has left is in the way.
        self._delete()
        self.addCleanup(self._delete)
        self.provider_id = self._make_provider()

    # --- database --------------------------------------------------------------------------------

    _connection = None

    @classmethod
    def connect(cls, database=None):
        """A connection outside Odoo's pool, each statement committed for good."""
        connection = psycopg2.connect(**sql_db.connection_info_for(database or get_db_name())[1])
        connection.autocommit = True
        with connection.cursor() as cr:
            cr.execute("SET synchronous_commit = on")
        return connection

    @classmethod
    def sql(cls, query, *values):
        """Run a statement that may be run twice, also while the database comes back; return its rows."""
        end = time.monotonic() + 60
        while True:
            try:
                if cls._connection is None:
                    cls._connection = cls.connect()
                with cls._connection.cursor() as cr:
                    cr.execute(query, values or None)
                    return cr.fetchall() if cr.description else []
            except psycopg2.Error as error:
                cls._disconnect()
                if not is_lost(error) or time.monotonic() > end:
                    raise
                # A poll: a database that is away tells nobody when it is back.
                time.sleep(0.05)

    @classmethod
    def _disconnect(cls):
        if cls._connection is not None:
            cls._connection.close()
            cls._connection = None

    @contextlib.contextmanager
    def committed(self):
        """An environment of the superuser, committed for good at the end."""
        with self.registry.cursor() as cr:
            cr.execute("SET LOCAL synchronous_commit = on")
            yield api.Environment(cr, SUPERUSER_ID, {"tracking_disable": True})

    def _make_provider(self):
        with self.committed() as env:
            vals = self.server.provider_vals(name="House model of the workers", code="house-of-workers")
            provider = env["hr.interview.provider"].create(vals)
            provider.action_enable()
            return provider.id

    def _delete(self):
        self._delete_tasks()
        self.sql("DELETE FROM bus_bus WHERE id > %s", self._bus_id)
        with self.committed() as env:
            env["hr.interview.provider"].search([("code", "=", "house-of-workers")]).unlink()
            lanes = env["hr.interview.ai.worker"]._get_lanes()
            env["ir.cron.trigger"].search([("cron_id", "in", lanes.ids)]).unlink()

    def _delete_tasks(self):
        # The ledger cannot be deleted by any method of its model.
        self.sql("DELETE FROM hr_interview_ai_task WHERE engine = 'house-of-workers'")
        self.sql("DELETE FROM hr_ai_test_result")
        self.server.reset()

    # --- the queue -------------------------------------------------------------------------------

    def prepare_vals(self, env, seed, **vals):
        provider = env["hr.interview.provider"].browse(self.provider_id)
        criterion = ScoreCriterion(1, "Method", 1.0, {0: "Nothing", 10: "Measures first"})
        request = ScoreRequest("Which fault did you find?", ANSWER, (criterion,), seed=seed)
        row = env["hr.interview.outbound"]._prepare_task_vals("score", request, provider)
        return {**row, "company_id": env.company.id, **vals}

    def enqueue(self, count=1, **vals):
        """Queue ``count`` scorings; the server knows task number n by its seed n. Return their ids."""
        with self.committed() as env:
            rows = [self.prepare_vals(env, seed, **vals) for seed in range(count)]
            return env["hr.interview.ai.task"]._enqueue(rows).ids

    def set_provider(self, **vals):
        with self.committed() as env:
            env["hr.interview.provider"].browse(self.provider_id).write(vals)

    def states(self):
        return Counter(
            dict(
                self.sql(
                    "SELECT state, COUNT(*) FROM hr_interview_ai_task WHERE provider_id = %s GROUP BY state",
                    self.provider_id,
                )
            )
        )

    def ledger(self, task_id):
        """The states of the lines of a task, oldest first."""
        rows = self.sql(
            "SELECT state FROM hr_interview_ai_attempt WHERE task_id = %s ORDER BY number", task_id
        )
        return [state for (state,) in rows]

    def lines(self):
        return Counter(
            dict(
                self.sql(
                    "SELECT state, COUNT(*) FROM hr_interview_ai_attempt WHERE provider_id = %s GROUP BY state",
                    self.provider_id,
                )
            )
        )

    def results(self):
        """How often a result was stored, by task."""
        return dict(self.sql("SELECT task_id, COUNT(*) FROM hr_ai_test_result GROUP BY task_id"))

    def calls(self):
        """How often the server was called, by the number of the task."""
        # What was cut off while it was being sent is no JSON.
        return Counter(request.json["seed"] for request in list(self.server.requests) if request.json)

    def end_leases(self):
        """As if what was claimed had been claimed long ago."""
        for table in ("hr_interview_ai_task", "hr_interview_ai_attempt"):
            self.sql(
                f"UPDATE {table} SET lease_until = {NOW} - interval '1 second'"
                " WHERE provider_id = %s AND lease_until IS NOT NULL AND state IN ('running', 'sent', 'replied')",
                self.provider_id,
            )

    def pass_time(self):
        """As if what waits had waited long enough."""
        self.sql(
            "UPDATE hr_interview_ai_task SET available_date = NULL"
            " WHERE provider_id = %s AND state = 'queued' AND available_date IS NOT NULL",
            self.provider_id,
        )
        self.sql(
            "UPDATE hr_interview_provider SET paused_until = NULL WHERE id = %s AND paused_until IS NOT NULL",
            self.provider_id,
        )


class WorkerCase(CommittedCase):
    """With worker processes, and the means to make their time pass."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.workers = Workers()
        cls.addClassCleanup(cls.workers.close)
        cls.bell = Bell(cls.connect)
        cls.addClassCleanup(cls.bell.close)
        cls.server.on_request = cls.bell.ring

    def setUp(self):
        super().setUp()
        self.addCleanup(self.workers.kill_all)

    def wait_until(self, condition, what, seconds=30, look=60):
        """Wait for a condition, which is looked at after each change of the queue and each call.

        :param look: look after so many seconds, too, for what no change tells of: time that passes, locks
        """
        end = time.monotonic() + seconds
        while True:
            self.bell.hush()
            if condition():
                return
            if time.monotonic() > end:
                self.fail(f"Waited in vain: {what}. Tasks {self.states()}\n{self.workers.log()}")
            self.bell.wait(max(0, min(look, end - time.monotonic())))

    def work_until_done(self, count=1, seconds=60, **options):
        """Let ``count`` workers finish everything, time passing as fast as it is needed."""
        for _number in range(count):
            self.workers.spawn(**options)

        def over():
            self.pass_time()
            states = self.states()
            return not states["queued"] + states["running"]

        self.wait_until(over, "all tasks are closed", seconds)
        self.assertEqual(set(self.workers.wait_all()), {0}, self.workers.log())

    # --- the database fails ----------------------------------------------------------------------

    def survives(self, fail):
        tasks = self.enqueue(40)
        self.server.mode = Desk(delay=0.3)
        self.workers.spawn(2, parallel=4)
        outage = 0
        for least in (8, 20):
            self.wait_until(lambda least=least: self.states()["done"] >= least, "some are done")
            before, start = self.results(), time.monotonic()
            fail()
            # Odoo's pool would try each of its dead connections once.
            sql_db.close_db(self.registry.db_name)
            self.assertLessEqual(before.items(), self.results().items(), "a committed result is gone")
            outage = max(outage, time.monotonic() - start)
        self.wait_for_the_rest()
        if outage < 8:
            self.assertEqual(set(self.workers.wait_all()), {0}, "a worker did not outlast the outage")
        self.assertEqual(self.states(), {"done": 40})
        self.assertEqual(self.results(), dict.fromkeys(tasks, 1))
        self.assertEqual(self.lines()["done"], 40)
        self.assertLessEqual(
            len(self.server.requests), self.lines().total(), "a call has no line in the ledger"
        )
        self.assertEqual(len(self.calls()), 40)
        self.report()

    def wait_for_the_rest(self):
        """What no worker holds any more comes back with its lease; a worker that gave up is replaced."""
        last, end = None, 0

        def over():
            nonlocal last, end
            states, now = self.states(), time.monotonic()
            if states != last:
                last, end = states, now + 15
            elif now > end:
                self.end_leases()
                self.workers.spawn(parallel=4)
                end = now + 15
            return states["done"] == 40

        self.wait_until(over, "all are done", 90, look=1)

    def report(self, desk=None):
        _logger.info(
            "Measured: %s calls, ledger %s, results %s, at most %s at the same time",
            len(self.server.requests),
            dict(self.lines()),
            sum(self.results().values()),
            desk.most if desk else "-",
        )
