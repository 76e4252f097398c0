"""Drafts one batch: walks the plan, composes, checks for near-duplicates, adds rubric and trace."""

from __future__ import annotations

import hashlib
import json
import random
from dataclasses import asdict
from functools import lru_cache

from ..lint import lint_text
from ..schema import DraftRequest, Note, QuestionDraft, Trace
from . import candidate as resume
from . import compose, filters, plan, profile, redraft, roleplay, rubric, traces
from .candidate_drafts import CandidateDrafts
from .select import Diversity
from .subject import Subject

MAX_TEXT = {"en": 450, "es": 450, "zh_CN": 180, "ja": 180}
#: What this engine leaves aside must not change its drafts either, nor what a redraft alone goes by.
UNUSED = frozenset({"examples", "standards", "template", "revises"})


#: A neutral question around a term, to see whether the wording check bars the term.
FRAME = {
    "en": "Describe how you {} at work.",
    "es": "Explique cómo {} en su trabajo.",
    "zh_CN": "请说明您在工作中怎样{}。",
    "ja": "お仕事で{}をどのように進めたか説明してください。",
}


@lru_cache(maxsize=4096)
def _is_barred(text: str, lang: str, country: str | None) -> bool:
    """Tell whether the wording check would stop an approval of ``text``."""
    return any(finding.severity == "block" for finding in lint_text(text, lang, country))


def rng_of(request: DraftRequest) -> random.Random:
    """The same generator for the same request and seed on every machine."""
    values = {key: value for key, value in asdict(request).items() if key not in UNUSED}
    canonical = json.dumps(values, sort_keys=True, ensure_ascii=True, default=str)
    return random.Random(int.from_bytes(hashlib.sha256(canonical.encode()).digest()[:16], "big"))


class Drafter:
    """State of one request; ``run`` gives drafts and notes."""

    def __init__(self, request: DraftRequest):
        self.request = request
        self.lang = request.lang
        self.rng = rng_of(request)
        self.profile = profile.read(request.job, request.lang)
        self.pools = plan.pools(request, self.profile)
        self.focus = plan.focus(request, self.profile)
        self.related = self._related()
        self.needs = {kpi.id: kpi.need for kpi in request.job.kpis if kpi.need > 0}
        self.diversity = Diversity(request.avoid, self.rng)
        self.scenes = roleplay.scenes(request.job, request.lang)
        self.notes: list[Note] = []
        self.scene = None
        self.blocked: dict[str, str] = {}

    def run(self) -> tuple[tuple[QuestionDraft, ...], tuple[Note, ...]]:
        request = self.request
        feedable = [t for t in (request.types or plan.FEEDS) if self.pools[t]]
        self._note_profile(feedable)
        if not self.profile.all():
            return self._name_only(feedable)
        if request.template and (again := redraft.draft(self)):
            return (again,), tuple(self.notes)
        personal = CandidateDrafts(self).run(feedable) if request.candidate and feedable else []
        drafts = list(personal)
        count = request.count - len(drafts)
        for type_, difficulty in plan.slots(request, feedable, self.rng, count) if feedable else ():
            draft = self._draft(type_, difficulty)
            if draft:
                drafts.append(draft)
        self._fill(drafts, feedable)
        if self.blocked:
            self.note("term_blocked", terms=sorted(set(self.blocked.values()))[:5])
        if len(drafts) < request.count:
            self.note("profile_thin", found=len(drafts), count=request.count)
        return tuple(plan.shuffled(drafts, self.rng)), tuple(self.notes)

    def _fill(self, drafts: list, feedable: list[str]) -> None:
        """Places the plan could not fill go to any type that still has something to say."""
        dry: set = set()
        levels = (
            (self.request.difficulty,) if self.request.difficulty else ("intermediate", "basic", "advanced")
        )
        pairs = [(type_, level) for level in levels for type_ in feedable]
        while len(drafts) < self.request.count and len(dry) < len(pairs):
            for pair in pairs:
                if pair in dry or len(drafts) >= self.request.count:
                    continue
                draft = self._draft(*pair)
                if draft:
                    drafts.append(draft)
                else:
                    dry.add(pair)

    def _name_only(self, feedable: list[str]) -> tuple:
        drafts = []
        for type_ in [t for t in ("behavioural", "situational", "technical") if t in feedable][:2]:
            if len(drafts) < min(2, self.request.count):
                draft = self._draft(type_, self.request.difficulty or "basic")
                drafts += [draft] if draft else []
        if self.profile.name:
            self.note("name_only", count=len(drafts))
        else:
            self.note("profile_thin", found=0, count=self.request.count)
        return tuple(drafts), tuple(self.notes)

    # -- one draft ---------------------------------------------------------------------------
    def _draft(self, type_: str, difficulty: str) -> QuestionDraft | None:
        used, classes = self.diversity.used, plan.FEEDS[type_]
        rows = [
            row
            for row in self.pools[type_]
            if used[f"{type_}|{_key(row)}"] < self._cap() and row[0].key not in self.blocked
        ]
        order = self.diversity.least_used(
            rows,
            lambda row: row[0].key,
            lambda row: (
                2.5 * used[f"{type_}|{row[0].key}"]
                + 0.7 * classes[row[0].cls]
                + _serve_use(used, row)
                - self._need(row[0], used[row[0].key])
                + (4.0 if type_ == "okr" and row[0].key not in self.related else 0.0)
            ),
        )
        for subject, served in order[:14]:
            found = self._compose(type_, difficulty, subject, served)
            if found:
                text, pattern, keys, kpi = found
                self.diversity.accept(
                    text, subject.key, f"{type_}|{subject.key}", f"{type_}|{_key((subject, served))}", *keys
                )
                if served:
                    self.diversity.used[f"served|{served.key}"] += 1
                return self._build(type_, difficulty, subject, served or kpi, text, pattern)
        return None

    def _related(self) -> frozenset:
        """Keys of the KPIs and of what shares a word with one: "make coffee" has no part in audit errors."""
        named = [resume.tokens(f"{kpi.term} {kpi.excerpt}") for kpi in self.profile.kpis]
        found = [
            s.key for s in self.profile.subjects if any(resume.tokens(s.term) & words for words in named)
        ]
        return frozenset([kpi.key for kpi in self.profile.kpis] + found)

    def _cap(self) -> int:
        return 4 if self.request.count <= 40 else 8

    def _compose(self, type_: str, difficulty: str, subject: Subject, served: Subject | None):
        """(text, pattern id, usage keys, KPI that was named) or None when all come out too near."""
        if type_ == "situational":
            return self._compose_scene(difficulty, subject, served)
        group = compose.group_of(self.lang, type_, subject)
        rows = [row for row in compose.patterns(self.lang, type_, group) if difficulty in row.levels]
        kpi = served if served and served.cls == "kpi" else self._kpi_for(subject)
        if not kpi and subject.cls != "kpi":
            rows = [row for row in rows if not row.needs & compose.NAMES_KPI]
        order = self.diversity.least_used(
            rows, lambda row: row.id, lambda row: 0.5 * row.id.split(".")[1].count("any")
        )
        for pattern in order[:7]:
            if subject.key in self.blocked:
                break
            extra, keys = self._slots(type_, difficulty, subject, pattern)
            names_kpi = bool(pattern.needs & compose.NAMES_KPI) and subject.cls != "kpi"
            if names_kpi:
                extra |= compose.kpi_slots(kpi)
            text = compose.fill(pattern.text, subject, self.lang, extra)
            if served and not (names_kpi and served is kpi):
                text = self._serve(text, served, keys)
            if self._fits(text, type_, subject):
                return text, pattern.id, [pattern.id, *keys], kpi if names_kpi else None
        return None

    def _compose_scene(self, difficulty: str, subject: Subject, served: Subject | None):
        scenes = [scene for scene in self.scenes if roleplay.suits(scene, subject)]
        order = self.diversity.least_used(scenes, lambda scene: f"scene.{scene['id']}", self._scene_rank)
        for scene in order[:8]:
            if subject.key in self.blocked:
                break
            context, key = self.diversity.pick(
                compose.scene_contexts(self.lang, subject.cls), f"context.{subject.cls}"
            )
            choices = compose.options(self.lang, "twist", "situational", "vp", difficulty)
            twist, twist_key = self.diversity.pick(choices, f"twist.situational.{difficulty}")
            variant = self.diversity.used[f"scene.{scene['id']}"]
            text = roleplay.task(scene, variant, difficulty, subject, self.lang, context, twist)
            if served:
                text = self._serve(text, served, [], compose.scene_contexts)
            if self._fits(text, "situational", subject):
                self.scene = (scene, variant)
                return (
                    text,
                    f"situational.scene.{scene['id']}",
                    [key, twist_key, f"scene.{scene['id']}"],
                    None,
                )
        return None

    def _scene_rank(self, scene: dict) -> float:
        return 0.0 if scene.get("words") else 0.4

    def _slots(self, type_: str, difficulty: str, subject: Subject, pattern) -> tuple[dict, list]:
        extra, keys = {}, []
        for slot in ("ask", "twist"):
            if slot in pattern.needs:
                choices = compose.options(self.lang, slot, type_, subject.cls, difficulty)
                group = compose.GROUPS.get(subject.cls, "work")
                extra[slot], key = self.diversity.pick(choices, f"{slot}.{type_}.{group}.{difficulty}")
                keys.append(key)
        if "context" in pattern.needs:
            extra["context"], key = self.diversity.pick(
                compose.contexts(self.lang, subject.cls), f"context.{subject.cls}"
            )
            keys.append(key)
        return extra, keys

    def _serve(self, text: str, served: Subject, keys: list, contexts=compose.contexts) -> str:
        """Put a sentence about the focused KPI or competency in front."""
        sentence, key = self.diversity.pick(contexts(self.lang, served.cls), f"context.{served.cls}")
        keys.append(key)
        return compose.led(sentence, served, text, self.lang)

    def _kpi_for(self, subject: Subject) -> Subject | None:
        kpis = [k for k in self.profile.kpis if not self.request.focus_kpi_ids or k in self.focus]
        if not kpis:
            return None
        own = resume.tokens(subject.term)
        used = self.diversity.used
        return self.diversity.least_used(
            kpis,
            lambda row: f"served|{row.key}",
            lambda row: (
                -1.5 * bool(own & resume.tokens(row.term)) - self._need(row, used[f"served|{row.key}"])
            ),
        )[0]

    def _need(self, subject: Subject, used: float) -> float:
        """What to take off the use of a KPI so that it is asked about 1 + need times as often."""
        need = self.needs.get(subject.ref_id, 0.0) if subject.cls == "kpi" else 0.0
        return used * need / (1 + need) + 0.9 * min(need, 1.0)

    def _fits(self, text: str, type_: str, subject: Subject | None = None, is_new: bool = True) -> bool:
        """Short, new, without protected matter, and without a finding that bars it from use."""
        long = len(text) > MAX_TEXT[self.lang] * (1 if type_ not in ("written", "situational") else 2)
        if long or "{" in text or filters.verdict(text) or is_new and self.diversity.is_near(text):
            return False
        if subject is None:
            return not _is_barred(text, self.lang, self.request.country)
        # The patterns are clean by test, so what can bar a job question is the term in it.
        if _is_barred(FRAME[self.lang].format(subject.term), self.lang, self.request.country):
            self.blocked[subject.key] = subject.literal
            return False
        return True

    def _is_vague(self, competency) -> bool:
        return bool(competency) and competency.id in self.request.job.vague_competency_ids

    # -- the draft around the text ---------------------------------------------------------------
    def _build(
        self,
        type_: str,
        difficulty: str,
        subject: Subject,
        served: Subject | None,
        text: str,
        pattern: str,
        given: tuple[Trace, ...] = (),
        for_candidate: bool = False,
    ) -> QuestionDraft:
        competency = traces.competency(type_, (subject, served), self.profile)
        scene = self.scene if type_ == "situational" else None
        parties = [item for item in (subject, served) if item]
        trace = given + tuple(
            traces.of(self.lang, item) for item in parties if item.literal.lower() in text.lower()
        )
        return QuestionDraft(
            type=type_,
            difficulty=difficulty,
            lang=self.lang,
            text=text,
            minutes=rubric.minutes(type_, difficulty),
            criteria=rubric.criteria(
                type_,
                self.lang,
                served if type_ == "culture" and served and served.cls == "comp" else subject,
                competency,
            ),
            probes=rubric.probes(type_, difficulty, self.lang, subject, self.rng, self._is_vague(competency)),
            trace=trace,
            template=pattern,
            kpi_ids=traces.ids(parties, "kpi"),
            competency_ids=tuple(
                dict.fromkeys((*traces.ids(parties, "competency"), *((competency.id,) if competency else ())))
            ),
            skill_ids=traces.skills(parties, text, self.profile),
            roleplay=roleplay.build(scene[0], difficulty, subject, self.lang, scene[1]) if scene else None,
            for_candidate=for_candidate,
        )

    # -- notes -----------------------------------------------------------------------------------
    def note(self, code: str, **values) -> None:
        self.notes.append(Note(code, values))

    def _note_profile(self, feedable: list[str]) -> None:
        if self.profile.foreign:
            self.note("profile_language")
        if self.profile.untranslated:
            self.note("name_language", names=list(self.profile.untranslated[:5]))
        for code, values in filters.notes(self.profile.refused):
            self.note(code, **values)
        for code, lines in (
            ("line_cut", self.profile.shortened),
            ("line_long", self.profile.unreadable),
            ("lines_foreign", self.profile.unquoted),
        ):
            if lines:
                self.note(code, lines=filters.shown(lines))
        job = self.request.job
        if needed := [kpi.name for kpi in job.kpis if kpi.need > 0]:
            self.note("asked_more", names=needed[:5])
        if vague := [row.name for row in job.competencies if row.id in job.vague_competency_ids]:
            self.note("probed_deeper", names=vague[:5])
        if unfed := [type_ for type_ in self.request.types if type_ not in feedable]:
            self.note("type_unfed", types=unfed)
        elif not self.request.types and not self.request.job.kpis and self.profile.all():
            self.note("okr_unfed")


def _key(row: tuple[Subject, Subject | None]) -> str:
    return row[0].key + (f"+{row[1].key}" if row[1] else "")


def _serve_use(used, row) -> float:
    return 1.0 + used[f"served|{row[1].key}"] * 0.3 if row[1] else 0.0
