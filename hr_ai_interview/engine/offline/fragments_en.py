"""English profile lines -> fragments, by the rules of ``fragments_en.json``.

A line is split into clauses, stock phrases ("Responsible for", "Ability to", "3+ years of
experience in") are taken off, and what is left is classified by its first word. A clause that is
too long is cut at a purpose clause or a preposition, never inside a phrase.
"""

from __future__ import annotations

import re
from functools import lru_cache

from . import words_en as words
from .data import load
from .fragment import MAX_LATIN_CHARS, MAX_LATIN_WORDS, Fragment, excerpt_around

_SENTENCE = re.compile(r"(?<=[a-z0-9)])[.;!?]\s+(?=[A-Z0-9a-z])|\s+[–—]\s+|\s+-\s+|;")
_PAREN = re.compile(r"\s*\([^()]*\)\s*$|\s*\([^()]*$")
_UNSAFE = re.compile(r"\b(?:you|your|yours|I|my|me|we|us|he|she|they|is|are|was|were|has|have|will|must|should|not)\b")
_EXAMPLES = re.compile(r"\s*(?:including|such as|like|which|that will|because|e\.g\.)")
_PLACE = re.compile(r"^(?:the|an?) |\b(?:hotel|hospital|company|restaurant|kindergarten|environment|role|position|industry|sector|warehouse|office|team)s?$", re.I)
_ACTIVITY = ("ing", "management", "control", "maintenance", "development", "design", "analysis")
_PRONOUN = re.compile(r"\b(?:it|them|this|these|they|their|its)\b", re.I)
_FREQUENCY = ("daily", "weekly", "monthly", "quarterly", "yearly", "hourly", "early", "supply")
_PERSON = re.compile(r"\b(?:candidate|applicant|you are|we are looking)\b", re.I)
_TOKEN = re.compile(r"[A-Za-z][\w'’-]*")


@lru_cache(maxsize=1)
def _rules() -> dict:
    data = load("fragments_en")
    return {
        "prefixes": [(re.compile(rule, re.I), mode) for rule, mode in data["prefixes"]],
        "suffixes": [re.compile(rule, re.I) for rule in data["suffixes"]],
        "purpose": re.compile("|".join(data["purpose"]), re.I),
        "prepositions": frozenset(data["prepositions"].split()),
        "dangling": frozenset(data["dangling"].split()),
        "traits": frozenset(data["traits"].split()),
        "trait_endings": tuple(data["trait_endings"]),
    }


def fragments(line: str, origin: str) -> list[Fragment]:
    """All usable pieces of one line; origin: "duty", "requirement" or "skill"."""
    found: list[Fragment] = []
    for sentence in _SENTENCE.split(line):
        sentence = (sentence or "").strip(" .,;:")
        head, colon, tail = sentence.partition(": ")
        if colon:
            sentence = tail if len(head.split()) <= 4 else head
        for fragment in _clauses(sentence, origin):
            found.append(_with_excerpt(fragment, line))
    return found


def _with_excerpt(fragment: Fragment, line: str) -> Fragment:
    excerpt = excerpt_around(line, fragment.literal)
    return Fragment(fragment.cls, fragment.term, fragment.literal, excerpt, fragment.label)


def _clauses(sentence: str, origin: str) -> list[Fragment]:
    text, mode = _strip(sentence, origin)
    if not text:
        return []
    if _PERSON.search(text):
        return []
    if mode == "tool":
        text = _PAREN.sub("", text)
        return [f for part in _list_items(text) if (f := _classify(part, mode, origin))]
    found = []
    for part in _split_verbs(text):
        fragment = _classify(part, mode, origin)
        if fragment:
            found.append(fragment)
    return found


def _strip(text: str, origin: str) -> tuple[str, str]:
    """Take stock phrases off both ends; the mode says what the rest can be."""
    mode = "tool" if origin == "skill" else "auto"
    for suffix in _rules()["suffixes"]:
        text = suffix.sub("", text)
    for _round in range(3):
        for prefix, kind in _rules()["prefixes"]:
            match = prefix.match(text)
            if match and match.end() < len(text):
                text = text[match.end() :]
                if kind != "again":
                    mode = kind if mode in ("auto", "noun") or kind != "noun" else mode
                break
        else:
            break
    return text.strip(" .,;:"), mode


def _list_items(text: str) -> list[str]:
    """"Python, SQL and Tableau" -> three items; phrases that only look like lists stay whole."""
    parts = [p.strip() for p in re.split(r",\s*(?:and |or )?|\s+(?:and|or)\s+|\s*/\s*", text) if p.strip()]
    short = all(len(p.split()) <= 2 for p in parts)
    named = all(p[:1].isupper() or any(c.isdigit() for c in p) for p in parts)
    if len(parts) > 1 and (("," in text and short) or named):
        return parts
    if "," in text:
        return [text.split(",")[0]]
    return [text]


def _split_verbs(text: str) -> list[str]:
    """Split at commas and "and" where the next word is again a verb of the same form."""
    pieces = re.split(r"(,\s*(?:and\s+|or\s+|then\s+)?|\s+and\s+(?:then\s+)?)", text)
    parts = [pieces[0]]
    for joint, piece in zip(pieces[1::2], pieces[2::2]):
        word = (_TOKEN.match(piece) or [""])[0].lower()
        first = (_TOKEN.match(parts[-1]) or [""])[0].lower()
        same = (words.is_verb(first) and words.is_verb(word)) or (
            words.base_of(first) and words.base_of(word)
        )
        if same and not _PRONOUN.search(piece) and len(piece.split()) > 1 and len(parts[-1].split()) > 1:
            parts.append(piece)
        else:
            parts[-1] += joint + piece
    return [part.strip(" ,") for part in parts]


def _classify(text: str, mode: str, origin: str) -> Fragment | None:
    text = re.sub(r"^(?:also|regularly|independently|proactively|actively|effectively|help to|help) ", "", text, flags=re.I)
    text = _PAREN.sub("", text)
    if re.match(r"as an? ", text):
        return _quote(text[text.index(" ", 3) + 1 :])
    first = (_TOKEN.match(text) or [""])[0]
    verb = words.is_verb(first) and not (
        mode != "verb" and words.is_ambiguous(first) and (words.looks_nominal(text) or mode == "tool")
    )
    if mode == "verb" and not verb:
        verb = first.islower() and not words.base_of(first)
        mode = mode if verb else "auto"
    if origin == "skill" and (words.is_ambiguous(first) or len(text.split()) < 3):
        verb = False
    if verb and len(text.split()) > 1 and (mode in ("verb", "auto") or not words.is_ambiguous(first)):
        return _verb_phrase(text, text)
    base = words.base_of(first)
    if re.match(r"\w+ of\b", text):
        base = ""
    if base and len(text.split()) > 1 and (mode != "tool" or first.lower().endswith("ing")):
        ambiguous_plural = words.is_third(first) and words.is_ambiguous(base) and origin == "skill"
        if not ambiguous_plural and not _gerund_compound(text, first):
            return _inflected(text, first, base)
    return _noun_phrase(text, mode, origin)


def _gerund_compound(text: str, first: str) -> bool:
    """"Training needs analysis", "Welding techniques": the -ing word modifies a noun."""
    return first.lower().endswith("ing") and len(text.split()) < 4 and words.looks_nominal(text)


def _inflected(text: str, first: str, base: str) -> Fragment | None:
    rest = text[len(first) :]
    second = re.match(r"\s+(and|or)\s+([A-Za-z]+)(?=\s)", rest)
    if second:
        other = words.base_of(second.group(2)) or (second.group(2) if words.is_verb(second.group(2)) else "")
        if not other:
            return _noun_phrase(text, "quote")
        tail = rest[second.end() :]
        return _verb_phrase(f"{base} {second.group(1)} {other}{tail}", tail.strip())
    if words.is_third(first) and re.search(r"(?:,| and) [a-z]+s\b", rest):
        later = re.search(r"(?:,| and) ([a-z]+s)\b", rest)
        if later and words.is_third(later.group(1)):
            rest = rest[: later.start()]
    return _verb_phrase(base + rest, rest.strip())


def _verb_phrase(phrase: str, literal: str) -> Fragment | None:
    phrase = trim(phrase)
    if not phrase or len(phrase.split()) < 2:
        return None
    if _UNSAFE.search(phrase):
        return _quote(trim(literal))
    if literal not in phrase and phrase not in literal:
        literal = _shared_tail(phrase, literal)
    term = words.inner_case(phrase)
    literal = phrase if phrase in literal else literal
    gerund = words.gerund_phrase(term)
    return Fragment("vp", term, literal, "", gerund or f'"{term}"')


def _shared_tail(phrase: str, literal: str) -> str:
    """The longest start of ``literal`` that ends ``phrase`` (the phrase was cut behind it)."""
    parts = literal.split()
    for size in range(len(parts), 0, -1):
        piece = " ".join(parts[:size])
        if phrase.endswith(piece):
            return piece
    return parts[0]


def _noun_phrase(text: str, mode: str, origin: str = "duty") -> Fragment | None:
    if mode == "tool" and _PLACE.search(text):
        return _quote(re.sub(r"^(?:the|a|an) ", "", text, flags=re.I))
    text = trim(re.sub(r"^(?:the|a|an) ", "", text, flags=re.I))
    if not text or text.lower() in _rules()["dangling"]:
        return None
    if mode == "quote" or _UNSAFE.search(text) or "," in text:
        return _quote(text)
    term = words.inner_case(text)
    low = term.lower()
    if low in _rules()["traits"] or low.endswith(_rules()["trait_endings"]):
        return Fragment("trait", term, text, "", term)
    if len(text.split()) == 1 and not text[:1].isupper() and len(text) < 3:
        return None
    if mode == "auto" and (not _nounlike(low) or (origin == "requirement" and not low.endswith(_ACTIVITY))):
        return _quote(text)
    return Fragment("tool" if mode == "tool" else "np", term, text, "", term)


def _nounlike(low: str) -> bool:
    """A noun phrase we dare to put after "this job includes"."""
    parts = low.split()
    if len(parts) > 9 or re.search(r"\b(?:who|that|which|if|when|very|be|can)\b", low):
        return False
    head = re.split(r"\s(?:of|for|with|in|at|on|across|between|to|from|and)\s", low)[0].split()
    if not head or (head[0].endswith("ly") and head[0] not in _FREQUENCY) or head[0].endswith(("ed", "able")) and len(head) == 1:
        return False
    return words.is_common(head[-1]) or len(head) > 1


def _quote(text: str) -> Fragment | None:
    text = trim(text, 10)
    if not text or len(text) < 3:
        return None
    return Fragment("quote", text, text, "", f'"{text}"')


def trim(text: str, limit: int = MAX_LATIN_WORDS) -> str:
    """Cut to a clause of sensible length; always a literal start of ``text``."""
    purpose = _rules()["purpose"].search(text)
    if purpose and len(text.split()) < 9 and not _EXAMPLES.match(purpose.group(0)):
        purpose = None
    if purpose and len(text[: purpose.start()].split()) >= 2:
        text = text[: purpose.start()]
    if len(text.split()) > 8:
        text = _cut_infinitive(text)
    paren = text.find(" (")
    if paren > 0:
        text = text[:paren] if text.count("(") != text.count(")") or len(text.split()) > 7 else text
    text = text.strip(" .,;:-")
    while len(text.split()) > limit or len(text) > MAX_LATIN_CHARS:
        cut = _cut_point(text, limit)
        if cut <= 0:
            return ""
        text = text[:cut].rstrip(" .,;:-")
    while text and text.split()[-1].lower() in _rules()["dangling"]:
        text = text[: -len(text.split()[-1])].rstrip(" .,;:-")
    return text


def _cut_infinitive(text: str) -> str:
    """Drop a trailing "to meet the requirements" of a long phrase."""
    for match in re.finditer(r"\s+to (?=([a-z]+)\b)", text):
        if words.is_verb(match.group(1)) and len(text[: match.start()].split()) >= 3:
            return text[: match.start()]
    return text


def _cut_point(text: str, limit: int) -> int:
    """Position of the last comma, "and" or preposition that leaves at most ``limit`` words."""
    best, position = 0, 0
    for index, word in enumerate(text.split(" ")[: limit + 1]):
        if index >= 2 and position <= MAX_LATIN_CHARS:
            if word.lower() in _rules()["prepositions"] or word.lower() in ("and", "or"):
                best = position
            elif text[position - 2] == ",":
                best = position - 1
        position += len(word) + 1
    return best
