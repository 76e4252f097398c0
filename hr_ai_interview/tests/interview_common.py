from odoo.fields import Command

from .ai_common import AiCase

STRONG = (
    "Last winter crane 7 lost lifting pressure at night. I measured the pressure at the pump, 180 bar, and at the "
    "valve, 120 bar, so the fault lay between them. I replaced the seal of the valve because it was torn. After that "
    "we had 182 bar and no stop for six months."
)
ANCHORS = {
    "anchor_0": "Names nothing that was done",
    "anchor_4": "Names a step",
    "anchor_8": "Measures before a part is replaced and says what the figure means",
}
#: What is blind.
SCORED = (
    "hr.interview.rating",
    "hr.interview.note",
    "hr.interview.dimension.score",
    "hr.interview.summary",
)


class SessionCase(AiCase):
    """A kit in use with two questions, three people on call, one candidate."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for number in (2, 3):
            cls.users[f"interviewer{number}"] = cls._user(
                f"interviewer{number}", "hr_recruitment.group_hr_recruitment_interviewer"
            )
        cls.cooperation = cls.make_competency(name="Cooperation")
        cls.job.interview_competency_ids = [
            Command.create({"competency_id": cls.cooperation.id, "weight": 3.0, "expected_level": 7})
        ]
        cls.questions = cls.make_question(
            state="approved",
            criterion_ids=[
                Command.create({"name": "Method", "weight": 3.0, **ANCHORS}),
                Command.create({"name": "Result", "weight": 1.0, **ANCHORS}),
            ],
        ) | cls.make_question(
            state="approved",
            text="Tell me about a maintenance window you agreed with the terminal operator.",
            competency_ids=[Command.set(cls.cooperation.ids)],
            criterion_ids=[Command.create({"name": "Agreement", "weight": 1.0, **ANCHORS})],
        )
        cls.panel = cls.users["interviewer"] | cls.users["interviewer2"]
        cls.round.interviewer_ids = cls.panel
        cls.kit = cls.env["hr.interview.kit"].create(
            {
                "job_id": cls.job.id,
                "round_id": cls.round.id,
                "lang": "en",
                "line_ids": [
                    Command.create({"question_id": question.id, "sequence": 10 * number})
                    for number, question in enumerate(cls.questions, 1)
                ],
            }
        )
        cls.kit.action_ready()
        cls.applicant = cls.make_applicant(partner_name="Ada Byron")
        cls.interview = cls.plan(cls.applicant)

    @classmethod
    def plan(cls, applicant, **options):
        officer = applicant.with_user(cls.users["officer"])
        [result] = officer.start_interview({"round_id": cls.round.id, **options})
        return cls.env["hr.interview"].browse(result["interview_id"])

    def seen(self, role, interview, **context):
        """The ratings of an interview that a role finds."""
        model = self.as_user(role)["hr.interview.rating"].with_context(**context)
        model.env.invalidate_all()
        return model.search([("interview_id", "=", interview.id)])

    def everything(self, model, interview):
        """All doors of reading: search, count, group-by, aggregate, export, name search, domain over relations."""
        domain = [("interview_id", "=", interview.id)]
        model.env.invalidate_all()
        yield "search", model.search(domain).ids
        yield "count", model.search_count(domain)
        yield "search_read", model.search_read(domain)
        yield (
            "formatted_read_group",
            [
                row
                for row in model.formatted_read_group(domain, ["interview_id"], ["__count"])
                if row["__count"]
            ],
        )
        yield "web_search_read", model.web_search_read(domain, {"id": {}})["records"]
        yield "export", model.search(domain).export_data(["id"])["datas"]
        yield "name_search", model.name_search("", domain)

    @classmethod
    def answer(cls, interview, role="interviewer", text=STRONG):
        rows = [{"answer_id": answer.id, "text": text} for answer in interview.answer_ids]
        return interview.with_user(cls.users[role]).record_answers(rows)

    @classmethod
    def rows(cls, interview, *scores, comment="He measured before he replaced anything."):
        """Rating rows for all criteria in order; the last score is repeated."""
        criteria = interview.answer_ids.criterion_ids
        scores = [*scores, *[scores[-1]] * (len(criteria) - len(scores))]
        return [
            {
                "answer_id": criterion.answer_id.id,
                "criterion_id": criterion.id,
                "score": score,
                "comment": comment,
            }
            for criterion, score in zip(criteria, scores, strict=True)
        ]

    @classmethod
    def submit(cls, interview, role, *scores):
        return interview.with_user(cls.users[role]).submit_ratings(cls.rows(interview, *scores))

    @classmethod
    def reveal(cls, interview, first=(6,), second=(8,)):
        cls.answer(interview)
        cls.submit(interview, "interviewer", *first)
        cls.submit(interview, "interviewer2", *second)
        return interview
