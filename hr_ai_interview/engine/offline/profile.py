"""A job -> the subjects its questions can be about, in the language of the request.

Every line of the profile is cleaned, checked against the filters, split into fragments of its own
language and, where that is another one than asked for, translated by the glossary or left out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from ..schema import CompetencyRef, JobRef, KpiRef
from . import (
    filters,
    fragments_en,
    fragments_es,
    fragments_ja,
    fragments_zh_CN,
    freeform,
    glossary,
    kpi,
    langid,
    textclean,
)
from .fragment import Fragment
from .subject import Subject

PARSERS = {"en": fragments_en, "zh_CN": fragments_zh_CN, "ja": fragments_ja, "es": fragments_es}
MAX_LINES = 300
MAX_CHARS = 400_000
MAX_SUBJECTS = 160
LONG = 240


@dataclass(slots=True)
class Profile:
    """Subjects by source, and what was noticed on the way.

    refused: the lines dropped for a reason of ``filters``. shortened: lines too long to be read to their
    end. unreadable: long lines in which no piece of a usable length was found. unquoted: lines of another
    language of which nothing could be used.
    """

    subjects: list[Subject] = field(default_factory=list)
    kpis: list[Subject] = field(default_factory=list)
    competencies: list[Subject] = field(default_factory=list)
    name: Subject | None = None
    foreign: int = 0
    untranslated: tuple[str, ...] = ()
    refused: dict[str, list[str]] = field(default_factory=dict)
    shortened: list[str] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)
    unquoted: list[str] = field(default_factory=list)

    def all(self) -> list[Subject]:
        return self.kpis + self.competencies + self.subjects


@lru_cache(maxsize=4096)
def parse(line: str, origin: str, lang: str) -> tuple[tuple[Fragment, ...], bool]:
    """Fragments of ``line`` usable in ``lang``; the flag says it was in another language."""
    found = langid.detect(line)
    if found == "other":
        return (), True
    same = langid.matches(line, lang)
    latin_name = same and lang in ("zh_CN", "ja") and not langid.has_cjk(line)
    source = lang if same and not latin_name else {"": "en", "han": "zh_CN"}.get(found, found)
    pieces = PARSERS[source].fragments(line, origin)
    if same and not latin_name:
        return tuple(_localise(piece, lang) for piece in pieces), False
    adapted = tuple(piece for item in pieces if (piece := glossary.adapt(item, lang)))
    if not adapted:
        return (), not freeform.is_heading(line, source)
    return adapted, any(piece.cls == "quote" for piece in adapted) or len(adapted) < len(pieces)


def _localise(piece: Fragment, lang: str) -> Fragment:
    """A borrowed skill name inside its own language: "negotiation" in a Spanish profile."""
    if lang == "es" and piece.cls == "tool" and not glossary.is_name(piece.literal):
        known = glossary.translate(piece.literal, lang)
        if known and langid.detect(piece.literal) != "es":
            return Fragment(piece.cls, known, known, piece.excerpt, known)
    return piece


def read(job: JobRef, lang: str) -> Profile:
    """The profile of ``job`` as subjects, without duplicates, in a stable order."""
    profile, seen, budget = Profile(), set(), [MAX_CHARS]
    for origin, rows in (("duty", job.duties), ("requirement", job.requirements)):
        for whole in _lines(rows, budget):
            if len(profile.subjects) >= MAX_SUBJECTS:
                break
            line = textclean.cut(whole, textclean.LINE_MAX)
            if origin == "requirement" and filters.is_checkbox(line) and not filters.verdict(line):
                continue
            found = _add_line(profile, line, origin, lang, seen)
            if not found and len(line) > LONG:
                profile.unreadable.append(line)
            elif len(whole) > len(line):
                profile.shortened.append(line)
    for skill in job.skills[:MAX_LINES]:
        name = textclean.one_line(skill.name, 80)
        if name and not filters.verdict(name):
            pieces, foreign = parse(name, "skill", lang)
            profile.foreign += foreign
            _add(profile, pieces[:1], "skill", skill.id, seen, name, lang)
    profile.kpis = _unique([kpi.subject(row, lang) for row in job.kpis[:60]], seen)
    profile.competencies = _unique([_competency(row, lang) for row in job.competencies[:60]], seen)
    names = [row.name for row in job.kpis[:60] if _is_untranslated(row.name, lang) or _is_unused(row, lang)]
    names += [row.name for row in job.competencies[:60] if _is_untranslated(row.name, lang)]
    profile.untranslated = tuple(dict.fromkeys(names))
    profile.name = _job_name(job, lang)
    return profile


def _is_untranslated(name: str, lang: str) -> bool:
    """Tell whether a goal or competency has no name in the language of the questions."""
    if lang in ("en", "es"):
        other = langid.detect(name) == ("es" if lang == "en" else "en")
        return (
            langid.has_cjk(name)
            or other
            and not glossary.translate(name, lang)
            and not glossary.is_name(name)
        )
    plain = not langid.has_cjk(name) and len(name.split()) > 1
    return plain and not glossary.translate(name, lang)


def _is_unused(row: KpiRef, lang: str) -> bool:
    """Tell whether a KPI was left out because its name is in another language."""
    return len(row.name.strip()) > 1 and not kpi.subject(row, lang)


def _lines(rows: tuple[str, ...], budget: list[int]) -> list[str]:
    """At most MAX_LINES different lines out of at most MAX_CHARS characters."""
    found: dict[str, None] = {}
    for row in rows:
        if budget[0] <= 0 or len(found) >= MAX_LINES:
            break
        raw = textclean.cut(str(row or ""), textclean.RAW_MAX)
        budget[0] -= len(raw)
        for line in textclean.lines(raw, textclean.RAW_MAX):
            found.setdefault(line)
    return list(found)[:MAX_LINES]


def _add_line(profile: Profile, line: str, origin: str, lang: str, seen: set) -> bool:
    """Add the subjects of ``line``; tell whether it was dealt with: used, or refused for a reason."""
    refused = filters.verdict(line)
    if refused:
        profile.refused.setdefault(refused, []).append(line)
        return True
    pieces, foreign = parse(line, origin, lang)
    profile.foreign += foreign
    if foreign and not pieces:
        profile.unquoted.append(line)
    _add(profile, pieces, origin, None, seen, line, lang)
    return bool(pieces) or foreign


def _add(
    profile: Profile, pieces: tuple, kind: str, ref_id: int | None, seen: set, line: str, lang: str
) -> None:
    for piece in pieces:
        low = piece.term.strip('"').lower()
        if low in seen or len(profile.subjects) >= MAX_SUBJECTS or filters.verdict(piece.term):
            continue
        seen.add(low)
        if kind == "requirement" and filters.is_checkbox(piece.literal):
            continue
        cls = glossary.tool_class(piece.term, lang) if piece.cls == "tool" else piece.cls
        # "Knowledge of computer skills" is no English: what ends in "skills" is quoted.
        listed = cls == "field" and kind == "requirement" and low.endswith(" skills")
        cls = "claim" if cls == "quote" and kind == "requirement" or listed else cls
        excerpt = piece.excerpt or line
        profile.subjects.append(
            Subject(cls, kind, piece.term, piece.literal, excerpt, piece.label or piece.term, ref_id)
        )


def _unique(subjects: list[Subject | None], seen: set) -> list[Subject]:
    found = []
    for item in subjects:
        if item and item.term.lower() not in seen and not filters.verdict(item.term):
            seen.add(item.term.lower())
            found.append(item)
    return found


def _competency(row: CompetencyRef, lang: str) -> Subject | None:
    name = textclean.one_line(row.name, 60)
    if len(name) < 2 or langid.detect(name) == "other":
        return None
    shown = name
    if not langid.matches(name, lang) or lang in ("zh_CN", "ja") and not langid.has_cjk(name):
        shown = glossary.translate(name, lang) or name
    if lang == "es" and langid.detect(name) != "es":
        shown = glossary.translate(name, lang) or name
    quoted = textclean.QUOTES[lang].format(shown)
    return Subject("comp", "competency", quoted, shown, name, quoted, row.id, competency=row)


def _job_name(job: JobRef, lang: str) -> Subject | None:
    name = textclean.one_line(job.name, 60)
    if len(name) < 2 or filters.verdict(name) or langid.detect(name) == "other":
        return None
    quoted = textclean.QUOTES[lang].format(name)
    return Subject("name", "requirement", quoted, name, name, quoted)
