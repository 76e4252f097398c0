"""What happens after each class of failure."""

import random
import unittest

from hypothesis import given
from hypothesis import strategies as st

from ..errors import CODES, CallError
from ..retry import BREAKER, MAX_FAILURES, MAX_PAUSE, History, decide


class TestRetry(unittest.TestCase):
    def test_transient_waits_longer_and_ends(self):
        rng = random.Random(1)
        delays = [decide(CallError("timeout", "x"), History(failures=n), rng).delay for n in range(5)]
        for delay, low in zip(delays, (30, 120, 600, 600, 600), strict=True):
            self.assertTrue(low <= delay <= 1.2 * low, (delay, low))
        last = decide(CallError("timeout", "x"), History(failures=MAX_FAILURES - 1))
        self.assertEqual(last.action, "give_up")

    def test_pause_is_for_all_and_no_fault_of_the_task(self):
        decision = decide(CallError("rate_limited", "x", retry_after=7), History(failures=5))
        self.assertEqual((decision.action, decision.pause, decision.counts), ("later", 7, False))

    def test_pause_grows_to_an_hour(self):
        error = CallError("rate_limited", "x")
        pauses = [decide(error, History(provider_failures=n)).pause for n in range(12)]
        self.assertEqual(pauses[:3], [30, 60, 120])
        self.assertEqual(pauses, sorted(pauses))
        self.assertEqual(pauses[-1], MAX_PAUSE)

    def test_breaker_opens_on_a_row_of_failures(self):
        error = CallError("server_error", "x")
        self.assertEqual(decide(error, History(provider_failures=BREAKER - 2)).pause, 0)
        self.assertEqual(decide(error, History(provider_failures=BREAKER - 1)).pause, 30)

    def test_half_a_json_twice_is_another_server(self):
        error = CallError("not_json", "x")
        self.assertFalse(decide(error, History()).block)
        self.assertTrue(decide(error, History(failures=1)).block)

    def test_a_step_down_is_no_repair(self):
        error = CallError("schema_unsupported", "x", hint={"step_down": True})
        decision = decide(error, History(repairs=1))
        self.assertEqual((decision.action, decision.repairs), ("again", False))

    @given(
        st.sampled_from(sorted(CODES)),
        st.builds(History, st.integers(0, 50), st.integers(0, 5), st.integers(0, 500)),
        st.none() | st.floats(1, 86400),
    )
    def test_nothing_goes_on_for_ever_and_nothing_is_lost(self, code, history, retry_after):
        decision = decide(CallError(code, "x", retry_after=retry_after), history)
        self.assertIn(decision.action, ("again", "later", "give_up"))
        if decision.action == "again":
            self.assertTrue(history.repairs == 0)
        if decision.action == "later":
            self.assertTrue(decision.block or decision.pause or decision.delay >= 1)
        if history.failures >= MAX_FAILURES and CallError(code, "x").retry == "T":
            self.assertNotEqual(decision.action, "again")
