"""English word forms from tables: base verbs, their -s and -ing forms, case inside a sentence.

Only verbs of the lexicon are changed; an unknown word is never inflected.
"""

from __future__ import annotations

import re
from functools import lru_cache

from .data import load

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


_LINK = re.compile(
    r"\s(?:of|for|with|in|at|on|across|between|to|from|by|before|after|during|under|within|into|through"
    r"|every|each|per|when|if)\s"
)
_COUNTED = re.compile(
    r"(?:\d|two|three|four|five|six|seven|eight|nine|ten|twelve|the|all|our|both|many|several|any|no)\b", re.I
)


@lru_cache(maxsize=1)
def _lexicon() -> dict:
    data = load("fragments_en")
    verbs = frozenset(data["verbs"].split())
    double = frozenset(data["double_final"].split())
    gerunds = {_gerund(verb, double): verb for verb in verbs}
    thirds = {_third(verb): verb for verb in verbs}
    thirds.update(data["third"])
    proper = {word.lower(): word for word in data["proper"].split()}
    return {
        "verbs": verbs,
        "gerund_of": {base: form for form, base in gerunds.items()},
        "gerunds": gerunds,
        "thirds": thirds,
        "proper": proper,
        "common": frozenset(data["common_words"].split()) | verbs,
        "endings": tuple(data["common_endings"]),
        "noun_verbs": frozenset(data["noun_verbs"].split()),
        "nominal": tuple(data["nominal_endings"]),
        "not_verbs": frozenset(data["not_verbs"].split()),
        "bare": frozenset(data["bare_nouns"].split()),
        "bare_endings": tuple(data["bare_endings"]),
        "countable": frozenset(data["countable"].split()),
    }


def _gerund(verb: str, double: frozenset) -> str:
    if verb in double:
        return verb + verb[-1] + "ing"
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
        return verb[:-1] + "ing"
    return verb + "ing"


def _third(verb: str) -> str:
    if verb.endswith(("s", "x", "z", "ch", "sh", "o")):
        return verb + "es"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ies"
    return verb + "s"


def is_verb(word: str) -> bool:
    return word.lower() in _lexicon()["verbs"]


def base_of(word: str) -> str:
    """Base form of a third person or -ing form of the lexicon, else ""."""
    lexicon, word = _lexicon(), word.lower()
    return lexicon["thirds"].get(word) or lexicon["gerunds"].get(word) or ""


def is_third(word: str) -> bool:
    return word.lower() in _lexicon()["thirds"]


def is_ambiguous(word: str) -> bool:
    return word.lower() in _lexicon()["noun_verbs"]


def looks_nominal(phrase: str) -> bool:
    """ "design review", "stock control": verb-like first word, but a noun phrase."""
    words = phrase.lower().split()
    if len(words) == 1:
        return True
    if re.search(r"\b(?:the|an?|all|our|new|their|its)\b", phrase, re.I) or has_determiner(phrase):
        return False
    head = re.split(
        r"\s(?:every|each|of|for|with|in|at|on|across|to|from|by|before|after|during|and|or)\s",
        phrase.lower(),
    )[0].split()
    if len(head) == 1:
        return len(words) > 1 and words[1] in ("of", "and", "or") and not re.search(r"\d", phrase)
    if (
        head[-1].endswith("s") and not head[-1].endswith("ss") and len(head) == 2
    ):  # "monitor changes", "support systems"
        return head[-1].endswith(_lexicon()["nominal"]) and not head[-1].endswith(("tions", "ments", "ences"))
    return len(head) <= 3 and (head[-1].endswith(_lexicon()["nominal"]) or names_a_thing(phrase))


def is_gerund(word: str) -> bool:
    return word.lower() in _lexicon()["gerunds"]


_DETERMINER = [
    "the",
    "a",
    "an",
    "all",
    "our",
    "new",
    "each",
    "every",
    "any",
    "their",
    "its",
    "his",
    "her",
    "your",
    "both",
    "these",
    "those",
    "daily",
    "weekly",
    "monthly",
]


def _head(phrase: str) -> list[str]:
    """Words of ``phrase`` up to the first preposition: "on-call rota", with the noun at the end."""
    return _LINK.split(phrase, maxsplit=1)[0].split()


def stands_bare(phrase: str) -> bool:
    """Tell whether a noun phrase reads right without an article, as far as we know.

    So do "stock control", "two hot meals" and "SCADA", not "float pool".
    """
    head = _head(phrase)
    if not head or _COUNTED.match(phrase):
        return bool(head)
    noun = head[-1].split("-")[-1].strip(",")
    lexicon = _lexicon()
    if head[-1] in lexicon["bare"] or not noun.islower():
        return True
    if noun in lexicon["countable"]:
        return False
    plural = noun.endswith("s") and not noun.endswith(("ss", "us", "is"))
    return plural or noun in lexicon["bare"] or noun.endswith(lexicon["bare_endings"])


def names_a_thing(phrase: str) -> bool:
    """ "staffing grid for three wards": a verb would need an article before such a noun."""
    head = _head(phrase)
    countable = head[-1:] and (head[-1] in _lexicon()["countable"] or head[-1] == "experience")
    return bool(countable) and 1 < len(head) <= 3 and not has_determiner(phrase)


def has_determiner(phrase: str) -> bool:
    return (phrase.lower().split() + ["", ""])[1] in _DETERMINER


def looks_imperative(phrase: str) -> bool:
    """ "Decant the wine": an unknown word before a determiner can only be a verb in a list of duties."""
    words = phrase.split()
    first = words[0].lower() if words else ""
    if len(words) < 3 or not first.isalpha() or first in _lexicon()["not_verbs"] or base_of(first):
        return False
    return words[1].lower() in _DETERMINER and not first.endswith(_lexicon()["endings"])


def gerund_phrase(phrase: str) -> str:
    """ "plan and check shifts" -> "planning and checking shifts"; "" when that is not safe."""
    words = phrase.split()
    forms = _lexicon()["gerund_of"]
    if words[0].strip(",").lower() not in forms:
        return ""
    out, leading = [], True
    for index, word in enumerate(words):
        core = word.rstrip(",")
        known = core.lower() in forms
        joined = index == 0 or words[index - 1] in ("and", "or", "then") or words[index - 1].endswith(",")
        if joined and known and (leading or not is_ambiguous(core)):
            word = forms[core.lower()] + word[len(core) :]
        elif (
            joined
            and known
            and not looks_nominal(" ".join(words[index:]))
            or joined
            and leading
            and not known
            and word not in ("and", "or")
        ):
            return ""
        leading = leading and (known or word in ("and", "or"))
        out.append(word)
    return " ".join(out)


def inner_case(term: str) -> str:
    """``term`` as it stands inside a sentence: "Reduce scrap" -> "reduce scrap", "SQL" stays."""
    words = term.split()
    if not words:
        return term
    lexicon = _lexicon()
    match = _WORD.match(words[0])
    first = match.group(0) if match else words[0]
    if not first[:1].isupper() or any(c.isupper() for c in first[1:]) or any(c.isdigit() for c in words[0]):
        return term
    if first.lower() in lexicon["proper"] or first == "I" or re.match(r"[A-DF-Z][-/]", words[0]):
        return term
    if is_verb(first) or is_gerund(first):
        return term[0].lower() + term[1:] if len(words) > 1 or is_common(first) else term
    if words[-1] in ("Act", "Code", "Directive", "Regulation", "Convention", "Agreement"):
        return term
    rest_capital = [w for w in words[1:] if w[:1].isupper()]
    if rest_capital and len(rest_capital) >= len(words[1:]) - sum(len(w) < 4 for w in words[1:]):
        return _title_case(words, lexicon)
    if len(words) == 1 and not is_common(first):
        return term
    return term[0].lower() + term[1:]


def _title_case(words: list[str], lexicon: dict) -> str:
    """Lower a Title Case term only when every capitalised word is a common word."""
    for word in words:
        core = word.strip(",()")
        parts = core.split("-")
        if core[:1].isupper() and not core.isupper() and not all(is_common(p) for p in parts):
            return " ".join(words)
        if core.lower() in lexicon["proper"]:
            return " ".join(words)
    return " ".join(w if w.isupper() and len(w) > 1 else w[0].lower() + w[1:] for w in words)


def is_common(word: str) -> bool:
    lexicon, word = _lexicon(), word.lower()
    if word in lexicon["proper"]:
        return False
    stem = word[:-1] if word.endswith("s") else word
    return word in lexicon["common"] or stem in lexicon["common"] or word.endswith(lexicon["endings"])
