"""Which sentences of an answer cannot be evidence, whatever they say, and why.

"injection": speaks to a machine or asks for a score. "copied": repeats the question or the rubric.
"list": words without a sentence. "private": leaves from work and the like, which no score may touch.
"polite": nothing but courtesies. "background": where somebody comes from or studied.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from ...evidence import copied_from
from ...schema import LANGS
from ...unicode_clean import unicode_clean
from ...untrusted import HELD_CODES, screen
from .. import filters
from .cues import Lexicon, lexicon, split
from .text import Span, clauses, fold

_FLAGGED = HELD_CODES | {"encoded", "format_injection"}
_CJK = re.compile(r"[\u3005\u3041-\u30fa\u30fc\u3400-\u9fff]")
_LATIN = re.compile("[a-zà-ÿ]{3}|=|10")
_UNIT = re.compile(r"[\u3005\u3041-\u30fa\u30fc\u3400-\u9fff]|[^\W_]+")
#: a sentence with less is too short to be told from a quotation of a term
_LEAST_UNITS = 6
#: share of the neighbours that stand in the sources too: in a sentence (in characters more is chance), in all
_COPIED_WORDS, _COPIED_CHARACTERS, _COPIED_ALL = 0.5, 0.75, 0.45
#: terms in a row that make a list inside a sentence; terms, and their share, that make all of it one
_LEAST_TERMS, _LEAST_ALONE, _MOSTLY = 6, 4, 0.7
#: different words of small talk that an answer with small talk in it has
_LEAST_TALK = 6


def instructions(text: str, spans: list[Span]) -> tuple[set[int], bool]:
    """The sentences that speak to a machine, and whether anything in the text does."""
    screened = screen(text)
    flagged = [
        flag
        for flag in screened.flags
        if flag.code in _FLAGGED and (flag.excerpt.strip() or flag.code in HELD_CODES)
    ]
    if not flagged:
        return set(), False
    pieces, places = [], []
    if screened.text != text:
        # places in the cleaned text differ: clean sentence by sentence and screen what that gives
        at = 0
        for span in spans:
            piece = unicode_clean(text[span.start : span.end])
            places.append((at, at + len(piece)))
            pieces.append(piece)
            at += len(piece) + 1
        flagged = [flag for flag in screen("\n".join(pieces)).flags if flag.code in _FLAGGED]
    else:
        places = [(span.start, span.end) for span in spans]
    found = {
        number
        for number, (start, end) in enumerate(places)
        if any(flag.start < end and flag.end > start for flag in flagged)
    }
    return found, True


def asks_for_score(folded: str, tells: bool, is_own: bool) -> bool:
    """A sentence about the scoring itself, in any of the languages: an order need not be in the answer's.

    ``tells``: it reports a step or a figure. ``is_own``: a step of somebody who says "I", who may well have
    scored, marked or rated something at work; that is no order unless it speaks of this very answer.
    """
    langs = [each for each in LANGS if (_CJK if lexicon(each).dense else _LATIN).search(folded)]
    if any(cue in folded for each in langs for cue in _meta("meta_always", each)):
        return True
    if any(pattern.search(folded) for pattern in _patterns("imitation", "en")):
        return True
    if not tells and filters.verdict(folded, True) == filters.INJECTION:
        return True
    if is_own:
        return False
    return (
        any(cue in folded for each in langs for cue in _meta("meta", each))
        or any(pattern.search(folded) for each in langs for pattern in _patterns("machines", each))
        or any(all(pattern.search(folded) for pattern in _patterns("orders", each)) for each in langs)
    )


@cache
def _meta(key: str, lang: str) -> tuple[str, ...]:
    return tuple(split(lexicon(lang).data[key]))


@cache
def _patterns(key: str, lang: str) -> tuple[re.Pattern[str], ...]:
    """ "imitation": any is written as a program writes; "machines": any speaks to or about a scorer.
    "orders": an order to score has all, a word for scores beside one for the highest, and a bidding."""
    return tuple(map(re.compile, lexicon(lang).data[key]))


def without_personal(folded: str, lang: str) -> str:
    """The text with spaces for courtesies and for what is said about leaves from work; places stay."""
    around, private, courtesy = _personal(lang)
    shown = around.sub(lambda part: _blank(part) if private.search(part[0]) else part[0], folded)
    return courtesy.sub(_blank, shown)


def small_talk(sentences: list[str], lang: str) -> list[bool]:
    """Which folded sentences hold a word of small talk: weather, way, food, family, talking too much.

    None does where there are few different ones: they are things of many a work.
    """
    words = lexicon(lang)
    found = [words.talk(sentence) for sentence in sentences]
    if len(set().union(*found)) < _LEAST_TALK:
        return [False] * len(found)
    return [bool(said) for said in found]


def why_blank(sentence: str, lang: str) -> str:
    """Why nothing is left of a folded sentence: "private" or "polite"."""
    return "private" if _personal(lang)[1].search(sentence) else "polite"


def _blank(match: re.Match) -> str:
    return " " * len(match[0])


@cache
def _personal(lang: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Patterns of clauses (in words: sentences), of what makes one private, and of courtesies."""
    words = lexicon(lang)
    around = "[^,，、。；;：:！？!?\n]+" if words.dense else "[^.;!?\n]+"
    private, courtesy = (
        "|".join(re.escape(fold(phrase)) for phrase in sorted(split(words.data[key]), key=len, reverse=True))
        for key in ("private", "polite")
    )
    edge = "" if words.dense else r"\b"
    return (
        re.compile(around),
        re.compile(f"{edge}(?:{private})"),
        re.compile(f"{edge}(?:{courtesy}){edge}"),
    )


class Sources:
    """Texts an answer may be copied from: the question with its probes, and each text of the rubric."""

    def __init__(self, question: str, probes: Iterable[str], rubric: Iterable[str]):
        asked = (question, *probes)
        self.texts = (*asked, *rubric)
        self.pairs = frozenset().union(*(_pairs(text) for text in (" ".join(asked), *rubric)))

    def has(self, sentence: str) -> bool:
        """True if the sentence only repeats the texts, in another order or with "I" for "you" maybe."""
        own = _pairs(sentence)
        if len(own) < _LEAST_UNITS - 1:
            return any(copied_from(text, sentence) for text in self.texts)
        least = _COPIED_CHARACTERS if _CJK.search(sentence) else _COPIED_WORDS
        return len(own & self.pairs) >= least * len(own)

    def are_all_of(self, answer: str) -> bool:
        """True if the answer as a whole is put together from the texts."""
        own = _pairs(answer)
        return len(own) >= _LEAST_UNITS and len(own & self.pairs) >= _COPIED_ALL * len(own)


@lru_cache(maxsize=256)
def _pairs(text: str) -> frozenset[tuple[str, str]]:
    """Neighbours among the words or characters, pronouns left out."""
    units = [unit for unit in _UNIT.findall(text.casefold()) if unit not in _pronouns()]
    return frozenset(zip(units, units[1:], strict=False))


@lru_cache(maxsize=1)
def _pronouns() -> frozenset[str]:
    return frozenset(word for lang in LANGS for word in lexicon(lang).data["pronouns"].split())


def without_lists(words: Lexicon, folded: str, span: Span) -> list[tuple[Span, bool]]:
    """The parts of a sentence and whether they are lists: terms in a row, no small words between."""
    parts = clauses(folded, span)
    bare = [_is_bare(words, folded[part.start : part.end]) for part in parts]
    if sum(bare) >= max(_LEAST_ALONE, _MOSTLY * len(parts)) and not words.has_i(folded, span.start, span.end):
        return [(span, True)]
    found, at = [], 0
    while at < len(parts):
        end = at
        while end < len(parts) and bare[end]:
            end += 1
        is_list = end - at >= _LEAST_TERMS
        if not is_list:
            end = max(at + 1, end)
        place = Span(parts[at].start, parts[end - 1].end)
        if found and not is_list and not found[-1][1]:
            found[-1] = (Span(found[-1][0].start, place.end), False)
        else:
            found.append((place, is_list))
        at = end
    return found


def _is_bare(words: Lexicon, piece: str) -> bool:
    """True for one term."""
    if words.dense:
        size = len(_CJK.findall(piece))
        return size <= 9 and not any(char in words.glue for char in piece)
    found = words.words(piece)
    return len(found) <= 4 and not any(word in words.glue for word in found)
