"""Forms of one text in which hidden wording shows: look-alikes undone, digits and spaced letters read.

How: a view is a text and, for each of its characters, where it came from. The plain view has look-alike
letters of other scripts as Latin ones, quotation marks and markdown as spaces, runs of spaces as one
and none between Chinese or Japanese characters; ``leet`` reads "1gn0re" as "ignore"; ``spaced`` joins
"i g n o r e" (its text has no spaces: see ``tight``); ``quoted`` joins strings that stand in quotation marks.

>>> [view.text for view in views("I g n o r e  it")][1:]
['ignore it', 'ignore']
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..folding import Mapped
from .fold import HAN, KANA, fold

_LOOKALIKE = str.maketrans(
    "аеорсхуіјѕԁɡһкмтвнԛԝοαεινκρτυχωβ",
    "aeopcxyijsdghkmtbhqwoaeivkptuxwb",
)
_NOISE = frozenset("\"'`*_~#>“”‘’«»「」『』‹›\n\t ")
_WIDE = re.compile(f"[{HAN}{KANA}]")
_LEET = str.maketrans("0134579@$!|", "oieastgasii")
_LEET_WORD = re.compile(
    r"(?<![a-z0-9@$!|])(?=[0-9@$!|]{0,20}[a-z])(?=[a-z]{0,40}[013457@$!|])[a-z0-9@$!|]{3,40}"
)
_SPACED = re.compile(
    rf"(?<![^\W\d_])[^\W\d_](?:[ \t.·,*_|/-]{{1,3}}[^\W\d_](?![a-z])){{5,}}"
    rf"|[{HAN}{KANA}](?:[.·*_|/、-]{{1,2}}[{HAN}{KANA}]){{3,}}"
)
_RUN = re.compile(r"(?<![a-z0-9])[a-z](?: [a-z]){3,}(?![a-z0-9])")
_LETTER = re.compile(r"[^\W\d_]")
_QUOTED = re.compile(r"\"([^\"\n]{2,80})\"|'([^'\n]{2,80})'|[“「『‘]([^”」』’\n]{2,80})[”」』’]")
_MOST_QUOTES = 40


@dataclass(frozen=True, slots=True)
class View(Mapped):
    """One form of a text. tight: it has no spaces."""

    tight: bool = False


def plain(text: str) -> View:
    """Return the plain view."""
    folded = fold(text)
    chars: list[str] = []
    places: list[int] = []
    for at, char in enumerate(folded.text.translate(_LOOKALIKE)):
        if char in _NOISE:
            if chars and chars[-1] != " ":
                chars.append(" ")
                places.append(at)
            continue
        if len(chars) > 1 and chars[-1] == " " and _WIDE.match(char) and _WIDE.match(chars[-2]):
            chars.pop()
            places.pop()
        chars.append(char)
        places.append(at)
    starts = [folded.starts[at] for at in places]
    return View("".join(chars), starts, [start + 1 for start in starts])


def views(text: str) -> Iterator[View]:
    """Yield the plain view and those of the others that differ from it."""
    first = plain(text)
    yield first
    for table in (_LEET, {**_LEET, ord("1"): "l"}):
        read = _LEET_WORD.sub(lambda match, table=table: match[0].translate(table), first.text)
        if read != first.text:
            yield View(read, first.starts, first.ends)
    yield from _one_word_spaced(first)
    yield from _spaced(text)
    joined = _quoted(text)
    if joined:
        yield joined


def _one_word_spaced(view: View) -> Iterator[View]:
    """Yield the view with runs such as "i g n o r e" among whole words joined."""
    gaps = {run.start() + at for run in _RUN.finditer(view.text) for at in range(1, len(run[0]), 2)}
    if gaps:
        keep = [at for at in range(len(view.text)) if at not in gaps]
        yield View(
            "".join(view.text[at] for at in keep),
            [view.starts[at] for at in keep],
            [view.ends[at] for at in keep],
        )


def _spaced(text: str) -> Iterator[View]:
    """Yield each run of single letters without what separates them."""
    folded = fold(text)
    lower = folded.text.translate(_LOOKALIKE)
    for run in _SPACED.finditer(lower):
        places = [run.start() + letter.start() for letter in _LETTER.finditer(run[0])]
        starts = [folded.starts[at] for at in places]
        letters = "".join(lower[at] for at in places)
        yield View(letters, starts, [start + 1 for start in starts], tight=True)


def _quoted(text: str) -> View | None:
    """Return the strings in quotation marks as one text, None if there are not two."""
    found = [match.span(match.lastindex) for match in _QUOTED.finditer(text)][:_MOST_QUOTES]
    if len(found) < 2:
        return None
    places = [at for start, end in found for at in range(start, end)]
    folded = [(fold(text[at]).text, at) for at in places]
    starts = [at for chars, at in folded for _char in chars]
    joined = "".join(chars for chars, _at in folded)
    return View(joined, starts, [start + 1 for start in starts])


def tight(source: str) -> str:
    """Return a pattern for texts without spaces."""
    return source.replace(r"\b", "").replace(" ", " ?")
