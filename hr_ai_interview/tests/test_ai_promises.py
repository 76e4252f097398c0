import json

from odoo.tests import tagged

from .ai_common import AiCase
from .worker_common import CommittedCase, Desk


class Watch(Desk):
    """Notes during each call which transactions and advisory locks are open in the database."""

    def __init__(self, connect):
        super().__init__()
        self.connect, self.open = connect, []

    def __call__(self, handler):
        connection = self.connect()
        with connection.cursor() as cr:
            cr.execute(
                """
                SELECT 'transaction', state FROM pg_stat_activity
                 WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start IS NOT NULL
                   AND backend_type = 'client backend'
             UNION ALL
                SELECT 'lock', l.mode FROM pg_locks l JOIN pg_stat_activity a USING (pid)
                 WHERE a.datname = current_database() AND l.locktype = 'advisory'
                """
            )
            self.open += cr.fetchall()
        connection.close()
        return super().__call__(handler)


@tagged("post_install", "-at_install")
class TestOpenTransactions(CommittedCase):
    """A provider that takes its time holds nobody up."""

    def test_no_transaction_and_no_lock_is_open_during_a_call(self):
        self.enqueue()
        self.server.mode = watch = Watch(self.connect)
        with self.committed() as env:
            worker = env["hr.interview.ai.worker"]
            # As the scheduled action does before it works.
            env.cr.commit()
            self.assertEqual(worker._work(5), 1)
        self.assertEqual((self.states(), watch.sent["ok"]), ({"done": 1}, 1))
        self.assertEqual(watch.open, [])


@tagged("post_install", "-at_install")
class TestNews(CommittedCase):
    """Who ordered hears of each step once it is committed."""

    def test_claims_and_lost_workers_are_told(self):
        """The window said "waiting" while the model was answering, and "answering" after the worker had died."""
        self.enqueue()
        with self.committed() as env:
            self.assertEqual(len(env["hr.interview.ai.task"]._claim(8)), 1)
            env.flush_all()
            self.assertEqual(self.news(), [])
        self.assertEqual(self.news(), ["running"])
        self.end_leases()
        with self.committed() as env:
            self.assertFalse(env["hr.interview.ai.task"]._claim(0))
        self.assertEqual(self.news(), ["running", "queued"])

    def test_a_claim_that_is_undone_is_not_told(self):
        self.enqueue()
        with self.committed() as env:
            self.assertEqual(len(env["hr.interview.ai.task"]._claim(8)), 1)
            env.cr.rollback()
        self.assertEqual((self.news(), self.states()), ([], {"queued": 1}))

    def test_a_stop_is_told(self):
        self.enqueue()
        with self.committed() as env:
            env["hr.interview.ai.task"]._claim(8)
        with self.committed() as env:
            env["hr.interview.provider"].browse(self.provider_id).action_stop()
        self.assertEqual(self.news(), ["running", "queued"])

    def news(self):
        """The states that were told, oldest first."""
        rows = self.sql("SELECT message FROM bus_bus WHERE id > %s ORDER BY id", self._bus_id)
        messages = [json.loads(message) for (message,) in rows]
        return [m["payload"]["state"] for m in messages if m["type"] == "hr_interview/ai_task"]


@tagged("post_install", "-at_install")
class TestKeptTexts(AiCase):
    """Texts of tasks that failed are kept for another try, for a month."""

    def test_texts_of_failed_tasks_go_after_a_month(self):
        old, recent = self.enqueue(2)
        self.server.mode = "r28_refusal"
        self.work()
        self.assertEqual((old | recent).mapped("state"), ["failed", "failed"])
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE hr_interview_ai_task SET write_date = write_date - interval '31 days' WHERE id = %s",
            [old.id],
        )
        self.env.invalidate_all()
        self.env["hr.interview.ai.task"]._gc_texts()
        self.assertFalse(old.payload or old.restore_map)
        self.assertTrue(recent.payload)
        self.assertTrue(old.attempt_ids.request_hash)
