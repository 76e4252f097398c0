from contextlib import contextmanager
from functools import partial

import psycopg2

from odoo.exceptions import UserError, ValidationError
from odoo.tests import mute_logger, tagged

from .common import APPROVE, GOOD
from .concurrency_common import ConnectionsCase

TEXT = "Walk me through a hydraulic fault you diagnosed during a night shift."


@tagged("post_install", "-at_install")
class TestTwoAtOnce(ConnectionsCase):
    """Two people on the same question, each with a real database connection."""

    login = "hr_ai_at_once"
    groups = {
        "one": "hr_ai_interview.group_reviewer",
        "two": "hr_ai_interview.group_reviewer",
        "officer": "hr_recruitment.group_hr_recruitment_user",
        "officer2": "hr_recruitment.group_hr_recruitment_user",
    }
    model = "hr.interview.question"

    def _make(self, env):
        question = env["hr.interview.question"].create(
            {"text": TEXT, "lang": "en", "criterion_ids": [(0, 0, {"name": "Method", "weight": 1.0})]}
        )
        question.editor_id = False
        self.record_id, self.code = question.id, question.code

    def _unmake(self, env):
        versions = env["hr.interview.question"].search([("code", "=", self.code)])
        versions.state = "retired"
        versions[::-1].unlink()

    @contextmanager
    def connection(self, user):
        """A connection of ``user`` that sees the question; rolled back at the end unless committed."""
        with self.registry.cursor() as cr:
            try:
                yield self._record(cr, user)
            finally:
                cr.rollback()

    def test_second_reviewer_is_told_to_wait(self):
        with self.connection("one") as mine, self.connection("two") as other:
            mine.submit_review(APPROVE)
            with self.assertRaisesRegex(UserError, "Another reviewer is deciding"):
                other.submit_review({**GOOD, "decision": "reject", "reason": "Not about the job"})
            mine.env.cr.commit()
        self.assertEqual(
            self.result(lambda q: (q.state, q.review_ids.mapped("decision"))), ("approved", ["approve"])
        )

    def test_both_verdicts_stay_when_they_come_one_after_the_other(self):
        with self.connection("one") as mine, self.connection("two") as other:
            mine.submit_review(APPROVE)
            mine.env.cr.commit()
            other.submit_review(APPROVE)
            other.env.cr.commit()
        self.assertEqual(
            self.result(lambda q: sorted(q.review_ids.reviewer_id.ids)),
            sorted([self.users["one"], self.users["two"]]),
        )

    def test_verdict_on_words_that_changed_meanwhile(self):
        """The second reviewer had the question open (and a snapshot) when the first edited it."""
        edit = {**GOOD, "decision": "edit", "text": "Which hydraulic fault took you longest to find?"}
        with self.connection("one") as mine, self.connection("two") as other:
            seen = other.get_review_cards()[0]["revision"]
            mine.submit_review({**edit, "revision": seen})
            mine.env.cr.commit()
            verdict = {**APPROVE, "revision": seen}
            with mute_logger("odoo.sql_db"), self.assertRaises(psycopg2.errors.SerializationFailure):
                other.submit_review(verdict)
            other.env.cr.rollback()
            other.env.invalidate_all()
            # Odoo repeats the request by itself; then the revision tells.
            other.read(["text"])
            with self.assertRaisesRegex(UserError, "changed by somebody"):
                self.request(other, partial(other.submit_review, verdict))
        self.assertEqual(
            self.result(lambda q: (q.state, q.text, q.review_ids.reviewer_id.id)),
            ("review", edit["text"], self.users["one"]),
        )

    def test_repeated_request_gives_one_verdict(self):
        """A serialization failure makes Odoo call again: one review row, not two."""
        with self.connection("one") as mine, self.connection("officer") as other:
            mine.read(["text", "minutes"])
            other.write({"minutes": 9})
            other.env.cr.commit()
            calls = []

            def verdict():
                calls.append(1)
                return mine.submit_review(APPROVE)

            [answer] = self.request(mine, verdict)
        self.assertEqual((len(calls), answer["state"]), (2, "approved"))
        self.assertEqual(self.result(lambda q: (q.state, len(q.review_ids), q.minutes)), ("approved", 1, 9))

    def test_verdict_while_the_words_are_being_edited(self):
        with self.connection("officer") as author, self.connection("one") as reviewer:
            author.write({"text": "Which hydraulic fault took you longest to find?"})
            author.env.flush_all()
            with self.assertRaisesRegex(UserError, "Another reviewer is deciding|being changed"):
                reviewer.submit_review(APPROVE)
            author.env.cr.commit()
        self.assertEqual(self.result(lambda q: (q.state, len(q.review_ids))), ("draft", 0))

    def test_one_successor_of_an_approved_question(self):
        """Two officers change an approved question at once: the second is told, no version is doubled."""
        with self.connection("one") as mine:
            mine.submit_review(APPROVE)
            mine.env.cr.commit()
        with self.connection("officer") as mine, self.connection("officer2") as other:
            other.read(["text"])
            mine.write({"text": "Which hydraulic fault took you longest to find?"})
            mine.env.cr.commit()
            try:
                self.request(other, partial(other.write, {"text": "Which hydraulic fault was the worst?"}))
            except ValidationError as error:
                self.assertIn("exists already", str(error))
        versions = self.result(
            lambda q: [
                (v.version, v.state, v.text) for v in q.search([("code", "=", self.code)], order="version")
            ]
        )
        self.assertEqual(versions[0], (1, "approved", TEXT))
        self.assertEqual(len(versions), 2)
        self.assertIn("hydraulic fault", versions[1][2])

    def test_kit_and_retirement_at_once(self):
        """A question that is retired while a kit takes it: one of the two has to see the other."""
        with self.connection("one") as mine:
            mine.submit_review(APPROVE)
            mine.env.cr.commit()
        with self.registry.cursor() as cr:
            job = self._env(cr)["hr.job"].create({"name": "Crane technician at once"})
            kit_id = self._env(cr)["hr.interview.kit"].create({"job_id": job.id, "lang": "en"}).id
            job_id = job.id
        self.addCleanup(self._delete_job, job_id)
        with self.connection("officer") as mine, self.connection("officer2") as other:
            kit = mine.env["hr.interview.kit"].browse(kit_id)
            kit.read(["name"])
            other.action_retire()
            other.env.cr.commit()
            try:
                self.request(kit, partial(kit.write, {"line_ids": [(0, 0, {"question_id": mine.id})]}))
            except UserError:
                kit.env.cr.rollback()

        def state(question):
            kit = question.env["hr.interview.kit"].browse(kit_id)
            return question.state, bool(kit.line_ids), kit.is_stale

        retired, in_kit, marked = self.result(state)
        self.assertEqual(retired, "retired")
        self.assertTrue(not in_kit or marked, "a kit holds a retired question and does not know")

    def _delete_job(self, job_id):
        with self.registry.cursor() as cr:
            job = self._env(cr)["hr.job"].browse(job_id)
            job.interview_kit_ids.line_ids.unlink()
            job.unlink()
