"""Decide about what a pattern found where a pattern alone cannot: digits, calendars, words that are no names.

Every check takes the match and returns whether its value counts. A check sums may be wrong in an
identity number (a typing error does not make it less private), not in a bank card, where the sum is
all that tells it from four years in a row.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from .fold import fold_pattern
from .rules import load

Check = Callable[[re.Match], bool]
_CN_ID = re.compile(r"[1-9]\d{5}(?:18|19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dx]\Z")
_YEARS = re.compile(r"(?:(?:19|20)\d\d){1,4}\Z|(?:(?:19|20)\d\d(?:0[1-9]|1[0-2])){2}\Z")
_TEAM = re.compile(r"\b(?:con|with|equipo|team|personas|people)\b")
_NUMBER = re.compile(r"\d")


def value(match: re.Match) -> str:
    """Return what would be hidden: group ``v`` if the pattern has one, else the whole match."""
    return match["v"] if "v" in match.re.groupindex else match[0]


def _digits(match: re.Match) -> str:
    return "".join(char for char in value(match) if char in "0123456789")


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(fold_pattern(word) for word in load("redact")["not_names"][name])


def cn_id(match: re.Match) -> bool:
    """An 18-digit number whose date of birth is a date."""
    return bool(_CN_ID.match(re.sub(r"[ -]", "", match[0])))


def luhn(match: re.Match) -> bool:
    """The check sum of bank cards."""
    digits = [int(char) for char in reversed(_digits(match))]
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[1::2])
    return len(set(digits)) > 1 and (sum(digits[::2]) + sum(doubled)) % 10 == 0


def iban(match: re.Match) -> bool:
    """The check sum of international account numbers."""
    code = match[0].replace(" ", "")
    if not code.isascii() or not 15 <= len(code) <= 34:
        return False
    return int("".join(str(int(char, 36)) for char in code[4:] + code[:4])) % 97 == 1


def international(match: re.Match) -> bool:
    """A number after "+": long enough, and grouped unless it is very long ("+12000000" is growth)."""
    digits = _digits(match)
    grouped = bool(re.search(r"\d[ .\-()/]+\d", match[0]))
    return 8 <= len(digits) <= 15 and not digits.endswith("00000") and (grouped or len(digits) >= 10)


def ten_digits(match: re.Match) -> bool:
    """A Japanese number has ten or eleven digits, which tells it from a date like 01-02-2019."""
    return len(_digits(match)) in (10, 11)


def not_round(match: re.Match) -> bool:
    """650 000 000 and 612.000 are amounts."""
    return not _digits(match).endswith("000")


def phone(match: re.Match) -> bool:
    """A number behind a label like "Tel:"; not a range of years."""
    digits = _digits(match)
    return 7 <= len(digits) <= 16 and not _YEARS.match(digits)


def long_phone(match: re.Match) -> bool:
    """A number behind the bare word "phone": longer, since "phone sales" speak of numbers too."""
    digits = _digits(match)
    return 9 <= len(digits) <= 16 and not _YEARS.match(digits) and not digits.endswith("0000")


def handle(match: re.Match) -> bool:
    """An account name; words that only follow such a label in a list of skills do not count."""
    return value(match) not in _words("latin")


def spoken_mail(match: re.Match) -> bool:
    """ "zhang at mail dot com", but not "I worked at mail dot com"."""
    return match["local"] not in _words("mail_local")


def address(match: re.Match) -> bool:
    """Behind a label any place counts, unless it is a number or address of a computer."""
    return not re.match(r"(?:\d{1,3}\.){3}\d|0x|\d+$", value(match)) and len(value(match)) >= 2


def address_digit(match: re.Match) -> bool:
    """Labels that also mean other things ("Dirección") need a house number."""
    return bool(_NUMBER.search(value(match))) and not _TEAM.search(value(match).lower()) and address(match)


def jp_address(match: re.Match) -> bool:
    """District and house number; "2-3" behind a word like 市場 is no address."""
    return "市场" not in match[0] and "地区" not in match[0]


def zh_value(match: re.Match) -> bool:
    """What stands behind 姓名 is a name unless it is a word like 保密 or the next label."""
    return value(match).replace(" ", "") not in _words("zh")


def zh_role(match: re.Match) -> bool:
    """我是X and 负责人:X introduce professions and places as often as names."""
    name = value(match)
    stops = _words("zh")
    if name in stops or name[:2] in stops:
        return False
    return name[-1] not in fold_pattern(load("redact")["not_names"]["zh_last"])


def zh_title(match: re.Match) -> bool:
    """高先生 yes, 和女士 (and ladies) no."""
    return value(match)[0] not in "和向与都那时全对安"


def latin_value(match: re.Match) -> bool:
    """A name behind a label; "Contact: Sales Department" is none."""
    words = re.findall(r"[a-z]+", value(match).lower())
    return bool(words) and not _words("latin").intersection(words)


def ja_value(match: re.Match) -> bool:
    """A Japanese name behind a label."""
    return not any(word in value(match) for word in _words("ja"))


CHECKS: dict[str, Check] = {
    check.__name__: check
    for check in (
        cn_id,
        luhn,
        iban,
        international,
        ten_digits,
        not_round,
        phone,
        long_phone,
        handle,
        spoken_mail,
        address,
        address_digit,
        jp_address,
        zh_value,
        zh_role,
        zh_title,
        latin_value,
        ja_value,
    )
}
