"""Derive, from a pattern, plain strings one of which every match must contain.

How: a small reader of the regex syntax used in the data files (groups, alternatives, classes,
look-arounds, quantifiers). Of a sequence the most telling part is kept: a run of literal characters
or a group whose alternatives all have one. With these cues most rules are ruled out by ``in`` tests.

It does not read back references, flags or conditional groups; the data files use none.

>>> sorted(required_literals(r"\\bhow old (?:are|is) you\\b"))
['how old']
>>> sorted(required_literals(r"(?:cats?|dog) (?:food)?"))
['cat', 'dog']
>>> required_literals(r"\\w+") is None
True
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

_LETTER = "bBAZ"
_CLASS = "wWdDsS"


class _Reader:
    """Read one pattern from left to right."""

    def __init__(self, pattern: str) -> None:
        self.text = pattern
        self.at = 0

    def alternatives(self) -> frozenset[str] | None:
        """Return the cues of an alternation: those of all branches, None if a branch has none."""
        found: frozenset[str] | None = self.sequence()
        while self.at < len(self.text) and self.text[self.at] == "|":
            self.at += 1
            branch = self.sequence()
            found = found | branch if found is not None and branch is not None else None
        return found

    def sequence(self) -> frozenset[str] | None:
        """Return the most telling cues of one branch."""
        best: frozenset[str] | None = None
        run = ""
        while self.at < len(self.text) and self.text[self.at] not in "|)":
            kind, value = self.atom()
            optional, repeated = self.quantifier()
            if kind == "zero":
                continue
            if kind == "char" and not optional:
                run += value
                if not repeated:
                    continue
            best = _better(best, _run_cues(run))
            run = ""
            if kind == "group" and not optional:
                best = _better(best, value)
        return _better(best, _run_cues(run))

    def atom(self) -> tuple[str, object]:
        """Read one element: ("char", c), ("group", cues), ("any", None) or ("zero", None)."""
        char = self.text[self.at]
        self.at += 1
        if char == "\\":
            letter = self.text[self.at]
            self.at += 1
            if letter in _LETTER:
                return "zero", None
            return ("any", None) if letter in _CLASS else ("char", letter)
        if char in "^$":
            return "zero", None
        if char == ".":
            return "any", None
        if char == "[":
            self.character_class()
            return "any", None
        return self.group() if char == "(" else ("char", char)

    def group(self) -> tuple[str, object]:
        """Read a group behind its opening bracket."""
        around = self.text.startswith(("?=", "?!", "?<=", "?<!"), self.at)
        if around:
            self.at += 3 if self.text[self.at + 1] == "<" else 2
        elif self.text.startswith("?P<", self.at):
            self.at = self.text.index(">", self.at) + 1
        elif self.text.startswith("?:", self.at):
            self.at += 2
        cues = self.alternatives()
        self.at += 1
        return ("zero", None) if around else ("group", cues)

    def character_class(self) -> None:
        """Skip a class behind its opening bracket."""
        if self.text[self.at] == "^":
            self.at += 1
        if self.text[self.at] == "]":
            self.at += 1
        while self.text[self.at] != "]":
            self.at += 2 if self.text[self.at] == "\\" else 1
        self.at += 1

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


def _run_cues(run: str) -> frozenset[str] | None:
    """Return the cue of a run of literal characters."""
    cue = run.strip()
    return frozenset({cue}) if cue else None


@cache
def _common() -> frozenset[str]:
    """Return the words too common to tell anything."""
    path = Path(__file__).parent / "data" / "common_words.json"
    return frozenset(json.loads(path.read_text(encoding="utf-8"))["words"])


def _weight(cue: str) -> int:
    """Return how telling a cue is: its length, Han and kana count double, common words nothing."""
    if cue in _common():
        return 0
    return sum(2 if char > "\u2fff" else 1 for char in cue)


def _better(one: frozenset[str] | None, other: frozenset[str] | None) -> frozenset[str] | None:
    """Return the more telling of two sets of cues."""
    if one is None or other is None:
        return one or other
    return other if min(map(_weight, other)) > min(map(_weight, one)) else one


def required_literals(pattern: str) -> frozenset[str] | None:
    """Return strings one of which stands in every match of the pattern; None if there are none."""
    return _Reader(pattern).alternatives()
