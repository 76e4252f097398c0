from odoo.tests import tagged

from .learning_common import LearningCase


@tagged("post_install", "-at_install")
class TestLearningFeedback(LearningCase):
    """What earlier interviews change in the next draft: which KPI is asked about, what is probed deeper."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls.make_kpi(name="Repair time", target=4, unit="hours", direction="decrease")
        cls.job.interview_kpi_ids = [(0, 0, {"kpi_id": cls.other.id, "weight": 1.0})]

    def make_run(self, is_bad, state="approved"):
        return self.env["hr.interview.learning.run"].create(
            {
                "company_id": self.env.company.id,
                "user_id": self.env.uid,
                "state": state,
                "window_days": 180,
                "criterion": "attainment",
                "definition": {"version": "1.0"},
                "input_hash": "0",
                "hit_status": "ok",
                "facts": {"gates": [], "kpis": [{"kpi_id": self.other.id, "is_bad": is_bad}]},
            }
        )

    def asked_about(self, kpi):
        [result] = self.by("officer", self.job).generate_interview_questions({"count": 20, "seed": 3})
        questions = self.env["hr.interview.question"].browse(result["question_ids"])
        return len(questions.filtered(lambda q: kpi in q.kpi_ids)), questions

    def test_a_kpi_that_interviews_predict_badly_is_asked_about_more(self):
        before, _questions = self.asked_about(self.other)
        self.make_run(is_bad=True)
        after, questions = self.asked_about(self.other)
        self.assertGreater(after, before)
        task = self.env["hr.interview.ai.task"].search([("batch", "=", questions[0].batch)])
        self.assertIn("Repair time", task.message or "")

    def test_only_an_approved_run_and_only_a_bad_kpi_move_anything(self):
        Feedback = self.env["hr.interview.learning.feedback"]
        self.make_run(is_bad=True, state="proposed")
        self.assertEqual(Feedback._get_kpi_needs(self.job), {})
        self.make_run(is_bad=False)
        self.assertEqual(Feedback._get_kpi_needs(self.job), {})

    def test_where_past_answers_were_vague_the_next_ones_are_probed_deeper(self):
        vague = self.env["hr.interview.learning.feedback"]._get_vague_competencies
        self.assertEqual(vague(self.job), ())
        self.make_past(count=20, hired=4)
        self.mark_answers("vague", first=5)
        self.assertEqual(vague(self.job), (), "a quarter of them is not many")
        self.mark_answers("vague,copied_question", first=10)
        self.assertEqual(vague(self.job), (self.competency.id,))
        _count, questions = self.asked_about(self.kpi)
        deeper = questions.filtered(lambda q: self.competency in q.competency_ids)
        self.assertTrue(deeper)
        self.assertEqual({len(q.probes.splitlines()) for q in deeper}, {4})

    def test_answers_nobody_scored_by_an_engine_say_nothing(self):
        self.make_past(count=20, hired=4)
        self.mark_answers("vague", first=20, with_engine=False)
        self.assertEqual(self.env["hr.interview.learning.feedback"]._get_vague_competencies(self.job), ())

    def mark_answers(self, flags, first, with_engine=True):
        """As the offline engine marks the answers to one question in the first interviews."""
        answers = self.env["hr.interview.answer"].search([("question_id", "=", self.bank[0].id)], order="id")
        answers.competency_ids = self.competency
        answers[:first].write({"flags": flags})
        if with_engine:
            self.env["hr.interview.rating"].search([("engine", "!=", False)]).unlink()
            self.env["hr.interview.rating"].create(
                [
                    {
                        "criterion_id": answer.criterion_ids.id,
                        "answer_id": answer.id,
                        "interview_id": answer.interview_id.id,
                        "company_id": self.env.company.id,
                        "engine": "offline",
                        "status": "insufficient_evidence",
                        "is_submitted": True,
                    }
                    for answer in answers
                ]
            )
        self.env.flush_all()
