"""Summarises an interview with a remote model: what the answers showed, each sentence with its quote.

A sentence is dropped when its quote does not stand in its answer, when it advises whether to hire, or
when it speaks of protected matter. There is no score and no recommendation, not even in the form.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ..schema import Statement, SummaryRequest, SummaryResult
from . import wording
from .base import PromptTask, fault
from .fields import Label, Quote, Reply, Short, Text

MAX_TOKENS = 4_000
MOST = 8


class StatementReply(Reply):
    text: Text
    entry: Label
    quote: Quote


class SummaryReply(Reply):
    strengths: Annotated[list[StatementReply], Field(max_length=12)]
    concerns: Annotated[list[StatementReply], Field(max_length=12)]
    open_points: Annotated[list[Short], Field(max_length=12)]


class SummaryTask(PromptTask):
    kind = "summary"
    schema = SummaryReply

    def slot(self, request: SummaryRequest) -> dict:
        entries = [
            {"id": f"A{number}", "question": row.question, "competency": row.competency, "answer": row.answer}
            for number, row in enumerate(request.entries, 1)
        ]
        return {"job": request.job, "entries": entries}

    def max_tokens(self, request: SummaryRequest) -> int:
        """Two statements and an open point for each answer, within the limits of the form."""
        each = 320 if wording.is_dense(request.lang) else 240
        return min(MAX_TOKENS, 300 + each * max(1, len(request.entries)))

    def parse(self, value: object, request: SummaryRequest, engine: str, version: str) -> SummaryResult:
        reply = self.read(value, request)
        strengths, concerns = (_statements(rows, request) for rows in (reply.strengths, reply.concerns))
        points = tuple(text for text in reply.open_points if is_fit(text, request.lang))[:MOST]
        if (reply.strengths or reply.concerns) and not (strengths or concerns):
            raise self.failure("content", request.lang, [fault("statements", request.lang)])
        return SummaryResult(engine, version, strengths, concerns, points)


def _statements(rows: list[StatementReply], request: SummaryRequest) -> tuple[Statement, ...]:
    indexes = {f"A{number}": number - 1 for number in range(1, len(request.entries) + 1)}
    kept = []
    for row in rows:
        index = indexes.get(row.entry)
        evidence = None if index is None else wording.find(request.entries[index].answer, row.quote)
        if evidence and is_fit(row.text, request.lang):
            kept.append(Statement(row.text, index, evidence))
    return tuple(kept[:MOST])


def is_fit(text: str, lang: str) -> bool:
    """True for a sentence about a person that may be shown."""
    return wording.speaks_loosely(text, lang) and not wording.is_unfit_statement(text, lang)
