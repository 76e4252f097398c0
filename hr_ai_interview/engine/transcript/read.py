"""From the bytes of a file to the turns of a transcript.

Files: .vtt and .srt (``cues``), .txt and .docx (``lines``; text that holds cues is read as such). Text is
Unicode with a mark, strict UTF-8 or GB18030. What is broken in a file of cues is repaired where the text
can be kept, and noted; whatever is wrong otherwise ends in TranscriptError with a sentence.
"""

from __future__ import annotations

import re
from pathlib import PurePath

from ..documents import MARKS, MAX_CHARACTERS, DocumentError, extract_text, looks_chinese
from ..unicode_clean import unicode_clean
from .cues import has_cues, parse_cues
from .lines import parse_lines
from .schema import Piece, Transcript, TranscriptError
from .speakers import to_turns

MAX_BYTES = 5 * 1024 * 1024
_TEXT_TYPES = (".vtt", ".srt", ".txt")
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1f]")


def read_transcript(raw: bytes, filename: str) -> Transcript:
    """Return the transcript in a file; the end of ``filename`` tells its type (.vtt, .srt, .txt, .docx).

    Consecutive turns of one speaker are one turn. Raises TranscriptError for another type, an empty,
    damaged or binary file, one over 5 MB or 500 000 characters of speech, one in an unknown encoding, and
    one in which nobody speaks.
    """
    suffix = PurePath(filename).suffix.lower()
    if suffix not in (*_TEXT_TYPES, ".docx"):
        raise TranscriptError(
            "This type of file cannot be read; please use .vtt, .srt, .txt or .docx.", "type"
        )
    if len(raw) > MAX_BYTES:
        raise TranscriptError(f"The file is larger than {MAX_BYTES // 1024**2} MB.", "size")
    if not raw.strip():
        raise TranscriptError("The file is empty.", "empty")
    text, notes = _docx(raw) if suffix == ".docx" else _plain(raw)
    pieces, found = _pieces(text, suffix)
    turns = to_turns(pieces)
    if not turns:
        raise TranscriptError("Nobody says anything in this file.", "silent")
    if sum(len(turn.text) for turn in turns) > MAX_CHARACTERS:
        raise TranscriptError(f"More than {MAX_CHARACTERS} characters are said in this file.", "length")
    if not any(turn.speaker for turn in turns):
        found = [*found, "no_speakers"]
    return Transcript(turns, tuple(dict.fromkeys([*notes, *found])))


def _pieces(text: str, suffix: str) -> tuple[list[Piece], list[str]]:
    if has_cues(text):
        return parse_cues(text, suffix)
    if suffix == ".vtt":
        text = re.sub(r"\AWEBVTT.*\n?", "", text)
    return parse_lines(text), ["no_cues"] if suffix in (".vtt", ".srt") else []


def _docx(raw: bytes) -> tuple[str, list[str]]:
    try:
        return extract_text(raw, "transcript.docx"), []
    except DocumentError as error:
        raise TranscriptError(str(error), "document") from error


def _plain(raw: bytes) -> tuple[str, list[str]]:
    text, notes = _decode(raw)
    if "\0" in text or len(_CONTROL.findall(text)) * 100 > len(text):
        raise TranscriptError("The file is not a text file.", "binary")
    return unicode_clean(text), notes


def _decode(raw: bytes) -> tuple[str, list[str]]:
    encodings = [encoding for mark, encoding in MARKS if raw.startswith(mark)][:1] or ["utf-8", "gb18030"]
    for encoding in encodings:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding != "gb18030":
            return text, []
        if "\0" in text or looks_chinese(text):
            return text, ["gb18030"]
    if b"\0" in raw:
        raise TranscriptError("The file is not a text file.", "binary")
    raise TranscriptError("The encoding of the file is not known; please save it as UTF-8.", "encoding")
