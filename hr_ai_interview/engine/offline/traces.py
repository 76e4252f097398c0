"""What a draft is linked to: the reason for it, the competency and the skills it serves."""

from __future__ import annotations

from ..schema import CompetencyRef, Trace
from . import candidate as resume
from . import filters
from .data import load
from .profile import Profile
from .subject import Subject
from .textclean import cut


def of(lang: str, item: Subject) -> Trace:
    """Why there is a question about ``item``, in one sentence."""
    reasons = load(f"messages_{lang}")["reasons"]
    key = "name" if item.cls == "name" else "goal" if item.kpi and item.kpi.goal else item.kind
    goal = str(item.kpi.goal)[:80].strip() if item.kpi else ""
    if goal and (filters.verdict(goal) or "<" in goal):
        key, goal = item.kind, ""
    reason = reasons[key].replace("{x}", _shown(item)).replace("{goal}", goal)
    return Trace(item.kind, item.excerpt, item.literal, reason, item.ref_id)


def _shown(item: Subject) -> str:
    """The literal piece; of a clause that had to be turned ("you'll be preparing ...") the line itself."""
    if item.cls != "vp" or len(item.literal) > 0.9 * len(item.term):
        return item.literal
    return cut(item.excerpt, 160).strip(" .,;:，。")


def competency(type_: str, parties: tuple[Subject | None, ...], profile: Profile) -> CompetencyRef | None:
    """The competency whose own standard joins the rubric: one of the parties, or one the first names."""
    for item in parties:
        if item and item.competency:
            return item.competency
    if type_ not in ("behavioural", "culture"):
        return None
    own = resume.tokens(f"{parties[0].term} {parties[0].excerpt}")
    best, score = None, 0
    for item in profile.competencies:
        row = item.competency
        shared = len(own & resume.tokens(" ".join((row.name, *row.positive[:6]))))
        if shared > score:
            best, score = row, shared
    return best


def skills(parties: list[Subject], text: str, profile: Profile) -> tuple[int, ...]:
    low = text.lower()
    named = [s.ref_id for s in profile.subjects if s.kind == "skill" and s.literal.lower() in low]
    return tuple(dict.fromkeys((*ids(parties, "skill"), *named)))


def ids(parties: list[Subject], kind: str) -> tuple[int, ...]:
    rows = (item.ref_id for item in parties if item.kind == kind and item.ref_id is not None)
    return tuple(dict.fromkeys(rows))
