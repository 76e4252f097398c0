"""Find names the caller told, in every form they are likely to be written in.

How: each name is taken apart once. From "Zhang Wei" come both orders, initials ("W. Zhang"), the
joined form of handles ("zhangwei88") and, written with a capital, each part of three letters or more;
from 张伟 the full name with or without spaces, 张先生, 老张; from 佐藤 健一 also 佐藤さん. Full names
are found anywhere and in any case. A part that is also a word ("Will", "Rose", "May") counts only
inside a sentence, a full name of such words ("He Can") only with capitals, forms of Chinese surnames
that are words (小时, 老师) never.

It does not turn characters into pinyin or kanji into kana: the caller gives both spellings. It does
not know nicknames. A two-letter part alone ("Li") is found only behind a title.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import permutations

from .fold import HAN, KANA, Folded, fold, fold_pattern
from .rules import load

_CJK = re.compile(rf"[{HAN}{KANA}\uac00-\ud7a3]")
_HAN_ONLY = re.compile(rf"[{HAN}]+\Z")
_APART = re.compile(r"[()\[\]/|;\n]+")
_LEFT, _RIGHT = "(?<![a-z0-9])", "(?![a-z0-9])"
_GAP = "[ ,.·・'_\\-\n]{1,3}"
_MAX_PARTS = 6


@cache
def _words(name: str) -> frozenset[str]:
    """Return a word list of the rules, folded."""
    return frozenset(fold(word).text for word in load("redact")["names"][name])


def _alternatives(sources: Iterable[str]) -> str:
    """Return one pattern for all, the longest tried first."""
    return "|".join(sorted(set(sources), key=lambda source: (-len(source), source)))


def _spellings(name: str) -> Iterator[tuple[str, ...]]:
    """Yield the parts of every name in a text such as "张伟 (David Zhang)", without titles."""
    for piece in _APART.split(fold(name).text):
        family, comma, given = piece.partition(",")
        piece = f"{given} {family}" if comma else piece
        titles = _words("titles") | _words("titles_cjk")
        parts = [part.strip(".,\"'") for part in re.split(r"[ ·・]+", piece)]
        parts = [part for part in parts if part and part not in titles]
        cjk = [part for part in parts if _CJK.match(part)]
        latin = [part for part in parts if not _CJK.match(part)]
        yield from (tuple(some[:_MAX_PARTS]) for some in (cjk, latin) if some)


def _short_form(part: str) -> str | None:
    """Return "ma" for "maria": what the name is abbreviated to in writing."""
    return load("redact")["names"]["short_forms"].get(part)


def _loose(part: str) -> str:
    """Return a pattern of one Latin part in which a hyphen may be missing or stand anywhere once."""
    letters = [re.escape(char) for char in part if char.isalnum()]
    whole = "[-' ]?".join(letters) if len(letters) > 3 else "[-']?".join(letters)
    short = _short_form(part)
    return f"(?:{whole}|{short}\\.?)" if short else whole


class Names:
    """The names of one interview, compiled; ``find`` yields the spans of them in a folded text."""

    def __init__(self, names: Iterable[str]) -> None:
        self._any: set[str] = set()
        self._capital: set[str] = set()
        self._parts: set[str] = set()
        self._cjk: set[str] = set()
        self._cjk_heads: set[str] = set()
        heads = {title[:2] for title in _words("titles")}
        for name in names:
            for parts in _spellings(name):
                (self._add_cjk if _CJK.match(parts[0]) else self._add_latin)(parts)
                heads.update(f"{part[0]}{after}" for part in parts for after in (part[1:2], *".-' "))
                heads.update(short[:2] for short in map(_short_form, parts) if short)
        # One look at how a form begins is much cheaper than all forms at every place.
        self._word = re.compile(f"(?<![a-z0-9])(?:{_alternatives(map(re.escape, heads))})")
        self._cjk_head = re.compile(_alternatives(map(re.escape, self._cjk_heads))) if self._cjk else None
        self._cjk_pattern = re.compile(_alternatives(self._cjk))
        self._latin = [
            (re.compile(f"(?:{_alternatives(sources)}){_RIGHT}"), test)
            for sources, test in (
                (self._any, _always),
                (self._capital, _all_capital),
                (self._parts, _is_name_here),
            )
            if sources
        ]

    def find(self, folded: Folded) -> Iterator[tuple[int, int]]:
        """Yield spans of the folded text; they may overlap."""
        if self._cjk_head:
            yield from self._find_cjk(folded.text)
        if not self._latin:
            return
        for word in self._word.finditer(folded.text):
            for pattern, test in self._latin:
                match = pattern.match(folded.text, word.start())
                if match and test(folded, match):
                    yield match.span()

    def _find_cjk(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield the spans of the Chinese, Japanese and Korean forms, none within another."""
        done = 0
        for head in self._cjk_head.finditer(text):
            match = self._cjk_pattern.match(text, head.start()) if head.start() >= done else None
            if match:
                yield match.span()
                done = match.end()

    def _add_latin(self, parts: tuple[str, ...]) -> None:
        """Add the forms of a Latin name given as its parts."""
        main = [part for part in parts if part not in _words("particles")] or list(parts)
        ambiguous = all(part in _words("ambiguous") or len(part) < 3 for part in main)
        if len(main) > 1 or (len(main[0]) > 2 and not ambiguous):
            target = self._capital if ambiguous else self._any
            target.update(_latin_forms(parts, main))
        if len(main) > 1:
            joined = ("".join(pair) for pair in permutations([re.sub(r"\W", "", p) for p in main[:4]], 2))
            self._any.update(f"{form}[._-]?[0-9]{{0,6}}" for form in joined if len(form) > 5)
        for part in main:
            letters = part.replace("-", "").replace("'", "")
            if len(letters) > 2 and letters.isalpha():
                self._parts.update(map(re.escape, (part, letters)))
            if len(letters) > 1:
                self._capital.add(f"(?:{_alternatives(_words('titles'))})\\.? {re.escape(part)}")

    def _add_cjk(self, parts: tuple[str, ...]) -> None:
        """Add the forms of a Chinese, Japanese or Korean name given as its parts."""
        full = "".join(parts)
        if len(full) < 2:
            return
        orders = permutations(parts) if len(parts) == 2 else [parts]
        for order in orders:
            self._cjk.add("[ ·・\n]{0,2}".join(map(re.escape, "".join(order))))
        self._cjk_heads.update(part[0] for part in parts)
        if not _HAN_ONLY.match(full):
            self._cjk.update(_kana_parts(parts))
            return
        surname, given = _split_han(parts)
        self._cjk_heads.update(part[0] for part in (given, *load("redact")["names"]["before_zh"]) if part)
        if len(surname) == 1 or full[:2] == surname:
            self._cjk.update(_chinese_titles(surname, given))
        if len(parts) == 2 and len(surname) > 1:
            self._cjk.update(_japanese_titles(surname, given))


def _latin_forms(parts: tuple[str, ...], main: list[str]) -> Iterator[str]:
    """Yield patterns of the whole name: as given, family name first, any two parts, initials."""
    particles = f"(?:(?:{_alternatives(_words('particles') - {'y', 'e'})})[ '])" + "{0,3}"
    for order in (parts, (*parts[1:], parts[0]), (parts[-1], *parts[:-1])):
        yield _GAP.join(map(_loose, order))
    for one, two in permutations(main[:_MAX_PARTS], 2):
        yield f"{_loose(one)}(?:{_GAP}[a-df-np-xz]\\.?)?{_GAP}{particles}{_loose(two)}"
        if len(two) > 1:
            yield f"{re.escape(one[0])}\\.(?: ?[a-z]\\.){{0,2}} ?{particles}{_loose(two)}"
            yield f"{_loose(two)},? {re.escape(one[0])}\\."


def _kana_parts(parts: tuple[str, ...]) -> Iterator[str]:
    """Yield the parts of a kana name that are long enough to stand alone."""
    for part in parts:
        if len(part) > 2 and not _HAN_ONLY.match(part):
            yield f"(?<![{KANA}]){re.escape(part)}(?![{KANA}])"


def _split_han(parts: tuple[str, ...]) -> tuple[str, str]:
    """Return (surname, given name); a name without a space is split as a Chinese one."""
    if len(parts) > 1:
        return parts[0], "".join(parts[1:])
    full = parts[0]
    compound = {fold_pattern(name) for name in load("redact")["surnames_compound"]}
    cut = 2 if len(full) > 2 and full[:2] in compound else 1
    return full[:cut], full[cut:]


def _chinese_titles(surname: str, given: str) -> Iterator[str]:
    """Yield 张先生, 张总 where it is no part of another word, 老张 and, of two characters, 小明同学."""
    after = load("redact")["names"]["after_zh"]
    alone = f"(?:(?<![{HAN}])|(?<=[跟和与向由给找请让被是的对他她我你您们叫]))"
    for title in after["safe"]:
        yield f"{re.escape(surname)}{fold_pattern(title)}"
        if len(given) > 1:
            yield f"{re.escape(given)}{fold_pattern(title)}"
    for title, stops in after["guarded"].items():
        yield f"{alone}{re.escape(surname)}{fold_pattern(title)}" + (
            f"(?![{fold_pattern(stops)}])" if stops else ""
        )
    for prefix in load("redact")["names"]["before_zh"]:
        if len(surname) == 1 and prefix + surname not in _words("not_before_zh"):
            yield f"{alone}{prefix}{surname}(?!{re.escape(given[0]) if given else '$'})"


def _japanese_titles(surname: str, given: str) -> Iterator[str]:
    """Yield 佐藤さん, 健一さん and the bare surname unless it is a place or a company too."""
    honorifics = "|".join(fold(word).text for word in load("redact")["names"]["honorifics_ja"])
    if surname not in _words("places_ja"):
        yield re.escape(surname)
    for name in (surname, given):
        if len(name) > 1:
            yield f"{re.escape(name)}(?={honorifics})"


def _always(folded: Folded, match: re.Match) -> bool:
    """A full name is one in any case."""
    return True


def _all_capital(folded: Folded, match: re.Match) -> bool:
    """Tell whether every part is capitalised: "He Can" may be a name, "he can" is none."""
    words = re.findall(r"[A-Za-z]+", folded.cased[match.start() : match.end()])
    return all(word[0].isupper() for word in words)


def _is_name_here(folded: Folded, match: re.Match) -> bool:
    """Tell whether a single part is written as a name; one that is also a word not at a sentence's start."""
    word = folded.cased[match.start() : match.end()]
    if not word[0].isupper():
        return False
    if match[0] not in _words("ambiguous"):
        return True
    before = folded.cased[max(0, match.start() - 3) : match.start()].rstrip(" \"'(")
    if not before or before[-1] in ".!?:;\n-*•|>" or not (word[1:].islower()):
        return False
    return not (match[0] in _words("months") and re.match(r",? ?\d", folded.text[match.end() :]))


def organisations(employers: Iterable[str]) -> re.Pattern[str] | None:
    """Return a pattern of the employers' names, with or without their legal form."""
    sources = set()
    for employer in employers:
        text = re.sub(r"\s+", " ", fold(employer).text).strip(" .,")
        forms = {text, _without_legal_form(text)}
        sources.update(_organisation(form) for form in forms if len(form) > 1)
    return re.compile(_alternatives(sources)) if sources else None


def _without_legal_form(text: str) -> str:
    """Return the name of a company without "Ltd", 有限公司 and the like."""
    for form in sorted(_words("legal_forms_cjk"), key=len, reverse=True):
        if text.endswith(form) and len(text) - len(form) > 1:
            return text[: -len(form)]
        if text.startswith(form):
            text = text[len(form) :]
    words = text.split(" ")
    while len(words) > 1 and words[-1].strip(".,") in _words("legal_forms"):
        words.pop()
    return " ".join(words).strip(" .,")


def _organisation(text: str) -> str:
    """Return the pattern of one spelling of a company."""
    source = "[ \n]+".join(re.escape(word) for word in text.split(" "))
    left = _LEFT if text[0].isascii() else ""
    right = _RIGHT if text[-1].isascii() else ""
    return left + source + right
