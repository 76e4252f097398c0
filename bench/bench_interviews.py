"""10,000 interviews: dimension scores against plain SQL; reports and the console one by one.

300,000 ratings (2 people and an engine, 5 questions with 2 criteria each) are inserted by SQL and read by a
recruitment officer through ``hr.interview.dimension.score``, record rules included. Reference = the plain
unweighted mean in SQL in the same run, without raters: by interview, dimension and engine, then by job.
50 reports may cost as many queries as 5, apart from further batches of 1,000 ratings.
"""

from common import measure

NEEDS = "odoo"
INTERVIEWS, QUESTIONS, CRITERIA, JOBS, COMPETENCIES = 10_000, 5, 2, 20, 6
LONG = 12  # questions of the interview whose console is opened
RUNS = 5
LIMIT = 3.0
REPORTS, FEW = 50, 5
LIST = {
    "interview_id": {"fields": {"display_name": {}}},
    "competency_id": {"fields": {"display_name": {}}},
    "kind": {},
    "engine": {},
    "score": {},
    "low": {},
    "high": {},
    "n_raters": {},
    "n_scored": {},
    "n_total": {},
    "date": {},
}
PLAIN = """
    SELECT i.job_id, means.competency_id, AVG(means.score), COUNT(*)
      FROM (SELECT r.interview_id, c.competency_id, r.engine, AVG(r.score) AS score
              FROM hr_interview_rating r
              JOIN hr_interview_answer_criterion c ON c.id = r.criterion_id
              JOIN hr_interview_answer a ON a.id = r.answer_id
             WHERE r.active AND r.is_submitted AND a.is_counted
          GROUP BY r.interview_id, c.competency_id, r.engine) means
      JOIN hr_interview i ON i.id = means.interview_id
  GROUP BY i.job_id, means.competency_id
"""
FILL = f"""
    INSERT INTO hr_applicant (partner_name, job_id, company_id, active, kanban_state, create_date)
    SELECT 'Candidate ' || n, (%(jobs)s)[1 + n %% {JOBS}], %(company)s, true, 'normal', now()
      FROM generate_series(1, {INTERVIEWS}) n;

    INSERT INTO hr_interview (applicant_id, job_id, company_id, lang, state, minutes, tz, active, is_revealed,
                              panel_revision, date_start)
    SELECT id, job_id, company_id, 'en', 'decided', 45, 'UTC', true, true, 2, now() - id * interval '1 hour'
      FROM hr_applicant WHERE partner_name LIKE 'Candidate %%';

    INSERT INTO hr_interview_panel_rel SELECT i.id, u FROM hr_interview i, unnest(%(users)s) u;
    INSERT INTO hr_interview_submitted_rel SELECT i.id, u FROM hr_interview i, unnest(%(users)s) u;

    INSERT INTO hr_interview_answer (interview_id, company_id, sequence, origin, question, question_type,
                                     weight, is_counted, is_answered, revision, sealed_text)
    SELECT i.id, i.company_id, q, 'kit', 'Describe repair ' || q || '.', 'behavioural', 1 + q %% 2, true,
           true, 1, 'I measured the pressure at the pump and replaced the seal.'
      FROM hr_interview i, generate_series(1, {QUESTIONS}) q;

    INSERT INTO hr_interview_answer_criterion (answer_id, company_id, sequence, name, weight, total_weight,
                                               competency_id)
    SELECT a.id, a.company_id, c, 'Criterion ' || c, 1.0 / {CRITERIA}, a.weight / {CRITERIA},
           (%(competencies)s)[1 + (a.sequence + c) %% {COMPETENCIES}]
      FROM hr_interview_answer a, generate_series(1, {CRITERIA}) c;

    INSERT INTO hr_interview_rating (criterion_id, answer_id, interview_id, company_id, active, user_id,
                                     engine, status, score, answer_revision, is_submitted)
    SELECT c.id, a.id, a.interview_id, a.company_id, true, u, CASE WHEN u IS NULL THEN 'offline' END,
           CASE WHEN c.id %% 10 > 0 THEN 'scored' WHEN u IS NULL THEN 'insufficient_evidence'
                ELSE 'not_assessed' END,
           CASE WHEN c.id %% 10 > 0 THEN (c.id * 7 + COALESCE(u, 3)) %% 11 END, 1, true
      FROM hr_interview_answer_criterion c
      JOIN hr_interview_answer a ON a.id = c.answer_id, unnest(%(raters)s) u;

    ANALYZE hr_applicant, hr_interview, hr_interview_panel_rel, hr_interview_submitted_rel,
            hr_interview_answer, hr_interview_answer_criterion, hr_interview_rating;
"""


def make_user(env, login, group):
    groups = [(4, env.ref(f"hr_recruitment.group_hr_recruitment_{group}").id)]
    return env["res.users"].create({"name": login, "login": login, "group_ids": groups})


def fill(env, panel):
    jobs = env["hr.job"].create([{"name": f"Technician {n}"} for n in range(JOBS)])
    competencies = env["hr.interview.competency"].create(
        [{"name": f"Competency {n}"} for n in range(COMPETENCIES)]
    )
    jobs.interview_competency_ids = [(0, 0, {"competency_id": c.id}) for c in competencies]
    env.flush_all()
    values = {"jobs": jobs.ids, "competencies": competencies.ids, "company": env.company.id}
    env.cr.execute(FILL, {**values, "users": panel.ids, "raters": [*panel.ids, None]})
    env.invalidate_all()


def make_long(env, panel):
    """Return an interview in progress with ``LONG`` questions."""
    job = env["hr.job"].search([("name", "=", "Technician 0")])
    answers = [
        (0, 0, {"question": f"Describe repair {n}.", "text": "I measured the pressure.",
                "criterion_ids": [(0, 0, {"name": f"Criterion {c}", "weight": 0.5, "total_weight": 0.5})
                                  for c in range(CRITERIA)]})
        for n in range(LONG)
    ]  # fmt: skip
    applicant = env["hr.applicant"].create({"partner_name": "Ada", "job_id": job.id})
    vals = {"applicant_id": applicant.id, "job_id": job.id, "company_id": env.company.id, "lang": "en"}
    return env["hr.interview"].create(
        {**vals, "interviewer_ids": [(6, 0, panel.ids)], "answer_ids": answers, "state": "running"}
    )


def score_rows(env, officer):
    def plain():
        env.cr.execute(PLAIN)
        return env.cr.fetchall()

    Score = officer["hr.interview.dimension.score"]
    reference, _one = measure(env, plain, RUNS)
    for name, call, limit in (
        (
            "by job and dimension",
            lambda: Score.formatted_read_group([], ["job_id", "competency_id"], ["score:avg", "__count"]),
            LIMIT,
        ),
        (
            "list of all, 80 rows and their number",
            lambda: Score.web_search_read([], LIST, limit=80, count_limit=10_001),
            None,
        ),
    ):
        seconds, queries = measure(officer, call, RUNS)
        ratio = seconds / reference
        title = f"{INTERVIEWS} interviews, {name} / plain means [s], {queries} queries"
        yield title, seconds, reference, ratio, limit, limit is None or ratio <= limit


def report_rows(officer):
    interviews = officer["hr.interview"].search([("state", "=", "decided")], limit=REPORTS)
    _seconds, few = measure(officer, interviews[:FEW].get_report, RUNS)
    seconds, many = measure(officer, interviews.get_report, RUNS)
    title = f"queries of {REPORTS} reports / of {FEW}"
    yield title, many, few, many / few, 1.25, many <= 1.25 * few
    yield f"a report, of {REPORTS} [ms]", 1000 * seconds / REPORTS, None, None, None, True


def rows(env):
    """Yield (name, measured, reference, ratio, limit, ok)."""
    officer = env(user=make_user(env, "bench_officer", "user"))
    panel = make_user(env, "bench_one", "interviewer") | make_user(env, "bench_two", "interviewer")
    fill(env, panel)
    yield from score_rows(env, officer)
    yield from report_rows(officer)
    console = make_long(env, panel).with_user(panel[0])
    env.flush_all()
    seconds, queries = measure(console.env, console.get_console, RUNS)
    yield f"console of {LONG} questions [ms], {queries} queries", 1000 * seconds, None, None, None, True
    env.cr.rollback()
