"""The remote engine with a real language model; run by ``./run test --llm``, which starts one.

The model is the smallest there is, so its words are not judged. What counts: a real server takes what
the engine sends, and whatever the model writes ends as a validated result or as a typed error that says
so, with the facts of the call. The name of this file keeps it out of the discovery of the other tests.
"""

import os
import unittest

from ..errors import ITEM, REPAIR, CallError
from ..openai_engine import OpenAIEngine
from ..prompts import get_task
from ..provider import LADDER, Provider
from ..schema import DraftRequest, DraftResult, ScoreCriterion, ScoreRequest, ScoreResult
from .prompts_samples import JOBS

URL, KEY = os.environ.get("RUN_LLM_URL", ""), os.environ.get("RUN_LLM_KEY", "")
#: A machine that does much else at the same time needs minutes for an answer.
DEADLINE = 300.0
MAX_TOKENS = 120
#: What a model may get wrong; anything else would be a fault of the connection or of ours.
MODELS_FAULT = (ITEM, REPAIR)


@unittest.skipUnless(URL, "only with a language model: ./run test --llm")
class TestLanguageModel(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        [cls.model] = cls.engine_of("").list_models()

    @classmethod
    def engine_of(cls, model, key=KEY):
        provider = Provider(
            "smol", URL, model, api_key=key, deadline=DEADLINE, max_tokens=MAX_TOKENS, allow_private=True
        )
        return OpenAIEngine(provider)

    def test_probe_finds_a_way_to_ask(self):
        profile = self.engine_of(self.model).probe()
        self.assertIn(profile.structured, LADDER)
        self.assertEqual(profile.probed_model, self.model)

    def test_wrong_key_is_told(self):
        engine = self.engine_of(self.model, "wrong-key")
        with self.assertRaises(CallError) as caught:
            engine.run(get_task("score"), self.score_request())
        self.assertEqual((caught.exception.code, caught.exception.call.status), ("auth", 401))

    def test_score(self):
        self.run_to_the_end("score", self.score_request(), ScoreResult)

    def test_draft(self):
        request = DraftRequest(job=JOBS["en"], count=1, types=("behavioural",))
        self.run_to_the_end("draft", request, DraftResult)

    def score_request(self):
        return ScoreRequest(
            question="Walk me through a hydraulic fault you diagnosed.",
            answer="I measured the pressure at the pump, then at the valve, and replaced the seal.",
            criteria=(ScoreCriterion(1, "Method", 1.0, {0: "Nothing", 10: "Measures first"}),),
        )

    def run_to_the_end(self, kind, request, result_class):
        """A call and, if its answer asks for one, its repair: as the queue does it."""
        hint = {}
        for _turn in range(2):
            try:
                outcome = self.engine_of(self.model).run(get_task(kind), request, hint)
            except CallError as error:
                self.assertIn(error.retry, MODELS_FAULT, error.code)
                self.check_facts(error.call)
                hint = error.hint
            else:
                self.assertIsInstance(outcome.value, result_class)
                self.check_facts(outcome.call)
                hint = {}
            if not hint:
                return

    def check_facts(self, call):
        self.assertEqual((call.status, call.model), (200, self.model))
        self.assertFalse(call.usage.estimated)
        self.assertGreater(call.usage.tokens_in, 100)
        self.assertGreater(call.usage.tokens_out, 0)
        self.assertGreater(call.latency_ms, 0)
        self.assertEqual((len(call.request_hash), len(call.reply_hash)), (64, 64))
        self.assertGreater(call.reply_bytes, 0)
