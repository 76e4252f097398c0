"""Known terms in four languages, and what may be done with a text in another language.

A term of ``glossary.json`` is translated, a technical name stays, a short term is quoted as the
original wording, of a longer line its literal start; a long foreign sentence is never used.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ..schema import LANGS
from . import langid
from .data import load
from .fragment import Fragment, last_break, shortened
from .textclean import QUOTES

_NAME = re.compile(
    r"(?:[A-Z][\w+#./-]*|[a-z]?[A-Z]{2,}\w*|\d[\w.]*|of|and|&)"
    r"(?: (?=\S)(?:[A-Z0-9][\w+#./-]*|[a-z]?[A-Z]\w*|&))*$"
)
#: What is quoted of another language at most.
MAX_QUOTED_WORDS, MAX_QUOTED_CJK = 6, 16
_LEADING = {"en": "", "es": r"^(?:el|la|los|las) "}


@lru_cache(maxsize=1)
def _index() -> dict[str, tuple]:
    index: dict[str, tuple] = {}
    for row in load("glossary")["terms"]:
        for word in row:
            index.setdefault(word.lower(), tuple(row))
    return index


def translate(term: str, lang: str) -> str:
    """``term`` in ``lang`` when the glossary knows it, else ""."""
    low = re.sub(_LEADING["es"], "", term.strip().lower())
    term = term.strip()
    row = _index().get(low) or (_index().get(low[:-1]) if low.endswith("s") else None)
    known = row[LANGS.index(lang)] if row else ""
    return term if known.lower() == low else known


@lru_cache(maxsize=1)
def _units() -> dict[str, tuple]:
    """Every spelling of a unit -> its row; a counter of Chinese or Japanese says not of what it counts."""
    found: dict[str, tuple] = {}
    for row in load("glossary")["units"]:
        for word in row:
            if len(word) > 1 or not langid.has_cjk(word):
                found.setdefault(word.lower(), tuple(row))
    return found


def unit(text: str, lang: str) -> str:
    """The unit as ``lang`` writes it, "" when it would be a foreign word there ("120members")."""
    if text in load("glossary")["symbols"].split() or not any(char.isalpha() for char in text):
        return text
    if langid.has_cjk(text) and langid.matches(text, lang):
        return text
    if row := _units().get(text.lower()):
        return row[LANGS.index(lang)]
    fits = lang in ("en", "es") and langid.detect(text) in ("", lang)
    return translate(text, lang) or (text if fits else "")


@lru_cache(maxsize=1)
def _proper() -> frozenset:
    return frozenset(word.lower() for word in load("fragments_en")["proper"].split())


@lru_cache(maxsize=8192)
def is_name(term: str) -> bool:
    """A product, method or standard that has the same name in every language."""
    if langid.has_cjk(term):
        return False
    low = _proper()
    words = term.split()
    if all(w.lower() in low or any(c.isupper() or c.isdigit() for c in w[1:]) or w.isupper() for w in words):
        return True
    if (
        len(words) <= 3
        and any(re.search(r"[a-z][A-Z]", w) for w in words)
        and all(w[:1].isupper() for w in words)
    ):
        return True  # "TikTok Shop"
    return len(words) <= 3 and bool(_NAME.match(term)) and langid.detect(term) == ""


def tool_class(term: str, lang: str) -> str:
    """ "lang" for languages, "tool" for named products and methods, "field" for areas of knowledge."""
    low = re.sub(_LEADING["es"], "", term.lower())
    if low in load("base")["languages"]:
        return "lang"
    if is_name(term) or low.endswith(tuple(load("base")["tool_endings"])):
        return "tool"
    return "field"


def adapt(fragment: Fragment, lang: str) -> Fragment | None:
    """A fragment of another language made usable in ``lang``, or None."""
    for source in (fragment.term, fragment.literal):
        known = translate(source, lang)
        if known:
            cls = fragment.cls if fragment.cls in ("tool", "trait") else "np"
            return Fragment(cls, known, known, fragment.excerpt, known)
    literal = fragment.literal
    if is_name(literal):
        return Fragment("tool", literal, literal, fragment.excerpt, literal)
    quoted = "" if langid.detect(literal) == "other" else _quotable(literal)
    return (
        Fragment("quote", quoted, quoted, fragment.excerpt, QUOTES[lang].format(quoted)) if quoted else None
    )


@lru_cache(maxsize=1)
def _edges() -> tuple[frozenset, frozenset]:
    """Words of English and Spanish before which a line may be cut, and those no piece may end with."""
    data = [load("fragments_en"), load("fragments_es")]
    breaks, dangling = (
        frozenset(word for row in data for word in row[key].split()) for key in ("prepositions", "dangling")
    )
    return breaks | {"and", "or", "y", "o"}, dangling


def _quotable(literal: str) -> str:
    """A start of ``literal`` short enough to be quoted in another language, "" when there is none."""
    if langid.has_cjk(literal):
        return literal if len(literal) <= MAX_QUOTED_CJK else ""
    breaks, dangling = _edges()
    return shortened(
        literal, MAX_QUOTED_WORDS, 60, lambda r: last_break(r, MAX_QUOTED_WORDS, breaks, 2), dangling
    )
