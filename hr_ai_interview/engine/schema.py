"""The values that cross the seam between Odoo and an engine.

Everything here is a frozen dataclass of plain Python values: no record, no environment, no
network client. Ids are the caller's own and opaque to the engine; they come back unchanged on
what was drafted from them, so that the caller can link a question to its KPI, competency or
skill without parsing text.

All texts are in the language of the request (``lang``) as far as the caller has them; the engine
says in ``DraftResult.notes`` when a text was in another language.
"""

from __future__ import annotations

from dataclasses import dataclass, field

LANGS = ("en", "zh_CN", "ja", "es")
QUESTION_TYPES = ("behavioural", "situational", "technical", "okr", "culture", "written")
DIFFICULTIES = ("basic", "intermediate", "advanced")
ANCHOR_LEVELS = (0, 2, 4, 6, 8, 10)
SEVERITIES = ("block", "warn", "info")
SCORE_STATUSES = ("scored", "insufficient_evidence", "unstable")
ANSWER_FLAGS = ("vague", "generic", "keyword_list", "off_topic", "suspected_injection", "copied_question")
#: Kinds of evidence an answer may show; learning compares the results of who showed them and who did not.
ANSWER_FEATURES = (
    "act", "figure", "change", "order", "reason", "when", "task", "outcome", "lesson", "check", "people",
    "agree", "view", "option", "risk", "data", "urgent", "admit", "feedback", "inform", "cond", "speech",
)  # fmt: skip
PROFILE_KINDS = ("experience", "skill", "result", "certificate")
TRACE_KINDS = ("duty", "requirement", "skill", "kpi", "competency", "resume", "weak_point")


@dataclass(frozen=True, slots=True)
class SkillRef:
    """A skill the job asks for. ``level`` is the caller's own level name, may be empty."""

    id: int
    name: str
    level: str = ""


@dataclass(frozen=True, slots=True)
class KpiRef:
    """A node of the goal tree. ``target`` is None when the company has not set one (never 0).

    direction: "increase" | "decrease" | "maintain". ``unit`` is free text ("%", "days", "万元").
    ``goal`` is the name of the parent goal it serves, may be empty. ``need``: how much more than the others
    to ask about it, 0 = no more, 1 = twice as often.
    """

    id: int
    name: str
    description: str = ""
    direction: str = "increase"
    target: float | None = None
    unit: str = ""
    period: str = ""
    weight: float = 1.0
    goal: str = ""
    need: float = 0.0


@dataclass(frozen=True, slots=True)
class CompetencyRef:
    """A competency with observable indicators and optional BARS anchors {0,2,4,6,8,10: text}.

    ``is_culture`` marks a company value: it feeds questions of type ``culture``.
    """

    id: int
    name: str
    definition: str = ""
    positive: tuple[str, ...] = ()
    negative: tuple[str, ...] = ()
    anchors: dict[int, str] = field(default_factory=dict)
    weight: float = 1.0
    is_culture: bool = False


@dataclass(frozen=True, slots=True)
class WeakPoint:
    """What an earlier interview left open: the topic and, if known, the answer it was vague in."""

    topic: str
    competency_id: int | None = None
    answer: str = ""


@dataclass(frozen=True, slots=True)
class CandidateRef:
    """What may be used of a candidate: résumé text, skills, weak points. No name, no contact."""

    resume: str = ""
    skills: tuple[SkillRef, ...] = ()
    weak_points: tuple[WeakPoint, ...] = ()


@dataclass(frozen=True, slots=True)
class JobRef:
    """The profile of a job as plain text.

    duties / requirements: one entry per line of the profile, markup already removed. vague_competency_ids:
    competencies on which past answers stayed vague; their questions are probed deeper.
    """

    name: str
    duties: tuple[str, ...] = ()
    requirements: tuple[str, ...] = ()
    skills: tuple[SkillRef, ...] = ()
    kpis: tuple[KpiRef, ...] = ()
    competencies: tuple[CompetencyRef, ...] = ()
    industry: str = ""
    vague_competency_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftRequest:
    """Ask for ``count`` questions (1-200).

    types: empty = a sensible mix of all types the profile can feed. difficulty: empty = a mix.
    focus_kpi_ids / focus_competency_ids: when given, every draft serves one of them.
    avoid: texts that exist already; nothing near to one of them is drafted.
    country: ISO code of the company's country ("CN", "us", ...), for the linter; one without rules of
    its own gets those that hold everywhere.
    seed: same request + same seed = same drafts, on every machine.
    examples: texts of approved questions, as the house style. standards: names of the criteria that
    past scoring used most. Engines without a model leave both aside.
    template / revises: pattern and text of the question a redraft replaces: it is to ask the same with
    today's values. An engine that knows the pattern gives one draft of it, where it can; others leave
    both aside.
    """

    job: JobRef
    lang: str = "en"
    count: int = 10
    types: tuple[str, ...] = ()
    difficulty: str = ""
    focus_kpi_ids: tuple[int, ...] = ()
    focus_competency_ids: tuple[int, ...] = ()
    candidate: CandidateRef | None = None
    avoid: tuple[str, ...] = ()
    country: str | None = None
    seed: int = 0
    examples: tuple[str, ...] = ()
    standards: tuple[str, ...] = ()
    template: str = ""
    revises: str = ""


@dataclass(frozen=True, slots=True)
class CriterionDraft:
    """One row of the rubric. weight > 0, the weights of a question sum to 1.0.

    anchors: a text for each of ANCHOR_LEVELS. key: language-neutral ("result", "speed", ...).
    """

    key: str
    name: str
    weight: float
    anchors: dict[int, str]
    positive: tuple[str, ...]
    negative: tuple[str, ...]
    competency_id: int | None = None


@dataclass(frozen=True, slots=True)
class Trace:
    """Why this question: the very text of the profile (or résumé) it was drafted from.

    kind: one of TRACE_KINDS. ref_id: the caller's id of the skill, KPI or competency, else None.
    excerpt: literal text of the request. term: the part of it that stands in the question.
    reason: one sentence, in the language of the request.
    """

    kind: str
    excerpt: str
    term: str
    reason: str
    ref_id: int | None = None


@dataclass(frozen=True, slots=True)
class RolePlay:
    """What the interviewer needs to play the other side. 4-6 ``turns``, what is said or happens next."""

    persona: str
    opening_line: str
    hidden_facts: tuple[str, ...]
    turns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuestionDraft:
    """One drafted question with its rubric. ``template``: language-neutral id of the pattern used."""

    type: str
    difficulty: str
    lang: str
    text: str
    minutes: int
    criteria: tuple[CriterionDraft, ...]
    probes: tuple[str, ...]
    trace: tuple[Trace, ...]
    template: str
    kpi_ids: tuple[int, ...] = ()
    competency_ids: tuple[int, ...] = ()
    skill_ids: tuple[int, ...] = ()
    roleplay: RolePlay | None = None
    for_candidate: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """Something the person who asked must know, in no language yet: ``notes.note_text`` says it in theirs."""

    code: str
    values: dict[str, int | list[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DraftResult:
    """drafts may be fewer than asked for: then a note says why and what to add to the profile."""

    engine: str
    version: str
    drafts: tuple[QuestionDraft, ...]
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding of the linter; ``text[start:end] == excerpt`` (Python code points).

    severity: one of SEVERITIES. rewrite: the whole text, neutral, same language ("" = none known).
    basis: the legal or professional ground ("Women's Rights Law (PRC) art. 43"), may be empty.
    """

    code: str
    category: str
    severity: str
    start: int
    end: int
    excerpt: str
    message: str
    rewrite: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class ScoreCriterion:
    """A row of the approved rubric as the scorer gets it, word for word. weight > 0."""

    id: int
    name: str
    weight: float
    anchors: dict[int, str]
    positive: tuple[str, ...] = ()
    negative: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ScoreRequest:
    """One answer to one question against its rubric. ``seed`` tells repeats apart."""

    question: str
    answer: str
    criteria: tuple[ScoreCriterion, ...]
    lang: str = "en"
    probes: tuple[str, ...] = ()
    job: str = ""
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Evidence:
    """A literal quote: ``text[start:end] == quote`` in Python code points."""

    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class CriterionScore:
    """Score 0-10 of one criterion; None unless status is "scored". spread: of repeats, else None.

    status: one of SCORE_STATUSES. reason: why, in the language of the request.
    """

    criterion_id: int
    name: str
    score: float | None
    status: str
    evidence: tuple[Evidence, ...] = ()
    reason: str = ""
    spread: float | None = None


@dataclass(frozen=True, slots=True)
class ScoreResult:
    """``score``: weighted mean of the scored criteria, None when there is none.

    flags: subset of ANSWER_FLAGS. followups: questions that ask for what was missing. features: subset of
    ANSWER_FEATURES, what the answer shows; only the offline engine tells, others leave it empty.
    """

    engine: str
    version: str
    criteria: tuple[CriterionScore, ...]
    score: float | None
    followups: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    features: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FollowupRequest:
    """Ask for up to ``count`` follow-up questions to an answer that left something open."""

    question: str
    answer: str
    lang: str = "en"
    probes: tuple[str, ...] = ()
    count: int = 3


@dataclass(frozen=True, slots=True)
class FollowupResult:
    engine: str
    version: str
    followups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SummaryEntry:
    """One question with its answer, and the competency it stands for (may be empty)."""

    question: str
    answer: str
    competency: str = ""


@dataclass(frozen=True, slots=True)
class SummaryRequest:
    """Summarise the answers of one interview for the job. No name of the candidate."""

    job: str
    entries: tuple[SummaryEntry, ...]
    lang: str = "en"


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence about the candidate and the quote it rests on; ``entry`` is the index of the answer."""

    text: str
    entry: int
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class SummaryResult:
    """No score and no advice whether to hire: what was shown, what was not, what stayed open."""

    engine: str
    version: str
    strengths: tuple[Statement, ...]
    concerns: tuple[Statement, ...]
    open_points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProfileRequest:
    """What of a résumé speaks to the job. The résumé holds neither name nor contact."""

    job: JobRef
    resume: str
    lang: str = "en"


@dataclass(frozen=True, slots=True)
class ProfileItem:
    """kind: one of PROFILE_KINDS. ``evidence`` is a literal quote of the résumé.

    need: the line of the job (duty, requirement or skill) it speaks to, word for word.
    """

    kind: str
    text: str
    need: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class ProfileResult:
    """``open_points``: needs of the job the résumé says nothing about; to be asked, not held against."""

    engine: str
    version: str
    items: tuple[ProfileItem, ...]
    open_points: tuple[str, ...]
