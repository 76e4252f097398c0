"""Who speaks: finds the labels of a file ("Ann: ...", "面试官：...") and makes turns of its lines.

"Result: we sold more" begins like a label. So a label counts when it names a role ("Candidate",
"面试官 2"), is a recorder's ("Speaker 1"), comes twice or more, looks like a first and a last name, or
when most lines of the file begin with one of a few; common headings never count. A line without a label
is the speaker's before it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

from .schema import Piece, Turn
from .words import is_no_name, is_numbered, is_role

LABEL = re.compile(r"([^:：\t\n]{1,40}?)[ \u3000]*(?:[:：]|\t)\s*")
_FULL_NAME = re.compile(r"[A-ZÀ-Þ][\w'’.-]*(?: [A-ZÀ-Þ][\w'’.-]*){1,3}")
_SENTENCE_MARK = re.compile(r"[?!。！？,，、;；\"“”…<>=/]|\.$|://")
_SENTENCE_END = re.compile(r"[.!?。！？…][\"'”’」』)）]*$")
_DENSE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
MAX_REGULAR = 6
#: a stretch of unknown speakers without any full stop is cut after this many cues
MAX_UNKNOWN = 20


def to_turns(pieces: list[Piece]) -> tuple[Turn, ...]:
    """Return the turns of the pieces; neighbours of one known speaker are joined."""
    groups: list[list[Piece]] = []
    for piece in _with_speakers(pieces):
        if not piece.text:
            continue
        if groups and _belongs(groups[-1], piece):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return tuple(map(_turn, groups))


def may_be_name(label: str) -> bool:
    """Whether a label could be a name at all.

    >>> [may_be_name(label) for label in ("J. Smith", "王芳（HR）", "例如", "So I said, well")]
    [True, True, False, False]
    """
    label = label.strip()
    if not label or label[0].isdigit() or not any(char.isalpha() for char in label):
        return False
    long = len(label.split()) > 5 or len(_DENSE.findall(label)) > 12
    return not long and not _SENTENCE_MARK.search(label) and not is_no_name(label)


def _with_speakers(pieces: list[Piece]) -> Iterable[Piece]:
    labels = _labels(pieces)
    speaker = ""
    for piece in pieces:
        text = piece.text
        if piece.speaker is not None:
            speaker = piece.speaker
        else:
            match = LABEL.match(text)
            if match and match[1].strip() in labels:
                speaker, text = match[1].strip(), text[match.end() :]
        yield Piece(text, speaker, piece.start, piece.end, piece.is_cue)


def _labels(pieces: list[Piece]) -> set[str]:
    """The labels that are taken for names."""
    matches = [LABEL.match(piece.text) for piece in pieces if piece.speaker is None]
    counts = Counter(match[1].strip() for match in matches if match and may_be_name(match[1]))
    # most lines begin with one of a few labels: then those that come once are names, too
    is_regular = len(counts) <= MAX_REGULAR and sum(counts.values()) * 3 >= len(matches) * 2 > 2
    return {
        label
        for label, count in counts.items()
        if count > 1 or _is_surely_name(label) or (is_regular and len(label.split()) <= 3)
    }


def _is_surely_name(label: str) -> bool:
    return (
        is_role(label, "candidate")
        or is_role(label, "interviewer")
        or is_numbered(label)
        or bool(_FULL_NAME.fullmatch(label))
    )


def _belongs(group: list[Piece], piece: Piece) -> bool:
    if group[0].speaker or piece.speaker:
        return group[0].speaker == piece.speaker
    # Nobody is known to go on speaking; but a cue ends anywhere, so a sentence is put together.
    return piece.is_cue and len(group) < MAX_UNKNOWN and not _SENTENCE_END.search(group[-1].text)


def _turn(group: list[Piece]) -> Turn:
    parts = [group[0].text]
    for before, piece in pairwise(group):
        dense = _DENSE.match(before.text[-1]) and _DENSE.match(piece.text[0])
        parts += ["\n" if not piece.is_cue else "" if dense else " ", piece.text]
    end = next((piece.end for piece in reversed(group) if piece.end is not None), None)
    return Turn(group[0].speaker or "", "".join(parts), group[0].start, end)
