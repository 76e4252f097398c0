from odoo.tests import tagged, users, warmup

from .common import InterviewCase

NAME = {"fields": {"display_name": {}}}
#: The columns of the bank's list (views/hr_interview_question_views.xml).
BANK_LIST = {
    "code": {},
    "text": {},
    "question_type": {},
    "difficulty": {},
    "lang": {},
    "minutes": {},
    "version": {},
    "job_id": NAME,
    "competency_ids": {"fields": {"display_name": {}, "color": {}}},
    "kpi_ids": NAME,
    "family_ids": NAME,
    "skill_ids": NAME,
    "tag_ids": {"fields": {"display_name": {}, "color": {}}},
    "approved_lang_ids": NAME,
    "applicant_id": NAME,
    "lint_level": {},
    "is_stale": {},
    "stale_reason": {},
    "state": {},
    "batch": {},
    "engine": {},
    "editor_id": NAME,
    "company_id": NAME,
    "create_date": {},
}
KIT_LIST = {
    "name": {},
    "job_id": NAME,
    "round_id": NAME,
    "question_count": {},
    "minutes": {},
    "minutes_available": {},
    "value": {},
    "lang": {},
    "user_id": NAME,
    "state": {},
    "is_stale": {},
    "unmet": {},
}


class QueryCase(InterviewCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.round.interviewer_ids = cls.users["interviewer"]

    def setUp(self):
        super().setUp()
        self.env.flush_all()
        self.env.invalidate_all()

    def queries(self, function, *args, **kwargs):
        """Return how many queries the call costs on cold records, what is flushed afterwards included."""
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        function(*args, **kwargs)
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def assertAtMost(self, number, limit):
        """Like assertQueryCount: judged in the second run of a @warmup test, when caches are warm."""
        if self.warm:
            self.assertLessEqual(number, limit)

    def growth(self, function, small, large):
        """Return the queries for the small and for the large set; each has run once before (caches)."""
        function(small)
        function(large)
        return self.queries(function, small), self.queries(function, large)


@tagged("post_install", "-at_install")
class TestListQueries(QueryCase):
    """Lists, kanbans and search panels cost the same for 8 rows as for 80."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        tag = cls.env["hr.interview.question.tag"].create({"name": "Night"})
        goals = [cls.make_kpi(name=f"Goal {n}", target=n + 1) for n in range(8)]
        skills = [cls.make_competency(name=f"Competency {n}") for n in range(8)]
        for n in range(80):
            cls.make_question(
                state="approved",
                text=f"Describe hydraulic repair number {n} of your last job.",
                kpi_ids=[(6, 0, [goals[n % 8].id, cls.kpi.id])],
                competency_ids=[(6, 0, [skills[n % 8].id, cls.competency.id])],
                tag_ids=[(6, 0, tag.ids)],
            )
        cls.questions = cls.env["hr.interview.question"].search([("job_id", "=", cls.job.id)])
        kit = cls.make_kit(cls.questions, round_id=cls.round.id)
        kit.state = "ready"

    def _bank(self, limit=80):
        return self.env["hr.interview.question"].web_search_read(
            [("job_id", "=", self.job.id)], BANK_LIST, limit=limit, count_limit=10_001
        )

    @users("hr_ai_officer", "hr_ai_interviewer")
    @warmup
    def test_bank_list(self):
        # 15 measured: rows, count, one for the names and one for the table of each relation; an
        # interviewer pays 5 more for the record rules of what the names are read from.
        with self.assertQueryCount(hr_ai_officer=15, hr_ai_interviewer=20):
            found = self._bank()
        self.assertEqual(found["length"], 80)
        few, many = self.growth(self._bank, 8, 80)
        self.assertEqual(many, few)

    @users("hr_ai_officer", "hr_ai_interviewer")
    @warmup
    def test_search_panel(self):
        Question = self.env["hr.interview.question"]
        # Measured: 1 for the counters of a selection; 3 for a relation (its names, limit, rules).
        without = {"enable_counters": False, "limit": 100}
        calls = [
            ("question_type", Question.search_panel_select_range, {"enable_counters": True}, 1),
            ("state", Question.search_panel_select_multi_range, {"enable_counters": True}, 1),
            ("competency_ids", Question.search_panel_select_multi_range, without, 3),
            ("kpi_ids", Question.search_panel_select_multi_range, without, 3),
        ]
        for name, function, options, number in calls:
            with self.subTest(field=name):
                found = function(name, search_domain=[("job_id", "=", self.job.id)], **options)
                self.assertTrue(found["values"])
                self.env.invalidate_all()
                with self.assertQueryCount(hr_ai_officer=number, hr_ai_interviewer=number):
                    function(name, search_domain=[("job_id", "=", self.job.id)], **options)

    @users("hr_ai_officer", "hr_ai_interviewer")
    @warmup
    def test_grouped_bank(self):
        def group(by):
            return self.env["hr.interview.question"].web_read_group(
                [("job_id", "=", self.job.id)], [by], ["__count"], limit=80
            )

        # Measured: 1 for a selection, 2 for a relation (its names).
        for by, number in (("state", 1), ("question_type", 1), ("competency_ids", 2), ("kpi_ids", 2)):
            self.env.invalidate_all()
            with self.subTest(by=by), self.assertQueryCount(hr_ai_officer=number, hr_ai_interviewer=number):
                group(by)

    @users("hr_ai_reviewer", "hr_ai_officer")
    @warmup
    def test_review_cards(self):
        def cards(count):
            return self.questions[:count].with_env(self.env).get_review_cards()

        # 13 measured: the questions and one for each relation a card shows.
        with self.assertQueryCount(hr_ai_reviewer=13, hr_ai_officer=13):
            self.assertEqual(len(cards(20)), 20)
        few, many = self.growth(cards, 4, 40)
        self.assertEqual(many, few)


@tagged("post_install", "-at_install")
class TestJobQueries(QueryCase):
    """The kanban of job positions with readiness and counts."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        skill_type = cls.env["hr.skill.type"].create(
            {
                "name": "Trades",
                "skill_ids": [(0, 0, {"name": "Hydraulics"}), (0, 0, {"name": "Welding"})],
                "skill_level_ids": [
                    (0, 0, {"name": "Journeyman", "level_progress": 60, "default_level": True})
                ],
            }
        )
        skill = {
            "skill_id": skill_type.skill_ids[0].id,
            "skill_level_id": skill_type.skill_level_ids.id,
            "skill_type_id": skill_type.id,
        }
        cls.jobs = cls.job
        for n in range(39):
            cls.jobs |= cls.make_job(name=f"Technician {n}", job_skill_ids=[(0, 0, skill)])
        for job in cls.jobs:
            cls.env["hr.interview.round"].create({"name": "First", "job_id": job.id})
            cls.env["hr.interview.kit"].create({"job_id": job.id, "lang": "en"})
            cls.make_question(job_id=job.id)

    def _fields(self):
        return [name for name in self.env["hr.job"].fields_get() if name.startswith("interview_")]

    @users("hr_ai_officer", "hr_ai_interviewer")
    @warmup
    def test_kanban(self):
        names = [
            name
            for name in self._fields()
            if name.endswith("_count")
            or name.startswith("interview_readiness")
            or name == "interview_missing"
        ]

        def kanban(count):
            return self.env["hr.job"].web_search_read(
                [("id", "in", self.jobs[:count].ids)], {"name": {}, **{name: {} for name in names}}, limit=80
            )

        # 14 measured: what readiness looks at, two for the counts.
        with self.assertQueryCount(hr_ai_officer=14, hr_ai_interviewer=14):
            self.assertEqual(len(kanban(40)["records"]), 40)
        few, many = self.growth(kanban, 4, 40)
        self.assertEqual(many, few)

    @users("hr_ai_officer")
    @warmup
    def test_coverage(self):
        def coverage(count):
            return self.jobs[:count].with_env(self.env).get_interview_coverage()

        few, many = self.growth(coverage, 4, 40)
        # 13 measured for 4 jobs, 49 for 40: the counts of the bank are asked for job by job.
        self.assertEqual(len(coverage(10)), 10)
        self.assertLessEqual(many, few + 1)

    @users("hr_ai_officer")
    @warmup
    def test_kit_list(self):
        def kits(count):
            return self.env["hr.interview.kit"].web_search_read(
                [("job_id", "in", self.jobs[:count].ids)], KIT_LIST, limit=80
            )

        # 6 measured: kits, names of job, round and user, lines, count.
        with self.assertQueryCount(hr_ai_officer=6):
            kits(40)
        few, many = self.growth(kits, 4, 40)
        self.assertEqual(many, few)


@tagged("post_install", "-at_install")
class TestWorkQueries(QueryCase):
    """Drafting, reviewing and assembling: set-based, so nothing is paid per record."""

    @users("hr_ai_officer")
    @warmup
    def test_generation(self):
        def generate(count):
            return self.job.with_env(self.env).generate_interview_questions({"count": count, "seed": 1})

        generate(2)
        # Measured 26 for 20 questions and 33 for 100: rows go in by the hundred, two ask what was learned.
        few, many = self.queries(generate, 20), self.queries(generate, 100)
        self.assertAtMost(few, 26)
        self.assertAtMost(many - few, 10)

    @users("hr_ai_officer")
    @warmup
    def test_assembly(self):
        def bank(size):
            job = self.make_job(name=f"Technician of {size}", interview_family_id=False)
            for n in range(size):
                self.make_question(
                    state="approved",
                    job_id=job.id,
                    text=f"Describe repair {n}.",
                    family_ids=False,
                    minutes=5 + n % 4,
                )
            return job.with_env(self.env)

        small, large = bank(20), bank(200)
        options = {"minutes": 45, "seed": 1}
        small.assemble_interview_kit(options)
        # Measured 21 for both.
        few = self.queries(small.assemble_interview_kit, options)
        many = self.queries(large.assemble_interview_kit, options)
        self.assertAtMost(few, 21)
        self.assertAtMost(many, few + 1)

    @users("hr_ai_reviewer")
    @warmup
    def test_batch_of_verdicts(self):
        verdict = {"relevance": 4, "reasonableness": 4, "culture": 4, "decision": "approve"}

        def approve(questions):
            return questions.with_env(self.env).submit_review(verdict)

        approve(self.make_questions(2))
        few = self.queries(approve, self.make_questions(5))
        many = self.queries(approve, self.make_questions(25))
        # Measured 29 for 5 and 109 for 25: a verdict is judged on its own, four queries each.
        self.assertAtMost(few, 29)
        self.assertAtMost(many - few, 4 * 20)
