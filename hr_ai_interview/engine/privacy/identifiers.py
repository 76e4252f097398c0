"""Find what identifies a person by its shape or by the label before it; names nobody told included.

How: the patterns of ``redact.json`` run over the folded text, each with a check of what it found.
Chinese street addresses are found from their house number backwards, because a forward pattern of
provinces, cities and districts would be slow on long texts.

It knows no names by itself (see ``names``) and does not resolve overlaps: the Redactor does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ..datafile import expand
from .checks import CHECKS, Check, value
from .fold import HAN, Folded, fold_pattern
from .rules import load

#: strongest first: what spans that overlap are called when they are hidden as one
KINDS = (
    "LITERAL",
    "EMAIL",
    "URL",
    "ID",
    "BANK",
    "PHONE",
    "BIRTH",
    "ACCOUNT",
    "ADDRESS",
    "PERSON",
    "ORG",
)
_NUMBERS = frozenset({"ID", "BANK", "PHONE", "BIRTH"})
_DIGIT = re.compile("[0-9]")


@dataclass(frozen=True, slots=True)
class Span:
    """Characters ``start:end`` of a text (Python code points) identify someone."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One compiled pattern. ``needs``: the text must hold one of these, else it cannot match."""

    kind: str
    pattern: re.Pattern[str]
    cased: bool
    check: Check | None
    needs: tuple[str, ...]

    def find(self, folded: Folded) -> Iterator[tuple[int, int]]:
        """Yield the spans of the folded text this rule hides."""
        if self.needs and not any(need in folded.text for need in self.needs):
            return
        if self.kind in _NUMBERS and not _DIGIT.search(folded.text):
            return
        group = "v" if "v" in self.pattern.groupindex else 0
        for match in self.pattern.finditer(folded.cased if self.cased else folded.text):
            if value(match) and (self.check is None or self.check(match)):
                yield match.span(group)


@cache
def rules() -> tuple[Rule, ...]:
    """Return all rules, compiled."""
    raw = load("redact")
    return tuple(
        Rule(
            kind=row["kind"],
            pattern=re.compile(fold_pattern(expand(row["pattern"], raw["macros"]))),
            cased=row.get("cased", False),
            check=CHECKS[row["check"]] if "check" in row else None,
            needs=tuple(row.get("needs", ())),
        )
        for row in raw["rules"] + raw["person_rules"]
    )


# A house: road and number, or building and flat.
_HOUSE = re.compile(
    r"(?:路|街|道|巷|弄|胡同|村|庄|里|园|苑|城|湾|镇|东|西|南|北|中|段|栋|幢|座|期)(?:[东西南北中]段)? ?"
    r"(?:\d{1,5}(?:-\d{1,4})?|[一二三四五六七八九十百]{1,5})(?:号院?楼?|弄|栋|幢)"
    rf"(?: ?[{HAN}a-z]{{0,10}}?[0-9a-z一二三四五六七八九十-]{{1,5}}"
    r"(?:号楼|号|栋|幢|座|单元|楼|层|室|户)){0,5}"
    r"|\d{1,4}(?:号楼|栋|幢|座) ?(?:[0-9a-z一二三四五六七八九十]{1,3}单元 ?)?\d{1,5}(?:室|号|户)"
)
_NOT_BEFORE_HOUSE = re.compile(rf"[我住在于位到从为是的至家址]|[^{HAN}0-9a-z()·-]")
_PLACE = re.compile(
    "(?:北京|上海|天津|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南"
    "|陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门|中国)"
)
_LONGEST_PLACE = 40


def chinese_addresses(folded: Folded) -> Iterator[tuple[int, int]]:
    """Yield the spans of addresses with a house number: back to the province or a word like 住在."""
    done = 0
    for house in _HOUSE.finditer(folded.text):
        floor = max(done, house.start() - _LONGEST_PLACE)
        before = folded.text[floor : house.start()]
        cut = max((stop.end() for stop in _NOT_BEFORE_HOUSE.finditer(before)), default=0)
        place = _PLACE.search(before, cut)
        start = floor + (place.start() if place else max(cut, len(before) - 14))
        yield start, house.end()
        done = house.end()


def identifiers(folded: Folded) -> Iterator[Span]:
    """Yield every identifier of the text; spans may overlap."""
    for rule in rules():
        for start, end in rule.find(folded):
            yield Span(*folded.original(start, end), rule.kind)
    for start, end in chinese_addresses(folded):
        yield Span(*folded.original(start, end), "ADDRESS")
