import json
from unittest.mock import patch

from odoo.tests import tagged

from ..engine.base import InterviewEngine
from ..engine.errors import Call, CallError, Usage
from ..engine.openai_engine import Outcome
from .ai_common import AiCase, score_reply


class HouseEngine(InterviewEngine):
    """An engine of another add-on: no chat completions, no openai, the same seam."""

    name, version, is_local = "inhouse", "3.1", False

    def run(self, task, request, hint=None, *, idempotency_key=""):
        if "forbidden" in request.answer:
            raise CallError("refused", "No.")
        reply = score_reply({"messages": task.messages(request)})
        value = task.parse(json.loads(reply), request, self.name, self.version)
        return Outcome(value, Call(model="rules-3", usage=Usage(10, 5, estimated=False)))


@tagged("post_install", "-at_install")
class TestProviderKind(AiCase):
    """Another kind of provider needs a value of the selection and one method, and nothing of ours changed."""

    def setUp(self):
        super().setUp()
        Provider = self.registry["hr.interview.provider"]
        # What selection_add does when another add-on is loaded.
        kind = Provider._fields["kind"]
        kinds = [*kind.selection, ("inhouse", "Rules of the house")]
        self.startPatcher(patch.object(kind, "selection", kinds))
        self.startPatcher(patch.object(kind, "_selection", dict(kinds)))
        self.startPatcher(
            patch.object(Provider, "_get_engine_inhouse", lambda self, deadline: HouseEngine(), create=True)
        )
        self.house = self.make_provider(code="inhouse", kind="inhouse", model_name="rules-3", price_in=1e5)

    def test_queue_ledger_and_result_are_the_same(self):
        task = self.enqueue(provider=self.house)
        self.work()
        self.assertEqual((task.state, task.engine_version, task.model_name), ("done", "3.1", "rules-3"))
        self.assertEqual((task.attempt_ids.tokens_in, task.attempt_ids.cost), (10, 1.0))
        self.assertFalse(self.server.requests)

    def test_errors_have_their_class(self):
        row = self.env["hr.interview.outbound"]._prepare_task_vals(
            "score", self.score_request("forbidden words of an answer"), self.house
        )
        task = self.env["hr.interview.ai.task"]._enqueue([{**row, "company_id": self.env.company.id}])
        self.work()
        self.assertEqual((task.state, task.error_class), ("failed", "refused"))
