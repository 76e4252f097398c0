"""How a KPI stands in a sentence: its name, and the goal as a verb phrase.

Direction, target and unit are respected; a missing target gives a phrase without a number. A name
that already states a number, or that is no plain noun phrase, stands in quotation marks.
"""

from __future__ import annotations

import math
import re

from ..schema import KpiRef
from . import glossary, langid, textclean, words_en, words_es
from .data import load
from .subject import Subject

_GOAL_IN_NAME = re.compile(r"[+±≥≤<>−]\s?\d|\d\s?[%％]|-\s?\d+\s?%")
_CLAUSE_EN = re.compile(
    r"\b(?:within|per|by|on|under|above|below|over|without|before|after|in|at|to)\b|\w{3,}ed\b"
)
_CURRENCY = ("$", "£", "€", "¥", "￥", "EUR", "USD", "GBP")
_COMPARED = re.compile(r"^(.{2,80}?)\s*(>=|<=|≥|≤|≧|≦|>|<|＞|＜)\s*([$£€¥]?\d[\d.,]*\s?[%％]?)\s*$")
_BOUND = re.compile(r"^(.{2,40}?)\s*(\d[\d.,]*[%％]?)(以上|以下|以内|未満)$")
_SIGNS = {
    ">=": "at_least",
    "≥": "at_least",
    "≧": "at_least",
    "以上": "at_least",
    "<=": "at_most",
    "≤": "at_most",
    "≦": "at_most",
    "以下": "at_most",
    "以内": "at_most",
    "<": "below",
    "＜": "below",
    "未満": "below",
    ">": "above",
    "＞": "above",
}
_CONTRACT = re.compile(r"\b([Dd]e|[Aa]) el (?=[a-záéíóúñ«\d])")
_VERB_ZH = re.compile(
    r"^(?:提升|提高|降低|减少|达成|完成|缩短|增加)|(?:提升|提高|降低|减少|缩短|增加|下降|增长)\d*[%％]?$"
)


def subject(kpi: KpiRef, lang: str) -> Subject | None:
    """The KPI as a subject of questions in ``lang``; None when its name cannot be used."""
    name, bound = _bounded(str(kpi.name or ""), lang)
    if len(name) < 2 or langid.detect(name) == "other":
        return None
    shown = name
    if not langid.matches(name, lang) or lang in ("zh_CN", "ja") and not langid.has_cjk(name) or lang == "es":
        shown = glossary.translate(name, lang) or name
    latin = lang in ("zh_CN", "ja") and not langid.has_cjk(name)
    foreign = shown == name and (
        not langid.matches(name, lang) or latin and " " in name and not glossary.is_name(name)
    )
    long = (
        len(name) > glossary.MAX_QUOTED_CJK
        if langid.has_cjk(name)
        else len(name.split()) > glossary.MAX_QUOTED_WORDS
    )
    if foreign and long:
        return None
    phrase, quoted = _inline(shown, lang, foreign)
    texts = load(f"messages_{lang}")["kpi"]
    number = _number(kpi, lang)
    zero = kpi.target == 0 and kpi.direction != "increase"
    stated = bool(_GOAL_IN_NAME.search(shown)) or _stated(kpi)
    if lang in ("zh_CN", "ja") and _VERB_ZH.search(shown):
        stated = True
    direction = kpi.direction if kpi.direction in ("increase", "decrease", "maintain") else "increase"
    if bound or zero and not stated:
        key, number = bound or ("zero", "")
        goal = texts[key]
    elif stated and (quoted or _GOAL_IN_NAME.search(shown)):
        goal = texts["stated"]
    else:
        for ending, forms in reversed(texts.get("variants", ())):
            if not quoted and re.search(ending, shown):
                texts = {**texts, **forms}
                break
        goal = texts[("quoted_" if quoted else "") + direction + ("" if stated or not number else "_to")]
    goal = goal.replace("{k}", textclean.spaced(phrase) if lang == "zh_CN" else phrase)
    goal = goal.replace("{n}", number).strip()
    return Subject(
        "kpi", "kpi", phrase, shown, name, phrase, kpi.id, tidy_es(goal) if lang == "es" else goal, kpi
    )


def _bounded(raw: str, lang: str) -> tuple[str, tuple[str, str] | None]:
    """ "NPS >= 45" -> ("NPS", ("at_least", "45")); other names stay whole."""
    raw = " ".join(raw[:400].split())
    match = _COMPARED.match(raw) or (_BOUND.match(raw) if lang in ("zh_CN", "ja") else None)
    if not match:
        return textclean.one_line(raw, 90), None
    number = match[3] if match[2] in _SIGNS else match[2]
    sign = match[2] if match[2] in _SIGNS else match[3]
    number = number.strip().replace("％", "%")
    if lang == "es" and number.endswith("%"):
        number = f"el {number[:-1].strip()}\u00a0%"
    return textclean.one_line(match[1], 90), (_SIGNS[sign], number)


def tidy_es(text: str) -> str:
    """Contract "de el" and "a el" (never before a proper name such as El Salvador)."""
    return _CONTRACT.sub(lambda match: {"de": "del", "De": "Del", "a": "al", "A": "Al"}[match[1]] + " ", text)


def _inline(name: str, lang: str, foreign: bool) -> tuple[str, bool]:
    """The name inside a sentence; the flag says that it stands in quotation marks."""
    texts = load(f"messages_{lang}")["kpi"]
    quoted = texts["quoted"].replace("{k}", name)
    if foreign or _GOAL_IN_NAME.search(name):
        return quoted, True
    if lang == "en":
        return _inline_en(name, quoted)
    if lang == "es":
        plain = words_es.inner_case(name)
        full = words_es.with_article(plain)
        simple = full != plain and not re.search(r"\d", name)
        return (full, False) if simple else (quoted, True)
    if _VERB_ZH.search(name):
        return quoted, True
    return name, False


def _inline_en(name: str, quoted: str) -> tuple[str, bool]:
    plain = words_en.inner_case(re.sub(r"^(?:the|a|an) ", "", name, flags=re.I))
    if (
        plain.istitle()
        and " " not in plain
        and plain.lower() not in load("fragments_en")["proper"].lower().split()
    ):
        plain = plain.lower()
    words = plain.lower().split()
    if re.search(r"(?<![A-Za-z])\d", plain) or len(words) > 7:
        return quoted, True
    data = load("fragments_en")
    singular, uncounted = data["singular_kpi"].split(), data["plain_kpi"].split()
    if len(words) == 2 and words[0].endswith("ed") and words[1].endswith("s"):  # "missed deadlines"
        return plain, False
    head = re.split(r"\s(?:of|for|from|between)\s", plain.lower())[0].split()
    if " to " in plain or " per " in plain:  # "time to hire", "cost per order"
        before = re.split(r"\s(?:to|per)\s", plain)[0].split()
        known = (
            before[-1] in singular
            or before[-1] in uncounted
            or before[-1].isupper()
            or before[-1].endswith("s")
            and " per " in plain
        )
        article = "the " if before[0] in ("average", "mean", "median", "total") else ""
        return (article + plain, False) if known and (" per " in plain or not _ed(head)) else (quoted, True)
    if _CLAUSE_EN.search(re.sub(r"\w+-\w+", "", plain.lower())) and " of " not in plain:
        return quoted, True
    if (
        words_en.is_verb(words[0])
        and len(words) > 1
        and not words_en.is_ambiguous(words[0])
        and head[-1] not in singular
    ):
        return quoted, True
    return (f"the {plain}", False) if head[-1] in singular else (plain, False)


def _ed(head: list[str]) -> bool:
    return any(word.endswith("ed") for word in head)


def _stated(kpi: KpiRef) -> bool:
    if kpi.target is None or not math.isfinite(kpi.target):
        return False
    number = re.escape(f"{kpi.target:g}")
    return bool(re.search(rf"(?<![\d.]){number}(?![\d.])", f"{kpi.name} {kpi.description[:2000]}"))


def _number(kpi: KpiRef, lang: str) -> str:
    """Target with unit in the spelling of the language, "" when there is none."""
    if kpi.target is None or isinstance(kpi.target, bool) or not math.isfinite(kpi.target):
        return ""
    value = round(float(kpi.target), 4)
    text = f"{value:,.0f}" if value == int(value) else f"{value:,.4f}".rstrip("0")
    if kpi.unit.strip() in _CURRENCY and value != int(value):
        text = f"{value:,.2f}"
    if lang == "es":
        text = text.replace(",", "\u00a0" if abs(value) >= 10_000 else "").replace(".", ",")
    unit = textclean.one_line(kpi.unit, 12)
    unit = {"％": "%", "percent": "%", "pct": "%"}.get(unit, unit)
    return _with_unit(text, _localised(unit, kpi, lang), lang, value)


def _localised(unit: str, kpi: KpiRef, lang: str) -> str:
    """The unit in the language; "" when the name says it already ("get-in hours")."""
    unit = glossary.unit(unit, lang)
    if lang in ("en", "es"):
        unit = load(f"fragments_{lang}")["units"].get(unit, unit)
        if len(unit) > 2 and re.search(rf"\b{re.escape(unit.rstrip('s'))}s?\b", kpi.name, re.I):
            return ""
    return unit


def _with_unit(text: str, unit: str, lang: str, value: float) -> str:
    if "{n}" in unit:
        return unit.replace("{n}", text)
    if unit in _CURRENCY[:5] and lang != "es":
        return unit + text
    if unit == "%" and lang == "es":
        return f"el {text}\u00a0%"
    if unit == "%" or lang in ("zh_CN", "ja"):
        return text + unit
    unit = unit[:-1] if value == 1 and unit.endswith("s") and len(unit) > 3 else unit
    return f"{text} {unit}".strip() if unit else text
