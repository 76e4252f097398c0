import json
import random

from odoo import fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import file_open

MAX_PLANTED = 12


class HrInterviewPlant(models.TransientModel):
    """Plant known-bad questions in the review queue, to learn how many of them reviewers catch."""

    _name = "hr.interview.plant"
    _description = "Plant Test Questions for Reviewers"

    count = fields.Integer("How many", default=3, required=True)
    lang = fields.Selection(
        lambda self: self.env["hr.interview.lang"].selection(),
        string="Language",
        required=True,
        default=lambda self: self.env["hr.interview.lang"].default(),
    )
    job_id = fields.Many2one("hr.job", string="Job position", required=True)

    def action_plant(self):
        """Create the planted questions; only administrators see which ones they are."""
        self.ensure_one()
        if not self.env.user.has_group("hr_recruitment.group_hr_recruitment_manager"):
            raise AccessError(self.env._("Only an administrator of Recruitment may plant questions."))
        if not 1 <= self.count <= MAX_PLANTED:
            raise UserError(self.env._("Plant between 1 and %(max)s questions at once.", max=MAX_PLANTED))
        odoo_lang = self.env["hr.interview.lang"].odoo_code(self.lang)
        chosen = random.SystemRandom().sample(self._get_fresh_entries(odoo_lang), self.count)
        twin = self._get_twin()
        # sudo: the mark of a planted question is a closed field; the group was checked. The name on
        # the record is the neighbour's: who made a question must not tell it apart.
        Question = self.env["hr.interview.question"].with_user(twin.create_uid).sudo()
        questions = Question.with_context(
            lang=odoo_lang, tracking_disable=True, mail_create_nolog=True, mail_create_nosubscribe=True
        ).create([self._prepare_vals(entry, twin) for entry in chosen])
        questions.action_submit()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("%(n)s planted questions wait in the review queue.", n=len(questions)),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    def _get_fresh_entries(self, odoo_lang):
        """Return the entries of the data file that are not waiting in this job's queue already."""
        with file_open("hr_ai_interview/data/seeded_questions.json") as handle:
            entries = json.load(handle)["questions"][self.lang]
        waiting = (
            self.env["hr.interview.question"]
            .sudo()
            .with_context(lang=odoo_lang)
            .search([("is_seeded", "=", True), ("job_id", "=", self.job_id.id), ("state", "!=", "retired")])
        )
        fresh = [entry for entry in entries if entry["text"] not in set(waiting.mapped("text"))]
        if len(fresh) < self.count:
            raise UserError(
                self.env._(
                    "Only %(n)s more questions can be planted for this job; the others wait for review.",
                    n=len(fresh),
                )
            )
        return fresh

    def _get_twin(self):
        """Return a waiting draft of this job to borrow the looks of: a planted one must not stand out."""
        twin = (
            self.env["hr.interview.question"]
            .sudo()
            .search(
                [
                    ("job_id", "=", self.job_id.id),
                    ("lang", "=", self.lang),
                    ("ai_task_id", "!=", False),
                    ("applicant_id", "=", False),
                    ("state", "in", ("draft", "review")),
                ],
                limit=1,
            )
        )
        if not twin:
            raise UserError(
                self.env._(
                    "No draft in this language waits for this job. Generate questions first: planted "
                    "ones hide among them."
                )
            )
        return twin

    def _prepare_vals(self, entry, twin):
        return {
            "text": entry["text"],
            "lang": self.lang,
            "question_type": entry["question_type"],
            "job_id": self.job_id.id,
            "company_id": (self.job_id.company_id or self.env.company).id,
            "family_ids": [fields.Command.set(self.job_id.interview_family_id.ids)],
            "kpi_ids": [fields.Command.set(twin.kpi_ids.ids)],
            "competency_ids": [fields.Command.set(twin.competency_ids.ids)],
            "probes": twin.probes,
            "criterion_ids": [
                fields.Command.create(vals) for vals in twin.criterion_ids.copy_data({"question_id": False})
            ],
            "source_ids": [
                fields.Command.create(vals) for vals in twin.source_ids.copy_data({"question_id": False})
            ],
            "batch": twin.batch,
            "template": twin.template,
            "difficulty": twin.difficulty,
            "ai_task_id": twin.ai_task_id.id,
            "is_seeded": True,
            "seeded_flaw": entry["flaw_text"],
        }
