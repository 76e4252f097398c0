from dataclasses import replace

from odoo import fields, models
from odoo.exceptions import UserError

from ..engine import EngineError


class HrInterviewRegenerate(models.TransientModel):
    """Redraft outdated questions from today's profile and goals; take what is better."""

    _name = "hr.interview.regenerate"
    _description = "Redraft Outdated Questions"

    line_ids = fields.One2many("hr.interview.regenerate.line", "wizard_id", string="Redrafts")

    def _propose(self, questions):
        """Make one line for each question: a draft of the same kind from today's sources."""
        self.ensure_one()
        seen = ()
        batch = self.env["hr.interview.drafting"]._new_batch()
        for question in questions:
            draft, problem, task = self._redraft(question, seen, batch)
            seen += (draft.text,) if draft else ()
            # sudo: the engine's words are closed fields.
            self.env["hr.interview.regenerate.line"].sudo().create(
                {
                    "wizard_id": self.id,
                    "question_id": question.id,
                    "problem": problem,
                    "take": bool(draft),
                    "draft": self._pack(draft) if draft else False,
                    "task_id": task.id if task else False,
                }
            )

    def _redraft(self, question, seen, batch):
        """Return (QuestionDraft, False, task) or (None, sentence that says why there is none, task).

        The task is the line in the ledger: False when the engine was not asked or did not answer.
        """
        drafting = self.env["hr.interview.drafting"]
        job = question.job_id
        linked_kpis = (job.interview_kpi_ids.kpi_id & question.kpi_ids).filtered("active")
        linked = (job.interview_competency_ids.competency_id & question.competency_ids).filtered("active")
        options = {
            "lang": question.lang,
            "count": 1,
            "types": [question.question_type],
            "difficulty": question.difficulty,
            "kpi_ids": linked_kpis.ids,
            "competency_ids": [] if linked_kpis else linked.ids,
            "applicant_id": question.applicant_id.id,
        }
        try:
            options = drafting._clean_options(options)
            request = drafting._prepare_request(job, options)
            request = replace(request, avoid=(*request.avoid, *seen))
            if linked_kpis and question.template:
                # Only the value of a goal has changed: the same question is wanted, not another one.
                lang = self.env["hr.interview.lang"].reading_code(question.lang)
                text = question.with_context(lang=lang).text
                request = replace(request, template=question.template, revises=text)
            result, task = drafting._run_engine(job, options, request, batch)
        except (EngineError, UserError) as error:
            return None, str(error), False
        # sudo: a real draft in the place of a planted text would be held against its reviewer.
        if not result.drafts or question.sudo().is_seeded:
            Message = self.env["hr.interview.message"]
            notes = " ".join(Message._say(Message._make_notes(result.notes)))
            return None, notes or self.env._("The profile gives no other question of this kind."), task
        return result.drafts[0], False, task

    def _pack(self, draft):
        """Return the values of a successor as JSON."""
        drafting = self.env["hr.interview.drafting"]
        vals = drafting._prepare_content_vals(draft)
        vals["criterion_ids"] = [list(command) for command in vals["criterion_ids"]]
        sources = [drafting._prepare_source_vals(t, self.env["hr.job"]) for t in draft.trace]
        roleplay = draft.roleplay
        return {
            "vals": {
                **vals,
                "template": draft.template,
                "persona": roleplay.persona if roleplay else False,
                "opening_line": roleplay.opening_line if roleplay else False,
                "hidden_facts": "\n".join(roleplay.hidden_facts) if roleplay else False,
                "turns": "\n".join(roleplay.turns) if roleplay else False,
            },
            "sources": sources,
        }

    def action_apply(self):
        """Make the redrafts that were ticked the successors of their questions."""
        self.ensure_one()
        if not (taken := self.line_ids.filtered("take")):
            raise UserError(self.env._("Tick at least one redraft, or close this window."))
        successors = self.env["hr.interview.question"]
        for line in taken:
            successors |= line._apply()
        return successors.action_review()

    def _get_action(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Redraft outdated questions"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }
