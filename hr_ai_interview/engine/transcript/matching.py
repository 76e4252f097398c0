"""How much a stretch of speech says the same as a prepared question.

Score = 0.6 x share of the question's words (pairs of characters in Chinese and Japanese) that are in the
stretch, each counting for its rarity in this interview, + 0.4 x likeness of the letters (rapidfuzz). A
stretch much shorter than the question gets less of the latter: "What did you do?" is a part of half the
questions there are. Numbers are not probabilities.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from .sentences import Sentence, features, spans

#: sentences an interviewer may take to say one question
MAX_WINDOW = 3
#: share of the question its first sentence must have, and the sentences of the window together
MIN_SHARE = 0.1
MIN_HOPE = 0.25
#: what a sentence more costs, and the share of its words that must be the question's
EACH_MORE = 0.03
OWN_WORDS = 0.5
#: places looked at for one question, the most promising ones
MAX_PLACES = 200
_SHARE_OF_WORDS = 0.6
_SHORT = 0.7
_PART = 0.95


@dataclass(frozen=True, slots=True)
class Match:
    """Sentences ``first`` to ``last`` (both included) say question number ``question``; score 0 to 1."""

    question: int
    first: int
    last: int
    score: float

    def overlaps(self, other: Match) -> bool:
        return self.first <= other.last and other.first <= self.last


@dataclass(frozen=True, slots=True)
class _Target:
    """What is looked for: a question or a sentence of it; ``rarity`` is the sum over its features."""

    question: int
    text: str
    features: frozenset[str]
    rarity: float
    weight: float


class Matcher:
    """Compares texts with the sentences of one transcript."""

    def __init__(self, said: list[Sentence], texts: Sequence[str], is_dense: bool):
        self.said, self.is_dense = said, is_dense
        self._where: dict[str, list[int]] = defaultdict(list)
        for number, sentence in enumerate(said):
            for feature in sentence.features:
                self._where[feature].append(number)
        counts = Counter({feature: len(places) for feature, places in self._where.items()})
        counts.update(feature for text in texts for feature in features(text))
        total = len(said) + len(texts)
        self._rarity = {feature: math.log(1 + total / (1 + count)) for feature, count in counts.items()}

    def best(self, question: int, text: str, threshold: float) -> list[Match]:
        """Where the question is asked with at least that score; the best length for every beginning."""
        found: dict[int, Match] = {}
        for part, weight in _parts(text, self.is_dense):
            wanted = features(part)
            for match in self._matches(_Target(question, part, wanted, self._sum(wanted) or 1.0, weight)):
                if match.score >= threshold and match.score > getattr(found.get(match.first), "score", 0):
                    found[match.first] = match
        return list(found.values())

    def _sum(self, wanted: Iterable[str]) -> float:
        # sorted, as the order of a set differs from run to run and the last digit of a sum with it
        return sum(self._rarity[feature] for feature in sorted(wanted))

    def _matches(self, target: _Target) -> list[Match]:
        share: dict[int, float] = defaultdict(float)
        for feature in sorted(target.features):
            for number in self._where.get(feature, ()):
                share[number] += self._rarity[feature] / target.rarity
        hopes = {
            number: sum(share.get(number + step, 0.0) for step in range(MAX_WINDOW))
            for number, own in share.items()
            if own >= MIN_SHARE
        }
        places = sorted(hopes, key=lambda number: (-hopes[number], number))[:MAX_PLACES]
        return [
            Match(target.question, first, last, self._score(target, first, last))
            for first in places
            if hopes[first] >= MIN_HOPE
            for last in self._ends(target, first)
        ]

    def _ends(self, target: _Target, first: int) -> Iterator[int]:
        """Last sentences of windows that begin at ``first``.

        A window has one speaker. Where speakers are unknown the next sentence may be the answer, so it
        ends with a question mark that none follows, and before a sentence with words of its own.
        """
        yield first
        for last in range(first + 1, min(first + MAX_WINDOW, len(self.said))):
            said, before = self.said[last], self.said[last - 1]
            if (said.turn != before.turn and not before.goes_on) or before.asks > said.asks:
                return
            if self._sum(said.features & target.features) < OWN_WORDS * self._sum(said.features):
                return
            yield last

    def _score(self, target: _Target, first: int, last: int) -> float:
        window = self.said[first : last + 1]
        has = target.features & frozenset().union(*(sentence.features for sentence in window))
        spoken = " ".join(sentence.text for sentence in window).lower()
        short = min(1.0, len(spoken) / (_SHORT * len(target.text)))
        likeness = short * self._likeness(target.text.lower(), spoken)
        score = _SHARE_OF_WORDS * self._sum(has) / target.rarity + (1 - _SHARE_OF_WORDS) * likeness
        return target.weight * score - EACH_MORE * (last - first)

    def _likeness(self, text: str, spoken: str) -> float:
        from rapidfuzz import fuzz  # heavy: only when aligning

        likeness = fuzz.partial_ratio(text, spoken)
        if not self.is_dense:
            likeness = max(likeness, fuzz.token_set_ratio(text, spoken))
        return likeness / 100


def _parts(text: str, is_dense: bool) -> list[tuple[str, float]]:
    """The question and its longer sentences, which are often all that is said of it, with their weights."""
    parts = [text[start:end] for start, end in spans(text)]
    long = [part for part in parts if len(part) >= (10 if is_dense else 30)]
    return [(text, 1.0), *((part, _PART) for part in long if len(parts) > 1)]
