import contextlib
import signal
import time

from odoo.tests import tagged

from .worker_common import NOW, START_LOCK, Desk, WorkerCase


@tagged("post_install", "-at_install")
class TestWorkerProcesses(WorkerCase):
    """Workers that are killed, a database that fails, many workers at once: results exactly once.

    Calls are made at least once: a worker that dies may have made a call that is made again. The server
    counts them, and the ledger has a line for each.
    """

    # --- row 56: kill -9 at each moment ---------------------------------------------------------

    def test_row_56_killed_before_anything_is_sent(self):
        [task] = self.enqueue()
        pid = self.workers.spawn(deaf=True)
        self.wait_until(lambda: self.ledger(task) == ["sent"], "the claim is committed")
        self.assertEqual(self.workers.kill(pid), -signal.SIGKILL)
        self.assertFalse(self.server.requests)
        self.finish([task])
        # The first line is of a call that may have been made, for all the database knows: it stays.
        self.assertEqual(self.ledger(task), ["lost", "done"])
        self.assertEqual(self.calls(), {0: 1})

    def test_row_56_killed_during_the_call(self):
        [task] = self.enqueue()
        self.server.script("r17_hang")
        pid = self.workers.spawn()
        self.wait_until(lambda: self.server.requests, "the call has come")
        self.workers.kill(pid)
        self.finish([task])
        self.assertEqual(self.ledger(task), ["lost", "done"])
        self.assertEqual(self.calls(), {0: 2})

    def test_row_56_killed_between_reply_and_commit(self):
        [task] = self.enqueue()
        blocker = self.connect()
        with contextlib.closing(blocker), blocker.cursor() as cr:
            blocker.autocommit = False
            self.server.mode = Desk(delay=1)
            pid = self.workers.spawn()
            self.wait_until(lambda: self.server.requests, "the call has come")
            # The result of the call has to wait for this lock.
            cr.execute("SELECT 1 FROM hr_interview_ai_task WHERE id = %s FOR UPDATE", [task])
            self.wait_until(self.is_storing, "the reply is being stored", look=0.02)
            self.assertEqual(self.ledger(task), ["replied"])
            self.workers.kill(pid)
        self.assertEqual((self.states()["running"], self.results()), (1, {}))
        self.finish([task])
        self.assertEqual(self.ledger(task), ["lost", "done"])
        self.assertEqual(self.calls(), {0: 2})

    def test_row_56_killed_after_the_commit(self):
        first, second = self.enqueue(2)
        self.server.script("ok", "r17_hang")
        pid = self.workers.spawn(parallel=1)
        self.wait_until(lambda: self.states()["done"] == 1 and len(self.server.requests) == 2, "one is done")
        self.workers.kill(pid)
        self.finish([first, second])
        self.assertEqual((self.ledger(first), self.ledger(second)), (["done"], ["lost", "done"]))
        self.assertEqual(self.calls(), {0: 1, 1: 2})

    def test_many_kills_in_a_busy_queue(self):
        """Sixteen workers die at moments nobody chose; what the others hold is taken from them, too."""
        tasks = self.enqueue(60)
        self.server.mode = Desk(delay=0.1)
        for number in range(16):
            while len(self.workers.alive) < 3:
                self.workers.spawn(parallel=4)
            # No sooner than something has happened since the last one died.
            self.wait_until(lambda least=2 * number: len(self.server.requests) > least, "calls are made")
            self.workers.kill(min(self.workers.alive))
            self.end_leases()
            # A task that lost five workers would be given up.
            self.sql("UPDATE hr_interview_ai_task SET lost_count = 0 WHERE lost_count > 0")
        self.finish(tasks, 3)
        lines, calls = self.lines(), self.calls()
        self.assertEqual(lines["done"], 60)
        self.assertEqual(set(lines) - {"done", "lost", "dropped"}, set())
        self.assertLessEqual(
            len(self.server.requests), sum(lines.values()), "a call has no line in the ledger"
        )
        self.assertEqual(set(calls), set(range(60)))
        self.report()

    def finish(self, tasks, count=1):
        """Another worker comes when the lease is over; each task then has its result, once."""
        self.server.mode = "ok"
        self.end_leases()
        self.work_until_done(count)
        self.assertEqual(self.states(), {"done": len(tasks)})
        self.assertEqual(self.results(), dict.fromkeys(tasks, 1))

    def is_storing(self):
        return self.sql(
            "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
            " AND query LIKE '%%UPDATE hr_interview_ai_task t SET state%%'"
        )

    # --- rows 57, 58, 60: the database goes away, refuses, has another clock --------------------

    def test_row_57_connections_are_cut(self):
        self.survives(self.cut_connections)

    def test_row_58_no_line_in_the_ledger_no_call(self):
        """The disk is full, or the line is refused: nothing is sent, and the task waits."""
        for sqlstate in ("53100", "P0001"):
            with self.subTest(sqlstate=sqlstate):
                [task] = self.enqueue(input_hash=sqlstate)
                self.refuse_lines(sqlstate)
                try:
                    self.assertEqual(self.workers.wait(self.workers.spawn(tries=3)), 1)
                finally:
                    self.sql("DROP FUNCTION IF EXISTS hr_ai_test_refuse CASCADE")
                self.assertFalse(self.server.requests)
                self.assertEqual((self.states()["queued"], self.ledger(task)), (1, []))
                self.work_until_done()
                self.assertEqual((self.results(), self.ledger(task)), ({task: 1}, ["done"]))
                self.assertEqual(len(self.server.requests), 1)
                self.server.reset()
                self.sql("DELETE FROM hr_ai_test_result")

    def refuse_lines(self, sqlstate):
        self.sql(
            f"""
            CREATE OR REPLACE FUNCTION hr_ai_test_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN RAISE EXCEPTION 'no space left on device' USING ERRCODE = '{sqlstate}'; END $$;
            CREATE OR REPLACE TRIGGER hr_ai_test_refuse BEFORE INSERT ON hr_interview_ai_attempt
                FOR EACH ROW EXECUTE FUNCTION hr_ai_test_refuse();
            """
        )

    def test_row_60_leases_are_not_of_the_host_clock(self):
        """One worker's clock is an hour fast, the other one's an hour slow: neither takes what the other holds."""
        # So long that a slow machine does not end the first call before the second one is over.
        self.set_provider(deadline=60)
        first, second = self.enqueue(2)
        self.server.script("r17_hang")
        holder = self.workers.spawn(parallel=1, clock=3600)
        self.wait_until(lambda: self.server.requests, "the call has come")
        self.assertIn(self.seconds_left(first, "lease_until"), range(110, 121))
        other = self.workers.spawn(parallel=1, clock=-3600)
        self.wait_until(lambda: self.states()["done"] == 1, "the other task is done")
        self.assertEqual((self.ledger(first), self.ledger(second)), (["sent"], ["done"]))
        self.workers.kill(holder)
        self.end_leases()
        self.assertEqual(self.workers.wait(other), 0)
        self.assertEqual((self.ledger(first), self.calls()), (["lost", "done"], {0: 2, 1: 1}))
        self.assertEqual(self.results(), {first: 1, second: 1})

    def test_row_60_pauses_are_not_of_the_host_clock(self):
        [task] = self.enqueue()
        self.server.mode = "r06_500_html"
        self.workers.spawn(clock=-3600)
        self.wait_until(lambda: self.ledger(task) == ["error"], "the call has failed")
        self.assertIn(self.seconds_left(task, "available_date"), range(28, 38))

    def seconds_left(self, task, field):
        [(seconds,)] = self.sql(
            f"SELECT ROUND(EXTRACT(EPOCH FROM {field} - {NOW})) FROM hr_interview_ai_task WHERE id = %s", task
        )
        return int(seconds)

    def cut_connections(self):
        """What clients see of a restart: connections end in the middle, new ones are refused for a second."""
        name, other = self.registry.db_name, self.connect("postgres")
        with contextlib.closing(other), other.cursor() as cr:
            cr.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
            try:
                cr.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
                )
                self.assertGreaterEqual(cr.rowcount, 2)
                # No wait for something: how long it is away is what the test is about.
                time.sleep(1)
            finally:
                cr.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')

    # --- many workers ---------------------------------------------------------------------------

    def test_two_workers_share_a_queue_with_faults(self):
        self.share_a_queue(2)

    def test_eight_workers_share_a_queue_with_faults(self):
        self.share_a_queue(8)

    def share_a_queue(self, workers):
        """Of 200 calls, 10 % end with HTTP 500 and 3 % in a dropped connection."""
        self.set_provider(max_parallel=5)
        tasks = self.enqueue(200)
        desk = self.server.mode = Desk(delay=0.02, faults={"r06_500_html": 0.10, "r16_close": 0.03})
        self.work_until_done(workers)
        self.assertEqual(self.states(), {"done": 200})
        self.assertEqual(self.results(), dict.fromkeys(tasks, 1))
        faults = desk.sent.total() - desk.sent["ok"]
        self.assertGreater(faults, 10)
        self.assertEqual(self.lines(), {"done": 200, "error": faults})
        self.assertEqual(len(self.server.requests), 200 + faults)
        self.assertLessEqual(desk.most, 5)
        self.assertGreater(desk.most, 1)
        self.report(desk)

    def test_budget_of_twenty_calls_is_exact_with_eight_workers(self):
        tokens = 100
        tasks = self.enqueue(60, tokens_estimate=tokens)
        self.set_provider(max_parallel=64)
        self.set_budget(20 * tokens)
        self.addCleanup(self.set_budget, 0)
        desk = self.server.mode = Desk(delay=0.05, tokens=tokens)
        self.workers.spawn(8)
        self.wait_until(lambda: self.states()["done"] >= 20, "the budget is spent")
        for _number in range(8):
            last = self.workers.spawn(turns=2)
        self.assertEqual(self.workers.wait(last), 0)
        self.assertEqual(desk.sent.total(), 20)
        self.assertEqual(self.states(), {"done": 20, "queued": 40})
        self.set_budget(0)
        self.work_until_done()
        self.assertEqual(self.results(), dict.fromkeys(tasks, 1))
        self.assertEqual(self.lines(), {"done": 60})

    def set_budget(self, tokens):
        self.sql(
            "UPDATE res_company SET interview_ai_daily_tokens = %s WHERE id = %s", tokens, self.company_id()
        )

    def company_id(self):
        with self.committed() as env:
            return env.company.id

    def test_eight_clicks_at_once_are_one_task(self):
        """None of the requests can see the task of another one when it looks; all of them get it."""
        with self.committed() as env:
            orders = [self.prepare_vals(env, number, subject="hr.interview.trial,1") for number in range(8)]
        start = self.connect()
        with contextlib.closing(start), start.cursor() as cr:
            cr.execute("SELECT pg_advisory_lock(%s)", [START_LOCK])
            for order in orders:
                self.workers.spawn(order=order)
            self.wait_until(lambda: self.count_waiting() == 8, "all have their snapshot", look=0.02)
        self.assertEqual(sorted(self.workers.wait_all()), [1] + [2] * 7, "how often each of them was run")
        self.assertEqual(self.states(), {"queued": 1})
        self.work_until_done()
        self.assertEqual((list(self.results().values()), len(self.server.requests)), ([1], 1))

    def count_waiting(self):
        [(count,)] = self.sql("SELECT COUNT(*) FROM pg_locks WHERE objid = %s AND NOT granted", START_LOCK)
        return count
