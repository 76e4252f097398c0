import json

from odoo.exceptions import UserError
from odoo.tests import tagged

from .interview_common import STRONG, SessionCase


def summary_reply(payload):
    """The reply of a model that quotes the first answer, and makes one quote up."""
    return json.dumps(
        {
            "strengths": [
                {
                    "text": "Measures before replacing a part.",
                    "entry": "A1",
                    "quote": "I measured the pressure",
                },
                {"text": "Speaks of a figure nobody gave.", "entry": "A1", "quote": "saved a million"},
            ],
            "concerns": [],
            "open_points": ["What did the stop cost?"],
        }
    )


def followups_reply(payload):
    return json.dumps({"followups": ["Which pressure did you expect at the valve?"]})


@tagged("post_install", "-at_install")
class TestInterviewSummary(SessionCase):
    """Summaries and follow-ups of engines: quotes or nothing, hidden until one's own scores are in."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.answer(cls.interview)

    def _summary(self, role):
        [report] = self.by(role, self.interview).get_report()
        return report["summary"]

    def test_offline_at_once(self):
        [result] = self.by("interviewer", self.interview).request_summary()
        self.assertEqual(result["state"], "done")
        self.assertIs(self._summary("interviewer"), False, "hidden before one's own scores")
        self.submit(self.interview, "interviewer", 6)
        summary = self._summary("interviewer")
        self.assertIn("AI suggestion", summary["label"])
        for row in (*summary["strengths"], *summary["concerns"]):
            self.assertIn(row["quote"], STRONG)
        self.assertIs(self._summary("interviewer2"), False)

    def test_remote_quotes_or_nothing(self):
        self.server.content = summary_reply
        [result] = self.by("interviewer", self.interview).request_summary({"engine": self.provider.code})
        self.assertEqual(result["state"], "queued")
        self.work()
        self.submit(self.interview, "interviewer", 6)
        summary = self._summary("interviewer")
        self.assertEqual([row["quote"] for row in summary["strengths"]], ["I measured the pressure"])
        self.assertEqual(summary["open_points"], ["What did the stop cost?"])
        self.assertEqual(summary["model"], self.provider.model_name)

    def test_remote_followups(self):
        self.server.content = followups_reply
        answer = self.interview.answer_ids[0]
        result = self.by("interviewer", self.interview).request_followups(
            answer.id, {"engine": self.provider.code}
        )
        self.assertEqual(result["state"], "queued")
        self.work()
        console = self.by("interviewer", self.interview).get_console()
        self.assertEqual(console["answers"][0]["followups"], ["Which pressure did you expect at the valve?"])

    def test_the_button_asks_for_both(self):
        order = self.as_user("interviewer")["hr.interview.score.order"].create(
            {"interview_id": self.interview.id}
        )
        self.assertEqual((order.engine, order.repeats), ("offline", 1))
        order.action_order()
        self.submit(self.interview, "interviewer", 6)
        self.assertTrue(self._summary("interviewer"))
        self.assertIn(
            "ai", {row["kind"] for row in self.by("interviewer", self.interview).get_console()["others"]}
        )

    def test_what_it_takes_is_said_before(self):
        order = self.as_user("interviewer")["hr.interview.score.order"].create(
            {"interview_id": self.interview.id, "engine": self.provider.code}
        )
        self.assertEqual(order.repeats, 3)
        self.assertIn("At most 6 calls", order.estimate)
        self.assertFalse(self.server.requests, "an estimate sends nothing")
        order.action_order()
        tasks = self.env["hr.interview.ai.task"].search([("applicant_id", "=", self.applicant.id)])
        self.assertEqual(sorted(tasks.mapped("kind")), ["score"] * 6 + ["summary"])

    def test_refuses(self):
        interview = self.by("interviewer", self.interview)
        for call in (
            lambda: interview.request_summary({"engine": "nobody"}),
            lambda: interview.request_summary({"model": "x"}),
            lambda: interview.request_summary("offline"),
            lambda: interview.request_followups(10**9),
            lambda: self.by("officer", self.plan(self.make_applicant(partner_name="Bo"))).request_summary(),
        ):
            self.assertTrue(self.raises(UserError, call))
