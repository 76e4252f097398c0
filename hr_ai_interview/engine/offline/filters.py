"""Decides which lines of a profile or résumé may be used at all.

Lists as data (``resume_filter.json``): lines that try to instruct a machine, lines with personal or
protected matter, lines that ask for a level of education, lines of a profile that are no work content
(benefits, place). A line is dropped whole: nothing is repaired and no part of it is kept.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from .data import load
from .textclean import cut

INJECTION, PERSONAL, EDUCATION, UNFIT = "injection", "personal", "education", "unfit"
#: code of the note that names the lines dropped for a reason
NOTES = {
    INJECTION: "profile_instruction",
    PERSONAL: "profile_filtered",
    EDUCATION: "profile_education",
}


@cache
def _pattern(group: str, ascii_only: bool) -> re.Pattern:
    """All rules of a group; an ASCII line cannot match the Chinese and Japanese ones."""
    rules = load("resume_filter")[group]
    langs = [lang for lang in rules if not ascii_only or lang not in ("zh_CN", "ja")]
    return re.compile("|".join(f"(?:{rule})" for lang in langs for rule in rules[lang]), re.I)


@lru_cache(maxsize=8192)
def verdict(line: str, is_resume: bool = False) -> str:
    """ "" if the line may be used, else INJECTION, PERSONAL, EDUCATION (profiles only) or UNFIT."""
    plain = line.isascii()
    if _pattern("injection", plain).search(line):
        return INJECTION
    if _pattern("personal" if is_resume else "protected_profile", plain).search(line):
        return PERSONAL
    if not is_resume and _pattern("education", plain).search(line):
        return EDUCATION
    if not is_resume and _pattern("profile_unfit", plain).search(line):
        return UNFIT
    return ""


@lru_cache(maxsize=1)
def _unless() -> re.Pattern:
    return re.compile(load("resume_filter")["checkbox_unless"], re.I)


@lru_cache(maxsize=4096)
def is_checkbox(line: str) -> bool:
    """A licence, a certificate or working hours: a requirement to tick off, not one to ask about."""
    return bool(_pattern("profile_checkbox", line.isascii()).search(line)) and not _unless().search(line)


def notes(refused: dict[str, list[str]]) -> list[tuple[str, dict]]:
    """(code, values) of a note for each reason of ``refused`` = {verdict: lines}; a note names its lines."""
    return [
        (code, {"count": len(refused[reason]), "lines": shown(refused[reason])})
        for reason, code in NOTES.items()
        if refused.get(reason)
    ]


def shown(lines: list[str]) -> list[str]:
    """The first lines, each cut to a length that can be read in a note."""
    return [cut(line, 60) + ("…" if len(line) > 60 else "") for line in lines[:5]]
