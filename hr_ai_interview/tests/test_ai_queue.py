from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import mute_logger, tagged

from ..engine.errors import CallError
from ..engine.prompts import get_task
from .ai_common import AiCase, score_reply

OVER = "clock_timestamp() AT TIME ZONE 'UTC' - interval '1 second'"


@tagged("post_install", "-at_install")
class TestQueue(AiCase):
    """One worker: what is claimed, what is stored, what is tried again, what waits."""

    def test_results_are_stored_once_with_their_line(self):
        tasks = self.enqueue(3)
        self.assertEqual(self.work(), 3)
        self.assertEqual(tasks.mapped("state"), ["done"] * 3)
        self.assertEqual(tasks.mapped("attempts"), [1, 1, 1])
        lines = tasks.attempt_ids
        self.assertEqual(lines.mapped("state"), ["done"] * 3)
        self.assertTrue(all(line.request_hash and line.reply_hash and line.reply_bytes for line in lines))
        self.assertEqual(len(self.server.requests), 3)

    def test_texts_are_gone_when_a_task_is_done(self):
        task = self.enqueue()
        self.assertIn("pressure", task.payload)
        self.work()
        self.assertFalse(task.payload or task.restore_map or task.hint)

    def test_transient_failure_waits_and_is_tried_again(self):
        task = self.enqueue()
        self.server.script("r06_500_html")
        self.work()
        self.assertEqual((task.state, task.error_class, task.failures), ("queued", "server_error", 1))
        self.assertGreater(task.available_date, task.create_date)
        self.assertEqual(self.work(), 0)
        self.pass_time(task)
        self.work()
        self.assertEqual((task.state, task.attempts, task.error_class), ("done", 2, False))
        self.assertEqual(task.attempt_ids.mapped("state"), ["done", "error"])

    def test_row_07_two_failures_then_one_result(self):
        task = self.enqueue()
        self.server.script("r06_500_html", "r06_500_html")
        for _turn in range(3):
            self.work()
            self.pass_time(task)
        self.assertEqual((task.state, len(task.attempt_ids)), ("done", 3))

    def test_transient_failures_come_to_an_end(self):
        task = self.enqueue()
        self.server.mode = "r06_500_html"
        for _turn in range(10):
            self.work()
            self.pass_time(task)
            self.provider.paused_until = False
        self.assertEqual((task.state, task.attempts), ("failed", 6))
        self.assertTrue(task.message)

    def test_bad_reply_is_asked_again_with_what_was_wrong(self):
        task = self.enqueue()
        replies = iter(['{"criteria": []}'])
        self.server.content = lambda payload: next(replies, None) or score_reply(payload)
        self.work()
        self.assertEqual((task.state, task.attempts, task.repairs), ("done", 2, 1))
        first, second = (request.json["messages"][-1]["content"] for request in self.server.requests)
        self.assertGreater(len(second), len(first))

    def test_bad_reply_twice_is_for_a_person(self):
        task = self.enqueue()
        self.server.content = lambda payload: "I think seven."
        self.work()
        self.assertEqual((task.state, task.attempts, task.error_class), ("failed", 2, "invalid_json"))

    def test_refusal_is_not_asked_again(self):
        task = self.enqueue()
        self.server.mode = "r28_refusal"
        self.work()
        self.assertEqual((task.state, task.attempts, task.error_class), ("failed", 1, "refused"))

    def test_person_may_try_a_failed_task_again(self):
        task = self.enqueue()
        self.server.script("r28_refusal")
        self.work()
        task.action_retry()
        self.work()
        self.assertEqual((task.state, task.error_class), ("done", False))

    # --- the provider ----------------------------------------------------------------------------

    def test_wrong_key_blocks_the_provider_and_loses_nothing(self):
        tasks = self.enqueue(5)
        self.server.mode = "r10_auth"
        self.work(parallel=1)
        self.assertEqual(self.provider.state, "blocked")
        self.assertEqual(tasks.mapped("state"), ["queued"] * 5)
        self.assertEqual(len(self.server.requests), 1)
        activities = self.provider.activity_ids
        self.assertEqual(len(activities), 1)
        self.server.mode = "ok"
        self.provider.action_enable()
        self.work()
        self.assertEqual(tasks.mapped("state"), ["done"] * 5)
        self.assertFalse(self.provider.activity_ids)

    def test_many_wrong_keys_make_one_activity(self):
        self.enqueue(6)
        self.server.mode = "r10_auth"
        self.work(parallel=6)
        self.assertEqual(len(self.provider.activity_ids), 1)

    def test_row_01_pause_holds_the_whole_provider(self):
        tasks = self.enqueue(4)
        self.server.script("r01_rate_1s")
        self.work(parallel=1)
        self.assertEqual(tasks.mapped("state"), ["queued"] * 4)
        self.assertEqual(len(self.server.requests), 1)
        self.assertTrue(self.provider.paused_until)
        self.assertEqual(tasks.mapped("failures"), [0] * 4)

    def test_success_does_not_lift_a_pause(self):
        """Calls that were under way when the provider asked for a pause ended it."""
        self.enqueue(2)
        first, second = self.claim(2)
        with self.database_of_the_test():
            self.env["hr.interview.ai.task"]._fail(first, CallError("rate_limited", "x", retry_after=60))
        self.finish(second)
        self.assertFalse(self.claim(2))
        self.assertTrue(self.provider.paused_until)

    def test_row_50_another_model_than_asked_for_is_said(self):
        self.provider.model_name = "large-1"
        task = self.enqueue()
        self.work()
        self.assertEqual((task.state, task.model_name), ("done", "large-1"))
        self.assertIn("toy-1", task.message)
        self.assertEqual(task.attempt_ids.model_name, "toy-1")

    def test_pause_of_one_provider_is_no_pause_of_another(self):
        other = self.make_provider(code="other", name="Other")
        self.provider.paused_until = "2100-01-01 00:00:00"
        waiting, free = self.enqueue(), self.enqueue(provider=other)
        self.work()
        self.assertEqual((waiting.state, free.state), ("queued", "done"))

    def test_row_of_failures_opens_the_circuit(self):
        self.enqueue(8)
        self.server.mode = "r06_500_html"
        self.work(parallel=1)
        self.assertEqual(len(self.server.requests), 5)
        self.assertTrue(self.provider.paused_until)

    def test_after_the_pause_one_call_tries_the_way(self):
        tasks = self.enqueue(8)
        self.provider.failure_row = 5
        self.assertEqual(len(self.claim(8)), 1)
        self.assertEqual(sorted(tasks.mapped("state")).count("running"), 1)

    def test_schema_refused_steps_down_and_stays_down(self):
        task = self.enqueue()
        self.server.script("r08_bad_schema")
        self.work()
        self.assertEqual((task.state, task.repairs), ("done", 0))
        self.assertEqual(self.provider.profile["structured"], "json_schema_object")

    def test_parallel_calls_are_limited_over_all_workers(self):
        self.provider.max_parallel = 3
        self.enqueue(10)
        self.assertEqual([len(self.claim(8)), len(self.claim(8))], [3, 0])

    def test_priority_goes_first(self):
        late, urgent = self.enqueue(), self.enqueue(priority=20, input_hash="x")
        [claim] = self.claim()
        self.assertEqual(claim.task_id, urgent.id)
        self.assertEqual(late.state, "queued")

    def test_no_engine_takes_over_for_another(self):
        task = self.enqueue()
        self.provider.action_disable()
        self.work()
        self.assertEqual((task.state, task.engine), ("queued", "house"))
        with self.assertRaisesRegex(UserError, "no enabled engine"):
            self.job.generate_interview_questions({"engine": "house"})

    # --- leases ----------------------------------------------------------------------------------

    def test_dead_worker_gives_its_task_back(self):
        task = self.enqueue()
        self.claim()
        self.end_lease(task)
        self.work()
        self.assertEqual((task.state, task.attempts, task.lost_count), ("done", 2, 1))
        self.assertEqual(task.attempt_ids.mapped("state"), ["done", "lost"])

    def test_repeated_call_has_the_same_key(self):
        task = self.enqueue()
        self.server.script("r06_500_html")
        self.work()
        self.pass_time(task)
        self.work()
        first, second = (request.headers["idempotency-key"] for request in self.server.requests)
        self.assertEqual(first, second)
        self.enqueue(input_hash="other")
        self.work()
        self.assertNotEqual(self.server.requests[-1].headers["idempotency-key"], first)

    def test_lost_call_stays_in_the_budget(self):
        task = self.enqueue()
        self.claim()
        self.end_lease(task)
        self.work()
        lost = task.attempt_ids.filtered(lambda line: line.state == "lost")
        self.assertEqual(lost.tokens_in, task.tokens_estimate)
        self.assertTrue(lost.is_estimated)

    def test_result_after_the_lease_is_dropped(self):
        task = self.enqueue()
        [late] = self.claim()
        self.end_lease(task)
        [claim] = self.claim()
        self.finish(late)
        self.assertEqual(task.state, "running")
        self.finish(claim)
        self.assertEqual(task.state, "done")
        self.assertEqual(task.attempt_ids.mapped("state"), ["done", "dropped"])

    def test_one_worker_with_an_old_and_a_new_claim_of_a_task(self):
        """Both ended together, and the result of the old claim was stored beside that of the new one."""
        task = self.enqueue()
        [late] = self.claim()
        self.end_lease(task)
        [claim] = self.claim()
        self.finish(late, claim)
        self.assertEqual(task.attempt_ids.mapped("state"), ["done", "dropped"])
        self.assertEqual(task.tokens_in, task.attempt_ids[0].tokens_in)

    def test_always_killed_task_ends(self):
        task = self.enqueue()
        for _turn in range(7):
            self.claim()
            self.end_lease(task)
        self.assertEqual((task.state, task.attempts), ("failed", 5))

    # --- stop, cancel ----------------------------------------------------------------------------

    def test_stopped_provider_gets_nothing_and_drops_what_comes(self):
        task = self.enqueue()
        self.drops_in_flight(task, self.provider.action_stop)
        self.assertEqual(task.state, "queued")
        self.work()
        self.assertEqual(task.state, "queued")
        self.provider.action_resume()
        self.work()
        self.assertEqual(task.state, "done")

    def test_stopped_company(self):
        task = self.enqueue()
        self.drops_in_flight(task, lambda: self.env.company.write({"interview_ai_stopped": True}))
        self.work()
        self.assertEqual(task.state, "queued")
        self.env.company.interview_ai_stopped = False
        self.work()
        self.assertEqual(task.state, "done")

    def test_stopped_job(self):
        task = self.enqueue(job_id=self.job.id)
        self.drops_in_flight(task, lambda: self.job.write({"interview_ai_stopped": True}))
        other = self.enqueue(input_hash="other")
        self.work()
        self.assertEqual((task.state, other.state), ("queued", "done"))

    def test_cancelled_task_drops_what_comes(self):
        task = self.enqueue()
        self.drops_in_flight(task, task.action_cancel)
        self.work()
        self.assertEqual(task.state, "cancelled")

    def test_only_who_ordered_cancels(self):
        task = self.enqueue(user_id=self.users["officer"].id)
        with self.assertRaises(UserError):
            self.by("officer", self.enqueue(input_hash="y")).action_cancel()
        self.by("officer", task).action_cancel()
        self.assertEqual(task.state, "cancelled")

    # --- budget, cache, double click -------------------------------------------------------------

    def test_budget_of_ten_calls_sends_ten_of_fifty(self):
        tasks = self.enqueue(50)
        self.server.mode = "r47_no_usage"
        estimate = tasks[0].tokens_estimate
        self.env.company.interview_ai_daily_tokens = 10 * estimate
        tasks.tokens_estimate = estimate
        self.provider.max_parallel = 64
        self.assertEqual(len(self.claim(50) + self.claim(50)), 10)
        self.assertEqual(tasks.mapped("state").count("queued"), 40)

    def test_money_budget(self):
        self.provider.write({"price_in": 1000.0, "price_out": 1000.0})
        tasks = self.enqueue(5)
        self.env.company.interview_ai_daily_cost = 2.5 * tasks[0].cost_estimate
        self.assertEqual(len(self.claim(5)), 2)

    def test_budget_of_one_company_is_not_another_ones(self):
        company = self.env["res.company"].create({"name": "Other", "interview_ai_daily_tokens": 1})
        self.provider.company_id = False
        poor, rich = self.enqueue(company_id=company.id), self.enqueue()
        self.work()
        self.assertEqual((poor.state, rich.state), ("queued", "done"))

    def test_task_without_an_estimate_stops_nobody(self):
        """Another add-on left the estimates out: every claim of every worker failed from then on."""
        tasks = self.enqueue(2)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE hr_interview_ai_task SET tokens_estimate = NULL, cost_estimate = NULL WHERE id = %s",
            [tasks[0].id],
        )
        self.env.invalidate_all()
        self.env.company.write({"interview_ai_daily_tokens": 10**9, "interview_ai_daily_cost": 10**6})
        self.work()
        self.assertEqual(tasks.mapped("state"), ["done", "done"])

    def test_claim_and_window_count_the_same_budget(self):
        """What the window says is left has to be what the claim goes by."""
        self.provider.write({"price_in": 2.0, "price_out": 6.0})
        self.enqueue()
        self.work()
        self.enqueue(input_hash="other")
        company, queue = self.env.company, self.env["hr.interview.ai.task"]
        for tokens, cost in ((0, 0.0), (5_000_000, 0.0), (0, 1000.0), (5_000_000, 1000.0)):
            company.write({"interview_ai_daily_tokens": tokens, "interview_ai_daily_cost": cost})
            self.env.flush_all()
            [row] = queue._choose(1)
            left = self.env["hr.interview.ai.attempt"]._get_left_today(company)[company]
            with self.subTest(tokens=tokens, cost=cost):
                self.assertEqual((row["tokens_left"], row["cost_left"]), left)
                self.assertEqual([rest is None for rest in left], [not tokens, not cost])
        self.assertLess(left[0], 5_000_000)

    def test_actual_usage_replaces_the_estimate(self):
        self.provider.write({"price_in": 2.0, "price_out": 6.0})
        task = self.enqueue()
        self.work()
        line = task.attempt_ids
        self.assertFalse(line.is_estimated)
        self.assertEqual((task.tokens_in, task.tokens_out), (line.tokens_in, line.tokens_out))
        self.assertAlmostEqual(task.cost, (2 * line.tokens_in + 6 * line.tokens_out) / 1e6)

    def test_same_input_is_not_sent_twice(self):
        first = self.enqueue()
        self.work()
        again = self.enqueue()
        self.assertEqual((again.state, again.cached_id, again.attempts), ("done", first, 0))
        self.assertEqual(len(self.server.requests), 1)

    def test_other_prompt_or_model_is_sent(self):
        self.enqueue()
        self.work()
        self.provider.model_name = "toy-2"
        self.assertEqual(self.enqueue().state, "queued")

    def test_double_click_gives_the_same_task(self):
        first = self.enqueue(subject="hr.interview.trial,1")
        again = self.enqueue(subject="hr.interview.trial,1", input_hash="other")
        self.assertEqual(first, again)

    # --- what must never break -------------------------------------------------------------------

    def test_result_that_cannot_be_stored_fails_alone(self):
        tasks = self.enqueue(2)
        bad = tasks[0].id
        Task = type(tasks)

        def apply(task, value, _apply=Task._apply):
            if task.id == bad:
                raise ValueError("a secret text")
            return _apply(task, value)

        with (
            patch.object(Task, "_apply", apply),
            self.assertLogs("odoo.addons.hr_ai_interview", "ERROR") as log,
        ):
            self.work()
        self.assertEqual(tasks.mapped("state"), ["failed", "done"])
        self.assertEqual(tasks[0].error_class, "internal")
        self.assertNotIn("secret", "".join(log.output))

    def test_engine_that_cannot_be_built_blocks(self):
        task = self.enqueue()
        with patch.object(type(self.provider), "_get_engine", side_effect=CallError("bad_key", "x")):
            self.work()
        self.assertEqual((task.state, self.provider.state), ("queued", "blocked"))

    def test_cron_works_the_queue(self):
        task = self.enqueue()
        with self.database_of_the_test(), mute_logger("odoo.addons.base.models.ir_cron"):
            self.env.ref("hr_ai_interview.ir_cron_ai_lane_1").method_direct_trigger()
        self.assertEqual(task.state, "done")

    def test_as_many_lanes_start_as_there_is_work_for(self):
        """A third lane, copied by an administrator, was never started; one switched off was the first to be."""
        first, second = self.env["hr.interview.ai.worker"]._get_lanes()
        third = second.copy()
        third.active = True
        started = self.env["ir.cron.trigger"].search([])

        def order(count, **vals):
            nonlocal started
            self.enqueue(count, **vals)
            triggers = self.env["ir.cron.trigger"].search([]) - started
            started |= triggers
            return triggers.cron_id

        self.assertEqual(order(8), first)
        self.assertEqual(order(1, input_hash="9"), first | second)
        self.assertEqual(order(20, input_hash="29"), first | second | third)
        first.active = False
        self.assertEqual(order(1, input_hash="30"), second | third)

    def test_nothing_of_a_candidate_is_in_the_log(self):
        task = self.enqueue()
        self.server.script("r06_500_html", "r10_auth")
        with self.assertLogs(level="DEBUG") as log:
            self.env["ir.cron"].search_count([])
            self.work()
            self.pass_time(task)
            self.work()
        ours = [line for line in log.output if "hr_ai_interview" in line]
        self.assertNotIn("pressure at the pump", "".join(ours))

    # --- helpers ---------------------------------------------------------------------------------

    def claim(self, count=1):
        """Return the claims that one worker gets."""
        with self.database_of_the_test():
            return self.env["hr.interview.ai.task"]._claim(count)

    def finish(self, *claims):
        """Make a call and hand its result over for each of ``claims``."""
        outcome = self.provider._get_engine().run(get_task("score"), self.score_request())
        with self.database_of_the_test():
            self.env["hr.interview.ai.task"]._finish(
                [(claim, outcome.value, outcome.call) for claim in claims]
            )

    def pass_time(self, task):
        task.available_date = False
        self.env.flush_all()

    def end_lease(self, task):
        self.env.cr.execute(f"UPDATE hr_interview_ai_task SET lease_until = {OVER} WHERE id = %s", [task.id])
        self.env.cr.execute(
            f"UPDATE hr_interview_ai_attempt SET lease_until = {OVER} WHERE task_id = %s AND state = 'sent'",
            [task.id],
        )
        self.env.invalidate_all()
        with self.database_of_the_test():
            self.env["hr.interview.ai.task"]._expire_leases()

    def drops_in_flight(self, task, stop):
        """Stop while the call of ``task`` is under way; its result must not be stored."""
        [claim] = [claim for claim in self.claim(8) if claim.task_id == task.id]
        with self.database_of_the_test():
            stop()
        self.finish(claim)
        self.assertNotEqual(task.state, "done")
        self.assertIn("dropped", task.attempt_ids.mapped("state"))
