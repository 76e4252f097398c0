from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.service.model import call_kw
from odoo.tests import tagged

from ..engine.schema import CriterionScore, ScoreResult
from .ai_common import score_reply
from .interview_common import STRONG, SessionCase


class InterviewAttackCase(SessionCase):
    def rpc(self, role, records, method, *args, context=None, **kwargs):
        """Call as XML-RPC does: ids first, and whatever context the caller likes."""
        env = self.env(user=self.users[role], context={})
        env.invalidate_all()
        if context:
            kwargs["context"] = context
        return call_kw(env[records._name], method, [records.ids, *args], kwargs)

    def refused(self, role, records, method, *args, **kwargs):
        return self.raises(UserError, self.rpc, role, records, method, *args, **kwargs)


@tagged("post_install", "-at_install")
class TestInterviewPanelAttack(InterviewAttackCase):
    """Officers change panels and unlock scores: none of it lets who saw scores give some."""

    def test_who_saw_scores_never_joins(self):
        """An unlock closed the scores again, and with them the bar: an officer looked, unlocked, and joined."""
        self.reveal(self.interview)
        self.assertTrue(self.seen("officer", self.interview))
        self.by("officer", self.interview)._unlock(self.users["interviewer"], "Mixed up candidates")
        self.assertFalse(self.interview.is_revealed)
        join = {"interviewer_ids": [Command.link(self.users["officer"].id)]}
        self.assertTrue(self.refused("officer", self.interview, "write", join))

    def test_a_panel_is_not_emptied_to_hide_scores_or_to_join(self):
        """With nobody on the panel no score was open, everywhere, and anybody could join anew."""
        self.reveal(self.interview)
        for panel in ([Command.clear()], [Command.set(self.users["officer"].ids)]):
            with self.subTest(panel=panel):
                self.assertTrue(self.refused("officer", self.interview, "write", {"interviewer_ids": panel}))

    def test_the_panel_of_a_closed_interview_is_a_fact(self):
        interview = self.by("officer", self.interview)
        interview._cancel("Candidate fell ill")
        for command in (
            Command.link(self.users["interviewer3"].id),
            Command.unlink(self.users["interviewer"].id),
        ):
            self.assertTrue(self.refused("officer", self.interview, "write", {"interviewer_ids": [command]}))

    def test_changes_of_the_panel_are_on_record(self):
        """Taking out who has not submitted opens the scores: that left no trace."""
        self.answer(self.interview)
        self.submit(self.interview, "interviewer", 6)
        leave = {"interviewer_ids": [Command.unlink(self.users["interviewer2"].id)]}
        self.rpc("officer", self.interview, "write", leave, context={"tracking_disable": True})
        self.assertTrue(self.interview.is_revealed)
        message = self.interview.message_ids[0]
        self.assertIn(f"Left the panel: {self.users['interviewer2'].name}", message.body)
        self.assertEqual(message.author_id, self.users["officer"].partner_id)

    def test_nobody_unlocks_their_own_scores(self):
        """An officer on the panel could read the others' scores, unlock their own and give them anew."""
        people = [self.users[role].id for role in ("officer", "interviewer")]
        interview = self.plan(self.make_applicant(partner_name="Bo"), interviewer_ids=people)
        self.answer(interview)
        self.submit(interview, "interviewer", 9)
        self.submit(interview, "officer", 3)
        wizard = self.as_user("officer")["hr.interview.unlock"].create(
            {"interview_id": interview.id, "user_id": self.users["officer"].id, "reason": "I see it now"}
        )
        self.assertTrue(self.refused("officer", wizard, "action_unlock"))
        self.by("manager", interview)._unlock(self.users["officer"], "Mixed up candidates")

    def test_who_has_left_the_company_is_not_waited_for(self):
        """Their scores never came, and an archived user could not even be taken out of the panel."""
        self.answer(self.interview)
        self.submit(self.interview, "interviewer", 6)
        self.users["interviewer2"].active = False
        self.assertTrue(self.interview.is_revealed)
        self.users["interviewer"].active = False
        self.assertTrue(self.interview.is_revealed, "what was open stays open")

    def test_facts_of_an_interview_cannot_be_written(self):
        begun = self.plan(self.make_applicant(partner_name="Bo"))
        self.answer(begun)
        for vals in (
            {"company_id": self.env["res.company"].create({"name": "Elsewhere"}).id},
            {"date_start": "2020-01-01 08:00:00"},
            {"minutes": 300},
            {"was_revealed": True},
        ):
            with self.subTest(vals=vals):
                refused = self.refused("officer", begun, "write", vals)
                self.assertTrue(refused)

    def test_an_archived_plan_blocks_no_other(self):
        """It was not found but barred its round in the database: planning ran into an endless retry."""
        self.by("officer", self.interview).active = False
        [again] = self.by("officer", self.applicant).start_interview({"round_id": self.round.id})
        self.assertTrue(again["created"])


@tagged("post_install", "-at_install")
class TestInterviewContextAttack(InterviewAttackCase):
    """Over RPC the context is the caller's: it steers nothing that the system writes on their behalf."""

    def test_defaults_forge_nothing_when_planning(self):
        """A personal default set the state of what the system created on the officer's behalf."""
        self.as_user("officer")["ir.default"].set("hr.interview", "state", "decided", True)
        context = {
            "default_submitted_user_ids": [Command.set(self.panel.ids)],
            "default_state": "decided",
            "default_end_reason": "forged",
            "default_text": "forged",
            "default_flags": "forged",
            "default_is_answered": True,
            "default_active": False,
        }
        applicant = self.make_applicant(partner_name="Bo")
        [result] = self.rpc(
            "officer", applicant, "start_interview", {"round_id": self.round.id}, context=context
        )
        interview = self.env["hr.interview"].browse(result["interview_id"])
        self.assertFalse(interview.submitted_user_ids)
        self.assertEqual((interview.state, interview.end_reason), ("planned", False))
        self.assertTrue(interview.active)
        self.assertEqual(set(interview.answer_ids.mapped("text")), {""})
        self.assertFalse(any(interview.answer_ids.mapped("is_answered")))

    def test_defaults_forge_no_rating(self):
        """A personal default made a draft count as submitted: others saw it, and it counted."""
        row = self.rows(self.interview, 6)[:1]
        context = {"default_is_submitted": True, "default_engine_version": "forged", "default_active": False}
        self.as_user("interviewer")["ir.default"].set("hr.interview.rating", "is_submitted", True, True)
        self.as_user("interviewer")["ir.default"].set("hr.interview.rating", "reason", "forged", True)
        self.rpc("interviewer", self.interview, "save_ratings", row, context=context)
        rating = self.interview.rating_ids
        self.assertTrue(rating.active)
        self.assertFalse(rating.is_submitted, "a draft")
        self.assertFalse(rating.engine_version)
        self.assertFalse(rating.reason)

    def test_defaults_forge_no_decision(self):
        """A personal default dated a decision back."""
        self.as_user("officer")["ir.default"].set(
            "hr.interview.decision", "date", "2020-01-01 08:00:00", True
        )
        self.reveal(self.interview)
        context = {
            "default_date": "2020-01-01 08:00:00",
            "default_is_current": False,
            "default_dissent_ids": [
                Command.create({"user_id": self.users["interviewer"].id, "text": "forged"})
            ],
        }
        [result] = self.rpc(
            "officer",
            self.applicant,
            "record_decision",
            {"decision": "hold", "comment": "Wait."},
            context=context,
        )
        decision = self.env["hr.interview.decision"].browse(result["decision_id"])
        self.assertTrue(decision.is_current)
        self.assertFalse(decision.dissent_ids)
        self.assertGreater(decision.date.year, 2020)

    def test_superseded_scores_are_not_written_over(self):
        """With ``active_test`` off the first scores came back as the caller's drafts and were changed."""
        self.reveal(self.interview)
        self.by("officer", self.interview)._unlock(self.users["interviewer"], "Mixed up candidates")
        archived = {"active_test": False}
        self.rpc(
            "interviewer", self.interview, "save_ratings", self.rows(self.interview, 1)[:1], context=archived
        )
        result = self.rpc("interviewer", self.interview, "submit_ratings", [], context=archived)
        self.assertFalse(result["submitted"], "the first scores do not count as new ones")
        self.env.invalidate_all()
        ratings = self.interview.with_context(active_test=False).rating_ids
        first = ratings.filtered(lambda r: r.user_id == self.users["interviewer"] and not r.active)
        self.assertEqual(first.mapped("score"), [6.0, 6.0, 6.0])

    def test_a_reason_for_an_unlock_is_not_replaced(self):
        self.reveal(self.interview)
        for reason in ("First reason", "Second reason"):
            unlock = self.as_user("officer")["hr.interview.unlock"].create(
                {
                    "interview_id": self.interview.id,
                    "user_id": self.users["interviewer"].id,
                    "reason": reason,
                }
            )
            self.rpc("officer", unlock, "action_unlock", context={"active_test": False})
            self.submit(self.interview, "interviewer", 5)
        superseded = self.interview.with_context(active_test=False).rating_ids.filtered("superseded_reason")
        self.assertEqual(
            superseded.sorted("id").mapped("superseded_reason"), ["First reason"] * 3 + ["Second reason"] * 3
        )

    def test_the_sync_key_parts_no_meeting_from_its_interview(self):
        interview = self.plan(self.make_applicant(partner_name="Bo"), date_start="2027-01-12 09:00:00")
        moved = {"start": "2027-01-13 08:00:00", "stop": "2027-01-13 08:45:00"}
        self.rpc("interviewer", interview.event_id, "write", moved, context={"interview_sync": True})
        self.assertEqual(str(interview.date_start), "2027-01-13 08:00:00")
        moved = {"date_start": "2027-01-14 08:00:00", "date_stop": "2027-01-14 08:45:00"}
        self.rpc("officer", interview, "write", moved, context={"interview_sync": True})
        self.assertEqual(str(interview.event_id.start), "2027-01-14 08:00:00")

    def test_who_plans_in_silence_is_heard(self):
        """Demo and imports plan without mails to anybody: that much of a context is theirs to say."""
        quiet = {"no_mail_to_attendees": True, "dont_notify": True}
        invited = [("message_type", "=", "user_notification"), ("model", "=", "calendar.event")]
        for context, is_loud in ((quiet, False), ({}, True)):
            applicant = self.by("officer", self.make_applicant(partner_name="Bo")).with_context(**context)
            applicant.start_interview({"round_id": self.round.id, "date_start": "2027-01-12 09:00:00"})
            self.assertEqual(bool(self.env["mail.message"].search(invited)), is_loud)


@tagged("post_install", "-at_install")
class TestInterviewEngineAttack(InterviewAttackCase):
    """What an engine thinks is as blind as its scores."""

    def test_followups_of_a_scoring_stay_blind(self):
        """What an engine found missing was stored beside the answer, for everybody, before any score."""
        self.answer(self.interview)
        answer = self.interview.answer_ids[0]
        rows = tuple(
            CriterionScore(c.id, c.name, None, "insufficient_evidence", (), "Nothing.")
            for c in answer.criterion_ids
        )
        result = ScoreResult("offline", "1", rows, None, followups=("TELLTALE: which figure?",))
        task = self.env["hr.interview.ai.task"].create(
            {"kind": "score", "engine": "offline", "state": "done"}
        )
        self.interview._store_ai_ratings({answer: [result]}, task)
        for role in ("interviewer", "officer", "manager"):
            with self.subTest(role=role):
                by_role = self.by(role, answer)
                by_role.env.invalidate_all()
                readable = by_role.read()[0]
                self.assertNotIn("TELLTALE", str(readable))
                self.assertNotIn("engine_followups", readable)
                self.assertNotIn("TELLTALE", str(self.by(role, self.interview).get_console()))
                search = self.as_user(role)["hr.interview.answer"].search
                self.assertTrue(self.raises(AccessError, search, [("engine_followups", "!=", False)]))
        self.submit(self.interview, "interviewer", 5)
        self.submit(self.interview, "interviewer2", 3)
        [carried] = self.by("officer", self.interview).carry_open_points()
        self.assertIn("TELLTALE", str(carried["points"]), "open, it leads the next questions")

    def test_an_answer_on_ones_desk_is_not_scored_outside(self):
        """The offline engine gives the same score for a text wherever one asks it."""
        self.answer(self.interview)
        question = self.questions[0]
        for role, refused in (("interviewer", True), ("officer", False)):
            with self.subTest(role=role):
                self.assertEqual(self.refused(role, question, "score_text", STRONG), refused)
        self.submit(self.interview, "interviewer", 5)
        self.assertFalse(self.refused("interviewer", question, "score_text", STRONG))

    def test_the_score_of_an_old_text_is_marked(self):
        """A reply that came after the answer was written on counted as one of the new text."""
        self.interview.answer_ids[1]._record("", self.users["interviewer"])
        self.by("interviewer", self.interview).record_answers(
            [{"answer_id": self.interview.answer_ids[0].id, "text": STRONG}]
        )
        self.server.content = score_reply
        order = {"engine": self.provider.code, "repeats": 1}
        self.by("interviewer", self.interview).request_ai_scores(order)
        self.interview.answer_ids[0]._record(f"{STRONG} And more.", self.users["interviewer"])
        self.work()
        ratings = self.interview.rating_ids
        self.assertEqual({row._to_json()["is_outdated"] for row in ratings}, {True})
        self.by("interviewer", self.interview).request_ai_scores(order)
        self.work()
        self.assertEqual({row._to_json()["is_outdated"] for row in self.interview.rating_ids}, {False})

    def test_group_by_and_order_over_relations_tell_nothing(self):
        self.answer(self.interview)
        self.submit(self.interview, "interviewer", 9)
        Interview = self.as_user("interviewer2")["hr.interview"]
        for call in (
            lambda: Interview.formatted_read_group([], ["rating_ids"], ["__count"]),
            lambda: Interview.formatted_read_group([], ["state"], ["rating_ids:count"]),
            lambda: Interview.formatted_read_group([], ["answer_ids.flags"], ["__count"]),
            lambda: Interview.search([], order="rating_ids"),
            lambda: Interview.web_search_read([], {"rating_ids": {"fields": {"score": {}}}}),
            lambda: Interview.search([]).web_read({"answer_ids": {"fields": {"rating_ids": {}}}}),
            lambda: Interview.search([]).export_data(["answer_ids/rating_ids/score"]),
            lambda: Interview.search([]).export_data(["rating_ids/comment"]),
        ):
            self.assertTrue(self.raises((UserError, ValueError), call))
        for name, domain in (
            ("hr.applicant", [("interview_ids.rating_ids.score", ">", 8)]),
            ("hr.applicant", [("interview_ids", "any", [("answer_ids.rating_ids", "!=", False)])]),
            ("hr.interview.answer", [("rating_ids.comment", "ilike", "measured")]),
        ):
            self.assertTrue(
                self.raises((AccessError, ValueError), self.as_user("officer")[name].search, domain)
            )


@tagged("post_install", "-at_install")
class TestInterviewPrivacyAttack(InterviewAttackCase):
    def test_no_resume_on_the_meeting(self):
        """Core copies the files of the candidate to a meeting, which every employee can read."""
        applicant = self.make_applicant(resume="Ada Byron, born 1815", partner_name="Bo")
        interview = self.plan(applicant, date_start="2027-01-12 09:00:00")
        event = interview.event_id
        self.assertEqual((event.applicant_id, event.res_id), (applicant, applicant.id))
        attachments = self.env["ir.attachment"].search(
            [("res_model", "=", "calendar.event"), ("res_id", "=", event.id)]
        )
        self.assertNotIn("resume.txt", attachments.mapped("name"))

    def test_the_pseudonym_of_an_employee_is_not_written(self):
        """Another key would give somebody else's interviews to this person."""
        employee = self.env["hr.employee"].create({"name": "Ada", "user_id": False})
        hr_manager = self._user("hr_manager", "hr.group_hr_manager")
        call = employee.with_user(hr_manager).write
        self.assertTrue(self.raises(UserError, call, {"interview_key": "forged"}))

    def test_erasure_leaves_no_text_and_no_name(self):
        applicant = self.make_applicant(partner_name="Zebedee")
        interview = self.plan(applicant, date_start="2027-01-12 09:00:00")
        self.answer(interview, text=f"ZEBRA {STRONG}")
        self.server.content = score_reply
        self.by("interviewer", interview).request_ai_scores({"engine": self.provider.code, "repeats": 2})
        self.work()
        self.by("interviewer", interview).request_ai_scores({})
        self.reveal(interview)
        self.rpc("officer", applicant, "unlink")
        self.env.flush_all()
        self.assertFalse(self.env["hr.interview.score.sample"].search([]))
        tasks = self.env["hr.interview.ai.task"].search([("kind", "=", "score")])
        texts = tasks.mapped("payload") + tasks.mapped("result_json") + tasks.mapped("restore_map")
        self.assertFalse([text for text in texts if text])
        for model, field in (
            ("mail.message", "body"),
            ("mail.message", "subject"),
            ("calendar.event", "name"),
        ):
            found = self.env[model].with_context(active_test=False).search([(field, "ilike", "Zebedee")])
            self.assertFalse(found, f"{model}.{field}")
