"""One turn of the loop: arrays of people in, validity ledger, proposed weights and brakes out.

How it works: scores are standardised within a job family and composites within an applicant pool; validity
is estimated from all candidates (``validity``), weights are proposed from it (``weights``), and every brake
is tried on the same arrays. Nothing here knows a name, a question's words or a database.

What it does not do: it approves nothing, and it has no group labels, so it cannot say whether a question is
fair; that brake is the caller's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .cycle_gates import Gate, available, propose, take, try_gates
from .cycle_rows import chance_rows, composite_row, dimension_rows, feature_rows, kpi_rows, predictor_row
from .prediction import Model
from .predictor import evaluate_predictor
from .proportion import success_ratio
from .quality import pair_quality
from .scale import Scale, scale_of
from .statistic import Statistic
from .validity import ValidityResult, estimate_validity
from .weights import hit_rate


@dataclass(frozen=True)
class CycleData:
    """n people decided on, q questions, f job families, d dimensions, k KPIs.

    family, pool: int[n], the job family (0 to f - 1) and the applicant pool (the job). composite: float[n],
    0-10, as it was when the decision was made; day: int[n], of that decision. hired, has_override: bool[n].
    is_due: bool[n], decided on so long ago that the window has ended. scores: float[n, q] and
    dimensions: float[n, d], 0-10, NaN = not asked. recorded: float[n], the outcome as it was entered;
    outcome: float[n], the same, NaN where it must not count (by an interviewer of that person, before the
    hire, no hire); met: float[n], 1, 0 or NaN. outcome_count: int[n], how many there were for the window;
    outcome_day: float[n], NaN without; by_interviewer: bool[n]. kpis: float[n, k], attainment. features:
    float[n, e], 1 where an answer showed that kind of evidence, NaN where no answer was read for it. current:
    float[f, q], weight in force, 0 = on trial. freeze_day: first day of learned weights that later hires can
    judge, None without; frozen: float[f, q], those weights. is_available: bool[q], whether the question can
    still be asked: others help to estimate and have no part in form and hit rate; None = all.
    """

    family: Any
    pool: Any
    composite: Any
    hired: Any
    day: Any
    is_due: Any
    has_override: Any
    scores: Any
    dimensions: Any
    recorded: Any
    outcome: Any
    met: Any
    kpis: Any
    features: Any
    current: Any
    outcome_count: Any
    outcome_day: Any
    by_interviewer: Any
    freeze_day: int | None = None
    frozen: Any = None
    is_available: Any = None


@dataclass(frozen=True)
class CycleRules:
    """What is fixed before the data are read; all of it stands in the definition of a run."""

    criterion_reliability: float = 0.52
    minimum: int = 60
    step: float = 0.25
    placebo_limit: float = 0.02
    placebo_repeats: int = 20
    plausible_limit: float = 0.60
    seed: int = 0
    with_forest: bool = False


@dataclass(frozen=True)
class CycleResult:
    """validity: of q questions in f families, with low and high (90 %), the number of people asked, proposed
    weights and verdicts beside it. model: what may predict, None without; composite_scale (a group per pool)
    and score_scale (per family): what it measures people by. The rest is JSON, ready to be stored."""

    validity: ValidityResult
    low: Any
    high: Any
    n_asked: Any
    proposed: Any
    verdict: Any
    hit_rate: Any
    success: Statistic
    quality: Any
    n_pairs: int
    gates: tuple[Gate, ...]
    dimensions: list[dict]
    kpis: list[dict]
    features: list[dict]
    composite: dict
    predictor: dict
    model: Model | None
    composite_scale: Scale
    score_scale: Scale
    counts: dict


def run_cycle(data: CycleData, rules: CycleRules) -> CycleResult:
    """Return what the data say under these rules. Few or flat data give statuses, never an error."""
    import numpy as np

    composite_scale = scale_of(data.composite[:, None], data.pool)
    score_scale = scale_of(data.scores, data.family)
    composite = composite_scale.own(data.composite[:, None], data.pool)[:, 0]
    scores = score_scale.own(data.scores, data.family)
    validity = estimate_validity(
        data.family, composite, scores, data.outcome, criterion_reliability=rules.criterion_reliability
    )
    proposed, verdict = propose(data, rules, validity)
    asked_now = take(validity, available(data))
    quality = assess_quality(data)
    predictor = evaluate_predictor(composite, scores, data.met, rules.seed, with_forest=rules.with_forest)
    low, high = validity.interval(0.90)
    return CycleResult(
        validity=validity,
        low=low,
        high=high,
        n_asked=count_asked(data),
        proposed=proposed,
        verdict=verdict,
        hit_rate=hit_rate(asked_now, data.current[:, available(data)] > 0),
        success=success_ratio(data.met[~np.isnan(data.met)]),
        quality=quality,
        n_pairs=int((~np.isnan(data.outcome)).sum()),
        gates=try_gates(data, rules, composite, scores, proposed, quality),
        dimensions=dimension_rows(data),
        kpis=kpi_rows(data, composite),
        features=feature_rows(data),
        composite={**composite_row(composite, data.outcome), "chances": chance_rows(data)},
        predictor=predictor_row(predictor),
        model=predictor.model if predictor.status == "ok" else None,
        composite_scale=composite_scale,
        score_scale=score_scale,
        counts=count(data),
    )


def count_asked(data: CycleData):
    """Return int[f, q]: how many candidates of the family were asked and scored."""
    import numpy as np

    asked = ~np.isnan(data.scores)
    return np.array(
        [asked[data.family == number].sum(axis=0) for number in range(len(data.current))], dtype=int
    ).reshape(data.current.shape)


def assess_quality(data: CycleData):
    """Return how good the pairs are: hires with an outcome, and those whose window ended without one."""
    import numpy as np

    rows = np.flatnonzero(data.hired & (data.is_due | (data.outcome_count > 0)))
    # Every further outcome of a person is a row again.
    rows = np.repeat(rows, np.maximum(data.outcome_count[rows], 1))
    days = data.day[rows].tolist()
    recorded = data.recorded[~np.isnan(data.recorded)]
    return pair_quality(
        data.recorded[rows],
        person=rows.tolist(),
        scored=days,
        hired=days,
        measured=[None if day != day else day for day in data.outcome_day[rows].tolist()],
        by_interviewer=data.by_interviewer[rows].tolist(),
        lowest=min(recorded.min(initial=0.0), 0.0),
        highest=max(recorded.max(initial=10.0), 10.0),
    )


def count(data: CycleData) -> dict:
    """Return how many people there were, and how many could not be learned from, and why."""
    import numpy as np

    known = data.outcome_count > 0
    return {
        "hired": int(data.hired.sum()),
        "due": int((data.hired & data.is_due).sum()),
        "missing": int((data.hired & data.is_due & ~known).sum()),
        "by_interviewer": int((data.by_interviewer & known).sum()),
        "several": int((data.outcome_count > 1).sum()),
        "not_hired": int((~data.hired & known).sum()),
        "overrides": int(data.has_override.sum()),
        "unused": int((known & np.isnan(data.outcome)).sum()),
    }
