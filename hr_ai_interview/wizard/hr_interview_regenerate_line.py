from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command


class HrInterviewRegenerateLine(models.TransientModel):
    _name = "hr.interview.regenerate.line"
    _inherit = "hr.interview.closed.mixin"
    _description = "Redraft of a Question"
    # What the engine wrote counts as nobody's words, so nobody may put words there.
    _closed_fields = frozenset({"wizard_id", "question_id", "problem", "draft", "task_id"})

    wizard_id = fields.Many2one("hr.interview.regenerate", required=True, ondelete="cascade")
    question_id = fields.Many2one("hr.interview.question", required=True, ondelete="cascade")
    stale_reason = fields.Text(related="question_id.stale_reason")
    take = fields.Boolean("Take it")
    problem = fields.Char(readonly=True)
    draft = fields.Json(readonly=True)
    task_id = fields.Many2one("hr.interview.ai.task", readonly=True, ondelete="set null")
    diff = fields.Html("Change", compute="_compute_diff", sanitize=False)

    @api.depends("draft", "question_id")
    def _compute_diff(self):
        for line in self:
            if not line.draft:
                line.diff = False
                continue
            lang = self.env["hr.interview.lang"].reading_code(line.question_id.lang)
            before = line.question_id.with_context(lang=lang).text
            line.diff = line.question_id._diff_html(before, line.draft["vals"]["text"])

    def _apply(self):
        """Return the question that carries the redraft: a successor, or the draft itself."""
        self.ensure_one()
        question = self.question_id
        question.check_access("write")
        if not self.draft:
            raise UserError(self.problem or self.env._("There is no redraft of this question."))
        lang = self.env["hr.interview.lang"].odoo_code(question.lang)
        question = question.with_context(lang=lang)
        if question.successor_id.editor_ids - self.env.user:
            raise UserError(
                self.env._("Somebody is working on the next version of %(code)s already.", code=question.code)
            )
        target = question._make_successor({}) if question.state == "approved" else question
        # sudo: text and provenance of an engine's redraft are written by the system.
        target = target.sudo().with_context(interview_gate=True, lang=lang)
        target.criterion_ids.unlink()
        target.write(
            {
                **self.draft["vals"],
                "ai_task_id": self.task_id.id,
                "batch": self.task_id.batch,
                "editor_id": False,
                "editor_ids": [Command.clear()],
            }
        )
        target._unmark_stale()
        target.content_revision += 1
        target.source_ids.unlink()
        target.source_ids = [
            Command.create(self._point(vals, question.job_id)) for vals in self.draft["sources"]
        ]
        target.write({"state": "review"})
        self.task_id.sudo()._set_result(target)
        return target.with_env(self.env)

    @api.model
    def _point(self, vals, job):
        revision = vals["revision"] or job.interview_profile_revision
        return {**vals, "job_id": job.id, "revision": revision}
