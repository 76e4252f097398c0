import dataclasses

from odoo import api, models
from odoo.exceptions import UserError


class HrInterviewDrafting(models.AbstractModel):
    """Drafting with a remote engine: the same request, cut into tasks of the queue."""

    _inherit = "hr.interview.drafting"

    @api.model
    def _clean_engine(self, engine):
        """Return "offline" or the code of a provider the user may use; anything else is refused."""
        if not engine or engine == "offline":
            return "offline"
        if not isinstance(engine, str) or not self.env["hr.interview.provider"]._find(engine):
            raise UserError(self.env._("There is no enabled engine named %(name)s.", name=repr(engine)[:60]))
        return engine

    @api.model
    def _enqueue_draft(self, job, options):
        """Queue the drafting of questions for ``job``; return the tasks, all of one batch."""
        if options["seed"] is None:
            self._lock_job(job)
        batch = self._new_batch()
        tasks = (
            self.env["hr.interview.ai.task"]
            .sudo()
            ._enqueue(
                [
                    {
                        **vals,
                        "batch": batch,
                        "job_id": job.id,
                        "company_id": (job.company_id or self.env.company).id,
                    }
                    for vals in self._prepare_remote_vals(job, options)
                ]
            )
        )
        return tasks

    @api.model
    def _prepare_remote_vals(self, job, options):
        provider = self.env["hr.interview.provider"]._find(options["engine"])
        if provider.company_id and provider.company_id != (job.company_id or self.env.company):
            raise UserError(
                self.env._("%(provider)s belongs to another company than the job.", provider=provider.name)
            )
        request = self._with_style(job, self._prepare_request(job, options))
        profile = request.job
        if not any(
            (profile.duties, profile.requirements, profile.skills, profile.kpis, profile.competencies)
        ):
            raise UserError(
                self.env._(
                    "The profile of %(job)s is empty: add duties, skills, KPIs or competencies first.",
                    job=job.display_name,
                )
            )
        return self.env["hr.interview.outbound"]._prepare_parts_vals(
            "draft", request, self._get_parts(request, provider), provider, options["applicant"]
        )

    @api.model
    def _get_parts(self, request, provider):
        """Cut a request into parts whose answers fit the provider's limit; each has a seed of its own."""
        from ..engine.prompts.draft import batches

        return [
            {"count": count, "seed": request.seed + number}
            for number, count in enumerate(batches(request.count, request.lang, provider.max_tokens))
        ]

    @api.model
    def _with_style(self, job, request):
        """Add approved questions of the house as examples, and what its rubrics look at most (A3)."""
        questions = self.env["hr.interview.question"].search(
            [
                ("state", "=", "approved"),
                ("lang", "=", request.lang),
                ("applicant_id", "=", False),
                "|",
                ("job_id", "=", job.id),
                ("family_ids", "in", job.interview_family_id.ids),
            ],
            limit=20,
            order="id desc",
        )
        questions = questions.with_context(lang=self.env["hr.interview.lang"].odoo_code(request.lang))
        names = [name for name in questions.criterion_ids.mapped("name") if name]
        frequent = sorted(set(names), key=lambda name: (-names.count(name), name))
        return dataclasses.replace(
            request, examples=tuple(questions[:5].mapped("text")), standards=tuple(frequent[:5])
        )

    @api.model
    def _estimate(self, job, options):
        """Return what drafting may take at most: {"calls","tokens","cost"}; nothing is stored."""
        rows = self._prepare_remote_vals(job, options)
        return {
            "calls": len(rows),
            "tokens": sum(row["tokens_estimate"] for row in rows),
            "cost": sum(row["cost_estimate"] for row in rows),
        }

    @api.model
    def _store_remote(self, task, result):
        """Create the draft questions of a finished task; what repeats a question of its batch is left out."""
        result, repeated = self._without_twins(task, result)
        result = self._without_gone(result)
        questions = self._create_questions(task.job_id, task.applicant_id, task, result)
        task.sudo()._set_result(questions)
        Message = self.env["hr.interview.message"]
        messages = Message._make_notes(result.notes)
        if repeated:
            messages.append(Message._make("repeated", count=repeated))
        task.sudo().messages = messages

    @api.model
    def _without_twins(self, task, result):
        """The tasks of a batch do not know of each other: drop drafts near to what is there already.

        Return (result, number of drafts dropped).
        """
        from ..engine.prompts.wording import Nearness

        if not result.drafts:
            return result, 0
        lang = self.env["hr.interview.lang"].reading_code(result.drafts[0].lang)
        questions = self.env["hr.interview.question"].search([("batch", "=", task.batch)])
        known = Nearness(tuple(questions.with_context(lang=lang).mapped("text")))
        kept = []
        for draft in result.drafts:
            if not known.has(draft.text):
                kept.append(draft)
                known.add(draft.text)
        return dataclasses.replace(result, drafts=tuple(kept)), len(result.drafts) - len(kept)

    @api.model
    def _without_gone(self, result):
        """Leave out KPIs, competencies and skills that were deleted since the request was queued."""
        existing = {}
        for name, model in (
            ("kpi", "hr.interview.kpi"),
            ("competency", "hr.interview.competency"),
            ("skill", "hr.skill"),
        ):
            ids = {i for draft in result.drafts for i in getattr(draft, f"{name}_ids")}
            ids |= {t.ref_id for draft in result.drafts for t in draft.trace if t.kind == name and t.ref_id}
            existing[name] = set(self.env[model].sudo().browse(ids).exists().ids)
        return dataclasses.replace(
            result, drafts=tuple(self._with_existing(draft, existing) for draft in result.drafts)
        )

    @api.model
    def _with_existing(self, draft, existing):
        ids = {
            f"{name}_ids": tuple(i for i in getattr(draft, f"{name}_ids") if i in known)
            for name, known in existing.items()
        }
        trace = tuple(t for t in draft.trace if t.kind not in existing or t.ref_id in existing[t.kind])
        criteria = tuple(
            c if c.competency_id in existing["competency"] else dataclasses.replace(c, competency_id=None)
            for c in draft.criteria
        )
        return dataclasses.replace(draft, trace=trace, criteria=criteria, **ids)
