"""Whether an answer is about the matter of the question: terms and themes they share.

Terms: words by their stem (English, Spanish), pairs of characters (Chinese, Japanese). Themes: groups of
words of one matter (``score_topics.json``: "late", "courier" and "delivery"). Trades: the vocabulary
of a kind of work, picked by question and job. Words of every interview
("situation", "result", 经历) do not count. Whoever answers in quite other words is not recognised without
an embedder (``meaning``); "off_topic" asks a person to look.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache, lru_cache

from ..data import load
from .cues import lexicon, split
from .text import fold

_RUN = re.compile(r"[\u3005\u30a1-\u30fa\u30fc\u3400-\u9fff]+|[a-z0-9][a-z0-9+#]+")
_STEM = 6
#: letters of a stem that two sentences of one story may share; shorter ones are in any text
_TELLING = 5
_THEME, _RUBRIC, _RUBRIC_MOST, _TRADE, _TRADE_MOST = 0.6, 0.4, 2.0, 0.4, 2.0
#: share of the words there should be, less where themes and trades hold fewer words; with closeness of
#: meaning known, 1.1 x that share + closeness
LEAST_WORDS = {"en": 0.65, "zh_CN": 0.65, "ja": 0.5, "es": 0.5}
LEAST_BOTH, _WORDS = 2.75, 1.1
#: the share for an answer that tells no story
_LEAST_BARE = 0.8
#: words of a trade in a rubric that tell it where question and job hold none
_TOLD_BY_RUBRIC = 5
#: share of it where nothing tells the trade: such questions are answered with a story of any
_ANY_TRADE = 0.6
#: (things the question speaks of, how many of them the answer has to share)
NEEDED = ((3, 0.6), (7, 1.3), (12, 1.65), (10_000, 2.35))


@lru_cache(maxsize=1024)
def asked(question: str, lang: str) -> tuple[frozenset[str], frozenset[int]]:
    """The telling terms of a question, and its themes."""
    folded = fold(question)
    found = frozenset(theme for theme, pattern in enumerate(_themes(lang)) if pattern.search(folded))
    return _telling(folded, lang), found


def _telling(folded: str, lang: str) -> frozenset[str]:
    """The terms of a text without those of every interview."""
    words = lexicon(lang)
    if words.dense:
        for phrase in _generic_phrases(lang):
            folded = folded.replace(phrase, " ")
        return frozenset(pair for pair in _pairs(folded) if not set(pair) & words.function)
    stems = {
        _stem(word, lang) for word in words.words(folded) if len(word) > 2 and word not in words.function
    }
    return frozenset(stems - _generic_stems(lang))


def is_near(
    question: str,
    job: str,
    rubric: tuple[str, ...],
    sentences: list[str],
    lang: str,
    closeness: Callable[..., float] | None = None,
    has_story: bool = True,
) -> bool:
    """True if the answer shares enough with the question; the more a question names, the more.

    ``closeness`` of meaning, where it is asked for, makes up for words (docs/scoring.md). It never refuses
    what the words accept: it moves a little with every word, names included, which words in common do not.
    """
    shared, need = overlap(question, job, rubric, "\n".join(sentences), lang, has_story)
    if shared >= (LEAST_WORDS[lang] if has_story else _LEAST_BARE) * need:
        return True
    if closeness is None:
        return False
    return _WORDS * shared / need + closeness(question, job, sentences, lang) >= LEAST_BOTH


def overlap(
    question: str, job: str, rubric: tuple[str, ...], answer: str, lang: str, has_story: bool = True
) -> tuple[float, float]:
    """How much of the question stands in the answer, and how much should (0 if it speaks of nothing).

    Where nothing tells the trade, a story (``has_story``) in the words of any trade may be the answer.
    """
    wanted, wanted_themes = asked(question, lang)
    folded = fold(answer)
    said = said_terms(folded, lang)
    hits = _runs(question, wanted & said, lang) if lexicon(lang).dense else len(wanted & said)
    shared = [theme for theme in wanted_themes if _themes(lang)[theme].search(folded)]
    more = _rubric_only(rubric, lang) - wanted
    points = hits + _THEME * len(shared) + min(_RUBRIC_MOST, _RUBRIC * len(more & said))
    trades = _main_trades(question, job, rubric, lang)
    is_open = has_story and not trades
    points += _of_trade(range(len(_trades(lang))) if is_open else trades, folded, lang)
    size = len(wanted) + len(wanted_themes)
    need = next(need for most, need in NEEDED if size <= most) if size else 0.0
    return points, need * _ANY_TRADE if is_open else need


class Anchors:
    """Finds the sentences on the matter of question, rubric, themes and trade, or of the story begun."""

    def __init__(self, question: str, job: str, rubric: tuple[str, ...], lang: str):
        self.lang = lang
        wanted, wanted_themes = asked(question, lang)
        self.terms = wanted | _rubric_only(rubric, lang)
        self.patterns = [_themes(lang)[theme] for theme in wanted_themes]
        self.patterns += [_trades(lang)[trade] for trade in _main_trades(question, job, rubric, lang)]

    def __bool__(self) -> bool:
        return bool(self.terms or self.patterns)

    def hold(self, sentences: list[str]) -> tuple[list[bool], list[bool]]:
        """Which folded sentences hold a word of the matter; which of them do, or share words with one."""
        said = [_telling(sentence, self.lang) for sentence in sentences]
        first = [self._is_on_matter(*pair) for pair in zip(sentences, said, strict=True)]
        dense = lexicon(self.lang).dense
        story = frozenset().union(*(words for words, holds in zip(said, first, strict=True) if holds))
        story = frozenset(word for word in story if dense or len(word) >= _TELLING)
        least = 2 if dense else 1
        return first, [holds or len(words & story) >= least for words, holds in zip(said, first, strict=True)]

    def _is_on_matter(self, sentence: str, said: frozenset[str]) -> bool:
        return not self.terms.isdisjoint(said) or any(pattern.search(sentence) for pattern in self.patterns)


def _rubric_only(rubric: tuple[str, ...], lang: str) -> frozenset[str]:
    return frozenset().union(*(asked(text, lang)[0] for text in rubric)) - _rubric_terms(lang)


def _of_trade(trades: Iterable[int], folded: str, lang: str) -> float:
    """Words of the trade that question and job belong to; they need not be those of the question."""
    found = [len(set(_trades(lang)[trade].findall(folded))) for trade in trades]
    return min(_TRADE_MOST, _TRADE * max(found, default=0))


@lru_cache(maxsize=1024)
def _main_trades(question: str, job: str, rubric: tuple[str, ...], lang: str) -> tuple[int, ...]:
    """The one or two trades whose words question, job and rubric hold most of."""
    asked_words = _trade_words(fold(f"{question}\n{job}"), lang)
    rubric_words = _trade_words(fold("\n".join(rubric)), lang)
    counts = [2 * len(one) + len(other) for one, other in zip(asked_words, rubric_words, strict=True)]
    ranked = sorted(range(len(counts)), key=lambda trade: -counts[trade])[:2]
    if not any(asked_words) and max(counts) < _TOLD_BY_RUBRIC:
        return ()
    return tuple(trade for trade in ranked if counts[trade] > 1 and 2 * counts[trade] > counts[ranked[0]])


def _trade_words(folded: str, lang: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(pattern.findall(folded)) for pattern in _trades(lang))


@cache
def _trades(lang: str) -> tuple[re.Pattern[str], ...]:
    return _patterns("trades", lang)


def said_terms(folded: str, lang: str) -> frozenset[str]:
    """All terms of a text, common ones too."""
    words = lexicon(lang)
    return _pairs(folded) if words.dense else frozenset(_stem(word, lang) for word in words.words(folded))


def _runs(question: str, hits: frozenset[str], lang: str) -> int:
    """Pairs that follow each other in the question are one word: they count once."""
    folded, count, last = fold(question), 0, -2
    seen = set()
    for at in range(len(folded) - 1):
        if (pair := folded[at : at + 2]) in hits and pair not in seen:
            seen.add(pair)
            count += at > last + 1
            last = at
    return count + sum(term.isascii() for term in hits)


@cache
def _themes(lang: str) -> tuple[re.Pattern[str], ...]:
    return _patterns("groups", lang)


def _patterns(group: str, lang: str) -> tuple[re.Pattern[str], ...]:
    before = "" if lexicon(lang).dense else r"\b"
    return tuple(
        re.compile(before + "(?:" + "|".join(re.escape(phrase) for phrase in split(row[lang])) + ")")
        for row in load("score_topics")[group]
    )


@lru_cache(maxsize=20_000)
def _stem(word: str, lang: str) -> str:
    word = word.split("'", maxsplit=1)[0]
    for ending in lexicon(lang).endings:
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            word = word[: -len(ending)]
            break
    if word.endswith("e") and len(word) > 3:
        word = word[:-1]
    return word[:_STEM]


def _pairs(folded: str) -> frozenset[str]:
    found = set()
    for run in _RUN.findall(folded):
        if run[0].isascii():
            found.add(run[:_STEM])
        else:
            found.update(run[at : at + 2] for at in range(len(run) - 1))
    return frozenset(found)


@cache
def _generic_phrases(lang: str) -> tuple[str, ...]:
    return tuple(sorted(lexicon(lang).generic, key=len, reverse=True))


@cache
def _generic_stems(lang: str) -> frozenset[str]:
    return frozenset(_stem(word, lang) for word in lexicon(lang).generic)


@cache
def _rubric_terms(lang: str) -> frozenset[str]:
    """The terms of the engine's own rubrics: the language of rubrics, not of a matter."""
    found: set[str] = set()
    for rows in load(f"rubric_{lang}")["types"].values():
        for row in rows:
            for text in (row["name"], *row["anchors"].values(), *row["positive"], *row["negative"]):
                found |= said_terms(fold(text.replace("{s}", " ")), lang)
    return frozenset(found)
