"""Finds figures with a unit and comparisons of before and after, in digits and in words.

A year is no figure, nor is the number of a list entry. Patterns have bounded gaps: they take time
in proportion to the text. Units, spoken numbers and the wording of comparisons stand in the lexicon.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from .cues import lexicon, split

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d|[.,]\d|\s?%)(?:\s?年度?)?")
_ITEM = re.compile(r"(?:^|(?<=\n)|(?<=[。；;:：]))\s*\(?\d{1,2}[.)、）](?!\d)")
_DIGITS = r"\d{1,9}(?:[.,:]\d{1,9}){0,3}"
_ZH_NUMBER = r"[一二两三四五六七八九十百千万半几]"
_PERCENT = ("%", "percent", "per", "por", "パ")


@dataclass(frozen=True, slots=True)
class Figures:
    """``figure``, ``change``: the first place of each. ``values``: (number, unit) of all figures."""

    figure: tuple[int, int] | None
    change: tuple[int, int] | None
    values: frozenset[tuple[str, str]]


NONE = Figures(None, None, frozenset())


@cache
def _figure(lang: str) -> re.Pattern[str]:
    """Groups: number and unit, in digits, in words, or an amount in words alone."""
    data = lexicon(lang).data
    units = _either(data["units"])
    if lexicon(lang).dense:
        point = rf"(?:点{_ZH_NUMBER}{{1,3}})?"
        many = rf"(?!几){_ZH_NUMBER}{{2,6}}{point}|[二两三四五六七八九十百千半]{point}"
        return re.compile(
            rf"(?P<part>(?:百分之|千分之)(?:{_ZH_NUMBER}{{1,6}}{point}|{_DIGITS}))"
            rf"|(?P<digits>{_DIGITS}) ?(?P<of>%|[^\W\d_])?"
            rf"|(?P<words>{many})(?:个|多)?(?P<unit>{units})"
            rf"|(?P<amount>{_ZH_NUMBER}{{1,3}}成|一(?:周|个月|小时|个小时|天|半|季度))"
        )
    words, amounts, loose = (_either(data[name]) for name in ("numbers", "amounts", "no_counts"))
    many = rf"(?:{words})(?:(?:[- ]| and | y )(?:{words}))*"
    return re.compile(
        rf"(?P<digits>{_DIGITS})[ -]?(?P<of>%|[^\W\d_]{{1,12}})?"
        rf"|\b(?P<words>{many})[- ](?P<unit>{units})\b|\b(?P<amount>{amounts})\b"
        rf"|\b(?!(?:{loose})\b)(?P<count>{many})[- ](?!(?:{loose})\b)(?P<thing>[^\W\d_]{{3,20}})\b"
    )


@cache
def _change(lang: str) -> re.Pattern[str]:
    words = lexicon(lang)
    number = r"\d" if words.dense else rf"(?:\d|\b(?:{_either(words.data['numbers'])})\b)"
    return re.compile("|".join(f"(?:{row})" for row in words.data["trends"]).replace(r"\d", number))


def _either(phrases) -> str:
    found = sorted(split(phrases), key=len, reverse=True)
    return "|".join(re.escape(phrase) for phrase in found)


def find(lang: str, folded: str, start: int, end: int) -> Figures:
    """The figures in ``folded[start:end]``."""
    text = _ITEM.sub(_blank, _YEAR.sub(_blank, folded[start:end]))
    matches = list(_figure(lang).finditer(text))
    if not matches:
        return NONE
    change = _change(lang).search(text)
    return Figures(
        _at(matches[0], start),
        _at(change, start) if change else None,
        frozenset(_value(match) for match in matches),
    )


def _value(match: re.Match) -> tuple[str, str]:
    found = match.groupdict()
    if found.get("part"):
        return found["part"][3:], "%"
    unit = (found["of"] or found.get("unit") or found.get("thing") or "").rstrip("s")
    number = found["digits"] or found["words"] or found.get("count") or match[0]
    return number, "%" if unit in _PERCENT else unit


def has_year(folded: str, start: int, end: int) -> bool:
    return bool(_YEAR.search(folded, start, end))


def _blank(match: re.Match) -> str:
    return " " * len(match[0])


def _at(match: re.Match, start: int) -> tuple[int, int]:
    return start + match.start(), start + match.end()
