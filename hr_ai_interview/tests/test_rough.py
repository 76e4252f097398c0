import contextlib
import os
import select
import signal
import subprocess
import sys
import unittest

import psycopg2

from odoo.tests import get_db_name, tagged

from .worker_common import WorkerCase, Workers

#: Data of the server that may be killed; set by the stage of ./run test which made it.
SERVER = os.environ.get("RUN_ROUGH_SERVER")


@unittest.skipUnless(SERVER, "only on a database server of its own: ./run test has a stage for it")
@tagged("post_install", "-at_install", "-standard", "rough")
class TestRough(WorkerCase):
    """What no other test could live beside: the database server dies, the module is updated."""

    def test_row_57_database_is_killed(self):
        self.survives(self.kill_database)

    def kill_database(self):
        """A process of the server dies: the server ends all others at once and recovers from its log."""
        victim, witness = self.connect(), self.connect()
        with contextlib.closing(victim), contextlib.closing(witness):
            pid = victim.info.backend_pid
            self.assertEqual(os.readlink(f"/proc/{pid}/cwd"), SERVER, "this server is not to be killed")
            os.kill(pid, signal.SIGKILL)
            # The server is about to end this one, too: then there is something to read on it.
            self.assertTrue(select.select([witness], [], [], 30)[0], "the server ends its connections")
            self.assertFalse(self.is_connected(witness))

    def is_connected(self, connection):
        try:
            with connection.cursor() as cr:
                cr.execute("SELECT 1")
            return True
        except psycopg2.Error:
            return False

    def test_queued_tasks_outlive_an_update_of_the_module(self):
        tasks = self.enqueue(100)
        query = "SELECT id, payload, input_hash FROM hr_interview_ai_task WHERE id = ANY(%s) ORDER BY id"
        before = self.sql(query, tasks)
        self.update_module()
        self.assertEqual(self.sql(query, tasks), before)
        self.assertEqual((self.states(), self.server.requests), ({"queued": 100}, []))
        # The other workers' program was loaded before the update, as a server would be that was not restarted.
        self.workers.close()
        self.workers.start()
        self.work_until_done(2)
        self.assertEqual(self.states(), {"done": 100})
        self.assertEqual(self.results(), dict.fromkeys(tasks, 1))
        self.assertEqual(self.lines(), {"done": 100})
        self.assertEqual(self.calls(), dict.fromkeys(range(100), 1))

    def update_module(self):
        command = [sys.executable, "-m", "odoo", *Workers._arguments(), f"--database={get_db_name()}"]
        result = subprocess.run(
            [*command, "--update=hr_ai_interview", "--stop-after-init", "--log-level=error"],
            env={**os.environ, **Workers._environ()},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=300,
        )
        self.assertEqual(result.returncode, 0, result.stdout)
        self.assertNotRegex(result.stdout, "ERROR|CRITICAL")
