"""Spanish word forms from tables: infinitives, forms that lead back to them, articles, case.

Only verbs of the lexicon are changed back to the infinitive; an article is set only for a noun
whose gender the tables know.
"""

from __future__ import annotations

from functools import lru_cache

from . import langid
from .data import load


@lru_cache(maxsize=1)
def _lexicon() -> dict:
    data = load("fragments_es")
    verbs = frozenset(data["verbs"].split())
    thirds, gerunds = {}, {}
    for verb in sorted(verbs):
        stem = verb[:-2]
        for form in _stems(stem):
            thirds.setdefault(form + ("a" if verb.endswith("ar") else "e"), verb)
        gerunds[stem + ("ando" if verb.endswith("ar") else "iendo")] = verb
    for verb in (verb for verb in sorted(verbs) if verb.endswith("uir") and not verb.endswith("guir")):
        thirds[verb[:-2] + "ye"] = verb
    thirds.update(data["third_irregular"])
    gerunds.update(data["gerund_irregular"])
    return {
        "verbs": verbs,
        "thirds": thirds,
        "gerunds": gerunds,
        "futures": data["future_irregular"],
        "proper": frozenset(word.lower() for word in data["proper"].split()),
        "gender": data["gender"],
        "not_verbs": frozenset(data["not_verbs"].split()),
        "noun_thirds": frozenset(data["noun_thirds"].split()),
        "feminine": tuple(data["feminine_endings"]),
    }


def _stems(stem: str) -> list[str]:
    """The stem and the forms a vowel change may give it: acord -> acuerd, cerr -> cierr, ped -> pid."""
    found = [stem]
    at = max(stem.rfind("e"), stem.rfind("o"), stem.rfind("u"), stem.rfind("a"), stem.rfind("i"))
    if at > 0 and stem[at] in "eo":
        for vowels in {"e": ("ie", "i"), "o": ("ue",)}[stem[at]]:
            found.append(stem[:at] + vowels + stem[at + 1 :])
    return found


def is_verb(word: str) -> bool:
    """An infinitive: of the lexicon, or any other word that ends like one and is no known noun."""
    word = word.lower()
    lexicon = _lexicon()
    if word.endswith("se") and word[-3:-2] == "r":
        word = word[:-2]
    return word in lexicon["verbs"] or (
        len(word) > 4 and word.endswith(("ar", "er", "ir")) and word not in lexicon["not_verbs"]
    )


def is_noun_third(word: str) -> bool:
    """ "firma", "carga", "visita": a verb form that is as often a noun."""
    return word.lower() in _lexicon()["noun_thirds"]


def base_of(word: str) -> str:
    lexicon, word = _lexicon(), word.lower()
    return lexicon["gerunds"].get(word) or lexicon["thirds"].get(word) or ""


def spoken_base(word: str) -> str:
    """The infinitive of "llevarás", "llevará" and of "participas", "respondes"; "" for anything else."""
    lexicon, word = _lexicon(), word.lower()
    if word.endswith(("rás", "rá")):
        future = word.removesuffix("s")
        return lexicon["futures"].get(future) or (future[:-1] if future[:-1] in lexicon["verbs"] else "")
    third = word[:-1]
    if not word.endswith(("as", "es")) or {third, word} & lexicon["gender"].keys():
        return ""
    return lexicon["thirds"].get(third, "")


def article(phrase: str) -> str:
    """ "el", "la", "los", "las" for the first noun of ``phrase``, "" when the gender is unknown."""
    words = phrase.lower().split()
    if not words or words[0] in ("el", "la", "los", "las"):
        return ""
    first = phrase.split(maxsplit=1)[0]
    if (
        first.isupper()
        or len(words) > 1
        and first[:1].isupper()
        and phrase.split()[1][:1].isupper()
        or is_verb(words[0])
        or words[0].endswith("ndo")
    ):
        return ""
    noun = words[0]
    known = _lexicon()["gender"].get(noun)
    if known:
        return known
    if noun.endswith(("ciones", "siones", "dades", "encias", "ancias", "uras")):
        return "las"
    if noun.endswith(_lexicon()["feminine"]):
        return "la"
    if noun.endswith(("miento", "aje", "ismo")):
        return "el"
    return _by_vowel(noun, words[1] if len(words) > 1 else "") if langid.detect(phrase) != "en" else ""


def _by_vowel(noun: str, following: str) -> str:
    """By the last letter; in the plural in -es by the adjective ("lotes rechazados")."""
    if (
        not noun.isalpha()
        or len(noun) < 4
        or noun in ("para", "como", "cada", "otra", "otro", "nada", "todo", "toda")
    ):
        return ""
    for ending, word in (("as", "las"), ("os", "los"), ("a", "la"), ("o", "el")):
        if noun.endswith(ending):
            return word
    if noun.endswith("es") and following.endswith(("os", "as")) and len(following) > 3:
        return "los" if following.endswith("os") else "las"
    if noun.endswith("e") and len(following) > 4 and following[-1] in "oa":  # "parte diario"
        return "el" if following.endswith("o") else "la"
    return "los" if noun.endswith(("ores", "ntes")) else "el" if noun.endswith("or") else ""


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
    if any(w[:1].isupper() for w in words[1:]) and not _spanish_word(first.lower()):
        return term
    if len(words) == 1 and not _spanish_word(first.lower()):
        return term
    return term[0].lower() + term[1:]


def _spanish_word(word: str) -> bool:
    if is_verb(word):
        return True
    accented = any(letter in "áéíóúñ" for letter in word)
    return bool(article(word)) or is_verb(word) or accented or word.endswith(("azgo", "ica", "ía", "idad"))
