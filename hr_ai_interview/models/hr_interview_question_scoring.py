from dataclasses import asdict

from odoo import api, models
from odoo.exceptions import UserError

from ..engine import EngineError
from ..engine.schema import ScoreCriterion, ScoreRequest
from .hr_interview_recording import MAX_ANSWER, OPEN_STATES

TEXT_OPTION_KEYS = frozenset({"lang", "engine"})


class HrInterviewQuestionScoring(models.AbstractModel):
    """Scoring a text against the rubric of a question, outside of any interview; nothing is stored."""

    _name = "hr.interview.question.scoring"
    _description = "Scoring of a Text"

    @api.readonly
    def score_text(self, answer, options=None):
        """Score a text against the rubric of these questions with the offline engine.

        :param str answer: what somebody said or wrote
        :param dict options: ``lang`` (default: the language of the question)
        :return: [{"question_id","engine","version","criteria": [{"criterion_id","name","score","status",
            "spread","evidence": [{"quote","start","end"}],"reason"}],"score","followups","flags"}];
            ``answer[start:end] == quote``; scores are 0-10 or false
        :raise UserError: a remote engine (see ``request_ai_scores``), an unknown option, no rubric, an
            answer to one of these questions that the caller still has to score
        """
        self.check_access("read")
        options = self.env["hr.interview.drafting"]._clean_option_keys(options, TEXT_OPTION_KEYS)
        if options.get("engine") not in (None, False, "offline"):
            raise UserError(
                self.env._(
                    "A text is scored offline. For other engines use request_ai_scores of an interview."
                )
            )
        self._check_not_scoring_blind()
        answer = self.env["hr.interview"]._clean_text({"text": answer}, MAX_ANSWER)
        results = []
        for question in self:
            lang = options.get("lang")
            lang = self.env["hr.interview.lang"].normalise(lang) if lang else question.lang
            engine = (question.company_id or self.env.company)._get_offline_scorer()
            try:
                result = engine.score_answer(question._prepare_score_request(answer, lang))
            except EngineError as error:
                raise UserError(str(error)) from error
            results.append({"question_id": question.id, **self._to_score_json(result)})
        return results

    def _check_not_scoring_blind(self):
        """Who has to score answers to these questions learns what an engine makes of them afterwards."""
        waiting = [
            ("question_id", "in", self.ids),
            ("is_answered", "=", True),
            ("interview_id.state", "in", OPEN_STATES),
            ("interview_id.interviewer_ids", "in", self.env.user.ids),
            ("interview_id.submitted_user_ids", "not in", self.env.user.ids),
        ]
        # sudo: interviews of one's own, in whatever company.
        if answer := self.env["hr.interview.answer"].sudo().search(waiting, limit=1):
            raise UserError(
                self.env._(
                    "Submit your own scores of %(interview)s first, then the engine's can be seen.",
                    interview=answer.interview_id.name,
                )
            )

    def _prepare_score_request(self, answer, lang=None):
        """Return the request for an engine, with the rubric in ``lang`` (default: that of the question)."""
        self.ensure_one()
        lang = lang or self.lang
        question = self.with_context(lang=self.env["hr.interview.lang"].reading_code(lang))
        return ScoreRequest(
            question=question.text,
            answer=answer,
            criteria=tuple(
                ScoreCriterion(
                    id=criterion.id,
                    name=criterion.name,
                    weight=criterion.weight,
                    anchors={level: text for level, text in criterion._get_anchors().items() if text},
                    positive=tuple((criterion.positive or "").splitlines()),
                    negative=tuple((criterion.negative or "").splitlines()),
                )
                for criterion in question.criterion_ids
            ),
            lang=lang,
            probes=tuple((question.probes or "").splitlines()),
            job=question.job_id.sudo().name or "",
        )

    @api.model
    def _to_score_json(self, result):
        """Return a ScoreResult as the API gives it: absent values are false."""
        value = asdict(result)
        del value["features"]  # for learning, from many answers; of one they say no more than its evidence
        for row in [value, *value["criteria"]]:
            row["score"] = False if row["score"] is None else row["score"]
        for row in value["criteria"]:
            row["spread"] = False if row["spread"] is None else row["spread"]
            row["evidence"] = list(row["evidence"])
        return {key: list(part) if isinstance(part, tuple) else part for key, part in value.items()}
