"""The brakes of a learning run: each one "passed", "failed" or "not_run", with its numbers.

A brake that the data are too few for is "not_run" and holds nothing, except data quality and the minimum,
which speak of that themselves.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from .drift import correlation_change, population_stability
from .placebo_check import placebo
from .prospective import MIN_HIRES, composite, dependent_difference
from .statistic import correlation
from .validity import estimate_validity
from .weights import propose_weights, verdicts

#: hold-out: learn from the earlier hires, judge by the later ones
EARLY_SHARE = 0.7
DRIFT_Z = 2.58
BANDS = 5
PLACEBO_PEOPLE = 40_000


@dataclass(frozen=True)
class Gate:
    """A brake. status: "passed", "failed" or "not_run"; values: the numbers of its sentence."""

    name: str
    status: str
    values: dict = field(default_factory=dict)


def try_gates(data, rules, composites, scores, proposed, quality) -> tuple[Gate, ...]:
    """Return the brakes. composites[n] and scores[n, q] are standardised, proposed[f, q] weights."""
    import numpy as np

    known = int((~np.isnan(data.outcome)).sum())
    enough = known >= rules.minimum
    return (
        _quality(quality),
        Gate("minimum", _verdict(enough), {"n": known, "least": rules.minimum}),
        _plausible(data, rules, composites),
        _placebo(data, rules, composites, scores) if enough else Gate("placebo", "not_run"),
        _hold_out(data, rules, composites, scores),
        _step(data, rules, proposed),
        _drift(data, composites),
        _prospective(data, rules, scores),
    )


def available(data):
    """Return bool[q]: the questions that can still be asked."""
    import numpy as np

    width = data.current.shape[1]
    return np.ones(width, dtype=bool) if data.is_available is None else np.asarray(data.is_available)


def take(validity, columns):
    """Return the validity of some of the questions."""
    import numpy as np

    parts = ("mean", "sd", "n", "p_good", "status", "expected", "expected_sd", "raw")
    own = {name: getattr(validity, name) for name in parts}
    return replace(
        validity,
        **{name: None if part is None else np.asarray(part)[:, columns] for name, part in own.items()},
    )


def propose(data, rules, validity):
    """Return (weights float[f, q], verdicts str[f, q]); questions that cannot be asked any more stay."""
    import numpy as np

    live = available(data)
    own = take(validity, live)
    weights = data.current.copy()
    weights[:, live] = propose_weights(own, data.current[:, live], step=rules.step)
    verdict = np.full(data.current.shape, "undecided", dtype="U9")
    verdict[:, live] = verdicts(own, data.current[:, live])
    return weights, verdict


def _verdict(is_good) -> str:
    return "passed" if is_good else "failed"


def _quality(quality) -> Gate:
    faults = {part.code: part.bad for part in quality.parts}
    values = {"score": quality.value or 0, "reasons": list(quality.reasons), "faults": faults}
    return Gate("data_quality", _verdict(quality.verdict != "refuse"), values)


def _plausible(data, rules, composites) -> Gate:
    """A whole interview predicts .42 at best (A1): far more says that the outcome knew the scores."""
    found = correlation(composites, data.outcome, MIN_HIRES)
    if found.value is None:
        return Gate("plausible", "not_run", {"n": found.n})
    values = {"value": found.value, "n": found.n, "limit": rules.plausible_limit}
    return Gate("plausible", _verdict(found.value <= rules.plausible_limit), values)


def _placebo(data, rules, composites, scores) -> Gate:
    # The more people, the less chance one shuffle leaves.
    repeats = max(2, min(rules.placebo_repeats, PLACEBO_PEOPLE // len(data.family)))
    found = placebo(
        data.family,
        composites,
        scores,
        data.outcome,
        criterion_reliability=rules.criterion_reliability,
        repeats=repeats,
        seed=rules.seed,
    )
    if found.share is None:
        return Gate("placebo", "not_run", {"n": found.n})
    values = {"share": found.share, "limit": rules.placebo_limit, "repeats": repeats}
    return Gate("placebo", _verdict(found.share <= rules.placebo_limit), values)


def _hold_out(data, rules, composites, scores) -> Gate:
    """Would weights learned from the earlier hires have done worse on the later ones? Failed if surely so."""
    import numpy as np

    known = ~np.isnan(data.outcome)
    days = np.sort(data.day[known])
    if not len(days):
        return Gate("hold_out", "not_run", {"n": 0})
    cut = days[int(EARLY_SHARE * (len(days) - 1))]
    later = known & (data.day > cut)
    if later.sum() < MIN_HIRES:
        return Gate("hold_out", "not_run", {"n": int(later.sum())})
    early = np.where(later, np.nan, data.outcome)
    validity = estimate_validity(
        data.family, composites, scores, early, criterion_reliability=rules.criterion_reliability
    )
    learned, _verdict_of = propose(data, rules, validity)
    found = compare(data, scores, later, learned, data.current)
    if found.value is None:
        return Gate("hold_out", "not_run", {"n": found.n})
    return Gate("hold_out", _verdict(found.high >= 0), _difference_values(found))


def compare(data, scores, people, new, old):
    """Return the difference of two weightings' correlations with the outcome over ``people`` (bool[n])."""
    import numpy as np

    both = []
    for weights in (new, old):
        column = np.full(len(scores), np.nan)
        for number in np.unique(data.family[people]):
            same = people & (data.family == number)
            column[same] = composite(scores[same], weights[number])
        both.append(column)
    known = people & ~np.isnan(both[0]) & ~np.isnan(both[1])
    one, other = (correlation(column[known], data.outcome[known], MIN_HIRES) for column in both)
    between = correlation(both[0][known], both[1][known], MIN_HIRES)
    worst = next((found for found in (one, other, between) if found.value is None), None)
    if worst:
        return worst
    if between.value > 1 - 1e-12:
        # The same order of people: there is nothing to be told apart, and nothing is worse.
        return type(one)(0.0, one.n, 0.0, 0.0)
    return dependent_difference(one.value, other.value, between.value, one.n)


def _difference_values(found) -> dict:
    return {"n": found.n, "difference": found.value, "low": found.low, "high": found.high}


def _step(data, rules, proposed) -> Gate:
    """Questions that stay in use move by one step at most; what comes in or leaves is listed apart."""
    import numpy as np

    stays = (data.current > 0) & (proposed > 0)
    moves = np.abs(proposed - data.current)[stays]
    largest = float(moves.max(initial=0.0))
    values = {
        "largest": largest,
        "limit": rules.step,
        "n_in": int(((data.current == 0) & (proposed > 0)).sum()),
        "n_out": int(((data.current > 0) & (proposed == 0)).sum()),
    }
    return Gate("step", _verdict(largest <= rules.step + 1e-9), values)


def _drift(data, composites) -> Gate:
    """Earlier against later people: does the composite still say the same, and are scores still like that?"""
    import numpy as np

    if not len(data.day):
        return Gate("drift", "not_run")
    middle = np.median(data.day)
    early = data.day <= middle
    sides = [correlation(composites[side], data.outcome[side], MIN_HIRES) for side in (early, ~early)]
    if any(side.value is None for side in sides):
        return Gate("drift", "not_run")
    moved = correlation_change(sides[0].value, sides[0].n, sides[1].value, sides[1].n)
    edges = np.quantile(data.composite[early], np.linspace(0, 1, BANDS + 1)[1:-1])
    bands = [
        np.bincount(np.searchsorted(edges, data.composite[side]), minlength=BANDS) for side in (early, ~early)
    ]
    stability = population_stability(*bands)
    if moved.z is None or stability.value is None:
        return Gate("drift", "not_run")
    values = {"n_early": sides[0].n, "n_late": sides[1].n, "z": moved.z, "psi": stability.value}
    return Gate("drift", _verdict(abs(moved.z) < DRIFT_Z and not stability.review), values)


def _prospective(data, rules, scores) -> Gate:
    """Learned weights against equal ones, on people hired since they came into force (A10.2, A10.9)."""
    import numpy as np

    if data.freeze_day is None:
        return Gate("prospective", "not_run")
    since = ~np.isnan(data.outcome) & (data.day >= data.freeze_day)
    least = max(rules.minimum, MIN_HIRES)
    if since.sum() < least:
        return Gate("prospective", "not_run", {"n": int(since.sum()), "least": least})
    found = compare(data, scores, since, data.frozen, (data.frozen > 0).astype(float))
    if found.value is None:
        return Gate("prospective", "not_run", {"n": found.n, "least": least})
    return Gate("prospective", _verdict(found.value > 0), _difference_values(found))
