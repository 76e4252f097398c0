"""Reads an answer: what each sentence shows, who acts in it, and what is left aside.

How: each sentence is walked through (``walk``) and measured (``figures``), then some are left aside
(``exclude``, and what is far from the matter of the question). Kinds such as "reason" or "check" count
only in or beside sentences that tell a concrete step or figure; thus words without a story show nothing.

``Reading.found`` maps a kind of evidence to the sentences that show it; "act" is counted by distinct verbs.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from . import exclude, figures, text
from .cues import lexicon
from .text import Span
from .topic import Anchors
from .walk import BAD, Sentence, Walk

_REACH = 3
#: "two years ago" and "for three years" are no comparison
_YEARS = frozenset({"year", "年", "año"})
#: what an answer may tell far from the step it belongs to
_ANYWHERE = frozenset({"outcome", "lesson", "feedback"})


@dataclass(slots=True)
class Reading:
    """What was found. ``found``: "-" before a kind that speaks against. ``acts`` ...: base forms of verbs."""

    lang: str
    mode: str
    sentences: list[Sentence]
    is_suspected: bool
    is_cut: bool
    has_story: bool = False
    found: dict[str, list[Sentence]] = field(default_factory=dict)
    acts: set[str] = field(default_factory=set)
    soft: set[str] = field(default_factory=set)
    team: set[str] = field(default_factory=set)
    values: set[tuple[str, str]] = field(default_factory=set)

    @property
    def kept(self) -> list[Sentence]:
        return [row for row in self.sentences if not row.left_aside]

    def aside(self, why: str) -> int:
        return sum(row.left_aside == why for row in self.sentences)


def read(
    answer: str, lang: str, mode: str, sources: exclude.Sources, anchors: Anchors | None = None
) -> Reading:
    """Read the first ``text.MAX_CONSIDERED`` characters; without ``anchors`` nothing is left aside as far."""
    considered, places = text.single_spaced(answer[: text.MAX_CONSIDERED])
    told, words = text.fold(considered), lexicon(lang)
    folded = exclude.without_personal(told, lang)
    parts = [part for span in text.sentences(considered) for part in exclude.without_lists(words, told, span)]
    spoken, is_suspected = exclude.instructions(considered, [span for span, _is_list in parts])
    rows, subject = [], words.data["first_subject"]
    is_copy = sources.are_all_of(considered)
    for number, (span, is_list) in enumerate(parts):
        row = Sentence(span, number, left_aside="list" if is_list else "")
        cues = words.find(folded, span.start, span.end)
        subject = Walk(row, folded, words, mode, subject if words.data.get("drops_subject") else "").run(cues)
        _measure(row, lang, folded)
        if not any(char.isalnum() for char in folded[span.start : span.end]):
            row.left_aside = exclude.why_blank(told[span.start : span.end], lang)
        row.left_aside = row.left_aside or _why_aside(
            row, considered, folded, words, cues, number in spoken, is_copy, sources
        )
        row.says_i = any(cue.has("i") for cue in cues)
        rows.append(row)
    _spread_instructions(rows, considered, 1 if words.data.get("drops_subject") else _REACH)
    if anchors:
        kept = ["" if row.left_aside else folded[row.span.start : row.span.end] for row in rows]
        _leave_far(rows, *anchors.hold(kept), exclude.small_talk(kept, lang))
    is_suspected = is_suspected or any(row.left_aside == "injection" for row in rows)
    _compare([row for row in rows if not row.left_aside])
    if places:
        for row in rows:
            row.span = _placed(row.span, places)
            row.kinds = {kind: _placed(span, places) for kind, span in row.kinds.items()}
    return _gathered(rows, lang, mode, is_suspected, len(answer) > text.MAX_CONSIDERED)


def _placed(span: Span, places: list[int]) -> Span:
    return Span(places[span.start], places[span.end - 1] + 1)


#: what a sentence, and those up to three places away, say of a sentence's being small talk
_NEAR = (2.0, 1.0, 0.7, 0.5)
_SURE = 3.0


def _leave_far(rows: list[Sentence], on_matter: list[bool], in_story: list[bool], talk: list[bool]) -> None:
    """Leave aside small talk: what has words of it, or stands more among it than among the matter.

    Words of the matter alone do not save a sentence: small talk of 300 words holds some.
    """
    for row, holds in zip(rows, on_matter, strict=True):
        row.is_on_matter = holds
    if not any(talk):
        return
    facts = zip(rows, on_matter, in_story, talk, strict=True)
    worth = [0 if row.left_aside else _worth(row, *each) for row, *each in facts]
    for at, row in enumerate(rows):
        around = sum(
            weight * worth[place]
            for away, weight in enumerate(_NEAR)
            for place in {at - away, at + away}
            if 0 <= place < len(rows)
        )
        if not row.left_aside and around < 0:
            row.left_aside = "far"


def _worth(row: Sentence, on_matter: bool, in_story: bool, talk: bool) -> float:
    if talk:
        return -1.0 if on_matter and row.is_concrete else -2.0
    if on_matter:
        return _SURE if row.is_concrete else 1.0
    return 1.0 if row.is_concrete and (in_story or (row.acts and row.values)) else 0.0


def _spread_instructions(rows: list[Sentence], text: str, reach: int) -> None:
    """Leave aside what an instruction goes on with, or begins with: with figures and words of the rubric.

    That is the rest of a paragraph that is half instructions, the next ones in it (``reach``) that do not say
    "I", and any without a step; a step of somebody who says "I" only beside many instructions.
    """
    paragraphs: list[list[Sentence]] = []
    for row in rows:
        if not paragraphs or "\n" in text[paragraphs[-1][-1].span.end : row.span.start]:
            paragraphs.append([])
        paragraphs[-1].append(row)
    spoken = [row.left_aside == "injection" for row in rows]
    for part in paragraphs:
        first = part[0].number
        for row in part:
            same = spoken[max(first, row.number - reach) : row.number]
            before = spoken[max(0, row.number - _REACH) : row.number]
            if any(same) and not row.says_i or any(before) and not row.acts:
                row.left_aside = "injection"
        orders = [row for row in part if row.left_aside == "injection"]
        if 2 * len(orders) >= len(part):
            own = [row for row in part if row.says_i and row.acts and row not in orders]
            for row in part:
                if row not in own or len(own) <= len(orders):
                    row.left_aside = "injection"


def _why_aside(row, considered, folded, words, cues, is_spoken, is_copy, sources) -> str:
    low = folded[row.span.start : row.span.end]
    tells, is_own = bool(row.acts) or "figure" in row.kinds, bool(row.acts) and any(c.has("i") for c in cues)
    if is_spoken or exclude.asks_for_score(low, tells, is_own):
        return "injection"
    if is_copy or sources.has(considered[row.span.start : row.span.end]):
        return "copied"
    if row.acts or "figure" in row.kinds:
        return ""
    return "background" if any(cue.has("background") for cue in cues) else ""


def _measure(row: Sentence, lang: str, folded: str) -> None:
    found = figures.find(lang, folded, row.span.start, row.span.end)
    row.values = found.values
    if found.figure:
        row.kinds["figure"] = Span(*found.figure)
        if row.soft:  # "analysed 300 tickets" is a concrete step, "analysed the situation" is none
            row.acts |= row.soft
            row.kinds.setdefault("act", row.kinds["soft"])
    if found.change:
        row.kinds["change"] = Span(*found.change)
    if figures.has_year(folded, row.span.start, row.span.end):
        row.kinds.setdefault("when", row.span)


def _compare(rows: list[Sentence]) -> None:
    """Two figures of one unit in two sentences are a comparison: "it was at 4 %", later "at 2 %"."""
    known: dict[str, set[str]] = {}
    for row in rows:
        for number, unit in sorted(row.values):
            if unit and unit not in _YEARS and known.get(unit, {number}) != {number}:
                row.kinds.setdefault("change", row.kinds["figure"])
        for number, unit in row.values:
            known.setdefault(unit, set()).add(number)


def _gathered(rows: list[Sentence], lang: str, mode: str, is_suspected: bool, is_cut: bool) -> Reading:
    reading = Reading(lang, mode, rows, is_suspected, is_cut)
    kept = reading.kept
    reading.has_story = has_story = any(row.is_concrete for row in kept)
    is_plain = not has_story and sum(row.empty for row in kept) < 2
    for index, row in enumerate(kept):
        near = kept[max(0, index - 1) : index + 2]
        if row.empty >= 2 or (row.empty and not ("figure" in row.kinds and row.acts)):
            continue
        is_near = row.is_concrete or (not row.is_general and any(other.is_concrete for other in near))
        for kind in row.kinds:
            is_thin = is_plain and not row.is_general and not row.empty and row.is_on_matter
            if is_near or is_thin or (has_story and not row.is_general and kind in _ANYWHERE):
                reading.found.setdefault(kind, []).append(row)
        reading.team |= row.team if row.is_of_team and not row.empty else set()
        reading.acts |= row.acts
        reading.values |= row.values
        reading.soft |= row.soft
    for row in kept:
        if not (row.is_on_matter or row.is_concrete):
            continue
        for kind in BAD:
            if kind in row.kinds and not {"lesson", "admit"} & row.kinds.keys():
                reading.found.setdefault(f"-{kind}", []).append(row)
    return reading
