from unittest.mock import patch

from odoo.tests import HttpCase, tagged

from .interview_common import STRONG, SessionCase

PHONE = "390x844"
WORDS = "I measured the pressure at the pump first."


@tagged("post_install", "-at_install")
class TestInterviewTours(HttpCase, SessionCase):
    """An interview in a browser: planned at a desk, held on a phone, decided at a desk."""

    def tour(self, name, path, role, phone=False):
        self.browser_size = PHONE if phone else HttpCase.browser_size
        self.touch_enabled = phone
        self.start_tour(path, f"hr_ai_interview_{name}", login=self.users[role].login, timeout=120)
        self.env.invalidate_all()

    def test_from_plan_to_decision(self):
        cora = self.make_applicant(partner_name="Cora Lane")
        dora = self.make_applicant(partner_name="Dora Lane")
        self.reveal(self.plan(dora), first=(3,), second=(4,))

        self.tour("interview_plan", f"/odoo/hr.applicant/{cora.id}", "officer")
        interview = cora.interview_ids
        self.assertEqual((interview.state, interview.minutes), ("planned", 45))
        self.assertEqual(str(interview.date_start), "2027-01-12 09:00:00")
        self.assertEqual(interview.video_url, "https://meet.example.com/cora")
        self.assertEqual(interview.interviewer_ids, self.panel)
        self.assertLessEqual(self.panel.partner_id, interview.event_id.partner_ids)
        self.assertEqual(interview.answer_ids.mapped("question"), self.questions.mapped("text"))

        self.tour("interview_hold", "/odoo/interviews", "interviewer", phone=True)
        self.assertEqual(interview.state, "scoring")
        self.assertEqual(interview.submitted_user_ids, self.users["interviewer"])
        self.assertFalse(interview.is_revealed)
        self.assertIn("180 bar", interview.answer_ids[0].text)
        ratings = interview.rating_ids.filtered(lambda r: r.user_id == self.users["interviewer"])
        given = {rating.criterion_id: rating.score for rating in ratings}
        self.assertEqual([given[c] for c in interview.answer_ids.criterion_ids], [9.0, 6.0, 4.0])
        self.assertIn("Two figures, and what they mean", ratings.mapped("comment"))
        note = self.env["hr.interview.note"].search([("answer_id", "in", interview.answer_ids.ids)])
        self.assertEqual((note.user_id, note.text), (self.users["interviewer"], "Calm, exact"))

        self.answer(interview, "interviewer2", STRONG)
        interview.with_user(self.users["interviewer2"]).request_ai_scores({})
        self.submit(interview, "interviewer2", 8)
        self.assertTrue(interview.is_revealed)
        self.tour("interview_reveal", "/odoo/interviews", "interviewer", phone=True)

        self.tour("interview_report", f"/odoo/interviews/{interview.id}", "officer")
        self.tour("interview_compare", "/odoo/recruitment-applications", "officer")
        decision = self.env["hr.interview.decision"].search([("applicant_id", "in", (cora | dora).ids)])
        self.assertEqual(decision.applicant_id, cora)
        self.assertEqual((decision.decision, decision.user_id), ("hire", self.users["officer"]))
        self.assertEqual(decision.reason_ids.mapped("code"), ["evidence"])
        self.assertEqual(decision.comment, "She measures before she replaces anything.")
        self.assertEqual(interview.state, "decided")
        self.assertEqual(dora.interview_ids.state, "scoring", "nobody decided on her")

    def test_a_closed_tab_loses_no_words(self):
        """Typed, and the tab is gone before the server heard of it: the browser's copy is stored on return."""
        path = f"/odoo/action-hr_ai_interview.console/{self.interview.id}"
        calls = self.count_saves()
        self.tour("closed_tab", path, "interviewer", phone=True)
        answer = self.interview.answer_ids[0]
        self.assertEqual((answer.text, answer.revision), (WORDS, 1))
        self.assertEqual(calls, [WORDS])

    def test_a_lost_connection_loses_and_doubles_nothing(self):
        """The server's reply is lost, then the line: words typed on meanwhile are stored once, without a conflict."""
        path = f"/odoo/action-hr_ai_interview.console/{self.interview.id}"
        calls = self.count_saves()
        self.tour("lost_line", path, "interviewer")
        answer = self.interview.answer_ids[0]
        self.assertEqual(answer.text, WORDS)
        self.assertEqual(answer.revision, 3)
        self.assertIn("I measured the pressure.", calls, "heard, though the page never learned it")

    def count_saves(self):
        """Return a list that fills with the texts the server is asked to store."""
        Interview = self.registry["hr.interview"]
        record, texts = Interview.record_answers, []

        def record_answers(interview, rows):
            texts.extend(row["text"] for row in rows)
            return record(interview, rows)

        self.enterContext(patch.object(Interview, "record_answers", record_answers))
        return texts
