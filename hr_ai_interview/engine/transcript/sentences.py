"""Cuts turns into sentences, the smallest stretch that may begin with a question."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .schema import Turn

_BREAK = re.compile(r"(?<=[.!?…])[\"'”’)]*\s+|[。！？]+[”’」』）]*\s*|\n+")
_WORD = re.compile(r"[^\W_\u2e80-\u9fff]+")
_DENSE_RUN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]+")
_ASKS = re.compile(r"[?？][\"'”’」』)）]*$")
MAX_SENTENCE = 200
STEM = 6


@dataclass(frozen=True, slots=True)
class Sentence:
    """``text`` is ``turns[turn].text[start:end]``; ``goes_on``: the next turn may be of the same breath."""

    turn: int
    goes_on: bool
    start: int
    end: int
    text: str
    features: frozenset[str]

    @property
    def asks(self) -> bool:
        return bool(_ASKS.search(self.text))


def sentences(turns: tuple[Turn, ...]) -> list[Sentence]:
    """All sentences of all turns, in order. Cues of unknown speakers may go on in the next turn."""
    return [
        Sentence(
            number,
            not turn.speaker and turn.start is not None,
            start,
            end,
            turn.text[start:end],
            features(turn.text[start:end]),
        )
        for number, turn in enumerate(turns)
        for start, end in spans(turn.text)
    ]


def spans(text: str) -> Iterator[tuple[int, int]]:
    """Places of the sentences in a text; one that is very long (speech without full stops) is cut.

    >>> [("One. Two?  三。四"[a:b]) for a, b in spans("One. Two?  三。四")]
    ['One.', 'Two?', '三。', '四']
    """
    start = 0
    for end in [*(match.end() for match in _BREAK.finditer(text)), len(text)]:
        while end - start > MAX_SENTENCE:
            cut = _cut(text, start, start + MAX_SENTENCE)
            yield from _trimmed(text, start, cut)
            start = cut
        yield from _trimmed(text, start, end)
        start = end


def _cut(text: str, start: int, end: int) -> int:
    """The last place between ``start`` and ``end`` where a reader could pause."""
    for marks in (",，、;；", " "):
        place = max(text.rfind(mark, start + MAX_SENTENCE // 2, end) for mark in marks)
        if place >= 0:
            return place + 1
    return end


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    part = text[start:end]
    if part.strip():
        yield start + len(part) - len(part.lstrip()), end - len(part) + len(part.rstrip())


def features(text: str) -> frozenset[str]:
    """What a text is compared by: beginnings of words, and pairs of characters of Chinese and Japanese.

    >>> sorted(features("Angry customers 客户投诉"))
    ['angry', 'custom', '客户', '户投', '投诉']
    """
    low = text.lower()
    words = {word[:STEM] for word in _WORD.findall(low)}
    runs = _DENSE_RUN.findall(low)
    return frozenset(words | {run[n : n + 2] for run in runs for n in range(max(len(run) - 1, 1))})
