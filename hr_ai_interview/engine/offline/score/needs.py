"""What a question and its criteria ask for, read from their own texts.

A question asks for something that happened ("past") or for a way of doing it ("open"). A criterion
asks for one or two needs ("result", "method", "empathy", ...), by the words of its name first, of its
positive signs and upper anchors then. Each need gives weights to the kinds of evidence that
serve it (``score_needs.json``).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from ...schema import ScoreCriterion
from .cues import needs_data, split
from .text import fold

_NAME, _SIGN, _ANCHOR = 6.0, 1.0, 0.6
_SECOND = 0.5


@lru_cache(maxsize=1024)
def mode(question: str, lang: str) -> str:
    """ "past" for a question about something that happened, else "open"; an example may be of both."""
    folded = fold(question)
    found = {name: len(_pattern(lang, "modes", name).findall(folded)) for name in ("past", "case", "open")}
    if found["past"] or found["open"]:
        return "past" if found["past"] >= found["open"] else "open"
    return "past" if found["case"] else "open"


def weights(criterion: ScoreCriterion, lang: str, kind: str) -> tuple[tuple[str, ...], dict[str, float]]:
    """The needs of a criterion and the weight of each kind of evidence, which add up to 1."""
    texts = (
        criterion.name,
        criterion.positive,
        tuple(criterion.anchors.get(level, "") for level in (6, 8, 10)),
    )
    return _weights(texts, lang, kind)


@lru_cache(maxsize=1024)
def _weights(texts, lang: str, kind: str):
    needs = asked(texts, lang)
    found: dict[str, float] = {}
    for share, need in zip((1.0, _SECOND), needs, strict=False):
        for name, weight in _normal(needs_data()["needs"][need][kind]).items():
            found[name] = found.get(name, 0.0) + share * weight
    return needs, _normal(found)


def asked(texts: tuple, lang: str) -> tuple[str, ...]:
    """The one or two needs that the texts of a criterion speak of most; "general" if of none."""
    name, positive, anchors = texts
    points: dict[str, float] = {}
    for need in needs_data()["asks"][lang]:
        pattern = _pattern(lang, "asks", need)
        total = _NAME * bool(pattern.search(fold(name)))
        total += _SIGN * sum(bool(pattern.search(fold(text))) for text in positive)
        total += _ANCHOR * sum(bool(pattern.search(fold(text))) for text in anchors)
        if total:
            points[need] = total
    ranked = sorted(points, key=lambda need: -points[need])
    if not ranked:
        return ("general",)
    return tuple(need for need in ranked[:2] if points[need] >= 0.4 * points[ranked[0]])


def _normal(found: dict[str, float]) -> dict[str, float]:
    whole = sum(found.values())
    return {name: weight / whole for name, weight in found.items()}


@lru_cache(maxsize=4)
def general(kind: str) -> dict[str, float]:
    return _normal(needs_data()["general"][kind])


@cache
def _pattern(lang: str, group: str, name: str) -> re.Pattern[str]:
    row = needs_data()[group][lang][name]
    found = "|".join(re.escape(phrase) for phrase in sorted(split(row), key=len, reverse=True))
    return re.compile(found if lang in ("zh_CN", "ja") else rf"\b(?:{found})\b")


def mentions(text: str, lang: str) -> tuple[str, ...]:
    """The needs that a text such as a probe speaks of."""
    folded = fold(text)
    return tuple(need for need in needs_data()["asks"][lang] if _pattern(lang, "asks", need).search(folded))
