"""Put repeated scorings of one answer together.

A criterion is scored when more than half of the repeats scored it; its score is their median (of the two
in the middle the mean). ``spread`` is highest less lowest. Above ``LIMIT`` the criterion is "unstable" and
has no score: an engine that gives 4 and 8 to the same words knows nothing. Evidence and reason are those of
the repeat nearest to the median.

>>> def sample(score):
...     row = CriterionScore(1, "Method", score, "scored" if score is not None else "insufficient_evidence")
...     return ScoreResult("m", "1", (row,), score)
>>> combine([sample(6.0), sample(7.0), sample(6.5)]).criteria[0].score
6.5
>>> combine([sample(4.0), sample(8.0)]).criteria[0].status
'unstable'
>>> combine([sample(6.0), sample(None), sample(None)]).criteria[0].status
'insufficient_evidence'
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Sequence
from statistics import median

from .schema import CriterionScore, ScoreResult

#: Points of the 0-10 scale that repeats may lie apart.
LIMIT = 2.0


def combine(samples: Sequence[ScoreResult], limit: float = LIMIT) -> ScoreResult:
    """Return what the repeats say together; ``samples`` are at least one, with the same criteria."""
    first = samples[0]
    rows = tuple(
        _combine_rows(
            [row for s in samples for row in s.criteria if row.criterion_id == c.criterion_id], limit
        )
        for c in first.criteria
    )
    counts = Counter(flag for sample in samples for flag in set(sample.flags))
    flags = tuple(sorted(flag for flag, n in counts.items() if 2 * n > len(samples)))
    # One repeat that saw an injection is enough: a person has to look.
    if "suspected_injection" in counts and "suspected_injection" not in flags:
        flags = tuple(sorted((*flags, "suspected_injection")))
    followups = tuple(dict.fromkeys(text for sample in samples for text in sample.followups))[:3]
    shown = Counter(feature for sample in samples for feature in set(sample.features))
    features = tuple(sorted(feature for feature, n in shown.items() if 2 * n > len(samples)))
    return ScoreResult(first.engine, first.version, rows, None, followups, flags, features)


def _combine_rows(rows: list[CriterionScore], limit: float) -> CriterionScore:
    scored = [row for row in rows if row.status == "scored" and row.score is not None]
    if 2 * len(scored) <= len(rows):
        unscored = next(row for row in rows if row not in scored)
        return dataclasses.replace(unscored, score=None, spread=None)
    scores = [row.score for row in scored]
    middle, spread = median(scores), round(max(scores) - min(scores), 2)
    nearest = min(scored, key=lambda row: abs(row.score - middle))
    if spread > limit:
        return dataclasses.replace(nearest, score=None, status="unstable", spread=spread)
    return dataclasses.replace(nearest, score=round(middle, 2), spread=spread)
