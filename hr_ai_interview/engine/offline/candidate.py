"""What may be used of a candidate: work lines of the résumé, skills, earlier weak points.

Lines with personal or protected matter, education, and lines that try to instruct a machine are
dropped whole before anything else looks at them. What remains is quoted literally, never
interpreted, and linked to the part of the job it shares most words with.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from ..schema import CandidateRef, WeakPoint
from . import filters, glossary, langid, textclean
from .data import load
from .subject import Subject

MAX_RESUME = 60_000
MAX_LINES = 400
_HEADING = re.compile(
    r"^(?:work |professional |employment )?(?:experience|history|summary|profile|skills|projects|achievements"
    r"|responsibilities|objective|languages|certifications?|curriculum vitae|cv|résumé|resume)$"
    r"|^(?:工作经[历验]|项目经[历验]|个人简历|简历|专业技能|技能|自我评价|求职意向|职业概述|证书|语言)$"
    r"|^(?:職務経歴書?|職歴|職務要約|業務内容|スキル|自己PR|資格|履歴書|実績)$"
    r"|^(?:experiencia(?: laboral| profesional)?|perfil(?: profesional)?|habilidades|competencias"
    r"|idiomas|logros|currículum(?: vitae)?|objetivo)$",
    re.I,
)
_DATES = re.compile(
    r"(?:19|20)\d\d\s*[-–—~～至到./年]|\b(?:present|current|actualidad|actualmente)\b|至今|現在", re.I
)
_WORDS = re.compile(r"[A-Za-zÀ-ÿ]{4,}")
_CJK = re.compile(r"[\u3041-\u30fa\u3400-\u9fff]{2,}")
_CUT = re.compile(r"[.;。；](?:\s|$)|[。；]|\s[–—-]\s")
_QUOTES = re.compile(r"[\"“”「」『』«»]")
_LIMIT = {"en": 80, "es": 90, "zh_CN": 30, "ja": 34}


@dataclass(slots=True)
class Lines:
    """Usable literal spans of a résumé, and what was left out."""

    spans: list[str] = field(default_factory=list)
    instructions: int = 0
    personal: int = 0


def read(candidate: CandidateRef, lang: str) -> Lines:
    """Work lines of the résumé, then skills, as literal spans for ``lang``."""
    found, seen = Lines(), set()
    raw = str(candidate.resume or "")[:MAX_RESUME]
    parts = [
        line
        for start in range(0, len(raw), textclean.RAW_MAX)
        for line in textclean.lines(raw[start : start + textclean.RAW_MAX])
    ]
    for line in parts[:MAX_LINES]:
        for sentence in _safe_sentences(line, found):
            span = _span(sentence, lang)
            if span and span.lower() not in seen:
                seen.add(span.lower())
                found.spans.append(span)
    for skill in candidate.skills[:50]:
        name = textclean.one_line(skill.name, 40)
        fits = langid.matches(name, lang) or glossary.is_name(name)
        if len(name) > 1 and fits and not filters.verdict(name, True) and name.lower() not in seen:
            seen.add(name.lower())
            found.spans.append(name)
    return found


def _safe_sentences(line: str, found: Lines) -> list[str]:
    """A line is dropped whole when any part of it is unsafe."""
    refused = filters.verdict(line, True)
    if refused == filters.INJECTION:
        found.instructions += 1
        return []
    if refused:
        found.personal += 1
        return []
    if _HEADING.match(line) or (_DATES.search(line) and len(_DATES.sub("", line)) < 40):
        return []
    return [part.strip() for part in _CUT.split(line) if part and part.strip()]


def _span(sentence: str, lang: str) -> str:
    """A literal piece of sensible length, "" when there is none."""
    sentence = max(_QUOTES.split(sentence), key=len)
    sentence = sentence.strip(" .,;:，、；：。\"'“”「」«»")
    if not langid.matches(sentence, lang) or (lang in ("zh_CN", "ja") and not langid.has_cjk(sentence)):
        short = len(sentence) <= 12 if langid.has_cjk(sentence) else len(sentence.split()) <= 4
        return sentence if short and glossary.is_name(sentence) else ""
    limit = _LIMIT[lang]
    if len(sentence) > limit:
        marks = ", " if lang in ("en", "es") else "，、"
        cut = max(sentence.rfind(mark, 0, limit) for mark in ((", ",) if marks == ", " else tuple(marks)))
        if cut < limit // 4 and lang in ("en", "es"):
            cut = max(sentence.rfind(word, 0, limit) for word in _JOINTS[lang])
        sentence = sentence[:cut].strip(" ,，、") if cut >= limit // 4 else ""
    minimum = 4 if langid.has_cjk(sentence) else 2
    enough = len(sentence) if langid.has_cjk(sentence) else len(sentence.split())
    return sentence if enough >= minimum or (sentence and glossary.is_name(sentence)) else ""


_JOINTS = {
    "en": (" and ", " by ", " for ", " with ", " in ", " across ", " from ", " to ", " at ", " through "),
    "es": (" y ", " por ", " para ", " con ", " en ", " de ", " mediante ", " desde ", " hasta "),
}


def tokens(text: str) -> frozenset:
    """Words (Latin) and pairs of characters (CJK) for comparing two texts."""
    words = {word.lower()[:6] for word in _WORDS.findall(text)}
    for run in _CJK.findall(text):
        words.update(run[i : i + 2] for i in range(len(run) - 1))
    return frozenset(words)


def closest(span: str, subjects: list[Subject]) -> tuple[Subject | None, int]:
    """The subject of the job that shares most words with ``span``, and how many."""
    own = tokens(span)
    best, score = None, 0
    for subject in subjects:
        shared = len(own & tokens(f"{subject.term} {subject.excerpt}"))
        if shared > score:
            best, score = subject, shared
    return best, score


@cache
def _note_words(lang: str) -> tuple[re.Pattern, re.Pattern]:
    words = load("base")["interviewers_notes"][lang]
    return re.compile(f"(?:{words['lead']})", re.I), re.compile(f"(?:{words['tail']})[.!。]*$", re.I)


def _topic(note: str, lang: str) -> str:
    """What an interviewer's note is about, without what it says of the candidate; a literal piece of it."""
    note = textclean.one_line(note, 400).strip(" \"'“”「」『』«»")
    name, _colon, question = re.sub("：", ":", note).partition(":")
    topic = name if question.rstrip().endswith(("?", "？")) else note
    lead, tail = _note_words(lang)
    while found := lead.match(topic):
        topic = topic[found.end() :]
    topic = tail.sub("", topic).strip(" ,，、。.:：")
    return topic if len(topic) > 1 else note


def weak_topics(candidate: CandidateRef, lang: str) -> list[tuple[WeakPoint, str]]:
    """Weak points whose topic is safe and short enough to stand in a question."""
    found = []
    for point in candidate.weak_points[:40]:
        topic = textclean.one_line(_topic(str(point.topic), lang), 60)
        if len(topic) < 2 or filters.verdict(topic, True) or langid.detect(topic) == "other":
            continue
        if not langid.matches(topic, lang):
            topic = glossary.translate(topic, lang) or (
                topic if len(topic.split()) <= 4 and len(topic) <= 24 else ""
            )
        if topic:
            found.append((point, topic))
    return found
