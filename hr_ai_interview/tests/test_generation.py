import re

from odoo.exceptions import UserError
from odoo.service.model import call_kw
from odoo.tests import tagged

from .common import InterviewCase

CJK = re.compile("[\u4e00-\u9fff]")
LEVELS = (0, 2, 4, 6, 8, 10)


class GenerationCase(InterviewCase):
    def _generate(self, role="officer", job=None, **options):
        """Draft as a client does; return (answer, questions as superuser in the language asked for)."""
        job = job or self.job
        [answer] = call_kw(
            self.as_user(role)["hr.job"], "generate_interview_questions", [job.ids, options], {}
        )
        lang = "zh_CN" if str(options.get("lang", "")).startswith("zh") else "en_US"
        self.env.invalidate_all()
        return answer, self.env["hr.interview.question"].with_context(lang=lang).browse(
            answer["question_ids"]
        )


@tagged("post_install", "-at_install")
class TestGeneration(GenerationCase):
    def test_same_seed_same_questions(self):
        _answer, first = self._generate(count=12, seed=7)
        _answer, second = self._generate(count=12, seed=7)
        self.assertEqual(first.mapped("text"), second.mapped("text"))
        self.assertEqual(first.mapped("template"), second.mapped("template"))
        self.assertEqual(
            first.criterion_ids.mapped(lambda c: (c.name, c.weight, c.anchor_4)),
            second.criterion_ids.mapped(lambda c: (c.name, c.weight, c.anchor_4)),
        )
        _answer, other = self._generate(count=12, seed=8)
        self.assertNotEqual(first.mapped("text"), other.mapped("text"))

    def test_without_a_seed_nothing_is_repeated(self):
        _answer, first = self._generate(count=15)
        _answer, second = self._generate(count=15)
        texts = (first | second).mapped("text")
        self.assertEqual(len(texts), len(set(texts)))

    def test_all_types_and_levels(self):
        _answer, questions = self._generate(count=20, seed=1)
        self.assertEqual(len(questions), 20)
        self.assertEqual(
            set(questions.mapped("question_type")),
            {"behavioural", "situational", "technical", "okr", "culture", "written"},
        )
        self.assertEqual(set(questions.mapped("difficulty")), {"basic", "intermediate", "advanced"})

    def test_types_and_difficulty_are_honoured(self):
        for kind in ("behavioural", "situational", "technical", "okr", "culture", "written"):
            for difficulty in ("basic", "intermediate", "advanced"):
                with self.subTest(kind=kind, difficulty=difficulty):
                    _answer, questions = self._generate(count=2, types=[kind], difficulty=difficulty, seed=1)
                    self.assertEqual(set(questions.mapped("question_type")), {kind})
                    self.assertEqual(set(questions.mapped("difficulty")), {difficulty})

    def test_focus_is_honoured(self):
        other = self.make_kpi(name="Spare parts turnover", target=6, unit="times a year")
        talk = self.make_competency(name="Shift handover")
        self.job.interview_kpi_ids = [(0, 0, {"kpi_id": other.id})]
        self.job.interview_competency_ids = [(0, 0, {"competency_id": talk.id})]
        _answer, questions = self._generate(count=6, kpi_ids=other.ids, seed=1)
        self.assertTrue(questions)
        self.assertTrue(all(other in question.kpi_ids for question in questions))
        _answer, questions = self._generate(count=6, competency_ids=talk.ids, seed=1)
        self.assertTrue(questions)
        self.assertTrue(all(talk in question.competency_ids for question in questions))

    def test_drafts_wait_for_review_in_the_bank_of_the_job(self):
        answer, questions = self._generate(count=8, seed=1)
        self.assertEqual(set(questions.mapped("state")), {"draft"})
        self.assertEqual(questions.job_id, self.job)
        self.assertEqual(questions.family_ids, self.family)
        self.assertFalse(questions.approved_lang_ids)
        self.assertFalse(questions.editor_id, "an engine's words")
        self.assertEqual(set(questions.mapped("batch")), {answer["batch"]})
        self.assertEqual(set(questions.mapped("engine")), {"offline"})
        self.assertEqual(len(set(questions.mapped("code"))), 8)
        self.assertEqual(set(questions.mapped("version")), {1})
        self.assertTrue(all(questions.mapped("template")))

    def test_rubric_is_complete(self):
        _answer, questions = self._generate(count=20, seed=2)
        for question in questions:
            with self.subTest(question=question.text):
                criteria = question.criterion_ids
                self.assertTrue(criteria)
                self.assertAlmostEqual(sum(criteria.mapped("weight")), 1.0, places=6)
                for criterion in criteria:
                    anchors = [criterion[f"anchor_{level}"] for level in LEVELS]
                    self.assertTrue(all(anchors))
                    self.assertEqual(len(set(anchors)), len(LEVELS))
                    self.assertTrue(criterion.positive and criterion.negative)
                probes = (question.probes or "").splitlines()
                self.assertTrue(2 <= len(probes) <= 4, probes)
                self.assertTrue(1 <= question.minutes <= 240)
                if question.question_type == "situational":
                    self.assertTrue(question.persona and question.opening_line and question.hidden_facts)
                    self.assertTrue(4 <= len(question.turns.splitlines()) <= 6)

    def test_trace_names_the_source_and_its_revision(self):
        """Why this question: the literal text of the profile, the revision it had, the link to it."""
        self.kpi.target = 98
        self.job.interview_duties += "\nInspect wire ropes"
        kpi_revision, job_revision = self.kpi.revision, self.job.interview_profile_revision
        self.assertGreater(kpi_revision, 1)
        _answer, questions = self._generate(count=20, seed=3)
        profile = "\n".join([self.job.name, self.job.interview_duties])
        for question in questions:
            self.assertTrue(question.source_ids, question.text)
        sources = questions.source_ids
        self.assertEqual(sources.job_id, self.job)
        for source in sources:
            with self.subTest(kind=source.kind, excerpt=source.excerpt):
                self.assertTrue(source.reason)
                self.assertIn(source.term, source.excerpt)
                if source.kind == "duty":
                    self.assertIn(source.excerpt, profile)
                    self.assertEqual(source.revision, job_revision)
                if source.kind == "kpi":
                    self.assertEqual((source.kpi_id, source.revision), (self.kpi, kpi_revision))
                if source.kind == "competency":
                    self.assertEqual(source.competency_id, self.competency)
        self.assertIn("duty", sources.mapped("kind"))
        self.assertIn("kpi", sources.mapped("kind"))

    def test_fresh_drafts_are_not_outdated(self):
        """The periodic review marks nothing that was drafted from today's profile."""
        _answer, questions = self._generate(count=10, seed=3)
        self.env["hr.interview.question"]._cron_match_review()
        self.assertFalse(questions.filtered("is_stale"))

    def test_a_question_names_what_the_job_asks_for(self):
        _answer, questions = self._generate(count=20, seed=4)
        named = questions.filtered(
            lambda q: any(term.lower() in q.text.lower() for term in q.source_ids.mapped("term") if term)
        )
        self.assertGreaterEqual(len(named), 19, "at least 95 %")

    def test_missing_translation_is_said(self):
        """English words inside a Chinese question have a cause; the officer is told which."""
        answer, _questions = self._generate(count=12, lang="zh", seed=1)
        self.assertTrue(answer["notes"])
        self.assertIn("Crane availability", " ".join(note["message"] for note in answer["notes"]))

    def test_chinese_drafts(self):
        self.kpi.with_context(lang="zh_CN").name = "岸桥可用率"
        self.competency.with_context(lang="zh_CN").name = "故障分析"
        names = ("更换零件前说出测量值", "说明如何区分原因和现象", "凭怀疑更换零件")
        for indicator, name in zip(self.competency.indicator_ids, names, strict=True):
            indicator.with_context(lang="zh_CN").name = name
        answer, questions = self._generate(count=12, lang="zh", seed=1)
        self.assertEqual(set(questions.mapped("lang")), {"zh_CN"})
        for question in questions:
            with self.subTest(text=question.text):
                self.assertRegex(question.text, CJK)
                self.assertRegex(question.probes, CJK)
                for criterion in question.criterion_ids:
                    self.assertRegex(criterion.name, CJK)
                    self.assertTrue(all(CJK.search(criterion[f"anchor_{level}"]) for level in LEVELS))
        _answer, same = self._generate(count=12, lang="zh_CN", seed=1)
        self.assertEqual(same.mapped("text"), questions.mapped("text"))
        self.assertEqual(answer["state"], "done")

    def test_language_of_the_user_is_the_default(self):
        self.users["officer"].lang = "zh_CN"
        job = self.as_user("officer")["hr.job"].with_context(lang="zh_CN").browse(self.job.id)
        [answer] = job.generate_interview_questions({"count": 2})
        questions = self.env["hr.interview.question"].browse(answer["question_ids"])
        self.assertEqual(set(questions.mapped("lang")), {"zh_CN"})

    def test_ledger_line(self):
        answer, questions = self._generate(count=5, seed=9)
        task = self.env["hr.interview.ai.task"].browse(answer["task_ids"])
        self.assertEqual(len(task), 1)
        self.assertRecordValues(
            task,
            [
                {
                    "kind": "draft",
                    "state": "done",
                    "engine": "offline",
                    "batch": answer["batch"],
                    "job_id": self.job.id,
                    "user_id": self.users["officer"].id,
                    "company_id": self.env.company.id,
                    "attempts": 1,
                    "error_class": False,
                }
            ],
        )
        self.assertRegex(task.input_hash, "^[0-9a-f]{64}$")
        self.assertTrue(task.engine_version)
        self.assertTrue(0 <= task.latency_ms < 60_000)
        self.assertEqual(task.question_ids, questions)
        [status] = self.by("officer", task).get_status()
        self.assertEqual(
            (status["task_id"], status["state"], status["attempts"], status["error_class"]),
            (task.id, "done", 1, False),
        )
        again, _questions = self._generate(count=5, seed=9)
        same = self.env["hr.interview.ai.task"].browse(again["task_ids"])
        self.assertEqual(same.input_hash, task.input_hash)
        self.assertNotEqual(same.batch, task.batch)
        other, _questions = self._generate(count=5, seed=10)
        self.assertNotEqual(
            self.env["hr.interview.ai.task"].browse(other["task_ids"]).input_hash, task.input_hash
        )

    def test_finished_tasks_stay_in_the_ledger(self):
        answer, _questions = self._generate(count=2)
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self.env["hr.interview.ai.task"].browse(answer["task_ids"]).unlink()

    def test_unknown_engine(self):
        for engine in ("gpt", "openai", 7, ["offline"]):
            with self.subTest(engine=engine), self.assertRaisesRegex(UserError, "no enabled engine"):
                self._generate(engine=engine)
        self.assertFalse(self.env["hr.interview.ai.task"].search([("job_id", "=", self.job.id)]))

    def test_several_jobs_in_order(self):
        other = self.make_job(name="Harbour pilot")
        jobs = self.as_user("officer")["hr.job"].browse([other.id, self.job.id])
        answers = jobs.generate_interview_questions({"count": 3, "seed": 1})
        self.assertEqual([a["job_id"] for a in answers], [other.id, self.job.id])
        self.assertNotEqual(answers[0]["batch"], answers[1]["batch"])

    def test_one_bad_job_leaves_nothing_of_the_others(self):
        """All or nothing: the candidate did not apply for the second job."""
        other = self.make_job(name="Harbour pilot")
        applicant = self.env["hr.applicant"].create({"partner_name": "Ada", "job_id": self.job.id})
        jobs = self.as_user("officer")["hr.job"].browse([self.job.id, other.id])
        with self.assertRaises(UserError), self.env.cr.savepoint():
            jobs.generate_interview_questions({"count": 3, "applicant_id": applicant.id})
        self.env.invalidate_all()
        self.assertFalse(self.env["hr.interview.question"].search([("job_id", "in", jobs.ids)]))
        self.assertFalse(self.env["hr.interview.ai.task"].search([("job_id", "in", jobs.ids)]))


@tagged("post_install", "-at_install")
class TestCandidateGeneration(GenerationCase):
    RESUME = """Work experience
2019 - 2024 Lead crane technician, Port of Hamburg
- Cut hydraulic downtime of 14 gantry cranes by 30 % with condition monitoring
- Introduced SAP PM for spare parts in two terminals
2015 - 2019 Service engineer, Kalmar
- Commissioned straddle carriers and trained operators
Skills: hydraulics, PLC diagnosis, SAP PM
Born 12 March 1987, married, two children, member of St. Paul's church"""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.applicant = cls.make_applicant(
            cls.RESUME,
            partner_name="Ada Lovelace",
            email_from="ada@example.com",
            interview_open_points="Could not say what condition monitoring measured",
        )

    def test_drafts_of_the_resume_are_the_candidates_alone(self):
        _answer, questions = self._generate(count=20, seed=1, applicant_id=self.applicant.id)
        mine = questions.filtered("applicant_id")
        self.assertEqual(mine.applicant_id, self.applicant)
        self.assertTrue(3 <= len(mine) <= 14, len(mine))
        kinds = {"resume", "weak_point"}
        for question in questions:
            with self.subTest(text=question.text):
                from_papers = bool(set(question.source_ids.mapped("kind")) & kinds)
                self.assertEqual(from_papers, bool(question.applicant_id))
        self.assertTrue(kinds & set(mine.source_ids.mapped("kind")))

    def test_nothing_about_the_person(self):
        _answer, questions = self._generate(count=40, seed=2, applicant_id=self.applicant.id)
        told = "\n".join(
            "\n".join(filter(None, [q.text, q.probes, q.persona, *q.source_ids.mapped("excerpt")]))
            for q in questions
        ).lower()
        for word in ("1987", "married", "children", "church", "lovelace", "ada@example.com"):
            self.assertNotIn(word, told)

    def test_candidate_drafts_keep_the_rubric_of_the_job(self):
        _answer, questions = self._generate(count=20, seed=1, applicant_id=self.applicant.id)
        for question in questions.filtered("applicant_id"):
            self.assertTrue(question.criterion_ids)
            self.assertAlmostEqual(sum(question.criterion_ids.mapped("weight")), 1.0, places=6)

    def test_candidate_questions_enter_no_kit_and_go_with_the_candidate(self):
        _answer, questions = self._generate(count=20, seed=1, applicant_id=self.applicant.id)
        mine = questions.filtered("applicant_id")
        questions.write(
            {"state": "approved", "approved_lang_ids": [(6, 0, self.env.ref("base.lang_en").ids)]}
        )
        [kit] = self.by("officer", self.job).assemble_interview_kit({"minutes": 480})
        self.assertFalse(set(kit["question_ids"]) & set(mine.ids))
        sources = mine.source_ids
        self.by("officer", self.applicant).unlink()
        self.env.invalidate_all()
        self.assertFalse(mine.exists() or sources.exists())
        self.assertTrue((questions - mine).exists())

    def test_candidate_of_another_job_is_refused(self):
        other = self.make_job(name="Harbour pilot")
        with self.assertRaisesRegex(UserError, "applied for"):
            self._generate(job=other, applicant_id=self.applicant.id)

    def test_officer_of_another_candidate_only(self):
        """Somebody without rights on the candidate cannot have their papers read."""
        self.env["ir.rule"].create(
            {
                "name": "test: only own candidates",
                "model_id": self.env["ir.model"]._get_id("hr.applicant"),
                "domain_force": "[('user_id', '=', user.id)]",
            }
        )
        self.applicant.user_id = self.users["manager"]
        with self.assertRaisesRegex(UserError, "no such applicant"):
            self._generate(applicant_id=self.applicant.id)
