"""The cue lexicon of a language: words and phrases that show a kind of evidence.

Data: ``score_cues_<lang>.json``. A cue is a phrase of words (English, Spanish) or a string of characters
(Chinese, Japanese). Matching takes the longest cue at a place and goes on behind it, with one
dictionary look-up a place: time grows with the text, never with the size of the lexicon.

Kinds of cues: what an answer shows ("reason", "check", "lesson", ...), who acts ("i", "we",
"other"), how it is said ("habit", "norm", "plan", "not"), what speaks against ("blame", ...), empty
words ("slogan", "vague"), what is left aside ("background"). Verbs give "act" (told) or "act0"
(base form).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from ..data import load

#: the kinds of an unknown verb: "step" a short one in the place of a verb, "result" one with what came
#: of it, "act0" a mere guess
_UNKNOWN = {
    **dict.fromkeys(("act", "step", "result", "and"), ("act",)),
    "act0": ("act0", "soft"),
    "we_act": ("we_act",),
}
_VERBS = frozenset({"act", "act0", "we_act", "soft"})
#: what is known as a verb, or as words without a step, is not taken for an unknown verb
_WEAK = frozenset(
    {"act", "act0", "we_act", "soft", "slogan", "habit", "norm", "lesson", "admit", "not", "background"}
)
#: kinds of phrases that may hold a verb of a step
_CARRIED = frozenset({"speech", "view", "option", "check", "inform", "agree"})
_WORD = re.compile(r"[^\W_]+(?:['\-/][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Cue:
    """``lexeme``: the base form of a verb, else the phrase."""

    kinds: tuple[str, ...]
    lexeme: str
    start: int
    end: int

    def has(self, kind: str) -> bool:
        return kind in self.kinds


class Lexicon:
    """The cues of one language."""

    def __init__(self, lang: str):
        self.lang = lang
        self.data = load(f"score_cues_{lang}")
        self.dense = self.data["script"] == "characters"
        self.function = frozenset(self.data["function"].split())
        #: small words that stand in a term as well
        self.glue = self.function - frozenset(self.data["joins"].split())
        self.generic = self.data["generic"].split()
        #: endings that a stem goes without, the first that fits
        self.endings = tuple(self.data.get("endings", "").split())
        #: what marks a verb as done
        self.marks = tuple(self.data.get("done_marks", ""))
        #: what a verb goes without when steps are counted
        self.tails = self.data.get("verb_tails", "")
        #: patterns of verbs that the lexicon does not hold, by kind
        self.any_verb = {kind: re.compile(row) for kind, row in self.data["any_verb"].items()}
        self._not_verbs = frozenset(self.data["not_verbs"].split())
        self._before_nouns = frozenset(self.data["before_nouns"].split())
        #: words before a verb in its base form; without the list any
        self._before_verbs = frozenset(self.data.get("before_verbs", "").split())
        after = "|".join(split(self.data.get("after_nouns", ())))
        self._after_nouns = re.compile(after) if after else None
        self._kinds: dict[str, set[str]] = {}
        self._lexemes: dict[str, str] = {}
        for kind, phrases in {**self.data["cues"], **self.data["bad"], **self._words()}.items():
            for phrase in split(phrases):
                self._add(phrase, kind, phrase)
        self._add_verbs()
        self._carry()
        self._talk: dict[str, list[str]] = {}
        for phrase in split(self.data["talk"]):
            self._talk.setdefault(phrase[0] if self.dense else self._first(phrase)[0], []).append(phrase)
        self._sorted = {phrase: tuple(sorted(kinds)) for phrase, kinds in self._kinds.items()}
        self._longest: dict[str, int] = {}
        for phrase in self._sorted:
            first, size = (phrase[0], len(phrase)) if self.dense else self._first(phrase)
            self._longest[first] = max(size, self._longest.get(first, 0))

    def _words(self) -> dict:
        kinds = ("vague", "slogan", "background", "meta")
        return {kind: self.data[kind] for kind in kinds}

    def _add(self, phrase: str, kind: str, lexeme: str) -> None:
        self._kinds.setdefault(phrase, set()).add(kind)
        if kind in ("act", "act0") or phrase not in self._lexemes:
            self._lexemes[phrase] = self._base(lexeme) if kind in ("act", "act0") else lexeme

    def _base(self, verb: str) -> str:
        """A Chinese verb without what marks it as done: "换了" and "换上" are one step."""
        return verb[0] + verb[1:].rstrip(self.tails) if self.tails else verb

    def _add_verbs(self) -> None:
        soft = set(split(self.data["soft"]))
        for base in dict.fromkeys((*split(self.data["verbs"]), *split(self.data["soft"]))):
            for kind, form in self._inflected(base):
                self._add(form, kind, base)
                if base in soft:
                    self._add(form, "soft", base)

    def _carry(self) -> None:
        """A phrase shows as well the verb in it, and "I" at its start: "i told", "asked her"."""
        first_i = set(split(self.data["cues"]["i"]))
        for phrase, kinds in list(self._kinds.items()):
            if _CARRIED.isdisjoint(kinds) or not _VERBS.isdisjoint(kinds):
                continue
            if self.dense:
                if self.data["cues"]["i"][0][0] == phrase[0] and "speech" in kinds:
                    kinds |= {"i", "act"}
                    self._lexemes[phrase] = phrase[-1]
                continue
            words = phrase.split()
            if len(words) > 1 and words[0] in first_i:
                kinds.add("i")
            for word in words if len(words) > 1 else ():
                if verb := self._kinds.get(word, set()) & {"act", "soft"}:
                    if "act" in verb:
                        kinds |= verb
                        self._lexemes[phrase] = self._lexemes[word]
                    break

    def _inflected(self, base: str):
        """The forms of a verb with their kind. "Would make" is no step, "made" may be one: a light verb."""
        if self.dense:
            yield "act", base
            return
        light = self.data["light"].split()
        for kind, form in inflect(base, self.data["forms"].get(base, ""), self.lang):
            if kind != "act0" or base not in light:
                yield kind, form

    @staticmethod
    def _first(phrase: str) -> tuple[str, int]:
        words = _WORD.findall(phrase)
        return words[0], len(words)

    def find(self, folded: str, start: int, end: int) -> list[Cue]:
        """The cues in ``folded[start:end]`` in their order; none overlaps another."""
        found = self._in_characters(folded, start, end) if self.dense else self._in_words(folded, start, end)
        taken = {at for cue in found if not _WEAK.isdisjoint(cue.kinds) for at in range(cue.start, cue.end)}
        others = [
            Cue(_UNKNOWN[kind], self._base(match[1]), *match.span(1))
            for kind, pattern in self.any_verb.items()
            for match in pattern.finditer(folded, start, end)
            if match[1] not in self._not_verbs and match.start(1) not in taken
        ]
        return sorted((*found, *others), key=lambda cue: cue.start) if others else found

    def _in_words(self, folded: str, start: int, end: int) -> list[Cue]:
        places = [match.span() for match in _WORD.finditer(folded, start, end)]
        words = [folded[first:last] for first, last in places]
        found, at, count = [], 0, len(words)
        while at < count:
            size = min(self._longest.get(words[at], 0), count - at)
            while size:
                phrase = " ".join(words[at : at + size]) if size > 1 else words[at]
                gap = folded[places[at - 1][1] : places[at][0]].strip() if at else "."
                if kinds := self._kinds_of(phrase, words[at - 1] if at else "", bool(gap)):
                    found.append(Cue(kinds, self._lexemes[phrase], places[at][0], places[at + size - 1][1]))
                    break
                size -= 1
            at += size or 1
        return found

    def _kinds_of(self, phrase: str, before: str, begins: bool) -> tuple[str, ...]:
        """Its kinds; no verb of a step behind "the" or "was", nor in its base form amid a clause."""
        kinds = self._sorted.get(phrase, ())
        if _VERBS.isdisjoint(kinds):
            return kinds
        is_noun = before in self._before_nouns and not begins
        if not is_noun and self._before_verbs and "act" not in kinds and not begins:
            is_noun = before not in self._before_verbs and not before.endswith("ly")
        return tuple(kind for kind in kinds if kind not in _VERBS) if is_noun else kinds

    def _in_characters(self, folded: str, start: int, end: int) -> list[Cue]:
        places = [at for at in range(start, end) if not folded[at].isspace()]
        text = "".join(folded[at] for at in places)
        found, at = [], 0
        while at < len(text):
            size = min(self._longest.get(text[at], 0), len(text) - at)
            while size:
                phrase = text[at : at + size]
                if kinds := self._sorted.get(phrase):
                    if self._is_noun(text, at, at + size):
                        kinds = tuple(kind for kind in kinds if kind not in _VERBS)
                    found.append(Cue(kinds, self._lexemes[phrase], places[at], places[at + size - 1] + 1))
                    break
                size -= 1
            at += size or 1
        return found

    def _is_noun(self, text: str, start: int, end: int) -> bool:
        """Chinese verbs are nouns too: behind "of" or "each", or before what makes a term of them."""
        if self._after_nouns is None:
            return False
        return text[start - 1 : start] in self._before_nouns or bool(self._after_nouns.match(text, end))

    def has_i(self, folded: str, start: int, end: int) -> bool:
        return any(cue.has("i") for cue in self.find(folded, start, end))

    def talk(self, folded: str) -> set[str]:
        """The phrases of small talk in a text."""
        starts = set(folded) if self.dense else set(_WORD.findall(folded))
        if self.dense:
            return {row for start in starts for row in self._talk.get(start, ()) if row in folded}
        padded = f" {' '.join(_WORD.findall(folded))} "
        return {row for start in starts for row in self._talk.get(start, ()) if f" {row} " in padded}

    def words(self, folded: str) -> list[str]:
        """The words of a text of a language with spaces."""
        return _WORD.findall(folded)


def split(phrases) -> list[str]:
    """The phrases of a data entry: strings with "|" between them."""
    rows = [phrases] if isinstance(phrases, str) else phrases
    return [phrase for row in rows for phrase in row.split("|") if phrase]


def inflect(base: str, irregular: str, lang: str):
    """Yield (kind, form) of a verb: "act" for what was done, "act0" for the base form."""
    if lang == "es":
        yield from _spanish(base, irregular)
        return
    yield "act0", base
    forms = irregular.split("|") if irregular else []
    past = [form for form in forms if not form.endswith("ing")]
    yield from (("act", form) for form in past or [_past(base)])
    gerunds = [form for form in forms if form.endswith("ing")]
    stem = base[:-1] if base.endswith("e") and not base.endswith("ee") else base
    yield from (("act0", form) for form in gerunds or [f"{stem}ing"])


def _past(base: str) -> str:
    if base.endswith("e"):
        return f"{base}d"
    if base.endswith("y") and base[-2:-1] not in "aeiou":
        return f"{base[:-1]}ied"
    return f"{base}ed"


_ES_SPELLING = (("car", "qué"), ("gar", "gué"), ("zar", "cé"))


def _spanish(base: str, irregular: str):
    """First person: preterite "act", plural "we_act"; infinitive, future, conditional and present "act0"."""
    stem, ending = base[:-2], base[-2:]
    past = next((base[: -len(old)] + new for old, new in _ES_SPELLING if base.endswith(old)), "")
    past = past or (f"{stem}é" if ending == "ar" else f"{stem}í")
    yield from (("act", form) for form in (irregular.split("|") if irregular else [past]))
    yield "we_act", f"{stem}amos" if ending == "ar" else f"{stem}imos"
    gerund = f"{stem}ando" if ending == "ar" else f"{stem}iendo"
    yield from (("act0", form) for form in (base, f"{base}é", f"{base}ía", gerund, f"{stem}o"))


@cache
def lexicon(lang: str) -> Lexicon:
    return Lexicon(lang)


@lru_cache(maxsize=2)
def needs_data() -> dict:
    return load("score_needs")
