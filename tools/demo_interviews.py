"""The interviews of the demo company: what six candidates of each job said, and what two people gave for it.

The texts are in `hr_ai_interview/demo/interviews/*.json`. Everything goes through the doors a person or a
program would use: questions are written, reviewed, put into a kit, asked, answered, scored blind, decided.
"""

import json
from datetime import timedelta
from pathlib import Path

from odoo import fields
from odoo.fields import Command

from tools.demo_reviewers import as_user, in_lang, verdict

#: Part of the file -> login of the demo user who plays it.
NAMES = {"zh_CN": "结构化初试", "en": "structured first interview"}
RATERS = {"first": "interviewer", "second": "interviewer2"}
PLAYED = """\
NOTE: questions, answers and scores of people are written texts of this demo; the AI's scores are what the
offline engine gives for those answers{how}."""


def folder(env):
    import odoo.addons.hr_ai_interview as addon

    return Path(addon.__file__).parent / "demo" / "interviews"


def prepare(env):
    """Compare meaning where the optional package is there; return the note to show."""
    from odoo.addons.hr_ai_interview.engine import embedding

    env.company.interview_compares_meaning = embedding.is_installed()
    how = ", with meaning compared on this machine" if embedding.is_installed() else ""
    return PLAYED.format(how=how)


def read(env):
    """Return the demo interviews, one dictionary per job."""
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder(env).glob("*.json"))]


def hold(env, data):
    """Hold the interviews of one job; what is there from an earlier run is left alone. Return them."""
    job = as_user(env.ref(f"hr_ai_interview.demo_job_{data['job']}"), "recruiter")
    kit = find_kit(env, job, data)
    raters = [env.ref(f"hr_ai_interview.demo_user_{login}").id for login in RATERS.values()]
    interviews = env["hr.interview"]
    for number, person in enumerate(data["applicants"]):
        applicant = _applicant(env, job, person)
        options = {"round_id": kit.round_id.id, "kit_id": kit.id, "interviewer_ids": raters}
        held = applicant.interview_ids.filtered(lambda i: i.kit_id == kit and i.state != "cancelled")
        if held:
            interviews |= held
            continue
        day = fields.Datetime.now().replace(hour=9, minute=0, second=0) - timedelta(days=9 - number)
        # Nobody of the demo company is to get a mail.
        quiet = applicant.with_context(no_mail_to_attendees=True, dont_notify=True)
        [planned] = quiet.start_interview({**options, "date_start": f"{day:%Y-%m-%d %H:%M:%S}"})
        interview = env["hr.interview"].browse(planned["interview_id"])
        if planned["created"]:
            _play(interview, person, data)
        interviews |= interview
    return interviews


def find_kit(env, job, data):
    """Return the kit of a job, made of the questions of the file at the first call."""
    interview_round = env.ref(f"hr_ai_interview.{data['round']}")
    name = f"{in_lang(job, data['lang']).name} · {NAMES[data['lang']]}"
    kit = as_user(env["hr.interview.kit"], "recruiter").search([("name", "=", name)], limit=1)
    if kit:
        return kit
    questions = [_question(env, job, row, data) for row in data["questions"]]
    kit = kit.create(
        {
            "name": name,
            "job_id": job.id,
            "round_id": interview_round.id,
            "lang": data["lang"],
            "line_ids": [
                Command.create({"question_id": question.id, "sequence": 10 * number})
                for number, question in enumerate(questions, 1)
            ],
        }
    )
    kit.action_ready()
    return kit


def _question(env, job, row, data):
    """A question a person wrote, approved by the reviewer."""
    competency = env.ref(f"hr_ai_interview.demo_competency_{row['competency']}")
    kpi = env.ref(f"hr_ai_interview.demo_kpi_{row['kpi']}") if row["kpi"] else env["hr.interview.kpi"]
    question = in_lang(as_user(env["hr.interview.question"], "recruiter"), data["lang"]).create(
        {
            "text": row["text"],
            "lang": data["lang"],
            "question_type": row["type"],
            "difficulty": row["difficulty"],
            "minutes": row["minutes"],
            "probes": "\n".join(row["probes"]),
            "job_id": job.id,
            "kpi_ids": [Command.set(kpi.ids)],
            "competency_ids": [Command.set(competency.ids)],
            "criterion_ids": [Command.create(_criterion(env, part)) for part in row["criteria"]],
        }
    )
    question.action_submit()
    as_user(question, "reviewer").submit_review(verdict("approve", 5, 5, 4))
    return question


def _criterion(env, part):
    return {
        "key": part["key"],
        "name": part["name"],
        "weight": part["weight"],
        "competency_id": env.ref(f"hr_ai_interview.demo_competency_{part['competency']}").id,
        "positive": "\n".join(part["positive"]),
        "negative": "\n".join(part["negative"]),
        **{f"anchor_{level}": text for level, text in part["anchors"].items()},
    }


def _applicant(env, job, person):
    if person["applicant"]:
        return as_user(env.ref(f"hr_ai_interview.demo_{person['applicant']}"), "recruiter")
    Applicant = as_user(env["hr.applicant"], "recruiter")
    domain = [("partner_name", "=", person["name"]), ("job_id", "=", job.id)]
    return Applicant.search(domain, limit=1) or Applicant.create(
        {"partner_name": person["name"], "job_id": job.id}
    )


def _play(interview, person, data):
    """Write the answers down, have them scored by both people and by the offline engine."""
    asked = interview.answer_ids.grouped("question_id")
    in_kit = [asked[question] for question in interview.kit_id.line_ids.question_id]
    answers = dict(zip([row["key"] for row in data["questions"]], in_kit, strict=True))
    # Questions on trial come besides; this demo has no answers to them.
    others = interview.answer_ids.filtered(lambda answer: answer not in in_kit)
    unasked = [
        {"answer_id": row.answer_id.id, "criterion_id": row.id, "score": False}
        for row in others.criterion_ids
    ]
    rows = [{"answer_id": answers[key].id, "text": text} for key, text in person["answers"].items()]
    as_user(interview, RATERS["first"]).record_answers(rows)
    as_user(interview, RATERS["first"]).request_ai_scores({"engine": "offline"})
    as_user(interview, RATERS["first"]).request_summary({"engine": "offline"})
    for part, login in RATERS.items():
        if given := person["ratings"].get(part):
            result = as_user(interview, login).submit_ratings(_ratings(answers, given) + unasked)
            if not result["submitted"]:
                raise AssertionError(f"{person['name']}, {login}: {result['missing']}")


def _ratings(answers, given):
    rows = []
    for key, scores in given.items():
        criteria = answers[key].criterion_ids.grouped("key")
        rows += [
            {"answer_id": answers[key].id, "criterion_id": criteria[name].id, **rating}
            for name, rating in scores.items()
        ]
    return rows


def decide(env, data, interviews):
    """Record the decisions of the file, as the recruiter; return how many there are now."""
    by_applicant = interviews.grouped("applicant_id")
    job, count = interviews.job_id, 0
    for person in data["applicants"]:
        interview = by_applicant[_applicant(env, job, person)]
        if not person["decision"]:
            continue
        count += 1
        if not interview.applicant_id.interview_decision_ids:
            as_user(interview.applicant_id, "recruiter").record_decision(person["decision"])
    return count
