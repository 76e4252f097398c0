"""What the pictures show beside the demo company; runs in an Odoo shell on the copy that `./run shots` takes.

Nothing is sent to the provider: the copy has no scheduled actions, and is dropped afterwards.
"""

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
env.cr.commit()
