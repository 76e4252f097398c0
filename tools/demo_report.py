"""What `./run demo` does on the demo company, printed as a report.

Runs inside an Odoo shell (`env` is given); files go to RUN_OUTPUT. A second run reuses what is there.
"""

import itertools
import os
import time
from collections import Counter
from contextlib import contextmanager
from pathlib import Path

from odoo.exceptions import UserError

from tools import demo_history, demo_interviews, demo_learning
from tools.demo_reviewers import PLAYED, as_user, in_lang, review_batch, verdict

JOBS = "workshop_supervisor shop_sales rd_project_manager customer_service online_education_sales ai_trainer"
COUNTS = {"zh_CN": 20, "en": 10}
SAMPLES = (
    ("zh_CN", "CN", "您为什么总是频繁跳槽？"),
    ("zh_CN", "CN", "您结婚了吗？打算什么时候要孩子？"),
    ("en", "US", "Why do you change jobs so often?"),
    ("en", "US", "Are you married and do you plan to have children?"),
)
STYLE = """<style>
body { font: 14px/1.45 "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; margin: 2em auto; max-width: 72em; }
table { border-collapse: collapse; } th, td { border: 1px solid #bbb; padding: 4px; vertical-align: top; }
</style></head>"""
FOLDER = Path(os.environ.get("RUN_OUTPUT") or Path(".run") / "output")
TIMES, LINES = {}, []


@contextmanager
def undone():
    """Do something for show and take it back."""
    savepoint = env.cr.savepoint()
    yield
    savepoint.close(rollback=True)


@contextmanager
def timed(step):
    started = time.perf_counter()
    yield
    TIMES[step] = TIMES.get(step, 0.0) + time.perf_counter() - started


def say(text):
    LINES.append(text)
    print(text, flush=True)


def ref(name):
    return env.ref(f"hr_ai_interview.demo_{name}")


def questions_of(*domain):
    return as_user(env["hr.interview.question"], "recruiter").search([*domain], order="id")


def bank(job, lang):
    drafted = ("applicant_id", "=", False), ("ai_task_id", "!=", False)
    return questions_of(("job_id", "=", job.id), ("lang", "=", lang), *drafted)


def counted(values):
    return ", ".join(f"{n} {value}" for value, n in Counter(values).items())


def show_readiness(jobs):
    say("\n=== 1. Are the job profiles ready? ===")
    for job in jobs.values():
        with timed("readiness"):
            answer = job.interview_readiness()[0]
        missing = " ".join(item["message"] for item in answer["missing"]) or "nothing is missing"
        say(f"{answer['score']:3d}/100  {job.name} / {in_lang(job, 'zh_CN').name}: {missing}")


def show_lint(job):
    say("\n=== 2. The wording check stops harsh and unlawful questions ===")
    none = questions_of(("id", "=", 0))
    for lang, country, text in SAMPLES:
        with timed("wording check"):
            findings = in_lang(none, lang).lint_text(text, lang, country)
        say(f"[{lang}, {country}] {text}")
        for row in findings:
            place = f"at {row['start']}-{row['end']} “{text[row['start'] : row['end']]}”"
            say(f"    {row['severity'].upper():5} {row['code']} {place}: {row['message']}")
        if rewrite := next((row["rewrite"] for row in findings if row["rewrite"]), ""):
            say(f"    ask instead: {rewrite}")
    say("Attempt to approve a blocked question (taken back afterwards):")
    for lang, _country, text in SAMPLES[1::2]:
        with undone():
            question = in_lang(none, lang).create({"text": text, "lang": lang, "job_id": job.id})
            try:
                as_user(question, "reviewer").submit_review(verdict("approve", 5, 5, 5))
                raise AssertionError("a blocked question was approved")
            except UserError as error:
                say(f"    {lang}: refused: {error}")


def draft(jobs):
    say("\n=== 3. Drafting questions (offline engine: no key, no network) ===")
    for job, lang in itertools.product(jobs.values(), COUNTS):
        there, notes, word = bank(job, lang), [], "questions reused"
        if not there:
            with timed(f"drafting {lang}"):
                notes = draft_batches(job, lang)
            there, word = bank(job, lang), "questions drafted"
        say(f"{job.name}, {lang}: {len(there)} {word} ({counted(there.mapped('question_type'))})")
        for note in notes:
            say(f"    note: {note}")


def draft_batches(job, lang):
    """A general batch, and one question on each competency, so that a kit can cover all of them."""
    ids = job.interview_competency_ids.competency_id.ids
    each = {"count": len(ids), "types": ["behavioural"], "competency_ids": ids, "lang": lang}
    answers = job.generate_interview_questions({"count": COUNTS[lang], "lang": lang, "seed": 7})
    answers += job.generate_interview_questions(each)
    return [note["message"] for answer in answers for note in answer["notes"]]


def draft_for_candidate(job, applicant):
    own, word = questions_of(("applicant_id", "=", applicant.id)), "reused"
    if not own:
        with timed("drafting for a candidate"):
            options = {"count": 8, "lang": "zh_CN", "types": ["behavioural", "technical"]}
            job.generate_interview_questions({**options, "applicant_id": applicant.id})
        own, word = questions_of(("applicant_id", "=", applicant.id)), "drafted"
    say(f"For one candidate for {job.name}, from the résumé and open points: {len(own)} {word}")
    for question in in_lang(own[:3], "zh_CN"):
        say(f"    {question.text}\n        because: {question.source_ids[:1].reason}")


def review(jobs):
    say(f"\n=== 4. Review: nothing is asked before a person has signed it ===\n{PLAYED}")
    total = Counter()
    for job, lang in itertools.product(jobs.values(), COUNTS):
        # The planted one waits for a person: the played reviewers would only prove their own rules.
        if waiting := bank(job, lang).filtered(
            lambda q: q.state in ("draft", "review") and not q.sudo().is_seeded
        ):
            with timed("review"):
                total += review_batch(waiting, lang)
    say(", ".join(f"{n} {what}" for what, n in total.items()) or "All were decided in an earlier run.")
    verdicts = env["hr.interview.question.review"].search([])
    say(f"    rejected because: {counted(row.reason for row in verdicts if row.decision == 'reject')}")
    for row in verdicts.filtered("text_after")[:1]:
        say(f"    edited by {row.reviewer_id.name}: {row.reason}\n        {row.text_after}")
    for stat in env["hr.interview.reviewer.stat"].search([]):
        counts = f"{stat.approve_count} approved, {stat.edit_count} edited, {stat.reject_count} rejected"
        say(f"    {stat.reviewer_id.name}: {counts}; planted questions caught: {stat.catch_rate}")


def assemble(jobs):
    say("\n=== 5. Kits: time, coverage and weights ===")
    kinds = []
    for (key, job), lang in itertools.product(jobs.items(), COUNTS):
        for number, interview_round in enumerate(job.interview_round_ids, 1):
            kinds += export(kit_for(job, interview_round, lang), f"kit_{key}_{number}_{lang}")
    say(f"Files in {os.path.relpath(FOLDER)}: {counted(kinds)}, such as kit_shop_sales_1_zh_CN.html")


def kit_for(job, interview_round, lang):
    in_use = interview_round.kit_ids.filtered(lambda k: k.state == "ready" and not k.is_stale)
    kit, word = in_use.filtered(lambda k: k.lang == lang)[:1], "reused"
    if not kit:
        with timed("kits"):
            answer = job.assemble_interview_kit({"round_id": interview_round.id, "lang": lang})[0]
            kit = kit.browse(answer["kit_id"])
            word = "in use" if answer["question_ids"] and kit.action_ready() else "EMPTY"
    covered = [row["n"] > 0 for row in kit._get_coverage_rows()]
    size = f"{kit.question_count} questions, {kit.minutes}/{kit.minutes_available} min"
    unmet = f"; unmet: {' '.join(kit.unmet.splitlines())}" if kit.unmet else ""
    say(f"{kit.name}, {lang}: {size}, {sum(covered)}/{len(covered)} competencies, {word}{unmet}")
    return kit


def export(kit, name):
    Report, report = env["ir.actions.report"], ("hr_ai_interview.report_kit", kit.ids)
    with timed("export"):
        html = Report._render_qweb_html(*report)[0].decode().replace("</head>", STYLE, 1)
        contents = {"html": html.encode(), "xlsx": kit._render_xlsx()}
        if Report.get_wkhtmltopdf_state() in ("ok", "upgrade"):
            contents["pdf"] = Report._render_qweb_pdf(*report)[0]
    for kind, content in contents.items():
        (FOLDER / f"{name}.{kind}").write_bytes(content)
    return list(contents)


def show_sample(job, goal):
    say("\n=== 6. One question as an interviewer sees it ===")
    for lang in COUNTS:
        approved = in_lang(bank(job, lang).filtered(lambda q: q.state == "approved"), lang)
        on_goal = approved.filtered(lambda q: goal in q.kpi_ids and q.source_ids[:1].kind == "kpi")
        question = (on_goal or approved)[:1]
        say(f"[{lang}] {question.code} ({question.minutes} min) {question.text}")
        for criterion in question.criterion_ids:
            say(f"    {criterion.name} ({criterion.weight:.0%})\n         0: {criterion.anchor_0}")
            say(f"         6: {criterion.anchor_6}\n        10: {criterion.anchor_10}")
        say(f"    follow-up: {(question.probes or '-').splitlines()[0]}")
        for source in question.source_ids:
            say(f"    why: {source.kind} “{source.excerpt}”: {source.reason}")


def show_goal_change(kpi):
    say("\n=== 7. A goal changes: what was made from it is marked (taken back afterwards) ===")
    with undone(), timed("goal change"):
        before, kpi.target = kpi.target_display, kpi.target * 0.75
        stale = questions_of(("kpi_ids", "in", kpi.ids), ("is_stale", "=", True))
        kits = len(stale.kit_line_ids.kit_id.filtered("is_stale"))
        say(f"{kpi.name} {before} -> {kpi.target_display}: outdated now {len(stale)} questions, {kits} kits")


def interviews(jobs):
    say("\n=== 8. Interviews: asked, written down, scored blind, decided ===")
    say(demo_interviews.prepare(env))
    for data in demo_interviews.read(env):
        with timed("interviews"):
            held = demo_interviews.hold(env, data)
            decisions = demo_interviews.decide(env, data, held)
        job = in_lang(jobs[data["job"]], data["lang"])
        opened = held.filtered("is_revealed")
        say(f"{job.name}: {len(held)} interviews, {len(opened)} with all scores, {decisions} decisions")
        with timed("comparison"):
            show_comparison(as_user(opened.applicant_id, "recruiter")[:6], data["lang"])


def show_comparison(applicants, lang):
    """The comparison as the screen shows it: people's score, the AI's in brackets, or what is missing."""
    table = in_lang(applicants, lang).compare_interviews()
    names = {row["competency_id"]: row["name"] for row in table["dimensions"]}
    for row in sorted(table["applicants"], key=lambda row: -(row["composite"] or 0)):
        cells = [
            f"{names[cell['competency_id']]} {number(cell['score'])} ({number(cell['ai'])})"
            for cell in row["cells"]
            if cell["score"] is not False or cell["ai"] is not False
        ]
        decision = row["decision"]["label"] if row["decision"] else "-"
        say(f"    {number(row['composite']):>4} ({number(row['ai_composite'])}) {row['name']}: {decision}")
        say(f"         {', '.join(cells)}")


def number(score):
    return "–" if score is False else f"{score:.1f}"


def learning():
    say(f"\n=== 9. What became of the hires, and what is learnt of it ===\n{demo_learning.NOTE}")
    with timed("simulated past and learning"):
        runs = demo_history.ensure(env)
    for line in demo_learning.describe(env, runs):
        say(line)


def leave_some_to_review(job):
    """Whoever opens the screens next finds work: drafts in two languages, one of them planted."""
    waiting = questions_of(
        ("job_id", "=", job.id), ("state", "in", ("draft", "review")), ("applicant_id", "=", False)
    )
    if not waiting:
        for lang in ("zh_CN", "en"):
            job.generate_interview_questions({"count": 5, "lang": lang})
        vals = {"job_id": job.id, "lang": "en", "count": 1}
        wizard = env["hr.interview.plant"].with_user(env.ref("base.user_admin"))
        wizard.create(vals).action_plant()
    say(f"\n{job.name}: some drafts are left for you to review, one of them planted")


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    jobs = {key: as_user(ref(f"job_{key}"), "recruiter") for key in JOBS.split()}
    show_readiness(jobs)
    show_lint(jobs["customer_service"])
    draft(jobs)
    draft_for_candidate(jobs["shop_sales"], ref("applicant_shop_sales_zh"))
    review(jobs)
    assemble(jobs)
    show_sample(jobs["shop_sales"], ref("kpi_repeat_purchase"))
    show_goal_change(as_user(ref("kpi_scrap"), "recruiter"))
    interviews(jobs)
    learning()
    leave_some_to_review(jobs["customer_service"])
    say("\n=== Time ===")
    say("\n".join(f"{seconds:7.2f} s  {step}" for step, seconds in TIMES.items()))
    say("\nNext: ./run serve, then http://127.0.0.1:8069/odoo as admin or reviewer (password = login)")
    (FOLDER / "demo_report.txt").write_text("\n".join(LINES) + "\n", encoding="utf-8")
    env.cr.commit()


main()
