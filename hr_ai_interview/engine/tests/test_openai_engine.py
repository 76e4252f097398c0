"""The remote engine in order: what it sends for which profile, what it keeps of a call, what else it offers."""

import ast
import doctest
import hashlib
import json
import subprocess
import sys
import unittest
from pathlib import Path
from unittest import mock

import pydantic

from .. import openai_engine
from ..base import EngineInputError, InterviewEngine
from ..errors import CallError
from ..json_schema import strict_schema
from ..openai_engine import EMBEDDING_BATCH, VERSION, OpenAIEngine
from ..provider import LADDER, Profile, Provider
from ..schema import ScoreRequest
from .remote_support import GOOD, KEY, RemoteCase, ScoreTask

ENGINE = Path(__file__).parent.parent


class TestPayload(RemoteCase):
    def sent(self, profile=None, task=None, request=None, **values):
        self.engine(profile=profile, **values).run(task or ScoreTask(), request)
        return self.server.requests[-1].json

    def test_the_full_profile(self):
        payload = self.sent()
        form = payload.pop("response_format")
        self.assertEqual(form["type"], "json_schema")
        self.assertEqual((form["json_schema"]["name"], form["json_schema"]["strict"]), ("score", True))
        self.assertEqual(form["json_schema"]["schema"], strict_schema(ScoreTask.schema))
        self.assertEqual(
            payload,
            {
                "model": "toy",
                "messages": ScoreTask().messages(None),
                "max_completion_tokens": 100,
                "seed": 0,
                "temperature": 0.2,
            },
        )

    def test_each_rung_of_the_ladder(self):
        schema = strict_schema(ScoreTask.schema)
        forms = {
            "json_schema": {
                "type": "json_schema",
                "json_schema": {"name": "score", "strict": True, "schema": schema},
            },
            "json_schema_object": {"type": "json_object", "schema": schema},
            "json_object": {"type": "json_object"},
            "text": None,
        }
        for structured in LADDER:
            with self.subTest(structured):
                payload = self.sent(Profile(structured))
                self.assertEqual(payload.get("response_format"), forms[structured])
                told = "additionalProperties" in payload["messages"][0]["content"]
                self.assertEqual(
                    told, structured in ("json_object", "text"), "who is not made to must be told"
                )

    def test_what_the_profile_leaves_out(self):
        payload = self.sent(Profile(tokens_field="max_tokens", seed=False, temperature=False))
        self.assertEqual(set(payload), {"model", "messages", "max_tokens", "response_format"})
        limits = json.dumps(self.sent(Profile(schema_limits=False))["response_format"])
        self.assertFalse("minimum" in limits or "maximum" in limits)

    def test_no_tools_and_storage_refused_only_where_it_is_known(self):
        self.assertFalse({"tools", "functions", "store", "stream", "user", "metadata"} & set(self.sent()))
        engine = self.engine_of("https://api.openai.com/v1")
        self.assertIs(engine._payload(ScoreTask(), None, {})["store"], False)
        self.assertNotIn(
            "store", self.engine_of("https://api.openai.com.evil.example")._payload(ScoreTask(), None, {})
        )

    def test_the_seed_of_the_request_and_the_limit_of_the_provider(self):
        request = ScoreRequest(question="q", answer="a", criteria=(), seed=7)
        payload = self.sent(request=request, max_tokens=50)
        self.assertEqual((payload["seed"], payload["max_completion_tokens"]), (7, 50))

    def test_a_hint_from_storage_is_not_trusted(self):
        for hint in (
            {"max_tokens": -5},
            {"max_tokens": "9"},
            {"max_tokens": True},
            {"repair": 5},
            {"repair": " "},
            {"x": 1},
        ):
            with self.subTest(hint):
                self.engine().run(ScoreTask(), None, hint)
                self.assertEqual(self.server.requests[-1].json, self.server.requests[0].json)

    def test_a_repair_does_not_change_the_task(self):
        class Kept(ScoreTask):
            kept = [{"role": "user", "content": "u"}, {"role": "assistant", "content": "a"}]

            def messages(self, request):
                return self.kept

        self.engine().run(Kept(), None, {"repair": "Again."})
        sent = self.server.requests[-1].json["messages"]
        self.assertEqual([message["content"] for message in sent], ["u\n\nAgain.", "a"])
        self.assertEqual(Kept.kept[0]["content"], "u")

    def test_an_idempotency_key_is_passed_on(self):
        engine = self.engine()
        engine.run(ScoreTask(), None, idempotency_key="task-7-1")
        self.assertEqual(self.server.requests[-1].headers["idempotency-key"], "task-7-1")

    def test_the_schema_is_strict_all_the_way_down(self):
        class Inner(pydantic.BaseModel):
            title: str = "x"
            minimum: int | None = pydantic.Field(None, ge=1, description="d")

        class Outer(pydantic.BaseModel):
            inner: Inner = pydantic.Field(description="beside a reference")
            more: list[Inner] = []

        schema = strict_schema(Outer)
        inner = schema["$defs"]["Inner"]
        self.assertEqual(set(inner["properties"]), {"title", "minimum"})
        self.assertEqual(inner["required"], ["title", "minimum"])
        self.assertEqual(schema["properties"]["inner"], {"$ref": "#/$defs/Inner"})
        self.assertEqual((schema["additionalProperties"], inner["additionalProperties"]), (False, False))
        self.assertNotIn("default", json.dumps(schema))
        bare = strict_schema(Outer, limits=False)["$defs"]["Inner"]["properties"]
        self.assertEqual(bare["minimum"]["anyOf"], [{"type": "integer"}, {"type": "null"}])


class TestAzure(RemoteCase):
    def test_deployment_version_and_key(self):
        deployment = self.server.url + "/openai/deployments/mine"
        for url, values in (
            (f"{deployment}?api-version=2024-10-21", {}),
            (deployment, {"api_version": "2024-10-21"}),
        ):
            with self.subTest(url):
                self.engine_of(url, auth="api-key", **values).run(ScoreTask(), None)
                request = self.server.requests[-1]
                self.assertEqual(
                    request.path, "/v1/openai/deployments/mine/chat/completions?api-version=2024-10-21"
                )
                self.assertEqual(request.headers["api-key"], KEY)
                self.assertNotIn("authorization", request.headers)


class TestCall(RemoteCase):
    def test_facts_of_a_call(self):
        call = self.engine().run(ScoreTask(), None).call
        payload = json.dumps(
            self.server.requests[-1].json, ensure_ascii=False, sort_keys=True, separators=(",", ":")
        )
        self.assertEqual(call.request_hash, hashlib.sha256(payload.encode()).hexdigest())
        self.assertEqual((call.status, call.model, call.request_id), (200, "toy-1", "req-1"))
        self.assertTrue(call.reply_bytes > 100 and len(call.reply_hash) == 64 and call.latency_ms >= 0)
        self.assertEqual(self.engine().run(ScoreTask(), None).call.request_hash, call.request_hash)

    def test_latency_is_the_time_of_the_call(self):
        self.server.delay = 0.2
        self.assertTrue(200 <= self.engine().run(ScoreTask(), None).call.latency_ms < 2000)

    def test_a_failed_task_keeps_the_facts(self):
        error = self.failure("r35_extra_key", "schema")
        self.assertEqual(
            (error.call.status, error.call.model, error.call.usage.tokens_out), (200, "toy-1", 7)
        )

    def test_a_missing_client_library_is_told(self):
        openai_engine._client_class.cache_clear()
        self.addCleanup(openai_engine._client_class.cache_clear)
        with mock.patch.dict(sys.modules, {"openai": None}):
            engine = self.engine()
            self.assertIsNone(self.failure_of(lambda: engine.run(ScoreTask(), None), "not_installed").call)

    def test_a_task_that_stumbles_over_an_answer_does_not_raise_its_text(self):
        for accident in (KeyError(GOOD), TypeError(GOOD), ZeroDivisionError(GOOD), RecursionError(GOOD)):
            with self.subTest(accident), mock.patch.object(ScoreTask, "parse", side_effect=accident):
                engine = self.engine()
                error = self.failure_of(lambda engine=engine: engine.run(ScoreTask(), None), "schema")
                self.assertTrue(error.hint["repair"] and error.call.usage.tokens_out)

    def test_a_refusal_costs_nothing_and_silence_may_have(self):
        self.assertEqual(self.failure("r02_rate", "rate_limited").call.usage.tokens_in, 0)
        self.assertGreater(self.failure("r17_hang", "timeout", deadline=0.3).call.usage.tokens_in, 10)

    def test_an_unknown_accident_is_a_failed_connection(self):
        secret = RuntimeError(f"{KEY} {GOOD}")
        with mock.patch("openai.resources.chat.completions.Completions.create", side_effect=secret):
            engine = self.engine()
            self.assertIsNone(self.failure_of(lambda: engine.run(ScoreTask(), None), "connection").call)


class TestOffers(RemoteCase):
    def test_list_models(self):
        self.assertEqual(self.engine().list_models(), ["toy-1", "toy-2"])
        self.assertEqual(self.server.requests[-1].method, "GET")
        for mode, code in {
            "r10_auth": "auth",
            "r21_html": "not_a_completion",
            "r24_empty_object": "not_a_completion",
        }.items():
            engine = self.engine(mode)
            self.failure_of(lambda engine=engine: engine.list_models(), code)

    def test_embed_in_order_and_in_batches(self):
        texts = ["x" * size for size in range(EMBEDDING_BATCH + 3)]
        vectors = self.engine(embedding_model="toy-embed").embed(texts)
        self.assertEqual(vectors, [[float(size), 1.0] for size in range(EMBEDDING_BATCH + 3)])
        self.assertEqual([request.json["model"] for request in self.server.requests], ["toy-embed"] * 2)
        self.assertEqual(self.engine(embedding_model="toy-embed").embed([]), [])

    def test_embeddings_that_do_not_fit_are_refused(self):
        engine = self.engine(embedding_model="toy-embed")
        for rows in ([], [[1.0], [2.0, 3.0]], [["a"], ["b"]], [[True], [False]], [[], []], [[1e999], [1.0]]):
            body = json.dumps({"data": [{"embedding": row} for row in rows]}).encode()
            with self.subTest(rows), mock.patch.object(OpenAIEngine, "_send", return_value=(200, {}, body)):
                with self.assertRaises(CallError) as caught:
                    engine.embed(["a", "b"])
                self.assertEqual(caught.exception.code, "not_a_completion")

    def test_embeddings_need_a_model(self):
        self.assertRaises(EngineInputError, self.engine().embed, ["x"])

    def test_an_engine_like_the_others(self):
        engine = self.engine()
        self.assertIsInstance(engine, InterviewEngine)
        self.assertEqual((engine.name, engine.version, engine.is_local), ("house", VERSION, False))
        with mock.patch(f"{OpenAIEngine.__module__.rpartition('.')[0]}.prompts.get_task", _Named):
            for method in (
                "draft_questions",
                "score_answer",
                "suggest_followups",
                "summarise",
                "profile_resume",
            ):
                self.assertEqual(getattr(engine, method)(None).score, 4.7)
        names = [request.json["response_format"]["json_schema"]["name"] for request in self.server.requests]
        self.assertEqual(names, ["draft", "score", "followups", "summary", "profile"])


class _Named(ScoreTask):
    def __init__(self, kind):
        self.kind = kind


class TestArchitecture(unittest.TestCase):
    def imported(self, path):
        for node in ast.walk(ast.parse(path.read_text())):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and not node.level:
                names = [node.module]
            yield from (name.partition(".")[0] for name in names)

    def test_one_file_imports_the_client_library_and_one_its_transport(self):
        users = {
            "openai": set(),
            "httpx2": set(),
            "httpcore2": set(),
            "odoo": set(),
            "requests": set(),
            "urllib3": set(),
        }
        for path in ENGINE.rglob("*.py"):
            if "tests" not in path.parts:
                for name in self.imported(path):
                    users.get(name, set()).add(path.name)
        self.assertEqual(users.pop("openai"), {"openai_engine.py"})
        self.assertEqual(users.pop("httpx2"), {"openai_engine.py", "transport.py"})
        self.assertEqual(users.pop("httpcore2"), {"transport.py"})
        self.assertEqual(set().union(*users.values()), set())

    def test_importing_the_engine_does_not_load_the_client_library(self):
        code = (
            "import sys, engine.openai_engine, engine.probe, engine.reply; "
            "print([name for name in ('openai', 'httpx2', 'pydantic', 'odoo') if name in sys.modules])"
        )
        ran = subprocess.run(
            [sys.executable, "-c", code], cwd=ENGINE.parent, capture_output=True, text=True, check=True
        )
        self.assertEqual(ran.stdout.strip(), "[]")

    def test_a_provider_hides_its_key(self):
        self.assertNotIn(KEY, repr(Provider("house", "https://x.example", "m", api_key=KEY)))


def load_tests(loader, tests, pattern):
    tests.addTests(doctest.DocTestSuite(openai_engine))
    return tests
