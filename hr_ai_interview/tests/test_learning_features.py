from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..engine.repeats import combine
from ..engine.schema import ANSWER_FEATURES, CriterionScore, ScoreResult
from .interview_common import SessionCase
from .learning_common import LearningCase


@tagged("post_install", "-at_install")
class TestStoredFeatures(SessionCase):
    """Where the kinds of evidence of an answer come from, and who sees them."""

    def setUp(self):
        super().setUp()
        self.answer(self.interview)
        self.first = self.interview.answer_ids[0]
        self.by("officer", self.interview).request_ai_scores({})

    def test_the_offline_engine_says_what_an_answer_shows(self):
        kinds = set(self.first.sudo().features.split(","))
        self.assertLessEqual({"act", "figure", "reason"}, kinds)
        self.assertLessEqual(kinds, set(ANSWER_FEATURES))

    def test_a_new_text_that_shows_nothing_clears_them(self):
        rows = [{"answer_id": self.first.id, "text": "No.", "revision": self.first.revision}]
        self.by("interviewer", self.interview).record_answers(rows)
        self.by("officer", self.interview).request_ai_scores({})
        self.assertFalse(self.first.sudo().features)

    def test_another_engine_that_tells_no_kinds_wipes_nothing_out(self):
        before = self.first.sudo().features
        rows = tuple(CriterionScore(c.id, c.name, 5.0, "scored") for c in self.first.criterion_ids)
        result = combine([ScoreResult("house", "1", rows, 5.0)])
        task = self.interview.sudo()._log_offline("score", "house", "1", 1)
        self.assertEqual(task.engine, "house")
        self.interview.sudo()._store_ai_ratings({self.first: [result]}, task)
        self.assertEqual(self.first.sudo().features, before)

    def test_nobody_reads_or_searches_them(self):
        for role in ("manager", "officer", "interviewer", "analyst", "auditor"):
            answers = self.as_user(role)["hr.interview.answer"]
            self.assertTrue(self.raises(AccessError, self.by(role, self.first).read, ["features"]), role)
            self.assertTrue(self.raises(AccessError, answers.search, [("features", "ilike", "act")]), role)


@tagged("post_install", "-at_install")
class TestLearningFeatures(LearningCase):
    """What hires showed in answers against what became of them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.people = cls.make_past()
        cls.hires = cls.people[:200]
        by_result = cls.env["hr.interview.outcome"].search([], order="attainment desc").applicant_id
        cls.read(by_result[:60], "act,figure")
        cls.read(by_result[60:], "act")

    @classmethod
    def read(cls, applicants, features, engine="offline", revision=1, active=True):
        """As if an engine had scored the first answer of these candidates."""
        answers = applicants.interview_ids.answer_ids.filtered(lambda a: a.question_id == cls.bank[0])
        answers.features = features
        ratings = cls.env["hr.interview.rating"].create(
            [
                {
                    "criterion_id": answer.criterion_ids[0].id,
                    "answer_id": answer.id,
                    "interview_id": answer.interview_id.id,
                    "company_id": answer.company_id.id,
                    "active": active,
                    "engine": engine,
                    "status": "insufficient_evidence",
                    "is_submitted": True,
                    "answer_revision": revision,
                }
                for answer in answers
            ]
        )
        cls.env.flush_all()
        return ratings

    def rows(self):
        return {row["feature"]: row for row in self.make_run().facts["features"]}

    def test_the_better_hires_gave_figures_and_the_run_says_by_how_much(self):
        row = self.rows()["figure"]
        results = self.env["hr.interview.outcome"].search([], order="attainment desc").mapped("attainment")
        above, below = sum(results[:60]) / 60, sum(results[60:]) / 140
        self.assertEqual((row["n_with"], row["n_without"], row["status"]), (60, 140, "ok"))
        self.assertAlmostEqual(row["mean_with"], above, 5)
        self.assertAlmostEqual(row["mean_without"], below, 5)
        self.assertAlmostEqual(row["value"], above - below, 5)
        self.assertLess(0, row["low"])
        self.assertLess(row["low"], row["value"])
        self.assertLess(row["value"], row["high"])

    def test_what_all_of_them_showed_has_no_other_side_and_no_number(self):
        row = self.rows()["act"]
        self.assertEqual((row["n_with"], row["n_without"], row["status"]), (200, 0, "insufficient"))
        self.assertEqual(
            {row[name] for name in ("value", "low", "high", "mean_with", "mean_without")}, {False}
        )

    def test_only_the_offline_engine_and_only_the_text_of_now_count(self):
        people, ratings = self.hires[:150], self.env["hr.interview.rating"]
        mine = ratings.search([("engine", "=", "offline"), ("interview_id.applicant_id", "in", people.ids)])
        for change in ({"engine": "house"}, {"active": False}, {"answer_revision": 0}):
            with self.subTest(change=change):
                old = {name: mine[0][name] for name in change}
                mine.write(change)
                row = self.rows()["act"]
                self.assertEqual((row["n_with"], row["n_without"]), (50, 0))
                mine.write(old)

    def test_interviews_that_are_not_open_do_not_count(self):
        self.hires[:150].interview_ids.write({"is_revealed": False})
        self.assertEqual(self.rows()["act"]["n_with"], 50)

    def test_without_any_engine_score_there_is_no_row(self):
        self.env["hr.interview.rating"].search([("engine", "=", "offline")]).write({"active": False})
        self.assertEqual(self.rows(), {})

    def test_the_hash_of_the_run_rests_on_them(self):
        before = self.make_run().input_hash
        self.assertEqual(self.make_run().input_hash, before)
        answer = self.hires[0].interview_ids.answer_ids.filtered(lambda a: a.question_id == self.bank[0])
        answer.features = "act,lesson"
        self.assertNotEqual(self.make_run().input_hash, before)

    def test_the_dashboard_names_them_and_warns(self):
        self.make_run()
        board = self.as_user("analyst")["hr.interview.learning.run"].get_dashboard({})
        self.assertEqual([row["feature"] for row in board["features"]], ["figure", "act"])
        self.assertEqual(board["features"][0]["label"], "Gave a figure")
        table = board["tables"]["features"]
        self.assertIn("is not its effect", table["note"])
        self.assertEqual(
            [row[0] for row in table["rows"]], ["Gave a figure", "Told concrete steps of their own"]
        )
        self.assertEqual(table["rows"][1][1:4], [False, False, False])
        for row in table["rows"]:
            self.assertEqual(len(row), len(table["columns"]))

    def test_every_code_has_words(self):
        labels = self.env["hr.interview.learning.run"]._get_feature_labels()
        self.assertEqual(list(labels), list(ANSWER_FEATURES))
