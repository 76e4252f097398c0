"""One sentence of an answer: who acts in it, what it shows, and how it says so.

The cues are taken from left to right with the subject as state: "I called the driver, who checked" gives one
step of the candidate's own. A verb after "always", "should" and the like is no step that was taken; a
denied cue does not count.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from .cues import Cue, Lexicon
from .text import Span

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
#: without one of these "one should ..." is no way of doing it
_HARD = frozenset({"check", "data", "people", "risk", "urgent", "order"})
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
    values: frozenset[tuple[str, str]] = frozenset()
    empty: int = 0
    is_general: bool = False
    is_on_matter: bool = True
    left_aside: str = ""
    says_i: bool = False

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


class Walk:
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
            self.denied = self.denied if self.words.dense else -1_000
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
