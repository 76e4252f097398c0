from unittest.mock import patch

from odoo.service.model import retrying
from odoo.tests import mute_logger, tagged

from .worker_common import CommittedCase

SUBJECT = "hr.interview.trial,1"


@tagged("post_install", "-at_install")
class TestEnqueueRace(CommittedCase):
    """Requests that meet another one, and are run again by Odoo."""

    def request(self, env, function):
        """Run ``function`` as a request does: again after a conflict, then commit."""
        with patch("odoo.service.model.random.uniform", return_value=0.01):
            return retrying(function, env)

    def work(self):
        with self.committed() as env:
            worker = env["hr.interview.ai.worker"]
            env.cr.commit()
            return worker._work(5)

    def test_other_tasks_of_a_click_that_came_second_are_not_lost(self):
        with self.committed() as mine, self.committed() as other:
            mine["hr.interview.ai.task"].search_count([])
            [first] = other["hr.interview.ai.task"]._enqueue([self.prepare_vals(other, 0, subject=SUBJECT)])
            other.cr.commit()
            rows = [
                self.prepare_vals(mine, 1, subject=SUBJECT),
                self.prepare_vals(mine, 2, subject="other,1"),
            ]
            with mute_logger("odoo.sql_db"):
                tasks = self.request(mine, lambda: mine["hr.interview.ai.task"]._enqueue(rows))
            self.assertEqual((len(tasks), tasks[0].id), (2, first.id))
        self.assertEqual(self.states(), {"queued": 2})

    def test_request_that_is_run_again_calls_nothing_and_orders_once(self):
        """R5: Odoo runs a request up to five times; a call inside would be paid each time."""
        [(company,)] = self.sql("SELECT MIN(id) FROM res_company")
        runs = []
        with self.committed() as env:

            def order():
                runs.append(len(self.server.requests))
                env.cr.execute("SELECT 1 FROM res_company WHERE id = %s", [company])
                [task] = env["hr.interview.ai.task"]._enqueue([self.prepare_vals(env, 0)])
                if len(runs) < 4:
                    self.sql("UPDATE res_company SET sequence = sequence WHERE id = %s", company)
                env.cr.execute("UPDATE res_company SET sequence = sequence WHERE id = %s", [company])
                return task.id

            with mute_logger("odoo.sql_db"):
                task = self.request(env, order)
        self.assertEqual(runs, [0, 0, 0, 0])
        self.assertEqual(self.states(), {"queued": 1})
        self.assertEqual((self.work(), len(self.server.requests)), (1, 1))
        self.assertEqual(self.results(), {task: 1})
