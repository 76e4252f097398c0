"""How near the meaning of an answer is to its question, by the vectors of an embedder.

How: cosines of such models differ little between any two texts (0.75-0.90), and each answer has a level of
its own. So the cosine of answer and question is compared with those of the answer and 30 questions of other
trades (``score_background.json``): how many standard deviations it is above their mean. An answer is
compared in parts of four sentences, and the nearest part counts.

It tells matters apart, not whether an answer is right; two questions of one trade are near each other.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

import numpy as np

from ...embedding import Embedder
from ...privacy.fold import fold
from ...privacy.names import Names
from ..data import load

_CAPITAL = re.compile(r"(?<=[^.!?\s] )[A-Z][\w'’-]+")
_NEUTRAL = {"he": "they", "she": "they", "him": "them", "her": "them", "his": "their", "hers": "their"}
_NEUTRAL |= {"她": "他", "él": "", "ella": "", "彼": "", "彼女": ""}
_PRONOUN = re.compile(r"\b(?:he|she|him|hers|her|his|él|ella)\b|她|彼女|彼", re.IGNORECASE)
_SENTENCES, _MAX_PARTS = 4, 6
#: characters of a part, so that the 512 tokens a model reads hold all of it in every language
_LONGEST = 450


def closeness(
    embedder: Embedder, names: Names, question: str, job: str, sentences: list[str], lang: str
) -> float:
    """Standard deviations by which the nearest part of an answer is nearer to its question than to others.

    ``names`` are left out of what is read, as are the gender of pronouns and capitalised words in a sentence.
    """
    parts = _parts([_impersonal(_without(names, sentence)) for sentence in sentences])
    vectors = embedder.passages(parts)
    others = vectors @ _background(embedder, lang).T
    own = vectors @ _question(embedder, f"{job}. {question}" if job else question)
    return float(np.max((own - others.mean(axis=1)) / np.maximum(others.std(axis=1), 1e-6)))


def _without(names: Names, sentence: str) -> str:
    folded, kept, done = fold(sentence), [], 0
    for start, end in sorted(folded.original(*span) for span in names.find(folded)):
        if start >= done:
            kept.append(sentence[done:start])
            done = end
    return "".join([*kept, sentence[done:]])


def _impersonal(sentence: str) -> str:
    """The sentence without words capitalised inside it (names, firms, schools) and with one gender."""
    return _PRONOUN.sub(lambda match: _NEUTRAL.get(match[0].lower(), ""), _CAPITAL.sub("", sentence))


def _parts(sentences: list[str]) -> list[str]:
    """Four sentences each; of many parts some, spread over the answer."""
    parts = [
        " ".join(sentences[at : at + _SENTENCES])[:_LONGEST] for at in range(0, len(sentences), _SENTENCES)
    ]
    if len(parts) <= _MAX_PARTS:
        return parts
    return [parts[at * (len(parts) - 1) // (_MAX_PARTS - 1)] for at in range(_MAX_PARTS)]


@cache
def _background(embedder: Embedder, lang: str) -> np.ndarray:
    return embedder.questions([row[lang] for row in load("score_background")["questions"]])


@lru_cache(maxsize=1024)
def _question(embedder: Embedder, text: str) -> np.ndarray:
    return embedder.questions([text[:_LONGEST]])[0]
