"""A learning run over 1,000,000 ratings and 20,000 outcomes against the bare read, and against an ORM loop.

50,000 candidates of three job families answered five of 40 questions, with two criteria and two raters each;
20,000 were hired and have an outcome. Reference = the statements of ``hr.interview.learning.input`` by
themselves, fetched by psycopg2, in the same run. The ORM loop reads the same scores record by record for a
sample of 200 interviews; its time is scaled to all. Memory = growth of the process over both.
"""

import resource
import time

from common import measure

NEEDS = "odoo"
PEOPLE, HIRED, QUESTIONS, ASKED, CRITERIA, FAMILIES = 50_000, 20_000, 40, 5, 2, 3
LIMIT, ORM_LIMIT, MEMORY_LIMIT = 3.0, 50.0, 1500.0
SAMPLE = 200
RUNS = 2
FILL = f"""
    INSERT INTO hr_applicant (partner_name, job_id, company_id, active, kanban_state, create_date)
    SELECT 'Candidate ' || n, (%(jobs)s)[1 + n %% {FAMILIES}], %(company)s, true, 'normal',
           now() - interval '3 years' FROM generate_series(1, {PEOPLE}) n;

    INSERT INTO hr_interview (applicant_id, job_id, company_id, lang, state, minutes, tz, active, is_revealed,
                              panel_revision)
    SELECT id, job_id, company_id, 'en', 'decided', 45, 'UTC', true, true, 2
      FROM hr_applicant WHERE partner_name LIKE 'Candidate %%';

    INSERT INTO hr_interview_answer (interview_id, company_id, sequence, origin, question_id, question,
                                     question_type, weight, is_counted, is_answered, revision)
    SELECT i.id, i.company_id, q, 'kit', (%(questions)s)[1 + (i.id * 7 + q * 8) %% {QUESTIONS}],
           'Describe a repair.', 'behavioural', 1, true, true, 1
      FROM hr_interview i, generate_series(1, {ASKED}) q;

    INSERT INTO hr_interview_answer_criterion (answer_id, company_id, sequence, name, weight, total_weight,
                                               competency_id)
    SELECT a.id, a.company_id, c, 'Criterion', 0.5, 0.5, (%(competencies)s)[c]
      FROM hr_interview_answer a, generate_series(1, {CRITERIA}) c;

    INSERT INTO hr_interview_rating (criterion_id, answer_id, interview_id, company_id, active, user_id,
                                     status, score, answer_revision, is_submitted)
    SELECT c.id, a.id, a.interview_id, a.company_id, true, u, 'scored',
           round((random() * 4 + 3 + 3 * ((a.interview_id * 7919) %% 1000) / 1000.0)::numeric), 1, true
      FROM hr_interview_answer_criterion c
      JOIN hr_interview_answer a ON a.id = c.answer_id, unnest(%(users)s) u;

    INSERT INTO hr_interview_decision (applicant_id, job_id, company_id, user_id, date, decision, comment,
                                       formula, composite, is_current)
    SELECT a.id, a.job_id, a.company_id, (%(users)s)[1],
           now() - interval '400 days' - n * interval '1 minute',
           CASE WHEN n <= {HIRED} THEN 'hire' ELSE 'reject' END, 'As the scores say.', '1.0', a.composite,
           true
      FROM (SELECT a.id, a.job_id, a.company_id, AVG(r.score) AS composite,
                   row_number() OVER (ORDER BY AVG(r.score) DESC) AS n
              FROM hr_applicant a
              JOIN hr_interview i ON i.applicant_id = a.id
              JOIN hr_interview_rating r ON r.interview_id = i.id
             WHERE a.partner_name LIKE 'Candidate %%' GROUP BY a.id) a;

    WITH hires AS (
        SELECT d.applicant_id, d.job_id, d.company_id, row_number() OVER (ORDER BY d.id) AS n,
               d.date::date AS day
          FROM hr_interview_decision d WHERE d.decision = 'hire'
    ), made AS (
        INSERT INTO resource_resource (name, company_id, resource_type, tz, time_efficiency, active)
        SELECT 'Hire ' || n, company_id, 'user', 'UTC', 100, true FROM hires RETURNING id, name, company_id
    ), hired AS (
        INSERT INTO hr_employee (name, company_id, resource_id, active)
        SELECT name, company_id, id, true FROM made RETURNING id, name
    )
    INSERT INTO hr_interview_outcome (employee_id, applicant_id, job_id, company_id, window_days, date,
                                      hire_date, attainment, is_met, source, recorder_id, recorded_date,
                                      is_current)
    SELECT e.id, h.applicant_id, h.job_id, h.company_id, 180, h.day + 180, h.day, x.v,
           CASE WHEN x.v >= 1 THEN 'met' ELSE 'missed' END, 'import', (%(users)s)[1], now(), true
      FROM hires h
      JOIN hired e ON e.name = 'Hire ' || h.n,
           LATERAL (SELECT 0.6 + 0.4 * random() + 0.3 * ((h.applicant_id * 7919) %% 1000) / 1000.0 AS v) x;

    ANALYZE hr_applicant, hr_interview, hr_interview_answer, hr_interview_answer_criterion,
            hr_interview_rating, hr_interview_decision, hr_interview_outcome, hr_employee;
"""


def fill(env, users):
    families = env["hr.interview.job.family"].create([{"name": f"Family {n}"} for n in range(FAMILIES)])
    jobs = env["hr.job"].create(
        [{"name": f"Technician {n}", "interview_family_id": family.id} for n, family in enumerate(families)]
    )
    competencies = env["hr.interview.competency"].create(
        [{"name": f"Competency {n}"} for n in range(CRITERIA)]
    )
    questions = env["hr.interview.question"].create(
        [{"text": f"Describe repair {n} of your last job.", "lang": "en"} for n in range(QUESTIONS)]
    )
    questions.state = "approved"
    env.flush_all()
    env.cr.execute(
        FILL,
        {
            "jobs": jobs.ids,
            "company": env.company.id,
            "competencies": competencies.ids,
            "questions": questions.ids,
            "users": users.ids,
        },
    )
    env.invalidate_all()


def orm_loop(env):
    """Seconds to read the scores of the sample record by record, scaled to all interviews."""
    interviews = env["hr.interview"].search([], limit=SAMPLE)
    env.invalidate_all()
    started = time.perf_counter()
    for interview in interviews:
        for answer in interview.answer_ids:
            given = answer.rating_ids.filtered(
                lambda r: r.is_submitted and r.status == "scored" and r.user_id
            )
            weights = given.criterion_id.mapped("weight")
            assert sum(given.mapped("score")) >= 0 and sum(weights) > 0
    return (time.perf_counter() - started) * PEOPLE / SAMPLE


def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def rows(env):
    """Yield (name, measured, reference, ratio, limit, ok)."""
    users = env["res.users"].create([{"name": f"Rater {n}", "login": f"bench_rater_{n}"} for n in range(2)])
    fill(env, users)
    Run = env["hr.interview.learning.run"]
    reader = env["hr.interview.learning.input"]
    before = peak()
    bare, _queries = measure(env, lambda: reader._fetch_all(env.company, env["hr.job"], 180), RUNS)
    seconds, queries = measure(env, lambda: Run.run_cycle({"dry_run": True}), RUNS)
    memory, ratio = peak() - before, seconds / bare
    title = f"run over {4 * PEOPLE * ASKED} ratings, {HIRED} outcomes / bare read [s], {queries} queries"
    yield title, seconds, bare, ratio, LIMIT, ratio <= LIMIT
    loop = orm_loop(env)
    yield "ORM loop, scaled / run [s]", loop, seconds, loop / seconds, ORM_LIMIT, loop / seconds >= ORM_LIMIT
    yield "memory of both [MB]", memory, None, None, MEMORY_LIMIT, memory <= MEMORY_LIMIT
    Run.run_cycle({})
    seconds, queries = measure(env, lambda: Run.get_dashboard({}), RUNS)
    yield f"dashboard [ms], {queries} queries", 1000 * seconds, None, None, None, queries <= 40
    env.cr.rollback()
