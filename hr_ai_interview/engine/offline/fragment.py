"""The unit every question is built from: one usable piece of a profile line.

``cls`` says in which kind of sentence it fits:
vp (something one does), np (an activity or area), tool (knowledge, method, software),
trait (a way of working), quote (only between quotation marks).
"""

from __future__ import annotations

from dataclasses import dataclass

from .textclean import cut

MAX_LATIN_WORDS = 13
MAX_LATIN_CHARS = 95
MAX_CJK = {"zh_CN": 24, "ja": 30}


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
