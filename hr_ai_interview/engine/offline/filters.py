"""Decides which lines of a profile or résumé may be used at all.

Three lists, as data (``resume_filter.json``): lines that try to instruct a machine, lines with
personal or protected matter, lines of a profile that are no work content (benefits, place).
A line is dropped whole: nothing is repaired and no part of it is kept.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from .data import load

INJECTION, PERSONAL, UNFIT = "injection", "personal", "unfit"


@cache
def _pattern(group: str, ascii_only: bool) -> re.Pattern:
    """All rules of a group; an ASCII line cannot match the Chinese and Japanese ones."""
    rules = load("resume_filter")[group]
    langs = [lang for lang in rules if not ascii_only or lang not in ("zh_CN", "ja")]
    return re.compile("|".join(f"(?:{rule})" for lang in langs for rule in rules[lang]), re.I)


@lru_cache(maxsize=8192)
def verdict(line: str, is_resume: bool = False) -> str:
    """ "" if the line may be used, else INJECTION, PERSONAL or UNFIT."""
    plain = line.isascii()
    if _pattern("injection", plain).search(line):
        return INJECTION
    if _pattern("personal" if is_resume else "protected_profile", plain).search(line):
        return PERSONAL
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
