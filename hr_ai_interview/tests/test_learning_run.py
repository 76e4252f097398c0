from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .learning_common import LearningCase


@tagged("post_install", "-at_install")
class TestLearningRun(LearningCase):
    """From what interviews said and what became of the hires to weights in force, and back."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.make_past()

    def weights(self, date=None):
        Weight = self.env["hr.interview.question.weight"]
        return Weight._get_weights(self.bank, self.family, self.env.company, date)

    def test_a_run_finds_what_tells_good_hires_from_bad_ones(self):
        result = self.run_cycle()
        self.assertEqual((result["n_people"], result["n_pairs"]), (400, 200))
        found = {row["question_id"]: row for row in result["proposals"]}
        self.assertEqual(set(found), set(self.bank.ids))
        first, last = found[self.bank[0].id], found[self.bank[5].id]
        self.assertGreater(first["validity"], last["validity"] + 0.05)
        self.assertGreater(first["proposed"], last["proposed"])
        for row in found.values():
            self.assertEqual((row["n"], row["status"], row["weight"]), (200, "ok", 1.0))
            self.assertLess(row["low"], row["validity"])
            self.assertLess(row["validity"], row["high"])
            self.assertLessEqual(abs(row["proposed"] - 1.0), 0.25 + 1e-9)

    def test_the_ledger_is_what_the_call_returned(self):
        result = self.run_cycle()
        run = self.env["hr.interview.learning.run"].browse(result["run_id"])
        self.assertEqual(run.validity_ids._to_json(), result["proposals"])
        self.assertEqual(run.state, "proposed")
        self.assertEqual(run.n_pairs, 200)
        self.assertEqual(run.n_success, 200)
        self.assertLess(run.success_low, run.success_ratio)
        self.assertEqual(set(self.weights().values()), {1.0})

    def test_the_same_data_give_the_same_hash_and_the_same_proposals(self):
        one, other = self.make_run(), self.make_run()
        self.assertEqual(one.input_hash, other.input_hash)
        self.assertEqual(one.validity_ids._to_json(), other.validity_ids._to_json())
        self.keep_outcomes(199)
        self.assertNotEqual(self.make_run().input_hash, one.input_hash)

    def test_a_dry_run_stores_nothing(self):
        before = self.env["hr.interview.learning.run"].search_count([])
        result = self.run_cycle(dry_run=True)
        self.assertIs(result["run_id"], False)
        self.assertEqual(len(result["proposals"]), len(self.bank))
        self.assertEqual(self.env["hr.interview.learning.run"].search_count([]), before)

    def test_approval_puts_the_weights_into_force_on_its_date(self):
        run = self.make_run()
        tomorrow = fields.Date.today() + timedelta(days=1)
        result = self.by("manager", run).approve("The brakes passed.", str(tomorrow))
        self.assertEqual(result, [{"run_id": run.id, "state": "approved"}])
        self.assertEqual(set(self.weights().values()), {1.0}, "not before its date")
        proposed = {row.question_id.id: row.weight_proposed for row in run.validity_ids}
        self.assertEqual(self.weights(tomorrow), proposed)
        self.assertEqual(run.approved_user_id, self.users["manager"])

    def test_rollback_restores_exactly(self):
        before = self.weights()
        run = self.make_run()
        manager = self.by("manager", run)
        manager.approve("The brakes passed.")
        self.assertNotEqual(self.weights(), before)
        self.assertEqual(
            manager.rollback("The team lead objects."), [{"run_id": run.id, "state": "rolled_back"}]
        )
        self.assertEqual(self.weights(), before)
        self.assertEqual(run.rollback_reason, "The team lead objects.")

    def test_the_later_of_two_runs_is_rolled_back_first(self):
        first = self.make_run()
        self.by("manager", first).approve("Good.")
        middle = self.weights()
        second = self.make_run()
        self.by("manager", second).approve("Better.")
        self.assertNotEqual(self.weights(), middle)
        self.assertTrue(self.raises(UserError, self.by("manager", first).rollback, "Out of order."))
        self.by("manager", second).rollback("Step by step.")
        self.assertEqual(self.weights(), middle)

    def test_back_to_equal_weights_in_one_step(self):
        for _turn in range(2):
            self.by("manager", self.make_run()).approve("Good.")
        newest = self.env["hr.interview.learning.run"].search([], limit=1)
        self.by("manager", newest).use_unit_weights("Later hires say they are no better.")
        self.assertEqual(set(self.weights().values()), {1.0})

    def test_only_the_newest_proposal_can_be_approved_and_only_once(self):
        older, newer = self.make_run(), self.make_run()
        self.assertTrue(self.raises(UserError, self.by("manager", older).approve, "Outdated."))
        self.by("manager", newer).approve("Good.")
        self.assertTrue(self.raises(UserError, self.by("manager", newer).approve, "Twice."))

    def test_a_proposal_does_not_outlive_the_weights_it_starts_from(self):
        """It was approved on top of weights that a rollback had taken out of force in between."""
        first = self.make_run()
        self.by("manager", first).approve("Good.")
        second = self.make_run()
        self.env.cr.execute(
            "UPDATE hr_interview_learning_run SET date = date - interval '1 minute' WHERE id = %s",
            (second.id,),
        )
        self.env.invalidate_all()
        self.by("manager", first).rollback("A mistake.")
        with self.assertRaisesRegex(UserError, "Make a new run"):
            self.by("manager", second).approve("Better.")

    @freeze_time("2026-11-29 22:30:00")
    def test_the_day_is_that_of_who_approves(self):
        """At 22:30 UTC it is tomorrow in Shanghai; the next run could not be approved before the UTC day ended."""
        self.users["manager"].tz = "Asia/Shanghai"
        for _turn in range(2):
            run = self.by("manager", self.make_run()).with_context(tz="Asia/Shanghai")
            run.approve("Good.")
            self.assertEqual(str(run.effective_date), "2026-11-30")

    def test_nothing_overtakes_a_run_that_is_still_to_come_into_force(self):
        first = self.make_run()
        self.by("manager", first).approve("Good.", str(fields.Date.today() + timedelta(days=30)))
        with self.assertRaisesRegex(UserError, "Make a new run"):
            self.by("manager", self.make_run()).approve("Sooner.")

    def test_questions_that_are_not_asked_any_more_have_no_part_in_the_form(self):
        self.bank[0].state = "retired"
        run = self.make_run()
        self.assertEqual(run.n_in_use, len(self.bank) - 1)
        [row] = run.validity_ids.filtered(lambda r: r.question_id == self.bank[0])
        self.assertEqual((row.weight_proposed, row.verdict), (row.weight, "undecided"))

    def test_a_refusal_changes_nothing_and_stays_in_the_record(self):
        run = self.make_run()
        self.by("manager", run).refuse("We changed the job meanwhile.")
        self.assertEqual((run.state, run.reason), ("refused", "We changed the job meanwhile."))
        self.assertEqual(set(self.weights().values()), {1.0})

    def test_each_decision_needs_a_reason_and_no_date_in_the_past(self):
        run = self.by("manager", self.make_run())
        yesterday = str(fields.Date.today() - timedelta(days=1))
        for call, arguments in (
            (run.approve, ("",)),
            (run.approve, (False,)),
            (run.approve, ("Good.", yesterday)),
            (run.approve, ("Good.", "soon")),
            (run.refuse, (" ",)),
            (run.rollback, ("It is not in force.",)),
        ):
            with self.subTest(call=call.__name__, arguments=arguments):
                self.assertTrue(self.raises(UserError, call, *arguments))

    def test_nobody_but_administrators_makes_or_decides(self):
        run = self.make_run()
        for role in ("employee", "interviewer", "officer", "reviewer", "analyst", "auditor"):
            with self.subTest(role=role):
                self.assertTrue(self.raises(AccessError, self.run_cycle, role))
                self.assertTrue(self.raises(AccessError, self.by(role, run).approve, "Mine."))
                self.assertTrue(self.raises(AccessError, self.by(role, run).rollback, "Mine."))
                self.assertTrue(self.raises(AccessError, self.by(role, run).write, {"state": "approved"}))

    def test_who_reads_runs_and_the_ledger(self):
        run = self.make_run()
        for role, may in (
            ("manager", True), ("analyst", True), ("auditor", True),
            ("officer", False), ("interviewer", False), ("reviewer", False), ("employee", False),
        ):  # fmt: skip
            with self.subTest(role=role):
                self.assertEqual(self.by(role, run).has_access("read"), may)
                self.assertEqual(self.by(role, run.validity_ids).has_access("read"), may)

    def test_a_run_never_changes_and_is_never_deleted(self):
        run = self.make_run()
        for vals in ({"hit_rate": 0.9}, {"facts": {}}, {"n_pairs": 500}):
            self.assertTrue(self.raises(AccessError, self.by("manager", run).write, vals))
        self.assertTrue(self.raises(UserError, run.unlink))

    def test_a_second_run_waits_for_nobody(self):
        """While one transaction makes a run of the company, another one is refused with a sentence."""
        with self.registry.cursor() as other:
            other.execute(
                "SELECT pg_try_advisory_xact_lock(hashtext(%s), %s)",
                ("hr.interview.learning.run", self.env.company.id),
            )
            with self.assertRaisesRegex(UserError, "under way"):
                self.run_cycle()

    def test_scheduled_runs_wait_for_enough_new_outcomes(self):
        Run = self.env["hr.interview.learning.run"]
        self.keep_outcomes(40)
        Run._cron_run()
        self.assertFalse(Run.search_count([]), "40 new outcomes are too few to look at")
        self.env["hr.interview.outcome"].search([("is_current", "=", False)]).write({"is_current": True})
        Run._cron_run()
        self.assertEqual(Run.search([]).mapped("state"), ["proposed"])
        Run._cron_run()
        self.assertEqual(Run.search_count([]), 1, "nothing new since")
