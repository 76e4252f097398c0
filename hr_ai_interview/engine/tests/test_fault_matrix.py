"""The fault matrix at the level of one call, rows about the wire: 1-19 and 53-55.

A test is named after the row. ``RemoteCase.failure`` also checks what holds for every row: one
request, the deadline, no key and no text in the error.
"""

import os
import socket
import threading
from unittest import mock

from ..errors import CallError
from ..provider import Profile, Provider, check_key, check_url
from .fault_server import FaultServer
from .remote_support import KEY, RemoteCase, ScoreTask


class TestRefusals(RemoteCase):
    """Rows 1-15: the server says no."""

    def test_row_01_rate_limit_with_a_time(self):
        error = self.failure("r01_rate_1s", "rate_limited")
        self.assertEqual((error.retry, error.retry_after), ("G", 1.0))

    def test_row_02_rate_limit_without_a_time(self):
        self.assertIsNone(self.failure("r02_rate", "rate_limited").retry_after)

    def test_row_03_no_quota_is_configuration_at_first_sight(self):
        for mode in ("r03_quota", "no_credit"):
            self.assertEqual(self.failure(mode, "quota").retry, "C")

    def test_row_04_an_hour_is_an_hour(self):
        self.assertEqual(self.failure("r04_rate_hour", "rate_limited").retry_after, 3600.0)

    def test_row_05_date_negative_and_absurd_times(self):
        waits = {
            "r05_rate_date": (85, 91),
            "r05_rate_past": (1, 1),
            "r05_rate_week": (86400, 86400),
            "r05_rate_negative": None,
            "r05_rate_nonsense": None,
        }
        for mode, bounds in waits.items():
            with self.subTest(mode):
                wait = self.failure(mode, "rate_limited").retry_after
                self.assertTrue(wait is None if bounds is None else bounds[0] <= wait <= bounds[1], wait)

    def test_row_06_server_errors_with_html(self):
        self.assertIsNone(self.failure("r06_500_html", "server_error").retry_after)
        error = self.failure("r06_503_html", "server_error")
        self.assertEqual((error.retry, error.retry_after, error.call.status), ("T", 7.0, 503))

    def test_row_07_each_call_of_a_series_stands_alone(self):
        self.server.script("r06_500_html", "r06_500_html", "ok")
        engine = self.engine()
        for _number in range(2):
            self.failure_of(lambda: engine.run(ScoreTask(), None), "server_error")
        self.assertEqual(engine.run(ScoreTask(), None).value.score, 4.7)
        self.assertEqual(len(self.server.requests), 3)

    def test_row_08_a_refused_schema_steps_down(self):
        error = self.failure("r08_bad_schema", "schema_unsupported")
        self.assertEqual(error.hint, {"step_down": True})
        self.assertEqual(
            self.failure("r08_schema_limits", "parameter_unsupported").hint, {"without": "schema_limits"}
        )

    def test_row_08_else_the_item_is_at_fault(self):
        self.assertEqual(self.failure("r08_malformed", "bad_request").retry, "I")
        # Nothing was asked to be structured, so there is nothing to step down from.
        self.failure("r08_bad_schema", "bad_request", profile=Profile("text"))

    def test_row_08_a_refused_parameter_is_named(self):
        for mode, name in {"no_seed": "seed", "no_completion_tokens": "max_completion_tokens"}.items():
            self.assertEqual(self.failure(mode, "parameter_unsupported").hint, {"without": name})

    def test_row_09_context_length_never_loops(self):
        for mode in ("r09_context", "r09_context_words"):
            self.assertEqual(self.failure(mode, "context_length").retry, "I")

    def test_row_10_a_key_in_the_answer_goes_nowhere(self):
        for auth in ("bearer", "api-key"):
            self.assertEqual(self.failure("r10_auth", "auth", auth=auth).retry, "C")
            self.assertIn(KEY, str(self.server.requests[-1].headers), "the server did get the key")

    def test_row_11_region_and_model(self):
        self.assertEqual(self.failure("r11_region", "forbidden").retry, "C")
        self.assertEqual(self.failure("r11_no_model", "not_found").retry, "C")

    def test_row_12_timeout_and_conflict_of_the_server(self):
        self.assertEqual(self.failure("r12_408", "timeout").retry, "T")
        self.assertEqual(self.failure("r12_409", "server_error").retry, "T")

    def test_row_13_too_large_and_unprocessable(self):
        self.assertEqual(self.failure("r13_413", "too_large").retry, "I")
        self.assertEqual(self.failure("r13_422", "unprocessable").retry, "I")

    def test_row_14_the_servers_wish_to_be_asked_again_is_ignored(self):
        self.assertEqual(self.failure("r14_retry_400", "bad_request").retry, "I")
        self.assertEqual(self.failure("r14_no_retry_500", "server_error").retry, "T")

    def test_row_15_redirects_take_nothing_along(self):
        with FaultServer() as other:
            self.server.redirect_to = other.url
            for status in (301, 302, 307, 308):
                for auth in ("bearer", "api-key"):
                    self.assertEqual(self.failure(f"r15_{status}", "redirect", auth=auth).retry, "C")
            self.assertEqual(other.requests, [])


class TestConnections(RemoteCase):
    """Rows 16-19: the connection breaks or stalls."""

    def test_row_16_reset_and_close(self):
        for mode in ("r16_reset", "r16_close"):
            self.assertEqual(self.failure(mode, "connection").retry, "T")

    def test_row_17_silence_ends_at_the_deadline(self):
        error = self.failure("r17_hang", "timeout", deadline=0.5)
        self.assertEqual(error.retry, "T")
        self.assertTrue(500 <= error.call.latency_ms < 2500, error.call)

    def test_row_18_dribble_ends_at_the_deadline(self):
        for mode in ("r18_dribble", "r18_dribble_head", "r18_dribble_error"):
            with self.subTest(mode):
                self.failure(mode, "timeout", deadline=0.5)

    def test_row_18_a_server_that_does_not_read_is_left_too(self):
        class Long(ScoreTask):
            prompt = "x" * 8_000_000

        with socket.socket() as silent:
            silent.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            silent.bind(("127.0.0.1", 0))
            silent.listen()
            engine = self.engine_of(f"http://127.0.0.1:{silent.getsockname()[1]}/v1", deadline=0.5)
            self.failure_of(lambda: engine.run(Long(), None), "timeout", 0.5)

    def test_row_19_cut_bodies(self):
        for mode in ("r19_short_body", "r19_chunk_cut", "r19_rst_in_body"):
            self.assertEqual(self.failure(mode, "connection").retry, "T")


class TestConfiguration(RemoteCase):
    """Rows 53-55: address, key and environment."""

    def assert_unsent(self, url, code, **values):
        engine = self.engine_of(url, **values)
        error = self.failure_of(lambda: engine.run(ScoreTask(), None), code)
        self.assertIsNone(error.call, "nothing was sent")

    def test_row_53_the_cause_is_told(self):
        with socket.create_server(("127.0.0.1", 0)) as closed:
            port = closed.getsockname()[1]
        self.assert_unsent(f"http://127.0.0.1:{port}/v1", "refused_port")
        for url in (
            "ftp://127.0.0.1/v1",
            "",
            "   ",
            "127.0.0.1/v1",
            "http://",
            "http://a b/v1",
            "file:///etc/passwd",
        ):
            with self.subTest(url):
                self.assert_unsent(url, "bad_url")
        with mock.patch("socket.getaddrinfo", side_effect=socket.gaierror(-2, "Name or service not known")):
            self.assert_unsent("http://nowhere.invalid/v1", "dns")

    def test_row_53_a_silent_name_server_is_not_waited_for(self):
        # It answers once the test is over, so that no thread is left behind that waits for it.
        over = threading.Event()
        self.addCleanup(over.set)
        with mock.patch("socket.getaddrinfo", side_effect=lambda *args, **kwargs: over.wait(30)):
            engine = self.engine_of("http://slow.example/v1", connect_timeout=0.3)
            self.failure_of(lambda: engine.run(ScoreTask(), None), "timeout", 0.3)

    def test_row_53_a_name_server_out_of_order_is_no_wrong_name(self):
        failure = socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")
        with mock.patch("socket.getaddrinfo", side_effect=failure):
            self.assert_unsent("http://somewhere.example/v1", "connection")

    def test_row_54_keys_are_judged_before_anything_is_sent(self):
        for key in ("sk with spaces", "sk\nX-Evil: 1", "sk-schlüssel", "sk-\u200b1", "sk-\x00", "x" * 5000):
            with self.subTest(key):
                self.assert_unsent(self.server.url, "bad_key", api_key=key)
                self.assertRaises(CallError, check_key, key)
        self.assertEqual(self.server.requests, [])
        self.engine(api_key="  sk-1\n").run(ScoreTask(), None)
        self.assertEqual(self.server.requests[-1].headers["authorization"], "Bearer sk-1")
        self.engine(api_key="").run(ScoreTask(), None)
        self.assertNotIn("authorization", self.server.requests[-1].headers)

    def test_row_55_a_hostile_environment_changes_nothing(self):
        self.run_mode("ok")
        plain = self.server.requests[-1]
        with FaultServer() as other:
            hostile = {
                "OPENAI_BASE_URL": other.url,
                "OPENAI_API_KEY": "sk-other",
                "OPENAI_ADMIN_KEY": "sk-admin",
                "OPENAI_ORG_ID": "org-other",
                "OPENAI_PROJECT_ID": "proj-other",
                "OPENAI_CUSTOM_HEADERS": "Authorization: Bearer x\nX-Evil: 1\nHost: evil\nX-Odd: é\u4e2d",
                **dict.fromkeys(
                    ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "all_proxy"), other.url
                ),
            }
            before = {**os.environ, **hostile}
            with mock.patch.dict(os.environ, hostile):
                self.run_mode("ok")
                self.assertEqual(dict(os.environ), before, "the environment belongs to the process")
            self.assertEqual(other.requests, [])
        self.assertEqual(self.server.requests[-1], plain)

    def test_row_55_only_known_headers_leave(self):
        self.run_mode("ok")
        self.assertEqual(
            set(self.server.requests[-1].headers),
            {
                "host",
                "content-type",
                "content-length",
                "accept",
                "accept-encoding",
                "connection",
                "user-agent",
                "authorization",
            },
        )

    def test_row_55_a_provider_always_has_an_address(self):
        with mock.patch.dict(os.environ, {"OPENAI_BASE_URL": self.server.url}):
            self.assert_unsent("", "bad_url")
        self.assertRaises(CallError, check_url, "")
        self.assertNotIn(KEY, repr(Provider("house", "https://x.example/v1", "toy", api_key=KEY)))
