"""The simulated past of the demo company: two years of candidates of two jobs, from interview to outcome.

The numbers come from ``demo_history_model``; every name, comment and tag says that they are simulated.
Candidates and hires are archived, so that pipelines and the list of employees show the others only; learning
reads decisions and outcomes and sees them all the same. Composites are those the product computes from the
scores, outcomes go through its own ``import_rows``, weights come into force by ``approve`` or not at all.
"""

from contextlib import contextmanager
from datetime import datetime, time, timedelta
from unittest.mock import patch

from odoo import fields

from tools import demo_history_model as model
from tools import demo_interviews
from tools.demo_history_rows import add_hires, add_interviews, add_past_applicants, decide
from tools.demo_reviewers import as_user

TAG = "Simulated past"
JOBS = ("shop_sales", "customer_service")
#: Candidates of each job before and after the first learning run, and the days they were decided on.
PERIODS = ((276, -740, -130), (14, -129, -100))
RUN_DAY = -130
WINDOW = 180
APPROVED = "Simulated past of ./run demo, made-up data: approved because all brakes let it pass."
PROPOSED = "Simulated past of ./run demo, made-up data: nobody has decided on this run yet."
OWN = (("hr.employee_lur", 7.0), ("hr.employee_jod", 8.5), ("hr.employee_fme", 4.5))


def ensure(env):
    """Make the past unless it is there; return the learning runs, the oldest first."""
    if env["hr.applicant.category"].search_count([("name", "=", TAG)]):
        return env["hr.interview.learning.run"].search([], order="id")
    history = History(env)
    kits = [history.find_kit(data) for data in demo_interviews.read(env) if data["job"] in JOBS]
    history.live(kits, 0)
    history.report(until=RUN_DAY)
    with history.clock_at(RUN_DAY):
        first = history.learn()
        if not first.is_held:
            first.approve(APPROVED)
    history.live(kits, 1)
    history.report(until=0)
    second = history.learn()
    second.sudo().reason = PROPOSED
    record_own(env)
    return (first | second).with_env(env)


class History:
    """What has happened so far: outcomes that wait for their day, and how many candidates there were."""

    def __init__(self, env):
        self.env = env
        self.admin = env.ref("base.user_admin")
        self.today = fields.Date.context_today(env.user)
        self.count, self.waiting = 0, []
        self.tag = env["hr.applicant.category"].create({"name": TAG})
        self.raters = env["res.users"].create(
            [
                {
                    "name": f"Simulated interviewer {letter}",
                    "login": f"simulated_interviewer_{letter.lower()}",
                    "active": False,
                    "group_ids": [fields.Command.set([env.ref("base.group_user").id])],
                }
                for letter in "ABCD"
            ]
        )

    def find_kit(self, data):
        job = as_user(self.env.ref(f"hr_ai_interview.demo_job_{data['job']}"), "recruiter")
        return demo_interviews.find_kit(self.env, job, data).with_env(self.env)

    def day(self, number):
        """Return the date so many days from today; 0 is today."""
        return self.today + timedelta(days=int(number))

    @contextmanager
    def clock_at(self, number):
        """Put the clock of the product back: what is made in here was made on that day."""
        moment = datetime.combine(self.day(number), time(9))
        with (
            patch.object(fields.Datetime, "now", staticmethod(lambda *_args: moment)),
            patch.object(fields.Date, "context_today", staticmethod(lambda *_args, **_more: moment.date())),
        ):
            yield

    def live(self, kits, period):
        """Interview, score and decide on the candidates of a period, and hire some of them."""
        count, first, last = PERIODS[period]
        for place, kit in enumerate(kits):
            random = model.make_random(period, place)
            days = sorted(random.integers(first, last + 1, count).tolist())
            trait = random.standard_normal(count)
            applicants = add_past_applicants(self, kit.job_id, days)
            form = self.get_form(kit, self.day(first), place)
            asked = add_interviews(self, kit, form, applicants, days, trait, random)
            hired = decide(self, applicants, asked, days, random)
            self.settle(kit.job_id, applicants, days, trait, hired, random)
        self.env.invalidate_all()

    def get_form(self, kit, day, place):
        """Return [(question, loading, is counted)]: the kit and what may be tried, by that day's weights."""
        pool = self.env["hr.interview.question"].search(
            kit._get_candidate_domain()
            & fields.Domain("id", "not in", kit.line_ids.question_id.ids)
            & fields.Domain("question_type", "!=", "written")
            & fields.Domain("criterion_ids", "!=", False),
            order="id",
            limit=len(model.TRIED),
        )
        questions = kit.line_ids.question_id | pool
        family, company = kit.job_id.interview_family_id, self.env.company
        known = self.env["hr.interview.question.weight"]._get_known(questions, family, company, day)
        newest = self.env["hr.interview.learning.validity"]._get_newest(questions, family, company)
        loadings = model.turned(model.LOADINGS, len(questions - pool), 2 * place)
        loadings += model.turned(model.TRIED, len(pool), place)
        form = []
        for question, loading in zip(questions, loadings, strict=True):
            is_counted = known.get(question.id, float(question not in pool)) > 0
            if is_counted or question.id not in newest or newest[question.id].verdict != "retire":
                form.append((question, loading, is_counted))
        return form

    def settle(self, job, applicants, days, trait, hired, random):
        """Make employees of the hired, and keep what will become of them until its day comes."""
        import numpy as np

        places = np.flatnonzero(hired).tolist()
        starts = [self.day(days[place] + 14) for place in places]
        employees = add_hires(
            self, job, applicants.browse([applicants.ids[place] for place in places]), starts
        )
        links = job.interview_kpi_ids
        drawn = model.draw_results(random, trait[places], len(links))
        for employee, start, attained, rating, is_dismissed, is_missing in zip(
            employees, starts, *drawn, strict=True
        ):
            row = {
                "external_id": f"simulated-{employee.id}",
                "employee_id": employee.id,
                "window_days": WINDOW,
            }
            if is_dismissed:
                row |= {"date": start + timedelta(days=100), "exit_reason": "hr.departure_fired"}
            else:
                pairs = zip(links.kpi_id, attained, strict=True)
                row |= {
                    "date": start + timedelta(days=WINDOW),
                    "kpis": [make_figure(kpi, float(ratio)) for kpi, ratio in pairs],
                    "rating": False if np.isnan(rating) else float(rating),
                }
            if not is_missing:
                self.waiting.append(row)

    def report(self, until):
        """Import the outcomes whose day has come, as the administrator."""
        due = [row for row in self.waiting if row["date"] <= self.day(until)]
        self.waiting = [row for row in self.waiting if row not in due]
        done = self.env["hr.interview.outcome"].with_user(self.admin).import_rows(due)
        if done["errors"]:
            raise AssertionError(f"A simulated outcome was refused: {done['errors'][0]}")
        self.env.flush_all()
        # Recorded in the week after, not today.
        self.env.cr.execute(
            "UPDATE hr_interview_outcome SET recorded_date = date + 3 WHERE external_id LIKE 'simulated-%'"
        )
        self.env.invalidate_all()

    def learn(self):
        """Make a learning run as the administrator."""
        Run = self.env["hr.interview.learning.run"].with_user(self.admin)
        return Run.browse(Run.run_cycle({})["run_id"])


def make_figure(kpi, ratio):
    """Return what a KPI came to for this attainment: a share up to 100 %, else a whole number."""
    actual = kpi.target / ratio if kpi.direction == "decrease" else kpi.target * ratio
    actual = round(min(actual, 100.0), 1) if kpi.unit == "%" else float(round(actual))
    return {"kpi_code": kpi.code, "target": kpi.target, "actual": actual}


def record_own(env):
    """Record what became of some of Odoo's own demo employees; no interview, so nothing is learnt."""
    Outcome = env["hr.interview.outcome"].with_user(env.ref("base.user_admin"))
    for name, rating in OWN:
        if employee := env.ref(name, raise_if_not_found=False):
            values = {"window_days": 365, "date": str(fields.Date.context_today(env.user)), "rating": rating}
            Outcome.record_outcome(employee.id, {**values, "award": f"{TAG} of ./run demo"})
