"""Lines of a plain transcript, with the times that recorders write before or beside them.

Known: "[00:01:02] Ann: text", "00:01:02 Ann: text", "00:01:02<tab>text", a line of its own
"Ann  00:01:02" above the text. A line that only begins with a time of day ("10:30 was too late")
keeps it, unless most lines of the file begin so.
"""

from __future__ import annotations

import re

from .clock import TIME, seconds
from .schema import Piece
from .speakers import LABEL, may_be_name

_PLAIN_TIME = TIME.replace("(\\d", "(?:\\d")
_HEADER = re.compile(
    rf"([^\d:：\t\[(（【][^:：\t]{{0,39}}?)[\s\[(（【]+({_PLAIN_TIME})\s*[\])）】]?\s*[:：]?$"
)
_BRACKETED = re.compile(rf"[\[(（【]\s*({_PLAIN_TIME})(?:\s*[-–—~→>]+\s*{_PLAIN_TIME})?\s*[\])）】]\s*")
_BARE = re.compile(rf"({_PLAIN_TIME})(?:\s+[-–—]\s+|[\s]+|$)")


def parse_lines(text: str) -> list[Piece]:
    """Return the lines that say something; a time without text belongs to the line after it."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    stamped = sum(bool(_BARE.match(line)) for line in lines) * 2 > len(lines)
    pieces, time = [], None
    for line in lines:
        header = _HEADER.match(line)
        if header and may_be_name(header[1]):
            # An empty text still tells whose the lines below are.
            pieces.append(Piece("", header[1].strip(), seconds(header[2])))
            time = seconds(header[2])
            continue
        stamp, rest = _stamp(line, stamped)
        time = stamp if stamp is not None else time
        if rest:
            pieces.append(Piece(rest, None, time))
            time = None
    return pieces


def _stamp(line: str, stamped: bool) -> tuple[float | None, str]:
    """The time a line begins with, and the rest of it."""
    match = _BRACKETED.match(line)
    if match:
        return seconds(match[1]), line[match.end() :]
    match = _BARE.match(line)
    if match:
        rest = line[match.end() :]
        label = LABEL.match(rest)
        if stamped or not rest or "\t" in match[0] or (label and may_be_name(label[1])):
            return seconds(match[1]), rest
    return None, line
