"""What the pictures show beside the demo company; runs in an Odoo shell on the copy that `./run shots` takes.

Nothing is sent to the provider: the copy has no scheduled actions, and is dropped afterwards. Screens that
belong to a record get an action of their own, so that the list of pictures needs no ids.
"""

from datetime import timedelta

from odoo import fields

recruiter = env.ref("hr_ai_interview.demo_user_recruiter")

# A question with a finding
waiting = (
    env["hr.interview.question"]
    .with_user(recruiter)
    .search(
        [("state", "in", ("draft", "review")), ("applicant_id", "=", False), ("lang", "=", "en")], order="id"
    )
)
waiting[
    :1
].text = (
    "This work brings night shifts in the peak season. Are you married, and would your family support that?"
)

# A goal that changed: its questions and kits are outdated
env.ref("hr_ai_interview.demo_kpi_label_agreement").with_user(recruiter).target = 97

# A provider, and an order that waits for it
provider = env["hr.interview.provider"].create(
    {
        "name": "House model",
        "code": "house",
        "base_url": "http://127.0.0.1:8080/v1",
        "allow_private": True,
        "model_name": "example-7b-instruct",
        "region": "Our own server room",
        "retention": "Nothing is kept",
        "processing_agreement": "None needed: the server is ours",
        "training_use": "no",
        "price_in": 0.5,
        "price_out": 1.5,
    }
)
provider.action_enable()
job = env.ref("hr_ai_interview.demo_job_customer_service").with_user(recruiter)
job.generate_interview_questions({"engine": "house", "count": 8, "lang": "en"})
env.company.interview_ai_daily_tokens = 200_000


# Interviews: one that is running, and what is to be seen of those that were held
def add_action(xml_id, name, model, **vals):
    """An action that a picture can name in its address."""
    action = env[model].create({"name": name, **vals})
    env["ir.model.data"].create(
        {"module": "hr_ai_interview", "name": f"shot_{xml_id}", "model": model, "res_id": action.id}
    )


def add_screen(xml_id, name, tag, **params):
    add_action(xml_id, name, "ir.actions.client", tag=f"hr_ai_interview.{tag}", params=params)


def interviews_of(job):
    """The interviews of the demo for a job, by the name of the candidate."""
    held = env["hr.interview"].search([("job_id", "=", env.ref(f"hr_ai_interview.demo_job_{job}").id)])
    return {interview.applicant_id.partner_name: interview for interview in held}


english, chinese = interviews_of("rd_project_manager"), interviews_of("shop_sales")
held = english["Aisling Brennan"]
candidate = held.applicant_id.with_user(recruiter).create(
    {"partner_name": "Helen Okafor", "job_id": held.job_id.id}
)
now = fields.Datetime.now()
[planned] = candidate.with_context(no_mail_to_attendees=True, dont_notify=True).start_interview(
    {
        "round_id": held.round_id.id,
        "kit_id": held.kit_id.id,
        "interviewer_ids": held.interviewer_ids.ids,
        "date_start": fields.Datetime.to_string(now - timedelta(minutes=7)),
    }
)
running = env["hr.interview"].browse(planned["interview_id"])
mine = running.with_user(env.ref("hr_ai_interview.demo_user_interviewer"))
first = running.answer_ids[0]
mine.start()
running.started_date = now - timedelta(minutes=6)
said = (
    "Last year, the second hand mixer. The mould was always what we waited for. I talked to the tool maker, "
    "and we worked closely together. In the end we were clearly faster than planned and everybody was happy."
)
mine.record_answers([{"answer_id": first.id, "text": said}])
mine.save_notes([{"answer_id": first.id, "text": "Ask for days: planned and real"}])
mine.save_ratings([{"answer_id": first.id, "criterion_id": first.criterion_ids[0].id, "score": 4}])
mine.suggest_followups(first.id)

add_screen("console", "Interview", "console", interview_id=running.id)
add_screen("console_zh", "面试", "console", interview_id=chinese["马国良"].id)
add_screen("report", "Interview report", "interview_report", interview_id=held.id)
add_screen("report_zh", "面试报告", "interview_report", interview_id=chinese["谢沛玲"].id)
for xml_id, name, interviews, people in (
    ("compare", "Compare candidates", english, ("Aisling Brennan", "Yusuf Karadağ", "Marcus Veldkamp")),
    ("compare_zh", "比较候选人", chinese, ("苏念禾", "谢沛玲", "戴思远")),
):
    ids = [interviews[person].applicant_id.id for person in people]
    add_screen(xml_id, name, "compare", applicant_ids=ids)
undecided = english["Callum Pryce"].applicant_id
next_round = (english["Yusuf Karadağ"] | english["Marcus Veldkamp"]).applicant_id
for xml_id, name, wizard, context in (
    ("plan", "Plan interviews", "hr.interview.plan", {"default_applicant_ids": next_round.ids}),
    ("decide", "Decide", "hr.interview.decide", {"default_applicant_id": undecided.id}),
):
    vals = {"res_model": wizard, "view_mode": "form", "target": "new", "context": str(context)}
    add_action(xml_id, name, "ir.actions.act_window", **vals)
# A transcript that was read; its user is the one who looks at it.
turns = [("Interviewer", first.question), ("Candidate", said)]
pasted = "\n".join(f"{speaker}: {text}" for speaker, text in turns)
transcript = mine.env["hr.interview.transcript"].create({"interview_id": running.id, "pasted": pasted})
transcript.action_read()
for xml_id, name, model, res_id, target in (
    ("candidate", "Candidate", "hr.applicant", held.applicant_id.id, "current"),
    ("candidate_zh", "候选人", "hr.applicant", chinese["谢沛玲"].applicant_id.id, "current"),
    ("transcript", "Answers from a transcript", "hr.interview.transcript", transcript.id, "new"),
):
    vals = {"res_model": model, "view_mode": "form", "res_id": res_id, "target": target}
    add_action(xml_id, name, "ir.actions.act_window", **vals)
add_action(
    "ai_scores",
    "AI scores",
    "ir.actions.act_window",
    res_model="hr.interview.score.order",
    view_mode="form",
    target="new",
    context=str({"default_interview_id": running.id}),
)
add_action(
    "kit",
    "Interview kits",
    "ir.actions.act_window",
    res_model="hr.interview.kit",
    view_mode="form",
    res_id=held.kit_id.id,
)
env.cr.commit()
