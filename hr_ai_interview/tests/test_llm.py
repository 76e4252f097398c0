import os
import unittest
from unittest.mock import patch

from odoo.tests import tagged

from ..engine.errors import CODES, ITEM, REPAIR
from .ai_common import AiCase

URL, KEY = os.environ.get("RUN_LLM_URL"), os.environ.get("RUN_LLM_KEY", "")


@unittest.skipUnless(URL, "only with a language model: ./run test --llm")
@tagged("post_install", "-at_install", "-standard", "llm")
class TestLanguageModel(AiCase):
    """From the order to the closed task with a real language model; run by ``./run test --llm``.

    The model is the smallest there is: its questions and scores are not judged, only that whatever it
    writes closes the task, with a line in the ledger for each call.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.enterClassContext(patch.dict(os.environ, {"ODOO_HR_AI_KEY_SMOL": KEY}))
        cls.model = cls.make_provider(
            code="smol",
            name="Small model",
            base_url=URL,
            model_name="smollm2-135m",
            deadline=300,
            max_tokens=120,
        )

    def test_models_are_fetched(self):
        self.assertEqual(self.model.action_fetch_models()["params"]["type"], "success")
        self.assertEqual(self.model.known_models, self.model.model_name)

    def test_every_task_comes_to_an_end(self):
        [result] = self.by("officer", self.job).generate_interview_questions(
            {"engine": "smol", "types": ["behavioural"], "lang": "en", "count": 1}
        )
        self.assertEqual(result["state"], "queued")
        drafting = self.env["hr.interview.ai.task"].browse(result["task_ids"])
        tasks = drafting | self.enqueue(provider=self.model)
        self.work_to_the_end(tasks)
        for task in tasks:
            with self.subTest(kind=task.kind, state=task.state):
                self.check_ledger(task)
        if drafting.state == "done":
            questions = self.env["hr.interview.question"].search([("batch", "=", result["batch"])])
            self.assertLessEqual(set(questions.mapped("state")), {"draft"})
        self.assertFalse(self.server.requests, "another provider was asked")

    def work_to_the_end(self, tasks):
        """Each turn makes the next call of a task that has one left."""
        for _turn in range(10):
            self.work(seconds=600)
            if set(tasks.mapped("state")) <= {"done", "failed"}:
                return
            tasks.available_date = False
            self.model.paused_until = False
        self.fail(f"The tasks did not come to an end: {tasks.mapped('error_class')}")

    def check_ledger(self, task):
        lines = task.attempt_ids
        self.assertEqual(len(lines), task.attempts)
        self.assertEqual(set(lines.mapped("model_name")), {"smollm2-135m"})
        self.assertEqual(set(lines.mapped("status_code")), {200})
        self.assertFalse(any(lines.mapped("is_estimated")))
        for name in ("tokens_in", "tokens_out", "latency_ms", "request_hash", "reply_hash", "reply_bytes"):
            self.assertTrue(all(lines.mapped(name)), name)
        self.assertEqual(task.tokens_in, sum(lines.mapped("tokens_in")))
        self.assertEqual(lines[0].state, "done" if task.state == "done" else "error")
        for line in lines.filtered("error_class"):
            self.assertIn(CODES[line.error_class], (ITEM, REPAIR))
        if task.state == "done":
            self.assertFalse(task.payload)
        else:
            self.assertTrue(task.message)
