"""Gives the turns of a transcript to the prepared questions.

How: every sentence an interviewer says is compared with every question (``matching``). A chain of places in
the order of the questions is chosen with the highest sum of scores; questions that were asked out of
order are added where their score is clear. From where a question begins to where the next one does is its
section; a sentence that is nearer to a prepared probe begins none, and what is like nothing is taken for a
follow-up. Thanks and "any questions for us?" end the last section. The answer is what the candidate says in
the section. Without speakers every sentence may be a question, and the answer is all that follows it.

It does not know what is meant: a question in quite other words is not found, and what was said about it
stays with the question before. Confidence is low where two questions are alike, the words differ, nobody
answers, or speakers are unknown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from statistics import median

from .chain import MIN_SCORE, choose, confidence, without_rivals
from .matching import Match, Matcher
from .schema import Alignment, Transcript, TranscriptError
from .sentences import Sentence, sentences
from .words import is_role, leaves_questions

#: score a question needs where speakers are unknown, and how far that lowers the confidence
MIN_SCORE_UNKNOWN = 0.6
UNKNOWN = 0.6
#: what an uncertain candidate, a stretch without answer, and a strange question in it leave of the confidence
UNSURE, NO_ANSWER, STRANGER = 0.8, 0.3, 0.6
#: sentences of unknown speakers that like a probe are no part of an answer
PROBE = 0.75
_DENSE_LANGS = ("zh", "ja")

Question = tuple[Hashable, str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class _Begin:
    """A section begins at sentence ``first``, its answer from ``asked`` on. match None: of no question."""

    first: int
    asked: int
    match: Match | None = None
    sure: float = 0.0


def align(
    transcript: Transcript, questions: Sequence[Question], lang: str, candidate: str | None = None
) -> tuple[Alignment, ...]:
    """Return the stretches of the interview in order; every turn is in one at least.

    questions: (id, text, probes) in the order they were planned; lang: of the texts ("en", "zh_CN", ...).
    candidate: name of the speaker whose words are answers; guessed by default (``guess_candidate``). A
    question that was not found is not returned, one that was come back to is returned once. Raises
    TranscriptError when ``candidate`` does not speak in the transcript.
    """
    return _Aligner(transcript, questions, lang).run(candidate)


def guess_candidate(transcript: Transcript, questions: Sequence[Question], lang: str) -> str | None:
    """Return the speaker who is probably the candidate, None when fewer than two speakers are named."""
    return _Aligner(transcript, questions, lang).guess()[0]


class _Aligner:
    def __init__(self, transcript: Transcript, questions: Sequence[Question], lang: str):
        self.transcript, self.questions = transcript, list(questions)
        self.said = sentences(transcript.turns)
        texts = [text for _id, text, _probes in self.questions]
        probes = [(number, probe) for number, row in enumerate(self.questions) for probe in row[2]]
        matcher = Matcher(
            self.said, [*texts, *(probe for _number, probe in probes)], lang[:2] in _DENSE_LANGS
        )
        self.matches = [
            match for number, text in enumerate(texts) for match in matcher.best(number, text, MIN_SCORE)
        ]
        self.probed: Counter[int] = Counter()
        for number, probe in probes:
            for match in matcher.best(number, probe, MIN_SCORE):
                if match.first == match.last:
                    self.probed[match.first] = max(self.probed[match.first], match.score)

    # --- who is the candidate
    def guess(self) -> tuple[str | None, bool]:
        """The probable candidate and whether there is good reason to think so."""
        speakers = self.transcript.speakers
        if len(speakers) < 2:
            return None, True
        named = [name for name in speakers if is_role(name, "candidate")]
        others = [name for name in speakers if not is_role(name, "interviewer")]
        for names in (named, others):
            if len(names) == 1:
                return names[0], True
        after = self._said_after_questions()
        if after:
            (name, most), *rest = after.most_common(2)
            return name, not rest or most > 2 * rest[0][1]
        total = Counter()
        for turn in self.transcript.turns:
            total[turn.speaker] += len(turn.text) if turn.speaker else 0
        return total.most_common(1)[0][0], False

    def _said_after_questions(self) -> Counter[str]:
        turns, said = self.transcript.turns, Counter()
        for number in {self.said[match.first].turn for match in self.matches}:
            following = turns[number + 1] if number + 1 < len(turns) else None
            if following and following.speaker not in ("", turns[number].speaker):
                said[following.speaker] += len(following.text)
        return said

    # --- where questions begin
    def run(self, candidate: str | None) -> tuple[Alignment, ...]:
        if not self.said:
            return ()
        guessed, sure = self.guess()
        if candidate is not None:
            guessed, sure = self._named(candidate), True
        is_known = guessed is not None and len(self.transcript.speakers) > 1
        self.candidate = guessed if is_known else None
        matches = [match for match in self.matches if self._may_begin(match)]
        chosen = choose(without_rivals(matches), len(self.questions))
        factor = (1.0 if is_known else UNKNOWN) * (1.0 if sure else UNSURE)
        begins = [
            _Begin(
                self._section_start(match, chosen),
                match.last + 1,
                match,
                factor * confidence(match, matches, in_order),
            )
            for match, in_order in chosen.items()
        ]
        begins += self._leavings(begins)
        return self._alignments(sorted(begins, key=lambda begin: begin.asked))

    def _named(self, candidate: str) -> str:
        for name in self.transcript.speakers:
            if name.strip().lower() == candidate.strip().lower():
                return name
        raise TranscriptError(f"Nobody named {candidate} speaks in this transcript.", "candidate")

    def _is_candidate(self, sentence: Sentence) -> bool:
        return self.candidate is not None and self.transcript.turns[sentence.turn].speaker == self.candidate

    def _may_begin(self, match: Match) -> bool:
        if self._is_candidate(self.said[match.first]):
            return False
        low = MIN_SCORE if self.candidate is not None else MIN_SCORE_UNKNOWN
        return match.score >= low and match.score >= self.probed[match.first]

    def _section_start(self, match: Match, chosen: dict[Match, bool]) -> int:
        """With known speakers a section begins with the turn, unless another question is in it before."""
        if self.candidate is None:
            return match.first
        turn = self.said[match.first].turn
        earlier = [
            other.last + 1 for other in chosen if other.first < match.first and self._turn(other) == turn
        ]
        first = match.first
        while first > 0 and self.said[first - 1].turn == turn:
            first -= 1
        return max([first, *earlier])

    def _turn(self, match: Match) -> int:
        return self.said[match.first].turn

    def _leavings(self, begins: list[_Begin]) -> list[_Begin]:
        """Sentences that end the questions; with known speakers only in turns in which none begins."""
        busy = {number for begin in begins for number in range(begin.match.first, begin.match.last + 1)}
        if self.candidate is not None:
            turns = {self.said[number].turn for number in busy}
            busy = {number for number, sentence in enumerate(self.said) if sentence.turn in turns}
        return [
            _Begin(number, number)
            for number, sentence in enumerate(self.said)
            if number not in busy and not self._is_candidate(sentence) and leaves_questions(sentence.text)
        ]

    # --- from sections to answers
    def _alignments(self, begins: list[_Begin]) -> tuple[Alignment, ...]:
        if not begins or begins[0].first > 0:
            begins = [_Begin(0, 0), *begins]
        ends = [begin.first for begin in begins[1:]] + [len(self.said)]
        sections: dict[Hashable, list[tuple[_Begin, int]]] = {}
        for place, (begin, end) in enumerate(zip(begins, ends, strict=True)):
            previous = begins[place - 1].match if place else begin.match
            if begin.match is None and place and previous is None:
                key = next(reversed(sections))
            else:
                key = ("none", place) if begin.match is None else begin.match.question
            sections.setdefault(key, []).append((begin, end))
        return tuple(self._alignment(parts) for parts in sections.values())

    def _alignment(self, parts: list[tuple[_Begin, int]]) -> Alignment:
        turns = sorted({self.said[n].turn for begin, end in parts for n in range(begin.first, end)})
        answer = "\n".join(filter(None, (self._answer(begin, end) for begin, end in parts)))
        match = parts[0][0].match
        if match is None:
            return Alignment(None, tuple(turns), answer, 0.0)
        sure = max(begin.sure for begin, _end in parts) * (1.0 if answer else NO_ANSWER)
        if any(self._has_stranger(begin, end) for begin, end in parts):
            sure *= STRANGER
        return Alignment(self.questions[match.question][0], tuple(turns), answer, round(sure, 2))

    def _has_stranger(self, begin: _Begin, end: int) -> bool:
        """Whether an interviewer says something long that is like no probe: a question that was not found?"""
        if self.candidate is None:
            return False
        long = median(len(text) for _id, text, _probes in self.questions) / 2
        return any(
            len(row.text) >= long and row.turn != self._turn(begin.match) and number not in self.probed
            for number, row in enumerate(self.said[begin.asked : end], begin.asked)
            if not self._is_candidate(row)
        )

    def _answer(self, begin: _Begin, end: int) -> str:
        if self.candidate is not None:
            turns = sorted({row.turn for row in self.said[begin.first : end] if self._is_candidate(row)})
            return "\n".join(self.transcript.turns[turn].text for turn in turns)
        kept = [
            row
            for number, row in enumerate(self.said[begin.asked : end], begin.asked)
            if begin.match is None or self.probed[number] < PROBE
        ]
        return self._slices(kept)

    def _slices(self, rows: list[Sentence]) -> str:
        """The text of the sentences, letter for letter where they follow one another in a turn."""
        spans: list[list[int]] = []
        for row in rows:
            if spans and spans[-1][0] == row.turn and not self._gap(row.turn, spans[-1][2], row.start):
                spans[-1][2] = row.end
            else:
                spans.append([row.turn, row.start, row.end])
        return "\n".join(self.transcript.turns[turn].text[start:end] for turn, start, end in spans)

    def _gap(self, turn: int, start: int, end: int) -> bool:
        return bool(self.transcript.turns[turn].text[start:end].strip())
