"""Plans a batch: which types and difficulties, which subjects may serve which type.

It knows nothing about sentences; see ``compose`` for those.
"""

from __future__ import annotations

import random

from ..schema import DIFFICULTIES, DraftRequest
from .data import load
from .profile import Profile
from .subject import Subject

#: classes of subject that may feed a type, with a penalty (0 = best)
FEEDS = {
    "behavioural": {
        "vp": 0,
        "np": 0,
        "comp": 0,
        "kpi": 1,
        "tool": 1,
        "field": 1,
        "trait": 0,
        "claim": 2,
        "lang": 2,
        "quote": 2,
        "name": 3,
    },
    "situational": {
        "vp": 0,
        "np": 0,
        "kpi": 1,
        "trait": 4,
        "comp": 4,
        "quote": 1,
        "field": 2,
        "tool": 3,
        "claim": 6,
        "name": 3,
    },
    "technical": {"tool": 0, "field": 0, "vp": 1, "np": 1, "quote": 2, "claim": 6, "name": 3},
    "okr": {"kpi": 0, "vp": 3, "np": 3, "field": 6, "tool": 6},
    "culture": {"comp": 0, "trait": 0, "vp": 2, "np": 2},
    "written": {"vp": 0, "np": 0, "kpi": 0, "field": 2, "tool": 2, "quote": 1, "claim": 7},
}


def slots(
    request: DraftRequest, feedable: list[str], rng: random.Random, count: int
) -> list[tuple[str, str]]:
    """(type, difficulty) for each draft: a fair mix in a shuffled, reproducible order."""
    weights = load("base")["mix"] if not request.types else dict.fromkeys(feedable, 1)
    weights = {name: weights[name] for name in feedable}
    total, types = sum(weights.values()), []
    owed = dict.fromkeys(feedable, 0.0)
    for _index in range(count):
        for name in feedable:
            owed[name] += weights[name] / total
        best = max(feedable, key=lambda name: (owed[name], -feedable.index(name)))
        owed[best] -= 1.0
        types.append(best)
    shift = int(rng.random() * 3)
    levels: dict[str, int] = {}
    plan = []
    for name in types:
        step = levels[name] = levels.get(name, feedable.index(name) + shift) + 1
        plan.append((name, request.difficulty or DIFFICULTIES[step % 3]))
    return shuffled(plan, rng)


def shuffled(items: list, rng: random.Random) -> list:
    """Shuffle that is the same on every Python version."""
    return [item for _key, _index, item in sorted((rng.random(), i, item) for i, item in enumerate(items))]


def pools(request: DraftRequest, profile: Profile) -> dict[str, list[tuple[Subject, Subject | None]]]:
    """type -> (subject, what it is asked for or None).

    With a focus every subject either is a focused KPI or competency or is asked for one.
    """
    focused = focus(request, profile)
    everything = profile.all() or ([profile.name] if profile.name else [])
    culture = [item for item in profile.competencies if item.competency.is_culture]
    found: dict[str, list] = {}
    for type_, classes in FEEDS.items():
        rows: list[tuple[Subject, Subject | None]] = []
        for subject in everything:
            if subject.cls not in classes or _not_culture(type_, subject, culture):
                continue
            if not focused or subject in focused:
                rows.append((subject, None))
            elif subject.cls not in ("kpi", "comp"):
                rows += [(subject, served) for served in focused]
        if type_ == "culture" and culture and not focused:
            rows = [row for row in rows if row[0].cls in ("comp", "trait")]
            rows += [(s, value) for s in profile.subjects if s.cls in ("vp", "np") for value in culture]
        found[type_] = rows
    if not profile.kpis:
        found["okr"] = []  # there is nothing a question about reaching it could name
    return found


def _not_culture(type_: str, subject: Subject, culture: list[Subject]) -> bool:
    """Competencies that are no values feed culture questions only when there are no values."""
    return type_ == "culture" and subject.cls == "comp" and bool(culture) and subject not in culture


def focus(request: DraftRequest, profile: Profile) -> list[Subject]:
    found = [s for s in profile.kpis if s.ref_id in request.focus_kpi_ids]
    return found + [s for s in profile.competencies if s.ref_id in request.focus_competency_ids]
