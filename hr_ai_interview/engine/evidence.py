"""Find the literal place of a quote in an answer; what cannot be found literally is no evidence.

How: the quote loses white space around it and one pair of quotation marks, then it must stand in the
text character by character. It must begin and end where a word or number does ("able to deliver" is
no quote of "unable to deliver", "5 %" none of "15 %") and be long enough to mean something: a Chinese
or Japanese character counts two, a letter or digit one, and ``LEAST`` is four ("SQL" needs
``least=3``, for lists of skills).

Nothing is fuzzy: no case, accent, space or punctuation is overlooked, and a quote pieced together
with an ellipsis is found only if the author wrote the ellipsis. Give the same text the model was
given (cleaned, and restored if it was redacted). A quote can still be torn out of its context
("not" before it, 不 before 能按时交付): the person who reads sees it in its place in the answer.

>>> find_quote("I cut scrap from 4 % to 2 %.", '"scrap from 4 % to 2 %"')
Evidence(quote='scrap from 4 % to 2 %', start=6, end=27)
>>> find_quote("I was unable to deliver.", "able to deliver") is None
True
>>> copied_from("How did you cut scrap?", "cut scrap")
True
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from .schema import Evidence

LEAST = 4
_PAIRS = (
    '""',
    "''",
    "``",
    "“”",
    "‘’",
    "„“",
    "„”",
    "«»",
    "‹›",
    "「」",
    "『』",
    "《》",
    "〈〉",
    "＂＂",
    "〝〞",
    "”“",
    "””",
)
_WIDE = re.compile(r"[\u3005\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff]")
_SPACES = re.compile(r"\s+")


def find_quote(text: str, quote: str, least: int = LEAST) -> Evidence | None:
    """Return the first place of ``quote`` in ``text``, or None if it is not literally there."""
    wanted = _bare(quote)
    if _weight(wanted) < least:
        return None
    start = text.find(wanted)
    while start >= 0:
        end = start + len(wanted)
        if not _cuts(text, start) and not _cuts(text, end):
            return Evidence(wanted, start, end)
        start = text.find(wanted, start + 1)
    return None


def locate_all(text: str, quotes: Iterable[str], least: int = LEAST) -> tuple[Evidence, ...]:
    """Return the places of the quotes that are literally there, in their order, none twice."""
    found = (find_quote(text, quote, least) for quote in quotes)
    return tuple(dict.fromkeys(evidence for evidence in found if evidence))


def supports(text: str, evidence: Evidence) -> bool:
    """Tell whether the evidence is what stands at its place in ``text``."""
    inside = 0 <= evidence.start < evidence.end <= len(text)
    return inside and text[evidence.start : evidence.end] == evidence.quote


def copied_from(question: str, quote: str) -> bool:
    """Tell whether the quote only repeats the question, in other case, spacing or punctuation maybe."""
    repeated = _plain(quote)
    return bool(repeated) and f" {repeated} " in f" {_plain(question)} "


def _bare(quote: str) -> str:
    """Return the quote without white space around it and one pair of quotation marks."""
    quote = quote.strip()
    if len(quote) > 1 and quote[0] + quote[-1] in _PAIRS:
        quote = quote[1:-1].strip()
    return quote


def _weight(quote: str) -> int:
    """Return how much a quote says: two for a wide character, one for another letter or digit."""
    return sum(2 if _WIDE.match(char) else char.isalnum() for char in quote)


def _cuts(text: str, at: int) -> bool:
    """Tell whether the place ``at`` is inside a word or a number."""
    if not 0 < at < len(text):
        return False
    left, right = text[at - 1], text[at]
    if left in ".," and right.isdigit():
        return at > 1 and text[at - 2].isdigit()
    if right in ".," and left.isdigit():
        return at + 1 < len(text) and text[at + 1].isdigit()
    return _in_word(left) and _in_word(right)


def _in_word(char: str) -> bool:
    """Tell whether the character is written together with its neighbours into words with spaces between."""
    return char.isalnum() and not _WIDE.match(char)


def _plain(text: str) -> str:
    """Return a text to compare: case folded, words one space apart, wide characters each a word."""
    folded = re.sub(r"[\W_]+", " ", text.casefold())
    return _SPACES.sub(" ", _WIDE.sub(lambda match: f" {match[0]} ", folded)).strip()
