"""Shared by the tests of the prompts: requests and good replies in all languages."""

from __future__ import annotations

import copy
import json
import unittest

from ..errors import CallError
from ..prompts import get_task
from ..schema import (
    CandidateRef,
    DraftRequest,
    FollowupRequest,
    ProfileRequest,
    ScoreCriterion,
    ScoreRequest,
    SummaryEntry,
    SummaryRequest,
    WeakPoint,
)
from .prompts_samples import ANSWERS, JOBS, LEVELS, NAMES, PROBES, QUESTIONS, QUOTES, REASONS, SIGNS


def draft_request(lang="en", **values):
    return DraftRequest(**{"job": JOBS[lang], "lang": lang, "count": 2, **values})


def candidate(resume="", *topics):
    return CandidateRef(resume=resume, weak_points=tuple(WeakPoint(topic) for topic in topics))


def question(lang="en", index=0, **changes):
    """A good question of a reply; ``changes`` replace keys of it."""
    text, source, term = QUESTIONS[lang][index]
    levels = dict(zip(("0", "2", "4", "6", "8", "10"), LEVELS[lang], strict=True))
    rows = [
        {
            "key": key,
            "name": name,
            "weight": weight,
            "source": None,
            "anchors": dict(levels),
            "positive": [SIGNS[lang]],
            "negative": [SIGNS[lang]],
        }
        for key, name, weight in zip(
            ("method", "result", "contribution"), NAMES[lang], (40, 40, 20), strict=True
        )
    ]
    good = {
        "type": "behavioural",
        "difficulty": "basic",
        "text": text,
        "minutes": 8,
        "sources": [{"id": source, "term": term}],
        "criteria": rows,
        "probes": list(PROBES[lang]),
        "roleplay": None,
    }
    return {**copy.deepcopy(good), **changes}


def draft_reply(lang="en"):
    return {"questions": [question(lang, 0), question(lang, 1)]}


def score_request(lang="en", **values):
    levels = dict(zip((0, 2, 4, 6, 8, 10), LEVELS[lang], strict=True))
    criteria = tuple(
        ScoreCriterion(id_, name, weight, levels, (SIGNS[lang],))
        for id_, name, weight in zip((7, 8), NAMES[lang], (0.75, 0.25), strict=False)
    )
    text = QUESTIONS[lang][0][0]
    return ScoreRequest(
        **{"question": text, "answer": ANSWERS[lang], "criteria": criteria, "lang": lang, **values}
    )


def score_reply(lang="en"):
    rows = [
        {"criterion_id": id_, "quotes": [quote], "reason": REASONS[lang], "status": "scored", "score": score}
        for id_, quote, score in zip((7, 8), QUOTES[lang], (8, 4.7), strict=True)
    ]
    return {"criteria": rows, "flags": [], "followups": [PROBES[lang][0]]}


def followup_request(lang="en", **values):
    return FollowupRequest(
        **{"question": QUESTIONS[lang][0][0], "answer": ANSWERS[lang], "lang": lang, **values}
    )


def summary_request(lang="en", **values):
    entry = SummaryEntry(QUESTIONS[lang][0][0], ANSWERS[lang])
    return SummaryRequest(**{"job": JOBS[lang].name, "entries": (entry,), "lang": lang, **values})


def summary_reply(lang="en"):
    good = {"text": REASONS[lang], "entry": "A1", "quote": QUOTES[lang][0]}
    return {"strengths": [good], "concerns": [], "open_points": [SIGNS[lang]]}


def profile_request(lang="en", **values):
    return ProfileRequest(**{"job": JOBS[lang], "resume": ANSWERS[lang], "lang": lang, **values})


def profile_reply(lang="en"):
    return {"items": [{"need": "D1", "quote": QUOTES[lang][1], "kind": "result", "text": REASONS[lang]}]}


REQUESTS = {
    "draft": draft_request,
    "score": score_request,
    "followups": followup_request,
    "summary": summary_request,
    "profile": profile_request,
}
REPLIES = {
    "draft": draft_reply,
    "score": score_reply,
    "followups": lambda lang="en": {"followups": list(PROBES[lang])},
    "summary": summary_reply,
    "profile": profile_reply,
}


def parse(kind, value, request=None):
    return get_task(kind).parse(value, request or REQUESTS[kind](), "acme", "1")


def slot(messages):
    """The JSON of the user message: all that follows its first line."""
    lead, _end, line = messages[1]["content"].partition("\n")
    assert "\n" not in line and "{" not in lead
    return json.loads(line)


class DraftCase(unittest.TestCase):
    def one(self, request=None, **changes):
        """The single question with ``changes``, beside a good one, or None when it was dropped."""
        request = request or draft_request()
        reply = {"questions": [question(request.lang, 0, **changes), question(request.lang, 1)]}
        result = parse("draft", reply, request)
        kept = [row for row in result.drafts if row.text != QUESTIONS[request.lang][1][0]]
        codes = [note.code for note in result.notes]
        self.assertEqual(not kept, "ai_dropped" in codes)
        return kept[0] if kept else None

    def refused(self, reply, request=None):
        with self.assertRaises(CallError) as caught:
            parse("draft", reply, request or draft_request())
        self.assertTrue(caught.exception.hint["repair"])
        return caught.exception
