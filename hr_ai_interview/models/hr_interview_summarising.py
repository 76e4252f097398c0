import json

from odoo import api, models
from odoo.exceptions import UserError

from ..engine import EngineError, get_engine
from ..engine.schema import SummaryEntry, SummaryRequest

SUMMARY_OPTION_KEYS = frozenset({"engine"})


class HrInterviewSummarising(models.AbstractModel):
    """Summaries and follow-up questions of engines; offline at once, remote through the queue."""

    _name = "hr.interview.summarising"
    _description = "AI Summaries of Interviews"

    def request_summary(self, options=None):
        """Have an engine say what the answers showed, sentence by sentence with its quote.

        Hidden until one's own scores are in; then part of ``get_report``.

        :param dict options: ``engine`` (default "offline"; the code of an enabled provider queues the work)
        :return: [{"interview_id","state": "done"/"queued","task_ids"}]
        :raise UserError: unknown option or engine, no answer yet, not on the panel
        """
        engine = self._clean_summary_options(options)
        return [interview._request_one_summary(engine) for interview in self]

    def request_followups(self, answer_id, options=None):
        """Have an engine suggest what to ask next; one interview.

        :param int answer_id: a question of this interview that has an answer
        :param dict options: ``engine``, as for ``request_summary``
        :return: {"answer_id","state": "done"/"queued","task_ids","followups": [str]}
        """
        self.ensure_one()
        engine = self._clean_summary_options(options)
        if engine == "offline":
            found = self.suggest_followups(answer_id)
            return {"answer_id": answer_id, "state": "done", "task_ids": [], "followups": found["followups"]}
        interview = self._check_may_record()
        answer = interview._find_answer({"answer_id": answer_id})
        if not answer.is_answered:
            raise UserError(self.env._("There is no answer yet to ask further about."))
        request = answer._prepare_followup_request(answer.text)
        task = interview._enqueue_one("followups", request, engine, f"hr.interview.answer,{answer.id}#f")
        state = "done" if task.state == "done" else "queued"
        return {"answer_id": answer_id, "state": state, "task_ids": task.ids, "followups": []}

    @api.model
    def _clean_summary_options(self, options):
        options = self.env["hr.interview.drafting"]._clean_option_keys(options, SUMMARY_OPTION_KEYS)
        return self._clean_engine_name(options)

    @api.model
    def _clean_engine_name(self, options):
        """Return the engine that options name, "offline" by default; ``_find_provider`` looks for it."""
        engine = options.get("engine") or "offline"
        if not isinstance(engine, str):
            raise UserError(self.env._("There is no enabled engine named %(name)s.", name=repr(engine)[:60]))
        return engine

    def _request_one_summary(self, engine):
        interview = self._check_may_record()
        request = interview._prepare_summary_request()
        if engine == "offline":
            task = interview._summarise_offline(request)
        else:
            task = interview._enqueue_one("summary", request, engine, f"hr.interview,{interview.id}#summary")
        state = "done" if task.state == "done" else "queued"
        return {"interview_id": self.id, "state": state, "task_ids": task.ids}

    def _prepare_summary_request(self):
        answers = self.answer_ids.filtered("is_answered")
        if not answers:
            raise UserError(self.env._("%(interview)s has no answers yet.", interview=self.name))
        return SummaryRequest(
            job=self.job_id.name or "",
            entries=tuple(
                SummaryEntry(answer.question, answer.text, ", ".join(answer.competency_ids.mapped("name")))
                for answer in answers
            ),
            lang=self.lang,
        )

    def _summarise_offline(self, request):
        try:
            result = get_engine("offline").summarise(request)
        except EngineError as error:
            raise UserError(str(error)) from error
        task = self._log_offline("summary", result.engine, result.version)
        self._set_summary_result(task, result)
        return task

    def _log_offline(self, kind, engine, version, latency_ms=0):
        """Write the line of the ledger of something the offline engine did for this interview."""
        return self.env["hr.interview.ai.task"].create(
            {
                "kind": kind,
                "state": "done",
                "engine": engine,
                "engine_version": version,
                "batch": self.env["hr.interview.drafting"]._new_batch(),
                "job_id": self.job_id.id,
                "applicant_id": self.applicant_id.id,
                "company_id": self.company_id.id,
                "attempts": 1,
                "latency_ms": latency_ms,
                "result_ref": f"hr.interview:{self.id}",
            }
        )

    def _enqueue_one(self, kind, request, engine, subject):
        provider = self._find_provider(engine)
        vals = self.env["hr.interview.outbound"]._prepare_task_vals(
            kind, request, provider, self.applicant_id, subject=subject
        )
        return self.env["hr.interview.ai.task"]._enqueue(
            [{**vals, "job_id": self.job_id.id, "company_id": self.company_id.id}]
        )

    def _find_provider(self, code):
        """Return the enabled provider of this code for the company of the interview, in superuser mode."""
        if self._is_ai_stopped():
            raise UserError(
                self.env._("Remote AI is stopped for %(job)s or its company.", job=self.job_id.display_name)
            )
        # sudo: interviewers use the engines of the interview's company without reading their records.
        provider = (
            self.env["hr.interview.provider"]
            .sudo()
            .search(
                [
                    ("code", "=", code),
                    ("state", "=", "enabled"),
                    ("is_stopped", "=", False),
                    ("company_id", "in", [False, self.company_id.id]),
                ],
                limit=1,
            )
        )
        if not provider:
            raise UserError(self.env._("There is no enabled engine named %(name)s.", name=repr(code)[:60]))
        return provider

    # --- results ---------------------------------------------------------------------------------

    def _set_summary_result(self, task, result):
        """Store a summary; AI text stays plain text and is shown with its label."""

        def rows(statements):
            return [
                {
                    "text": statement.text,
                    "entry": statement.entry,
                    "quote": statement.evidence.quote,
                }
                for statement in statements
            ]

        facts = {
            "strengths": rows(result.strengths),
            "concerns": rows(result.concerns),
            "open_points": list(result.open_points),
        }
        # sudo: summaries of engines are written by the system only.
        self.env["hr.interview.summary"].sudo().create(
            [
                {
                    "interview_id": interview.id,
                    "task_id": task.id,
                    "engine": task.sudo().engine,
                    "engine_version": result.version,
                    "model_name": task.sudo().model_name,
                    "text": json.dumps(facts, ensure_ascii=False),
                }
                for interview in self
            ]
        )
