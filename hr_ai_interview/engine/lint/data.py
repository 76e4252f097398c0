"""Load the rules (JSON under ``data/``) once and compile them.

How: a lexicon has *macros* (named pieces of regex), *frames* (ways to ask a candidate about a
thing, with the slot ``{T}``) and *rules* (one per topic: lists of terms per frame, free ``ask``
patterns, ``strong`` terms and ``except`` patterns). Terms put into frames give one regex per rule.
Cues derived from the patterns (see ``cues``) make the check fast and never decide anything. Patterns
are written against normalised text: lower case, no Latin accents, simplified characters for zh_CN.

It does not read anything outside this package and holds no rule of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from ..datafile import expand, load_json
from .cues import SLOT, CueIndex, flat, required_literals, slot_literals

LINT_LANGS = ("en", "zh_CN", "ja", "es")
BASELINE = "INTL"
_FOLDER = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Rule:
    """One compiled topic.

    ``replace``: rewrite template of the sentence (tone rules only). ``strong``: terms so personal that
    they count in any sentence that is not about work or other people (see ``Lexicon.bar``).
    """

    code: str
    category: str
    severity: str
    cues: frozenset[str]
    ask: re.Pattern[str]
    excluded: re.Pattern[str] | None
    replace: str = ""
    strong: re.Pattern[str] | None = None
    strong_cues: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The topics of one language about which a candidate must not be asked.

    ``cues``: the numbers of the rules whose ``ask`` can match a text and, ``len(rules)`` higher, of those
    whose ``strong`` can (see ``woken``). ``bar``: signs that a sentence is about work or other
    people; ``marker``: signs that it speaks to the candidate;
    ``task``: a sentence that asks how work is done; ``owner``: words that tie a topic to the candidate.
    """

    rules: tuple[Rule, ...]
    cues: CueIndex
    innocent: re.Pattern[str] | None
    marker: re.Pattern[str]
    bar: re.Pattern[str]
    task: re.Pattern[str] | None
    owner: re.Pattern[str] | None
    variants: dict[int, int]

    def woken(self, text: str) -> tuple[list[Rule], list[Rule]]:
        """Return the rules whose ``ask`` can match the text and those whose ``strong`` can."""
        numbers, count = self.cues.find(flat(text)), len(self.rules)
        asking = [self.rules[number] for number in numbers if number < count]
        return asking, [self.rules[number - count] for number in numbers if number >= count]


@dataclass(frozen=True, slots=True)
class Tone:
    """Wording rules of one language: tone and leading, jargon, and the structure patterns.

    Group n of ``jargon`` stands for the plain words ``jargon_plain[n - 1]``. ``cues``: the numbers of the
    rules that can match a text; ``len(rules)`` stands for the jargon.
    """

    rules: tuple[Rule, ...]
    cues: CueIndex
    jargon: re.Pattern[str]
    jargon_plain: tuple[str, ...]
    closed: tuple[tuple[re.Pattern[str], str], ...]
    patterns: dict[str, re.Pattern[str]]
    pair: dict[str, str]
    limits: dict[str, int]
    words: frozenset[str]

    def woken(self, text: str) -> tuple[list[Rule], bool]:
        """Return the rules that can match the text and whether jargon can stand in it."""
        numbers, count = self.cues.find(flat(text)), len(self.rules)
        return [self.rules[number] for number in numbers if number < count], count in numbers


def load(name: str) -> dict:
    """Return the data file ``name`` (without suffix)."""
    return load_json(_FOLDER, name)


def _alternation(patterns: list[str], macros: dict[str, str]) -> re.Pattern[str] | None:
    """Compile the patterns into one, tried from left to right."""
    if not patterns:
        return None
    return re.compile("|".join(f"(?:{expand(each, macros)})" for each in patterns))


def _rule_patterns(rule: dict, frames: dict[str, list[str]]) -> list[str]:
    """Return all patterns of one rule: its free ones and its terms put into their frames."""
    patterns = list(rule.get("ask", ()))
    for name, shapes in frames.items():
        terms = rule.get(name)
        if terms:
            slot = "(?:" + "|".join(terms) + ")"
            patterns.extend(shape.replace("{T}", slot) for shape in shapes)
    return patterns


def _cues_of(sources: Iterable[str]) -> frozenset[str]:
    """Return strings one of which stands in every match of one of the patterns ("" when unknown)."""
    found = [required_literals(source) or {""} for source in sources]
    return frozenset().union(*found)


def _rule_cues(rule: dict, frames: dict[str, list[str]], macros: dict[str, str]) -> frozenset[str]:
    """Return the cues of a rule: of its free patterns and of its terms in their frames."""
    cues = _cues_of(expand(source, macros) for source in rule.get("ask", ()))
    for name, shapes in frames.items():
        if terms := [expand(term, macros) for term in rule.get(name, ())]:
            places = tuple(expand(shape.replace("{T}", SLOT), macros) for shape in shapes)
            cues |= slot_literals(places, terms) or {""}
    return cues


def _build_rule(rule: dict, frames: dict[str, list[str]], macros: dict[str, str]) -> Rule:
    """Compile one rule of a lexicon or of a tone file."""
    return Rule(
        code=rule["code"],
        category=rule.get("category") or rule["code"].split(".")[0],
        severity=rule.get("severity", "block"),
        cues=_rule_cues(rule, frames, macros),
        ask=_alternation(_rule_patterns(rule, frames), macros),
        excluded=_alternation(rule.get("except", []), macros),
        replace=rule.get("replace", ""),
        strong=_alternation(rule.get("strong", []), macros),
        strong_cues=_cues_of(expand(term, macros) for term in rule.get("strong", ())),
    )


@cache
def lexicon(lang: str) -> Lexicon:
    """Return the compiled lexicon of a language."""
    raw = load(f"lexicon_{lang}")
    macros, frames = raw["macros"], raw["frames"]
    variants = load("variants_zh")["pairs"] if lang == "zh_CN" else {}
    rules = tuple(_build_rule(rule, frames, macros) for rule in raw["rules"])
    personal = raw["personal"]
    return Lexicon(
        rules=rules,
        cues=CueIndex([rule.cues for rule in rules] + [rule.strong_cues for rule in rules]),
        innocent=_alternation(raw.get("innocent", []), macros),
        marker=re.compile(personal["marker"]),
        bar=re.compile(personal["bar"]),
        task=re.compile(personal["task"]) if "task" in personal else None,
        owner=re.compile(personal["owner"]) if "owner" in personal else None,
        variants={ord(old): ord(new) for old, new in variants.items()},
    )


@cache
def tone(lang: str) -> Tone:
    """Return the compiled wording rules of a language."""
    raw = load(f"tone_{lang}")
    macros = raw.get("macros", {})
    rules = tuple(_build_rule(rule, {}, macros) for rule in raw["rules"])
    return Tone(
        rules=rules,
        cues=CueIndex([rule.cues for rule in rules] + [_cues_of(row["term"] for row in raw["jargon"])]),
        jargon=re.compile("|".join(f"({row['term']})" for row in raw["jargon"])),
        jargon_plain=tuple(row["plain"] for row in raw["jargon"]),
        closed=tuple((re.compile(expand(row["ask"], macros)), row["replace"]) for row in raw["closed"]),
        patterns={name: re.compile(expand(pattern, macros)) for name, pattern in raw["patterns"].items()},
        pair=raw["pair"],
        limits=raw["limits"],
        words=frozenset(raw.get("stopwords", ())),
    )


def messages(lang: str) -> dict[str, dict[str, str]]:
    """Return {code: {"message": ..., "rewrite": ...}} in a language."""
    return load(f"messages_{lang}")["codes"]


def known_country(country: str) -> str:
    """Return ``country`` as an ISO 3166 code in capitals ("EU" counts as one), "" when it is none."""
    code, index = country.strip().upper(), load("countries")
    return code if code == index["eu"] or code in (*index["eu_members"], *index["known"].split()) else ""


@lru_cache(maxsize=64)
def country_pack(country: str | None) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Return {code: (severity, law ids)} that hold in a country.

    A member state of the EU gets the EU's rules and, before them, its own if a pack exists. A
    country without a pack gets the international baseline.
    """
    index = load("countries")
    code = known_country(country or "")
    names = index["packs"].get(code) or ([index["eu"]] if code in index["eu_members"] else [])
    pack: dict[str, tuple[str, tuple[str, ...]]] = {}
    for name in [*names, BASELINE]:
        for key, (severity, laws) in load(f"country_{name}")["codes"].items():
            if key not in pack:
                pack[key] = (severity, tuple(laws))
            elif name != BASELINE:
                pack[key] = (pack[key][0], pack[key][1] + tuple(laws))
    return pack


def law_text(law_ids: tuple[str, ...], lang: str) -> str:
    """Return the names of the laws in a language, joined."""
    laws = load("laws")["laws"]
    return "; ".join(laws[law][lang] for law in law_ids)


def version() -> str:
    """Return the newest version among the data files."""
    names = ["common_words", "countries", "laws", "variants_zh"]
    names += [f"{kind}_{lang}" for kind in ("lexicon", "tone", "messages") for lang in LINT_LANGS]
    names += [f"country_{name}" for name in load("countries")["all_packs"]]
    newest = max((load(name)["version"] for name in names), key=_version_key)
    return f"lint-{newest}"


def _version_key(version_text: str) -> tuple[int, ...]:
    """Return a version as numbers, so that 1.10.0 is newer than 1.9.0."""
    return tuple(int(part) for part in version_text.split("."))
