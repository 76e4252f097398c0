import io

from openpyxl import load_workbook

from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tests import tagged

from .interview_common import SCORED, SessionCase


@tagged("post_install", "-at_install")
class TestInterviewRounds(SessionCase):
    """Where rounds are blind to each other, who scores a later one has no door to the scores of the first.

    The first round is complete: a 9 with a telling comment, a note, scores and a summary of an engine, a
    decision for another round. The second has begun; nobody has submitted.
    """

    #: On the panel of the second round: the interviewer of both, a new one, and those who see all otherwise.
    HELD = ("interviewer", "interviewer3", "officer", "manager")
    NEW = HELD[1:]

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.interview_blind_rounds = True
        cls.answer(cls.interview)
        first = cls.interview.with_user(cls.users["interviewer"])
        first.save_notes([{"answer_id": cls.interview.answer_ids[0].id, "text": "TELLTALE note"}])
        first.submit_ratings(cls.rows(cls.interview, 9, comment="TELLTALE comment"))
        cls.interview.with_user(cls.users["interviewer2"]).submit_ratings(
            cls.rows(cls.interview, 4, comment="TELLTALE too")
        )
        first.request_ai_scores({})
        first.request_summary()
        cls.users["decider"] = cls._user("decider", "hr_recruitment.group_hr_recruitment_user")
        cls.applicant.with_user(cls.users["decider"]).record_decision(
            {"decision": "next", "comment": "TELLTALE reason"}
        )
        cls.decision = cls.applicant.interview_decision_ids
        cls.later = cls.round.copy({"name": "Second", "sequence": 20, "interviewer_ids": False})
        cls.kit.copy({"round_id": cls.later.id}).action_ready()
        cls.second = cls.plan(
            cls.applicant,
            round_id=cls.later.id,
            interviewer_ids=[cls.users[role].id for role in cls.HELD],
        )
        cls.answer(cls.second, "interviewer3")
        for role in cls.HELD:
            cls.users[role].group_ids += cls.env.ref("base.group_allow_export")
        cls.env.flush_all()

    def test_no_door_is_open(self):
        for role in self.NEW:
            for name in SCORED:
                for door, found in self.everything(self.as_user(role)[name], self.interview):
                    with self.subTest(role=role, model=name, door=door):
                        self.assertFalse(found)

    def test_reading_by_id_is_refused(self):
        records = [
            *self.interview.rating_ids,
            *self.env["hr.interview.note"].search([("interview_id", "=", self.interview.id)]),
            *self.env["hr.interview.dimension.score"].search([("interview_id", "=", self.interview.id)]),
            *self.env["hr.interview.summary"].search([("interview_id", "=", self.interview.id)]),
        ]
        self.assertGreater(len(records), 10)
        for role in self.NEW:
            for record in records:
                with self.subTest(role=role, record=record):
                    self.assertTrue(self.raises(AccessError, self.by(role, record).read, ["interview_id"]))

    def test_who_sat_in_both_has_their_own(self):
        own = self.seen("interviewer", self.interview)
        self.assertEqual(own.user_id, self.users["interviewer"])
        [report] = self.by("interviewer", self.interview).get_report()
        texts = str(report)
        self.assertIn("TELLTALE comment", texts)
        self.assertNotIn("TELLTALE too", texts)
        self.assertEqual((report["composite"]["human"], report["summary"]), (False, False))

    def test_reports_and_json_tell_nothing(self):
        for role in self.NEW:
            interview, applicant = self.by(role, self.interview), self.by(role, self.applicant)
            interview.env.invalidate_all()
            with self.subTest(role=role):
                [report] = interview.get_report()
                [candidate] = applicant.get_candidate_report()
                texts = str([report, candidate, interview.get_console(), applicant.interview_dimensions])
                self.assertNotIn("TELLTALE", texts)
                self.assertEqual((report["is_revealed"], report["dimensions"]), (False, []))
                self.assertEqual(report["composite"], {"human": False, "ai": False, "coverage": 0.0})
                self.assertEqual((report["summary"], report["decision"]), (False, False))
                self.assertIn("Submit your own scores", report["held"])
                self.assertEqual((candidate["composite"], candidate["ai_composite"]), (False, False))
                self.assertFalse(candidate["decision"])
                for row in candidate["dimensions"]:
                    self.assertEqual(row["rounds"], [False, False])
                    self.assertIn("Submit your own scores", row["gap"])
                for book in (applicant._render_xlsx(), interview._render_xlsx()):
                    cells = [
                        str(cell.value)
                        for sheet in load_workbook(io.BytesIO(book))
                        for row in sheet.iter_rows()
                        for cell in row
                    ]
                    self.assertFalse([cell for cell in cells if "TELLTALE" in cell])
                Report = self.env["ir.actions.report"].with_user(self.users[role])
                for name, record in (("interview", interview), ("candidate", applicant)):
                    html, _kind = Report._render_qweb_html(f"hr_ai_interview.report_{name}", record.ids)
                    self.assertNotIn(b"TELLTALE", html)
                    self.assertIn(b"Submit your own scores", html)

    def test_comparison_tells_nothing(self):
        other = self.make_applicant(partner_name="Bo")
        for role in ("officer", "manager"):
            result = self.by(role, self.applicant | other).compare_interviews()
            with self.subTest(role=role):
                self.assertNotIn("TELLTALE", str(result))
                row = result["applicants"][0]
                self.assertEqual((row["composite"], row["ai_composite"], row["decision"]), (False,) * 3)
                for cell in row["cells"]:
                    self.assertEqual((cell["score"], cell["ai"], cell["evidence"]), (False, False, []))
                    self.assertIn("Submit your own scores", cell["gap"])

    def test_methods_that_rest_on_the_scores_are_refused(self):
        """The next round goes where evidence is thin, open points are what scored low: both would tell."""
        verdict = {"decision": "hold", "comment": "Wait."}
        for role in ("officer", "manager"):
            applicant = self.by(role, self.applicant)
            for call, values in (
                (applicant.plan_next_round, ()),
                (applicant.record_decision, (verdict,)),
                (applicant.start_interview, ({"round_id": self._third().id, "deeper": True},)),
                (self.by(role, self.interview).carry_open_points, ()),
            ):
                with (
                    self.subTest(role=role, call=call.__name__),
                    self.assertRaisesRegex(UserError, "Submit your own scores"),
                ):
                    call(*values)

    def _third(self):
        third = self.round.copy({"name": "Third", "sequence": 30})
        self.kit.copy({"round_id": third.id}).action_ready()
        return third

    def test_a_decision_holds_the_scores_too(self):
        probe = Domain("applicant_id.interview_decision_ids.composite", ">", 1)
        for role in ("interviewer3", "manager"):
            Decision = self.as_user(role)["hr.interview.decision"]
            with self.subTest(role=role):
                self.assertFalse(Decision.search([("applicant_id", "=", self.applicant.id)]))
                self.assertTrue(self.raises(AccessError, self.by(role, self.decision).read, ["composite"]))
                self.assertFalse(self.as_user(role)["hr.interview"].search(probe))
                self.assertTrue(
                    self.raises(AccessError, self.by(role, self.decision).action_dissent, "I see it so.")
                )

    def test_an_archived_round_gives_no_decision_away(self):
        self.by("officer", self.interview).action_archive()
        [candidate] = self.by("officer", self.applicant).get_candidate_report()
        self.assertFalse(candidate["decision"])
        wizard = self.as_user("manager")["hr.interview.decide"].create(
            {"applicant_id": self.applicant.id, "decision": "hold", "comment": "Wait."}
        )
        self.assertTrue(self.raises(UserError, wizard.action_decide))

    def test_who_decided_knows_it(self):
        self.second.sudo().interviewer_ids += self.users["decider"]
        self.assertFalse(self.seen("decider", self.interview))
        self.assertTrue(self.by("decider", self.decision).read(["composite"]))
        [report] = self.by("decider", self.interview).get_report()
        self.assertEqual(report["decision"]["comment"], "TELLTALE reason")

    def test_a_context_key_or_the_company_setting_for_managers_opens_nothing(self):
        self.env.company.interview_show_panellists = True
        for key in ("interview_gate", "active_test", "sudo", "uid"):
            with self.subTest(key=key):
                interview = self.by("interviewer3", self.interview).with_context(**{key: 1})
                self.assertNotIn("TELLTALE", str(interview.get_report()))
                self.assertFalse(self.seen("interviewer3", self.interview, **{key: 1}))

    def test_ones_own_scores_open_the_other_rounds(self):
        self.submit(self.second, "interviewer3", 5)
        self.env.invalidate_all()
        [report] = self.by("interviewer3", self.interview).get_report()
        self.assertEqual((report["composite"]["human"], report["is_revealed"]), (6.5, True))
        self.assertNotIn("held", report)
        self.assertTrue(self.as_user("interviewer3")["hr.interview.decision"].search([]))
        self.assertFalse(self.seen("manager", self.interview), "who has not submitted still waits")
        self.submit(self.second, "manager", 5)
        self.assertTrue(self.seen("manager", self.interview))
        self.assertTrue(self.by("manager", self.applicant).plan_next_round())

    def test_archiving_opens_nothing(self):
        self.by("officer", self.second).action_archive()
        self.by("officer", self.applicant).action_archive()
        for role in self.NEW:
            with self.subTest(role=role):
                self.assertFalse(self.seen(role, self.interview))
                self.assertNotIn("TELLTALE", str(self.by(role, self.interview).get_report()))

    def test_a_cancelled_round_holds_nothing_back(self):
        self.by("officer", self.second)._cancel("The candidate is ill.")
        self.env.invalidate_all()
        [report] = self.by("officer", self.interview).get_report()
        self.assertEqual(report["composite"]["human"], 6.5)

    def test_nobody_else_waits(self):
        """Others of the first panel, other candidates, and companies that do not want it."""
        [report] = self.by("interviewer2", self.interview).get_report()
        self.assertEqual(report["composite"]["human"], 6.5)
        other = self.reveal(self.plan(self.make_applicant(partner_name="Bo")))
        self.assertTrue(self.seen("officer", other))
        self.env.company.interview_blind_rounds = False
        for role in ("officer", "manager"):
            self.assertTrue(self.seen(role, self.interview))
        [report] = self.by("interviewer3", self.interview).get_report()
        self.assertEqual(report["composite"]["human"], 6.5)

    def test_both_ways_of_asking_agree(self):
        """Record rules search, methods compute."""
        for role in (*self.HELD, "interviewer2"):
            Interview = self.as_user(role)["hr.interview"]
            mine = Interview.search([("applicant_id", "=", self.applicant.id)])
            with self.subTest(role=role):
                held = Interview.search([("applicant_id", "=", self.applicant.id), ("is_held", "=", True)])
                self.assertEqual(mine.filtered("is_held"), held)
                self.assertEqual(bool(held), role in self.HELD)
                free = Interview.search([("applicant_id", "=", self.applicant.id), ("is_held", "!=", True)])
                self.assertEqual(mine - held, free)
