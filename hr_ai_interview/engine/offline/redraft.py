"""A question again with today's values: the same pattern and, of its forms, the one nearest to the old text.

A pattern of which nothing but a value has changed gives the old question with the new value.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from . import compose, plan, roleplay
from .select import normal
from .subject import Subject

MAX_ROWS = 40
_SCENE = "situational.scene."


def draft(drafter):
    """The redraft of ``request.revises``; None when its pattern is not known or nothing has changed."""
    from rapidfuzz import fuzz  # heavy: only when drafting

    request = drafter.request
    type_ = request.template.partition(".")[0]
    if type_ not in plan.FEEDS or request.types and type_ not in request.types:
        return None
    low, old = request.revises.lower(), normal(request.revises)
    rows = drafter.pools[type_]
    rows = [row for row in rows if row[0].literal.lower() in low] or rows
    best, score = None, -1.0
    for subject, served in rows[:MAX_ROWS]:
        for text, kpi, scene in _forms(drafter, type_, subject, served):
            if normal(text) == old:
                return None
            found = fuzz.ratio(normal(text), old)
            if found > score and text not in request.avoid:
                best, score = (text, subject, served or kpi, scene), found
    if not best:
        return None
    text, subject, served, drafter.scene = best
    if not drafter._fits(text, type_, subject, is_new=False):
        return None
    return drafter._build(type_, _level(drafter), subject, served, text, request.template)


def _level(drafter) -> str:
    return drafter.request.difficulty or "basic"


def _forms(drafter, type_: str, subject: Subject, served: Subject | None) -> Iterator[tuple]:
    """(text, KPI that was named, scene) for each form the pattern has for ``subject``."""
    if type_ == "situational":
        yield from _scenes(drafter, subject, served)
        return
    lang, template = drafter.lang, drafter.request.template
    group = compose.group_of(lang, type_, subject)
    for pattern in compose.patterns(lang, type_, group):
        if pattern.id != template or _level(drafter) not in pattern.levels:
            continue
        names_kpi = bool(pattern.needs & compose.NAMES_KPI) and subject.cls != "kpi"
        focused = [served] if served and served.cls == "kpi" else drafter.profile.kpis
        for kpi, extra in product(focused if names_kpi else [None], _slots(drafter, type_, subject, pattern)):
            text = compose.fill(pattern.text, subject, lang, extra | (compose.kpi_slots(kpi) if kpi else {}))
            for led in _led(lang, text, None if kpi and kpi is served else served, compose.contexts):
                yield led, kpi, None


def _slots(drafter, type_: str, subject: Subject, pattern: compose.Pattern) -> Iterator[dict]:
    """Each choice of the texts for the slots {ask}, {twist} and {context} of ``pattern``."""
    lang, cls = drafter.lang, subject.cls
    choices = {
        slot: compose.options(lang, slot, type_, cls, _level(drafter))
        for slot in ("ask", "twist")
        if slot in pattern.needs
    }
    if "context" in pattern.needs:
        choices["context"] = compose.contexts(lang, cls)
    for values in product(*choices.values()):
        yield dict(zip(choices, values, strict=True))


def _scenes(drafter, subject: Subject, served: Subject | None) -> Iterator[tuple]:
    lang, level = drafter.lang, _level(drafter)
    for scene in drafter.scenes:
        if _SCENE + scene["id"] != drafter.request.template or not roleplay.suits(scene, subject):
            continue
        twists = compose.options(lang, "twist", "situational", "vp", level)
        for variant, context, twist in product(
            range(len(scene["tasks"])), compose.scene_contexts(lang, subject.cls), twists
        ):
            text = roleplay.task(scene, variant, level, subject, lang, context, twist)
            for led in _led(lang, text, served, compose.scene_contexts):
                yield led, None, (scene, variant)


def _led(lang: str, text: str, served: Subject | None, contexts) -> list[str]:
    if not served:
        return [text]
    return [compose.led(sentence, served, text, lang) for sentence in contexts(lang, served.cls)]
