"""probe(): what is found out about servers that behave like known ones."""

from unittest import mock

from ..errors import CallError
from ..openai_engine import OpenAIEngine
from ..probe import MAX_CALLS, CountTask
from ..provider import Profile
from .fault_modes import MODES, completion, error
from .fault_server import as_json
from .remote_support import RemoteCase

TOY = '{"stone": "lapis", "weight": 3}'


def wants(handler, kind):
    return (handler.record.json.get("response_format") or {}).get("type") == kind


def told(payload):
    """Whether the prompt holds the schema."""
    return "additionalProperties" in payload["messages"][0]["content"]


class TestProbe(RemoteCase):
    def probe(self, mode, **values):
        self.server.mode = mode
        return self.engine(**values).probe()

    def refused(self, mode, code, **values):
        with self.assertRaises(CallError) as caught:
            self.probe(mode, **values)
        self.assertEqual(caught.exception.code, code)
        self.assert_silent(caught.exception)

    def test_a_server_that_can_everything(self):
        self.assertEqual(self.probe("schema_enforced"), Profile(probed_model="toy-1"))
        self.assertLessEqual(len(self.server.requests), 2)

    def test_row_52_a_server_that_breaks_on_json_schema(self):
        profile = self.probe("llama_cpp_python")
        self.assertEqual((profile.structured, profile.schema_enforced), ("json_schema_object", True))

    def test_row_51_a_server_that_ignores_the_schema(self):
        """It takes json_schema and writes what it likes; a prompt that asks for the schema would hide that."""
        profile = self.probe("schema_ignored")
        self.assertEqual((profile.structured, profile.schema_enforced), ("json_object", False))

    def test_a_server_that_ignores_the_schema_but_obeys_the_prompt(self):
        self.server.content = lambda payload: TOY if told(payload) else '{"greeting": "hello"}'
        self.addCleanup(setattr, self.server, "content", self.server.content)
        profile = self.probe("ok")
        self.assertEqual((profile.structured, profile.schema_enforced), ("json_object", False))

    def test_free_text_at_every_rung_ends_at_text(self):
        profile = self.probe("r51_free_text")
        self.assertEqual((profile.structured, profile.schema_enforced), ("text", False))

    def test_a_server_that_knows_no_response_format(self):
        def refuse(handler):
            if handler.record.json.get("response_format"):
                return error(400, None, "response_format is not supported")
            return as_json(completion(TOY))

        self.assertEqual(self.probe(refuse).structured, "text")

    def test_only_plain_json_object(self):
        def refuse(handler):
            form = handler.record.json.get("response_format") or {}
            if form != {"type": "json_object"}:
                return error(422, None, "Input should be 'text' or 'json_object'")
            return as_json(completion(TOY))

        self.assertEqual(self.probe(refuse).structured, "json_object")

    def test_parameters_are_given_up_one_by_one(self):
        def picky(handler):
            for name in ("max_completion_tokens", "seed", "temperature"):
                if name in handler.record.json:
                    return error(400, "unsupported_parameter", f"Unsupported parameter: '{name}'", param=name)
            if "minimum" in str(handler.record.json):
                return error(
                    400, None, "Invalid schema for response_format 'probe': 'minimum' is not permitted."
                )
            return MODES["schema_enforced"](handler)

        profile = self.probe(picky)
        self.assertEqual(
            profile,
            Profile(
                tokens_field="max_tokens",
                seed=False,
                temperature=False,
                schema_limits=False,
                probed_model="toy-1",
            ),
        )

    def test_a_server_that_ignores_the_limit_under_its_new_name(self):
        self.assertEqual(self.probe("limit_ignored").tokens_field, "max_tokens")

    def test_a_server_that_obeys_the_limit(self):
        def obeys(handler):
            counting = handler.record.json["max_completion_tokens"] < 100
            return MODES["r29_length"](handler) if counting else MODES["schema_enforced"](handler)

        self.assertEqual(self.probe(obeys).tokens_field, "max_completion_tokens")

    def test_configuration_problems_are_raised_at_once(self):
        for mode, code in {
            "r10_auth": "auth",
            "r11_no_model": "not_found",
            "r03_quota": "quota",
            "r15_307": "redirect",
            "r21_html": "not_a_completion",
            "r45_gzip_bomb": "encoded_reply",
            "r02_rate": "rate_limited",
        }.items():
            with self.subTest(mode):
                self.server.reset()
                self.refused(mode, code)
                self.assertEqual(len(self.server.requests), 1)

    def test_a_server_that_is_down_is_not_mistaken_for_one_that_cannot(self):
        self.refused("r06_500_html", "server_error")
        self.refused("r08_malformed", "bad_request")

    def test_all_calls_share_one_deadline(self):
        self.server.delay = 0.25
        self.refused("llama_cpp_python", "timeout", deadline=0.4)
        self.assertLessEqual(len(self.server.requests), 2)

    def test_a_server_that_always_finds_something_new_is_left(self):
        flip = {"max_tokens": "max_completion_tokens", "max_completion_tokens": "max_tokens"}

        def never(handler):
            name = next(name for name in flip if name in handler.record.json)
            return error(400, "unsupported_parameter", "no", param=name)

        self.refused(never, "bad_request")
        self.assertEqual(len(self.server.requests), MAX_CALLS)

    def test_nobodys_text_is_sent(self):
        with mock.patch.object(OpenAIEngine, "_send", side_effect=CallError("auth", "The key.")) as send:
            self.assertRaises(CallError, self.engine().probe)
        self.assertNotIn("candidate", str(send.call_args))
        self.assertLess(CountTask().max_tokens(None), 100)
