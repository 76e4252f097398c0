import xmlrpc.client

from odoo.tests import get_db_name, mute_logger, tagged

from .api_common import NOTICE, Json2Case, XmlRpcCase
from .common import APPROVE, GOOD

#: False or a text: what has nothing to say is false, never None.
TEXT = (str, bool)
READINESS = [{"job_id": int, "score": int, "missing": [{"code": str, "message": str, "weight": int}]}]
GENERATED = [
    {"job_id": int, "batch": str, "engine": str, "state": str, "question_ids": [int], "task_ids": [int]}
]
FINDINGS = [
    {
        "code": str,
        "category": str,
        "severity": str,
        "start": int,
        "end": int,
        "excerpt": str,
        "message": str,
        "rewrite": str,
    }
]
REVIEWED = [{"question_id": int, "state": str, "version": int}]
KITS = [
    {
        "job_id": int,
        "kit_id": int,
        "question_ids": [int],
        "minutes": int,
        "coverage": [{"competency_id": int, "n": int}],
        "unmet": [str],
    }
]
STATUS = [
    {
        "task_id": int,
        "state": str,
        "attempts": int,
        "error_class": TEXT,
        "message": TEXT,
        "result_ref": TEXT,
    }
]


class ContractChecks:
    """What holds for both protocols; ``call(role, model, method, ids, *args)`` is the protocol."""

    def test_interview_readiness(self):
        other = self.make_job(name="Harbour pilot", interview_duties=False)
        ids = [other.id, self.job.id]
        answer = self.call("interviewer", "hr.job", "interview_readiness", ids)
        self.assertShape(answer, READINESS)
        self.assertEqual([row["job_id"] for row in answer], ids)
        self.assertTrue(answer[0]["missing"])

    def test_generate_interview_questions(self):
        options = {
            "count": 3,
            "types": ["technical", "behavioural"],
            "difficulty": "basic",
            "lang": "en_US",
            "competency_ids": self.competency.ids,
            "kpi_ids": self.kpi.ids,
            "seed": 5,
            "engine": "offline",
        }
        answer = self.call("officer", "hr.job", "generate_interview_questions", self.job.ids, options)
        self.assertShape(answer, GENERATED)
        self.assertEqual((answer[0]["state"], answer[0]["engine"]), ("done", "offline"))
        again = self.call("officer", "hr.job", "generate_interview_questions", self.job.ids, options)
        Question = self.env["hr.interview.question"]
        texts = [Question.browse(row["question_ids"]).mapped("text") for row in (answer[0], again[0])]
        self.assertEqual(texts[0], texts[1])
        # Options may be left out.
        answer = self.call("officer", "hr.job", "generate_interview_questions", self.job.ids)
        self.assertEqual(len(answer[0]["question_ids"]), 10)

    def test_lint_text(self):
        text = "Are you planning to have children? \U0001f476 And your husband?"
        answer = self.call("interviewer", "hr.interview.question", "lint_text", None, text, "en")
        self.assertShape(answer, FINDINGS)
        self.assertIn("block", [finding["severity"] for finding in answer])
        for finding in answer:
            self.assertIn(finding["severity"], ("block", "warn", "info"))
            self.assertEqual(text[finding["start"] : finding["end"]], finding["excerpt"])
        answer = self.call(
            "interviewer", "hr.interview.question", "lint_text", None, "您结婚了吗？", "zh", "CN"
        )
        self.assertShape(answer, FINDINGS)
        self.assertTrue(answer)

    def test_submit_review(self):
        questions = self.make_questions(3)
        ids = questions[::-1].ids
        answer = self.call("reviewer", "hr.interview.question", "submit_review", ids, APPROVE)
        self.assertShape(answer, REVIEWED)
        self.assertEqual(answer, [{"question_id": i, "state": "approved", "version": 1} for i in ids])
        edit = {**GOOD, "decision": "edit", "text": "Describe one repair you regret.", "lang": "en"}
        [row] = self.call("reviewer", "hr.interview.question", "submit_review", ids[:1], edit)
        self.assertEqual((row["state"], row["version"]), ("review", 2))
        self.assertNotEqual(row["question_id"], ids[0])
        reject = {**GOOD, "decision": "reject", "reason": "Not about the job"}
        [row] = self.call("reviewer", "hr.interview.question", "submit_review", ids[1:2], reject)
        self.assertEqual(row["state"], "retired")

    def test_assemble_interview_kit(self):
        self.make_questions(4, state="approved", minutes=8)
        options = {"round_id": self.round.id, "minutes": 30, "seed": 1}
        answer = self.call("officer", "hr.job", "assemble_interview_kit", self.job.ids, options)
        self.assertShape(answer, KITS)
        self.assertEqual((len(answer[0]["question_ids"]), answer[0]["minutes"]), (3, 24))
        self.assertEqual(answer[0]["coverage"], [{"competency_id": self.competency.id, "n": 3}])
        self.assertEqual(answer[0]["unmet"], [])
        empty = self.make_job(name="Harbour pilot", interview_family_id=False, interview_kpi_ids=False,
                              interview_competency_ids=False)  # fmt: skip
        answer = self.call("officer", "hr.job", "assemble_interview_kit", empty.ids)
        self.assertShape(answer, KITS)
        self.assertTrue(answer[0]["unmet"])

    def test_get_status(self):
        [made] = self.call("officer", "hr.job", "generate_interview_questions", self.job.ids, {"count": 2})
        answer = self.call("officer", "hr.interview.ai.task", "get_status", made["task_ids"])
        self.assertShape(answer, STATUS)
        self.assertEqual((answer[0]["task_id"], answer[0]["state"]), (made["task_ids"][0], "done"))
        queued = self.env["hr.interview.ai.task"].create({"kind": "draft", "engine": "offline"})
        [row] = self.call("officer", "hr.interview.ai.task", "get_status", queued.ids)
        self.assertEqual([row[key] for key in ("error_class", "message", "result_ref")], [False] * 3)

    def test_errors_are_sentences(self):
        calls = [
            ("officer", "hr.job", "generate_interview_questions", self.job.ids, {"counts": 1}),
            ("officer", "hr.job", "generate_interview_questions", self.job.ids, {"lang": "ja"}),
            ("officer", "hr.job", "assemble_interview_kit", self.job.ids, {"minutes": 0}),
            ("officer", "hr.interview.question", "lint_text", None, "Why?", "fr"),
            (
                "reviewer",
                "hr.interview.question",
                "submit_review",
                self.make_question().ids,
                {"decision": "x"},
            ),
        ]
        words = ("counts", "Translations", "minutes", "'fr'", "relevance")
        for call, word in zip(calls, words, strict=True):
            with self.subTest(call=call[2:]):
                self.assertIn(word, self.refusal("user", *call))

    def test_missing_rights_are_sentences(self):
        question = self.make_question()
        calls = [
            ("employee", "hr.job", "interview_readiness", self.job.ids),
            ("interviewer", "hr.job", "generate_interview_questions", self.job.ids),
            ("reviewer", "hr.job", "assemble_interview_kit", self.job.ids),
            ("employee", "hr.interview.question", "lint_text", None, "Why?", "en"),
            ("officer", "hr.interview.question", "submit_review", question.ids, APPROVE),
            ("interviewer", "hr.interview.question", "get_review_cards", question.ids),
            ("officer", "hr.interview.question", "_retire", question.ids, "why"),
            ("officer", "hr.interview.question", "_make_successor", question.ids, {}),
            ("officer", "hr.interview.lang", "odoo_code", None, "en"),
            ("officer", "hr.interview.question", "write", question.ids, {"state": "approved"}),
        ]
        for call in calls:
            with self.subTest(call=call[:3]):
                message = self.refusal("access", *call)
                self.assertGreater(len(message), 20)
                self.assertNotIn("Traceback", message)
        self.assertEqual(question.state, "draft")


@tagged("post_install", "-at_install")
class TestXmlRpc(ContractChecks, XmlRpcCase):
    allow_inherited_tests_method = True

    def test_what_each_fault_means(self):
        """As the table of docs/integrator.md has it."""
        job, question = self.job.ids, "hr.interview.question"
        for code, call in (
            (4, ("employee", "hr.job", "interview_readiness", job)),
            (4, ("officer", "hr.job", "_generate_one", job, {})),
            (2, ("officer", "hr.job", "interview_readiness", [10**9])),
            (2, ("officer", question, "lint_text", None, "Why?", "fr")),
            (1, ("officer", "hr.job", "interview_nothing", job)),
            (1, ("officer", "hr.job", "interview_readiness", ["x"])),
        ):
            with self.subTest(code=code, call=call), mute_logger("odoo.http", "odoo.sql_db"):
                with self.assertRaises(xmlrpc.client.Fault) as caught:
                    self.call(*call)
                self.assertEqual(caught.exception.faultCode, code, caught.exception.faultString)
        with mute_logger(NOTICE, "odoo.http"), self.assertRaises(xmlrpc.client.Fault) as caught:
            self.xmlrpc_object.execute_kw(
                get_db_name(), self.users["officer"].id, "0" * 40, "hr.job", "interview_readiness", [job]
            )
        self.assertEqual(caught.exception.faultCode, 3)

    def test_named_arguments(self):
        user = self.users["officer"]
        with mute_logger(NOTICE):
            answer = self.xmlrpc_object.execute_kw(
                get_db_name(),
                user.id,
                user.login,
                "hr.job",
                "generate_interview_questions",
                [self.job.ids],
                {"options": {"count": 2}},
            )
        self.assertEqual(len(answer[0]["question_ids"]), 2)

    def test_review_cards_can_be_marshalled(self):
        answer = self.call("reviewer", "hr.interview.question", "get_review_cards", self.make_question().ids)
        self.assertTrue(answer[0]["text"])
        answer = self.call("officer", "hr.job", "get_interview_coverage", self.job.ids)
        self.assertEqual(answer[0]["job_id"], self.job.id)


@tagged("post_install", "-at_install")
class TestJson2(ContractChecks, Json2Case):
    allow_inherited_tests_method = True

    def test_without_a_key(self):
        with mute_logger("odoo.http"):
            response = self.post(
                "officer", "hr.job", "interview_readiness", {"ids": self.job.ids}, key="0" * 40
            )
        self.assertEqual(response.status_code, 401)

    def test_ids_of_a_model_method(self):
        """lint_text works on no records: ids are refused, not ignored."""
        with mute_logger("odoo.http"):
            response = self.post(
                "officer", "hr.interview.question", "lint_text", {"ids": [1], "text": "Why?", "lang": "en"}
            )
        self.assertEqual(response.status_code, 422)

    def test_what_each_code_means(self):
        """As the table of docs/integrator.md has it."""
        ids = self.job.ids
        for code, model, method, body in (
            (403, "hr.job", "interview_readiness", {"ids": ids}),
            (403, "hr.job", "_generate_one", {"ids": ids, "options": {}}),
            (404, "hr.job", "interview_readiness", {"ids": [10**9]}),
            (404, "hr.nothing", "interview_readiness", {"ids": ids}),
            (404, "hr.job", "interview_nothing", {"ids": ids}),
            (422, "hr.job", "generate_interview_questions", {"ids": ids, "options": {"counts": 1}}),
            (422, "hr.job", "interview_readiness", {"ids": ids, "option": 1}),
            (422, "hr.interview.question", "lint_text", {"text": "Why?"}),
            (500, "hr.job", "interview_readiness", {"ids": ["x"]}),
        ):
            role = "employee" if code == 403 else "officer"
            with self.subTest(code=code, method=method, body=body):
                with mute_logger("odoo.http", "odoo.sql_db"):
                    response = self.post(role, model, method, body)
                self.assertEqual(response.status_code, code, response.text[:300])
                self.assertTrue(response.json()["message"])
