from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import APPROVE, GOOD, InterviewCase

BLOCKED = "Are you planning to have children in the next two years?"


@tagged("post_install", "-at_install")
class TestQuestionGate(InterviewCase):
    def test_only_reviewers_give_verdicts(self):
        question = self.make_question()
        for role in ("employee", "interviewer", "officer", "manager", "analyst", "auditor"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.by(role, question).submit_review(APPROVE)
        self.assertEqual(question.state, "draft")
        self.assertFalse(question.review_ids)

    def test_approval_of_engine_words_takes_one_reviewer(self):
        question = self.make_question()
        answer = self.by("reviewer", question).submit_review(APPROVE)
        self.assertEqual(answer, [{"question_id": question.id, "state": "approved", "version": 1}])
        self.assertEqual(question.approved_lang_ids.mapped("code"), ["en_US"])
        self.assertEqual(question.review_ids.reviewer_id, self.users["reviewer"])

    def test_answers_follow_the_order_of_the_records(self):
        questions = self.make_questions(3)
        answers = self.by("reviewer", questions[::-1]).submit_review(APPROVE)
        self.assertEqual([a["question_id"] for a in answers], questions[::-1].ids)

    def test_four_eyes_editor_cannot_be_the_only_approver(self):
        question = self.make_question()
        edit = {**GOOD, "decision": "edit", "text": "Which hydraulic fault took you longest, and why?"}
        self.by("reviewer", question).submit_review(edit)
        self.assertEqual(question.state, "review")
        self.by("reviewer", question).submit_review(APPROVE)
        self.assertEqual(question.state, "review", "the editor alone must not open the gate")
        self.by("reviewer2", question).submit_review(APPROVE)
        self.assertEqual(question.state, "approved")

    def test_four_eyes_off(self):
        self.env.company.interview_four_eyes = False
        question = self.make_question()
        edit = {**GOOD, "decision": "edit", "text": "Which hydraulic fault took you longest to find?"}
        self.by("reviewer", question).submit_review(edit)
        self.by("reviewer", question).submit_review(APPROVE)
        self.assertEqual(question.state, "approved")

    def test_handwritten_question_needs_another_person(self):
        author = self.users["officer"]
        author.group_ids += self.env.ref("hr_ai_interview.group_reviewer")
        question = self.as_user("officer")["hr.interview.question"].create(
            {"text": "Describe the last crane inspection you planned.", "job_id": self.job.id, "lang": "en"}
        )
        question.submit_review(APPROVE)
        self.assertEqual(question.state, "review")
        self.by("reviewer", question).submit_review(APPROVE)
        self.assertEqual(question.state, "approved")

    def test_an_edit_after_an_approval_asks_for_a_new_one(self):
        """An approval of other words must not count for these."""
        question = self.make_question()
        question.editor_id = self.users["reviewer"]
        self.by("reviewer", question).submit_review(APPROVE)
        self.by("officer", question).write({"text": "Describe the worst hydraulic leak you repaired."})
        self.by("reviewer", question).submit_review(APPROVE)
        self.assertEqual(question.state, "approved")
        self.assertEqual(question.editor_id, self.users["officer"])
        self.assertEqual(question.content_revision, 2)

    def test_block_stops_the_approval(self):
        question = self.make_question(text=BLOCKED)
        self.assertEqual(question.lint_level, "block")
        with self.assertRaisesRegex(UserError, "children"):
            self.by("reviewer", question).submit_review(APPROVE)
        self.assertEqual(question.state, "draft")
        self.assertFalse(question.review_ids, "a refused verdict leaves nothing behind")

    def test_block_in_a_probe_stops_the_approval(self):
        question = self.make_question(probes=f"What did you measure?\n{BLOCKED}")
        with self.assertRaises(UserError):
            self.by("reviewer", question).submit_review(APPROVE)

    def test_reject_needs_a_reason_and_retires(self):
        question = self.make_question()
        with self.assertRaisesRegex(UserError, "why"):
            self.by("reviewer", question).submit_review({**GOOD, "decision": "reject"})
        verdict = {**GOOD, "decision": "reject", "reason": "Nobody repairs hydraulics in this job."}
        [answer] = self.by("reviewer", question).submit_review(verdict)
        self.assertEqual(answer["state"], "retired")
        self.assertEqual(question.retire_reason, verdict["reason"])
        with self.assertRaises(UserError):
            self.by("reviewer", question).submit_review(APPROVE)

    def test_edit_keeps_both_texts(self):
        question = self.make_question()
        before = question.text
        after = "Walk me through a hydraulic fault you diagnosed alone."
        self.by("reviewer", question).submit_review({**GOOD, "decision": "edit", "text": after})
        review = question.review_ids
        self.assertEqual((review.text_before, review.text_after), (before, after))
        self.assertIn("<del", review.diff)
        self.assertIn("<ins", review.diff)

    def test_diff_is_escaped(self):
        question = self.make_question()
        text = "Describe <script>alert(1)</script> in one sentence, please."
        self.by("reviewer", question).submit_review({**GOOD, "decision": "edit", "text": text})
        self.assertNotIn("<script>", question.review_ids.diff)

    def test_bad_verdicts_are_refused_with_a_sentence(self):
        question = self.by("reviewer", self.make_question())
        bad = [
            (None, "named values"),
            ({}, "relevance"),
            ({**APPROVE, "relevance": 6}, "relevance"),
            ({**APPROVE, "culture": True}, "culture"),
            ({**APPROVE, "culture": 3.0}, "culture"),
            ({**APPROVE, "decision": "maybe"}, "decision"),
            ({**APPROVE, "relevence": 3}, "relevence"),
            ({**APPROVE, "lang": "fr"}, "fr"),
            ({**GOOD, "decision": "edit"}, "text"),
            ({**GOOD, "decision": "edit", "text": 5}, "strings"),
            ({**APPROVE, "revision": 99}, "changed"),
        ]
        for verdict, word in bad:
            with self.subTest(verdict=verdict), self.assertRaisesRegex(UserError, word):
                question.submit_review(verdict)
        self.assertEqual(question.state, "draft")

    def test_all_or_nothing(self):
        """One blocked question in a batch: none of the batch is approved."""
        questions = self.make_question() | self.make_question(text=BLOCKED)
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self.by("reviewer", questions).submit_review(APPROVE)
        self.assertEqual(set(questions.mapped("state")), {"draft"})

    def test_approval_counts_for_its_language(self):
        question = self.make_question()
        question.with_context(lang="zh_CN").text = "请讲一次您在夜班排查液压故障的经历。"
        self.by("reviewer", question).submit_review({**APPROVE, "lang": "zh"})
        self.assertEqual(question.approved_lang_ids.mapped("code"), ["zh_CN"])
        self.by("reviewer", question).submit_review({**APPROVE, "lang": "en_US"})
        self.assertEqual(sorted(question.approved_lang_ids.mapped("code")), ["en_US", "zh_CN"])

    def test_planted_question_never_gets_in(self):
        question = self.make_question(is_seeded=True, seeded_flaw="about school trivia")
        [answer] = self.by("reviewer", question).submit_review(APPROVE)
        self.assertEqual(answer["state"], "retired")
        self.assertTrue(question.review_ids.was_seeded)

    def test_review_card_shows_what_the_gate_checks(self):
        question = self.make_question(text=BLOCKED)
        [card] = self.by("reviewer", question).get_review_cards()
        self.assertFalse(card["can_approve"])
        finding = next(f for f in card["findings"] if f["severity"] == "block")
        self.assertEqual(card["text"][finding["start"] : finding["end"]], finding["excerpt"])
        self.assertNotIn("is_seeded", card)


@tagged("post_install", "-at_install")
class TestReviewerStatistics(InterviewCase):
    def _plant(self, count):
        return self.env["hr.interview.question"].concat(
            *(self.make_question(is_seeded=True, text=f"Planted {n} on cranes") for n in range(count))
        )

    def test_catch_rate_says_nothing_below_five(self):
        self.by("reviewer", self._plant(4)).submit_review(APPROVE)
        stat = self.env["hr.interview.reviewer.stat"].search(
            [("reviewer_id", "=", self.users["reviewer"].id)]
        )
        self.assertEqual((stat.seeded_count, stat.caught_count), (4, 0))
        self.assertIn("insufficient evidence", stat.catch_rate)

    def test_catch_rate_with_interval(self):
        planted = self._plant(10)
        reject = {**GOOD, "decision": "reject", "reason": "Not about the job"}
        self.by("reviewer", planted[:8]).submit_review(reject)
        self.by("reviewer", planted[8:]).submit_review(APPROVE)
        stat = self.env["hr.interview.reviewer.stat"].search(
            [("reviewer_id", "=", self.users["reviewer"].id)]
        )
        # Wilson interval of 8 of 10: 49 % to 94 %.
        for part in ("80 %", "n = 10", "49-94"):
            self.assertIn(part, stat.catch_rate)

    def test_statistics_see_what_is_not_flushed_yet(self):
        question = self.make_question()
        self.by("reviewer", question).submit_review(APPROVE)
        self.env.flush_all()
        question.review_ids.decision = "reject"
        stat = self.as_user("manager")["hr.interview.reviewer.stat"].search(
            [("reviewer_id", "=", self.users["reviewer"].id)]
        )
        self.assertEqual((stat.approve_count, stat.reject_count), (0, 1))


@tagged("post_install", "-at_install")
class TestPlanting(InterviewCase):
    """Catch rates mean something only while nothing but the words tells a planted question."""

    def setUp(self):
        super().setUp()
        [answer] = self.by("officer", self.job).generate_interview_questions({"count": 12, "lang": "en"})
        self.drafts = self.env["hr.interview.question"].browse(answer["question_ids"])
        self.by("officer", self.drafts).action_submit()

    def _plant(self, count, **vals):
        wizard = self.as_user("manager")["hr.interview.plant"].create(
            {"job_id": self.job.id, "count": count, "lang": "en", **vals}
        )
        wizard.action_plant()
        self.env.flush_all()
        self.env.invalidate_all()
        return self.env["hr.interview.question"].search([("is_seeded", "=", True)])

    def test_known_bad_questions_are_mixed_in(self):
        texts = {draft.id: draft.text for draft in self.drafts}
        planted = self._plant(2)
        self.assertEqual(len(planted), 2)
        self.assertTrue(all(planted.mapped("seeded_flaw")))
        changed = self.drafts.filtered(lambda q: q.text != texts[q.id])
        self.assertEqual(set(changed), set(planted))
        with self.assertRaises(AccessError):
            self.by("reviewer", planted).read(["is_seeded"])

    def test_nothing_a_reviewer_reads_sets_them_apart(self):
        """They had the newest numbers and dates, no place in the ledger line and no skills."""
        before = self.env["hr.interview.question"].search([("job_id", "=", self.job.id)])
        planted = self._plant(3)
        self.assertEqual(self.env["hr.interview.question"].search([("job_id", "=", self.job.id)]), before)
        real = self.drafts - planted
        same = ("create_date", "create_uid", "write_date", "write_uid", "batch", "ai_task_id", "state")
        same += ("version", "content_revision", "editor_id", "is_stale", "activity_ids", "family_ids")
        same += ("former_words",)
        for name in same:
            with self.subTest(field=name):
                self.assertEqual(len({draft[name] for draft in self.by("reviewer", self.drafts)}), 1)
        for question in planted:
            kin = real.filtered(lambda q, kind=question.question_type: q.question_type == kind)
            if not kin:  # chance took all of this type: there is none left to compare with
                continue
            looks = {
                "follow-ups": lambda q: bool(q.probes),
                "pattern": lambda q: bool(q.template),
                "role-play": lambda q: bool(q.persona),
                "trace": lambda q: bool(q.source_ids),
                "rubric": lambda q: bool(q.criterion_ids),
                "words of the rubric": lambda q: q.rubric_words == q.text,
                "messages": lambda q: len(q.message_ids),
            }
            for name, look in looks.items():
                with self.subTest(look=name):
                    self.assertIn(look(question), {look(q) for q in kin})
        task = self.by("officer", self.drafts.ai_task_id)
        self.assertEqual(task.question_ids, before)
        [status] = task.get_status()
        self.assertEqual(status["result_ref"].split(":")[1], ",".join(map(str, self.drafts.ids)))

    def test_whoever_has_a_draft_open_reads_it_again(self):
        """A verdict on the words of before must not count as a planted question missed."""
        cards = self.by("reviewer", self.drafts).get_review_cards()
        planted = self._plant(1)
        [card] = [card for card in cards if card["question_id"] == planted.id]
        with self.assertRaisesRegex(UserError, "changed"):
            self.by("reviewer", planted).submit_review({**APPROVE, "revision": card["revision"]})

    def test_most_of_the_queue_stays_real(self):
        self._plant(3)
        with self.assertRaisesRegex(UserError, "room for"):
            self._plant(6)
        self.by("reviewer", self.drafts).submit_review({**GOOD, "decision": "reject", "reason": "No"})
        with self.assertRaisesRegex(UserError, "room for 0"):
            self._plant(1)

    def test_drafts_that_people_worked_on_are_left_alone(self):
        edited = self.drafts[0]
        self.by("officer", edited).write({"text": "Describe the worst hydraulic leak you repaired."})
        mine = self.make_question(text="Describe the last crane inspection you planned.")
        for _round in range(3):
            planted = self._plant(1)
        self.assertEqual(len(planted), 3)
        self.assertFalse(planted & (edited | mine))
        self.assertEqual(len(set(planted.mapped("text"))), 3)

    def test_chinese_plants_read_chinese(self):
        self.by("officer", self.job).generate_interview_questions({"count": 12, "lang": "zh_CN"})
        planted = self._plant(2, lang="zh_CN")
        for question in planted:
            self.assertRegex(question.with_context(lang="zh_CN").text, "[\u4e00-\u9fff]")
            self.assertFalse(question._is_written_in("en"))

    def test_outdated_like_its_neighbours(self):
        """A mark that only real drafts get would tell them, and a redraft would make it a real one."""
        planted = self._plant(2)
        self.by("officer", self.job).write({"interview_duties": "Only one duty is left"})
        self.assertEqual(set(self.drafts.mapped("is_stale")), {True})
        wizard = self.as_user("officer")["hr.interview.regenerate"].browse(
            self.by("officer", planted).action_regenerate()["res_id"]
        )
        self.assertFalse(any(wizard.line_ids.mapped("draft")))
        self.assertTrue(all(wizard.line_ids.mapped("problem")))
