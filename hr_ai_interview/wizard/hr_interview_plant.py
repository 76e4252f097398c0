import json
import random

from odoo import fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import file_open

MAX_PLANTED = 12


class HrInterviewPlant(models.TransientModel):
    """Plant known-bad questions in the review queue, to learn how many of them reviewers catch.

    A planted text takes the place of the text of a waiting draft of the same type. The draft keeps
    its number, dates, author, batch, ledger line, trace and rubric, so nothing but the words tells
    it from its neighbours. The text it had is gone from the bank; the engine may draft it again.
    """

    _name = "hr.interview.plant"
    _description = "Plant Test Questions for Reviewers"

    count = fields.Integer("How many", default=3, required=True)
    lang = fields.Selection(
        lambda self: self.env["hr.interview.lang"].active_selection(),
        string="Language",
        required=True,
        default=lambda self: self.env["hr.interview.lang"].default(),
    )
    job_id = fields.Many2one("hr.job", string="Job position", required=True)

    def action_plant(self):
        """Plant the questions; only administrators and auditors see which ones they are."""
        self.ensure_one()
        if not self.env.user.has_group("hr_recruitment.group_hr_recruitment_manager"):
            raise AccessError(self.env._("Only an administrator of Recruitment may plant questions."))
        self.job_id.check_access("read")
        if not 1 <= self.count <= MAX_PLANTED:
            raise UserError(self.env._("Plant between 1 and %(max)s questions at once.", max=MAX_PLANTED))
        waiting = self._get_waiting()
        for draft, entry in self._choose_pairs(waiting):
            draft.write(
                {
                    "text": entry["text"],
                    # A hint that the rubric is for other words would give it away.
                    "rubric_words": entry["text"],
                    "is_seeded": True,
                    "seeded_flaw": entry["flaw_text"],
                }
            )
        # All of them, not the planted ones alone: whoever has one open has to read it again, and
        # neither its revision nor the time of its last change tells a planted one.
        for revision, drafts in waiting.grouped("content_revision").items():
            drafts.write({"content_revision": revision + 1})
        # Here, not at the end: what is still pending then is signed by whoever writes it out.
        waiting.flush_recordset()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("%(n)s planted questions wait in the review queue.", n=self.count),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    def _get_waiting(self):
        """Return the drafts of this job that nobody has edited or judged, planted ones included."""
        lang = self.env["hr.interview.lang"].odoo_code(self.lang)
        # sudo: texts and marks are closed fields; the caller's group was checked.
        Question = self.env["hr.interview.question"].sudo()
        return Question.with_context(lang=lang, interview_gate=True, tracking_disable=True).search(
            [
                ("job_id", "=", self.job_id.id),
                ("company_id", "in", [False, *self.env.companies.ids]),
                ("lang", "=", self.lang),
                ("state", "in", ("draft", "review")),
                ("ai_task_id", "!=", False),
                ("applicant_id", "=", False),
                ("editor_id", "=", False),
                ("previous_version_id", "=", False),
                ("review_ids", "=", False),
            ]
        )

    def _choose_pairs(self, waiting):
        """Return [(draft, entry)] of equal type, at random; most of the queue stays real."""
        drafts = waiting.filtered(lambda q: not q.is_seeded)
        planted = waiting - drafts
        chance = random.SystemRandom()
        pools = {
            question_type: chance.sample(list(same), len(same))
            for question_type, same in drafts.grouped("question_type").items()
        }
        entries = self._get_entries(planted)
        pairs = [
            (pools[entry["question_type"]].pop(), entry)
            for entry in chance.sample(entries, len(entries))
            if pools.get(entry["question_type"])
        ]
        room = min(len(pairs), len(waiting) // 2 - len(planted))
        if room < self.count:
            raise UserError(
                self.env._(
                    "There is room for %(n)s planted questions: they hide among the drafts in this "
                    "language that wait for this job, and at most half of those may be planted. "
                    "Generate questions first.",
                    n=max(0, room),
                )
            )
        return pairs[: self.count]

    def _get_entries(self, planted):
        """Return the entries of the data file that are not waiting in this job's queue already."""
        with file_open("hr_ai_interview/data/seeded_questions.json") as handle:
            entries = json.load(handle)["questions"][self.lang]
        known = set(planted.mapped("text"))
        return [entry for entry in entries if entry["text"] not in known]
