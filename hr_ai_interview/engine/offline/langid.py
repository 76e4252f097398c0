"""Tells the language of a short profile text: "en", "es", "ja", "zh_CN", "other" or "".

By script first, then by characters and words that only one of two languages has. "" means that the
text gives no evidence (a product name, a number). Traditional Chinese counts as "zh_CN". It is no
general language detector.
"""

from __future__ import annotations

import re

from .data import load

_KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-zÀ-ÿ]")
_WORD = re.compile(r"[A-Za-zÀ-ÿ']+")
_SPANISH = re.compile(r"[áéíóúñ¿¡]", re.I)
_CJK = re.compile(r"[\u3041-\u30fa\u3400-\u9fff]")


def has_cjk(text: str) -> bool:
    return bool(_CJK.search(text))


def detect(text: str) -> str:
    """Language of ``text``; Han text that Chinese and Japanese share gives "han"."""
    if _KANA.search(text):
        return "ja"
    if _HAN.search(text):
        return _han(text)
    letters = sum(1 for c in text if c.isalpha())
    if not letters:
        return ""
    if len(_LATIN.findall(text)) < 0.7 * letters:
        return "other"
    return _latin(text)


def _han(text: str) -> str:
    evidence = _word_sets()
    traditional = sum(c in evidence["traditional"] for c in text)
    if traditional > sum(c in evidence["shinjitai"] for c in text):
        return "zh_CN"
    chinese = sum(c in evidence["zh_only"] for c in text)
    japanese = sum(c in evidence["ja_only"] for c in text)
    if chinese > japanese:
        return "zh_CN"
    return "ja" if japanese else "han"


def _latin(text: str) -> str:
    words = [word.lower() for word in _WORD.findall(text)]
    evidence = _word_sets()
    english = sum(word in evidence["en"] or word.endswith(evidence["en_end"]) for word in words)
    spanish = sum(word in evidence["es"] or word.endswith(evidence["es_end"]) for word in words)
    spanish += len(_SPANISH.findall(text))
    if english == spanish:
        return ""
    return "en" if english > spanish else "es"


_sets: dict = {}


def _word_sets() -> dict:
    if not _sets:
        source = load("langid")
        verbs = load("fragments_en")["verbs"]
        _sets["en_end"] = tuple(source["en_endings"])
        _sets["es_end"] = tuple(source["es_endings"])
        _sets["es"] = frozenset(source["es_words"].split())
        _sets["en"] = frozenset(source["en_words"].split()) | frozenset(verbs.split())
        _sets["en"] -= _sets["es"]
        _sets["zh_only"] = frozenset(source["zh_only"])
        _sets["ja_only"] = frozenset(source["ja_only"])
        _sets["traditional"] = frozenset(source["traditional"])
        _sets["shinjitai"] = frozenset(source["shinjitai"])
    return _sets


def matches(text: str, lang: str) -> bool:
    """True if ``text`` can stand in a sentence of ``lang``."""
    found = detect(text)
    if found == "han":
        return lang in ("zh_CN", "ja")
    if found == "":
        return True
    if found == "ja" and lang == "zh_CN":  # may be Traditional Chinese
        return not _KANA.search(text) and not any(c in _word_sets()["shinjitai"] for c in text)
    return found == lang
