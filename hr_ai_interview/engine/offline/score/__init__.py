"""The offline scorer: literal evidence for each criterion of a rubric, a score only where there is some.

How it works: ``reading`` finds what each sentence shows (``walk``, ``cues``, ``figures``, ``exclude``),
``needs`` what a criterion asks for, ``topic`` whether question and answer share a matter, ``rating`` the
score, ``wording`` reasons and follow-up questions, ``summary`` what an interview showed. Lexicons, needs
and texts are data files; docs/scoring.md has the formula and the measured quality.

What it does not do: understand. It knows cues of four languages and no facts: a well-told wrong
solution scores like a right one. A person decides.
"""

from __future__ import annotations

from collections.abc import Callable

from ...schema import ANSWER_FEATURES, FollowupRequest, FollowupResult, ScoreRequest, ScoreResult
from ...total import total
from . import exclude, needs, rating, topic, wording
from .language import language
from .reading import Reading, read
from .summary import summarise

#: steps of one's own with which an answer that speaks of scores in most sentences is still one
_FEW_STEPS = 3


def score(
    request: ScoreRequest,
    engine: str,
    version: str,
    closeness: Callable[..., float] | None = None,
) -> ScoreResult:
    """Score an answer against its rubric; what has no literal evidence has no score.

    ``closeness``: ``meaning.closeness`` of an embedder, None to compare words only.
    """
    lang, rubric_lang = language(request.answer, request.lang), language(request.question, request.lang)
    rubric = _rubric_texts(request)
    sources = exclude.Sources(request.question, request.probes, rubric)
    anchors = topic.Anchors(request.question, request.job, rubric, lang) if lang == rubric_lang else None
    reading = read(request.answer, lang, needs.mode(request.question, rubric_lang), sources, anchors)
    why = _refusal(request, rubric, reading, rubric_lang, closeness)
    rated = tuple(
        rating.rate(row, language(row.name, rubric_lang), reading, request.answer) for row in request.criteria
    )
    if why:
        rated = tuple(rating.refused(row) for row in rated)
    rows = tuple(
        rating.as_score(row, wording.reason(row, reading, why, request.lang, lang != rubric_lang))
        for row in rated
    )
    flags = _flags(reading, why)
    missing = wording.missing_of(rated)
    if not reading.acts:
        missing = list(dict.fromkeys(("act", *missing)))
    followups = wording.followups(missing, request.lang, reading.mode, request.probes)
    features = () if why else tuple(kind for kind in ANSWER_FEATURES if kind in reading.found)
    return ScoreResult(engine, version, rows, total(rows, request.criteria), followups, flags, features)


def suggest_followups(request: FollowupRequest, engine: str, version: str) -> FollowupResult:
    """Questions for what an answer leaves open; none when nothing is."""
    lang, asked = language(request.answer, request.lang), language(request.question, request.lang)
    sources = exclude.Sources(request.question, request.probes, ())
    reading = read(request.answer, lang, needs.mode(request.question, asked), sources)
    missing = wording.missing_in(reading)
    most = max(1, min(request.count, wording.MAX_FOLLOWUPS))
    followups = wording.followups(missing, request.lang, reading.mode, request.probes, most)
    return FollowupResult(engine, version, followups)


def _rubric_texts(request: ScoreRequest) -> tuple[str, ...]:
    texts = []
    for row in request.criteria:
        texts += [row.name, *row.anchors.values(), *row.positive, *row.negative]
    return tuple(texts)


def _refusal(
    request: ScoreRequest,
    rubric: tuple[str, ...],
    reading: Reading,
    rubric_lang: str,
    closeness: Callable[..., float] | None,
) -> str:
    """Why nothing of the answer can be scored, or ""."""
    if not any(char.isalnum() for char in request.answer):
        return "empty"
    kept = reading.kept
    if not kept:
        whys = [row.left_aside for row in reading.sentences]
        why = max(sorted(set(whys)), key=whys.count) if whys else "empty"
        return "off_topic" if why == "far" else why
    if 2 * reading.aside("injection") >= len(reading.sentences) and len(reading.acts) < _FEW_STEPS:
        return "injection"
    if not reading.has_story:
        for why in ("injection", "copied", "list"):
            if reading.aside(why):
                return why
    if reading.lang == rubric_lang:
        # with what is taken for small talk: whatever is added to an answer must not make it "off_topic"
        told = [row for row in reading.sentences if row.left_aside in ("", "far")]
        said = [request.answer[row.span.start : row.span.end] for row in told]
        if not topic.is_near(
            request.question, request.job, rubric, said, reading.lang, closeness, reading.has_story
        ):
            return "off_topic"
    return ""


def _flags(reading: Reading, why: str) -> tuple[str, ...]:
    """Flags of the answer as a whole; one told step or figure takes it out of "vague" and the like."""
    found = {
        "suspected_injection": reading.is_suspected,
        "off_topic": why == "off_topic",
    }
    if not any(row.is_concrete for row in reading.kept):
        is_generic = any(row.is_general or row.empty for row in reading.kept)
        found |= {
            "copied_question": reading.aside("copied"),
            "keyword_list": reading.aside("list"),
            "generic": why != "off_topic" and is_generic,
            "vague": why != "off_topic" and reading.kept and not is_generic,
        }
    return tuple(sorted(flag for flag, holds in found.items() if holds))
