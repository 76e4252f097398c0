"""The list of the question bank with 50,000 questions against the one with 500.

Both banks are filled by SQL, read by the same officer, 80 rows as the web client asks for them. The
search panel is measured apart. Reference = the same call on the small bank in the same run.
"""

from common import measure
from lxml import etree

NEEDS = "odoo"
SMALL, LARGE = 500, 50_000
RUNS = 25
LIMIT = 1.5
SPECIFICATION = {
    "code": {},
    "text": {},
    "question_type": {},
    "difficulty": {},
    "minutes": {},
    "lang": {},
    "state": {},
    "is_stale": {},
    "lint_level": {},
    "job_id": {"fields": {"display_name": {}}},
    "competency_ids": {"fields": {"display_name": {}, "color": {}}},
    "kpi_ids": {"fields": {"display_name": {}}},
}
DOMAIN = [("state", "!=", "retired"), ("applicant_id", "=", False)]


def fill(env, count, links):
    """Bring the bank to ``count`` questions; each has one KPI and one competency of ``links``."""
    kpis, competencies = links
    have = env["hr.interview.question"].search_count([])
    env.cr.execute(
        """
        INSERT INTO hr_interview_question (
            code, version, company_id, active, text, lang, question_type, difficulty, minutes, state,
            content_revision, lint_level, is_stale, create_uid, write_uid, create_date, write_date)
        SELECT 'B' || n, 1, %(company)s, true,
               jsonb_build_object('en_US', 'Describe repair number ' || n || ' of your last job.'), 'en',
               (ARRAY['behavioural', 'technical', 'okr', 'culture', 'written'])[1 + n %% 5],
               (ARRAY['basic', 'intermediate', 'advanced'])[1 + n %% 3], 5 + n %% 10,
               (ARRAY['draft', 'review', 'approved', 'approved'])[1 + n %% 4],
               1, 'none', false, 1, 1, now(), now()
          FROM generate_series(%(first)s, %(last)s) n
        """,
        {"company": env.company.id, "first": have + 1, "last": count},
    )
    for table, column, ids in (
        ("hr_interview_kpi_hr_interview_question_rel", "hr_interview_kpi_id", kpis.ids),
        ("hr_interview_competency_hr_interview_question_rel", "hr_interview_competency_id", competencies.ids),
    ):
        env.cr.execute(
            f"""
            INSERT INTO {table} (hr_interview_question_id, {column})
            SELECT id, (%(ids)s)[1 + id %% %(n)s] FROM hr_interview_question WHERE code LIKE 'B%%'
            ON CONFLICT DO NOTHING
            """,
            {"ids": ids, "n": len(ids)},
        )
    env.cr.execute("ANALYZE hr_interview_question")
    env.invalidate_all()


def calls(env):
    Question = env["hr.interview.question"].with_context(lang="en_US")
    arch = etree.fromstring(Question.get_view(view_type="list")["arch"])
    count_limit = int(arch.get("count_limit")) + 1  # as the web client asks
    panel = {"enable_counters": True, "search_domain": DOMAIN, "limit": 200}
    return {
        "bank list, 80 rows": lambda: Question.web_search_read(
            DOMAIN, SPECIFICATION, limit=80, count_limit=count_limit
        ),
        "exact total": lambda: Question.search_count(DOMAIN),
        "search panel: type": lambda: Question.search_panel_select_range("question_type", **panel),
        "search panel: state": lambda: Question.search_panel_select_multi_range("state", **panel),
        "search panel: competencies": lambda: Question.search_panel_select_multi_range(
            "competency_ids", search_domain=DOMAIN, limit=200
        ),
    }


def make_officer(env):
    return env["res.users"].create(
        {
            "name": "Bench officer",
            "login": "bench_officer",
            "group_ids": [(4, env.ref("hr_recruitment.group_hr_recruitment_user").id)],
        }
    )


def rows(env):
    """Yield (name, measured, reference, ratio, limit, ok); measured on the large bank."""
    links = (
        env["hr.interview.kpi"].create([{"name": f"Goal {n}"} for n in range(20)]),
        env["hr.interview.competency"].create([{"name": f"Competency {n}"} for n in range(12)]),
    )
    officer = env(user=make_officer(env))
    fill(env, SMALL, links)
    small = {name: measure(officer, call, RUNS) for name, call in calls(officer).items()}
    fill(env, LARGE, links)
    large = {name: measure(officer, call, RUNS) for name, call in calls(officer).items()}
    env.cr.rollback()
    for name, (seconds, queries) in large.items():
        reference, few = small[name]
        limit = LIMIT if name.startswith("bank") else None
        ratio = seconds / reference
        ok = queries <= few and (limit is None or ratio <= limit)
        yield f"{name}: {LARGE} / {SMALL} [s], {queries} queries", seconds, reference, ratio, limit, ok
