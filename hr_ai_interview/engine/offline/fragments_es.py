"""Spanish profile lines -> fragments, by the rules of ``fragments_es.json``.

Same steps as English: split into clauses, take off stock phrases ("Responsable de", "Experiencia
en", "Capacidad para"), classify by the first word, cut long clauses at a preposition.
"""

from __future__ import annotations

import re
from functools import lru_cache

from . import freeform
from . import words_es as words
from .data import load
from .fragment import MAX_LATIN_CHARS, Fragment, excerpt_around, last_break, shortened, without_purpose

_SENTENCE = re.compile(r"(?<=[a-záéíóúñ0-9)])[.;!?]\s+(?=[A-ZÁÉÍÓÚÑ0-9a-z])|\s+[–—]\s+|\s+-\s+|;")
_PAREN = re.compile(r"\s*\([^()]*\)\s*$|\s*\([^()]*$")
_UNSAFE = re.compile(
    r"\b(?:tú|tu|tus|te|yo|mi|nos|es|son|será|eres|está|están|no|ha|han|tiene|tienes)\b", re.I
)
_PERSON = re.compile(r"\b(?:candidat[oa]|busc(?:o|amos)|persona seleccionada)\b", re.I)
_INNER_PAREN = re.compile(r" \([^()]{1,80}\)(?= [a-záéíóúñ])")
_SUBJECT = re.compile(r"^(?:el|la|este|esta|el/la|la/el)(?: [a-záéíóúñ/]+){1,3}? (?=([a-záéíóúñ]+)\b)", re.I)
_DETERMINER = re.compile(
    r"^\w+ (?:el|la|los|las|un|una|unos|unas|al?|su|sus|cada|tod[oa]s?|nuev[oa]s|divers[oa]s"
    r"|nuestr[oa]s?|\w{4,}(?:os|as|es))\b",
    re.I,
)
_COORDINATED = re.compile(r"(?:,| y| e) (?:l[oae]s? |se )?([a-záéíóúñ]+)\b")
_TOKEN = re.compile(r"[A-Za-zÁÉÍÓÚÑÜáéíóúñü]+")
_EXAMPLES = re.compile(r"\s*(?:incluy|incluid|tales como|tal como|como por ejemplo|que|quien)")
_PLACES = re.compile(
    r"^(?:un|una|hotel|hoteles|hospital|hospitales|empresas?|restaurantes?|colegios?|puestos?|el sector)\b",
    re.I,
)
_EMPTY = re.compile(
    r"(?:en )?(?:una? |el |la )?(?:puesto|cargo|funci[oó]n|sector|entorno|trabajo)s? "
    r"(?:similar|parecid|análog|equivalente)",
    re.I,
)
_TALKING = re.compile(r"\b(?:busco|buscamos|necesito|necesitamos|ofrecemos|nos|tú|tu|lo que)\b", re.I)
_FOLLOWED = re.compile(
    r"^\w+ (?:al?|en|con|de|por|sobre|junto|el|la|los|las|un|una|unos|unas|cada|tod[oa]s?|su|sus|nuestr[oa]s?"
    r"|nuev[oa]s|divers[oa]s|también|siempre|además)\b",
    re.I,
)
_ASIDE = re.compile(
    r",\s+(?:(?=(?:por|en|cada|una vez|dos veces|a|al|con|desde|durante|si|cuando|mejor|sobre todo"
    r"|especialmente|preferiblemente|y todo|\d+)\b)"
    r"|(?=(?:las?|los|el) (?:[\wáéíóúñ]+ ){1,2}(?:se|es|son|está|están)\b))",
    re.I,
)
_OURS = re.compile(r"\bnuestr([oa]s?) (?=(dos|tres|cuatro|cinco|seis|siete|ocho|diez|\d)?)", re.I)
_ARTICLES = {"o": "el ", "a": "la ", "os": "los ", "as": "las "}
_LIMIT = 14


@lru_cache(maxsize=1)
def _rules() -> dict:
    data = load("fragments_es")
    return {
        "prefixes": [(re.compile(rule, re.I), mode) for rule, mode in data["prefixes"]],
        "suffixes": [re.compile(rule, re.I) for rule in data["suffixes"]],
        "purpose": re.compile("|".join(data["purpose"]), re.I),
        "breaks": frozenset(data["prepositions"].split()) | {"y", "e", "o"},
        "dangling": frozenset(data["dangling"].split()),
        "traits": frozenset(data["traits"].split()),
        "trait_endings": tuple(data["trait_endings"]),
        "activity": tuple(data["activity"].split()),
    }


def fragments(line: str, origin: str) -> list[Fragment]:
    """All usable pieces of one line; origin: "duty", "requirement" or "skill"."""
    found: list[Fragment] = []
    for sentence in _SENTENCE.split(freeform.plain(_INNER_PAREN.sub("", line), "es")):
        sentence = (sentence or "").strip(" .,;:!?¡¿")
        head, colon, tail = sentence.partition(": ")
        parts = [(sentence, "")]
        if origin != "skill" and freeform.is_heading(head, "es"):
            parts = [(tail, "")] if tail else []
        elif colon and _TALKING.search(head):  # "Busco a alguien que me ayude: recibes a los pacientes"
            parts = [(tail, "")]
        elif colon:
            listed = _strip(head, origin)[1] == "tool"
            verb = words.is_verb((_TOKEN.match(tail) or [""])[0])
            verb = verb and not tail[:1].isdigit()
            short = not tail[:1].isdigit() and len(head.split()) <= 4 and (verb or len(head.split()) < 3)
            parts = [(head, ""), (tail, "tool")] if listed else [(tail if short else head, "")]
        clauses = [(clause, mode) for part, mode in parts for clause in freeform.split(part, "es")]
        for item in (item for clause, mode in clauses for item in _clauses(clause, origin, mode)):
            excerpt = excerpt_around(line, item.literal)
            found.append(Fragment(item.cls, item.term, item.literal, excerpt, item.label))
    return found


def _clauses(sentence: str, origin: str, mode: str = "") -> list[Fragment]:
    person = _SUBJECT.match(sentence)
    if person and words.base_of(person.group(1)) and not words.is_noun_third(person.group(1)):
        sentence = sentence[person.end() :]
    text, found_mode = _strip(sentence, origin)
    mode = mode or found_mode
    if not text or _PERSON.search(text) or _EMPTY.match(text):
        return []
    place = origin == "requirement" and _PLACES.match(text)
    if mode == "tool" and (place or re.match(r"como\b", text)):  # "tres años de experiencia como contable"
        return [fragment] if (fragment := _quote(sentence)) else []
    told = text
    if origin != "skill":
        text = _infinitive(text)
    parts = _list_items(_PAREN.sub("", text)) if mode == "tool" else _split_verbs(text)
    found = [fragment for part in parts if (fragment := _classify(part, mode, origin))]
    if len(found) == 1 and found[0].cls == "quote" and re.match(r"buen[ao]?s? \w+$", sentence, re.I):
        return [fragment] if (fragment := _quote(sentence)) else []
    if text != told and any(fragment.cls == "quote" for fragment in found):
        return [fragment] if (fragment := _quote(told)) else []  # what is quoted is quoted as it stands
    return [_as_told(fragment, told) for fragment in found]


def _as_told(fragment: Fragment, told: str) -> Fragment:
    """ "llevar la caja" was "llevarás la caja": the verb is ours, the rest is literal."""
    if fragment.literal in told:
        return fragment
    literal = fragment.literal.split(" ", 1)[-1]
    return Fragment(fragment.cls, fragment.term, literal, fragment.excerpt, fragment.label)


def _infinitive(text: str) -> str:
    """ "Llevarás la caja", "te asegurarás de ...", "participas en ...": the verb as an infinitive."""
    reflexive = re.match(r"te (?=(\w+))", text, re.I)
    first = reflexive[1] if reflexive else (_TOKEN.match(text) or [""])[0]
    rest = text[(reflexive.end() if reflexive else 0) + len(first) :]
    base = words.spoken_base(first)
    noun = words.is_noun_third(first.removesuffix("s")) and not re.match(r" (?:el|las?|los|una?) ", rest)
    plain = first.endswith("es") and not re.match(r" del? ", rest)
    told = first.endswith(("rás", "rá")) or (plain or _FOLLOWED.match(first + rest)) and not noun
    if not base or not told:
        return text
    pieces = re.split(r"((?:,| y| e) )", rest)
    for index in range(2, len(pieces), 2):  # "recibes a los pacientes y preparas las salas"
        pronoun = re.match(r"(?:l[oae]s?|te|se) (\w+)", pieces[index])
        if pronoun and (words.spoken_base(pronoun[1]) or words.base_of(pronoun[1])):
            pieces = pieces[: index - 1]  # "y la recogerás al cerrar"
            break
        word = (_TOKEN.match(pieces[index]) or [""])[0]
        later = words.spoken_base(word)
        if later and not re.match(r"\w+ del?\b", pieces[index]):
            pieces[index] = later + pieces[index][len(word) :]
    return base + ("se" if reflexive else "") + "".join(pieces)


def _strip(text: str, origin: str) -> tuple[str, str]:
    mode = "tool" if origin == "skill" else "auto"
    for suffix in _rules()["suffixes"]:
        text = suffix.sub("", text)
    for _round in range(3 if origin != "skill" else 0):
        for prefix, kind in _rules()["prefixes"]:
            match = prefix.match(text)
            if match and match.end() < len(text):
                text = text[match.end() :]
                mode = kind if kind in ("auto", "tool") else mode
                break
        else:
            break
    return text.strip(" .,;:"), mode


def _list_items(text: str) -> list[str]:
    text = re.sub(r" y de (?:las?|los|l) ", " y ", text)
    parts = [p.strip() for p in re.split(r",\s*(?:y |e |o )?|\s+(?:y|e|o)\s+|\s*/\s*", text) if p.strip()]
    short = all(len(p.split()) <= 2 for p in parts)
    named = all(p[:1].isupper() or any(c.isdigit() for c in p) for p in parts)
    if len(parts) > 1 and (("," in text and short) or named):
        return parts
    return [text.split(",", maxsplit=1)[0]]


def _split_verbs(text: str) -> list[str]:
    pieces = re.split(r"(,\s*(?:y\s+|e\s+|o\s+)?|\s+[ye]\s+)", text)
    parts = [pieces[0]]
    for joint, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        word = (_TOKEN.match(piece) or [""])[0]
        first = (_TOKEN.match(parts[-1]) or [""])[0]
        if words.is_verb(first) and all(map(words.is_verb, re.split(r",\s*|\s+y\s+", parts[-1]))):
            parts[-1] += joint + piece  # "colgar, enfocar y conectar focos"
            continue
        same = (words.is_verb(first) and words.is_verb(word)) or (
            words.base_of(first) and words.base_of(word)
        )
        pronoun = bool(re.match(r"\w+r(?:l[oae]s?|se)\b", piece)) or bool(
            (after := re.match(r"(?:l[oae]s?|se) (\w+[ae])\b", piece)) and words.base_of(after[1])
        )
        enough = len(parts[-1].split()) > 2
        if same and not pronoun and len(piece.split()) > 2 and len(parts[-1].split()) > 1:
            parts.append(piece)
        elif enough and (pronoun or same and (not words.is_verb(first) or not joint.strip(", "))):
            continue  # the list goes on with a form we would have to change
        else:
            parts[-1] += joint + piece
    return [part.strip(" ,") for part in parts]


def _classify(text: str, mode: str, origin: str = "duty") -> Fragment | None:
    text = _PAREN.sub("", text)
    first = (_TOKEN.match(text) or [""])[0]
    if words.is_verb(first) and len(text.split()) > 1 and origin != "skill":
        return _verb_phrase(text, "")
    base = words.base_of(first)
    usable = mode != "tool" or first.endswith("ndo")
    if base and usable and len(text.split()) > 1 and not re.match(r"\w+ (?:de|del)\b", text):
        if not words.is_noun_third(first) or _DETERMINER.match(text):
            return _verb_phrase(base + text[len(first) :], text[len(first) :].strip())
    return _noun_phrase(text, mode, origin)


def _verb_phrase(phrase: str, rest: str) -> Fragment | None:
    phrase = trim(phrase)
    if _OURS.search(phrase):  # where the candidate worked they were not ours
        rest = max(re.split(r"\bnuestr[oa]s? ", rest or phrase), key=len).strip()
        phrase = _OURS.sub(lambda match: _ARTICLES[match[1].lower()] if not match[2] else "", phrase)
        return _verb_phrase(phrase, rest)
    for later in _COORDINATED.finditer(phrase) if rest else ():
        if words.base_of(later.group(1)) and not words.is_noun_third(later.group(1)):
            phrase = phrase[: later.start()]  # "acoge a los residentes y acuerda el plan"
            break
    if len(phrase.split()) < 2:
        return None
    if _UNSAFE.search(phrase) or re.search(
        r"\bque\b", phrase
    ):  # a clause that would have to change its tense
        return _quote(trim(rest) if rest else phrase)
    literal = phrase if not rest else phrase.split(" ", 1)[1]
    term = words.inner_case(phrase)
    return Fragment("vp", term, literal, "", f"la tarea de {term}")


def _noun_phrase(text: str, mode: str, origin: str = "duty") -> Fragment | None:
    text = trim(text)
    if not text or text.lower() in _rules()["dangling"] or len(text) < 2:
        return None
    spoken = words.spoken_base(text.split()[0]) and len(text.split()) > 1
    if origin == "duty" and spoken and not re.match(r"\w+ (?:del?|y|e)\b", text):
        return _quote(text)  # "ayudas en cocina": you help, or the aid given
    listed = "," in text and not re.match(r"\w+ de [^,]+, [^,]+ [ye] [^,]+$", text)
    if _UNSAFE.search(text) or listed or len(text.split()) > 13 or text.lower().startswith("como "):
        return _quote(re.sub(r"^como ", "", text, flags=re.I))
    if mode == "tool" and origin != "skill" and _PLACES.match(text):
        return _quote(text)
    literal = text
    term = words.inner_case(text)
    low = term.lower()
    if low in _rules()["traits"] or low.endswith(_rules()["trait_endings"]):
        return Fragment("trait", words.with_article(term), literal, "", words.with_article(term))
    full = words.with_article(term) if not (mode == "tool" and low in load("base")["languages"]) else term
    if mode == "tool":
        return Fragment("tool", full, literal, "", full)
    if origin == "requirement" and not low.split()[0].endswith(_rules()["activity"]):
        return _quote(literal)
    if origin == "requirement":
        return Fragment("tool", full, literal, "", full)
    if full != term or low.split()[0] in ("el", "la", "los", "las"):
        return Fragment("np", full, literal, "", full)
    return _quote(literal)


def _quote(text: str) -> Fragment | None:
    text = text.strip(" .,;:-")
    if len(text.split()) > _LIMIT or len(text) > MAX_LATIN_CHARS:
        text = trim(text)
    if len(text) < 3:
        return None
    return Fragment("quote", text, text, "", f"«{text}»")


def trim(text: str) -> str:
    """Cut to a clause of sensible length; always a literal start of ``text``."""
    rules = _rules()
    aside = _ASIDE.search(text)
    if (
        aside and len(text[: aside.start()].split()) > 1
    ):  # "reclamación de impagos, por teléfono y por correo"
        text = text[: aside.start()]
    text = without_purpose(text, rules["purpose"], _EXAMPLES, short=10, kept=3)
    return shortened(
        text,
        _LIMIT,
        MAX_LATIN_CHARS + 10,
        lambda rest: last_break(rest, _LIMIT, rules["breaks"], 3),
        rules["dangling"],
    )
