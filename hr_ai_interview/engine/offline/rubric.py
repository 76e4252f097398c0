"""Builds the rubric of a question: criteria, anchors, indicators, probes, minutes.

The criteria of a type come from ``rubric_<lang>.json``. A competency with indicators or anchors of
its own adds a criterion that uses them word for word; missing levels are filled from the data.
"""

from __future__ import annotations

import random
import re
from functools import lru_cache

from ..schema import ANCHOR_LEVELS, CompetencyRef, CriterionDraft
from . import compose, textclean
from .data import load
from .subject import Subject

_ARTICLE_ES = re.compile(r"^(?:el|la|los|las) ")


def criteria(
    type_: str, lang: str, subject: Subject, competency: CompetencyRef | None
) -> tuple[CriterionDraft, ...]:
    """Two to five criteria whose weights add up to 1.0."""
    own = _own(competency, lang, subject) if competency else None
    group = compose.GROUPS.get(subject.cls, "work")
    found = _standard(type_, lang, label(type_, lang, subject.label, group), group, 0.65 if own else 1.0)
    return (own, *found) if own else found


@lru_cache(maxsize=4096)
def _standard(type_: str, lang: str, label: str, group: str, total: float) -> tuple[CriterionDraft, ...]:
    """The criteria of the type about ``label``; their weights add up to ``total``."""
    rows = load(f"rubric_{lang}")["types"][type_]
    weights = [round(row["weight"] * total, 2) for row in rows]
    weights[-1] = round(total - sum(weights[:-1]), 4)
    return tuple(
        _criterion(row, weight, lang, label, _short(type_, lang, group))
        for row, weight in zip(rows, weights, strict=True)
    )


def label(type_: str, lang: str, name: str, group: str) -> str:
    """The subject as a noun phrase that goes with the anchors of this type."""
    data = load(f"rubric_{lang}")
    if type_ == "culture":
        return name if group == "trait" else data["culture_label"]
    forms = data["labels"].get(type_) or data["labels"]["any"]
    if lang == "es" and group == "trait":
        name = _ARTICLE_ES.sub("", name)
    return forms[group].replace("{x}", name) if group in forms else name


def _short(type_: str, lang: str, group: str) -> str:
    """What a long label is called when it is named again: "this task", "this quality"."""
    texts = load(f"rubric_{lang}")["short"]
    return texts.get(type_) or texts.get(f"{type_}.{group}") or texts[group]


def _criterion(row: dict, weight: float, lang: str, label: str, short: str) -> CriterionDraft:
    """A long label stands only once in the anchors, then "this task"."""
    short = short if len(label) > load("base")["long_label"][lang] else label
    anchors, named = {}, False
    for level in ANCHOR_LEVELS:
        raw = row["anchors"][str(level)]
        anchors[level] = _text(raw, short if named else label, lang)
        named = named or "{s}" in raw
    return CriterionDraft(
        key=row["key"],
        name=row["name"],
        weight=weight,
        anchors=anchors,
        positive=tuple(_text(text, label, lang) for text in row["positive"]),
        negative=tuple(_text(text, label, lang) for text in row["negative"]),
    )


@lru_cache(maxsize=20000)
def _text(text: str, label: str, lang: str) -> str:
    return compose.fill(text, Subject("np", "", label, label, "", label), lang)


def _own(competency: CompetencyRef, lang: str, subject: Subject) -> CriterionDraft | None:
    """The competency's own standard as a criterion; None when it has no standard."""
    positive = tuple(text for text in competency.positive if str(text).strip())
    negative = tuple(text for text in competency.negative if str(text).strip())
    anchors = {
        level: text
        for level, text in competency.anchors.items()
        if level in ANCHOR_LEVELS and str(text).strip()
    }
    if not (positive or negative or anchors):
        return None
    row = load(f"rubric_{lang}")["competency"]
    name = textclean.one_line(competency.name, 60)
    return CriterionDraft(
        key="competency",
        name=name,
        weight=0.35,
        anchors={
            level: anchors.get(level) or _text(row["anchors"][str(level)], name, lang)
            for level in ANCHOR_LEVELS
        },
        positive=positive or tuple(_text(text, name, lang) for text in row["positive"]),
        negative=negative or tuple(_text(text, name, lang) for text in row["negative"]),
        competency_id=competency.id,
    )


def probes(
    type_: str, difficulty: str, lang: str, subject: Subject, rng: random.Random, is_vague: bool = False
) -> tuple[str, ...]:
    """Three follow-up questions, one of them for the difficulty; one more where past answers were vague."""
    data = load(f"rubric_{lang}")["probes"]
    pool = list(data[type_])
    first = pool.pop(int(rng.random() * len(pool)))
    second = pool.pop(int(rng.random() * len(pool)))
    hard = data[difficulty if type_ in ("behavioural", "culture") else f"{difficulty}_plan"]
    chosen = (first, second, hard[int(rng.random() * len(hard))])
    if is_vague:
        chosen = (data["deepen"][int(rng.random() * len(data["deepen"]))], *chosen)
    return tuple(_text(text, subject.label, lang) for text in chosen)


def minutes(type_: str, difficulty: str) -> int:
    return load("base")["minutes"][type_][difficulty]
