"""Where an English clause holds several items or several verbs: the pieces that can stand alone."""

from __future__ import annotations

import re

from . import words_en as words

_PARTICLES = frozenset(["out", "up", "down", "in", "off", "on", "away", "back"])
_PRONOUN = re.compile(r"\b(?:it|them|this|these|they|their|its)\b", re.I)
_TOKEN = re.compile(r"[A-Za-z][\w'’-]*")


def list_items(text: str) -> list[str]:
    """ "Python, SQL and Tableau" -> three items; phrases that only look like lists stay whole."""
    parts = [p.strip() for p in re.split(r",\s*(?:and |or )?|\s+(?:and|or)\s+|\s*/\s*", text) if p.strip()]
    short = all(len(p.split()) <= 2 for p in parts)
    named = all(p[:1].isupper() or any(c.isdigit() for c in p) for p in parts)
    if len(parts) > 1 and (("," in text and short) or named):
        return parts
    if "," in text:
        return [text.split(",", maxsplit=1)[0]]
    return [text]


def split_verbs(text: str) -> list[str]:
    """Split at commas and "and" where the next word is again a verb of the same form."""
    pieces = re.split(r"(,\s*(?:and\s+|or\s+|then\s+)?|\s+and\s+(?:then\s+)?)", text)
    parts = [pieces[0]]
    for joint, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        word = (_TOKEN.match(piece) or [""])[0].lower()
        first = (_TOKEN.match(parts[-1]) or [""])[0].lower()
        if words.is_verb(first) and (
            _all_verbs(parts[-1]) or words.is_ambiguous(word) and words.looks_nominal(piece)
        ):
            parts[-1] += joint + piece
            continue
        same = (words.is_verb(first) and words.is_verb(word)) or (
            words.base_of(first) and words.base_of(word)
        )
        least = 2 if words.is_verb(first) else 1  # "scheduling interviews and chasing feedback"
        if same and not _PRONOUN.search(piece) and len(piece.split()) > least and len(parts[-1].split()) > 1:
            parts.append(piece)
        elif same and "and" not in joint and len(parts[-1].split()) > 1:
            continue  # "grease bearings, swap filters": the list goes on, one item is enough
        elif same and (not words.is_verb(first) or _PRONOUN.search(piece)) and len(parts[-1].split()) > 2:
            continue  # "reads the dashboard and adjusts pacing": a second form we would have to change
        else:
            parts[-1] += joint + piece
    return [part.strip(" ,") for part in parts]


def _all_verbs(text: str) -> bool:
    """ "Rig, focus" and "lock out": nothing but verbs so far, the object is still to come."""
    parts = re.split(r",\s*|\s+", text.lower())
    return all(
        words.is_verb(part) or index and part in (*_PARTICLES, "and") for index, part in enumerate(parts)
    )
