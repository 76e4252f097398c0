"""The rows of the simulated past: applicants, interviews with their scores, decisions, employees."""

import uuid
from datetime import datetime, time, timedelta

from tools import demo_history_model as model
from tools.demo_insert import insert, link

TRIALS = 2
TEXT = "Simulated answer of ./run demo: only its scores exist."
COMMENT = "Simulated score of ./run demo."
DECISION = "Simulated decision of ./run demo."


def at(history, number, hour):
    return datetime.combine(history.day(number), time(hour))


def add_past_applicants(history, job, days):
    """Return archived applicants who applied two to seven weeks before they were decided on."""
    first, history.count = history.count + 1, history.count + len(days)
    applicants = insert(
        history.env["hr.applicant"],
        [
            {
                "partner_name": f"Simulated candidate {number:03d}",
                "job_id": job.id,
                "department_id": job.department_id.id,
                "company_id": history.env.company.id,
                "stage_id": history.env.ref("hr_recruitment.stage_job2").id,
                "active": False,
                "create_date": at(history, day - 14 - 7 * number % 36, 8),
            }
            for number, day in enumerate(days, first)
        ],
    )
    link(applicants, "categ_ids", [(applicant, history.tag.id) for applicant in applicants.ids])
    return applicants


def add_interviews(history, kit, form, applicants, days, trait, random):
    """Ask each applicant what counts and two questions on trial, scored by two; return the interviews."""
    env, company = history.env, history.env.company
    pairs = model.draw_raters(random, len(days))
    users = [[history.raters.ids[place] for place in pair] for pair in pairs.tolist()]
    interviews = insert(
        env["hr.interview"],
        [
            {
                "applicant_id": applicant,
                "job_id": kit.job_id.id,
                "company_id": company.id,
                "round_id": kit.round_id.id,
                "lang": kit.lang,
                "state": "decided",
                "minutes": kit.minutes,
                "tz": "Asia/Shanghai",
                "user_id": env.ref("hr_ai_interview.demo_user_recruiter").id,
                "active": True,
                "panel_revision": 2,
                "is_revealed": True,
                "was_revealed": True,
                "date_start": at(history, day - 3, 2),
                "date_stop": at(history, day - 3, 3),
                "started_date": at(history, day - 3, 2),
                "finished_date": at(history, day - 3, 3),
            }
            for applicant, day in zip(applicants.ids, days, strict=True)
        ],
    )
    panel = [(one, user) for one, both in zip(interviews.ids, users, strict=True) for user in both]
    for name in ("interviewer_ids", "submitted_user_ids"):
        link(interviews, name, panel)
    scores = model.draw_scores(
        random,
        trait,
        [loading for _q, loading, _c in form],
        [len(q.criterion_ids) for q, _l, _c in form],
        pairs,
    )
    add_answers(history, kit, form, interviews, users, days, scores, random)
    return interviews


def add_answers(history, kit, form, interviews, users, days, scores, random):
    """Copy the questions as the product does, and write down the scores of both interviewers."""
    env = history.env
    prepared = [prepare(env, kit, question, is_counted) for question, _loading, is_counted in form]
    places = [(number, place) for number in range(len(interviews)) for place in draw_questions(form, random)]
    answers = insert(
        env["hr.interview.answer"],
        [
            {
                **prepared[place][0],
                "interview_id": interviews.ids[number],
                "company_id": env.company.id,
                "sequence": 10 * place + 10,
                "revision": 1,
                "author_id": users[number][0],
                "is_answered": True,
                "sealed_text": TEXT,
            }
            for number, place in places
        ],
    )
    subjects = [
        (answer, competency)
        for answer, (_number, place) in zip(answers.ids, places, strict=True)
        for competency in form[place][0].competency_ids.ids
    ]
    link(answers, "competency_ids", subjects)
    rubric = [
        (answer, number, place, row)
        for answer, (number, place) in zip(answers.ids, places, strict=True)
        for row in range(len(prepared[place][1]))
    ]
    criteria = insert(
        env["hr.interview.answer.criterion"],
        [
            {**prepared[place][1][row], "answer_id": answer, "company_id": env.company.id}
            for answer, _number, place, row in rubric
        ],
    )
    insert(
        env["hr.interview.rating"],
        [
            {
                "criterion_id": criterion,
                "answer_id": answer,
                "interview_id": interviews.ids[number],
                "company_id": env.company.id,
                "user_id": users[number][rater],
                "status": "scored",
                "score": float(scores[place][number, row, rater]),
                "comment": COMMENT,
                "answer_revision": 1,
                "is_submitted": True,
                "submitted_date": at(history, days[number] - 2, 9),
            }
            for criterion, (answer, number, place, row) in zip(criteria.ids, rubric, strict=True)
            for rater in (0, 1)
        ],
    )


def prepare(env, kit, question, is_counted):
    """Return the values of an answer and of its criteria, as they are made for a plan."""
    # A question without weight is tried with 1, as in a plan.
    weight = kit._get_question_weights(question)[question.id] or 1.0
    values = env["hr.interview.answer"]._prepare_vals(question, kit.lang, 0, "kit", weight, is_counted)
    values.pop("competency_ids")
    return values, [command[2] for command in values.pop("criterion_ids")]


def draw_questions(form, random):
    """Return the places of the questions of one interview: all that count, and two of the others."""
    tried = [place for place, (_question, _loading, is_counted) in enumerate(form) if not is_counted]
    drawn = random.permutation(tried)[:TRIALS].tolist()
    return [place for place in range(len(form)) if form[place][2] or place in drawn]


def decide(history, applicants, interviews, days, random):
    """Record who was hired, with the composite the product makes of the scores; return bool[n]."""
    from odoo.addons.hr_ai_interview.models.hr_interview_report import FORMULA

    env = history.env
    # The planner of the database knows nothing yet of tables that were empty.
    env.cr.execute(
        "ANALYZE hr_applicant, hr_interview, hr_interview_answer, hr_interview_answer_criterion, "
        "hr_interview_rating"
    )
    Interview, rows = env["hr.interview"], interviews._get_dimension_rows()
    heads = applicants[0]._get_heads([row for own in rows.values() for row in own])
    merged = [applicants._merge_dimensions(rows[interview], heads) for interview in interviews]
    composite = [Interview._get_composite(own, "human") for own in merged]
    hired = model.choose_hires(random, composite)
    decisions = [
        {
            "applicant_id": applicant.id,
            "job_id": applicant.job_id.id,
            "company_id": env.company.id,
            "user_id": env.ref("hr_ai_interview.demo_user_recruiter").id,
            "date": at(history, day, 8),
            "decision": "hire" if is_hired else "reject",
            "comment": DECISION,
            "formula": FORMULA,
            "composite": total,
            "coverage": Interview._get_coverage_share(own),
            "facts": {
                "dimensions": own,
                "overrides": [],
                "interviews": [
                    {"interview_id": interview.id, "round": interview.round_id.name, "is_revealed": True}
                ],
            },
        }
        for applicant, interview, day, is_hired, own, total in zip(
            applicants, interviews, days, hired, merged, composite, strict=True
        )
    ]
    insert(env["hr.interview.decision"], decisions)
    return hired


def add_hires(history, job, applicants, starts):
    """Return archived employees with a contract; the pseudonym joins them to their interview."""
    env, company = history.env, history.env.company
    names = applicants.mapped("partner_name")
    base = {"company_id": company.id, "active": False}
    resources = insert(
        env["resource.resource"], [{**base, "name": name, "tz": "Asia/Shanghai"} for name in names]
    )
    keys = [uuid.uuid4().hex for _name in names]
    employees = insert(
        env["hr.employee"],
        [
            {**base, "name": name, "resource_id": resource, "interview_key": key}
            for name, resource, key in zip(names, resources.ids, keys, strict=True)
        ],
    )
    insert(
        env["hr.version"],
        [
            {
                "employee_id": employee,
                "company_id": company.id,
                "active": True,
                "job_id": job.id,
                "department_id": job.department_id.id,
                "date_version": start,
                "contract_date_start": start,
            }
            for employee, start in zip(employees.ids, starts, strict=True)
        ],
    )
    env.cr.execute(
        "UPDATE hr_employee e SET current_version_id = v.id FROM hr_version v "
        "WHERE v.employee_id = e.id AND e.id = ANY(%s)",
        [employees.ids],
    )
    stage = env["hr.recruitment.stage"].search([("hired_stage", "=", True)], limit=1)
    closed = [datetime.combine(start - timedelta(days=12), time(8)) for start in starts]
    env.cr.execute_values(
        "UPDATE hr_applicant a SET employee_id = v.employee, interview_key = v.key, stage_id = v.stage, "
        "date_closed = v.closed FROM (VALUES %s) AS v(id, employee, key, stage, closed) WHERE a.id = v.id",
        list(zip(applicants.ids, employees.ids, keys, [stage.id] * len(keys), closed, strict=True)),
    )
    return employees
