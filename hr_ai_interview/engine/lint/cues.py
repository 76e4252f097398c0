"""Rule out by plain strings, before any regex runs, the rules that cannot match a text.

How: from every pattern a small reader of regex syntax derives *cues*, strings one of which stands in
every match. It multiplies out alternatives ("work(?:ing)? (?:for|under)" gives four strings) as long
as there are few, and of the parts of a pattern keeps the one most telling. ``\\b`` counts as a
space and so does every other character that is no letter or digit, in the cue and in the text; thus
the cue of ``\\bex\\b`` is " ex ", which "explain" does not wake. An index finds the cues of a text
by their three rarest characters in a row.

It does not read back references, flags or conditional groups; the data files use none. Cues
never decide anything: a cue too many costs time, one too few would hide a rule.

>>> sorted(required_literals(r"\\bhow old (?:are|is) you\\b"))
[' how old are you ', ' how old is you ']
>>> sorted(required_literals(r"(?:cats?|dog) (?:food)?\\w+"))
['cat ', 'cats ', 'dog ']
>>> required_literals(r"\\w+") is None
True
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path

from ..datafile import load_json

Cues = frozenset[str]
_EDGE = "\0"
SLOT = "\1"
_NOTHING: Cues = frozenset({""})
_ZERO_WIDTH = {"b": frozenset({_EDGE}), "B": _NOTHING, "A": _NOTHING, "Z": _NOTHING}
_CLASS = "wWdDsS"
_MAX_STRINGS = 12
_MAX_CLASS = 8
_AROUND = re.compile(r"\?<?[=!]")
_NO_WORD_NEXT = re.compile(r"\?!(?:\\w|\[\\w[^\]]*\])\)")
_OUTER_EDGE = re.compile(r"^\0+(?=\w)|(?<=\w)\0+$")
_PLAIN = re.compile(r"[^\\\[\](){}.*+?|^$]+(?![*+?{])")
_NO_WORD = re.compile(r"\W")
_KEY_SIZE = 3


class _Reader:
    """Read one pattern from left to right.

    Every method returns (exact, cues): all strings the part can match, None if they are not few and
    known; strings one of which is in every match, None if there are none.
    """

    def __init__(self, pattern: str) -> None:
        self.text = pattern
        self.at = 0

    def alternatives(self) -> tuple[Cues | None, Cues | None]:
        """Read an alternation; it has cues only if all its branches have."""
        exact, cues = self.sequence()
        while self.text.startswith("|", self.at):
            self.at += 1
            other_exact, other_cues = self.sequence()
            exact = exact | other_exact if exact is not None and other_exact is not None else None
            cues = cues | other_cues if cues is not None and other_cues is not None else None
        return exact, cues

    def sequence(self) -> tuple[Cues | None, Cues | None]:
        """Read one branch; ``run``: what its last elements can be, multiplied out."""
        best: Cues | None = None
        run, whole = _NOTHING, True
        while self.at < len(self.text) and self.text[self.at] not in "|)":
            exact, cues = self.atom()
            optional, repeated = self.quantifier()
            if optional:
                exact, cues = None if exact is None or repeated else exact | _NOTHING, None
            if exact is not None and (1 in (len(run), len(exact)) or len(run) * len(exact) <= _MAX_STRINGS):
                run = frozenset(before + after for before in run for after in exact)
                if not repeated:
                    continue
                best, run = _better(best, run), _NOTHING
                exact = None
            best = _better(_better(best, run), cues)
            run = _tails(run, exact)
            whole = False
        return run if whole else None, _better(best, run)

    def atom(self) -> tuple[Cues | None, Cues | None]:
        """Read one element without its quantifier, or several that have none."""
        if found := _PLAIN.match(self.text, self.at):
            self.at = found.end()
            char = found.group()
            return frozenset({char}), frozenset({char})
        char = self.text[self.at]
        self.at += 1
        if char == "(":
            return self.group()
        if char == "[":
            return self.character_class()
        if char == "\\":
            char = self.text[self.at]
            self.at += 1
            if char in _ZERO_WIDTH:
                return _ZERO_WIDTH[char], None
            if char in _CLASS:
                return None, None
        elif char in "^$":
            return _NOTHING, None
        elif char == ".":
            return None, None
        return frozenset({char}), frozenset({char})

    def group(self) -> tuple[Cues | None, Cues | None]:
        """Read a group behind its opening bracket."""
        around = _AROUND.match(self.text, self.at)
        edge = _NO_WORD_NEXT.match(self.text, self.at)
        if around:
            self.at = around.end()
        elif self.text.startswith("?P<", self.at):
            self.at = self.text.index(">", self.at) + 1
        elif self.text.startswith("?:", self.at):
            self.at += 2
        exact, cues = self.alternatives()
        self.at += 1
        if around:
            return _ZERO_WIDTH["b"] if edge else _NOTHING, None
        return exact, cues

    def character_class(self) -> tuple[Cues | None, Cues | None]:
        """Read a class behind its opening bracket; only a few plain characters are told."""
        start = self.at
        self.at += self.text.startswith("^", self.at)
        self.at += self.text.startswith("]", self.at)
        while self.text[self.at] != "]":
            self.at += 2 if self.text[self.at] == "\\" else 1
        chars = self.text[start : self.at]
        self.at += 1
        plain = chars[0] != "^" and "\\" not in chars and "-" not in chars[1:-1]
        exact = frozenset(chars) if plain and len(chars) <= _MAX_CLASS else None
        return exact, exact

    def quantifier(self) -> tuple[bool, bool]:
        """Read a quantifier, if any; return (may be absent, may repeat)."""
        char = self.text[self.at : self.at + 1]
        optional = repeated = False
        if char and char in "?*+":
            self.at += 1
            optional, repeated = char in "?*", char != "?"
        elif char == "{":
            end = self.text.index("}", self.at)
            optional, repeated = self.text[self.at + 1] in "0,", True
            self.at = end + 1
        if (optional or repeated) and self.text[self.at : self.at + 1] == "?":
            self.at += 1
        return optional, repeated


def _tails(run: Cues, exact: Cues | None) -> Cues:
    """Return how a new run begins behind ``run``: with the character common to all of its ends."""
    if exact is None:
        return _NOTHING
    ends = {string[-1:] for string in run}
    end = ends.pop() if len(ends) == 1 else ""
    return frozenset({end}) if "" in exact else frozenset(end + string for string in exact)


@cache
def _common() -> frozenset[str]:
    """Return the words too common to tell anything."""
    return frozenset(load_json(Path(__file__).parent / "data", "common_words")["words"])


@cache
def _weight(cue: str) -> int:
    """Return how telling a cue is: its length without common words, Han and kana count double."""
    if SLOT in cue:
        return 1000
    words = _NO_WORD.sub(" ", cue).split()
    return sum(2 if char > "\u2fff" else 1 for word in words if word not in _common() for char in word)


def _better(one: Cues | None, other: Cues | None) -> Cues | None:
    """Return the more telling of two sets of cues; one that holds "" tells nothing."""
    rated = [cues for cues in (one, other) if cues and min(map(len, cues))]
    return max(
        rated, key=lambda cues: (min(map(_weight, cues)), min(map(len, cues)), -len(cues)), default=None
    )


def flat(text: str) -> str:
    """Return the text as cues see it: between spaces, a space for all but letters and digits."""
    return f" {_NO_WORD.sub(' ', text)} "


def _settled(cues: Iterable[str]) -> Cues | None:
    """Return the cues with their word edges as spaces; None if one is empty."""
    found = {_NO_WORD.sub(" ", _OUTER_EDGE.sub(" ", cue).replace(_EDGE, "")) for cue in cues}
    return frozenset(found) if all(cue.strip() for cue in found) else None


def _pieces(text: str, size: int) -> list[str]:
    """Return all pieces of a length."""
    return [text[at : at + size] for at in range(len(text) - size + 1)]


def _needed(cues: Iterable[str]) -> list[str]:
    """Return the cues without those that hold another one; a space does for a word edge."""
    loose = {cue: cue.replace(_EDGE, " ") for cue in cues}
    return [
        cue
        for cue in loose
        if not any(other != cue and (other in cue or loose[other] in cue) for other in loose)
    ]


def required_literals(pattern: str) -> Cues | None:
    """Return strings one of which stands in every match of the pattern; None if there are none."""
    cues = _Reader(pattern).alternatives()[1]
    return _settled(_needed(cues)) if cues else None


@lru_cache(maxsize=32)
def _places(shapes: tuple[str, ...]) -> list[str]:
    """Return what surrounds SLOT in each of the patterns; kept, as many rules share the patterns."""
    return _needed(frozenset().union(*(_Reader(shape).alternatives()[1] or _NOTHING for shape in shapes)))


def slot_literals(shapes: tuple[str, ...], terms: Iterable[str]) -> Cues | None:
    """Return the literals of patterns in which one of the terms stands in the place of SLOT."""
    found: set[str] = set()
    for term in terms:
        exact, cues = _Reader(term).alternatives()
        if exact is not None:
            cues = {place.replace(SLOT, string) for place in _places(shapes) for string in exact}
        if not cues:
            return None
        found |= cues
    return _settled(found)


class CueIndex:
    """Find the numbers of the cue sets of which a cue stands in a text.

    Of all pieces of a cue the one rarest among the cues is its key.
    """

    def __init__(self, cue_sets: Iterable[Cues]) -> None:
        cues = [(cue, number) for number, cues in enumerate(cue_sets) for cue in sorted(_needed(cues))]
        often = Counter(key for cue, _number in cues for key in _pieces(cue, _KEY_SIZE))
        self._index: dict[str, list[tuple[str, int]]] = {}
        for cue, number in cues:
            key = min(_pieces(cue, _KEY_SIZE), key=often.__getitem__, default=cue)
            self._index.setdefault(key, []).append((cue, number))
        self._sizes = sorted({len(key) for key in self._index})

    def find(self, text: str) -> list[int]:
        """Return the numbers in ascending order; ``text`` is ``flat``."""
        found: set[int] = set()
        keys = {key for size in self._sizes for key in _pieces(text, size)}
        for key in keys & self._index.keys():
            for cue, number in self._index[key]:
                if number not in found and cue in text:
                    found.add(number)
        return sorted(found)
