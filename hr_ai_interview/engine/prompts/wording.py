"""Checks of texts a model wrote: language, barred matter, advice, nearness, literal terms.

They use the linter and the filters of the offline engine, so that no engine has laxer bars, and the
lexica of ``checks.json`` for what only statements about a person can get wrong. A lexicon drops, it
never edits; what it misses is left to the reviewer, who sees every text before it is used.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ..evidence import find_quote
from ..lint import lint_text
from ..offline import filters, langid
from ..offline.data import load as offline_data
from ..schema import LANGS, Evidence
from .data import generic_words, known, rule

_LATIN_RUN = re.compile(r"(?:[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ'’-]*[ ,;:]+){4,}[A-Za-zÀ-ÿ]")
_LATIN_WORD = re.compile(r"[A-Za-zÀ-ÿ][\w'’+#./-]*")
_KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa]")
_CJK_CHAR = re.compile(r"[\u3041-\u30fa\u3400-\u9fff]")
_MARKUP = re.compile(r"</?[a-z!]|https?:|www\.|\]\(|```|&#?\w+;|\{\{", re.I)
_PLACEHOLDER = re.compile(r"\[[A-Z]+_\d+\]")
_QUESTION_END = re.compile(r"[?？][\s)）\]」』”\"'’»]*$")


def is_dense(lang: str) -> bool:
    """Written without spaces, so that a character says about as much as a word's half."""
    return lang in ("zh_CN", "ja")


def speaks(text: str, lang: str, names: tuple[str, ...] = ()) -> bool:
    """True if ``text`` is written in ``lang``; ``names``: terms of the request it may quote."""
    lang = known(lang)
    for name in names:
        if len(name.split()) <= 4 and not _is_own_script(name, lang):
            text = re.sub(re.escape(name), " ", text, flags=re.I)
    return _speaks_dense(text, lang) if is_dense(lang) else _speaks_spaced(text, lang)


def _is_own_script(name: str, lang: str) -> bool:
    return langid.has_cjk(name) if is_dense(lang) else langid.matches(name, lang)


def _speaks_dense(text: str, lang: str) -> bool:
    own = _CJK_CHAR.findall(text)
    if not own or _LATIN_RUN.search(text) or len(_LATIN_WORD.findall(text)) * 2 > len(own):
        return False
    if lang == "zh_CN" and sum(char in _traditional() for char in text) > 1:
        return False
    if lang == "ja" and len(own) > 12 and not _KANA.search(text):
        return False
    return langid.matches(_LATIN_WORD.sub(" ", text), lang)


def _speaks_spaced(text: str, lang: str) -> bool:
    return not langid.has_cjk(text) and langid.matches(text, lang)


@lru_cache(maxsize=1)
def _traditional() -> frozenset[str]:
    return frozenset(offline_data("langid")["traditional"])


@lru_cache(maxsize=4096)
def is_barred(text: str, lang: str, country: str | None = None) -> bool:
    """True for a question that may not be asked: the linter blocks it, or it instructs a machine."""
    if filters.verdict(text) in filters.NOTES:
        return True
    return any(finding.severity == "block" for finding in lint_text(text, known(lang), country))


def is_question(text: str, lang: str) -> bool:
    """True for a question or a request ("Describe ...")."""
    return bool(_QUESTION_END.search(text) or rule("request", lang).search(text.lstrip("¿¡ ")))


def has_markup(text: str) -> bool:
    """Tags, links, fences: nothing a sentence needs, all of it a way out for data."""
    return bool(_MARKUP.search(text))


def has_placeholder(text: str) -> bool:
    """A redacted name: a question must not call anybody by name."""
    return bool(_PLACEHOLDER.search(text))


@lru_cache(maxsize=4096)
def is_unfit_statement(text: str, lang: str) -> bool:
    """True for a sentence about a person that advises on hiring or speaks of protected matter.

    All languages are tried: a model may slip into another one.
    """
    if has_markup(text) or is_unfit_standard(text) or is_instruction(text):
        return True
    found = lint_text(text, known(lang))
    # The tone of a question is no matter here: this is a statement.
    return any(row.severity == "block" and not row.code.startswith("tone.") for row in found)


def is_instruction(text: str) -> bool:
    """True for a text that tries to tell a machine, or a scorer, what to do."""
    return filters.verdict(text, True) == filters.INJECTION


def is_unfit_standard(text: str) -> bool:
    """True for a line of a rubric that rates protected matter or advises on hiring."""
    return any(rule(group, lang).search(text) for group in ("advice", "protected") for lang in LANGS)


def comment(text: str, lang: str) -> str:
    """``text`` if it may be shown beside a score, else "": a missing comment harms nobody."""
    return text if text and speaks_loosely(text, lang) and not is_unfit_statement(text, lang) else ""


def speaks_loosely(text: str, lang: str) -> bool:
    """Like ``speaks`` for sentences that quote: enough of it is in the language."""
    return speaks(_QUOTED.sub(" ", text), lang)


_QUOTED = re.compile(r"[\"“„«「『‘][^\"”»」』’]{0,400}[\"”»」』’]")


def holds(text: str, term: str) -> bool:
    """True if ``term`` stands in ``text``: any case, but whole words where words have spaces."""
    left = r"(?<![^\W_\u3041-\u9fff])" if _is_word_char(term[:1]) else ""
    right = r"(?![^\W_\u3041-\u9fff])" if _is_word_char(term[-1:]) else ""
    return bool(term) and re.search(left + re.escape(term) + right, text, re.I) is not None


def _is_word_char(char: str) -> bool:
    return char.isalnum() and not _CJK_CHAR.match(char)


def says_something(term: str, source: str, lang: str) -> bool:
    """True unless ``term`` is a general word. A whole line (a skill called "R") always does."""
    if term.casefold() == source.casefold():
        return True
    if langid.has_cjk(term):
        words = generic_words("ja" if _KANA.search(term) else "zh_CN") | generic_words(lang)
        rest = term
        for word in sorted(words, key=len, reverse=True):
            rest = rest.replace(word, "")
        return len(_CJK_CHAR.findall(rest)) >= 2 or bool(_LATIN_WORD.search(rest))
    general = generic_words("en") | generic_words("es")
    words = [word for word in re.findall(r"\w[\w+#./-]*", term.lower()) if word not in general]
    return any(len(word) > 2 or not word.isalpha() for word in words) or any(
        word.isupper() for word in term.split()
    )


def find(text: str, quote: str) -> Evidence | None:
    """The place of a literal quote that says something, else None.

    One word out of an answer proves nothing, unless it is all there is.
    """
    found = find_quote(text, quote)
    if found is None:
        return None
    words = len(found.quote.split()) + len(_CJK_CHAR.findall(found.quote)) / 2
    return found if words >= 2 or found.quote.strip() == text.strip() else None


class Nearness:
    """Texts that exist, and whether another one is too near to any of them.

    Spaced languages: the same words in another gap (``ratio``), order (``token_set_ratio``) or as a part
    (``partial_ratio``). Dense ones: ``ratio``, or three quarters of the shorter text's pairs of characters.
    """

    def __init__(self, texts: tuple[str, ...] = ()):
        from rapidfuzz import fuzz, process

        self._fuzz, self._process = fuzz, process
        self._texts: list[str] = []
        self._pairs: list[frozenset[str]] = []
        for text in texts[:5000]:
            self.add(text[:1000])

    def add(self, text: str) -> None:
        if low := normal(text):
            self._texts.append(low)
            self._pairs.append(_pairs(low))

    def has(self, text: str) -> bool:
        """True if ``text`` is too near to one of the texts."""
        low = normal(text)
        if not low or not self._texts:
            return False
        if langid.has_cjk(low):
            return self._any(low, self._fuzz.ratio, 74) or self._shares_pairs(_pairs(low))
        long = [known_text for known_text in self._texts if len(known_text) >= 30] if len(low) >= 30 else []
        return (
            self._any(low, self._fuzz.ratio, 80)
            or self._any(low, self._fuzz.token_set_ratio, 86)
            or self._any(low, self._fuzz.partial_ratio, 90, long)
        )

    def _any(self, low: str, scorer, cutoff: float, texts: list[str] | None = None) -> bool:
        rows = self._texts if texts is None else texts
        return self._process.extractOne(low, rows, scorer=scorer, score_cutoff=cutoff) is not None

    def _shares_pairs(self, own: frozenset[str]) -> bool:
        return any(
            min(len(own), len(other)) >= 8 and len(own & other) >= 0.75 * min(len(own), len(other))
            for other in self._pairs
        )


def normal(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text.lower()).strip()


def _pairs(text: str) -> frozenset[str]:
    dense = text.replace(" ", "")
    return frozenset(dense[i : i + 2] for i in range(len(dense) - 1))
