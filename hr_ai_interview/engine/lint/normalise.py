"""Bring a text into one comparable form without losing the way back to the original.

How: every cluster (a character and the marks combined with it) is NFKC-normalised and lower-cased,
Latin accents are removed, format characters (zero-width spaces, soft hyphens) are dropped, runs of
white space become one space, and space between two CJK characters disappears. For each character
of the result the original start and end are kept, so a match is reported as a span of the
ORIGINAL text, hidden characters included.

It does not undo look-alike letters of other scripts (a Cyrillic "а" stays what it is).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from ..folding import Mapped, comparable

_VOICED_MARKS = "\uff9e\uff9f"
_CJK = "[\u3001-\u30ff\u3400-\u9fff]"
_LOOSE = re.compile(f"^ |  |{_CJK} (?={_CJK})")


@lru_cache(maxsize=8192)
def _fold(cluster: str) -> str:
    """Return the comparable form of one cluster; "" for format and other invisible characters."""
    if cluster.isspace():
        return " "
    return comparable(cluster).lower()


@lru_cache(maxsize=8192)
def _joins(char: str) -> bool:
    """Tell whether the character belongs to the one before it."""
    return unicodedata.combining(char) != 0 or char in _VOICED_MARKS


def is_cjk(char: str) -> bool:
    """Tell whether the character is Han, kana or CJK punctuation."""
    return "\u3001" <= char <= "\u30ff" or "\u3400" <= char <= "\u9fff"


def _one_to_one(text: str) -> str | None:
    """Return the comparable form if every character keeps its place, which is quicker to tell."""
    if text.isascii() and text.isprintable():
        plain = text.lower()
    else:
        folded = [_fold(char) for char in text]
        plain = "".join(folded)
        if len(plain) != len(text) or "" in folded or any(map(_joins, text)):
            return None
    return None if _LOOSE.search(plain) else plain


def normalise(text: str) -> Mapped:
    """Return the comparable form of ``text`` with the map back to it."""
    if (plain := _one_to_one(text)) is not None:
        return Mapped(plain, range(len(text)), range(1, len(text) + 1))
    chars: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at, size = 0, len(text)
    while at < size:
        stop = at + 1
        if not text[at].isascii() or (stop < size and not text[stop].isascii()):
            while stop < size and stop - at < 32 and _joins(text[stop]):
                stop += 1
        for char in _fold(text[at:stop]):
            if char == " " and (not chars or chars[-1] == " "):
                continue
            if len(chars) > 1 and chars[-1] == " " and is_cjk(char) and is_cjk(chars[-2]):
                chars.pop()
                starts.pop()
                ends.pop()
            chars.append(char)
            starts.append(at)
            ends.append(stop)
        at = stop
    return Mapped("".join(chars), starts, ends)
