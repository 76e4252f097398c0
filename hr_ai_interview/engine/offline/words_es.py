"""Spanish word forms from tables: infinitives, forms that lead back to them, articles, case.

Only verbs of the lexicon are changed back to the infinitive; an article is set only for a noun
whose gender the tables know.
"""

from __future__ import annotations

from functools import lru_cache

from .data import load


@lru_cache(maxsize=1)
def _lexicon() -> dict:
    data = load("fragments_es")
    verbs = frozenset(data["verbs"].split())
    thirds, gerunds = {}, {}
    for verb in sorted(verbs):
        stem = verb[:-2]
        thirds[stem + ("a" if verb.endswith("ar") else "e")] = verb
        gerunds[stem + ("ando" if verb.endswith("ar") else "iendo")] = verb
    thirds.update(data["third_irregular"])
    gerunds.update(data["gerund_irregular"])
    return {
        "verbs": verbs,
        "thirds": thirds,
        "gerunds": gerunds,
        "proper": frozenset(word.lower() for word in data["proper"].split()),
        "gender": data["gender"],
        "feminine": tuple(data["feminine_endings"]),
    }


def is_verb(word: str) -> bool:
    word = word.lower()
    return word in _lexicon()["verbs"] or (word.endswith("se") and word[:-2] in _lexicon()["verbs"])


def base_of(word: str) -> str:
    lexicon, word = _lexicon(), word.lower()
    return lexicon["gerunds"].get(word) or lexicon["thirds"].get(word) or ""


def article(phrase: str) -> str:
    """"el", "la", "los", "las" for the first noun of ``phrase``, "" when the gender is unknown."""
    words = phrase.lower().split()
    if not words or words[0] in ("el", "la", "los", "las"):
        return ""
    noun = words[0]
    known = _lexicon()["gender"].get(noun)
    if known:
        return known
    if noun.endswith(("ciones", "siones", "dades", "encias", "ancias", "uras")):
        return "las"
    if noun.endswith(_lexicon()["feminine"]):
        return "la"
    return "el" if noun.endswith(("miento", "aje", "ismo")) else ""


def with_article(phrase: str) -> str:
    word = article(phrase)
    return f"{word} {phrase}" if word else phrase


def inner_case(term: str) -> str:
    """``term`` inside a sentence: only a plain capitalised first word is lowered."""
    words = term.split()
    if not words:
        return term
    first = words[0].strip(",.()")
    if not first[:1].isupper() or any(c.isupper() or c.isdigit() for c in first[1:]):
        return term
    if first.lower() in _lexicon()["proper"] or len(first) == 1:
        return term
    if len(words) == 1 and not _spanish_word(first.lower()):
        return term
    return term[0].lower() + term[1:]


def _spanish_word(word: str) -> bool:
    accented = any(letter in "áéíóúñ" for letter in word)
    return bool(article(word)) or is_verb(word) or accented or word.endswith(("azgo", "ica", "ía", "idad"))
