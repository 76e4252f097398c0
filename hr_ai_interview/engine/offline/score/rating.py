"""Scores one criterion from what the reading found. The formula, with all its numbers:

    kind      share of a kind of evidence that is shown: 0.65 in one sentence, 1 in two or more;
              own steps: 0.3, 0.5, 0.65, 0.8, 0.9, 1 for 1 ... 6 different verbs, slower for a way of doing it
    figure    as own steps, by the number of different figures
    specific  sum of weight x kind over the needs of the criterion     (0..1)
    story     sum of weight x kind over what any good answer shows     (0..1)
    score     10 x min(1, (0.45 specific + 0.55 story) / 0.85), at most the caps, less 1 for each
              negative sign with a literal quote (at most 2), rounded to 0.5

Caps are the anchors in short: three empty phrases and fewer than three steps 1.5; nothing concrete at
all 2; no own step or way of doing it 3; only steps of the team 4; a result without any figure, date or
reaction 5.
No number grows with length: further sentences of a kind add nothing.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from ...schema import CriterionScore, Evidence, ScoreCriterion
from . import needs, text
from .cues import lexicon, needs_data
from .reading import Reading
from .walk import BAD, Sentence

SPECIFIC, STORY, FULL = 0.45, 0.55, 0.85
_ONE_SENTENCE = 0.65
_STEPS = {
    "past": (0.0, 0.25, 0.42, 0.55, 0.66, 0.76, 0.85, 0.93, 1.0),
    "open": (0.0, 0.12, 0.24, 0.35, 0.45, 0.53, 0.6, 0.67, 0.74, 0.8, 0.86, 0.91, 0.96, 1.0),
}
_SOFT_STEP, _TEAM_STEP = 0.15, 0.1
CAP_PHRASES, CAP_THIN, CAP_NO_STEP, CAP_TEAM, CAP_NO_FIGURE = 1.5, 2.0, 3.0, 4.0, 5.0
_MANY_PHRASES, _FEW_STEPS = 3, 3
MAX_QUOTES = 3
MAX_PENALTY = 2.0


@dataclass(frozen=True, slots=True)
class Rated:
    """``score`` None: nothing to quote. ``shown`` and ``missing``: kinds in the order of their weight."""

    criterion: ScoreCriterion
    needs: tuple[str, ...]
    score: float | None
    evidence: tuple[Evidence, ...]
    shown: tuple[str, ...]
    missing: tuple[str, ...]
    against: tuple[str, ...]


def rate(criterion: ScoreCriterion, rubric_lang: str, reading: Reading, answer: str) -> Rated:
    """The better of two views where the question leaves it open: a way of doing it, or a story of it."""
    views = ("past",) if reading.mode == "past" else ("open", "past")
    asked, weights, worth = max(
        (_view(criterion, rubric_lang, reading, kind) for kind in views), key=lambda row: row[2]
    )
    shown = _ranked(weights, [kind for kind in weights if share(kind, reading) > 0])
    missing = _ranked(weights, [kind for kind in weights if not share(kind, reading)])
    against = tuple(
        bad for bad in BAD if f"-{bad}" in reading.found and set(needs_data()["bad"][bad]) & set(asked)
    )
    rows = _rows(shown, reading)
    if not rows and not against:
        return Rated(criterion, asked, None, (), (), missing, ())
    evidence = _quotes(rows, [f"-{bad}" for bad in against], reading, answer)
    raw = min(10 * min(1.0, worth / FULL), _cap(asked, reading)) - min(MAX_PENALTY, float(len(against)))
    return Rated(criterion, asked, max(0.0, round(raw * 2) / 2), evidence, shown, missing, against)


def _view(criterion: ScoreCriterion, lang: str, reading: Reading, kind: str):
    asked, weights = needs.weights(criterion, lang, kind)
    specific = sum(weight * share(name, reading) for name, weight in weights.items())
    return asked, weights, SPECIFIC * specific + STORY * story(reading, kind)


def _ranked(weights: dict[str, float], kinds: list[str]) -> tuple[str, ...]:
    return tuple(sorted(kinds, key=lambda kind: (-weights[kind], kind)))


def story(reading: Reading, kind: str) -> float:
    """How much of what any good answer shows is there, 0..1."""
    return sum(weight * share(name, reading) for name, weight in needs.general(kind).items())


def share(kind: str, reading: Reading) -> float:
    """How far a kind of evidence is shown, 0..1."""
    if kind == "act":
        table = _STEPS[reading.mode]
        steps = table[min(_steps(reading), len(table) - 1)]
        soft = min(2, len(reading.soft - reading.acts)) * _SOFT_STEP
        team = min(4, len(reading.team)) * _TEAM_STEP if reading.mode == "past" else 0.0
        return min(1.0, max(steps + soft, team))
    if kind == "figure" and reading.found.get("figure"):
        return _STEPS["past"][min(len(reading.values), 6)]
    kinds = needs_data()["unions"].get(kind, [kind])
    rows = {row.number for name in kinds for row in reading.found.get(name, ())}
    return (0.0, _ONE_SENTENCE, 1.0)[min(2, len(rows))]


def _steps(reading: Reading) -> int:
    """The number of steps; Chinese says a step with more verbs than English (data, see docs/scoring.md)."""
    per_step = lexicon(reading.lang).data.get("verbs_per_step", 1)
    return math.ceil(len(reading.acts) / per_step)


def _cap(asked: tuple[str, ...], reading: Reading) -> float:
    if sum(row.empty for row in reading.kept) >= _MANY_PHRASES and len(reading.acts) < _FEW_STEPS:
        return CAP_PHRASES
    if not reading.has_story:
        return CAP_THIN
    if not reading.acts:
        return CAP_TEAM if len(reading.team) > 1 and asked[0] != "contribution" else CAP_NO_STEP
    hard = {"figure", "change", "when", "feedback"} & reading.found.keys()
    return CAP_NO_FIGURE if asked[0] in ("result", "data") and reading.mode == "past" and not hard else 10.0


def _rows(shown: tuple[str, ...], reading: Reading) -> list[Sentence]:
    """The sentences that show the kinds, those that show most of them first."""
    points: dict[int, float] = {}
    for rank, kind in enumerate(shown):
        for name in needs_data()["unions"].get(kind, [kind]):
            for row in reading.found.get(name, ()):
                points[row.number] = points.get(row.number, 0.0) + 1 / (1 + rank)
    by_number = {row.number: row for row in reading.sentences}
    return [by_number[number] for number in sorted(points, key=lambda number: (-points[number], number))]


def _quotes(rows: list[Sentence], against: list[str], reading: Reading, answer: str) -> tuple[Evidence, ...]:
    found = {}
    for kind in against:
        row = reading.found[kind][0]
        _add(found, row, row.kinds[kind[1:]], answer)
    for row in rows[:MAX_QUOTES]:
        _add(found, row, next(iter(row.kinds.values()), row.span), answer)
    return tuple(sorted(list(found.values())[:MAX_QUOTES], key=lambda evidence: evidence.start))


def _add(found: dict, row: Sentence, place: text.Span, answer: str) -> None:
    span = text.narrowed(answer, row.span, place.start, place.end)
    found.setdefault(row.number, Evidence(answer[span.start : span.end], span.start, span.end))


def refused(rated: Rated) -> Rated:
    """The same criterion without a score."""
    missing = (*rated.shown, *rated.missing)
    return Rated(rated.criterion, rated.needs, None, (), (), missing, ())


def as_score(rated: Rated, reason: str) -> CriterionScore:
    status = "insufficient_evidence" if rated.score is None else "scored"
    return CriterionScore(
        rated.criterion.id, rated.criterion.name, rated.score, status, rated.evidence, reason
    )
