"""The total of an answer, the same for every engine."""

from __future__ import annotations

from .schema import CriterionScore, ScoreCriterion


def total(rows: tuple[CriterionScore, ...], criteria: tuple[ScoreCriterion, ...]) -> float | None:
    """The weighted mean of the scored criteria; None when there is none.

    >>> criteria = (ScoreCriterion(1, "a", 3.0, {}), ScoreCriterion(2, "b", 1.0, {}))
    >>> eight, four = CriterionScore(1, "a", 8.0, "scored"), CriterionScore(2, "b", 4.0, "scored")
    >>> total((eight, four), criteria)
    7.0
    >>> total((eight, CriterionScore(2, "b", None, "insufficient_evidence")), criteria)
    8.0
    >>> total((), criteria) is None
    True
    """
    weights = {criterion.id: criterion.weight for criterion in criteria}
    scored = [(row.score, weights[row.criterion_id]) for row in rows if row.score is not None]
    whole = sum(weight for _score, weight in scored)
    return round(sum(score * weight for score, weight in scored) / whole, 2) if whole > 0 else None
