from contextlib import contextmanager
from functools import partial

from odoo.tests import tagged

from .concurrency_common import ConnectionsCase

INTERVIEWER = "hr_recruitment.group_hr_recruitment_interviewer"


@tagged("post_install", "-at_install")
class TestInterviewRaces(ConnectionsCase):
    """Two people in one interview, each with a real connection that began before the other committed."""

    login = "hr_ai_race"
    groups = {"one": INTERVIEWER, "two": INTERVIEWER}
    model = "hr.interview"

    def _make(self, env):
        job = env["hr.job"].create({"name": "Crane driver of the race"})
        applicant = env["hr.applicant"].create({"partner_name": "Ada", "job_id": job.id})
        interview = env["hr.interview"].create(
            {
                "applicant_id": applicant.id,
                "job_id": job.id,
                "company_id": env.company.id,
                "lang": "en",
                "interviewer_ids": [(6, 0, list(self.users.values()))],
                "answer_ids": [
                    (0, 0, {"question": "What?", "criterion_ids": [(0, 0, self._criterion("Method"))]})
                ],
            }
        )
        self.ids = {
            "job": job.id,
            "applicant": applicant.id,
            "answer": interview.answer_ids.id,
            "criterion": interview.answer_ids.criterion_ids.id,
        }
        self.record_id = interview.id

    def _unmake(self, env):
        env["hr.applicant"].browse(self.ids["applicant"]).unlink()
        env.cr.execute("DELETE FROM hr_interview_ai_task WHERE engine = 'house' AND kind = 'score'")
        env["hr.job"].browse(self.ids["job"]).unlink()

    @staticmethod
    def _criterion(name):
        return {"name": name, "weight": 1.0, "total_weight": 1.0}

    @contextmanager
    def connection(self, user):
        """The interview on a connection of its own, whose snapshot is taken at once."""
        with self.registry.cursor() as cr:
            interview = self._record(cr, user)
            interview.get_console()
            yield interview

    def request(self, interview, function):
        return super().request(interview, partial(function, interview))

    def submit(self, score, interview):
        row = {"answer_id": self.ids["answer"], "criterion_id": self.ids["criterion"], "score": score}
        return interview.submit_ratings([row])

    def test_both_submit_at_once(self):
        """Each saw the other missing: without a common row the scores would never have opened."""
        with self.connection("one") as one, self.connection("two") as two:
            self.request(one, partial(self.submit, 5))
            self.request(two, partial(self.submit, 7))
        self.assertTrue(self.result(lambda interview: interview.is_revealed))
        self.assertEqual(self.result(lambda i: sorted(i.rating_ids.mapped("score"))), [5.0, 7.0])

    def test_both_write_the_answer_at_once(self):
        """The second one is told of the first text instead of writing over it."""

        def record(text, interview):
            return interview.record_answers([{"answer_id": self.ids["answer"], "text": text, "revision": 0}])

        with self.connection("one") as one, self.connection("two") as two:
            first = self.request(one, partial(record, "I measured the pump."))
            second = self.request(two, partial(record, "He measured."))
        self.assertEqual((first["recorded"], second["recorded"]), (1, 0))
        self.assertEqual(second["conflicts"][0]["text"], "I measured the pump.")
        self.assertEqual(
            self.result(lambda i: (i.answer_ids.text, i.answer_ids.revision)), ("I measured the pump.", 1)
        )

    def test_two_tabs_of_one_person(self):
        """Both tabs create the same row: one of them runs again and finds it."""

        def save(score, interview):
            row = {"answer_id": self.ids["answer"], "criterion_id": self.ids["criterion"], "score": score}
            interview.save_notes([{"answer_id": self.ids["answer"], "text": f"note {score}"}])
            return interview.save_ratings([row])

        with self.connection("one") as one, self.connection("one") as two:
            self.request(one, partial(save, 5))
            self.request(two, partial(save, 6))
        self.assertEqual(self.result(lambda i: i.rating_ids.mapped("score")), [6.0])
        self.assertEqual(self.result(lambda i: i.answer_ids.note_ids.mapped("text")), ["note 6"])

    def test_an_engine_and_a_person_at_once(self):
        """An engine stores its scores while somebody submits: both are there."""

        def engine(interview):
            task = (
                interview.env["hr.interview.ai.task"]
                .sudo()
                .create({"kind": "score", "state": "done", "engine": "house"})
            )
            from odoo.addons.hr_ai_interview.engine.schema import CriterionScore, ScoreResult

            row = CriterionScore(self.ids["criterion"], "Method", 8.0, "scored")
            answer = interview.sudo().answer_ids
            interview.sudo()._store_ai_ratings({answer: [ScoreResult("house", "1", (row,), 8.0)]}, task)

        with self.connection("one") as one, self.connection("two") as two:
            self.request(one, partial(self.submit, 5))
            self.request(two, engine)
        self.assertEqual(self.result(lambda i: sorted(i.rating_ids.mapped("score"))), [5.0, 8.0])
