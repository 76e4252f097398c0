"""Scores one answer against the approved rubric with a remote model.

A score stands only with a passage of the answer found letter for letter; a criterion without one is
"insufficient_evidence" and has no score, never 0. The total is computed here: the model sees neither weights
nor pass marks. No proof are passages that only repeat the question or tell the reader how to score; the
latter also set the flag "suspected_injection".
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ..evidence import copied_from
from ..schema import ANCHOR_LEVELS, CriterionScore, Evidence, ScoreCriterion, ScoreRequest, ScoreResult
from ..total import total
from . import wording
from .base import PromptTask, fault
from .data import messages
from .fields import Comment, Quote, Reply, Short
from .followups import usable

MAX_TOKENS = 6_000
MAX_FOLLOWUPS = 3
MAX_QUOTES = 3


class CriterionReply(Reply):
    criterion_id: int
    quotes: Annotated[list[Quote], Field(max_length=6)]
    reason: Comment
    status: Literal["scored", "insufficient_evidence"]
    score: Annotated[float, Field(ge=0, le=10)] | None


class ScoreReply(Reply):
    criteria: Annotated[list[CriterionReply], Field(max_length=30)]
    flags: Annotated[
        list[
            Literal["vague", "generic", "keyword_list", "off_topic", "suspected_injection", "copied_question"]
        ],
        Field(max_length=6),
    ]
    followups: Annotated[list[Short], Field(max_length=MAX_FOLLOWUPS)]


class ScoreTask(PromptTask):
    kind = "score"
    schema = ScoreReply

    def slot(self, request: ScoreRequest) -> dict:
        material = {
            "job": request.job,
            "question": request.question,
            "probes": list(request.probes),
            "criteria": [_criterion(row) for row in _turned(request)],
            "answer": request.answer,
        }
        return {key: value for key, value in material.items() if value}

    def max_tokens(self, request: ScoreRequest) -> int:
        """Up to three passages and two sentences for each criterion."""
        each = 550 if wording.is_dense(request.lang) else 400
        return min(MAX_TOKENS, 400 + each * len(request.criteria))

    def parse(self, value: object, request: ScoreRequest, engine: str, version: str) -> ScoreResult:
        reply = self.read(value, request)
        self._check(reply, request)
        given = {row.criterion_id: row for row in reply.criteria}
        rows = tuple(_scored(given[criterion.id], criterion, request) for criterion in request.criteria)
        flags = set(reply.flags)
        if any(wording.is_instruction(quote) for row in reply.criteria for quote in row.quotes):
            flags.add("suspected_injection")
        followups = usable(reply.followups, request.lang, (request.question, *request.probes))
        return ScoreResult(
            engine, version, rows, total(rows, request.criteria), followups, tuple(sorted(flags))
        )

    def _check(self, reply: ScoreReply, request: ScoreRequest) -> None:
        ids = [row.criterion_id for row in reply.criteria]
        known = {criterion.id for criterion in request.criteria}
        wrong = {
            "criterion_unknown": set(ids) - known,
            "criterion_twice": len(ids) != len(set(ids)),
            "criterion_missing": known - set(ids),
            "status": any((row.status == "scored") != (row.score is not None) for row in reply.criteria),
        }
        if faults := [fault(code, request.lang) for code, holds in wrong.items() if holds]:
            raise self.failure("content", request.lang, faults)


def needs_no_call(request: ScoreRequest, engine: str, version: str) -> ScoreResult | None:
    """The result for an answer without a word, which is never sent anywhere; None for any other."""
    if any(char.isalnum() for char in request.answer):
        return None
    reason = messages(request.lang)["blank"]
    rows = tuple(
        CriterionScore(row.id, row.name, None, "insufficient_evidence", reason=reason)
        for row in request.criteria
    )
    return ScoreResult(engine, version, rows, None)


def _turned(request: ScoreRequest) -> list[ScoreCriterion]:
    """Repeats begin with another criterion: a score that hangs on the order shows as spread."""
    rows = list(request.criteria)
    start = request.seed % len(rows) if rows else 0
    return rows[start:] + rows[:start]


def _criterion(row: ScoreCriterion) -> dict:
    return {
        "criterion_id": row.id,
        "name": row.name,
        "anchors": {str(level): row.anchors[level] for level in ANCHOR_LEVELS if level in row.anchors},
        "positive": list(row.positive),
        "negative": list(row.negative),
    }


def _scored(given: CriterionReply, criterion: ScoreCriterion, request: ScoreRequest) -> CriterionScore:
    if given.score is None:
        reason = wording.comment(given.reason, request.lang)
        return CriterionScore(criterion.id, criterion.name, None, "insufficient_evidence", reason=reason)
    evidence = _evidence(given.quotes, request)
    if not evidence:
        reason = messages(request.lang)["no_quote"]
        return CriterionScore(criterion.id, criterion.name, None, "insufficient_evidence", reason=reason)
    reason = wording.comment(given.reason, request.lang)
    score = round(float(given.score), 2)
    return CriterionScore(criterion.id, criterion.name, score, "scored", evidence, reason)


def _evidence(quotes: list[str], request: ScoreRequest) -> tuple[Evidence, ...]:
    found = {}
    for quote in quotes:
        evidence = wording.find(request.answer, quote)
        if (
            evidence
            and not copied_from(request.question, evidence.quote)
            and not wording.is_instruction(quote)
        ):
            found.setdefault((evidence.start, evidence.end), evidence)
    return tuple(found.values())[:MAX_QUOTES]
