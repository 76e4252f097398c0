"""The unit every question is built from: one usable piece of a profile line.

``cls`` says in which kind of sentence it fits:
vp (something one does), np (an activity or area), tool (knowledge, method, software),
trait (a way of working), quote (only between quotation marks). Below: what English and Spanish need to
cut a clause to a length that fits into a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from .textclean import cut

MAX_LATIN_WORDS = 13
MAX_LATIN_CHARS = 95
MAX_CJK = {"zh_CN": 24, "ja": 30}
_EDGE = " .,;:-"


@dataclass(frozen=True, slots=True)
class Fragment:
    """term: as it stands in a sentence; literal: the part of it that is literal in excerpt.

    label: a noun phrase for rubrics and hints, same meaning as term.
    """

    cls: str
    term: str
    literal: str
    excerpt: str
    label: str = ""


def excerpt_around(line: str, piece: str, limit: int = 240) -> str:
    """A literal span of ``line`` that contains ``piece``, of whole words."""
    if len(line) <= limit:
        return line
    start = max(line.lower().find(piece.lower()), 0)
    left = max(start - 40, 0)
    if left:
        left = line.find(" ", left, start) + 1 or left
    return cut(line[left:], max(limit, len(piece) + 120)).strip()


def without_purpose(text: str, purpose: re.Pattern, examples: re.Pattern, short: int, kept: int) -> str:
    """Drop a trailing "in order to ..." that leaves ``kept`` words.

    A phrase of fewer than ``short`` words keeps it, unless it only begins examples or a relative clause.
    """
    found = purpose.search(text)
    if found and len(text.split()) < short and not examples.match(found.group(0)):
        return text
    return text[: found.start()] if found and len(text[: found.start()].split()) >= kept else text


def shortened(
    text: str, limit: int, max_chars: int, cut_point: Callable[[str], int], dangling: frozenset[str]
) -> str:
    """Cut at ``cut_point`` until the text fits, then take off ``dangling`` words; "" if it never fits."""
    text = text.strip(_EDGE)
    while len(text.split()) > limit or len(text) > max_chars:
        end = cut_point(text)
        if end <= 0:
            return ""
        text = text[:end].rstrip(_EDGE)
    while text and text.split()[-1].lower() in dangling:
        text = text[: -len(text.split()[-1])].rstrip(_EDGE)
    return text


def last_break(text: str, limit: int, breaks: frozenset[str], kept: int) -> int:
    """Position of the last comma or word of ``breaks`` that leaves ``kept`` to ``limit`` words, else 0."""
    best, position = 0, 0
    for index, word in enumerate(text.split(" ")[: limit + 1]):
        if index >= kept and position <= MAX_LATIN_CHARS:
            if word.lower() in breaks:
                best = position
            elif text[position - 2] == ",":
                best = position - 1
        position += len(word) + 1
    return best
