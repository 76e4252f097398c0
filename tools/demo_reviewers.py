"""The reviewers of the demo company, played by fixed rules so that `./run demo` needs nobody at the keyboard.

`PLAYED` says those rules to whoever reads the report; nothing here prints.
"""

from collections import Counter

#: What the script, in the reviewer's part, adds to two questions per job and language.
ADDED = {"zh_CN": "请最后用数据说明结果。", "en": " Finish with the result in figures."}
PLAYED = """\
NOTE: in this demo the script plays both reviewers (reviewer = Lin Yue, reviewer2 = Zhou Ning) by fixed rules:
reject what the wording check blocks, a written task longer than 30 minutes and a second question of the same
type on the same source; edit the first two behavioural questions of a job and language; approve the rest.
In real use a person reads every one."""


def as_user(records, login):
    return records.with_user(records.env.ref(f"hr_ai_interview.demo_user_{login}")).with_context(
        tracking_disable=True
    )


def in_lang(records, lang):
    return records.with_context(lang=records.env["hr.interview.lang"].odoo_code(lang))


def verdict(decision, relevance, reasonableness, culture, **more):
    marks = {"relevance": relevance, "reasonableness": reasonableness, "culture": culture}
    return {"decision": decision, **marks, **more}


def review_batch(questions, lang):
    questions.action_submit()
    rejected, edited, approved = sort_out(questions)
    for reason, group in rejected.items():
        as_user(group, "reviewer").submit_review(verdict("reject", 2, 3, 4, reason=reason))
    for question in edited:
        edit_and_sign(question, lang)
    for marks, group in approved.items():
        as_user(group, "reviewer").submit_review(verdict("approve", *marks))
    done = Counter(questions.mapped("state"))
    return Counter(approved=done["approved"], rejected=done["retired"], edited_before_approval=len(edited))


def sort_out(questions):
    """Return ({reason: rejected}, edited, {marks: to approve}) by the rules of `PLAYED`."""
    none, seen = questions.browse(), set()
    rejected, edited, approved = {}, none, {}
    for question in questions:
        subject = (question.question_type, question.source_ids[:1].excerpt)
        if reason := reason_to_reject(question, subject in seen):
            rejected[reason] = rejected.get(reason, none) | question
            continue
        seen.add(subject)
        if question.question_type == "behavioural" and len(edited) < 2:
            edited |= question
        else:
            # Relevance by what it serves, the other two by what the wording check found.
            wording = {"none": 5, "info": 4, "warn": 3}[question.lint_level]
            marks = (5 if question.kpi_ids else 4), wording, wording
            approved[marks] = approved.get(marks, none) | question
    return rejected, edited, approved


def reason_to_reject(question, repeats):
    if question.lint_level == "block":
        return "The wording check blocks it"
    if question.question_type == "written" and question.minutes > 30:
        return f"Takes {question.minutes} minutes; no round of this job has room for it"
    return "Same type of question on the same source as another one" if repeats else ""


def edit_and_sign(question, lang):
    """The first reviewer edits; because of four-eyes the second one has to approve."""
    mine, text = as_user(question, "reviewer"), in_lang(question, lang).text + ADDED[lang]
    mine.submit_review(verdict("edit", 4, 5, 5, text=text, reason="It did not ask for the result."))
    alone = mine.submit_review(verdict("approve", 5, 5, 5))[0]["state"]
    assert alone == "review", "four-eyes: the editor's own approval must not be enough"
    as_user(question, "reviewer2").submit_review(verdict("approve", 5, 5, 5))
