"""Cuts an answer into sentences with their places, and folds text for matching.

Folding keeps the length: every folded character stands at the place of the original, so that what is
found in the folded text is a literal quote of the original.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

#: characters of one answer that are looked at
MAX_CONSIDERED = 20_000
#: characters of a quote; longer sentences are cut to the clauses around what was found
MAX_QUOTE = 300
MAX_SENTENCE = 1_000

_END = re.compile(
    r"[。！？!?；;…]+[”’\"'」』）)]*"
    r"|(?<!\b[A-Za-z])(?<!\b(?:No|Nr|Mr|Ms|Dr|vs))(?<!\b(?:Mrs|etc))(?<!\d)\.+[”’\"')]*(?=\s|$)"
    r"|(?<=\d)\.+(?=\s+\S|\s*$)"
    r"|\n(?=\s*\n)|\n(?=[ \t]*(?:[-*•·–—<\[{#【]|\(?\d{1,2}[.)、]))"
)
_CLAUSE = re.compile(r"[,，、:：|•·]+(?!\d)|\s[-–—/]+\s|——|\n")


@dataclass(frozen=True, slots=True)
class Span:
    start: int
    end: int


def sentences(text: str) -> list[Span]:
    """The sentences of ``text``, without white space around them."""
    found, start = [], 0
    for match in _END.finditer(text):
        found.append(strip(text, start, match.end()))
        start = match.end()
    found.append(strip(text, start, len(text)))
    return [piece for span in found for piece in _pieces(text, span)]


def _pieces(text: str, span: Span):
    """A sentence of more than ``MAX_SENTENCE`` characters in pieces: no pattern gets more to search."""
    start = span.start
    while span.end - start > MAX_SENTENCE:
        cut = start + MAX_SENTENCE
        while cut > start + MAX_SENTENCE // 2 and text[cut - 1].isalnum() and text[cut].isalnum():
            cut -= 1
        yield strip(text, start, cut)
        start = cut
    last = strip(text, start, span.end)
    if last.end > last.start:
        yield last


def clauses(text: str, span: Span) -> list[Span]:
    """The parts of a sentence between its commas."""
    found, start = [], span.start
    for match in _CLAUSE.finditer(text, span.start, span.end):
        found.append(strip(text, start, match.end()))
        start = match.end()
    found.append(strip(text, start, span.end))
    return [part for part in found if part.end > part.start]


def strip(text: str, start: int, end: int) -> Span:
    """The span without white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def narrowed(text: str, span: Span, start: int, end: int) -> Span:
    """A part of a long sentence around ``start:end``, whole clauses where they fit."""
    if span.end - span.start <= MAX_QUOTE:
        return span
    parts = [part for part in clauses(text, span) if part.end > start and part.start < end]
    if parts and parts[-1].end - parts[0].start <= MAX_QUOTE:
        return Span(parts[0].start, parts[-1].end)
    left = max(span.start, start - MAX_QUOTE // 3)
    right = min(span.end, left + MAX_QUOTE)
    # never inside a word
    while left > span.start and text[left - 1].isalnum() and text[left].isascii():
        left -= 1
    while right < span.end and text[right - 1].isalnum() and text[right].isascii() and right > end:
        right -= 1
    return strip(text, left, right)


_RUN = re.compile(r"[^\S\n]{2,}")


def single_spaced(text: str) -> tuple[str, list[int] | None]:
    """The text with one space for each run of them, and the places its characters had (None: unchanged)."""
    text = re.sub(r"[^\S\n]", " ", text)
    if not _RUN.search(text):
        return text, None
    places, parts, at = [], [], 0
    for match in _RUN.finditer(text):
        parts.append(text[at : match.start() + 1])
        places += range(at, match.start() + 1)
        at = match.end()
    parts.append(text[at:])
    return "".join(parts), [*places, *range(at, len(text) + 1)]


def fold(text: str) -> str:
    """``text`` in lower case with plain digits, signs and apostrophes, each in its place."""
    if text.isascii():
        return text.lower()
    return "".join(_folded(char) for char in text)


_known: dict[str, str] = {"’": "'", "‘": "'", "“": '"', "”": '"', "％": "%"}


def _folded(char: str) -> str:
    found = _known.get(char)
    if found is None:
        plain = unicodedata.normalize("NFKC", char).lower() if "\uff00" <= char < "\uffe0" else char.lower()
        found = plain if len(plain) == 1 else char
        if len(_known) < 20_000:
            _known[char] = found
    return found
