from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from .interview_common import SessionCase

OFFICER = "hr_recruitment.group_hr_recruitment_user"
INTERVIEWER = "hr_recruitment.group_hr_recruitment_interviewer"


@tagged("post_install", "-at_install")
class TestInterviewCompanies(SessionCase):
    """An officer or interviewer of company B has no way to an interview of company A."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company_a = cls.env.company
        cls.company_b = cls.env["res.company"].create({"name": "Second port"})
        only_b = {"company_id": cls.company_b.id, "company_ids": [Command.set(cls.company_b.ids)]}
        both = {"company_ids": [Command.set((cls.company_a | cls.company_b).ids)]}
        for login, group, companies in (
            ("officer_b", "hr_recruitment.group_hr_recruitment_manager", only_b),
            ("interviewer_b", INTERVIEWER, only_b),
            ("officer_ab", OFFICER, both),
        ):
            cls.users[login] = new_test_user(cls.env, login=f"hr_ai_{login}", groups=group, **companies)
        cls.reveal(cls.interview)
        cls.interview.with_user(cls.users["interviewer"]).env.flush_all()
        [decided] = cls.applicant.with_user(cls.users["officer"]).record_decision(
            {"decision": "hold", "comment": "Wait."}
        )
        cls.decision = cls.env["hr.interview.decision"].browse(decided["decision_id"])
        cls.decision.with_user(cls.users["interviewer"]).action_dissent("Too slow")
        cls.note = cls.env["hr.interview.note"].create(
            {
                "answer_id": cls.interview.answer_ids[0].id,
                "user_id": cls.users["interviewer"].id,
                "text": "Calm",
                "is_submitted": True,
            }
        )
        cls.env.flush_all()

    def _records(self):
        answers = self.interview.answer_ids
        yield self.interview
        yield answers
        yield answers.criterion_ids
        yield self.note
        yield self.interview.rating_ids
        yield self.env["hr.interview.dimension.score"].search([("interview_id", "=", self.interview.id)])
        yield self.decision
        yield self.decision.dissent_ids

    def test_no_model_shows_another_company(self):
        for records in self._records():
            self.assertTrue(records, records._name)
            domain = [("id", "in", records.ids)]
            for role in ("officer_b", "interviewer_b"):
                mine = self.by(role, records)
                with self.subTest(model=records._name, role=role):
                    mine.env.invalidate_all()
                    self.assertFalse(mine.search(domain))
                    self.assertFalse(mine.search_count(domain))
                    self.assertFalse(mine.web_search_read(domain, {"id": {}})["records"])
                    self.assertTrue(self.raises(AccessError, mine.read, ["id", "company_id"]))
                    for operation in ("write", "unlink"):
                        self.assertFalse(mine.has_access(operation))
            with self.subTest(model=records._name, role="officer"):
                self.assertEqual(self.by("officer", records).search_count(domain), len(records))

    def test_no_method_works_from_another_company(self):
        answer = self.interview.answer_ids[0]
        criterion = answer.criterion_ids[0]
        rating = {"answer_id": answer.id, "criterion_id": criterion.id, "score": 5}
        other = self.make_applicant(partner_name="Bo")
        officer, applicant = self.by("officer_b", self.interview), self.by("officer_b", self.applicant)
        calls = {
            "get_console": officer.get_console,
            "get_report": officer.get_report,
            "record_answers": lambda: officer.record_answers([{"answer_id": answer.id, "text": "x"}]),
            "save_notes": lambda: officer.save_notes([{"answer_id": answer.id, "text": "x"}]),
            "save_ratings": lambda: officer.save_ratings([rating]),
            "submit_ratings": lambda: officer.submit_ratings([rating]),
            "suggest_followups": lambda: officer.suggest_followups(answer.id),
            "request_ai_scores": lambda: officer.request_ai_scores({}),
            "carry_open_points": officer.carry_open_points,
            "start": officer.start,
            "finish": officer.finish,
            "cancel": lambda: officer._cancel("x"),
            "unlock": lambda: officer._unlock(self.users["interviewer"], "x"),
            "xlsx": officer._render_xlsx,
            "start_interview": lambda: applicant.start_interview({}),
            "plan_next_round": applicant.plan_next_round,
            "get_candidate_report": applicant.get_candidate_report,
            "candidate_xlsx": applicant._render_xlsx,
            "compare_interviews": lambda: self.by("officer_b", self.applicant | other).compare_interviews(),
            "record_decision": lambda: applicant.record_decision({"decision": "hire", "comment": "Yes."}),
            "action_dissent": lambda: self.by("officer_b", self.decision).action_dissent("x"),
        }
        for name, call in calls.items():
            with self.subTest(method=name):
                self.assertTrue(self.raises(AccessError, call))

    def test_somebody_of_another_company_is_no_interviewer(self):
        bo = self.make_applicant(partner_name="Bo")
        for role in ("interviewer_b", "officer_b"):
            options = {"round_id": self.round.id, "interviewer_ids": self.users[role].ids}
            with self.subTest(role=role, door="start_interview"):
                call = self.by("officer", bo).start_interview
                self.assertTrue(self.raises((AccessError, UserError), call, options))
            with self.subTest(role=role, door="write"):
                interview = self.plan(self.make_applicant(partner_name="Cy"))
                vals = {"interviewer_ids": [Command.link(self.users[role].id)]}
                call = self.by("officer", interview).write
                self.assertTrue(self.raises((AccessError, UserError), call, vals))

    def test_user_of_both_companies_sees_the_selected_ones(self):
        mine = self.interview.with_user(self.users["officer_ab"])
        for companies, visible in ((self.company_b, False), (self.company_a | self.company_b, True)):
            found = mine.with_context(allowed_company_ids=companies.ids)
            with self.subTest(companies=companies.mapped("name")):
                self.assertEqual(bool(found.search([("id", "=", mine.id)])), visible)
                self.assertEqual(self.raises(AccessError, found.get_report), not visible)

    def test_an_interview_belongs_to_the_company_of_its_candidate(self):
        """Whatever company is on top in the browser of who plans it."""
        officer = self.make_applicant(partner_name="Bo").with_user(self.users["officer_ab"])
        companies = (self.company_b | self.company_a).ids
        [result] = officer.with_context(allowed_company_ids=companies).start_interview(
            {"round_id": self.round.id}
        )
        interview = self.env["hr.interview"].browse(result["interview_id"])
        self.assertEqual(interview.company_id, self.company_a)
        self.assertEqual(interview.answer_ids.company_id, self.company_a)
