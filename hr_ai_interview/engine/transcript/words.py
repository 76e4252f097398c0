"""The word lists of ``data/words.json``: labels of speakers, and sentences that end the questions."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from ..datafile import load_json

_ROLE_NUMBER = re.compile(r"[\s_\-#.]*(?:\d{1,3}|[a-z])?(?:\s*[(（\[【].{0,30})?$")


def _words() -> dict:
    return load_json(Path(__file__).parent / "data", "words")


def is_role(label: str, role: str) -> bool:
    """Whether a label names a "candidate" or an "interviewer".

    >>> [is_role(label, "candidate") for label in ("Candidate 2", "候选人（王芳）", "Candidateville", "HR")]
    [True, True, False, False]
    """
    low = label.lower().strip()
    if low in _words()[role]["exact"]:
        return True
    for word in _words()[role]["begin"]:
        if low.startswith(word):
            rest = low[len(word) :]
            return not (word[-1].isascii() and rest[:1].isalpha())
    return False


def is_numbered(label: str) -> bool:
    """Whether a label is what recorders call somebody they do not know.

    >>> is_numbered("Speaker 1"), is_numbered("说话人2"), is_numbered("Speaker of the house")
    (True, True, False)
    """
    low = label.lower().strip()
    return any(low.startswith(word) and _ROLE_NUMBER.match(low[len(word) :]) for word in _words()["numbered"])


def is_no_name(label: str) -> bool:
    return label.lower().strip() in _words()["not_a_name"]


def leaves_questions(text: str) -> bool:
    """Whether a sentence of an interviewer ends the questions.

    >>> leaves_questions("Do you have any questions for us?"), leaves_questions("你有什么想问我们的吗？")
    (True, True)
    """
    return bool(_leave_pattern().search(text.lower()))


@cache
def _leave_pattern() -> re.Pattern[str]:
    return re.compile("|".join(_words()["leave"]))
