from odoo.tests import tagged

from .api_common import Json2Case, XmlRpcCase
from .interview_common import STRONG, SessionCase

PLANNED = [{"applicant_id": int, "interview_id": int, "created": bool}]
RECORDED = {
    "interview_id": int,
    "recorded": int,
    "conflicts": [{"answer_id": int, "revision": int, "text": str}],
}
MISSING = {"answer_id": int, "criterion_id": int, "code": str, "message": str}
SUBMITTED = {"interview_id": int, "submitted": bool, "missing": [MISSING]}
SCORE = (float, int, bool)
EVIDENCE = {"quote": str, "start": int, "end": int}
SCORED_TEXT = [
    {
        "question_id": int,
        "engine": str,
        "version": str,
        "criteria": [
            {
                "criterion_id": int,
                "name": str,
                "score": SCORE,
                "status": str,
                "spread": SCORE,
                "evidence": [EVIDENCE],
                "reason": str,
            }
        ],
        "score": SCORE,
        "followups": [str],
        "flags": [str],
    }
]
DIMENSION = {"competency_id": (int, bool), "name": str, "weight": float, "expected": SCORE, "human": dict}
REPORT = [
    {
        "interview_id": int,
        "name": str,
        "state": str,
        "is_revealed": bool,
        "dimensions": [DIMENSION],
        "composite": {"human": SCORE, "ai": SCORE, "coverage": float},
        "adjusted": {"composite": SCORE, "n": int},
        "answers": [{"answer_id": int, "question": str, "text": str, "criteria": [dict]}],
        "agreement": dict,
        "human_ai": dict,
        "decision": (dict, bool),
    }
]


class InterviewCalls:
    """The interview methods of CONTRACT.md over a real client; ``call`` is the protocol's."""

    def test_a_whole_interview(self):
        applicant = self.make_applicant(partner_name="Bo")
        options = {
            "round_id": self.round.id,
            "kit_id": self.kit.id,
            "interviewer_ids": self.users["interviewer"].ids,
        }
        [planned] = self.call("officer", "hr.applicant", "start_interview", applicant.ids, options)
        self.assertShape([planned], PLANNED)
        interview = self.env["hr.interview"].browse(planned["interview_id"])
        rows = [{"answer_id": answer.id, "text": STRONG} for answer in interview.answer_ids]
        answer = self.call("interviewer", "hr.interview", "record_answers", interview.ids, rows)
        self.assertShape(answer, RECORDED)
        self.assertEqual(answer["recorded"], 2)
        answer = self.call("interviewer", "hr.interview", "submit_ratings", interview.ids, [])
        self.assertShape(answer, SUBMITTED)
        self.assertEqual((answer["submitted"], len(answer["missing"])), (False, 3))
        rows = self.rows(interview, 4.7, False, 0)
        answer = self.call("interviewer", "hr.interview", "submit_ratings", interview.ids, rows)
        self.assertEqual(answer["missing"], [])
        report = self.call("officer", "hr.interview", "get_report", interview.ids)
        self.assertShape(report, REPORT)
        scores = [row["human"]["score"] for row in report[0]["dimensions"]]
        self.assertEqual(scores, [4.7, 0.0], "not assessed leaves the mean, zero is a score")

    def test_score_text(self):
        ids = self.questions.ids
        answer = self.call("interviewer", "hr.interview.question", "score_text", ids, STRONG, {"lang": "en"})
        self.assertShape(answer, SCORED_TEXT)
        self.assertEqual([row["question_id"] for row in answer], ids)
        quotes = [item for row in answer for c in row["criteria"] for item in c["evidence"]]
        self.assertTrue(quotes)
        for item in quotes:
            self.assertEqual(STRONG[item["start"] : item["end"]], item["quote"])
        words = self.refusal(
            "user", "interviewer", "hr.interview.question", "score_text", ids, STRONG, {"engine": "house"}
        )
        self.assertIn("request_ai_scores", words)

    def test_request_ai_scores(self):
        self.answer(self.interview)
        [result] = self.call("interviewer", "hr.interview", "request_ai_scores", self.interview.ids, {})
        self.assertEqual((result["interview_id"], result["state"]), (self.interview.id, "done"))
        [status] = self.call("officer", "hr.interview.ai.task", "get_status", result["task_ids"])
        self.assertEqual(status["state"], "done")

    def test_refusals_are_sentences(self):
        answer = self.interview.answer_ids[0]
        calls = [
            ("officer", "hr.applicant", "start_interview", self.applicant.ids, {"room": 1}),
            (
                "interviewer",
                "hr.interview",
                "record_answers",
                self.interview.ids,
                [{"answer_id": 10**9, "text": "x"}],
            ),
            (
                "interviewer",
                "hr.interview",
                "submit_ratings",
                self.interview.ids,
                [{"answer_id": answer.id, "criterion_id": answer.criterion_ids[0].id, "score": "8"}],
            ),
            ("interviewer", "hr.interview", "request_ai_scores", self.interview.ids, {"repeats": 99}),
        ]
        for call, words in zip(calls, ("room", "not part", "'8' is no score", "repeats"), strict=True):
            with self.subTest(call=call[2]):
                self.assertIn(words, self.refusal("user", *call))


@tagged("post_install", "-at_install")
class TestInterviewXmlRpc(InterviewCalls, XmlRpcCase, SessionCase):
    allow_inherited_tests_method = True


@tagged("post_install", "-at_install")
class TestInterviewJson2(InterviewCalls, Json2Case, SessionCase):
    allow_inherited_tests_method = True
    NAMES = {
        **Json2Case.NAMES,
        "start_interview": ["options"],
        "record_answers": ["rows"],
        "submit_ratings": ["rows"],
        "score_text": ["answer", "options"],
        "request_ai_scores": ["options"],
    }
