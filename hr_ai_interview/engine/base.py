"""What every engine is: one class, four jobs, typed errors.

An engine never imports odoo, never touches a record and never writes. It gets the frozen values
of ``schema`` and gives such values back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .schema import (
        DraftRequest,
        DraftResult,
        FollowupRequest,
        FollowupResult,
        ProfileRequest,
        ProfileResult,
        ScoreRequest,
        ScoreResult,
        SummaryRequest,
        SummaryResult,
    )


class EngineError(Exception):
    """Base of all engine errors; ``str(error)`` is a sentence for the person who asked."""

    code = "engine_error"


class EngineInputError(EngineError):
    """The request cannot be worked on as it is (empty job, unknown language, bad count)."""

    code = "bad_input"


class UnknownEngineError(EngineError):
    """No engine of that name is installed."""

    code = "unknown_engine"


class InterviewEngine:
    """Base class of engines. ``name`` is the public name, ``version`` changes when outputs do."""

    name = ""
    version = ""
    #: a local engine may be called inside a web request; a remote one never
    is_local = True

    def draft_questions(self, request: DraftRequest) -> DraftResult:
        """Draft interview questions. Raises EngineInputError for a request nobody could serve."""
        raise NotImplementedError

    def score_answer(self, request: ScoreRequest) -> ScoreResult:
        """Score an answer against its rubric; what has no literal quote has no score."""
        raise NotImplementedError

    def suggest_followups(self, request: FollowupRequest) -> FollowupResult:
        """Suggest questions that ask for what an answer left open."""
        raise NotImplementedError

    def summarise(self, request: SummaryRequest) -> SummaryResult:
        """Summarise an interview; each statement rests on a literal quote."""
        raise NotImplementedError

    def profile_resume(self, request: ProfileRequest) -> ProfileResult:
        """Find what of a résumé speaks to the needs of the job."""
        raise NotImplementedError
