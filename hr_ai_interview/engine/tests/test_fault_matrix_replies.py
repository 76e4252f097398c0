"""The fault matrix at the level of one call, rows about a reply that came: 20-52.

A test is named after the row. ``RemoteCase.failure`` also checks what holds for every row: one
request, the deadline, no key and no text in the error.
"""

import math
import tracemalloc

from ..provider import Profile
from .fault_server import MODES, FaultServer
from .remote_support import RemoteCase, ScoreTask


class TestBodies(RemoteCase):
    """Rows 20-25 and 42-50: a 200 that is none."""

    def test_rows_20_to_25_and_42_to_49_what_a_body_is_called(self):
        expected = {
            "r20_half_json": ("not_json", "T"),
            "r20_empty": ("not_json", "T"),
            "r21_204": ("not_a_completion", "C"),
            "r21_html": ("not_a_completion", "C"),
            "r23_null": ("not_a_completion", "C"),
            "r23_list": ("not_a_completion", "C"),
            "r24_empty_object": ("no_choices", "T"),
            "r24_error": ("error_in_reply", "T"),
            "r24_choices_null": ("no_choices", "T"),
            "r25_choices_empty": ("no_choices", "T"),
            "r25_message_null": ("no_choices", "T"),
            "r42_bad_utf8": ("bad_encoding", "C"),
            "r42_gbk": ("bad_encoding", "C"),
            "r46_deep": ("too_deep", "C"),
            "r48_sse_cut": ("not_json", "T"),
            "r49_sse_error": ("not_json", "T"),
            "r49_sse_bad_json": ("not_json", "T"),
        }
        for mode, (code, retry) in expected.items():
            with self.subTest(mode):
                error = self.failure(mode, code)
                self.assertEqual(error.retry, retry)
                self.assertTrue(error.call.request_hash and error.call.reply_hash)

    def test_row_22_and_43_harmless_oddities_are_accepted(self):
        for mode in ("r22_text_plain", "r43_bom"):
            self.assertEqual(self.run_mode(mode).value.score, 4.7)

    def test_row_44_large_replies_are_not_read(self):
        for mode in ("r44_huge", "r44_huge_chunked"):
            with self.subTest(mode):
                self.assertEqual(self.failure(mode, "reply_too_large").retry, "C")
        # Of an error page only the beginning is read; the status counts.
        self.assertLess(self.failure("r44_huge_error", "server_error").call.reply_bytes, 100_000)

    def test_row_45_compressed_replies_are_not_unpacked(self):
        self.assertEqual(self.failure("r45_gzip_bomb", "encoded_reply").retry, "C")
        self.assertEqual(self.server.requests[-1].headers["accept-encoding"], "identity")
        self.assertEqual(self.failure("r45_gzip_bomb_error", "server_error").call.reply_bytes, 0)

    def test_row_45_a_bomb_costs_no_memory(self):
        with FaultServer("r45_gzip_bomb") as server:
            engine = self.engine_of(server.url)
            bomb = MODES["r45_gzip_bomb"](None)  # built before memory is measured
            server.mode = lambda handler: bomb
            tracemalloc.start()
            self.addCleanup(tracemalloc.stop)
            self.failure_of(lambda: engine.run(ScoreTask(), None), "encoded_reply")
            self.assertLess(tracemalloc.get_traced_memory()[1], 5_000_000)

    def test_row_47_missing_usage_is_estimated(self):
        for mode in ("r47_no_usage", "r47_odd_usage"):
            usage = self.run_mode(mode).call.usage
            self.assertTrue(usage.estimated and usage.tokens_in > 10 and usage.tokens_out > 2, usage)
        usage = self.run_mode("ok").call.usage
        self.assertEqual((usage.estimated, usage.tokens_in, usage.tokens_out), (False, 11, 7))

    def test_row_47_a_useless_answer_is_paid_for_too(self):
        usage = self.failure("r31_truncated", "invalid_json").call.usage
        self.assertEqual((usage.tokens_in, usage.tokens_out, usage.estimated), (11, 7, False))

    def test_row_48_and_49_no_stream_is_asked_for(self):
        self.run_mode("ok")
        self.assertNotIn("stream", self.server.requests[-1].json)

    def test_row_50_the_model_that_answered_is_kept(self):
        outcome = self.run_mode("r50_other_model")
        self.assertEqual(outcome.call.model, "loaded-model")
        self.assertEqual(self.server.requests[-1].json["model"], "toy")


class TestAnswers(RemoteCase):
    """Rows 26-41 and 51: what the model wrote."""

    def test_rows_26_to_38_what_an_answer_is_called(self):
        expected = {
            "r26_content_null": ("empty", "R"),
            "r26_content_empty": ("empty", "R"),
            "r27_parts_image": ("empty", "R"),
            "r28_refusal": ("refused", "I"),
            "r30_filter": ("filtered", "I"),
            "r30_filter_request": ("filtered", "I"),
            "r31_truncated": ("invalid_json", "R"),
            "r33_tool_call": ("tool_call", "I"),
            "r33_tool_call_stop": ("tool_call", "I"),
            "r34_prose": ("invalid_json", "R"),
            "r34_two_fences": ("invalid_json", "R"),
            "r34_fence_prose": ("invalid_json", "R"),
            "r35_wrong_key": ("schema", "R"),
            "r35_extra_key": ("schema", "R"),
            "r36_text": ("schema", "R"),
            "r36_true": ("schema", "R"),
            "r36_nan": ("invalid_json", "R"),
            "r36_1e9": ("schema", "R"),
            "r36_1e999": ("invalid_json", "R"),
            "r36_negative": ("schema", "R"),
            "r36_over": ("schema", "R"),
            "r37_duplicate": ("duplicate_keys", "R"),
            "r38_two_objects": ("invalid_json", "R"),
            "r51_free_text": ("invalid_json", "R"),
        }
        for mode, (code, retry) in expected.items():
            with self.subTest(mode):
                error = self.failure(mode, code)
                self.assertEqual(error.retry, retry)
                self.assertEqual(
                    bool(error.hint.get("repair")), retry == "R", "a repair needs to say what was wrong"
                )

    def test_row_26_the_repair_reaches_the_model(self):
        hint = self.failure("r26_content_null", "empty").hint
        self.run_mode("ok", hint)
        messages = self.server.requests[-1].json["messages"]
        self.assertTrue(messages[-1]["content"].endswith(hint["repair"]))
        self.assertEqual(messages[-1]["role"], "user")

    def test_row_27_text_parts_are_joined(self):
        self.assertEqual(self.run_mode("r27_parts").value.score, 4.7)

    def test_row_29_cut_answers_ask_for_more_tokens_within_bounds(self):
        hint = self.failure("r29_length", "length").hint
        self.assertEqual(hint, {"max_tokens": 200})
        self.run_mode("ok", hint)
        self.assertEqual(self.server.requests[-1].json["max_completion_tokens"], 200)
        self.run_mode("ok", {"max_tokens": 10**9}, max_tokens=150)
        self.assertEqual(self.server.requests[-1].json["max_completion_tokens"], 300)

    def test_row_32_no_finish_reason_is_accepted(self):
        self.assertEqual(self.run_mode("r32_no_reason").value.score, 4.7)

    def test_row_34_one_fence_or_one_think_block_comes_off(self):
        for mode in ("r34_fence", "r34_think"):
            self.assertEqual(self.run_mode(mode).value.score, 4.7)

    def test_row_36_zero_and_fractions_are_scores(self):
        score = self.run_mode("r36_zero").value.score
        self.assertTrue(score == 0 and not math.copysign(1, score) < 0)

    def test_row_39_markup_stays_text(self):
        self.assertEqual(self.run_mode("r39_script").value.reason, "<script>alert(1)</script>")

    def test_row_40_nul_is_stripped_both_ways(self):
        class Nul(ScoreTask):
            prompt = "a\x00b"

        self.assertEqual(self.run_mode("r40_nul").value.reason, "ab")
        self.engine().run(Nul(), None)
        self.assertEqual(self.server.requests[-1].json["messages"][1]["content"], "ab")

    def test_row_41_lone_surrogates_are_replaced_both_ways(self):
        class Surrogate(ScoreTask):
            prompt = "a\udcffb😀"

        self.assertEqual(self.run_mode("r41_surrogate").value.reason, "a\ufffdb")
        self.engine().run(Surrogate(), None)
        self.assertEqual(self.server.requests[-1].json["messages"][1]["content"], "a\ufffdb😀")

    def test_row_51_an_unenforced_schema_goes_into_the_prompt(self):
        profile = Profile(schema_enforced=False)
        self.engine(profile=profile).run(ScoreTask(), None)
        self.assertIn('"score"', self.server.requests[-1].json["messages"][0]["content"])

    def test_row_52_a_server_that_breaks_on_the_schema_is_transient_at_work(self):
        self.assertEqual(self.failure("llama_cpp_python", "server_error").retry, "T")
