import uuid
from datetime import timedelta

import numpy as np

from odoo import fields

from .common import InterviewCase

#: How far the true quality of a candidate shows in the answer to each question.
LOADINGS = (0.9, 0.8, 0.5, 0.3, 0.0, 0.0)


class LearningCase(InterviewCase):
    """A company with a past: candidates interviewed, scored by two, decided on; hires with outcomes.

    Written past the methods that make such records one by one; their rules are tested elsewhere.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users["interviewer2"] = cls._user(
            "interviewer2", "hr_recruitment.group_hr_recruitment_interviewer"
        )
        cls.bank = cls.make_questions(len(LOADINGS), state="approved")

    @classmethod
    def make_past(cls, count=400, hired=200, seed=1, trials=(), outcomes=None, noise=1.0, days=400):
        """Interview ``count`` candidates, hire the best ``hired`` and give those an outcome.

        ``trials``: places of questions that were asked on trial. ``outcomes``: how many hires have one.
        Returns the applicants, best first.
        """
        random = np.random.default_rng(seed)
        quality = random.normal(size=count)
        shown = np.array(LOADINGS) * quality[:, None] + random.normal(size=(count, len(LOADINGS)))
        levels = np.clip(np.round(5 + 1.5 * shown), 0, 10)
        counted = [place for place in range(len(LOADINGS)) if place not in trials]
        composite = levels[:, counted].mean(axis=1)
        order = np.argsort(-composite, kind="stable")
        applicants = cls._add_applicants(count)
        cls._interview(applicants, levels, trials)
        chosen = set(order[:hired].tolist())
        today = fields.Date.today()
        # Spread over the past, each long enough ago for the window to have ended.
        dates = [today - timedelta(days=days + 200 - 400 * n // count) for n in range(count)]
        cls._insert(
            "hr_interview_decision",
            "applicant_id, job_id, company_id, user_id, date, decision, comment, formula, composite, facts, "
            "is_current",
            [
                (
                    applicant, cls.job.id, cls.env.company.id, cls.users["officer"].id, dates[n],
                    "hire" if n in chosen else "reject", "As the scores say.", "1.0", float(composite[n]),
                    '{"dimensions": [], "overrides": []}', True,
                )
                for n, applicant in enumerate(applicants.ids)
            ],
        )  # fmt: skip
        results = 1.0 + 0.2 * (quality + noise * random.normal(size=count))
        with_outcome = [int(n) for n in order[:hired]][: hired if outcomes is None else outcomes]
        cls._give_outcomes(applicants, with_outcome, np.clip(results, 0, 2), dates)
        cls.env.flush_all()
        # Autovacuum does this in a real database; without it joins of these tables take minutes.
        cls.env.cr.execute(
            "ANALYZE hr_applicant, hr_interview, hr_interview_answer, hr_interview_answer_criterion, "
            "hr_interview_rating, hr_interview_decision, hr_interview_outcome"
        )
        return applicants.browse([applicants.ids[n] for n in order])

    @classmethod
    def _insert(cls, table, columns, rows):
        """Insert past the ORM, which takes half a minute for what is needed here; return the ids."""
        query = f"INSERT INTO {table} ({columns}) VALUES %s RETURNING id"
        if not rows:
            return []
        return [row[0] for row in cls.env.cr.execute_values(query, rows, page_size=len(rows), fetch=True)]

    @classmethod
    def _add_applicants(cls, count):
        rows = [(f"Candidate {n}", cls.job.id, cls.env.company.id, True, "normal") for n in range(count)]
        columns = "partner_name, job_id, company_id, active, kanban_state"
        return cls.env["hr.applicant"].browse(cls._insert("hr_applicant", columns, rows))

    @classmethod
    def _interview(cls, applicants, levels, trials):
        company = cls.env.company.id
        raters = cls.users["interviewer"].id, cls.users["interviewer2"].id
        interviews = cls._insert(
            "hr_interview",
            "applicant_id, job_id, company_id, lang, state, minutes, tz, active, is_revealed, panel_revision, "
            "create_date",
            [
                (n, cls.job.id, company, "en", "decided", 45, "UTC", True, True, 2, fields.Datetime.now())
                for n in applicants.ids
            ],
        )
        for table in ("hr_interview_panel_rel", "hr_interview_submitted_rel"):
            rows = [(interview, user) for interview in interviews for user in raters]
            query = f"INSERT INTO {table} (hr_interview_id, res_users_id) VALUES %s"
            cls.env.cr.execute_values(query, rows)
        places = [(interview, place) for interview in interviews for place in range(len(cls.bank))]
        answers = cls._insert(
            "hr_interview_answer",
            "interview_id, company_id, sequence, origin, question_id, question, question_type, weight, "
            "is_counted, is_answered, revision",
            [
                (
                    interview, company, 10 * place, "kit", cls.bank[place].id, "Describe a repair.",
                    "behavioural", 1.0, place not in trials, True, 1,
                )
                for interview, place in places
            ],
        )  # fmt: skip
        criteria = cls._insert(
            "hr_interview_answer_criterion",
            "answer_id, company_id, sequence, name, weight, total_weight, competency_id",
            [(answer, company, 10, "Method", 1.0, 1.0, cls.competency.id) for answer in answers],
        )
        scores = levels.ravel()
        cls._insert(
            "hr_interview_rating",
            "criterion_id, answer_id, interview_id, company_id, active, user_id, status, score, is_submitted, "
            "answer_revision",
            [
                (criteria[n], answers[n], interview, company, True, user, "scored", float(scores[n]), True, 1)
                for n, (interview, _place) in enumerate(places)
                for user in raters
            ],
        )

    @classmethod
    def _give_outcomes(cls, applicants, places, results, dates):
        company, keys = cls.env.company, [uuid.uuid4().hex for _place in places]
        names = [f"Hire {place}" for place in places]
        resources = cls._insert(
            "resource_resource",
            "name, company_id, resource_type, tz, time_efficiency, active",
            [(name, company.id, "user", "UTC", 100, True) for name in names],
        )
        employees = cls._insert(
            "hr_employee",
            "name, company_id, resource_id, active, interview_key",
            [
                (*row, True, key)
                for *row, key in zip(names, [company.id] * len(names), resources, keys, strict=True)
            ],
        )
        query = (
            "UPDATE hr_applicant a SET interview_key = v.key FROM (VALUES %s) AS v(id, key) WHERE a.id = v.id"
        )
        pairs = [(applicants.ids[place], key) for place, key in zip(places, keys, strict=True)]
        if pairs:
            cls.env.cr.execute_values(query, pairs, page_size=len(pairs))
        outcomes = cls._insert(
            "hr_interview_outcome",
            "employee_id, applicant_id, job_id, company_id, window_days, date, hire_date, attainment, is_met, "
            "source, recorder_id, recorded_date, is_current",
            [
                (
                    employee, applicants.ids[place], cls.job.id, company.id, 180,
                    dates[place] + timedelta(days=180), dates[place], float(results[place]),
                    "met" if results[place] >= 1 else "missed", "import", cls.users["manager"].id,
                    fields.Datetime.now(), True,
                )
                for employee, place in zip(employees, places, strict=True)
            ],
        )  # fmt: skip
        cls._insert(
            "hr_interview_outcome_line",
            "outcome_id, company_id, kpi_id, direction, target, has_target, actual, weight, attainment",
            [
                (
                    outcome, company.id, cls.kpi.id, "increase", 100.0, True, 100.0 * float(results[place]), 1.0,
                    float(results[place]),
                )
                for outcome, place in zip(outcomes, places, strict=True)
            ],
        )  # fmt: skip
        cls.env.invalidate_all()

    def keep_outcomes(self, count):
        """Leave this many of the outcomes in force."""
        outcomes = self.env["hr.interview.outcome"].search([], order="id")
        outcomes[count:].write({"is_current": False})
        return outcomes[:count]

    def run_cycle(self, role="manager", **options):
        return self.as_user(role)["hr.interview.learning.run"].run_cycle(options)

    def make_run(self, **options):
        return self.env["hr.interview.learning.run"].browse(self.run_cycle(**options)["run_id"])
