from datetime import timedelta

import numpy as np

from odoo import fields
from odoo.fields import Command

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
    def make_past(cls, count=160, hired=80, seed=1, trials=(), outcomes=None, noise=1.0, days=400):
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
        applicants = cls.env["hr.applicant"].create(
            [{"partner_name": f"Candidate {n}", "job_id": cls.job.id} for n in range(count)]
        )
        cls._interview(applicants, levels, trials)
        chosen = set(order[:hired].tolist())
        today = fields.Date.today()
        # Spread over the past, each long enough ago for the window to have ended.
        dates = [today - timedelta(days=days + 200 - 400 * n // count) for n in range(count)]
        cls.env["hr.interview.decision"].create(
            [
                {
                    "applicant_id": applicant.id,
                    "job_id": cls.job.id,
                    "company_id": cls.env.company.id,
                    "user_id": cls.users["officer"].id,
                    "date": fields.Datetime.to_datetime(dates[n]),
                    "decision": "hire" if n in chosen else "reject",
                    "comment": "As the scores say.",
                    "formula": "1.0",
                    "composite": float(composite[n]),
                    "facts": {"dimensions": [], "overrides": []},
                }
                for n, applicant in enumerate(applicants)
            ]
        )
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
    def _interview(cls, applicants, levels, trials):
        raters = cls.users["interviewer"], cls.users["interviewer2"]
        panel = [Command.set([user.id for user in raters])]
        interviews = cls.env["hr.interview"].create(
            [
                {
                    "applicant_id": applicant.id,
                    "job_id": cls.job.id,
                    "company_id": cls.env.company.id,
                    "lang": "en",
                    "state": "decided",
                    "interviewer_ids": panel,
                    "submitted_user_ids": panel,
                    "answer_ids": [
                        Command.create(
                            {
                                "question_id": question.id,
                                "question": question.text,
                                "is_counted": place not in trials,
                                "criterion_ids": [
                                    Command.create(
                                        {
                                            "name": "Method",
                                            "weight": 1.0,
                                            "total_weight": 1.0,
                                            "competency_id": cls.competency.id,
                                        }
                                    )
                                ],
                            }
                        )
                        for place, question in enumerate(cls.bank)
                    ],
                }
                for applicant in applicants
            ]
        )
        cls.env["hr.interview.rating"].create(
            [
                {
                    "criterion_id": answer.criterion_ids.id,
                    "answer_id": answer.id,
                    "interview_id": interview.id,
                    "company_id": interview.company_id.id,
                    "user_id": user.id,
                    "status": "scored",
                    "score": float(levels[n, place]),
                    "is_submitted": True,
                }
                for n, interview in enumerate(interviews)
                for place, answer in enumerate(interview.answer_ids.sorted("id"))
                for user in raters
            ]
        )

    @classmethod
    def _give_outcomes(cls, applicants, places, results, dates):
        employees = cls.env["hr.employee"].create(
            [{"name": f"Hire {place}", "company_id": cls.env.company.id} for place in places]
        )
        for employee, place in zip(employees, places, strict=True):
            employee.interview_key = applicants[place]._get_interview_key()
        cls.env["hr.interview.outcome"].create(
            [
                {
                    "employee_id": employee.id,
                    "applicant_id": applicants[place].id,
                    "job_id": cls.job.id,
                    "company_id": cls.env.company.id,
                    "window_days": 180,
                    "date": dates[place] + timedelta(days=180),
                    "hire_date": dates[place],
                    "attainment": float(results[place]),
                    "is_met": "met" if results[place] >= 1 else "missed",
                    "source": "import",
                    "recorder_id": cls.users["manager"].id,
                    "line_ids": [
                        Command.create(
                            {
                                "kpi_id": cls.kpi.id,
                                "direction": "increase",
                                "target": 100.0,
                                "actual": 100.0 * float(results[place]),
                                "attainment": float(results[place]),
                            }
                        )
                    ],
                }
                for employee, place in zip(employees, places, strict=True)
            ]
        )

    def run_cycle(self, role="manager", **options):
        return self.as_user(role)["hr.interview.learning.run"].run_cycle(options)

    def make_run(self, **options):
        return self.env["hr.interview.learning.run"].browse(self.run_cycle(**options)["run_id"])
