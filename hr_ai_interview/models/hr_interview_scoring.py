import time
from dataclasses import asdict

from odoo import api, models
from odoo.exceptions import UserError

from ..engine import EngineError
from ..engine.repeats import combine
from ..engine.schema import ScoreRequest

SCORE_OPTION_KEYS = frozenset({"engine", "repeats"})
DEFAULT_REPEATS = {"offline": 1}
REMOTE_REPEATS = 3
MAX_REPEATS = 9


class HrInterviewScoring(models.AbstractModel):
    """Scores of engines: the offline one at once, a remote one through the queue with repeats.

    A remote engine scores each answer ``repeats`` times; the rating is the median, and when the repeats lie
    too far apart it is "unstable" and has no score (engine/repeats.py). What fails writes nothing and clears
    nothing.
    """

    _name = "hr.interview.scoring"
    _description = "AI Scores of Interviews"

    def request_ai_scores(self, options=None):
        """Have an engine score the answers against the rubric of that day.

        The scores stay hidden from each interviewer until their own are submitted.

        :param dict options: ``engine`` (default "offline"; the code of an enabled provider queues the work),
            ``repeats`` 1-9 (default 1 offline, 3 else)
        :return: [{"interview_id","state": "done"/"queued","task_ids"}]
        :raise UserError: unknown option, remote AI stopped for the job or company, no answer yet, not on the
            panel
        """
        options = self._clean_score_options(options)
        return [interview._request_one(options) for interview in self]

    @api.model
    def _clean_score_options(self, options):
        options = self.env["hr.interview.drafting"]._clean_option_keys(options, SCORE_OPTION_KEYS)
        drafting = self.env["hr.interview.drafting"]
        engine = self._clean_engine_name(options)
        default = self._get_default_repeats(engine)
        return {
            "engine": engine,
            "repeats": drafting._clean_integer(options, "repeats", default, 1, MAX_REPEATS),
        }

    def _is_ai_stopped(self):
        self.ensure_one()
        interview = self.sudo()
        return interview.company_id.interview_ai_stopped or interview.job_id.interview_ai_stopped

    def _request_one(self, options):
        interview = self._check_may_record()
        answers = interview._get_scorable_answers()
        if options["engine"] == "offline":
            tasks = interview._score_offline(answers, options["repeats"])
        else:
            tasks = interview._enqueue_scores(answers, options)
        done = set(tasks.mapped("state")) == {"done"}
        return {"interview_id": self.id, "state": "done" if done else "queued", "task_ids": tasks.ids}

    def _get_scorable_answers(self):
        answers = self.answer_ids.filtered(lambda answer: answer.is_answered and answer.criterion_ids)
        if not answers:
            raise UserError(self.env._("%(interview)s has no answers to score yet.", interview=self.name))
        return answers

    @api.model
    def _get_default_repeats(self, engine):
        return DEFAULT_REPEATS.get(engine, REMOTE_REPEATS)

    def _prepare_score_request(self, answer, seed=0):
        return ScoreRequest(
            question=answer.question,
            answer=answer.text or "",
            criteria=answer.criterion_ids._prepare_score_criteria(),
            lang=self.lang,
            probes=tuple((answer.probes or "").splitlines()),
            job=self.job_id.name or "",
            seed=seed,
        )

    # --- offline ---------------------------------------------------------------------------------

    def _score_offline(self, answers, repeats):
        """Score at once; one line of the ledger for the interview."""
        engine, begun = self.company_id._get_offline_scorer(self.sudo().applicant_id), time.monotonic()
        results = {}
        for answer in answers:
            try:
                # It says the same each time: asked once, counted as often as it was ordered.
                results[answer] = [engine.score_answer(self._prepare_score_request(answer))] * repeats
            except EngineError as error:
                raise UserError(str(error)) from error
        latency_ms = int((time.monotonic() - begun) * 1000)
        task = self._log_offline("score", engine.name, engine.version, latency_ms)
        self._store_ai_ratings(results, task)
        return task

    # --- remote ----------------------------------------------------------------------------------

    def _enqueue_scores(self, answers, options):
        rows = self._prepare_score_rows(answers, self._find_provider(options["engine"]), options["repeats"])
        batch = self.env["hr.interview.drafting"]._new_batch()
        return self.env["hr.interview.ai.task"]._enqueue(
            [
                {**row, "batch": batch, "job_id": self.job_id.id, "company_id": self.company_id.id}
                for row in rows
            ]
        )

    def _prepare_score_rows(self, answers, provider, repeats):
        """Return the values of one task for each answer and repeat."""
        return [
            self.env["hr.interview.outbound"]._prepare_task_vals(
                "score",
                self._prepare_score_request(answer, number),
                provider,
                self.applicant_id,
                subject=f"hr.interview.answer,{answer.id}#{number}@{answer.revision}",
            )
            for answer in answers
            for number in range(repeats)
        ]

    def _estimate_scores(self, engine, repeats):
        """Return what an order may take at most: {"calls","tokens","cost"}; nothing is stored."""
        self.ensure_one()
        interview = self._check_may_record()
        answers = interview._get_scorable_answers()
        rows = interview._prepare_score_rows(answers, interview._find_provider(engine), repeats)
        return {
            "calls": len(rows),
            "tokens": sum(row["tokens_estimate"] for row in rows),
            "cost": sum(row["cost_estimate"] for row in rows),
        }

    # --- results ---------------------------------------------------------------------------------

    def _store_ai_ratings(self, results, task, revisions=None):
        """Store what repeats {answer: [ScoreResult]} make together; supersede older scores.

        ``revisions`` {answer: revision that was scored}; default: what stands there now.
        """
        self.ensure_one()
        revisions = revisions or {}
        Rating = self.env["hr.interview.rating"]
        old = self.rating_ids.filtered(lambda r: r.engine == task.engine and r.answer_id in results)
        old._supersede(self.env._("Scored anew by %(engine)s.", engine=task.engine), self.env.user)
        rows, evidence = [], []
        for answer, samples in results.items():
            combined = combine(samples)
            for row in combined.criteria:
                criterion = answer.criterion_ids.filtered(lambda c: c.id == row.criterion_id)  # noqa: B023
                rows.append(
                    {
                        "criterion_id": criterion.id,
                        "answer_id": answer.id,
                        "interview_id": self.id,
                        "company_id": self.company_id.id,
                        "engine": task.engine,
                        "engine_version": combined.version,
                        "model_name": task.model_name,
                        "prompt_version": task.prompt_version,
                        "task_id": task.id,
                        "status": row.status,
                        "score": False if row.score is None else row.score,
                        "reason": row.reason,
                        "spread": False if row.spread is None else row.spread,
                        "repeats": len(samples),
                        "answer_revision": revisions.get(answer, answer.revision),
                        "is_submitted": True,
                        "submitted_date": self.env.cr.now(),
                    }
                )
                evidence.append([asdict(item) for item in row.evidence])
            answer.flags = ",".join(combined.flags) or False
            answer.engine_followups = "\n".join(combined.followups) or False
            if task.engine == "offline":
                # No other engine tells them: its silence must not wipe out what was read.
                answer.features = ",".join(combined.features) or False
        ratings = Rating.create(rows)
        for rating, found in zip(ratings, evidence, strict=True):
            rating._set_evidence(found)
