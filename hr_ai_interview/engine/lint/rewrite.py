"""Compose the neutral rewrite of a whole question.

How: every sentence with a finding is replaced by the neutral sentence of its rule (which may keep
the subject as ``{x}``), the others stay; jargon is replaced word by word. A rewrite is given only
if it has no finding itself; if the whole cannot be saved, the neutral sentence alone is offered,
and if that is not clean either, a general question that is.

It does not invent content: a rewrite says only what the rule or the text says.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from .data import Tone
from .matcher import Hit
from .normalise import is_cjk
from .structure import Span, sentences

_SECOND_PERSON = re.compile(r"^(?:你|您)+(?:的)?")
_LAST_MARK = " \t\n?.!,;:？。！，；：、"


@dataclass(frozen=True, slots=True)
class Change:
    """Replace the sentence around the original span by ``text`` (a span of its own if ``exact``)."""

    start: int
    end: int
    text: str
    exact: bool = False


def fill(template: str, subject: str) -> str:
    """Put the subject, taken from the original text, into a template."""
    subject = " ".join(subject.split()).strip(_LAST_MARK)
    if subject and is_cjk(subject[0]):
        subject = _SECOND_PERSON.sub("", subject) or subject
    return template.replace("{x}", subject) if "{x}" in template else template


def subject_of(hit: Hit, text: str) -> Span | None:
    """Return the span of the subject (a group named x...) of a tone hit in the normalised text."""
    found = hit.rule.ask.match(text, hit.start) or hit.rule.ask.search(text, max(0, hit.start - 2))
    if not found:
        return None
    for name, value in found.groupdict().items():
        if name.startswith("x") and value:
            return found.span(name)
    return None


def closed_template(question: str, tone: Tone) -> tuple[str, Span | None]:
    """Return the open form for a normalised yes/no question and the span of its subject."""
    question = question.rstrip("。")
    for pattern, template in tone.closed:
        found = pattern.search(question) or pattern.search(question.rstrip("?"))
        if found:
            named = "x" in pattern.groupindex and template
            return template, found.span("x") if named else None
    return "", None


def compose(text: str, bounds: list[Span], changes: list[Change], clean: Callable, spare: str) -> str:
    """Return the rewrite of ``text``; "" when there is nothing to change.

    ``bounds``: original sentence spans; ``spare``: a question that is always clean, the last resort.
    """
    if not changes:
        return ""
    whole = _apply(text, bounds, changes)
    if whole != text and clean(whole):
        return whole
    for change in changes:
        if not change.exact and change.text and clean(change.text):
            return change.text
    return spare if any(not change.exact for change in changes) else ""


def _apply(text: str, bounds: list[Span], changes: list[Change]) -> str:
    """Replace sentences (each once) and exact spans, from the end to the start."""
    edits: dict[Span, str] = {}
    spaced: set[Span] = set()
    for change in changes:
        if change.exact:
            edits.setdefault((change.start, change.end), change.text)
            continue
        touched = [span for span in bounds if span[0] < change.end and change.start < span[1]]
        if touched:
            spaced.add((touched[0][0], touched[-1][1]))
            edits.setdefault((touched[0][0], touched[-1][1]), change.text)
    out, used, at = [], set(), 0
    for (start, end), new in sorted(edits.items()):
        if start < at:
            continue
        out.append(text[at:start])
        if new not in used or (start, end) not in spaced:
            out.append(new)
            used.add(new)
        at = end
        if (start, end) in spaced and at < len(text) and not text[at].isspace():
            out.append("" if is_cjk(text[at]) else " ")
    out.append(text[at:])
    return "".join(out).strip()


def sentence_bounds(normal_text: str, original: Callable[[int, int], Span]) -> list[Span]:
    """Return the original spans of the sentences of a normalised text."""
    return [original(start, end) for start, end in sentences(normal_text) if start < end]
