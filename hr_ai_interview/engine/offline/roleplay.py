"""Role-plays: who the other side is, how it opens, what it hides, how it goes on.

A scene is chosen by words of the job (guest, patient, supplier); scenes without such words fit any
job. The number of turns and hidden facts and the pressure in the task follow the difficulty.
"""

from __future__ import annotations

import dataclasses
from functools import lru_cache

from ..schema import JobRef, RolePlay
from . import compose, rubric, textclean
from .data import load
from .subject import Subject

_TURNS = {"basic": 4, "intermediate": 5, "advanced": 6}
_FACTS = {"basic": 2, "intermediate": 3, "advanced": 4}


@lru_cache(maxsize=64)
def _haystack(job_text: str) -> str:
    return job_text.lower()


def job_text(job: JobRef) -> str:
    parts = [
        job.name,
        job.industry,
        *job.duties[:60],
        *job.requirements[:40],
        *(k.name for k in job.kpis[:20]),
    ]
    return _haystack(" ".join(textclean.one_line(part, 300) for part in parts))


def scenes(job: JobRef, lang: str) -> list[dict]:
    """Scenes that fit the job; those named by its words come first."""
    text = job_text(job)
    special, general = [], []
    for scene in load(f"roleplay_{lang}")["scenes"]:
        words = scene.get("words") or {}
        if not words:
            general.append({**scene, "other": scene.get("other", "")})
            continue
        for other, keys in words.items():
            if any(key in text for key in keys):
                special.append({**scene, "other": other})
                break
    return special + general


def suits(scene: dict, subject: Subject) -> bool:
    """Scenes for work do not go with a figure, nor the other way round; those marked "close" only
    go with a subject that itself speaks of their matter."""
    if subject.cls == "kpi" and scene.get("for"):
        return scene["for"] == "kpi"
    if not scene.get("close"):
        return scene.get("for") != "kpi"
    text = f"{subject.term} {subject.excerpt}".lower()
    return any(key in text for key in scene["close"])


def task(
    scene: dict, variant: int, difficulty: str, subject: Subject, lang: str, context: str, pressure: str
) -> str:
    """The text of the question."""
    texts = scene["tasks"]
    extra = {
        "context": context,
        "other": scene["other"],
        "Other": compose.first_upper(scene["other"]),
        "twist": pressure,
    }
    return compose.fill(texts[variant % len(texts)], subject, lang, extra)


def build(scene: dict, difficulty: str, subject: Subject, lang: str, variant: int) -> RolePlay:
    """What the interviewer needs to play the other side."""
    extra = {"other": scene["other"], "Other": compose.first_upper(scene["other"])}

    group = compose.GROUPS.get(subject.cls, "work")
    if group == "trait":  # nobody "knows little about the details of clear communication"
        subject = dataclasses.replace(subject, label=rubric.label("situational", lang, subject.label, group))

    def text(raw: str) -> str:
        return compose.fill(raw, subject, lang, extra)

    openings = scene["openings"]
    return RolePlay(
        persona=text(scene["persona"]),
        opening_line=text(openings[variant % len(openings)]),
        hidden_facts=tuple(text(fact) for fact in scene["facts"][: _FACTS[difficulty]]),
        turns=tuple(text(turn) for turn in scene["turns"][: _TURNS[difficulty]]),
    )
