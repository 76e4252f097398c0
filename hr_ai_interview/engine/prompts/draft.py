"""Drafts questions for one job (and one candidate) with a remote model.

One call drafts at most ``PER_CALL`` questions: a question with its rubric takes up to 2,600 tokens, and a
reply that is cut off is worth nothing. ``batches`` says how to split a larger order; hand the texts of
earlier batches on in ``avoid``.

A question that fails a check is dropped with a note; a reply of which fewer than half of the questions
pass is refused, with the faults as the hint for one more try.
"""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import ValidationError

from ..base import EngineInputError
from ..offline import filters
from ..offline.data import load as offline_data
from ..schema import QUESTION_TYPES, DraftRequest, DraftResult, Note
from . import sources as job_sources
from .base import PromptTask, fault, shape_fault
from .data import messages
from .draft_checks import QuestionCheck, Refused, focused
from .draft_reply import DraftReply, QuestionReply
from .fields import tidy

PER_CALL = 4
MAX_TOKENS = 12_000
#: upper bound of the tokens of one question with five criteria, by language
TOKENS = {"en": 2000, "es": 2500, "zh_CN": 2600, "ja": 2600}
AVOID, AVOID_CHARS, EXAMPLES, STANDARDS = 40, 200, 6, 12


class DraftTask(PromptTask):
    kind = "draft"
    schema = DraftReply
    #: more variety than a scorer may have
    temperature = 0.7

    def slots(self, parts: Sequence[DraftRequest]) -> list[dict]:
        # A large order has dozens of parts: what they have in common is read once.
        request = parts[0]
        found = job_sources.read(request.job, request.candidate)
        _check(request, found)
        material = {
            "job": {"name": _safe(request.job.name, 80), "industry": _safe(request.job.industry, 80)},
            "sources": [row.as_dict() for row in found.rows],
            "standards": _all_safe(request.standards, STANDARDS, 60),
            "examples": _all_safe(request.examples, EXAMPLES, 400),
            "avoid": _all_safe(request.avoid, AVOID, AVOID_CHARS),
        }
        material = {key: value for key, value in material.items() if value}
        return [{"order": self._order(part, found), **material} for part in parts]

    def _order(self, request: DraftRequest, found: job_sources.Sources) -> dict:
        order: dict = {
            "questions": min(request.count, PER_CALL),
            "types": mix(request, found),
            "difficulty": request.difficulty or "mixed",
        }
        if focus := focused(request, found):
            order["focus"] = [row.id for row in focus]
        return order

    def max_tokens(self, request: DraftRequest) -> int:
        return min(MAX_TOKENS, 300 + TOKENS.get(request.lang, 2600) * min(request.count, PER_CALL))

    def parse(self, value: object, request: DraftRequest, engine: str, version: str) -> DraftResult:
        rows = self._rows(value, request.lang)
        found = job_sources.read(request.job, request.candidate)
        check = QuestionCheck(request, found, feedable(request, found), f"ai:{self.version}")
        drafts, dropped = [], []
        for number, row in enumerate(rows, 1):
            if len(drafts) == min(request.count, PER_CALL):
                break
            try:
                drafts.append(check.draft(QuestionReply.model_validate(row)))
            except ValidationError as error:
                dropped.append((number, "shape", shape_fault(error, request.lang)))
            except Refused as error:
                dropped.append((number, error.code, fault(error.code, request.lang)))
        if not drafts or len(drafts) < len(dropped):
            raise self._refusal(request.lang, dropped)
        return DraftResult(engine, version, tuple(drafts), _notes(request, found, len(drafts), dropped))

    def _rows(self, value: object, lang: str) -> list:
        """The questions of the reply; each is validated by itself, so that one bad does not sink all."""
        if (
            not isinstance(value, dict)
            or set(value) != {"questions"}
            or not isinstance(value["questions"], list)
        ):
            raise self.failure("schema", lang, [fault("shape", lang).replace("{where}", "questions")])
        return value["questions"][:50]

    def _refusal(self, lang: str, dropped: list):
        said = messages(lang)
        told = [said["question"].replace("{n}", str(number)) + text for number, _code, text in dropped]
        code = "schema" if dropped and all(row[1] == "shape" for row in dropped) else "content"
        return self.failure(code, lang, told or [fault("empty", lang)])


def batches(count: int, lang: str = "en", most_tokens: int = MAX_TOKENS) -> list[int]:
    """How many questions to ask for in each call, if a reply may have ``most_tokens`` (at least one).

    >>> batches(10), batches(3, "zh_CN", 4096)
    ([4, 4, 2], [1, 1, 1])
    """
    each = max(1, min(PER_CALL, (most_tokens - 300) // TOKENS[lang]))
    return [min(each, count - start) for start in range(0, count, each)]


def feedable(request: DraftRequest, found: job_sources.Sources) -> tuple[str, ...]:
    """The types that may be drafted: those ordered, else all the profile can feed."""
    if request.types:
        return request.types
    unfed = {"okr": not found.of("K"), "culture": not found.of("C"), "written": not found.of(*"DRSKC")}
    return tuple(type_ for type_ in QUESTION_TYPES if not unfed.get(type_))


def mix(request: DraftRequest, found: job_sources.Sources) -> dict[str, int]:
    """How many questions of each type; the seed moves the start, so that batches differ."""
    types = feedable(request, found)
    weights = dict.fromkeys(types, 1) if request.types else offline_data("base")["mix"]
    total = sum(weights[type_] for type_ in types)
    owed, order = dict.fromkeys(types, 0.0), []
    for _turn in range(total):
        for type_ in types:
            owed[type_] += weights[type_] / total
        best = max(types, key=lambda type_: (round(owed[type_], 6), -types.index(type_)))
        owed[best] -= 1.0
        order.append(best)
    count = min(request.count, PER_CALL)
    start = request.seed * PER_CALL % total
    chosen = [order[(start + turn) % total] for turn in range(count)]
    return {type_: chosen.count(type_) for type_ in types if type_ in chosen}


def _check(request: DraftRequest, found: job_sources.Sources) -> None:
    if not found.rows:
        raise EngineInputError(
            "The job profile is empty: add a name and some duties, skills, KPIs or competencies."
        )
    if (request.focus_kpi_ids or request.focus_competency_ids) and not focused(request, found):
        raise EngineInputError(
            "None of the KPIs or competencies to focus on belongs to this job or has a usable name."
        )


def _safe(text: str, limit: int) -> str:
    line = tidy(str(text or ""))[:limit]
    return "" if filters.verdict(line) == filters.INJECTION else line


def _all_safe(texts: tuple[str, ...], most: int, limit: int) -> list[str]:
    return [line for text in texts[:most] if (line := _safe(text, limit))]


def _notes(request: DraftRequest, found: job_sources.Sources, drafted: int, dropped: list) -> tuple:
    asked = min(request.count, PER_CALL)
    reasons = list(dict.fromkeys(code for _n, code, _t in dropped))
    rows = [
        ("ai_dropped", bool(dropped), {"count": len(dropped), "reasons": reasons}),
        ("ai_missing", drafted < asked, {"found": drafted, "count": asked}),
        *((code, True, values) for code, values in filters.notes(found.refused)),
        ("resume_filtered", found.personal, {"count": found.personal}),
        ("resume_instruction", found.instructions, {"count": found.instructions}),
        ("resume_unusable", request.candidate and not found.of("V", "W"), {}),
    ]
    return tuple(Note(code, values) for code, said, values in rows if said)
