"""Find what asks the candidate about a characteristic of his or her own.

How, first layer: a rule's patterns are ways to ask a *candidate* ("are you ...", "your ...",
"任何打算...", a topic with no owner at the start of a question), not lists of forbidden words. A hit is
dropped when an exception of the rule ("disabled button") or a third party of the lexicon ("a
customer who is ...") overlaps it. Second layer: a strong personal term ("headscarf", "怀孕") counts
in a sentence that speaks to the candidate and in which nothing tells of work: no customer, product,
system or action on the job (``Lexicon.bar``).

It does not judge: severity and legal ground come from the country pack.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .data import Lexicon, Rule, lexicon
from .structure import sentences

_EDGE = " \t,.;:!?\"'()[]{}<>¿¡。、，．？！：；「」『』“”…~-"
MAX_HITS = 200
MAX_SENTENCE = 400


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule that matched at ``start:end`` of the normalised text."""

    rule: Rule
    start: int
    end: int


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without white space and punctuation at its edges."""
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return start, end


def overlaps(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    """Tell whether one of the spans shares a character with ``start:end``."""
    return any(first < end and start < last for first, last in spans)


def _spans(pattern: re.Pattern[str] | None, text: str) -> list[tuple[int, int]]:
    """Return the spans of all matches."""
    return [found.span() for found in pattern.finditer(text)] if pattern else []


def rule_hits(rule: Rule, text: str, exempt: list[tuple[int, int]] | None = None) -> list[Hit]:
    """Return the hits of one rule, at most MAX_HITS, exceptions left out."""
    hits: list[Hit] = []
    excluded: list[tuple[int, int]] | None = None
    for found in rule.ask.finditer(text):
        start, end = trim(text, *found.span())
        if start == end:
            continue
        if excluded is None:
            excluded = _spans(rule.excluded, text) + (exempt or [])
        if not overlaps(excluded, start, end):
            hits.append(Hit(rule, start, end))
            if len(hits) >= MAX_HITS:
                break
    return hits


def protected_hits(text: str, lang: str) -> list[Hit]:
    """Return the hits of a language's lexicon, in the order of the text, nested ones left out."""
    words: Lexicon = lexicon(lang)
    if words.variants:
        text = text.translate(words.variants)
    hits: list[Hit] = []
    asking, strong = words.woken(text)
    if asking:
        exempt = _spans(words.innocent, text)
        for rule in asking:
            hits.extend(rule_hits(rule, text, exempt))
        hits = _without_tasks(words, text, hits)
    known = {hit.rule.code for hit in hits}
    hits.extend(_personal_hits(words, text, [rule for rule in strong if rule.code not in known]))
    return _outermost(hits)


def _without_tasks(words: Lexicon, text: str, hits: list[Hit]) -> list[Hit]:
    """Leave out a bare topic ("星座") in a sentence that asks how a piece of work is done."""
    if not words.task or not hits:
        return hits
    tasks = [span for span in sentences(text) if words.task.search(text[span[0] : span[1]][:MAX_SENTENCE])]
    return [
        hit
        for hit in hits
        if words.owner.search(text, hit.start, hit.end) or not overlaps(tasks, hit.start, hit.end)
    ]


def _personal_hits(words: Lexicon, text: str, rules: list[Rule]) -> list[Hit]:
    """Return the hits of the rules' strong terms in sentences about nothing but the candidate."""
    hits: list[Hit] = []
    for start, end in sentences(text) if rules else ():
        part = text[start : min(end, start + MAX_SENTENCE)]
        if words.bar.search(part) or not words.marker.search(part):
            continue
        for rule in rules:
            if not rule.strong.search(part):
                continue
            excluded = _spans(rule.excluded, part) + _spans(words.innocent, part)
            for found in rule.strong.finditer(part):
                if not overlaps(excluded, *found.span()):
                    hits.append(Hit(rule, start + found.start(), start + found.end()))
        if len(hits) >= MAX_HITS:
            break
    return hits


def _outermost(hits: list[Hit]) -> list[Hit]:
    """Keep one hit per code and span; drop a hit of the same code that lies inside another."""
    hits.sort(key=lambda hit: (hit.start, -hit.end))
    kept: list[Hit] = []
    reach: dict[str, int] = {}
    for hit in hits:
        if hit.end > reach.get(hit.rule.code, -1):
            kept.append(hit)
            reach[hit.rule.code] = hit.end
    return kept[:MAX_HITS]
