"""Checks on the build of a question: closed, two in one, too long, too short, off the job.

How: on normalised text, by the patterns of the language's tone file. A behavioural prompt with its
usual follow-ups ("what did you do, and what was the result?") is one question: a second part counts
as a second question only if it neither points back ("it", "that", "结果") nor shares a word with
the first.

It does not parse grammar: what it cannot tell it lets pass.
"""

from __future__ import annotations

import re

from .data import Tone
from .normalise import is_cjk

Span = tuple[int, int]
_WORD = re.compile(r"[a-z0-9][a-z0-9'+#.-]*")
_CJK_RUN = re.compile(r"[\u3041-\u30ff\u3400-\u9fff]{2,}")
_SUBJECT_RUN = re.compile(r"[\u30a1-\u30ff\u3400-\u9fff]{2,}")
_CLAUSE_END = re.compile(r"[?!。;.]")
_SENTENCE_END = re.compile(r"[?!。;]+|(?<=[^\s.]{2})\.(?= |$)")
_FILLER = frozenset(
    {"经验", "能力", "工作", "管理", "相关", "岗位", "公司", "负责", "进行", "熟悉", "团队", "以及", "业务"}
    | {"経験", "業務", "担当", "仕事", "会社"}
)
_SHORT_JOB_WORD = 3


def sentences(text: str) -> list[Span]:
    """Return the spans of the sentences, end marks included."""
    spans: list[Span] = []
    start = 0
    for found in _SENTENCE_END.finditer(text):
        spans.append((start, found.end()))
        start = found.end()
        while start < len(text) and text[start] == " ":
            start += 1
    if start < len(text):
        spans.append((start, len(text)))
    return spans


def closed_span(text: str, tone: Tone) -> Span | None:
    """Return the span of a yes/no question when the text asks for nothing more than yes or no."""
    if len(text) > 2000:
        return None
    bounds = sentences(text)
    if not bounds:
        return None
    start, end = bounds[-1]
    found = tone.patterns["closed"].search(text[start:end])
    if not found or tone.patterns["indirect"].search(text[start:end]):
        return None
    if tone.patterns["open"].search(text):
        return None
    return start + found.start("q"), start + found.end("q")


def _content(text: str, tone: Tone) -> set[str]:
    """Return the words that carry the subject: long Latin words, pairs of CJK characters."""
    words = {word[:5] for word in _WORD.findall(text) if len(word) > 2 and word not in tone.words}
    for run in _SUBJECT_RUN.findall(text):
        words.update(run[at : at + 2] for at in range(len(run) - 1))
    return words


def pair_span(text: str, tone: Tone) -> tuple[Span, Span | None] | None:
    """Return the span of a question on a pair ("do you like A and B?") and that of A, if named."""
    found = tone.patterns["pair"].search(text)
    if not found:
        return None
    first = next((name for name in "ac" if found.groupdict().get(name)), None)
    return found.span(), found.span(first) if first else None


def double_span(text: str, tone: Tone) -> Span | None:
    """Return the span of a second question with a subject of its own."""
    if len(text) > 2000:
        return None
    asks = tone.patterns["question"]
    for found in tone.patterns["split"].finditer(text):
        first, second = text[: found.start()], _clause(text, found.end())
        if not (asks.search(first) and asks.search(second)):
            continue
        if tone.patterns["follow"].search(second) or len(second) < 6:
            continue
        if _content(second, tone) and not _content(first, tone) & _content(second, tone):
            return found.end(), found.end() + len(second)
    return None


def _clause(text: str, start: int) -> str:
    """Return the text from ``start`` to the end of its sentence."""
    end = _CLAUSE_END.search(text, start)
    return text[start : end.start() if end else len(text)].strip()


def length_code(text: str, tone: Tone) -> str:
    """Return "length.too_long", "length.too_short" or ""."""
    limits = tone.limits
    if limits["max_words"]:
        words = len(text.split())
        if words > limits["max_words"] or len(text) > limits["max_chars"]:
            return "length.too_long"
        short = words < limits["min_words"] and not any(is_cjk(char) for char in text[:50])
        return "length.too_short" if short else ""
    if len(text) > limits["max_chars"]:
        return "length.too_long"
    return "length.too_short" if len(text.strip("?。.!")) < limits["min_chars"] else ""


def names_the_job(text: str, terms: tuple[str, ...]) -> bool:
    """Tell whether one of the normalised job terms, or a telling part of one, stands in the text."""
    words = {word[:5] for word in _WORD.findall(text)}
    for term in terms:
        if term and term in text:
            return True
        parts = [part for part in _WORD.findall(term) if len(part) > _SHORT_JOB_WORD]
        if any(part[:5] in words for part in parts):
            return True
        for run in _CJK_RUN.findall(term):
            pairs = (run[at : at + 2] for at in range(len(run) - 1))
            if any(pair in text and pair not in _FILLER for pair in pairs):
                return True
    return False
