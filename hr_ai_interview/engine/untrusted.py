"""Prepare a text nobody vouches for (an answer, a résumé) for a model, and flag what addresses the model.

How: invisible characters are removed, control tokens of chat templates written so that they are none,
and the text is searched in several forms (see ``privacy.views``: look-alike letters, spaced letters,
digits for letters, strings to be joined; ``privacy.decode``: base64 and the like) for instructions to
ignore, to change roles, to reveal the prompt or to give a score, in English, Chinese, Japanese and
Spanish. A sentence that tells what somebody did ("I ignored the earlier instructions") passes.

A flag is a flag, not a gate: detectors of this kind miss what they were not written for, and nothing
may rest on their silence. The defence is that a model gets no tools, its score counts only with
literal evidence, and a person decides. ``held`` asks for that person before anything is shown; it never
lowers a score. Who writes about injections as his trade (training of models, security) will be
flagged too: the person sees why and goes on.

Measured (``tests/data/untrusted_corpus.json``, invented texts in four languages): first on 32 plain
attacks the rules had not seen 22 were flagged, 20 held, and none of 32 innocent answers; on 80 attacks
worded to be unlike the rules 13 (and 2 of 80 innocent ones). The rules were corrected with those
texts afterwards and now flag all of them, which says nothing about new wordings. The half of the
typical set that was held out (40 of 40, none of 40 innocent) is not blind: one author wrote both.

What it does not see: other languages, text in pictures, payloads spread over several answers, double
encoding, reversed text, requests in words of its own.

``Screened.text`` has the length of ``unicode_clean(text)``, character for character, and every flag
is ``text[start:end] == excerpt``; where something invisible was removed the excerpt is empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from .datafile import expand
from .lint.cues import CueIndex, flat, required_literals
from .privacy.decode import decoded, hidden_tags, rot13
from .privacy.fold import fold_pattern
from .privacy.rules import load
from .privacy.tokens import find_tokens, neutral
from .privacy.views import View, tight, views
from .schema import LANGS
from .unicode_clean import unicode_clean

VERSION = "untrusted-1.0.0"
FLAG_CODES = (
    "invisible",
    "bidi",
    "template_token",
    "instruction",
    "encoded",
    "score_request",
    "format_injection",
)
HELD_CODES = frozenset({"template_token", "instruction", "score_request"})
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u200c\u2060-\u2064\ufeff\u206a-\u206f\U000e0000-\U000e007f\U000e0100-\U000e01ef]"
)
_KEY = r"(?:overall_)?score|rating|grade|评分|分数|得分|評分|スコア|点数|puntuaci[oó]n|calificaci[oó]n"
_FORMAT = re.compile(
    rf"[{{,]\s{{0,9}}[\"'“]?(?:{_KEY})[\"'”]?\s{{0,9}}[:：]\s{{0,9}}[\"']?(?:10(?:\.0)?|100|满分|満点|max\w{{0,6}})[\"']?\s{{0,9}}(?=[,}}])"
    r"|[\"'](?:criterion_id|engine_version|is_hired)[\"']\s{0,9}:|[\"']status[\"']\s{0,9}:\s{0,9}[\"']scored[\"']"
    r"|<(?:score|rating|grade)>\s{0,9}\d|</(?:answer|candidate|document|data|response|context)>"
    r"|!\[[^\]\n]{0,80}\]\(\s{0,3}https?:|<img\b[^>\n]{0,200}src\s{0,3}=\s{0,3}[\"']?https?:|https?://[^\s<>\"']{0,200}(?:\{\{?|\$\{|=\[|=<)",
    re.IGNORECASE,
)
_PADDING = re.compile(r"\n[ \t\n]{24,}")
_PADDING_LINES = 25
_WINDOW = 90
_SENTENCE_END = re.compile(r"[.!?;:\n。！？；：>]")


@dataclass(frozen=True, slots=True)
class Flag:
    """Something a person should know; ``text[start:end] == excerpt`` in the screened text.

    code: one of FLAG_CODES. "encoded" marks readable text in an encoding; what it says gets its own flag.
    """

    code: str
    start: int
    end: int
    excerpt: str


@dataclass(frozen=True, slots=True)
class Screened:
    """``text``: what a model may be given. ``held``: a person must look before a result is used."""

    text: str
    flags: tuple[Flag, ...]
    held: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """Patterns of one code in one language. ``narrative``, ``lift``: see the data files."""

    code: str
    pattern: re.Pattern[str]
    tight: re.Pattern[str]
    narrative: re.Pattern[str] | None
    lift: re.Pattern[str] | None
    never: re.Pattern[str] | None


@cache
def _rules() -> tuple[Rule, ...]:
    """Return the rules of all languages: an answer may hold a sentence of any."""
    rules = []
    for lang in LANGS:
        raw = load(f"untrusted_{lang}")
        never = re.compile(raw["never"]) if raw["never"] else None
        for row in raw["rules"]:
            guarded = row["guard"] and raw["narrative"]
            sources = [fold_pattern(expand(source, raw["macros"])) for source in row["ask"]]
            for source in sources:
                rules.append(
                    Rule(
                        row["code"],
                        re.compile(source),
                        re.compile(tight(source)),
                        re.compile(fold_pattern(raw["narrative"])) if guarded else None,
                        re.compile(fold_pattern(raw["lift"])) if guarded else None,
                        never,
                    )
                )
    return tuple(rules)


@cache
def _indexes() -> tuple[CueIndex, CueIndex]:
    """Return what finds the rules that can match: for texts with spaces and for tight ones."""
    return tuple(
        CueIndex(required_literals(getattr(rule, form).pattern) or frozenset({""}) for rule in _rules())
        for form in ("pattern", "tight")
    )


def screen(text: str) -> Screened:
    """Return the text as a model may be given it, with what was found in it."""
    cleaned = unicode_clean(text)
    spans = {("template_token", *span) for span in find_tokens(cleaned)}
    spans.update(_instructions(cleaned))
    spans.update(("format_injection", *span) for span in _formats(cleaned))
    spans.update(_encoded(cleaned))
    spans.update(_removed(text, cleaned))
    shown = neutral(cleaned)
    flags = tuple(
        Flag(code, start, end, shown[start:end])
        for code, start, end in sorted(_outermost(spans), key=lambda span: (span[1], span[2], span[0]))
    )
    return Screened(shown, flags, any(flag.code in HELD_CODES for flag in flags))


def _formats(text: str) -> Iterator[tuple[int, int]]:
    """Yield what imitates a reply or the end of the answer, or pushes the rest out of sight."""
    yield from (match.span() for match in _FORMAT.finditer(text))
    for match in _PADDING.finditer(text):
        if match.end() < len(text) and match[0].count("\n") >= _PADDING_LINES:
            yield match.span()


def _instructions(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield (code, start, end) of what speaks to a model, in any view of the text."""
    for view in views(text):
        for number in _indexes()[view.tight].find(flat(view.text)):
            rule = _rules()[number]
            pattern = rule.tight if view.tight else rule.pattern
            for match in pattern.finditer(view.text):
                start, end = view.original(*match.span())
                if match[0] and not _told(rule, view, match, text[start:end]):
                    yield rule.code, start, end


def _told(rule: Rule, view: View, match: re.Match, excerpt: str) -> bool:
    """Tell whether the match is part of a story of what somebody did."""
    if rule.never and rule.never.match(excerpt):
        return True
    if not rule.narrative or view.tight:
        return False
    before = view.text[max(0, match.start() - _WINDOW) : match.start()]
    before = _SENTENCE_END.split(before)[-1]
    return bool(rule.narrative.search(before)) and not rule.lift.search(before)


def _encoded(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield what is encoded, and what it says if that speaks to a model."""
    found = list(decoded(text))
    readable = {(start, end) for start, end, _says in found}
    for start, end, says in [*found, (0, len(text), rot13(text))]:
        codes = {code for code, _start, _end in _instructions(unicode_clean(says))}
        if codes or (start, end) in readable:
            yield "encoded", start, end
        yield from ((code, start, end) for code in codes)


def _removed(text: str, cleaned: str) -> Iterator[tuple[str, int, int]]:
    """Yield where invisible characters stood first; what tag characters say counts as encoded."""
    for code, pattern in (("invisible", _INVISIBLE), ("bidi", _BIDI)):
        found = pattern.search(text)
        if found:
            place = min(len(unicode_clean(text[: found.start()])), len(cleaned))
            yield code, place, place
            if code == "invisible":
                hidden = {each for each, _start, _end in _instructions(hidden_tags(text))}
                yield from ((each, place, place) for each in hidden | ({"encoded"} if hidden else set()))


def _outermost(spans: set[tuple[str, int, int]]) -> Iterator[tuple[str, int, int]]:
    """Yield the spans without those inside another of the same code."""
    reach: dict[str, int] = {}
    for code, start, end in sorted(spans, key=lambda span: (span[0], span[1], -span[2])):
        if end > reach.get(code, -1):
            reach[code] = end
            yield code, start, end
