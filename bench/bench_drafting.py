"""Drafting and linting 1,000 questions against what Odoo needs to create() those records.

The reference is the create of the same 1,000 questions with rubric and trace, flushed to the
database, with the wording check switched off so that it does not flatter the ratio.
"""

import time
from unittest.mock import patch

NEEDS = "odoo"
LIMIT = 0.25
BATCHES, SIZE = 50, 20
GATE = "odoo.addons.hr_ai_interview.models.hr_interview_question_gate.lint_text"

DUTIES = """Plan the preventive maintenance of ship-to-shore cranes
Diagnose hydraulic faults during night shifts
Agree maintenance windows with the terminal operator
Document repairs and spare parts in SAP PM
Train new technicians in lockout-tagout
Prepare the yearly inspection with the safety authority
Keep the spare part stock within its budget
Analyse the causes of repeated stops
Coordinate external service companies on site
Improve the handover between shifts"""


def make_job(env):
    Kpi, Competency = env["hr.interview.kpi"], env["hr.interview.competency"]
    kpis = Kpi.create(
        [
            {"name": "Crane availability", "target": 97, "unit": "%"},
            {"name": "Mean time to repair", "target": 4, "unit": "hours", "direction": "decrease"},
            {"name": "Repeated faults", "target": 3, "unit": "%", "direction": "decrease"},
        ]
    )
    competencies = Competency.create(
        [
            {"name": name, "indicator_ids": [(0, 0, {"name": f"{name}: names the figure before and after"})]}
            for name in ("Fault analysis", "Work safety", "Cooperation across shifts")
        ]
    )
    return env["hr.job"].create(
        {
            "name": "Port crane technician (bench)",
            "interview_duties": DUTIES,
            "interview_kpi_ids": [(0, 0, {"kpi_id": kpi.id}) for kpi in kpis],
            "interview_competency_ids": [(0, 0, {"competency_id": c.id}) for c in competencies],
        }
    )


def draft(env, job):
    """Return (seconds in the engine, results of 50 batches of 20)."""
    from odoo.addons.hr_ai_interview.engine import get_engine

    drafting = env["hr.interview.drafting"]
    engine = get_engine("offline")
    requests = [
        drafting._prepare_request(job, drafting._clean_options({"count": SIZE, "seed": seed, "lang": "en"}))
        for seed in range(BATCHES)
    ]
    engine.draft_questions(requests[0])
    started = time.perf_counter()
    results = [engine.draft_questions(request) for request in requests]
    return time.perf_counter() - started, results


def create(env, job, results):
    """Return (seconds Odoo needs to create the drafts, the records)."""
    drafting, applicant = env["hr.interview.drafting"], env["hr.applicant"]
    task = env["hr.interview.ai.task"].create({"kind": "draft", "engine": "offline", "batch": "bench"})
    questions = env["hr.interview.question"]
    env.flush_all()
    with patch(GATE, return_value=[]):
        started = time.perf_counter()
        for result in results:
            questions |= drafting._create_questions(job, applicant, task, result)
        env.flush_all()
        return time.perf_counter() - started, questions


def lint(results):
    from odoo.addons.hr_ai_interview.engine import lint_text

    texts = [draft.text for result in results for draft in result.drafts]
    lint_text(texts[0], "en", "US")
    started = time.perf_counter()
    for text in texts:
        lint_text(text, "en", "US")
    return time.perf_counter() - started, len(texts)


def rows(env):
    """Yield (name, measured, reference, ratio, limit, ok); seconds."""
    job = make_job(env)
    drafted, results = draft(env, job)
    created, questions = create(env, job, results)
    linted, count = lint(results)
    env.cr.rollback()
    for name, measured in ((f"draft {count} questions", drafted), (f"lint {count} questions", linted)):
        ratio = measured / created
        yield f"{name} / create {len(questions)} [s]", measured, created, ratio, LIMIT, ratio < LIMIT
