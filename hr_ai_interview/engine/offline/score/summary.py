"""Sums up an interview without a model: what the answers show, each sentence with its literal quote.

No score, no advice: at most ``MOST`` statements of a kind, two for an answer, and what stayed open.
"""

from __future__ import annotations

from ...schema import Evidence, Statement, SummaryEntry, SummaryRequest, SummaryResult
from ..data import load
from . import exclude, needs, text, topic, wording
from .language import language
from .reading import Reading, read
from .walk import BAD, Sentence

MOST = 8
_EACH = 2


def summarise(request: SummaryRequest, engine: str, version: str) -> SummaryResult:
    texts = load(f"score_texts_{request.lang}")
    strengths, concerns, points = [], [], []
    for number, entry in enumerate(request.entries):
        asked = language(entry.question, request.lang)
        lang = language(entry.answer, request.lang)
        reading = read(
            entry.answer, lang, needs.mode(entry.question, asked), exclude.Sources(entry.question, (), ())
        )
        points += _open_points(number, entry, request.job, reading, asked == lang, texts)
        if asked == lang and not _is_near(entry, request.job, reading):
            continue
        strengths += _statements(number, entry, reading, texts["strengths"], _shown)
        concerns += _statements(number, entry, reading, texts["concerns"], _against)
    return SummaryResult(
        engine, version, tuple(strengths[:MOST]), tuple(concerns[:MOST]), tuple(points[:MOST])
    )


def _is_near(entry: SummaryEntry, job: str, reading: Reading) -> bool:
    said = [entry.answer[row.span.start : row.span.end] for row in reading.kept]
    return topic.is_near(entry.question, job, (), said, reading.lang)


def _shown(kind: str, reading: Reading) -> list[Sentence]:
    return reading.found.get(kind, [])


def _against(kind: str, reading: Reading) -> list[Sentence]:
    if kind in BAD:
        return reading.found.get(f"-{kind}", [])
    if any(row.is_concrete for row in reading.kept):
        return []
    return [row for row in reading.kept if (row.is_general if kind == "norm" else row.empty)]


def _statements(number: int, entry: SummaryEntry, reading: Reading, texts: dict, find) -> list[Statement]:
    """Statements on different sentences of the answer."""
    found, used = [], set()
    for kind, said in texts.items():
        row = next((row for row in find(kind, reading) if row.number not in used), None)
        if row and len(found) < _EACH:
            used.add(row.number)
            place = row.kinds.get(kind, row.span)
            span = text.narrowed(entry.answer, row.span, place.start, place.end)
            quote = Evidence(entry.answer[span.start : span.end], span.start, span.end)
            found.append(Statement(said, number, quote))
    return found


def _open_points(
    number: int, entry: SummaryEntry, job: str, reading: Reading, can_compare: bool, texts: dict
) -> list[str]:
    said, points = texts["open"], []
    if not any(char.isalnum() for char in entry.answer):
        points.append(said["empty"])
    elif reading.is_suspected:
        points.append(said["injection"])
    elif can_compare and not _is_near(entry, job, reading):
        points.append(said["off_topic"])
    elif missing := wording.missing_in(reading):
        kinds = texts["and"].join(texts["kinds"][kind] for kind in missing[:3])
        points.append(said["missing_of" if entry.competency else "missing"].replace("{kinds}", kinds))
    # the competency last: its name may hold braces
    return [
        row.replace("{number}", str(number + 1)).replace("{competency}", entry.competency) for row in points
    ]
