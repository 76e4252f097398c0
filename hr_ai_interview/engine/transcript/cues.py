"""Cues of WebVTT and SubRip files, also of broken ones: every line of text is kept.

Tolerated and noted: arrows that are missing or misspelt, an end that is missing or lies before the start,
wrong or missing numbers, no blank line between cues, text without times, a missing WEBVTT. Left out as
nobody says it: header, NOTE, STYLE and REGION blocks, identifiers, settings and tags; a voice tag
(<v Name>) names the speaker.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ..unicode_clean import unicode_clean
from .clock import TIME, seconds
from .schema import Piece

_PLAIN_TIME = TIME.replace("(\\d", "(?:\\d")
_STRICT = re.compile(rf"\s*({_PLAIN_TIME})\s+-->\s+({_PLAIN_TIME})((?:\s+[a-z]+:\S+)*)\s*$")
_LOOSE = re.compile(
    rf"\s*({_PLAIN_TIME})(?:\s*(?:[-–—=~]*>+|[-–—→]+)\s*|\s+)({_PLAIN_TIME})(?:\s+[a-z]+:\S+)*\s*(.*)$"
)
_HALF = re.compile(rf"\s*({_PLAIN_TIME})\s*(?:[-–—=~]+>+|→)()\s*(.*)$")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?[ \t]+([^<>]*)>|(</v>)")
_TAG = re.compile(r"</?(?:[cibuv]|ruby|rt|lang|font)(?:[.\s][^<>]*)?>|<[\d:.]+>|\{\\an?\d\}", re.I)
_HIDDEN_BLOCK = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s|$)")


@dataclass
class _Cue:
    start: float | None = None
    end: float | None = None
    lines: list[str] = field(default_factory=list)


def has_cues(text: str) -> bool:
    """Whether a text is a file of cues: it has a line of times."""
    return any(_timing(line) for line in text.split("\n") if ":" in line and ">" in line)


def parse_cues(text: str, suffix: str) -> tuple[list[Piece], list[str]]:
    """Return the lines of all cues and the codes of what was repaired."""
    reader = _Reader(is_vtt=suffix == ".vtt" or text.startswith("WEBVTT"), is_srt=suffix == ".srt")
    for number, block in enumerate(re.split(r"\n\s*\n", text.strip("\n"))):
        reader.block(block.split("\n"), is_first=number == 0)
    return [piece for cue in reader.cues for piece in _pieces(cue)], reader.notes


class _Reader:
    def __init__(self, is_vtt: bool, is_srt: bool):
        self.is_vtt, self.is_srt = is_vtt, is_srt
        self.cues: list[_Cue] = []
        self.notes: list[str] = []
        self.number: int | None = None

    def block(self, lines: list[str], is_first: bool) -> None:
        """Take the lines between two blank ones."""
        if is_first and self.is_vtt:
            if lines[0].startswith("WEBVTT"):
                lines = _from_timing(lines[1:])
            else:
                self.notes.append("no_header")
        if self.is_vtt and lines and _HIDDEN_BLOCK.match(lines[0]):
            lines = _from_timing(lines[1:])
        cue = _Cue()
        for place, line in enumerate(lines):
            timing = _timing(line)
            if timing is None:
                cue.lines.append(line)
                continue
            self._identifier(cue.lines, at_start=place == 1)
            self._close(cue)
            cue = self._open(*timing)
        if cue.start is None and len(cue.lines) > 1 and _is_number(cue.lines[0]):
            self._identifier(cue.lines[:1], at_start=True)
            del cue.lines[0]
        self._close(cue)

    def _identifier(self, lines: list[str], at_start: bool) -> None:
        """Take the identifier before a line of times from the end of ``lines``."""
        if lines and _is_number(lines[-1]):
            number = int(lines.pop())
            if self.is_srt and number != (number if self.number is None else self.number + 1):
                self.notes.append("cue_numbers")
            self.number = number
        elif lines and at_start and self.is_vtt:
            lines.pop()
        elif self.is_srt:
            self.notes.append("cue_numbers")

    def _open(self, start: float, end: float | None, rest: str, is_clean: bool) -> _Cue:
        if not is_clean or end is None or end < start:
            self.notes.append("cue_timing")
        return _Cue(start, end if end is not None and end >= start else None, [rest] if rest else [])

    def _close(self, cue: _Cue) -> None:
        if any(line.strip() for line in cue.lines):
            self.cues.append(cue)
            if cue.start is None:
                self.notes.append("cue_untimed")


def _from_timing(lines: list[str]) -> list[str]:
    """The lines from the first times on, for a block that lacks the blank line before them."""
    return next((lines[place:] for place, line in enumerate(lines) if _timing(line)), [])


def _is_number(line: str) -> bool:
    return bool(re.fullmatch(r"\s*[0-9]{1,6}\s*", line))


def _timing(line: str) -> tuple[float, float | None, str, bool] | None:
    """Start, end, text behind the times, and whether the line is as it should be.

    >>> _timing("00:01.000 --> 00:04.000 align:start")
    (1.0, 4.0, '', True)
    >>> _timing("00:00:01,000 -> 00:00:04,000 Hello")
    (1.0, 4.0, 'Hello', False)
    >>> _timing("At 10:30 we met") is None
    True
    """
    if ":" not in line:
        return None
    match = _STRICT.match(line)
    if match:
        return seconds(match[1]), seconds(match[2]), "", True
    match = _LOOSE.match(line) or _HALF.match(line)
    return (seconds(match[1]), seconds(match[2]), match[3].strip(), False) if match else None


def _pieces(cue: _Cue) -> Iterator[Piece]:
    speaker = None
    for line in cue.lines:
        last = 0
        for match in [*_VOICE.finditer(line), None]:
            text = _words_of(line[last : match.start() if match else len(line)])
            if text:
                yield Piece(text, speaker, cue.start, cue.end, is_cue=True)
            if match:
                last = match.end()
                speaker = None if match[2] else (_words_of(match[1]) or None)


def _words_of(text: str) -> str:
    """``text`` without tags; references resolved, then cleaned, as they can spell hidden characters."""
    text = unicode_clean(html.unescape(_TAG.sub("", text)))
    return " ".join(text.split())
