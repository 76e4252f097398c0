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

    def test_planting_mixes_known_bad_questions_in(self):
        self.by("officer", self.job).generate_interview_questions({"count": 3, "lang": "en"})
        wizard = self.as_user("manager")["hr.interview.plant"].create(
            {"job_id": self.job.id, "count": 2, "lang": "en"}
        )
        wizard.action_plant()
        planted = self.env["hr.interview.question"].search([("is_seeded", "=", True)])
        self.assertEqual(set(planted.mapped("state")), {"review"})
        self.assertEqual(len(planted), 2)
        with self.assertRaises(AccessError):
            self.by("reviewer", planted).read(["is_seeded"])
