"""The part of a batch that is about one candidate: résumé lines and earlier weak points.

About a third of the batch. Each draft quotes a safe literal span, names what the job needs, and
keeps the rubric of the job; only the wording is personal.
"""

from __future__ import annotations

from ..schema import Trace
from . import candidate as resume
from . import compose, glossary, plan, roleplay
from .data import load
from .subject import Subject

_WEAK_TYPES = ("behavioural", "technical", "culture")


class CandidateDrafts:
    """Works on the state of a ``Drafter``."""

    def __init__(self, drafter):
        self.drafter = drafter
        self.lang = drafter.lang
        self.data = load(f"patterns_{self.lang}")["candidate"]

    def run(self, feedable: list[str]) -> list:
        drafter, candidate = self.drafter, self.drafter.request.candidate
        lines = resume.read(candidate, self.lang)
        weak = resume.weak_topics(candidate, self.lang)
        self._note(lines, bool(weak))
        if not lines.spans and not weak:
            return []
        wanted = max(1, round(drafter.request.count / 3))
        ranked = sorted(lines.spans, key=lambda span: -resume.closest(span, drafter.profile.subjects)[1])
        ranked = ranked[: max(4, wanted * 2)]
        drafts = []
        for turn, (type_, difficulty) in enumerate(
            plan.slots(drafter.request, feedable, drafter.rng, wanted * 3)
        ):
            if len(drafts) >= wanted:
                break
            use_weak = weak and type_ in _WEAK_TYPES and (turn % 2 == 0 or not ranked)
            draft = (
                self._weak(type_, difficulty, weak) if use_weak else self._resume(type_, difficulty, ranked)
            )
            if draft:
                drafts.append(draft)
        return drafts

    def _note(self, lines: resume.Lines, has_weak: bool) -> None:
        if lines.instructions:
            self.drafter.note("resume_instruction", count=lines.instructions)
        if lines.personal:
            self.drafter.note("resume_filtered", count=lines.personal)
        if not lines.spans and not has_weak:
            self.drafter.note("resume_unusable")

    def _job_side(self, span: str, type_: str) -> tuple[Subject, Subject | None] | None:
        """The part of the job the span is linked to."""
        drafter = self.drafter
        rows = [
            row
            for row in drafter.pools[type_]
            if row[0].key not in drafter.blocked
            and row[0].cls in ("vp", "np", "tool", "kpi", "comp", "trait")
        ]
        rows = rows or drafter.pools[type_]
        if not rows:
            return None
        own = resume.tokens(span)
        return drafter.diversity.least_used(
            rows,
            lambda row: row[0].key,
            lambda row: -2.0 * len(own & resume.tokens(f"{row[0].term} {row[0].excerpt}")),
        )[0]

    def _resume(self, type_: str, difficulty: str, spans: list[str]):
        drafter = self.drafter
        order = drafter.diversity.least_used(
            spans, lambda span: f"span.{span}", lambda span: spans.index(span) * 0.25
        )
        for span in order[:4]:
            row = self._job_side(span, type_)
            if row is None:
                return None
            for _attempt in range(3):
                text, keys, pattern = self._resume_text(type_, difficulty, span, *row)
                if drafter._fits(text, "written", row[0]):
                    return self._finish(
                        type_,
                        difficulty,
                        row,
                        text,
                        pattern,
                        keys + [f"span.{span}"],
                        self._trace("resume", span),
                    )
        return None

    def _resume_text(self, type_: str, difficulty: str, span: str, subject: Subject, served: Subject | None):
        pick = self.drafter.diversity.pick
        opener, opener_key = pick(tuple(self.data["openers"]), "opener")
        contexts = compose.scene_contexts if type_ == "situational" else compose.contexts
        context, context_key = pick(contexts(self.lang, subject.cls), f"context.{subject.cls}")
        keys = [opener_key, context_key]
        extra = {"r": glossary.QUOTES[self.lang].format(span), "context": context}
        if type_ == "situational":
            task, pattern = self._scene_task(difficulty, subject, context)
            body = self.data["before_scene"] + task
        else:
            asks = tuple(self.data["asks"][type_][difficulty])
            body, ask_key = pick(asks, f"candidate.{type_}.{difficulty}")
            keys.append(ask_key)
            body, pattern = "{context} " + body, f"candidate.{type_}"
        text = compose.fill(opener + " " + body, subject, self.lang, extra)
        text = self.drafter._serve(text, served, keys, contexts) if served else text
        return text, keys, pattern

    def _scene_task(self, difficulty: str, subject: Subject, context: str) -> tuple[str, str]:
        drafter = self.drafter
        scenes = [item for item in drafter.scenes if roleplay.suits(item, subject)]
        scene = drafter.diversity.least_used(scenes, lambda item: f"scene.{item['id']}", drafter._scene_rank)[
            0
        ]
        choices = compose.options(self.lang, "twist", "situational", "vp", difficulty)
        twist, _key = drafter.diversity.pick(choices, f"twist.situational.{difficulty}")
        variant = drafter.diversity.used[f"scene.{scene['id']}"]
        drafter.scene = (scene, variant)
        drafter.diversity.used[f"scene.{scene['id']}"] += 1
        return roleplay.task(
            scene, variant, difficulty, subject, self.lang, context, twist
        ), f"candidate.scene.{scene['id']}"

    def _weak(self, type_: str, difficulty: str, weak: list):
        drafter = self.drafter
        point, topic = drafter.diversity.least_used(weak, lambda item: f"weak.{item[1]}")[0]
        known = next((s for s in drafter.profile.competencies if s.ref_id == point.competency_id), None)
        row = (known, None) if known and not drafter.focus else self._job_side(topic, type_)
        if row is None:
            return None
        for _attempt in range(3):
            opener, opener_key = drafter.diversity.pick(tuple(self.data["weak_openers"]), "weak_opener")
            ask, ask_key = drafter.diversity.pick(
                tuple(self.data["weak_asks"][difficulty]), f"weak.{difficulty}"
            )
            context, context_key = drafter.diversity.pick(
                compose.contexts(self.lang, row[0].cls), f"context.{row[0].cls}"
            )
            extra = {"r": topic, "context": context}
            text = compose.fill(f"{{context}} {opener} {ask}", row[0], self.lang, extra)
            if row[1]:
                text = drafter._serve(text, row[1], [])
            if drafter._fits(text, "written"):
                keys = [opener_key, ask_key, context_key, f"weak.{topic}"]
                return self._finish(
                    type_,
                    difficulty,
                    row,
                    text,
                    "candidate.weak",
                    keys,
                    self._trace("weak_point", topic, point.topic),
                )
        return None

    def _finish(
        self, type_: str, difficulty: str, row: tuple, text: str, pattern: str, keys: list, trace: Trace
    ):
        drafter = self.drafter
        drafter.diversity.accept(text, row[0].key, f"{type_}|{row[0].key}", *keys)
        return drafter._build(type_, difficulty, row[0], row[1], text, pattern, (trace,), True)

    def _trace(self, kind: str, term: str, excerpt: str = "") -> Trace:
        reason = load(f"messages_{self.lang}")["reasons"][kind].replace("{x}", term)
        return Trace(kind, excerpt or term, term, reason)
