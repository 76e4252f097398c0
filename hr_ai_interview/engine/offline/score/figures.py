"""Finds figures with a unit and comparisons of before and after, in digits and in words.

A year is no figure, nor is the number of a list entry. Patterns have bounded gaps: they take time
in proportion to the text. What they look for in words stands in the lexicon ("units", "numbers", "trends").
"""

from __future__ import annotations

import re
from functools import cache

from .cues import lexicon, split

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d|[.,]\d|\s?%)(?:\s?年度?)?")
_ITEM = re.compile(r"(?:^|(?<=\n)|(?<=[。；;:：]))\s*\(?\d{1,2}[.)、）](?!\d)")
_DIGITS = r"\d{1,9}(?:[.,:]\d{1,9}){0,3}"
_SPACES = re.compile(r"\s{2,}|[^\S ]")
_VALUE = re.compile(r"(?<![\d.,])(\d{1,9}(?:[.,]\d{1,9}){0,3})[ -]?(%|[^\W\d_]{1,12})")
_PERCENT = ("percent", "per", "por", "パ")
_ZH_NUMBER = r"[一二两三四五六七八九十百千万半几]"


@cache
def _figure(lang: str) -> re.Pattern[str]:
    data = lexicon(lang).data
    units = _either(data["units"])
    if lexicon(lang).dense:
        many = rf"(?:{_ZH_NUMBER}{{2,6}}|[二两三四五六七八九十百千半])"
        words = (
            rf"(?:百分之|千分之){_ZH_NUMBER}{{1,6}}(?:点{_ZH_NUMBER}{{1,3}})?|{many}(?:个|多)?(?:{units})"
            rf"|{_ZH_NUMBER}{{1,3}}成|一(?:周|个月|小时|个小时|天|成|半|季度)"
        )
        return re.compile(rf"{words}|{_DIGITS} ?(?:%|[^\W\d_])?")
    words, amounts = _either(data["numbers"]), _either(data["amounts"])
    spoken = rf"\b(?:{words})(?:[- ](?:{words}))*[- ](?:{units})\b|\b(?:{amounts})\b"
    return re.compile(rf"{_DIGITS} ?(?:%|[^\W\d_])?|{spoken}")


@cache
def _change(lang: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row})" for row in lexicon(lang).data["trends"]))


def _either(phrases) -> str:
    found = sorted(split(phrases), key=len, reverse=True)
    return "|".join(re.escape(phrase) for phrase in found)


def find(
    lang: str, folded: str, start: int, end: int
) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
    """The place of the first figure and of the first comparison in ``folded[start:end]``."""
    text = _searched(folded, start, end)
    figure = _figure(lang).search(text)
    if not figure:
        return None, None
    change = _change(lang).search(text)
    # places hold as long as no white space was taken out
    whole = (start, end) if len(text) < end - start else None
    return whole or _at(figure, start), (whole or _at(change, start)) if change else None


def values(lang: str, folded: str, start: int, end: int) -> dict[str, set[str]]:
    """The figures in digits by their unit: {"%": {"2.8"}, "week": {"8"}}."""
    text = _searched(folded, start, end)
    found: dict[str, set[str]] = {}
    for match in _VALUE.finditer(text):
        unit = match[2][:1] if lexicon(lang).dense else match[2].rstrip("s")
        found.setdefault("%" if unit in _PERCENT else unit, set()).add(match[1])
    return found


def has_year(folded: str, start: int, end: int) -> bool:
    return bool(_YEAR.search(folded, start, end))


def _searched(folded: str, start: int, end: int) -> str:
    """The sentence with single spaces, without years and the numbers of list entries."""
    return _SPACES.sub(" ", _ITEM.sub(_blank, _YEAR.sub(_blank, folded[start:end])))


def _blank(match: re.Match) -> str:
    return " " * len(match[0])


def _at(match: re.Match, start: int) -> tuple[int, int]:
    return start + match.start(), start + match.end()
