"""The lines of a job and of a candidate under short ids (D1, K2, V3): what a prompt may refer to.

Lines that hold protected matter, personal matter or instructions to a machine are left out before
anything is sent, by the same filters as in the offline engine.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ..offline import candidate as resume_lines
from ..offline import filters, textclean
from ..schema import CandidateRef, CompetencyRef, JobRef, KpiRef

LINE = 300
#: At most so many lines of each kind: a prompt has to stay within a small context window.
LIMITS = {"D": 40, "R": 30, "S": 40, "K": 30, "C": 20, "V": 60, "W": 20}
CANDIDATE_KINDS = ("resume", "weak_point")


@dataclass(frozen=True, slots=True)
class Source:
    """One line. ``kind``: one of TRACE_KINDS; ``ref_id``: the caller's id; ``more``: what else is sent."""

    id: str
    kind: str
    text: str
    ref_id: int | None = None
    more: dict = field(default_factory=dict)
    competency: CompetencyRef | None = None
    goal: str = ""

    @property
    def is_personal(self) -> bool:
        return self.kind in CANDIDATE_KINDS

    def as_dict(self) -> dict:
        return {"id": self.id, "kind": self.kind, "text": self.text, **self.more}


@dataclass(slots=True)
class Sources:
    """All lines of a request in a stable order, and what was left out and why."""

    rows: list[Source] = field(default_factory=list)
    refused: dict[str, list[str]] = field(default_factory=dict)
    instructions: int = 0
    personal: int = 0
    resume_used: bool = False

    def by_id(self) -> dict[str, Source]:
        return {row.id: row for row in self.rows}

    def of(self, *letters: str) -> list[Source]:
        return [row for row in self.rows if row.id[0] in letters]

    def texts(self) -> tuple[str, ...]:
        return tuple(row.text for row in self.rows)


def read(job: JobRef, candidate: CandidateRef | None = None) -> Sources:
    """The usable lines of a job and a candidate; of a job that is a mere name, the name (N1)."""
    found = Sources()
    _add_lines(found, "D", "duty", job.duties)
    _add_lines(found, "R", "requirement", job.requirements)
    for skill in job.skills:
        name, level = (textclean.one_line(text, 80) for text in (skill.name, skill.level))
        _add(found, "S", "skill", name, skill.id, {"level": level} if level else {})
    for kpi in job.kpis:
        _add_kpi(found, kpi)
    for competency in job.competencies:
        _add_competency(found, competency)
    if not found.rows:
        _add(found, "N", "requirement", textclean.one_line(job.name, 60), None)
    if candidate:
        _add_resume(found, candidate)
        _add_weak_points(found, candidate)
    return found


def _add(found: Sources, letter: str, kind: str, text: str, ref_id: int | None, more=None, **values) -> None:
    used = len(found.of(letter))
    if not text or used >= LIMITS.get(letter, 1):
        return
    if _is_refused(found, text):
        return
    found.rows.append(Source(f"{letter}{used + 1}", kind, text, ref_id, more or {}, **values))


def _is_refused(found: Sources, text: str) -> bool:
    verdict = filters.verdict(text)
    if verdict:
        found.refused.setdefault(verdict, []).append(text)
    return bool(verdict)


def _safe(text: str, limit: int = LINE) -> str:
    """One clean line, "" when it may not be sent."""
    line = textclean.one_line(text, limit)
    return "" if filters.verdict(line) or filters.verdict(line, True) == filters.INJECTION else line


def _add_lines(found: Sources, letter: str, kind: str, rows: tuple[str, ...]) -> None:
    lines: dict[str, None] = {}
    for row in rows[:300]:
        for line in textclean.lines(row):
            lines.setdefault(textclean.cut(line, LINE))
    for line in lines:
        if not (kind == "requirement" and filters.is_checkbox(line)):
            _add(found, letter, kind, line, None)


def _add_kpi(found: Sources, kpi: KpiRef) -> None:
    more = {"description": _safe(kpi.description), "direction": kpi.direction, "goal": _safe(kpi.goal, 80)}
    if kpi.target is not None:
        more["target"] = f"{kpi.target:g} {_safe(kpi.unit, 20)}".strip()
    if period := _safe(kpi.period, 30):
        more["period"] = period
    more = {key: value for key, value in more.items() if value}
    goal = more.get("goal", "")
    _add(found, "K", "kpi", textclean.one_line(kpi.name, 120), kpi.id, more, goal=goal)


def _add_competency(found: Sources, row: CompetencyRef) -> None:
    more = {
        "definition": _safe(row.definition),
        "positive": [text for raw in row.positive[:6] if (text := _safe(raw, 160))],
        "negative": [text for raw in row.negative[:6] if (text := _safe(raw, 160))],
        "is_value": row.is_culture,
    }
    more = {key: value for key, value in more.items() if value}
    name = textclean.one_line(row.name, 60)
    _add(found, "C", "competency", name, row.id, more, competency=row)


def _add_resume(found: Sources, candidate: CandidateRef) -> None:
    lines: dict[str, None] = {}
    for line in safe_resume(candidate.resume, found):
        for cleaned in textclean.lines(line):
            if not resume_lines._HEADING.match(cleaned):
                lines.setdefault(textclean.cut(cleaned, LINE))
    for skill in candidate.skills[:50]:
        lines.setdefault(textclean.one_line(skill.name, 80))
    found.resume_used = bool(lines)
    for line in lines:
        _add_personal(found, "V", "resume", line, {})


def safe_resume(resume: str, found: Sources | None = None) -> list[str]:
    """The lines of a résumé, as they are, without those that hold personal matter or instructions."""
    kept = []
    for line in str(resume or "")[: resume_lines.MAX_RESUME].splitlines()[: resume_lines.MAX_LINES]:
        verdict = filters.verdict(line[:2000], True)
        if found:
            found.instructions += verdict == filters.INJECTION
            found.personal += bool(verdict) and verdict != filters.INJECTION
        if line.strip() and not verdict:
            kept.append(line[:2000])
    return kept


def _add_weak_points(found: Sources, candidate: CandidateRef) -> None:
    for point in candidate.weak_points[:40]:
        topic, answer = textclean.one_line(point.topic, 120), textclean.one_line(point.answer, LINE)
        more = {"answer": answer} if answer and not filters.verdict(answer, True) else {}
        _add_personal(found, "W", "weak_point", topic, more)


def _add_personal(found: Sources, letter: str, kind: str, text: str, more: dict) -> None:
    used = len(found.of(letter))
    if len(text) > 1 and used < LIMITS[letter] and not filters.verdict(text, True):
        found.rows.append(Source(f"{letter}{used + 1}", kind, text, None, more))
