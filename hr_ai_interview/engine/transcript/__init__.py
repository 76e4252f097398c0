"""Reads the transcript of an interview and finds which part of it answers which question.

``read_transcript`` makes turns of a file, ``align`` gives them to questions. A person confirms the
result; nothing here scores anything.

>>> talk = read_transcript("Lee: What is your name?\\nAnn: It is Ann.".encode(), "talk.txt")
>>> [(turn.speaker, turn.text) for turn in talk.turns]
[('Lee', 'What is your name?'), ('Ann', 'It is Ann.')]
>>> align(talk, [(7, "What is your name?", ())], "en")[0].answer
'It is Ann.'
"""

from .align import align, guess_candidate
from .read import MAX_BYTES, read_transcript
from .schema import Alignment, Transcript, TranscriptError, Turn

__all__ = [
    "MAX_BYTES",
    "Alignment",
    "Transcript",
    "TranscriptError",
    "Turn",
    "align",
    "guess_candidate",
    "read_transcript",
]
