"""Suggests follow-up questions to an answer that left something open, with a remote model."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ..schema import FollowupRequest, FollowupResult
from . import wording
from .base import PromptTask, fault
from .fields import Reply, Short

MAX_COUNT = 6
#: tokens of one question, by language
TOKENS = {"en": 60, "es": 75, "zh_CN": 90, "ja": 100}


class FollowupsReply(Reply):
    followups: Annotated[list[Short], Field(max_length=12)]


class FollowupsTask(PromptTask):
    kind = "followups"
    schema = FollowupsReply

    def slot(self, request: FollowupRequest) -> dict:
        return {
            "count": _count(request),
            "question": request.question,
            "probes": list(request.probes),
            "answer": request.answer,
        }

    def max_tokens(self, request: FollowupRequest) -> int:
        return 150 + 2 * TOKENS.get(request.lang, 100) * _count(request)

    def parse(self, value: object, request: FollowupRequest, engine: str, version: str) -> FollowupResult:
        """None at all is a good reply: nothing was left open."""
        given = self.read(value, request).followups
        kept = usable(given, request.lang, (request.question, *request.probes))
        if given and not kept:
            raise self.failure("content", request.lang, [fault("followups", request.lang)])
        return FollowupResult(engine, version, kept[: _count(request)])


def usable(texts: list[str], lang: str, known: tuple[str, ...] = (), country: str | None = None) -> tuple:
    """Those of ``texts`` that are new neutral questions or requests in the language."""
    near, kept = wording.Nearness(known), []
    for text in texts:
        if _is_good(text, lang, country) and not near.has(text):
            near.add(text)
            kept.append(text)
    return tuple(kept)


def _is_good(text: str, lang: str, country: str | None) -> bool:
    return (
        wording.is_question(text, lang)
        and wording.speaks_loosely(text, lang)
        and not wording.has_markup(text)
        and not wording.is_barred(text, lang, country)
    )


def _count(request: FollowupRequest) -> int:
    return max(1, min(request.count, MAX_COUNT))
