"""Builds the rubric of a question: criteria, anchors, indicators, probes, minutes.

The criteria of a type come from ``rubric_<lang>.json``. A competency with indicators or anchors of
its own adds a criterion that uses them word for word; missing levels are filled from the data.
"""

from __future__ import annotations

import random
from functools import lru_cache

from ..schema import ANCHOR_LEVELS, CompetencyRef, CriterionDraft
from . import compose, textclean
from .data import load
from .subject import Subject


def criteria(type_: str, lang: str, subject: Subject, competency: CompetencyRef | None) -> tuple[CriterionDraft, ...]:
    """Two to five criteria whose weights add up to 1.0."""
    rows = load(f"rubric_{lang}")["types"][type_]
    own = _own(competency, lang, subject) if competency else None
    scale = 0.65 if own else 1.0
    found = [own] if own else []
    weights = [round(row["weight"] * scale, 4) for row in rows]
    weights[-1] = round((0.65 if own else 1.0) - sum(weights[:-1]), 4)
    for row, weight in zip(rows, weights):
        found.append(_criterion(row, weight, lang, subject))
    return tuple(found)


def _criterion(row: dict, weight: float, lang: str, subject: Subject) -> CriterionDraft:
    return CriterionDraft(
        key=row["key"],
        name=row["name"],
        weight=weight,
        anchors={level: _text(row["anchors"][str(level)], subject, lang) for level in ANCHOR_LEVELS},
        positive=tuple(_text(text, subject, lang) for text in row["positive"]),
        negative=tuple(_text(text, subject, lang) for text in row["negative"]),
    )


@lru_cache(maxsize=20000)
def _cached_text(text: str, label: str, lang: str) -> str:
    subject = Subject("np", "", label, label, "", label)
    return compose.fill(text, subject, lang)


def _text(text: str, subject: Subject, lang: str) -> str:
    return _cached_text(text, subject.label, lang)


def _own(competency: CompetencyRef, lang: str, subject: Subject) -> CriterionDraft | None:
    """The competency's own standard as a criterion; None when it has no standard."""
    positive = tuple(text for text in competency.positive if str(text).strip())
    negative = tuple(text for text in competency.negative if str(text).strip())
    anchors = {level: text for level, text in competency.anchors.items() if level in ANCHOR_LEVELS and str(text).strip()}
    if not (positive or negative or anchors):
        return None
    row = load(f"rubric_{lang}")["competency"]
    name = textclean.one_line(competency.name, 60)
    own = Subject("comp", "", name, name, name, name)
    return CriterionDraft(
        key="competency",
        name=name,
        weight=0.35,
        anchors={level: anchors.get(level) or _text(row["anchors"][str(level)], own, lang) for level in ANCHOR_LEVELS},
        positive=positive or tuple(_text(text, own, lang) for text in row["positive"]),
        negative=negative or tuple(_text(text, own, lang) for text in row["negative"]),
        competency_id=competency.id,
    )


def probes(type_: str, difficulty: str, lang: str, subject: Subject, rng: random.Random) -> tuple[str, ...]:
    """Three follow-up questions, one of them for the difficulty."""
    data = load(f"rubric_{lang}")["probes"]
    pool = list(data[type_])
    first = pool.pop(int(rng.random() * len(pool)))
    second = pool.pop(int(rng.random() * len(pool)))
    hard = data[difficulty]
    return tuple(_text(text, subject, lang) for text in (first, second, hard[int(rng.random() * len(hard))]))


def minutes(type_: str, difficulty: str) -> int:
    return load("base")["minutes"][type_][difficulty]
