"""Requests and results of the seam as JSON text, for the queue and its cache.

pydantic reads and checks them against the dataclasses of ``schema``: what does not fit raises
``pydantic.ValidationError``. Texts are canonical (sorted keys), so equal requests have equal texts.

>>> text = dump("followups", FollowupRequest("Why?", "Because."))
>>> load("followups", text)
FollowupRequest(question='Why?', answer='Because.', lang='en', probes=(), count=3)
"""

from __future__ import annotations

import functools
import hashlib
import json

from .schema import (
    DraftRequest,
    DraftResult,
    FollowupRequest,
    FollowupResult,
    ProfileRequest,
    ProfileResult,
    ScoreRequest,
    ScoreResult,
    SummaryRequest,
    SummaryResult,
)

REQUESTS = {
    "draft": DraftRequest,
    "score": ScoreRequest,
    "followups": FollowupRequest,
    "summary": SummaryRequest,
    "profile": ProfileRequest,
}
RESULTS = {
    "draft": DraftResult,
    "score": ScoreResult,
    "followups": FollowupResult,
    "summary": SummaryResult,
    "profile": ProfileResult,
}


@functools.cache
def _adapter(cls):
    from pydantic import TypeAdapter

    return TypeAdapter(cls)


def _dump(cls, value):
    data = _adapter(cls).dump_python(value, mode="json")
    return json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def dump(kind: str, request) -> str:
    """Return a request of that kind as canonical JSON."""
    return _dump(REQUESTS[kind], request)


def load(kind: str, text: str):
    """Return the request of that kind from its JSON."""
    return _adapter(REQUESTS[kind]).validate_json(text)


def dump_result(kind: str, result) -> str:
    return _dump(RESULTS[kind], result)


def load_result(kind: str, text: str):
    return _adapter(RESULTS[kind]).validate_json(text)


def fingerprint(text: str) -> str:
    """Return the SHA-256 of a text in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
