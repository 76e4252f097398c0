"""The default engine: drafts questions and scores answers without key and network.

The same request gives the same result.

How it works: the profile is split into fragments (``profile``, ``fragments_*``), each becomes the
subject of a sentence pattern of the data files (``compose``, ``data/``), the batch is kept diverse
(``select``, ``plan``), and rubric, role-play and trace are added (``rubric``, ``roleplay``,
``drafter``). Candidate drafts use filtered résumé lines (``candidate``). Answers are scored by the literal
evidence in them (``score``).

What it does not do: it does not translate profiles or understand free text; it knows no facts, so a
wrong answer that is told well scores like a right one.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ..base import EngineInputError, InterviewEngine
from ..lint import known_country
from ..schema import (
    DIFFICULTIES,
    LANGS,
    QUESTION_TYPES,
    DraftRequest,
    DraftResult,
    FollowupRequest,
    FollowupResult,
    ScoreRequest,
    ScoreResult,
    SummaryRequest,
    SummaryResult,
)
from . import data, plan
from .drafter import Drafter

if TYPE_CHECKING:
    from ..embedding import Embedder

CODE_VERSION = "1.6"
MAX_COUNT = 200


class OfflineEngine(InterviewEngine):
    """``name`` "offline"; ``version`` = version of the code + fingerprint of the data files.

    With an embedder the scorer compares meaning as well as words; the version says with which. ``names``
    are those of the people concerned, which the embedder is not to read.
    """

    name = "offline"

    def __init__(self, embedder: Embedder | None = None, names: tuple[str, ...] = ()):
        self._embedder, self._closeness = embedder, None
        if embedder:
            from .score import meaning  # an import of numpy, which the rest does without

            self._closeness = partial(meaning.closeness, embedder, meaning.Names(names))

    @property
    def version(self) -> str:
        version = f"{CODE_VERSION}+{data.version()}"
        return f"{version}.{self._embedder.name}" if self._embedder else version

    def draft_questions(self, request: DraftRequest) -> DraftResult:
        """Draft up to ``request.count`` questions. Raises EngineInputError with a clear sentence."""
        _check(request)
        drafter = Drafter(request)
        _check_focus(request, drafter)
        drafts, notes = drafter.run()
        return DraftResult(self.name, self.version, drafts, notes)

    def score_answer(self, request: ScoreRequest) -> ScoreResult:
        """Score an answer by its literal evidence. Raises EngineInputError for an unknown language."""
        from . import score  # an import of the linter, which drafting does not need at start

        _check_lang(request.lang)
        return score.score(request, self.name, self.version, self._closeness)

    def suggest_followups(self, request: FollowupRequest) -> FollowupResult:
        """Ask for what an answer left open, at most 3. Raises EngineInputError for an unknown language."""
        from . import score  # an import of the linter, which drafting does not need at start

        _check_lang(request.lang)
        return score.suggest_followups(request, self.name, self.version)

    def summarise(self, request: SummaryRequest) -> SummaryResult:
        """Say what was shown and what stayed open. Raises EngineInputError for an unknown language."""
        from . import score  # an import of the linter, which drafting does not need at start

        _check_lang(request.lang)
        return score.summarise(request, self.name, self.version)


def _check_lang(lang: str) -> None:
    if lang not in LANGS:
        raise EngineInputError(f"The language {lang!r} is not supported; choose one of {', '.join(LANGS)}.")


def _check(request: DraftRequest) -> None:
    _check_lang(request.lang)
    if (
        isinstance(request.count, bool)
        or not isinstance(request.count, int)
        or not 1 <= request.count <= MAX_COUNT
    ):
        raise EngineInputError(
            f"The number of questions must be between 1 and {MAX_COUNT}, not {request.count!r}."
        )
    for type_ in request.types:
        if type_ not in QUESTION_TYPES:
            raise EngineInputError(
                f"The question type {type_!r} is unknown; choose from {', '.join(QUESTION_TYPES)}."
            )
    if request.difficulty and request.difficulty not in DIFFICULTIES:
        raise EngineInputError(
            f"The difficulty {request.difficulty!r} is unknown; choose from {', '.join(DIFFICULTIES)}."
        )
    if request.country and not known_country(request.country):
        raise EngineInputError(
            f"The country {request.country[:60]!r} is not known; give its ISO code, such as CN or US."
        )
    job = request.job
    texts = [job.name, *job.duties, *job.requirements, *(s.name for s in job.skills)]
    texts += [k.name for k in job.kpis] + [c.name for c in job.competencies]
    if not any(str(text or "").strip() for text in texts):
        raise EngineInputError(
            "The job profile is empty: add a name and some duties, skills, KPIs or competencies."
        )


def _check_focus(request: DraftRequest, drafter: Drafter) -> None:
    if (request.focus_kpi_ids or request.focus_competency_ids) and not plan.focus(request, drafter.profile):
        raise EngineInputError(
            "None of the KPIs or competencies to focus on belongs to this job or has a usable name."
        )


__all__ = ["OfflineEngine"]
