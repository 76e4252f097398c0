from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .interview_common import SessionCase


@tagged("post_install", "-at_install")
class TestInterviewTrials(SessionCase):
    """Questions on trial: asked and rated like the others, in no total, and not to be told apart."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.interview_trial_count = 2
        cls.rest = cls.make_questions(5, state="approved", minutes=4)
        cls.candidate = cls.make_applicant(partner_name="Grace")
        cls.tried = cls.plan(cls.candidate)

    def trials(self, interview=None):
        answers = (interview or self.tried).sudo().answer_ids
        return answers.filtered(lambda a: not a.is_counted).question_id

    def test_so_many_approved_questions_outside_the_kit_are_drawn(self):
        self.assertEqual(len(self.trials()), 2)
        self.assertLessEqual(self.trials(), self.rest)
        self.assertEqual(self.tried.minutes, self.kit.minutes_available + 8)

    def test_a_full_day_stays_one(self):
        self.env.cr.execute(
            "UPDATE hr_interview_kit SET minutes_available = 478 WHERE id = %s", (self.kit.id,)
        )
        self.kit.invalidate_recordset()
        self.assertEqual(self.plan(self.make_applicant(partner_name="Rosa")).minutes, 480)

    def test_they_stand_among_the_others_and_the_first_question_stays(self):
        answers = self.tried.answer_ids
        self.assertEqual(answers.mapped("sequence"), [10, 20, 30, 40])
        self.assertEqual(set(answers.mapped("origin")), {"kit"})
        self.assertEqual(answers[0].question_id, self.questions[0])
        self.assertNotIn(0, answers.criterion_ids.mapped("total_weight"))

    def test_the_same_candidate_gets_the_same_ones_again(self):
        before = self.trials()
        officer = self.by("officer", self.tried)
        officer._cancel("A second try.")
        self.tried.with_user(self.env.user).sudo().unlink()
        self.assertEqual(self.trials(self.plan(self.candidate)), before)

    def test_candidates_differ_so_that_all_get_their_turn(self):
        seen = self.trials()
        for number in range(12):
            seen |= self.trials(self.plan(self.make_applicant(partner_name=f"Person {number}")))
        self.assertEqual(seen, self.rest)

    def test_they_are_rated_and_leave_every_total_alone(self):
        self.answer(self.tried)
        criteria = self.tried.answer_ids.criterion_ids
        counted = self.tried.sudo().answer_ids.filtered("is_counted").criterion_ids
        scores = [6 if row in counted else 10 for row in criteria]
        for role in ("interviewer", "interviewer2"):
            self.submit(self.tried, role, *scores)
        [report] = self.by("officer", self.tried).get_report()
        self.assertEqual(report["composite"]["human"], 6.0)
        self.assertEqual(
            self.tried.sudo().rating_ids.filtered("user_id").mapped("status").count("scored"),
            2 * len(criteria),
        )

    def test_nobody_is_told_which_they_are(self):
        """Neither by a field, a search, a group, an export nor a page of the panel."""
        answers = self.tried.answer_ids
        for role in ("interviewer", "officer", "manager", "analyst", "auditor"):
            own, criteria = self.by(role, answers), self.by(role, answers.criterion_ids)
            with self.subTest(role=role):
                self.assertTrue(self.raises(AccessError, own.read, ["is_counted"]))
                self.assertTrue(self.raises(AccessError, own.read, ["weight"]))
                self.assertTrue(self.raises(AccessError, criteria.read, ["total_weight"]))
                self.assertTrue(self.raises(AccessError, own.search, [("is_counted", "=", False)]))
                self.assertTrue(
                    self.raises(AccessError, own.formatted_read_group, [], ["is_counted"], ["__count"])
                )
                self.assertTrue(self.raises((AccessError, UserError), own.export_data, ["is_counted"]))
        console = self.by("interviewer", self.tried).get_console()
        shapes = {tuple(sorted(row)) for row in console["answers"]}
        self.assertEqual(len(shapes), 1, "each question looks the same")
        for word in ("is_counted", "trial"):
            self.assertNotIn(word, str(console))

    def test_weighted_asked_and_foreign_questions_are_not_drawn(self):
        self.env["hr.interview.question.weight"].create(
            [{"question_id": question.id, "family_id": self.family.id} for question in self.rest[:3]]
        )
        self.rest[3].state = "retired"
        person = self.make_applicant(partner_name="Edith")
        self.assertEqual(self.trials(self.plan(person)), self.rest[4])

    def test_a_question_taken_out_of_use_may_be_tried_again(self):
        rows = [
            {"question_id": question.id, "family_id": self.family.id, "weight": weight}
            for question, weight in zip(self.rest, (0, 0, 1, 1, 1), strict=True)
        ]
        self.env["hr.interview.question.weight"].create(rows)
        person = self.make_applicant(partner_name="Mary")
        self.assertEqual(self.trials(self.plan(person)), self.rest[:2])

    def test_none_where_the_company_wants_none(self):
        self.env.company.interview_trial_count = 0
        interview = self.plan(self.make_applicant(partner_name="Hedy"))
        self.assertEqual(interview.answer_ids.question_id, self.questions)
        self.assertEqual(interview.minutes, self.kit.minutes_available)
