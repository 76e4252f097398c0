"""Reasons and follow-up questions: fixed sentences of ``score_texts_<lang>.json`` with names of kinds.

Nothing of an answer is ever put into a sentence. A probe of the question itself is preferred when it
asks for what is missing.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..data import load
from . import needs
from .rating import CAP_NO_STEP, Rated
from .reading import Reading
from .text import MAX_CONSIDERED

MAX_FOLLOWUPS = 3
#: kinds named in a reason
_MOST_KINDS = 4
#: the kind whose follow-up question asks for it
_ASKED_AS = {
    "figure": "change",
    "others": "people",
    "options": "option",
    "task": "when",
    "feedback": "outcome",
}
#: the needs in whose words a probe asks for a kind
_PROBED_AS = {
    "act": ("contribution", "method"),
    "change": ("result", "data"),
    "outcome": ("result",),
    "check": ("verification",),
    "lesson": ("reflection",),
    "admit": ("reflection", "integrity"),
    "people": ("cooperation",),
    "agree": ("cooperation",),
    "view": ("empathy",),
    "risk": ("risk",),
    "urgent": ("speed", "planning"),
    "data": ("data",),
    "inform": ("communication",),
    "reason": ("analysis",),
}
_FIRST = ("act", "change", "reason", "check", "lesson")


def reason(rated: Rated, reading: Reading, why: str, lang: str, is_foreign: bool = False) -> str:
    """One to four sentences: what was found, what was not, what speaks against it."""
    texts = load(f"score_texts_{lang}")
    said = texts["reason"]
    if why:
        parts = [texts["refusals"][why]]
    elif rated.score is None:
        parts = [texts["refusals"]["nothing"].replace("{kinds}", _named(rated.missing, texts))]
    else:
        parts = [
            said["shown"].replace("{kinds}", _named(rated.shown, texts)) if rated.shown else said["only"]
        ]
        if rated.missing:
            parts.append(said["missing"].replace("{kinds}", _named(rated.missing, texts)))
        if rated.against:
            against = texts["and"].join(texts["bad"][bad] for bad in rated.against)
            parts.append(said["against"].replace("{kinds}", against))
        if not reading.acts:
            parts.append(said["cap_step"].replace("{cap}", f"{CAP_NO_STEP:g}"))
        if is_foreign:
            parts.append(said["language"])
    if reading.is_cut:
        parts.append(said["cut"].replace("{most}", str(MAX_CONSIDERED)))
    return ("" if lang in ("zh_CN", "ja") else " ").join(parts)


def _named(kinds: Iterable[str], texts: dict) -> str:
    return texts["and"].join(texts["kinds"][kind] for kind in list(kinds)[:_MOST_KINDS])


def missing_of(rated: Iterable[Rated]) -> list[str]:
    """What is missing, the kinds that the criteria with most weight ask for first."""
    points: dict[str, float] = {}
    for row in rated:
        for rank, kind in enumerate(row.missing):
            name = _ASKED_AS.get(kind, kind)
            points[name] = points.get(name, 0.0) + row.criterion.weight / (1 + rank)
    return sorted(points, key=lambda kind: (-points[kind], kind))


def followups(
    missing: list[str], lang: str, mode: str, probes: Iterable[str], count: int = MAX_FOLLOWUPS
) -> tuple[str, ...]:
    """Up to ``count`` questions, each for another missing kind."""
    texts = load(f"score_texts_{lang}")["followups" if mode == "past" else "followups_open"]
    left, found = [probe for probe in probes if probe.strip()], []
    for kind in missing:
        if len(found) == count:
            break
        wanted = set(_PROBED_AS.get(kind, ()))
        probe = next((probe for probe in left if wanted & set(needs.mentions(probe, lang))), None)
        if probe:
            left.remove(probe)
        if probe or kind in texts:
            found.append(probe or texts[kind])
    return tuple(dict.fromkeys(found))


def missing_in(reading: Reading) -> list[str]:
    """What an answer leaves open when no rubric says what is wanted."""
    asked = [
        kind
        for kind in _FIRST
        if kind in needs.general(reading.mode) or kind == "lesson" and reading.mode == "past"
    ]
    shown = {kind: bool(reading.acts) if kind == "act" else kind in reading.found for kind in asked}
    if "figure" in reading.found and reading.mode == "open":
        shown["change"] = True
    return [kind for kind in asked if not shown[kind]]
