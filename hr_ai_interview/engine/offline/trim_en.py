"""Cuts an English clause to a length that fits into a sentence; always a literal start of it."""

from __future__ import annotations

import re
from functools import lru_cache

from . import words_en as words
from .data import load
from .fragment import MAX_LATIN_CHARS, MAX_LATIN_WORDS, last_break, shortened, without_purpose

_EXAMPLES = re.compile(r"\s*(?:including|such as|like|which|that will|because|e\.g\.)")
_ASIDE = re.compile(
    r",\s+(?:(?=(?:by|per|once|twice|every|each|at|in|on|during|ideally|preferably|mainly|mostly|usually"
    r"|especially|particularly|if|when|with|from|to|and of course|Mon?|Mon?-\w+|daily|weekly|\d+)\b)"
    r"|(?=(?:[\w-]+ ){1,3}(?:are|is|will|must|have to|has to)\b))"
)
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
        "breaks": frozenset(data["prepositions"].split()) | {"and", "or"},
        "dangling": frozenset(data["dangling"].split()),
    }


def dangling() -> frozenset:
    """Words no phrase may end with."""
    return _rules()["dangling"]


def trim(text: str, limit: int = MAX_LATIN_WORDS) -> str:
    """Cut to a clause of sensible length; always a literal start of ``text``."""
    rules = _rules()
    aside = _ASIDE.search(text)
    if aside and len(text[: aside.start()].split()) > 1:  # "dunning of late payers, by phone and by mail"
        text = text[: aside.start()]
    text = without_purpose(text, rules["purpose"], _EXAMPLES, short=9, kept=2)
    if len(text.split()) > 8 and text.split()[0].lower() not in _CAUSING:
        text = _cut_infinitive(text)
    paren = text.find(" (")
    if paren > 0:
        text = text[:paren] if text.count("(") != text.count(")") or len(text.split()) > 7 else text
    return shortened(
        text, limit, MAX_LATIN_CHARS, lambda rest: last_break(rest, limit, rules["breaks"], 2), dangling()
    )


def _cut_infinitive(text: str) -> str:
    """Drop a trailing "to meet the requirements" of a long phrase."""
    for match in re.finditer(r"\s+to (?=([a-z]+)\b)", text):
        if text[: match.start()].endswith((" up", " back")):
            continue
        if words.is_verb(match.group(1)) and len(text[: match.start()].split()) >= 3:
            return text[: match.start()]
    return text
