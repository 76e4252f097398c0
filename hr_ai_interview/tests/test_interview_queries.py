from odoo.fields import Command
from odoo.tests import tagged, users, warmup

from .interview_common import SessionCase
from .test_query_count import NAME, QueryCase

#: The columns of the list of interviews (views/hr_interview_views.xml).
INTERVIEW_LIST = {
    "date_start": {},
    "applicant_id": NAME,
    "job_id": NAME,
    "round_id": NAME,
    "interviewer_ids": NAME,
    "answered_count": {},
    "submitted_count": {},
    "panel_count": {},
    "state": {},
}


@tagged("post_install", "-at_install")
class TestInterviewQueries(QueryCase, SessionCase):
    """What an interview costs does not grow with its questions, nor a list with its interviews."""

    @classmethod
    def make_interview(cls, count, name="Bo"):
        """An interview with ``count`` questions of two criteria each."""
        applicant = cls.make_applicant(partner_name=name)
        criteria = [
            Command.create(
                {
                    "name": name,
                    "weight": 0.5,
                    "total_weight": 0.5,
                    "competency_id": cls.competency.id,
                    "anchors": {"4": "Names a step"},
                }
            )
            for name in ("Method", "Result")
        ]
        answers = [
            Command.create(
                {
                    "question": f"Describe repair {number}.",
                    "sequence": number,
                    "competency_ids": [Command.set(cls.competency.ids)],
                    "criterion_ids": criteria,
                }
            )
            for number in range(count)
        ]
        return cls.env["hr.interview"].create(
            {
                "applicant_id": applicant.id,
                "job_id": cls.job.id,
                "company_id": cls.env.company.id,
                "lang": "en",
                "interviewer_ids": [Command.set(cls.panel.ids)],
                "answer_ids": answers,
            }
        )

    @classmethod
    def make_revealed(cls, count, questions=2):
        interviews = cls.env["hr.interview"]
        for number in range(count):
            interviews |= cls.make_interview(questions, name=f"Candidate {number}")
        for interview in interviews:
            cls.reveal(interview)
            interview.with_user(cls.users["officer"]).request_ai_scores({})
        return interviews

    def mine(self, records):
        return records.with_env(self.env)

    @users("hr_ai_interviewer")
    @warmup
    def test_console(self):
        """12 questions cost what 2 cost."""
        short, long = self.make_interview(2), self.make_interview(12)
        for interview in short | long:
            self.answer(interview)
            self.mine(interview).save_notes([{"answer_id": interview.answer_ids[0].id, "text": "Calm"}])
            self.mine(interview).save_ratings(self.rows(interview, 5))
        few, many = self.growth(lambda interview: self.mine(interview).get_console(), short, long)
        # 20 measured.
        self.assertAtMost(few, 20)
        self.assertAtMost(many, few)

    @users("hr_ai_interviewer")
    @warmup
    def test_console_with_the_others(self):
        short, long = self.make_revealed(1, 2), self.make_revealed(1, 12)
        few, many = self.growth(lambda interview: self.mine(interview).get_console(), short, long)
        # 20 measured.
        self.assertAtMost(few, 20)
        self.assertAtMost(many, few)

    @users("hr_ai_officer", "hr_ai_interviewer")
    @warmup
    def test_report(self):
        """5 reports in one call, two with decisions, cost little more than one without."""
        interviews = self.make_revealed(5)
        self.env["hr.applicant"].browse(interviews[:2].applicant_id.ids).with_user(
            self.users["officer"]
        ).record_decision({"decision": "hold", "comment": "Wait."})
        few, many = self.growth(lambda some: self.mine(some).get_report(), interviews[:1], interviews)
        # Measured 27 and 33 for an officer, 29 and 35 for an interviewer.
        self.assertAtMost(few, 29)
        self.assertAtMost(many, few + 6)

    @users("hr_ai_officer")
    @warmup
    def test_candidate_report(self):
        """A candidate more costs 2 queries."""
        applicants = self.make_revealed(5).applicant_id
        few, many = self.growth(
            lambda some: self.mine(some).get_candidate_report(), applicants[:1], applicants
        )
        # Measured 14 and 22.
        self.assertAtMost(few, 14)
        self.assertAtMost(many, few + 8)

    @users("hr_ai_officer")
    @warmup
    def test_compare(self):
        """A candidate more costs 2 or 3 queries: it was 10."""
        applicants = self.make_revealed(6).applicant_id
        few, many = self.growth(lambda some: self.mine(some).compare_interviews(), applicants[:2], applicants)
        # Measured 14 for 2 and 24 for 6.
        self.assertAtMost(few, 14)
        self.assertAtMost(many, few + 10)

    @users("hr_ai_officer")
    @warmup
    def test_compare_where_rounds_are_blind(self):
        """To ask what is held back costs one query for all candidates, and the rules none of their own."""
        self.env.company.sudo().interview_blind_rounds = True
        applicants = self.make_revealed(6).applicant_id
        few, many = self.growth(lambda some: self.mine(some).compare_interviews(), applicants[:2], applicants)
        # Measured 15 for 2 and 25 for 6.
        self.assertAtMost(few, 15)
        self.assertAtMost(many, few + 10)

    @users("hr_ai_interviewer")
    @warmup
    def test_list(self):
        interviews = self.env["hr.interview"]
        for number in range(40):
            interviews |= self.make_interview(1, name=f"Candidate {number}")

        def read(limit):
            found = self.env["hr.interview"].web_search_read(
                [("id", "in", interviews.ids)], INTERVIEW_LIST, limit=limit
            )
            self.assertEqual(len(found["records"]), limit)

        few, many = self.growth(read, 5, 40)
        # 14 measured, one of them counts the rows behind the page.
        self.assertAtMost(few, 14)
        self.assertAtMost(many, few)

    @users("hr_ai_interviewer")
    @warmup
    def test_writing_down(self):
        def record(interview):
            rows = [{"answer_id": a.id, "text": f"He measured {a.revision}."} for a in interview.answer_ids]
            return self.mine(interview).record_answers(rows)

        few, many = self.growth(record, self.make_interview(2), self.make_interview(12))
        # 8 measured.
        self.assertAtMost(few, 10)
        self.assertAtMost(many, few)

    @users("hr_ai_interviewer")
    @warmup
    def test_submitting(self):
        """24 scores, saved and submitted, cost what 4 cost: it was one query more for each question."""

        def submit(interview):
            rows = self.rows(interview, 5)
            return self.queries(self.mine(interview).submit_ratings, rows)

        submit(self.make_interview(1))
        few, many = submit(self.make_interview(2)), submit(self.make_interview(12))
        # 29 measured.
        self.assertAtMost(few, 32)
        self.assertAtMost(many, few)
