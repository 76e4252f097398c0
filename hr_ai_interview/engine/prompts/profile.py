"""Finds what of a résumé speaks to the needs of a job, with a remote model.

Lines of the résumé with personal matter are not sent. Each item needs a passage of the résumé, letter for
letter, and a line of the job by its id. What stayed without an item is an open point: a topic to ask
about, found here and not by the model.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ..evidence import LEAST, find_quote
from ..offline import filters
from ..schema import ProfileItem, ProfileRequest, ProfileResult
from . import sources, wording
from .base import PromptTask, fault
from .fields import Label, Quote, Reply, Text
from .summary import is_fit

MAX_TOKENS = 5_000
MOST = 20


class ItemReply(Reply):
    need: Label
    quote: Quote
    kind: Literal["experience", "skill", "result", "certificate"]
    text: Text


class ProfileReply(Reply):
    items: Annotated[list[ItemReply], Field(max_length=40)]


class ProfileTask(PromptTask):
    kind = "profile"
    schema = ProfileReply

    def slot(self, request: ProfileRequest) -> dict:
        return {
            "job": request.job.name,
            "needs": [{"id": row.id, "text": row.text} for row in _needs(request)],
            "resume": "\n".join(sources.safe_resume(request.resume)),
        }

    def max_tokens(self, request: ProfileRequest) -> int:
        """Up to two items for each need, within the limits of the form."""
        each = 260 if wording.is_dense(request.lang) else 200
        return min(MAX_TOKENS, 200 + each * min(MOST, 2 * len(_needs(request)) + 1))

    def parse(self, value: object, request: ProfileRequest, engine: str, version: str) -> ProfileResult:
        given = self.read(value, request).items
        needs = {row.id: row.text for row in _needs(request)}
        items = tuple(item for row in given if (item := _item(row, needs, request)))[:MOST]
        if given and not items:
            raise self.failure("content", request.lang, [fault("statements", request.lang)])
        served = {item.need for item in items}
        return ProfileResult(
            engine, version, items, tuple(text for text in needs.values() if text not in served)
        )


def _item(row: ItemReply, needs: dict[str, str], request: ProfileRequest) -> ProfileItem | None:
    # The name of a tool may be a short word: "SQL".
    evidence = find_quote(request.resume, row.quote, 3 if row.kind == "skill" else LEAST)
    if not evidence or row.need not in needs or filters.verdict(evidence.quote, True):
        return None
    if wording.is_unfit_statement(evidence.quote, request.lang) or not is_fit(row.text, request.lang):
        return None
    return ProfileItem(row.kind, row.text, needs[row.need], evidence)


def _needs(request: ProfileRequest) -> list[sources.Source]:
    return sources.read(request.job).of("D", "R", "S")
