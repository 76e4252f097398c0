from odoo import api, fields, models

from ..engine import codec
from ..engine.schema import FollowupRequest


class HrInterviewAnswer(models.Model):
    """One question of an interview as it was on that day, and what the candidate said.

    The question is copied, not linked: a new version, a translation or a deletion in the bank changes nothing
    here. The answer is shared by the panel and counted in revisions. Written by the methods of the interview.
    """

    _name = "hr.interview.answer"
    _description = "Interview Answer"
    _inherit = ["hr.interview.sealed.mixin"]
    _order = "interview_id, sequence, id"
    _rec_name = "question"

    interview_id = fields.Many2one("hr.interview", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="interview_id.company_id", store=True, precompute=True)
    sequence = fields.Integer(default=10)
    origin = fields.Selection(
        [("kit", "Kit"), ("follow_up", "Deeper"), ("candidate", "For this candidate")],
        required=True,
        default="kit",
    )

    # The question on that day
    question_id = fields.Many2one(
        "hr.interview.question", string="In the bank", ondelete="set null", index="btree_not_null"
    )
    code = fields.Char()
    version = fields.Integer()
    question = fields.Text(required=True)
    question_type = fields.Selection(
        selection=lambda self: (
            self.env["hr.interview.question"]._fields["question_type"]._description_selection(self.env)
        ),
        required=True,
        default="behavioural",
    )
    probes = fields.Text()
    persona = fields.Text()
    opening_line = fields.Text()
    hidden_facts = fields.Text()
    turns = fields.Text()
    minutes = fields.Integer()
    competency_ids = fields.Many2many("hr.interview.competency", string="Competencies")
    # Hidden like the next one: what was learned about a question is not for who scores it.
    weight = fields.Float(
        default=1.0,
        groups=fields.NO_ACCESS,
        help="Learned weight times the weights of the KPIs the question serves, on the day it was asked.",
    )
    # Hidden from everybody: of a question of the kit it tells that it is on trial.
    is_counted = fields.Boolean(
        "Counts",
        default=True,
        groups=fields.NO_ACCESS,
        help="Questions for one candidate, and questions on trial, are rated and left out of totals.",
    )
    criterion_ids = fields.One2many("hr.interview.answer.criterion", "answer_id", string="Rubric")

    # What was said
    text = fields.Text("Answer")
    revision = fields.Integer(default=0)
    author_id = fields.Many2one("res.users", string="Written down by")
    is_answered = fields.Boolean()
    followups = fields.Text("Suggested follow-ups", help="One a line.")
    # What an engine thinks of the answer: as blind as its scores, so for the methods of the report only.
    flags = fields.Char("Marks of the engine", groups=fields.NO_ACCESS)
    features = fields.Char(
        "Kinds of evidence", groups=fields.NO_ACCESS, help="ANSWER_FEATURES of the offline engine."
    )
    engine_followups = fields.Text(groups=fields.NO_ACCESS, help="One a line.")
    sample_count = fields.Integer(groups=fields.NO_ACCESS)
    note_ids = fields.One2many("hr.interview.note", "answer_id", groups=fields.NO_ACCESS)
    rating_ids = fields.One2many("hr.interview.rating", "answer_id", groups=fields.NO_ACCESS)

    _question_once = models.UniqueIndex(
        "(interview_id, question_id) WHERE question_id IS NOT NULL", "An interview asks each question once."
    )

    def _record(self, text, user):
        """Store what was said as the next revision."""
        self.ensure_one()
        self.write(
            {
                "text": text,
                "revision": self.revision + 1,
                "author_id": user.id,
                "is_answered": bool(text.strip()),
            }
        )

    @api.model
    def _prepare_vals(self, question, lang, sequence, origin, weight, is_counted=True):
        """Return the values of a copy of ``question``, in the language of the interview."""
        code = self.env["hr.interview.lang"].reading_code(lang)
        # sudo: whoever may plan the interview may copy its questions; a rubric row may lie in another
        # company.
        question = question.sudo().with_context(lang=code)
        texts = ("probes", "persona", "opening_line", "hidden_facts", "turns")
        total = sum(question.criterion_ids.mapped("weight")) or 1.0
        return {
            "sequence": sequence,
            "origin": origin,
            "question_id": question.id,
            "code": question.code,
            "version": question.version,
            "question": question.text,
            "question_type": question.question_type,
            "minutes": question.minutes,
            "competency_ids": [fields.Command.set(question.competency_ids.ids)],
            "weight": weight,
            "is_counted": is_counted,
            **{name: question[name] for name in texts},
            "criterion_ids": [
                fields.Command.create(
                    self.env["hr.interview.answer.criterion"]._prepare_vals(
                        row, question, row.weight / total, weight
                    )
                )
                for row in question.criterion_ids
            ],
        }

    def _prepare_followup_request(self, text):
        """Return the request for what to ask next; ``text`` is the answer, saved or not."""
        self.ensure_one()
        return FollowupRequest(
            question=self.question,
            answer=text,
            lang=self.interview_id.lang,
            probes=tuple((self.probes or "").splitlines()),
        )

    def _set_followups_result(self, result):
        """Keep what an engine suggests to ask next; the consoles of the panel show it."""
        # sudo: suggestions of engines are written by the system only.
        for answer in self.sudo():
            answer.followups = "\n".join(result.followups) or False
            answer.interview_id._notify_panel(answer)

    # --- repeats of a remote engine --------------------------------------------------------------

    def _set_score_result(self, task, result):
        """Keep one repeat; the last one of its order makes the rating.

        The answer is locked by an UPDATE: of two repeats that come in at once the second one runs again and
        then sees the first.
        """
        # sudo: scores of engines are written by the system only, and nobody sees the repeats.
        answer, task = self.sudo(), task.sudo()
        if not answer:
            return
        answer._serialise_samples()
        self.env["hr.interview.score.sample"].sudo().create(
            {
                "answer_id": answer.id,
                "task_id": task.id,
                "batch": task.batch,
                "text": codec.dump_result("score", result),
            }
        )
        answer._combine_samples(task)

    def _serialise_samples(self):
        self.sample_count += 1
        self.flush_recordset(["sample_count"])

    def _settle_scoring(self, task):
        """One repeat came to nothing: what the others gave is put together if it was the last."""
        answer = self.sudo()
        if answer:
            answer._serialise_samples()
            answer._combine_samples(task.sudo())

    def _combine_samples(self, task):
        """Make the rating once no repeat of this order is open any more.

        It is one of the text that was sent: writing on meanwhile makes it outdated, and the score of a newer
        text stays.
        """
        siblings = (
            self.env["hr.interview.ai.task"]
            .sudo()
            .search([("batch", "=", task.batch), ("subject", "=like", f"hr.interview.answer,{self.id}#%")])
        )
        if any(sibling.state in ("held", "queued", "running") for sibling in siblings - task):
            return
        samples = (
            self.env["hr.interview.score.sample"]
            .sudo()
            .search([("answer_id", "=", self.id), ("batch", "=", task.batch)])
        )
        results = [codec.load_result("score", sample.text) for sample in samples]
        if not results or (len(siblings) > 1 and len(results) < 2):
            return
        revision = int((task.subject or "").partition("@")[2] or self.revision)
        if any(r.engine == task.engine and r.answer_revision > revision for r in self.rating_ids):
            return
        self.interview_id._store_ai_ratings({self: results}, task, {self: revision})
