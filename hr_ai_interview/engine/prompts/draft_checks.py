"""Checks one drafted question of a reply and builds the QuestionDraft, or names its fault.

A question has to quote the profile (a term that stands both in a source line and in the text), keep to
the type, difficulty and focus ordered, be in the language, pass the linter, bring a whole rubric, and not
come near to another question.
"""

from __future__ import annotations

from ..offline.data import load as offline_data
from ..offline.drafter import MAX_TEXT
from ..schema import ANCHOR_LEVELS, CriterionDraft, DraftRequest, QuestionDraft, RolePlay, Trace
from . import wording
from .draft_reply import CriterionReply, QuestionReply
from .sources import Source, Sources

MIN_TEXT = {"en": 15, "es": 15, "zh_CN": 8, "ja": 8}
#: these describe a scene or a task and may be twice as long
LONG_TYPES = ("situational", "written")


class Refused(Exception):
    """The question cannot be used; ``code`` is a key of the faults in the messages."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


def _need(holds: object, code: str) -> None:
    if not holds:
        raise Refused(code)


class QuestionCheck:
    """The state of one batch: its request, its sources, the texts accepted so far."""

    def __init__(self, request: DraftRequest, sources: Sources, types: tuple[str, ...], template: str):
        self.request, self.lang = request, request.lang
        self.types, self.template = types, template
        self.sources = sources
        self.by_id = sources.by_id()
        self.names = sources.texts()
        self.near = wording.Nearness(request.avoid)

    def draft(self, row: QuestionReply) -> QuestionDraft:
        """Raises Refused."""
        _need(row.type in self.types, "type")
        _need(self.request.difficulty in ("", row.difficulty), "difficulty")
        self._check_text(row)
        pairs = self._sources(row)
        self._check_served(row.type, [source for source, _term in pairs])
        criteria = self._criteria(row)
        probes = self._probes(row)
        play = self._roleplay(row)
        _need(not self.near.has(row.text), "near")
        self.near.add(row.text)
        return self._build(row, pairs, criteria, probes, play)

    def _check_text(self, row: QuestionReply) -> None:
        top = MAX_TEXT[self.lang] * (2 if row.type in LONG_TYPES else 1)
        _need(MIN_TEXT[self.lang] <= len(row.text) <= top, "text")
        _need(not (wording.has_markup(row.text) or wording.has_placeholder(row.text)), "markup")
        terms = tuple(source.term for source in row.sources)
        _need(wording.speaks(row.text, self.lang, self.names + terms), "language")
        _need(not wording.is_barred(row.text, self.lang, self.request.country), "blocked")

    # -- where it comes from ---------------------------------------------------------------------
    def _sources(self, row: QuestionReply) -> list[tuple[Source, str]]:
        """The sources with a literal term, those of the candidate first."""
        literal = {}
        for given in row.sources:
            source = self.by_id.get(given.id)
            if source and wording.holds(source.text, given.term) and wording.holds(row.text, given.term):
                literal.setdefault(source.id, (source, given.term))
        _need(literal, "source")
        pairs = [pair for pair in literal.values() if self._is_telling(*pair)]
        _need(pairs, "generic")
        _need(any(not source.is_personal for source, _term in pairs), "job_source")
        return sorted(pairs, key=lambda pair: not pair[0].is_personal)

    def _is_telling(self, source: Source, term: str) -> bool:
        return wording.says_something(term, source.text, self.lang)

    def _check_served(self, type_: str, used: list[Source]) -> None:
        wanted = feeding(type_, self.sources)
        _need(not wanted or any(source in wanted for source in used), "type")
        focus = focused(self.request, self.sources)
        _need(not focus or any(source in focus for source in used), "focus")

    # -- what goes with it -----------------------------------------------------------------------
    def _criteria(self, row: QuestionReply) -> tuple[CriterionDraft, ...]:
        names = {wording.normal(criterion.name) for criterion in row.criteria}
        _need(len(names) == len(row.criteria), "criteria")
        weights = shares([criterion.weight for criterion in row.criteria])
        return tuple(self._criterion(*pair) for pair in zip(row.criteria, weights, strict=True))

    def _criterion(self, given: CriterionReply, weight: float) -> CriterionDraft:
        """The company's own standard, where the criterion applies one, replaces the model's word for word."""
        texts = [given.name, *given.anchors.as_dict().values(), *given.positive, *given.negative]
        _need(wording.speaks(" ".join(texts), self.lang, self.names), "language")
        _need(not any(map(wording.is_unfit_standard, texts)), "blocked")
        _need(not any(map(wording.has_markup, texts)), "markup")
        source = self.by_id.get(given.source or "")
        own = source.competency if source else None
        anchors = {**given.anchors.as_dict(), **(_filled(own.anchors) if own else {})}
        _need(len({wording.normal(text) for text in anchors.values()} - {""}) == len(anchors), "anchors")
        return CriterionDraft(
            key=given.key,
            name=given.name,
            weight=weight,
            anchors=anchors,
            positive=(own and _lines(own.positive)) or tuple(given.positive),
            negative=(own and _lines(own.negative)) or tuple(given.negative),
            competency_id=own.id if own else None,
        )

    def _probes(self, row: QuestionReply) -> tuple[str, ...]:
        usable = [text for text in dict.fromkeys(row.probes) if self._is_usable(text)]
        _need(len(usable) >= 2, "probes")
        return tuple(usable)

    def _is_usable(self, text: str) -> bool:
        return (
            wording.is_question(text, self.lang)
            and wording.speaks(text, self.lang, self.names)
            and not wording.has_markup(text)
            and not wording.is_barred(text, self.lang, self.request.country)
        )

    def _roleplay(self, row: QuestionReply) -> RolePlay | None:
        if row.type != "situational":
            return None
        _need(row.roleplay, "roleplay")
        play = row.roleplay
        texts = [play.persona, play.opening_line, *play.hidden_facts, *play.turns]
        _need(wording.speaks(" ".join(texts), self.lang, self.names), "language")
        _need(not any(map(wording.has_markup, texts)), "markup")
        _need(not any(map(wording.is_instruction, texts)), "blocked")
        return RolePlay(play.persona, play.opening_line, tuple(play.hidden_facts), tuple(play.turns))

    def _build(self, row: QuestionReply, pairs: list, criteria: tuple, probes: tuple, play) -> QuestionDraft:
        used = [source for source, _term in pairs]
        named = [s for s in self.sources.of("S") if s in used or wording.holds(row.text, s.text)]
        competencies = (*_ids(used, "competency"), *(c.competency_id for c in criteria if c.competency_id))
        return QuestionDraft(
            type=row.type,
            difficulty=row.difficulty,
            lang=self.lang,
            text=row.text,
            minutes=row.minutes,
            criteria=criteria,
            probes=probes,
            trace=tuple(self._trace(source, term) for source, term in pairs),
            template=self.template,
            kpi_ids=_ids(used, "kpi"),
            competency_ids=tuple(dict.fromkeys(competencies)),
            skill_ids=_ids(named, "skill"),
            roleplay=play,
            for_candidate=any(source.is_personal for source in used),
        )

    def _trace(self, source: Source, term: str) -> Trace:
        key = "name" if source.id == "N1" else "goal" if source.goal else source.kind
        reason = offline_data(f"messages_{self.lang}")["reasons"][key]
        reason = reason.replace("{goal}", source.goal).replace("{x}", term)
        return Trace(source.kind, source.text, term, reason, source.ref_id)


def feeding(type_: str, sources: Sources) -> list[Source]:
    """The sources one of which a question of this type has to serve; [] = any."""
    if type_ == "okr":
        return sources.of("K")
    if type_ == "culture":
        rows = sources.of("C")
        return [row for row in rows if row.more.get("is_value")] or rows
    return []


def focused(request: DraftRequest, sources: Sources) -> list[Source]:
    """The KPIs and competencies one of which every question has to serve."""
    wanted = {("kpi", id_) for id_ in request.focus_kpi_ids}
    wanted |= {("competency", id_) for id_ in request.focus_competency_ids}
    return [row for row in sources.rows if (row.kind, row.ref_id) in wanted]


def shares(weights: list[float]) -> list[float]:
    """Weights as shares that add up to 1.0, each at least about 0.01.

    >>> shares([40, 40, 20])
    [0.4, 0.4, 0.2]
    """
    raw = [max(0.01, weight / sum(weights)) for weight in weights]
    found = [round(share / sum(raw), 4) for share in raw]
    return [*found[:-1], round(1.0 - sum(found[:-1]), 4)]


def _filled(anchors: dict[int, str]) -> dict[int, str]:
    return {level: anchors[level] for level in ANCHOR_LEVELS if str(anchors.get(level) or "").strip()}


def _lines(rows: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(row for row in rows if str(row).strip())


def _ids(rows: list[Source], kind: str) -> tuple[int, ...]:
    return tuple(dict.fromkeys(row.ref_id for row in rows if row.kind == kind and row.ref_id is not None))
