"""The values of a transcript. Texts are plain and cleaned (``unicode_clean``)."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

from ..base import EngineError


class TranscriptError(EngineError):
    """The transcript cannot be used; ``str(error)`` says why and what would help.

    reason: "type", "size", "empty", "binary", "encoding", "document" (the sentence is a DocumentError's),
    "silent" (nobody says anything), "length", "candidate" (no such speaker): for a translated sentence.
    """

    code = "transcript"

    def __init__(self, sentence: str, reason: str):
        super().__init__(sentence)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker said in one go; speaker "" and times None when unknown. Times are in seconds."""

    speaker: str
    text: str
    start: float | None = None
    end: float | None = None


@dataclass(frozen=True, slots=True)
class Transcript:
    """The turns in the order of the file, and codes of what was repaired or guessed:

    "gb18030"       the file is not Unicode; it was read as GB18030
    "no_header"     a .vtt file does not begin with WEBVTT
    "cue_numbers"   cues of a .srt file are not numbered one after the other
    "cue_timing"    times of a cue are badly written or end before they begin
    "cue_untimed"   there is text without times
    "no_cues"       a .vtt or .srt file without any times was read as plain text
    "no_speakers"   no speaker is named
    """

    turns: tuple[Turn, ...]
    notes: tuple[str, ...] = ()

    @property
    def speakers(self) -> tuple[str, ...]:
        """Names of the speakers in order of appearance."""
        return tuple(dict.fromkeys(turn.speaker for turn in self.turns if turn.speaker))


@dataclass(frozen=True, slots=True)
class Alignment:
    """A stretch of the interview. ``turns`` are places in ``Transcript.turns``, ascending.

    question_id None: what belongs to no question (welcome, closing); ``answer`` is then what the candidate
    said there, or everything where speakers are unknown, and ``confidence`` is 0. Else 0 to 1: how sure the
    match with the question is; below about 0.5 a person should look twice.
    """

    question_id: Hashable | None
    turns: tuple[int, ...]
    answer: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Piece:
    """A line of the file on its way to a turn. ``speaker`` None: not said here; ``is_cue``: text of a cue,
    which may break off anywhere."""

    text: str
    speaker: str | None = None
    start: float | None = None
    end: float | None = None
    is_cue: bool = False
