"""Plain-Python engines of AI interviews: draft questions, score answers, lint texts. No import of odoo.

>>> engine = get_engine("offline")
>>> engine.name
'offline'
"""

from .base import EngineError, EngineInputError, InterviewEngine, UnknownEngineError
from .lint import known_country, lint_text
from .notes import note_text
from .schema import (
    ANCHOR_LEVELS,
    DIFFICULTIES,
    LANGS,
    QUESTION_TYPES,
    CandidateRef,
    CompetencyRef,
    CriterionDraft,
    DraftRequest,
    DraftResult,
    Finding,
    JobRef,
    KpiRef,
    Note,
    QuestionDraft,
    RolePlay,
    SkillRef,
    Trace,
    WeakPoint,
)


def get_engine(name: str, *, compares_meaning: bool = False, names: tuple[str, ...] = ()) -> InterviewEngine:
    """Return the engine of that name ("offline"). Raises UnknownEngineError.

    compares_meaning: use the local embedder too, where its package is installed; it does not read ``names``.
    """
    if name == "offline":
        from . import embedding
        from .offline import OfflineEngine

        return OfflineEngine(embedding.local() if compares_meaning else None, names)
    raise UnknownEngineError(f"There is no interview engine named {name!r}.")


__all__ = [
    "ANCHOR_LEVELS",
    "DIFFICULTIES",
    "LANGS",
    "QUESTION_TYPES",
    "CandidateRef",
    "CompetencyRef",
    "CriterionDraft",
    "DraftRequest",
    "DraftResult",
    "EngineError",
    "EngineInputError",
    "Finding",
    "InterviewEngine",
    "JobRef",
    "KpiRef",
    "Note",
    "QuestionDraft",
    "RolePlay",
    "SkillRef",
    "Trace",
    "UnknownEngineError",
    "WeakPoint",
    "get_engine",
    "known_country",
    "lint_text",
    "note_text",
]
