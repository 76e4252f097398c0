import contextlib

import psycopg2

from odoo.tests import mute_logger, tagged

from .concurrency_common import ConnectionsCase


@tagged("post_install", "-at_install")
class TestLearningRaces(ConnectionsCase):
    """What is in force after a process dies in the middle, and when two decide at once."""

    login = "hr_ai_learning"
    groups = {
        "one": "hr_recruitment.group_hr_recruitment_manager",
        "other": "hr_recruitment.group_hr_recruitment_manager",
    }
    model = "hr.interview.learning.run"

    def _make(self, env):
        family = env["hr.interview.job.family"].create({"name": "Maintenance"})
        question = env["hr.interview.question"].create({"text": "Describe a repair.", "lang": "en"})
        self.family_id, self.question_id = family.id, question.id
        self.record_id = (
            env[self.model]
            .create(
                {
                    "company_id": env.company.id,
                    "user_id": self.users["one"],
                    "window_days": 180,
                    "criterion": "attainment",
                    "definition": {"version": "1.0"},
                    "input_hash": "0",
                    "hit_status": "ok",
                    "facts": {"gates": []},
                    "validity_ids": [
                        (
                            0,
                            0,
                            {
                                "company_id": env.company.id,
                                "date": "2026-01-01 00:00:00",
                                "question_id": question.id,
                                "family_id": family.id,
                                "status": "ok",
                                "weight": 1.0,
                                "weight_proposed": 1.2,
                                "verdict": "keep",
                            },
                        )
                    ],
                }
            )
            .id
        )

    def _unmake(self, env):
        env.cr.execute("DELETE FROM hr_interview_question_weight WHERE question_id = %s", (self.question_id,))
        env.cr.execute("DELETE FROM hr_interview_learning_run WHERE id = %s", (self.record_id,))
        env["hr.interview.question"].browse(self.question_id).unlink()
        env["hr.interview.job.family"].browse(self.family_id).unlink()

    def weights(self):
        with self.registry.cursor() as cr:
            env = self._env(cr)
            question = env["hr.interview.question"].browse(self.question_id)
            family = env["hr.interview.job.family"].browse(self.family_id)
            return env["hr.interview.question.weight"]._get_known(question, family, env.company)

    def test_a_process_that_dies_in_the_middle_leaves_the_old_weights(self):
        """The server ends the connection of a process that was killed; that is what happens here."""
        dying = self.registry.cursor()
        self._record(dying, "one").approve("The brakes passed.")
        dying.execute("SELECT pg_backend_pid()")
        [pid] = dying.fetchone()
        with self.registry.cursor() as cr:
            cr.execute("SELECT pg_terminate_backend(%s)", (pid,))
        with mute_logger("odoo.sql_db"):
            with self.assertRaises(psycopg2.Error):
                dying.execute("SELECT 1")
            with contextlib.suppress(psycopg2.Error):
                dying.close()
        self.assertEqual(self.weights(), {})
        self.assertEqual(self.result(lambda run: run.state), "proposed")

    def test_of_two_who_decide_at_once_one_decides(self):
        """One refuses while the other approves: the later request runs again and is told what happened."""
        with self.registry.cursor() as first, self.registry.cursor() as second:
            early = self._record(second, "other")
            self.assertEqual(early.state, "proposed")
            self._record(first, "one").refuse("No.")
            first.commit()
            with self.assertRaisesRegex(Exception, "Refused"):
                self.request(early, lambda: early.approve("Yes."))
        self.assertEqual(self.weights(), {})
        self.assertEqual(self.result(lambda run: (run.state, run.reason)), ("refused", "No."))
