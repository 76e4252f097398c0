from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, mute_logger, new_test_user, tagged

from .common import APPROVE, InterviewCase


class CompanyCase(InterviewCase):
    """Company A (the test company, all personas of the base) and company B with an officer of its own."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company_a = cls.env.company
        cls.company_b = cls.env["res.company"].create({"name": "Second port"})
        group = "hr_recruitment.group_hr_recruitment_user,hr_ai_interview.group_reviewer"
        context = {"company_id": cls.company_b.id, "company_ids": [(6, 0, cls.company_b.ids)]}
        cls.users["officer_b"] = new_test_user(cls.env, login="hr_ai_officer_b", groups=group, **context)
        both = {"company_ids": [(6, 0, (cls.company_a | cls.company_b).ids)]}
        cls.users["officer_ab"] = new_test_user(cls.env, login="hr_ai_officer_ab", groups=group, **both)
        cls.in_b = cls._make_world(cls.company_b)

    @classmethod
    def _make_world(cls, company):
        """One record of each model in ``company`` (False: shared by all); {model: record}."""
        env = cls.env
        company_id = company.id if company else False
        kpi = cls.make_kpi(name="Berth use", company_id=company_id, user_id=False)
        competency = cls.make_competency(name="Mooring", company_id=company_id, user_id=False)
        family = env["hr.interview.job.family"].create({"name": "Pilots", "company_id": company_id})
        job = cls.make_job(
            name="Pilot",
            company_id=company_id,
            interview_family_id=family.id,
            user_id=False,
            interview_kpi_ids=[(0, 0, {"kpi_id": kpi.id})],
            interview_competency_ids=[(0, 0, {"competency_id": competency.id})],
        )
        interview_round = env["hr.interview.round"].create({"name": "First", "job_id": job.id})
        limit = env["hr.interview.round.limit"].create(
            {"round_id": interview_round.id, "competency_id": competency.id}
        )
        question = cls.make_question(
            state="approved",
            company_id=company_id,
            job_id=job.id,
            family_ids=[(6, 0, family.ids)],
            kpi_ids=[(6, 0, kpi.ids)],
            competency_ids=[(6, 0, competency.ids)],
        )
        kit = env["hr.interview.kit"].create(
            {
                "job_id": job.id,
                "round_id": interview_round.id,
                "lang": "en",
                "line_ids": [(0, 0, {"question_id": question.id})],
            }
        )
        reviewed = cls.make_question(
            company_id=company_id, job_id=job.id, family_ids=False, kpi_ids=False, competency_ids=False
        )
        return {
            "hr.job": job,
            "hr.interview.kpi": kpi,
            "hr.interview.competency": competency,
            "hr.interview.competency.indicator": competency.indicator_ids[0],
            "hr.interview.job.family": family,
            "hr.interview.job.kpi": job.interview_kpi_ids,
            "hr.interview.job.competency": job.interview_competency_ids,
            "hr.interview.round": interview_round,
            "hr.interview.round.limit": limit,
            "hr.interview.kit": kit,
            "hr.interview.kit.line": kit.line_ids,
            "hr.interview.question": question | reviewed,
            "hr.interview.question.criterion": question.criterion_ids,
            "hr.interview.question.source": env["hr.interview.question.source"].create(
                {"question_id": question.id, "kind": "duty"}
            ),
            "hr.interview.question.weight": env["hr.interview.question.weight"].create(
                {"question_id": question.id, "company_id": company_id}
            ),
        }


@tagged("post_install", "-at_install")
class TestCompanyRules(CompanyCase):
    def test_records_of_another_company_are_out_of_reach(self):
        """Officers, administrators, reviewers, analysts, auditors: a right in A is no right in B."""
        world = dict(self.in_b)
        reviewed = world["hr.interview.question"][1]
        self.by("officer_b", reviewed).submit_review(APPROVE)
        world["hr.interview.question.review"] = reviewed.review_ids
        world["hr.interview.reviewer.stat"] = self.env["hr.interview.reviewer.stat"].search(
            [("reviewer_id", "=", self.users["officer_b"].id)]
        )
        world["hr.interview.ai.task"] = self.env["hr.interview.ai.task"].create(
            {"kind": "draft", "engine": "offline", "company_id": self.company_b.id}
        )
        self.env.flush_all()
        for model, records in world.items():
            self.assertTrue(records, model)
            for role in ("interviewer", "reviewer", "officer", "manager", "analyst", "auditor"):
                mine = self.by(role, records)
                with self.subTest(model=model, role=role):
                    for operation in ("read", "write", "unlink"):
                        self.assertFalse(mine.has_access(operation), operation)
                    if mine.browse().has_access("read"):
                        self.assertFalse(mine.search([("id", "in", records.ids)]))

    def test_shared_records_are_seen_from_both(self):
        shared = self._make_world(False)
        for model in (
            "hr.interview.kpi",
            "hr.interview.competency",
            "hr.interview.job.family",
            "hr.interview.question",
        ):
            records = shared[model]
            for role in ("officer", "officer_b"):
                with self.subTest(model=model, role=role):
                    self.assertEqual(self.by(role, records).search([("id", "in", records.ids)]), records)
                    self.assertTrue(self.by(role, records).has_access("read"))
        # The kit of a shared job belongs to the company of whoever made it.
        kits = ("hr.interview.kit", "hr.interview.kit.line")
        for model, records in shared.items():
            if model == "hr.job" or "company_id" not in records._fields:
                continue
            with self.subTest(model=model):
                self.assertEqual(bool(records.company_id), model in kits)
                self.assertTrue(self.by("officer", records).has_access("read"))
                self.assertEqual(self.by("officer_b", records).has_access("read"), model not in kits)

    def test_user_of_both_companies_sees_the_selected_ones(self):
        question = self.in_b["hr.interview.question"][0]
        user = self.users["officer_ab"]
        for companies, visible in ((self.company_a, False), (self.company_a | self.company_b, True)):
            found = question.with_user(user).with_context(allowed_company_ids=companies.ids)
            self.assertEqual(bool(found.search([("id", "=", question.id)])), visible)


@tagged("post_install", "-at_install")
class TestCompanyLinks(CompanyCase):
    def assertMismatch(self, function, *args):
        with mute_logger("odoo.models"), self.assertRaises(UserError), self.env.cr.savepoint():
            function(*args)

    def test_links_across_companies_are_refused(self):
        kpi, competency = self.in_b["hr.interview.kpi"], self.in_b["hr.interview.competency"]
        family, interview_round = self.in_b["hr.interview.job.family"], self.in_b["hr.interview.round"]
        question = self.in_b["hr.interview.question"][0]
        kit = self.env["hr.interview.kit"].create({"job_id": self.job.id, "lang": "en"})
        mine = self.make_question()
        links = {
            "job - KPI": (self.job.write, {"interview_kpi_ids": [(0, 0, {"kpi_id": kpi.id})]}),
            "job - competency": (
                self.job.write,
                {"interview_competency_ids": [(0, 0, {"competency_id": competency.id})]},
            ),
            "job - family": (self.job.write, {"interview_family_id": family.id}),
            "question - KPI": (mine.write, {"kpi_ids": [(4, kpi.id)]}),
            "question - competency": (mine.write, {"competency_ids": [(4, competency.id)]}),
            "question - job": (mine.write, {"job_id": self.in_b["hr.job"].id}),
            "question - family": (mine.write, {"family_ids": [(4, family.id)]}),
            "question - enemy": (mine.write, {"enemy_ids": [(4, question.id)]}),
            "criterion - competency": (mine.criterion_ids.write, {"competency_id": competency.id}),
            "kit - round": (kit.write, {"round_id": interview_round.id}),
            "kit - question": (kit.write, {"line_ids": [(0, 0, {"question_id": question.id})]}),
            "round - competency": (
                self.round.write,
                {"limit_ids": [(0, 0, {"competency_id": competency.id})]},
            ),
            "round - interviewer": (self.round.write, {"interviewer_ids": [(4, self.users["officer_b"].id)]}),
            "KPI - parent": (self.kpi.write, {"parent_id": kpi.id}),
            "KPI - owner": (self.kpi.write, {"user_id": self.users["officer_b"].id}),
        }
        for name, (function, vals) in links.items():
            with self.subTest(link=name):
                self.assertMismatch(function, vals)

    def test_shared_masters_can_be_linked_from_both(self):
        kpi = self.make_kpi(name="Safety", company_id=False, user_id=False)
        competency = self.make_competency(name="Calm", company_id=False)
        for role, job in (("officer", self.job), ("officer_b", self.in_b["hr.job"])):
            self.by(role, job).write(
                {
                    "interview_kpi_ids": [(0, 0, {"kpi_id": kpi.id})],
                    "interview_competency_ids": [(0, 0, {"competency_id": competency.id})],
                }
            )
            self.assertIn(kpi, job.interview_kpi_ids.kpi_id)

    def test_shared_kpi_cannot_serve_a_goal_of_one_company(self):
        """B would see a goal whose parent it must not see."""
        shared = self.make_kpi(name="Safety", company_id=False, user_id=False)
        self.assertMismatch(shared.write, {"parent_id": self.in_b["hr.interview.kpi"].id})

    def test_code_of_a_goal_is_unique_per_company(self):
        self.make_kpi(name="One", code="SAFE", company_id=self.company_a.id)
        self.make_kpi(name="Other", code="SAFE", company_id=self.company_b.id, user_id=False)


@tagged("post_install", "-at_install")
class TestCompanyWork(CompanyCase):
    def test_nothing_is_generated_for_a_job_of_another_company(self):
        job = self.by("officer", self.in_b["hr.job"])
        for method, options in (
            (job.generate_interview_questions, {"count": 2}),
            (job.assemble_interview_kit, {}),
            (job.get_interview_coverage, None),
        ):
            with (
                self.subTest(method=method.__name__),
                mute_logger("odoo.addons.base.models.ir_rule"),
                self.assertRaises(AccessError),
            ):
                method(options) if options is not None else method()
        self.assertFalse(self.env["hr.interview.ai.task"].search([("job_id", "=", job.id)]))

    def test_focus_of_another_company_is_refused(self):
        job = self.by("officer", self.job)
        for key, model in (("kpi_ids", "hr.interview.kpi"), ("competency_ids", "hr.interview.competency")):
            with self.subTest(key=key), self.assertRaisesRegex(UserError, "no such record for you"):
                job.generate_interview_questions({"count": 2, key: self.in_b[model].ids})

    def test_candidate_of_another_company_is_refused(self):
        applicant = self.env["hr.applicant"].create(
            {"partner_name": "Bo", "job_id": self.in_b["hr.job"].id, "company_id": self.company_b.id}
        )
        with self.assertRaisesRegex(UserError, "no such applicant for you"):
            self.by("officer", self.job).generate_interview_questions({"applicant_id": applicant.id})

    def test_drafts_belong_to_the_company_of_the_job(self):
        job = self.in_b["hr.job"]
        user = self.users["officer_ab"]
        mine = job.with_user(user).with_context(allowed_company_ids=(self.company_a | self.company_b).ids)
        [answer] = mine.generate_interview_questions({"count": 3, "seed": 1})
        questions = self.env["hr.interview.question"].browse(answer["question_ids"])
        tasks = self.env["hr.interview.ai.task"].browse(answer["task_ids"])
        for records in (questions, questions.criterion_ids, questions.source_ids, tasks):
            self.assertEqual(records.company_id, self.company_b, records._name)
        self.assertFalse(self.by("officer", questions).search([("id", "in", questions.ids)]))

    def test_kit_takes_no_question_of_another_company(self):
        """Even where both companies share the family."""
        family = self.env["hr.interview.job.family"].create({"name": "Shared", "company_id": False})
        foreign = self.in_b["hr.interview.question"][0]
        foreign.family_ids = family
        self.job.interview_family_id = family
        mine = self.make_question(state="approved", family_ids=[(6, 0, family.ids)])
        shared = self.make_question(
            state="approved", family_ids=[(6, 0, family.ids)], company_id=False, job_id=False,
            kpi_ids=False, competency_ids=False,
        )  # fmt: skip
        user = self.users["officer_ab"]
        job = self.job.with_user(user).with_context(allowed_company_ids=(self.company_a | self.company_b).ids)
        [answer] = job.assemble_interview_kit({"minutes": 60})
        self.assertEqual(set(answer["question_ids"]), {mine.id, shared.id})

    def test_job_shared_by_all_companies_gets_questions_and_kits(self):
        """A job position without a company is drafted for and assembled like any other."""
        world = self._make_world(False)
        job = self.by("officer", world["hr.job"])
        [answer] = job.generate_interview_questions({"count": 4, "seed": 1})
        questions = self.env["hr.interview.question"].browse(answer["question_ids"])
        self.by("reviewer", questions).submit_review(APPROVE)
        self.assertEqual(set(questions.mapped("state")), {"approved"})
        [kit] = job.assemble_interview_kit({"minutes": 240})
        self.assertTrue(set(questions.ids) & set(kit["question_ids"]), kit["unmet"])

    def test_settings_are_per_company(self):
        self.company_a.interview_four_eyes = False
        self.assertTrue(self.company_b.interview_four_eyes)
        self.company_b.interview_profile_months = 12
        self.assertEqual(self.company_a.interview_profile_months, 6)
        settings = self.env["res.config.settings"].with_company(self.company_b).create({})
        self.assertEqual((settings.interview_four_eyes, settings.interview_profile_months), (True, 12))
        settings.interview_four_eyes = False
        settings.execute()
        self.assertFalse(self.company_b.interview_four_eyes)
        with self.assertRaises(ValidationError), mute_logger("odoo.sql_db"):
            self._set_months(0)

    def _set_months(self, months):
        """The sentence of a constraint reaches the user as a ValidationError (service.model.retrying)."""
        from psycopg2.errors import CheckViolation

        try:
            with self.env.cr.savepoint():
                self.company_b.interview_profile_months = months
        except CheckViolation as error:
            raise ValidationError(str(error)) from error

    def test_four_eyes_follows_the_company_of_the_question(self):
        """Off in A, on in B: who reviews from A a question of B still needs a second person."""
        self.company_a.interview_four_eyes = False
        question = self.in_b["hr.interview.question"][1]
        question.editor_id = self.users["officer_ab"]
        mine = question.with_user(self.users["officer_ab"])
        mine = mine.with_context(allowed_company_ids=(self.company_a | self.company_b).ids)
        mine.submit_review(APPROVE)
        self.assertEqual(question.state, "review")

    def test_weights_of_another_company_do_not_count(self):
        question = self.make_question(state="approved")
        Weight = self.env["hr.interview.question.weight"]
        Weight.create({"question_id": question.id, "weight": 0.1, "company_id": self.company_b.id})
        Weight.create({"question_id": question.id, "weight": 1.3, "company_id": self.company_a.id})
        self.assertEqual(Weight._get_weights(question, self.family, self.company_a), {question.id: 1.3})

    def test_wizard_offers_jobs_of_own_companies(self):
        found = self.as_user("officer")["hr.job"].search([("id", "in", (self.job | self.in_b["hr.job"]).ids)])
        self.assertEqual(found, self.job)
        with mute_logger("odoo.addons.base.models.ir_rule"), self.assertRaises(AccessError):
            Form(
                self.as_user("officer")["hr.interview.generate"].with_context(
                    default_job_id=self.in_b["hr.job"].id
                )
            )
