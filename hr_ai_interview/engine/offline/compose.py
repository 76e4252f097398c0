"""Puts a subject into a sentence pattern of the data files.

A pattern may hold {x} the subject, {X} the subject at the start of a sentence, {goal} and {kpi} of
a KPI, {context} a sentence that names the subject, {ask} and {twist} the part that carries the
difficulty. Texts are joined and tidied here; nothing is inflected.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ..schema import DIFFICULTIES
from .data import load
from .kpi import tidy_es
from .subject import Subject
from .textclean import QUOTES, spaced

GROUPS = {
    "vp": "work",
    "np": "work",
    "quote": "work",
    "name": "work",
    "tool": "tool",
    "field": "field",
    "lang": "lang",
    "trait": "trait",
    "claim": "trait",
    "comp": "trait",
    "kpi": "kpi",
}
_MARKS = {"bas": "basic", "int": "intermediate", "adv": "advanced"}
_SLOT = re.compile(r"\{(\w+)\}")
_SPACES = re.compile(r" {2,}")
_BEFORE_MARK = re.compile(r" +([,.;:?!])")
_DOTS = re.compile(r"([.?!])(?:\.)+")
_CJK_MARK = re.compile(r"\s*([，。、；：？！“”「」（）])\s*")
_CJK_TWICE = re.compile(r"([。？！，、])[。，、]")
_SENTENCE_START = re.compile(r"(^|(?<!\b[ap]\.m)[.!?] )([a-záéíóúñ])")


#: The slots of a pattern that name a KPI next to its subject.
NAMES_KPI = frozenset({"goal", "kpi", "Goal"})


@dataclass(frozen=True, slots=True)
class Pattern:
    """id: language-neutral (type.class.position). needs: its slots. levels: difficulties it fits.

    A pattern without {ask} or {twist} carries its difficulty itself: marked "int|" or "adv|" in
    the data, basic when unmarked.
    """

    id: str
    text: str
    needs: frozenset
    levels: tuple[str, ...]


@cache
def patterns(lang: str, type_: str, cls: str) -> tuple[Pattern, ...]:
    """Patterns of a type for a class of subject, the general ones included."""
    found = []
    rows = load(f"patterns_{lang}")["patterns"][type_]
    for group in (cls, "any"):
        for index, text in enumerate(rows.get(group, ()), 1):
            mark, bar, rest = text.partition("|")
            needs = frozenset(_SLOT.findall(text))
            levels = (
                DIFFICULTIES if needs & {"ask", "twist"} and not bar else (_MARKS[mark if bar else "bas"],)
            )
            found.append(Pattern(f"{type_}.{group}.{index}", rest if bar else text, needs, levels))
    return tuple(found)


def group_of(lang: str, type_: str, subject: Subject) -> str:
    """Group of patterns for ``subject``: nobody has done "our" duty yet, but perhaps something like it."""
    rule = load(f"patterns_{lang}").get("particular")
    if rule and type_ == "behavioural" and subject.cls == "vp" and re.search(rule, subject.term):
        return "particular"
    return subject.cls


@cache
def contexts(lang: str, cls: str) -> tuple[str, ...]:
    return tuple(load(f"patterns_{lang}")["contexts"][cls])


@cache
def scene_contexts(lang: str, cls: str) -> tuple[str, ...]:
    """Sentences before a role-play: a trait is what is looked at, it says nothing of what happens."""
    return contexts(lang, "scene" if cls in ("comp", "trait") else cls)


@cache
def options(lang: str, slot: str, type_: str, cls: str, difficulty: str) -> tuple[str, ...]:
    """Texts for {ask} or {twist}."""
    rows = load(f"patterns_{lang}")[f"{slot}s"].get(type_) or load(f"patterns_{lang}")[f"{slot}s"]["any"]
    name = GROUPS.get(cls, "work")
    group = rows.get(cls) or rows.get(name) or (rows.get("tool") if name == "field" else None) or rows["work"]
    return tuple(group[difficulty])


def fill(text: str, subject: Subject, lang: str, extra: dict[str, str] | None = None) -> str:
    """``text`` with its slots filled; a slot text may hold {x} again."""
    values = {
        "x": subject.term,
        "q": QUOTES[lang].format(subject.term),
        "X": first_upper(subject.term),
        "s": subject.label,
        "goal": subject.goal,
        "kpi": subject.term if subject.cls == "kpi" else "",
        "Goal": first_upper(subject.goal),
    }
    if lang == "zh_CN":
        values = {name: spaced(value) for name, value in values.items()}
    values.update(extra or {})
    for _depth in range(2):
        if "{" in text:
            text = _SLOT.sub(lambda match: values[match[1]], text)
    return tidy(text, lang)


def led(sentence: str, served: Subject, text: str, lang: str) -> str:
    """``text`` after a sentence about the KPI or competency it is asked for."""
    joint = "" if lang in ("zh_CN", "ja") else " "
    return tidy(fill(sentence, served, lang) + joint + text, lang)


def kpi_slots(kpi: Subject) -> dict[str, str]:
    """What a pattern says of the KPI that a subject is asked for."""
    return {"goal": kpi.goal, "kpi": kpi.term, "Goal": first_upper(kpi.goal)}


def first_upper(term: str) -> str:
    """Capital at the start of a sentence; "iOS" and "eCommerce" keep their spelling."""
    first = term.split(" ", 1)[0] if term else ""
    return term[:1].upper() + term[1:] if first.islower() else term


def tidy(text: str, lang: str) -> str:
    """Spaces, sentence starts and punctuation at the joints."""
    if lang in ("zh_CN", "ja"):
        text = _CJK_MARK.sub(r"\1", _SPACES.sub(" ", text))
        return _CJK_TWICE.sub(r"\1", text).strip()
    text = _SPACES.sub(" ", text).strip()
    text = _BEFORE_MARK.sub(r"\1", text)
    text = _DOTS.sub(r"\1", text)
    if lang == "es":
        text = tidy_es(text)
    return _SENTENCE_START.sub(lambda m: m[1] + _upper_word(text, m), text)


def _upper_word(text: str, match: re.Match) -> str:
    """Capital for a plain word only: "iOS" at a sentence start stays."""
    word = re.match(r"[\w-]+", text[match.start(2) :])
    return match[2].upper() if word and word[0].islower() else match[2]
