"""Reads an answer: what each sentence shows, who acts in it, and what is left aside.

How: the sentences are searched for cues from left to right. The last subject named decides whose a
verb is: "I called the driver, who checked" gives one step of the candidate's own. A verb after
"always", "should" and the like is no step that was taken. Kinds such as "reason" or "check" count
only in or beside sentences that tell a concrete step or figure; thus words without a story show
nothing. Negated cues do not count.

``Reading.found`` maps a kind of evidence to the sentences that show it. "act" is counted by distinct verbs.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from . import exclude, figures, text
from .cues import Cue, Lexicon, lexicon
from .text import Span
from .topic import Anchors

BAD = ("blame", "guess", "unmeasured", "unknown", "dodge")
SHOWN = (
    "order", "reason", "when", "task", "outcome", "lesson", "check", "people", "agree", "view", "option",
    "risk", "data", "urgent", "admit", "feedback", "inform", "cond", "speech",
)  # fmt: skip
#: kinds that "did not" turns into nothing
_NEGATABLE = frozenset(
    {"act", "act0", "we_act", "check", "data", "agree", "inform", "feedback", "urgent", *BAD}
)
_NOT_REACH = 12
_REACH = 3
#: without one of these "one should ..." is no way of doing it
_HARD = frozenset({"check", "data", "people", "risk", "urgent", "order"})
#: what an answer may tell far from the step it belongs to
_ANYWHERE = frozenset({"outcome", "lesson", "feedback"})
_CLAUSE_EDGES = frozenset(",，、;；:：.。!！?？")


@dataclass(slots=True)
class Sentence:
    """``kinds``: place of the first cue of each kind. ``acts``: own steps, by base form of the verb."""

    span: Span
    number: int
    kinds: dict[str, Span] = field(default_factory=dict)
    acts: set[str] = field(default_factory=set)
    soft: set[str] = field(default_factory=set)
    team: set[str] = field(default_factory=set)
    plans: set[str] = field(default_factory=set)
    values: frozenset[tuple[str, str]] = frozenset()
    empty: int = 0
    is_general: bool = False
    is_on_matter: bool = True
    left_aside: str = ""

    @property
    def is_concrete(self) -> bool:
        told = self.acts or "figure" in self.kinds or (self.is_of_team and not self.empty)
        return bool(told) and self.empty < 2

    @property
    def is_of_team(self) -> bool:
        """The team told concretely what it did."""
        return (
            bool(self.team)
            and not self.is_general
            and (len(self.team) > 1 or bool(_HARD & self.kinds.keys()))
        )


@dataclass(slots=True)
class Reading:
    lang: str
    mode: str
    sentences: list[Sentence]
    found: dict[str, list[Sentence]]
    acts: set[str]
    soft: set[str]
    plans: set[str]
    team: set[str]
    values: set[tuple[str, str]]
    has_story: bool
    is_suspected: bool = False
    is_cut: bool = False

    @property
    def kept(self) -> list[Sentence]:
        return [row for row in self.sentences if not row.left_aside]

    def aside(self, why: str) -> int:
        return sum(row.left_aside == why for row in self.sentences)


def read(
    answer: str, lang: str, mode: str, sources: exclude.Sources, anchors: Anchors | None = None
) -> Reading:
    """Read the first ``text.MAX_CONSIDERED`` characters; without ``anchors`` nothing is far from the matter."""
    considered, places = text.single_spaced(answer[: text.MAX_CONSIDERED])
    folded, words = text.fold(considered), lexicon(lang)
    parts = [
        part for span in text.sentences(considered) for part in exclude.without_lists(words, folded, span)
    ]
    spoken, is_suspected = exclude.instructions(considered, [span for span, _is_list in parts])
    rows, subject = [], words.data["first_subject"]
    for number, (span, is_list) in enumerate(parts):
        row = Sentence(span, number, left_aside="list" if is_list else "")
        cues = words.find(folded, span.start, span.end)
        subject = _Walk(row, folded, words, mode, subject if words.data.get("drops_subject") else "").run(
            cues
        )
        _measure(row, lang, folded)
        row.left_aside = row.left_aside or _why_aside(
            row, considered, folded, cues, number in spoken, sources
        )
        rows.append(row)
    if anchors:
        kept = ["" if row.left_aside else folded[row.span.start : row.span.end] for row in rows]
        _leave_far(rows, *anchors.hold(kept))
    is_suspected = is_suspected or any(row.left_aside == "injection" for row in rows)
    _compare([row for row in rows if not row.left_aside])
    if places:
        for row in rows:
            row.span = _placed(row.span, places)
            row.kinds = {kind: _placed(span, places) for kind, span in row.kinds.items()}
    return _gathered(rows, lang, mode, is_suspected, len(answer) > text.MAX_CONSIDERED)


def _placed(span: Span, places: list[int]) -> Span:
    return Span(places[span.start], places[span.end - 1] + 1)


def _leave_far(rows: list[Sentence], on_matter: list[bool], in_story: list[bool]) -> None:
    """Leave aside what is far from any sentence on the matter, and what stands beside an instruction.

    A sentence is near when it shares words with the matter or the story, is next to one that does, or
    stands between two that are at most ``_REACH`` sentences away. Beside an instruction it has to
    speak of the matter itself: instructions go on in the next sentence.
    """
    spoken = [row.left_aside == "injection" for row in rows]
    for at, row in enumerate(rows):
        row.is_on_matter = on_matter[at]
        if row.left_aside or on_matter[at]:
            continue
        before, after = in_story[max(0, at - _REACH) : at], in_story[at + 1 : at + 1 + _REACH]
        is_near = in_story[at] or any(before[-1:]) or any(after[:1]) or (any(before) and any(after))
        if any(spoken[max(0, at - 2) : at]):
            row.left_aside = "injection"
        elif not is_near:
            row.left_aside = "far"


def _why_aside(row, considered, folded, cues, is_spoken, sources) -> str:
    low = folded[row.span.start : row.span.end]
    if is_spoken or exclude.asks_for_score(low, bool(row.acts) or "figure" in row.kinds):
        return "injection"
    if sources.has(considered[row.span.start : row.span.end]):
        return "copied"
    if any(cue.has("private") for cue in cues):
        return "private"
    if row.acts or "figure" in row.kinds:
        return ""
    return next((why for why in ("polite", "background") if any(cue.has(why) for cue in cues)), "")


class _Walk:
    """One pass over the cues of a sentence, with the subject as state."""

    def __init__(self, row: Sentence, folded: str, words: Lexicon, mode: str, subject: str):
        self.row, self.folded, self.words, self.mode = row, folded, words, mode
        self.subject = self.first = subject
        self.general = self.planned = False
        self.denied = self.after_i = -1_000

    def run(self, cues: list[Cue]) -> str:
        for cue in cues:
            self._look(cue)
        self.row.is_general = self.general
        if self.subject == "we" and self.row.team:
            return "we"
        return self.first if self.subject in ("", "one") else "i"

    def _look(self, cue: Cue) -> None:
        self._who(cue)
        if cue.has("slogan"):
            self.row.empty += 1
        if cue.has("when") or cue.has("lesson"):
            self.general = False
        elif cue.has("habit") or cue.has("norm"):
            self.general = True
        if cue.has("plan"):
            self.planned = True
        is_denied = self._is_denied(cue)
        if cue.has("not"):
            self.denied = cue.end
        self._verb(cue, is_denied)
        for kind in (*SHOWN, *BAD, "vague"):
            if cue.has(kind) and not (is_denied and kind in _NEGATABLE):
                self.row.kinds.setdefault(kind, Span(cue.start, cue.end))

    def _who(self, cue: Cue) -> None:
        if cue.has("i") or (cue.has("act") and self.words.lang == "es"):
            self.subject, self.planned, self.after_i = "i", False, cue.end
        elif cue.has("we"):
            self.subject = "we"
        elif cue.has("one"):
            self.subject = "one"
        elif cue.has("other") or (cue.has("party") and self._begins_clause(cue)):
            self.subject = "other"

    def _begins_clause(self, cue: Cue) -> bool:
        """A word that may be subject or object is the subject only as the first word of a clause."""
        at = cue.start - 1
        while at >= self.row.span.start and self.folded[at].isspace():
            at -= 1
        return at < self.row.span.start or self.folded[at] in _CLAUSE_EDGES

    def _is_denied(self, cue: Cue) -> bool:
        if self.denied <= cue.start <= self.denied + (1 if self.words.dense else _NOT_REACH):
            between = self.folded[self.denied : cue.start]
            return not any(char in _CLAUSE_EDGES for char in between)
        return False

    def _verb(self, cue: Cue, is_denied: bool) -> None:
        if is_denied or not (cue.has("act") or cue.has("act0") or cue.has("we_act")):
            return
        row, lexeme = self.row, cue.lexeme
        if cue.has("we_act") or self.subject == "we":
            if not cue.has("soft"):
                row.team.add(lexeme)
            if self.mode == "past":
                return
        if self.subject == "other":
            return
        if self.mode == "past" and (self.general or not self._is_told(cue)):
            if self.planned or self.general:
                row.plans.add(lexeme)
            return
        if self.mode == "past" and self.subject != "i" and not (self.subject == "" and self._is_perfect()):
            return
        if self.general and (cue.has("soft") or not self.row.kinds.keys() & _HARD):
            return
        is_soft = cue.has("soft") or (self.mode == "past" and not cue.has("act"))
        (row.soft if is_soft else row.acts).add(lexeme)
        row.kinds.setdefault("soft" if is_soft else "act", Span(cue.start, cue.end))

    def _is_told(self, cue: Cue) -> bool:
        """In the past tense, as far as the language marks it, or right behind "I"; and not planned."""
        return (cue.has("act") or self._is_behind_i(cue)) and not (self.words.dense and self.planned)

    def _is_perfect(self) -> bool:
        """Chinese marks what is done; then "I" may be left out from the start."""
        return any(mark in self.folded[self.row.span.start : self.row.span.end] for mark in self.words.marks)

    def _is_behind_i(self, cue: Cue) -> bool:
        """ "I measure" may be told in the present; as much as it is worth without a figure."""
        return 0 <= cue.start - self.after_i <= 1 and not self.planned


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
            if unit and known.get(unit, {number}) != {number}:
                row.kinds.setdefault("change", row.kinds["figure"])
        for number, unit in row.values:
            known.setdefault(unit, set()).add(number)


def _gathered(rows: list[Sentence], lang: str, mode: str, is_suspected: bool, is_cut: bool) -> Reading:
    kept = [row for row in rows if not row.left_aside]
    has_story = any(row.is_concrete for row in kept)
    reading = Reading(
        lang, mode, rows, {}, set(), set(), set(), set(), set(), has_story, is_suspected, is_cut
    )
    for index, row in enumerate(kept):
        near = kept[max(0, index - 1) : index + 2]
        if row.empty >= 2 or (row.empty and not ("figure" in row.kinds and row.acts)):
            continue
        is_near = row.is_concrete or (not row.is_general and any(other.is_concrete for other in near))
        for kind in row.kinds:
            is_thin = not has_story and not row.is_general and not row.empty and row.is_on_matter
            if is_near or is_thin or (has_story and not row.is_general and kind in _ANYWHERE):
                reading.found.setdefault(kind, []).append(row)
        reading.team |= row.team if row.is_of_team and not row.empty else set()
        reading.acts |= row.acts
        reading.values |= row.values
        reading.soft |= row.soft
    for row in kept:
        reading.plans |= row.plans
        if not (row.is_on_matter or row.is_concrete):
            continue
        for kind in BAD:
            if kind in row.kinds and not {"lesson", "admit"} & row.kinds.keys():
                reading.found.setdefault(f"-{kind}", []).append(row)
    return reading
