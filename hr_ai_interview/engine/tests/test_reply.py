"""Reading replies: whatever bytes come, the outcome is a value or a CallError, and nothing is guessed."""

import doctest
import json
import time
import unittest

from hypothesis import given
from hypothesis import strategies as st

from .. import http_status, reply
from ..errors import CODES, CallError
from ..http_status import retry_after, status_error
from ..reply import clean_value, decode_json, estimate_tokens, read_completion, read_usage
from .fault_modes import completion

values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63) + 1, 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


def code_of(call, *args):
    """The code of the CallError of a call; anything else it raises fails the test."""
    try:
        call(*args)
    except CallError as error:
        assert error.code in CODES
        return error.code
    return ""


class TestDecodeJson(unittest.TestCase):
    @given(values)
    def test_what_is_json_comes_back(self, value):
        clean = clean_value(value)
        for text in (json.dumps(clean), json.dumps(clean, ensure_ascii=False, indent=2)):
            self.assertEqual(decode_json(text), clean)
            self.assertEqual(decode_json(f"\ufeff \n{text}\n"), clean)
            self.assertEqual(decode_json(f"```json\n{text}\n```"), clean)
            self.assertEqual(decode_json(f"<think>\nhm\n</think>\n{text}"), clean)

    @given(st.text())
    def test_any_text_is_a_value_or_refused(self, text):
        self.assertIn(code_of(decode_json, text), ("", "empty", "invalid_json", "duplicate_keys"))

    @given(values, st.text("abc Score:.!-", min_size=1).filter(str.strip))
    def test_prose_around_it_is_never_searched(self, value, prose):
        text = json.dumps({"score": value})
        for around in (f"{prose} {text}", f"{text} {prose}", f"{prose}\n```json\n{text}\n```"):
            self.assertEqual(code_of(decode_json, around), "invalid_json")

    def test_refused(self):
        refused = {
            "": "empty",
            " \n": "empty",
            "```json\n```": "empty",
            "<think>all of it</think>": "empty",
            '{"a": 1, "a": 1}': "duplicate_keys",
            '{"b": {"a": 1, "a": 2}}': "duplicate_keys",
            '{"a": 1, "a\\u0000": 2}': "duplicate_keys",
            '{"a": NaN}': "invalid_json",
            '{"a": -Infinity}': "invalid_json",
            '{"a": 1e999}': "invalid_json",
            '{"a": 99999999999999999999}': "invalid_json",
            '{"a": ' + "9" * 1_000_000 + "}": "invalid_json",
            '{"a": 1,}': "invalid_json",
            "{'a': 1}": "invalid_json",
            '{"a": 1} // done': "invalid_json",
            "[" * 100_000 + "]" * 100_000: "invalid_json",
            "[" * 100 + "]" * 100: "invalid_json",
            '<think>a</think><think>b</think>{"a": 1}': "invalid_json",
            '<think>never closed {"a": 1}': "invalid_json",
            '````\n{"a": 1}\n````': "invalid_json",
        }
        started = time.monotonic()
        for text, code in refused.items():
            with self.subTest(text[:40]):
                self.assertEqual(code_of(decode_json, text), code)
        self.assertLess(time.monotonic() - started, 5)

    def test_a_fence_inside_a_string_is_text(self):
        self.assertEqual(decode_json('{"a": "```json\\n1\\n```"}'), {"a": "```json\n1\n```"})

    def test_strings_and_keys_are_cleaned(self):
        self.assertEqual(
            decode_json('{"a\\u0000": ["x\\ud800", "\\ud83d\\ude00"]}'), {"a": ["x\ufffd", "😀"]}
        )


class TestReadCompletion(unittest.TestCase):
    @given(st.binary())
    def test_any_bytes(self, body):
        self.assertNotEqual(code_of(read_completion, body), "")
        self.assertEqual(read_usage(body), ("", None))

    @given(values)
    def test_any_json(self, value):
        for body in (value, {"choices": value}, {"choices": [value]}, {"choices": [{"message": value}]}):
            code_of(read_completion, json.dumps(body).encode())

    @given(values, values, values)
    def test_any_message(self, content, reason, usage):
        body = {**completion(content, finish_reason=reason, usage=usage), "model": content}
        try:
            found = read_completion(json.dumps(body).encode())
        except CallError:
            return
        self.assertIsInstance(found.text, str)
        self.assertTrue(found.text.strip("\x00"))
        self.assertIsInstance(found.finish_reason, str)
        self.assertLessEqual(len(found.model), 100)

    def test_a_good_one(self):
        found = read_completion(json.dumps(completion('{"score": 1}')).encode())
        self.assertEqual((found.text, found.model, found.finish_reason), ('{"score": 1}', "toy-1", "stop"))
        self.assertEqual(
            (found.usage.tokens_in, found.usage.tokens_out, found.usage.estimated), (11, 7, False)
        )

    def test_empty_lists_of_tools_are_no_call(self):
        body = completion("{}", tool_calls=[], function_call=None, refusal=None)
        self.assertEqual(read_completion(json.dumps(body).encode()).text, "{}")

    def test_absurd_counts_are_not_believed(self):
        for usage in (
            {"prompt_tokens": -1, "completion_tokens": 1},
            {"prompt_tokens": 10**12, "completion_tokens": 1},
        ):
            body = json.dumps(completion("{}", usage=usage)).encode()
            self.assertIsNone(read_completion(body).usage)


class TestStatus(unittest.TestCase):
    @given(st.integers(100, 599), st.binary(), st.booleans())
    def test_any_status_and_body(self, status, body, is_structured):
        error = status_error(status, {}, body, ["seed"], is_structured=is_structured)
        self.assertEqual(error is None, 200 <= status < 300 and status not in (204, 205))

    @given(values, st.sampled_from((400, 422, 429, 500)))
    def test_any_json_of_an_error(self, value, status):
        for body in (value, {"error": value}, {"detail": value}, [value]):
            self.assertIsNotNone(status_error(status, {}, json.dumps(body).encode(), ["seed"]))

    def test_known_dialects(self):
        for status, body, code in (
            (
                400,
                [{"error": {"code": 400, "message": "API key not valid.", "status": "INVALID_ARGUMENT"}}],
                "auth",
            ),
            (
                400,
                {
                    "error": {
                        "type": "exceed_context_size_error",
                        "message": "exceeds the available context size",
                    }
                },
                "context_length",
            ),
            (
                422,
                {"detail": [{"loc": ["body", "seed"], "msg": "Extra inputs are not permitted"}]},
                "parameter_unsupported",
            ),
            (400, {"object": "error", "message": "seed: unknown field"}, "parameter_unsupported"),
            (400, {"error": "unsupported value"}, "bad_request"),
            (429, {"error": {"message": "You exceeded your current quota", "code": 429}}, "rate_limited"),
            (529, {"error": {"type": "overloaded_error"}}, "server_error"),
            (405, {}, "not_found"),
            (418, {}, "bad_request"),
        ):
            with self.subTest(body):
                self.assertEqual(status_error(status, {}, json.dumps(body).encode(), ["seed"]).code, code)

    @given(st.text() | st.floats().map(str) | st.integers().map(str))
    def test_a_wait_is_within_bounds_or_unknown(self, text):
        for headers in ({"retry-after": text}, {"retry-after-ms": text}, {"retry-after": text, "date": text}):
            wait = retry_after(headers)
            self.assertTrue(wait is None or 1 <= wait <= 86_400)

    def test_the_servers_clock_counts(self):
        headers = {"retry-after": "Wed, 01 Jan 2020 00:02:00 GMT", "date": "Wed, 01 Jan 2020 00:00:00 GMT"}
        self.assertEqual(retry_after(headers), 120)
        self.assertEqual(retry_after({"retry-after-ms": "2500", "retry-after": "9"}), 2.5)


class TestEstimate(unittest.TestCase):
    def test_scripts(self):
        self.assertEqual(estimate_tokens("结果如何"), 4)
        self.assertEqual(estimate_tokens("けっか"), 3)
        self.assertEqual(estimate_tokens("abcdefgh"), 2)

    @given(st.text(), st.text())
    def test_more_text_is_never_less(self, one, other):
        self.assertGreaterEqual(estimate_tokens(one + other), estimate_tokens(one))


def load_tests(loader, tests, pattern):
    for module in (reply, http_status):
        tests.addTests(doctest.DocTestSuite(module))
    return tests
