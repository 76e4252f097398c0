import io

from openpyxl import load_workbook

from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tests import tagged

from .interview_common import SCORED, SessionCase


@tagged("post_install", "-at_install")
class TestInterviewBlind(SessionCase):
    """Nobody sees a score of somebody else before their own are in, by no door.

    One interviewer has submitted a 9 with a telling comment, and an engine has scored; the other has not.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.answer(cls.interview)
        cls.interview.with_user(cls.users["interviewer"]).save_notes(
            [{"answer_id": cls.interview.answer_ids[0].id, "text": "TELLTALE note"}]
        )
        cls.interview.with_user(cls.users["interviewer"]).submit_ratings(
            cls.rows(cls.interview, 9, comment="TELLTALE comment")
        )
        rating = cls.env["hr.interview.rating"]
        cls.ai_rating = rating.create(
            {
                "criterion_id": cls.interview.answer_ids.criterion_ids[0].id,
                "answer_id": cls.interview.answer_ids[0].id,
                "interview_id": cls.interview.id,
                "company_id": cls.interview.company_id.id,
                "engine": "offline",
                "status": "scored",
                "score": 8.5,
                "reason": "TELLTALE reason",
                "is_submitted": True,
            }
        )
        cls.ai_rating._set_evidence([{"quote": "TELLTALE", "start": 0, "end": 8}])
        cls.interview.with_user(cls.users["interviewer"]).request_summary()
        for role in cls.BLIND:  # the export is one of the doors
            cls.users[role].group_ids += cls.env.ref("base.group_allow_export")
        cls.env.flush_all()

    #: Second interviewer of the panel, recruitment officer and administrator, recruiter of the job.
    BLIND = ("interviewer2", "officer", "manager")

    def test_no_door_is_open(self):
        for role in self.BLIND:
            for name in SCORED:
                for door, found in self.everything(self.as_user(role)[name], self.interview):
                    with self.subTest(role=role, model=name, door=door):
                        self.assertFalse(found)

    def test_reading_by_id_is_refused(self):
        ratings = self.env["hr.interview.rating"].search([("interview_id", "=", self.interview.id)])
        notes = self.env["hr.interview.note"].search([("interview_id", "=", self.interview.id)])
        for role in self.BLIND:
            for record in [*ratings, *notes]:
                with self.subTest(role=role, record=record):
                    self.assertTrue(self.raises(AccessError, self.by(role, record).read, ["create_date"]))

    def test_domains_over_relations_tell_nothing(self):
        """Searching interviews by a score of theirs is refused: even "there is one" would tell."""
        probes = [
            Domain("rating_ids.score", ">", 8),
            Domain("rating_ids", "any", [("comment", "like", "TELLTALE")]),
            Domain("answer_ids.rating_ids.score", ">=", 0),
            Domain("answer_ids.note_ids", "!=", False),
            Domain("rating_ids", "!=", False),
        ]
        for role in self.BLIND:
            for probe in probes:
                with self.subTest(role=role, probe=probe):
                    call = self.as_user(role)["hr.interview"].search
                    self.assertTrue(self.raises(AccessError, call, probe))

    def test_relations_and_json_tell_nothing(self):
        for role in self.BLIND:
            interview = self.by(role, self.interview)
            interview.env.invalidate_all()
            with self.subTest(role=role):
                texts = str([interview.get_console(), interview.get_report()])
                self.assertNotIn("TELLTALE", texts)
                self.assertNotIn("8.5", texts)
                [report] = interview.get_report()
                self.assertEqual(report["dimensions"], [])
                self.assertIs(report["composite"]["human"], False)

    def test_the_report_of_the_candidate_tells_nothing(self):
        for role in self.BLIND:
            applicant = self.by(role, self.interview.applicant_id)
            applicant.env.invalidate_all()
            with self.subTest(role=role):
                [report] = applicant.get_candidate_report()
                self.assertIs(report["composite"], False)
                self.assertEqual([row["is_revealed"] for row in report["rounds"]], [False])
                texts = str([report, applicant.interview_dimensions])
                self.assertNotIn("TELLTALE", texts)
                self.assertNotIn("8.5", texts)
                book = load_workbook(io.BytesIO(applicant._render_xlsx()))
                cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
                self.assertFalse([cell for cell in cells if "TELLTALE" in cell or cell.startswith("8.5")])

    def test_chatter_and_tasks_tell_nothing(self):
        bodies = " ".join(self.interview.message_ids.mapped("body"))
        self.assertNotIn("TELLTALE", bodies)
        self.assertNotRegex(bodies, r"\b9\b")
        tracked = self.env["mail.tracking.value"].search(
            [("mail_message_id", "in", self.interview.message_ids.ids)]
        )
        self.assertLessEqual(set(tracked.field_id.mapped("name")), {"state", "date_start"})

    def test_sealed_columns_are_for_nobody(self):
        for role in ("interviewer", *self.BLIND):
            for model, name in (
                ("hr.interview.answer", "sealed_text"),
                ("hr.interview.answer", "flags"),
                ("hr.interview.rating", "evidence_json"),
                ("hr.interview.note", "sealed_text"),
                ("hr.interview.answer", "rating_ids"),
            ):
                with self.subTest(role=role, field=f"{model}.{name}"):
                    records = self.as_user(role)[model].search([("interview_id", "=", self.interview.id)])
                    if records:
                        self.assertTrue(self.raises(AccessError, records.read, [name]))
                    self.assertTrue(
                        self.raises(AccessError, self.as_user(role)[model].search, [(name, "like", "T")])
                    )

    def test_nothing_can_be_written_past_the_methods(self):
        rating = self.env["hr.interview.rating"].search(
            [("user_id", "=", self.users["interviewer"].id), ("interview_id", "=", self.interview.id)]
        )
        answer = self.interview.answer_ids[0]
        note = self.env["hr.interview.note"].search([("interview_id", "=", self.interview.id)])
        for role in ("interviewer", "interviewer2", "officer", "manager"):
            for record, vals in (
                (rating[0], {"score": 1}),
                (rating[0], {"is_submitted": False}),
                (answer, {"text": "changed"}),
                (answer.criterion_ids[0], {"anchors": {}}),
                (note, {"text": "changed"}),
                (self.interview, {"is_revealed": True}),
                (self.interview, {"submitted_user_ids": [(6, 0, self.panel.ids)]}),
                (self.interview, {"state": "decided"}),
                (self.interview, {"answer_ids": [(5,)]}),
            ):
                with self.subTest(role=role, record=record, vals=vals):
                    call = self.by(role, record).write
                    self.assertTrue(self.raises((AccessError, UserError), call, vals))
            for record in (rating[0], answer, note):
                with self.subTest(role=role, unlink=record):
                    self.assertTrue(self.raises(AccessError, self.by(role, record).unlink))
            with self.subTest(role=role, create="rating"):
                call = self.as_user(role)["hr.interview.rating"].create
                vals = {
                    "criterion_id": answer.criterion_ids[0].id,
                    "answer_id": answer.id,
                    "interview_id": self.interview.id,
                    "company_id": self.interview.company_id.id,
                    "user_id": self.users["interviewer2"].id,
                    "status": "scored",
                    "score": 10,
                    "is_submitted": True,
                }
                self.assertTrue(self.raises(AccessError, call, vals))

    def test_a_context_key_opens_nothing(self):
        officer = self.by("officer", self.interview)
        for key in ("interview_gate", "interview_sync", "active_test", "sudo"):
            with self.subTest(key=key):
                self.assertFalse(self.seen("officer", self.interview, **{key: True}))
                call = officer.with_context(**{key: True}).write
                self.assertTrue(self.raises((AccessError, UserError), call, {"state": "decided"}))

    def test_an_officer_on_the_panel_cannot_leave_to_look(self):
        """Leaving the panel shows nothing while somebody else has not submitted."""
        interview = self.plan(
            self.make_applicant(partner_name="Bo"),
            interviewer_ids=[self.users[r].id for r in ("officer", "interviewer", "interviewer2")],
        )
        self.answer(interview)
        self.submit(interview, "interviewer", 9)
        officer = self.by("officer", interview)
        officer.interviewer_ids = [(3, self.users["officer"].id)]
        self.assertFalse(self.seen("officer", interview))
        self.submit(interview, "interviewer2", 5)
        self.assertEqual(len(self.seen("officer", interview)), 6)
        self.assertTrue(
            self.raises(UserError, officer.write, {"interviewer_ids": [(4, self.users["officer"].id)]})
        )

    def test_own_submission_opens_the_submitted_ones(self):
        self.submit(self.interview, "interviewer2", 5)
        interview = self.by("interviewer2", self.interview)
        interview.env.invalidate_all()
        others = interview.get_console()["others"]
        self.assertEqual({row["kind"] for row in others}, {"human", "ai"})
        self.assertEqual({row["comment"] for row in others if row["kind"] == "human"}, {"TELLTALE comment"})
        [ai] = [row for row in others if row["kind"] == "ai"]
        self.assertEqual(ai["evidence"], [{"quote": "TELLTALE", "start": 0, "end": 8}])
        self.assertIn("AI suggestion", ai["label"])
        notes = self.as_user("interviewer2")["hr.interview.note"]
        self.assertEqual(notes.search([("interview_id", "=", interview.id)]).text, "TELLTALE note")

    def test_drafts_stay_ones_own(self):
        """Even who has submitted sees no draft of somebody who has not."""
        self.by("interviewer2", self.interview).save_ratings(self.rows(self.interview, 3)[:1])
        self.assertNotIn(3.0, self.seen("interviewer", self.interview).mapped("score"))

    def test_an_engine_alone_shows_nothing(self):
        """Without a person's scores nobody sees those of an engine."""
        interview = self.plan(self.make_applicant(partner_name="Bo"))
        interview.sudo().interviewer_ids = False
        answer = interview.answer_ids[0]
        self.ai_rating.copy(
            {
                "interview_id": interview.id,
                "answer_id": answer.id,
                "criterion_id": answer.criterion_ids[0].id,
            }
        )
        self.assertFalse(interview.is_revealed)
        self.assertFalse(self.seen("manager", interview))

    def test_hiring_manager_sees_totals(self):
        """The recruiter of the job who is no officer: totals, and single scores only where the company says so."""
        self.submit(self.interview, "interviewer2", 5)
        boss = self._user("boss", "hr_recruitment.group_hr_recruitment_interviewer")
        self.job.user_id = boss
        interview = self.interview.with_user(boss)
        interview.env.invalidate_all()
        found = self.env["hr.interview.rating"].with_user(boss).search([("interview_id", "=", interview.id)])
        self.assertFalse(found)
        [report] = interview.get_report()
        self.assertEqual(report["composite"]["human"], 7.0)
        self.assertNotIn("TELLTALE", str(report))
        self.interview.company_id.interview_show_panellists = True
        [report] = interview.get_report()
        self.assertIn("TELLTALE comment", str(report))

    def test_strangers_see_no_interview(self):
        for role in ("interviewer3", "employee", "analyst", "auditor", "reviewer"):
            with self.subTest(role=role):
                self.assertTrue(self.raises(AccessError, self.by(role, self.interview).read, ["name"]))
                self.assertTrue(self.raises(AccessError, self.by(role, self.interview).get_console))
                self.assertTrue(self.raises(AccessError, self.by(role, self.interview).get_report))
