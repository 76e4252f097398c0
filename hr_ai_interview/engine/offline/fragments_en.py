"""English profile lines -> fragments, by the rules of ``fragments_en.json``.

A line is split into clauses, stock phrases ("Responsible for", "Ability to", "3+ years of
experience in") are taken off, and what is left is classified by its first word. A clause that is
too long is cut at a purpose clause or a preposition, never inside a phrase.
"""

from __future__ import annotations

import re
from functools import lru_cache

from . import freeform
from . import words_en as words
from .clauses_en import list_items, split_verbs
from .data import load
from .fragment import MAX_LATIN_CHARS, Fragment, excerpt_around
from .glossary import is_name
from .trim_en import dangling, trim

_SENTENCE = re.compile(r"(?<=[a-z0-9)])(?<!\b[ap]\.m)[.;!?]\s+(?=[A-Z0-9a-z])|\s+[–—]\s+|\s+-\s+|;")
_PAREN = re.compile(r"\s*\([^()]*\)\s*$|\s*\([^()]*$")
_UNSAFE = re.compile(
    r"\b(?:you|your|yours|I|my|me|we|us|he|she|they|is|are|was|were|has|have|will|must|should|not)\b"
)
_PLACE = re.compile(
    r"^(?:the|an?) |\b(?:hotel|hospital|company|restaurant|kindergarten|environment|role|position|industry"
    r"|sector|warehouse|(?<!ms )(?<!microsoft )office|team|room|cent(?:re|er)|plant|lab"
    r"|laboratory|school|clinic|firm|agency|bank|theatre|studio|kitchen|bedside|shop floor|front line)s?$",
    re.I,
)
_ACTIVITY = ("ing", "management", "control", "maintenance", "development", "design", "analysis")
_INNER_PAREN = re.compile(r" \([^()]{1,80}\)(?= [a-z])")
_EMPTY = re.compile(
    r"(?:an? |the )?(?:similar|comparable|equivalent|same|related) "
    r"(?:position|role|job|field|environment|function|capacity|area|industry)s?$",
    re.I,
)
_RATHER = re.compile(r"(?:ideally|preferably|possibly|maybe|better)\b", re.I)
_OURS = re.compile(r"\b(?:our|your) (?:own )?", re.I)
_COUNTED = r"(?=two|three|four|five|six|seven|eight|nine|ten|twelve|\d|many|various)"
_TALKING = re.compile(r"\b(?:I|we|you)(?:['’]\w+)?\b", re.I)
_CLAUSE_INSIDE = re.compile(r"\b(?:whether|if|where|when|that|which|who)\b")
_FREQUENCY = ("daily", "weekly", "monthly", "quarterly", "yearly", "hourly", "early", "supply")
_PERSON = re.compile(r"\b(?:candidate|applicant|we are looking)\b", re.I)
_SUBJECT = re.compile(
    r"^(?:(?:he|she|he/she|he or she|s/he|they)|(?:the|this) (?:[\w-]+ ){1,3}?)\s*(?=([a-z]+)\b)", re.I
)
_NO_OBJECT = re.compile(
    r"^[a-z]+(?: (?:and|or) [a-z]+)? (?:within|by|in|at|before|after|for|on|to|from)\b", re.I
)
_TOKEN = re.compile(r"[A-Za-z][\w'’-]*")


@lru_cache(maxsize=1)
def _rules() -> dict:
    data = load("fragments_en")
    return {
        "prefixes": [(re.compile(rule, re.I), mode) for rule, mode in data["prefixes"]],
        "suffixes": [re.compile(rule, re.I) for rule in data["suffixes"]],
        "traits": frozenset(data["traits"].split()),
        "trait_endings": tuple(data["trait_endings"]),
        "soft": frozenset(data["soft_skills"]),
        "counted": tuple(data["traits_counted"]),
    }


def fragments(line: str, origin: str) -> list[Fragment]:
    """All usable pieces of one line; origin: "duty", "requirement" or "skill"."""
    found: list[Fragment] = []
    for sentence in _SENTENCE.split(freeform.plain(_INNER_PAREN.sub("", line), "en")):
        sentence = (sentence or "").strip(" .,;:!?")
        for part, mode in _around_colon(sentence, origin):
            for clause in freeform.split(part, "en"):
                found += [_with_excerpt(fragment, line) for fragment in _clauses(clause, origin, mode)]
    return found


def _around_colon(sentence: str, origin: str) -> list[tuple[str, str]]:
    """ "Monitoring: check the logs" -> its second half; "networking: DNS, TLS" -> all of it."""
    head, colon, tail = sentence.partition(": ")
    if origin != "skill" and freeform.is_heading(head, "en"):
        return [(tail, "")] if tail else []
    if not colon:
        return [(sentence, "")]
    if _TALKING.search(head):  # "I am looking for somebody to help me: you greet patients"
        return [(tail, "")]
    if _strip(head, origin)[1] == "tool":
        return [(head, ""), (tail, "tool")]
    if len(head.split()) > 4:
        return [(head, "")]
    first = (_TOKEN.match(tail) or [""])[0]
    if words.is_verb(first) and _NO_OBJECT.match(tail):  # "swap requests: approve or decline within a day"
        return [(head, "")]
    return [(tail, "")]


def _with_excerpt(fragment: Fragment, line: str) -> Fragment:
    excerpt = excerpt_around(line, fragment.literal)
    return Fragment(fragment.cls, fragment.term, fragment.literal, excerpt, fragment.label)


def _clauses(sentence: str, origin: str, mode: str = "") -> list[Fragment]:
    person = _SUBJECT.match(sentence)
    if person and words.is_third(person.group(1)):
        sentence = sentence[person.end() :]
    text, found_mode = _strip(sentence, origin)
    mode = mode or found_mode
    if not text:
        return []
    if _PERSON.search(text) or _EMPTY.match(text):
        return []
    required = origin == "requirement"
    place = required and _PLACE.search(text) and "," not in text
    if mode == "tool" and (place or re.match(r"as\b", text)):  # "three years of experience as bookkeeper"
        return [fragment] if (fragment := _quote(_unsuffixed(sentence))) else []
    named = required and mode == "auto" and all(map(is_name, list_items(_PAREN.sub("", text))))
    if named:  # "SQL, Python"
        mode = "tool"
    if mode == "tool":
        parts = [part for part in list_items(_PAREN.sub("", text)) if not _RATHER.match(part)]
        return [f for part in parts if (f := _classify(part, mode, origin))]
    found = []
    for part in split_verbs(text):
        fragment = _classify(part, mode, origin)
        if fragment and fragment.cls == "quote" and mode == "noun":
            fragment = _with_adjective(fragment, sentence)
        if fragment:
            found.append(fragment)
    return found


def _with_adjective(fragment: Fragment, sentence: str) -> Fragment:
    """ "good memory for faces": what is quoted keeps the word in front of it."""
    lead = re.search(r"\b[a-z-]+ (?:with |at )?$", sentence[: max(sentence.find(fragment.term), 0)], re.I)
    return (lead and _quote(lead[0] + fragment.term)) or fragment


def _strip(text: str, origin: str) -> tuple[str, str]:
    """Take stock phrases off both ends; the mode says what the rest can be."""
    mode = "tool" if origin == "skill" else "auto"
    text = _unsuffixed(text)
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


def _unsuffixed(text: str) -> str:
    if re.search(r"\b(?:whether|if)\b(?! (?:needed|required|necessary)$)", text):
        return text
    for suffix in _rules()["suffixes"]:
        text = suffix.sub("", text)
    return text


def _classify(text: str, mode: str, origin: str) -> Fragment | None:
    text = re.sub(
        r"^(?:also|regularly|independently|proactively|actively|effectively|help to|help(?! out| with| us)) ",
        "",
        text,
        flags=re.I,
    )
    text = _PAREN.sub("", text)
    if re.match(r"as an? ", text):
        return _quote(text[text.index(" ", 3) + 1 :])
    first = (_TOKEN.match(text) or [""])[0]
    verb = words.is_verb(first) and not (
        mode != "verb" and words.is_ambiguous(first) and (words.looks_nominal(text) or mode == "tool")
    )
    if re.match(r"\w+,", text) and not words.is_verb((_TOKEN.findall(text) + ["", ""])[1]):
        verb = False  # "warm, approachable and calm"
    if (
        origin == "requirement"
        and mode == "auto"
        and words.is_ambiguous(first)
        and not words.has_determiner(text)
    ):
        verb = False
    verb = verb or mode == "auto" and origin == "duty" and words.looks_imperative(text)
    if mode == "verb" and not verb:
        verb = first.islower() and not words.base_of(first)
        mode = mode if verb else "auto"
    if origin == "skill" and (
        words.is_ambiguous(first) or len(text.split()) < 3 or first.lower().endswith("ing")
    ):
        return _noun_phrase(text, mode, origin)
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
    """ "Training needs analysis", "Welding techniques": the -ing word modifies a noun."""
    short = len(text.split()) < 4 and words.looks_nominal(text)
    return first.lower().endswith("ing") and (short or words.names_a_thing(text))


def _inflected(text: str, first: str, base: str) -> Fragment | None:
    rest = text[len(first) :]
    while second := re.match(r"(,\s*(?:and\s+|or\s+)?|\s+(?:and|or)\s+)([A-Za-z]+)(?=[\s,])", rest):
        other = words.base_of(second.group(2)) or (second.group(2) if words.is_verb(second.group(2)) else "")
        if not other:
            return _noun_phrase(text, "quote")
        base, rest = base + second.group(1) + other, rest[second.end() :]
    if first.lower().endswith("ing") and re.match(r"\s+of\b", rest):
        return _noun_phrase(text, "auto")  # "picking and packing of orders"
    if words.is_third(first) and re.search(r"(?:,| and) [a-z]+s\b", rest):
        later = re.search(r"(?:,| and) ([a-z]+s)\b", rest)
        if later and words.is_third(later.group(1)):
            rest = rest[: later.start()]
    found = _verb_phrase(base + rest, rest.strip())
    return _quote(text) if found and found.cls == "quote" else found


def _verb_phrase(phrase: str, literal: str) -> Fragment | None:
    phrase = trim(phrase)
    if not phrase or len(phrase.split()) < 2:
        return None
    if _OURS.search(phrase) and not _UNSAFE.search(_OURS.sub("", phrase)):
        return _of_anybody(phrase)
    chain = re.match(r"report (?:directly )?to (?:the|our|an?) ", phrase, re.I) and len(phrase.split()) < 7
    if chain or _NO_OBJECT.match(phrase) and re.match(r"\w+ (?:and|or) ", phrase):
        return None
    unsafe = _UNSAFE.search(phrase)
    if unsafe and not (
        unsafe.group(0) in ("is", "are", "has", "have") and _CLAUSE_INSIDE.search(phrase[: unsafe.start()])
    ):
        return _quote(trim(literal))
    if literal not in phrase and phrase not in literal:
        literal = _shared_tail(phrase, literal)
    term = words.inner_case(phrase)
    literal = phrase if phrase in literal else literal
    gerund = words.gerund_phrase(term)
    return Fragment("vp", term, literal, "", gerund or f'"{term}"')


def _of_anybody(phrase: str) -> Fragment | None:
    """ "keep the books of our three shops": where the candidate worked they were not ours."""
    literal = max(_OURS.split(phrase), key=len).strip()
    phrase = re.sub(_OURS.pattern + _COUNTED, "", phrase, flags=re.I)
    return _verb_phrase(_OURS.sub("the ", phrase), literal)


def _shared_tail(phrase: str, literal: str) -> str:
    """The longest start of ``literal`` that ends ``phrase`` (the phrase was cut behind it)."""
    parts = literal.split()
    for size in range(len(parts), 0, -1):
        piece = " ".join(parts[:size])
        if phrase.endswith(piece):
            return piece
    return parts[0]


def _noun_phrase(text: str, mode: str, origin: str = "duty") -> Fragment | None:
    if mode == "tool" and origin != "skill" and _PLACE.search(text):
        return _quote(re.sub(r"^(?:the|a|an) ", "", text, flags=re.I))
    whole, text = text, trim(re.sub(r"^(?:the|a|an) ", "", text, flags=re.I))
    if not text or text.lower() in dangling():
        return None
    if _UNSAFE.search(text):
        return _quote(whole)
    if mode == "quote" or "," in text:
        return _quote(text)
    term = words.inner_case(text)
    low = term.lower()
    if attitude := _attitude(text, term, mode == "tool" and origin == "requirement"):
        return attitude
    if len(text.split()) == 1 and not text[:1].isupper() and len(text) < 3:
        return None
    if origin == "requirement" and mode != "tool" and not low.endswith(_ACTIVITY) and not is_name(text):
        return _quote(text)
    if text.split()[0].isupper() and len(text.split()) > 3 and words.is_verb(text.split()[1]):
        return _quote(text)  # "PAT test portable equipment"
    if text.split()[-1] in ("Act", "Code", "Directive", "Regulation", "Convention"):
        return Fragment("tool", f"the {text}", text, "", f"the {text}")
    if mode == "auto" and not _nounlike(low):
        return _quote(text)
    if not words.stands_bare(term):
        term = f'"{term}"'  # "responsible for float pool" wants an article we cannot be sure of
    return Fragment("tool" if mode == "tool" or origin == "requirement" else "np", term, text, "", term)


def _attitude(text: str, term: str, is_sector: bool) -> Fragment | None:
    """A way of working, None for anything else; ``is_sector``: "one year in hospitality" is a trade."""
    low = term.lower()
    if low.endswith((" skills", " skill")) and not set(low.split()[:-1]) & _rules()["soft"]:
        return Fragment("tool", term, text, "", term)  # "make-up skills": knowledge, no attitude
    if low.endswith(_rules()["counted"]):
        term = f"{'an' if low[0] in 'aeiou' else 'a'} {term}"
        return Fragment("trait", term, text, "", term)
    if low.endswith(" player"):
        return _quote(text)
    if low in _rules()["traits"] and not is_sector or low.endswith(_rules()["trait_endings"]):
        return Fragment("trait", term, text, "", term)
    return None


def _nounlike(low: str) -> bool:
    """A noun phrase we dare to put after "this job includes"."""
    parts = low.split()
    if len(parts) > 9 or re.search(r"\b(?:who|that|which|if|when|very|be|can)\b", low):
        return False
    head = re.split(r"\s(?:of|for|with|in|at|on|across|between|to|from|and)\s", low)[0].split()
    if parts[0] in ("at", "in", "on", "of", "to", "with", "by", "from", "as") or not _known_start(low):
        return False
    if (
        not head
        or (head[0].endswith("ly") and head[0] not in _FREQUENCY)
        or head[0].endswith(("ed", "able"))
        and len(head) == 1
    ):
        return False
    return words.is_common(head[-1]) or len(head) > 1


def _known_start(low: str) -> bool:
    """Starts like a noun phrase: a word we know or a noun of the known endings, no plain verb."""
    first = re.split(r"[\s/]", low)[0]
    if words.is_verb(first) and not words.is_ambiguous(first):
        return False
    return all(words.is_common(part) or words.is_gerund(part) or len(part) < 4 for part in first.split("-"))


def _quote(text: str) -> Fragment | None:
    text = text.strip(" .,;:-")
    if len(text.split()) > 14 or len(text) > MAX_LATIN_CHARS:
        text = trim(text, 10)
    if not text or len(text) < 3 or re.match(r"(?:together|with|including)\b", text):
        return None
    return Fragment("quote", text, text, "", f'"{text}"')
