"""A text made comparable, with the way back to the original.

How: every character is NFKC-normalised and loses its Latin accents, every dash becomes "-", every
space " " (newlines stay newlines), traditional characters become simplified ones, format characters
and combining marks vanish. ``cased`` keeps capitals, ``text`` is its lower case; both have the same
length. A span of them is given back as a span of the ORIGINAL text, with the marks that belong to it.

It does not join lines, collapse spaces or undo look-alike letters.

>>> folded = fold("Ｔel：１３８")
>>> folded.text, folded.original(4, 7)
('tel:138', (4, 7))
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from ..folding import comparable
from ..lint.data import load as load_lint
from .rules import load

HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
KANA = "\u3041-\u3096\u30a1-\u30fa\u30fc"
_EASY = re.compile(r"[\n -~]*\Z")


@dataclass(frozen=True, slots=True)
class Folded:
    """``starts[i]`` is where character i of ``text`` begins in ``source``."""

    source: str
    text: str
    cased: str
    starts: Sequence[int]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the source that ``text[start:end]`` (not empty) came from."""
        stop = self.starts[end - 1] + 1
        while stop < len(self.source) and not _fold_char(self.source[stop]):
            stop += 1
        return self.starts[start], stop


@cache
def variants() -> dict[int, str]:
    """Return the table from traditional and Japanese to simplified characters."""
    pairs = {**load_lint("variants_zh")["pairs"], **load("redact")["variants"]}
    return {ord(old): new for old, new in pairs.items()}


@lru_cache(maxsize=16384)
def _fold_char(char: str) -> str:
    """Return the comparable form of one character; "" for what nobody sees or what only decorates."""
    if char == "\n":
        return char
    if char.isspace():
        return " "
    return comparable(char).translate(variants())


def _lower(char: str) -> str:
    """Return the lower case of a character where that is one character too."""
    lower = char.lower()
    return lower if len(lower) == 1 else char


def fold(text: str) -> Folded:
    """Return the comparable form of ``text``."""
    if _EASY.match(text):
        return Folded(text, text.lower(), text, range(len(text)))
    cased: list[str] = []
    starts: list[int] = []
    for at, char in enumerate(text):
        for part in _fold_char(char):
            cased.append(part)
            starts.append(at)
    return Folded(text, "".join(map(_lower, cased)), "".join(cased), starts)


def fold_pattern(source: str) -> str:
    """Return a pattern whose Chinese characters are those that folded texts have."""
    return source.translate(variants())
