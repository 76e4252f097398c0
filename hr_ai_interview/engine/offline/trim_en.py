"""Cuts an English clause to a length that fits into a sentence; always a literal start of it."""

from __future__ import annotations

import re
from functools import lru_cache

from . import words_en as words
from .data import load
from .fragment import MAX_LATIN_CHARS, MAX_LATIN_WORDS

_EXAMPLES = re.compile(r"\s*(?:including|such as|like|which|that will|because|e\.g\.)")
_CAUSING = frozenset(
    [
        "teach",
        "train",
        "help",
        "enable",
        "allow",
        "encourage",
        "ask",
        "invite",
        "motivate",
        "prepare",
        "instruct",
        "persuade",
        "remind",
        "tell",
        "advise",
        "coach",
        "get",
        "remember",
    ]
)


@lru_cache(maxsize=1)
def _rules() -> dict:
    data = load("fragments_en")
    return {
        "purpose": re.compile("|".join(data["purpose"]), re.I),
        "prepositions": frozenset(data["prepositions"].split()),
        "dangling": frozenset(data["dangling"].split()),
    }


def dangling() -> frozenset:
    """Words no phrase may end with."""
    return _rules()["dangling"]


def trim(text: str, limit: int = MAX_LATIN_WORDS) -> str:
    """Cut to a clause of sensible length; always a literal start of ``text``."""
    purpose = _rules()["purpose"].search(text)
    if purpose and len(text.split()) < 9 and not _EXAMPLES.match(purpose.group(0)):
        purpose = None
    if purpose and len(text[: purpose.start()].split()) >= 2:
        text = text[: purpose.start()]
    if len(text.split()) > 8 and text.split()[0].lower() not in _CAUSING:
        text = _cut_infinitive(text)
    paren = text.find(" (")
    if paren > 0:
        text = text[:paren] if text.count("(") != text.count(")") or len(text.split()) > 7 else text
    text = text.strip(" .,;:-")
    while len(text.split()) > limit or len(text) > MAX_LATIN_CHARS:
        cut = _cut_point(text, limit)
        if cut <= 0:
            return ""
        text = text[:cut].rstrip(" .,;:-")
    while text and text.split()[-1].lower() in _rules()["dangling"]:
        text = text[: -len(text.split()[-1])].rstrip(" .,;:-")
    return text


def _cut_infinitive(text: str) -> str:
    """Drop a trailing "to meet the requirements" of a long phrase."""
    for match in re.finditer(r"\s+to (?=([a-z]+)\b)", text):
        if text[: match.start()].endswith((" up", " back")):
            continue
        if words.is_verb(match.group(1)) and len(text[: match.start()].split()) >= 3:
            return text[: match.start()]
    return text


def _cut_point(text: str, limit: int) -> int:
    """Position of the last comma, "and" or preposition that leaves at most ``limit`` words."""
    best, position = 0, 0
    for index, word in enumerate(text.split(" ")[: limit + 1]):
        if index >= 2 and position <= MAX_LATIN_CHARS:
            if word.lower() in _rules()["prepositions"] or word.lower() in ("and", "or"):
                best = position
            elif text[position - 2] == ",":
                best = position - 1
        position += len(word) + 1
    return best
