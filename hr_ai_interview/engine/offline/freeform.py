"""Profiles as people write them: headings among the duties, "you" and "we", signs instead of words.

What this takes off or spells out is listed in ``freeform.json``; the rest of a line stays as it is. It
does not know verbs: what a line says is for the ``fragments_*`` of its language.
"""

from __future__ import annotations

import re
from functools import cache

from .data import load


@cache
def _rules(lang: str) -> dict:
    data = load("freeform")[lang]
    return {
        "heading": re.compile(f"(?:{data['headings']})\\s*[:：]?", re.I),
        "replace": [(re.compile(rule), form) for rule, form in data["replace"]],
        "split": re.compile(data["split"], re.I) if data["split"] else None,
    }


def is_heading(text: str, lang: str) -> bool:
    """ "Your tasks:", "任职要求": a line that only says what the next ones are."""
    return bool(_rules(lang)["heading"].fullmatch(text.strip(" 【】[]()（）<>《》*#-—")))


def plain(line: str, lang: str) -> str:
    """``line`` with abbreviations, examples, names of people and signs for "and" put into words."""
    for rule, form in _rules(lang)["replace"]:
        line = rule.sub(form, line)
    return line.strip()


def split(sentence: str, lang: str) -> list[str]:
    """ "You greet guests and you take their orders" -> its two halves."""
    rule = _rules(lang)["split"]
    return [part for part in rule.split(sentence) if part.strip()] if rule else [sentence]
