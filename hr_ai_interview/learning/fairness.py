"""Group fairness of a decision or a prediction, with the names fairlearn and AIF360 use.

"positive": hired, or recommended; "true": met the target. The outcome is known for hires only, so rates
that need it (TPR, FPR, PPV, calibration) speak of people with a known outcome; when only selected people
have one, TPR and FPR would be 1 for everybody and are not given. No law outside US employment knows the
0.80 of the ratio.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from .proportion import wilson
from .statistic import MIN_GROUP, Statistic, degenerate, insufficient, numbers, same_length, verdicts


@dataclass(frozen=True, slots=True)
class GroupMetrics:
    """One group of n people, n_known of them with an outcome; each rate has its own n and Wilson interval.

    calibration: mean predicted probability minus share that met the target; only with probabilities.
    """

    group: Hashable
    n: int
    n_known: int
    selection_rate: Statistic
    tpr: Statistic
    fpr: Statistic
    ppv: Statistic
    calibration: Statistic


@dataclass(frozen=True, slots=True)
class Fairness:
    """Highest minus lowest rate over the groups that have one (ratio: lowest / highest selection rate);
    "insufficient" below two such groups. equalized_odds: the larger of the spreads of TPR and FPR. They
    carry no interval: look at those of the groups."""

    n: int
    groups: tuple[GroupMetrics, ...]
    parity_difference: Statistic
    parity_ratio: Statistic
    equal_opportunity: Statistic
    equalized_odds: Statistic
    predictive_parity: Statistic
    calibration: Statistic


def group_metrics(
    true: Sequence[bool | None],
    positive: Sequence[bool],
    group: Sequence[Hashable],
    *,
    probability: Sequence[float | None] | None = None,
    min_group: int = MIN_GROUP,
) -> Fairness:
    """Return the metrics of people: ``true`` outcome (None = unknown), ``positive`` decision, ``group``.

    A rate of fewer than ``min_group`` people is "insufficient" and in no difference. People whose group is
    None are left out. Groups come in the order of their first person.
    """
    import numpy as np

    outcome, decision = verdicts(true), verdicts(positive)
    chance = numbers(probability) if probability is not None else np.full(len(outcome), np.nan)
    same_length(outcome, decision, group, chance)
    if np.isnan(decision).any():
        raise ValueError("Everybody has a decision: True or False.")
    if ((chance < 0) | (chance > 1)).any():
        raise ValueError("A probability is from 0 to 1.")
    labels = list(dict.fromkeys(label for label in group if label is not None))
    known = ~np.isnan(outcome)
    selected_only = bool(known.any()) and not (known & (decision == 0)).any()
    found = []
    for label in labels:
        own = np.array([other == label for other in group], dtype=bool)
        found.append(_group(label, outcome[own], decision[own], chance[own], min_group, selected_only))
    return _fairness(tuple(found))


def _group(label, outcome, decision, chance, minimum: int, selected_only: bool) -> GroupMetrics:
    import numpy as np

    known = ~np.isnan(outcome)

    def rate(of, among) -> Statistic:
        n = int(among.sum())
        return wilson(int((of & among).sum()), n) if n >= max(minimum, 1) else insufficient(n)

    yes, met = decision == 1, outcome == 1
    tpr, fpr = rate(yes, known & met), rate(yes, known & ~met)
    if selected_only:
        tpr, fpr = (degenerate(one.n, "outcome_of_selected_only") for one in (tpr, fpr))
    both = known & ~np.isnan(chance)
    calibration = insufficient(int(both.sum()))
    if both.sum() >= max(minimum, 1):
        gap = chance[both].mean() - outcome[both].mean()
        calibration = Statistic(float(gap), int(both.sum()))
    everybody = np.ones(len(outcome), dtype=bool)
    return GroupMetrics(
        label,
        len(outcome),
        int(known.sum()),
        rate(yes, everybody),
        tpr,
        fpr,
        rate(met, known & yes),
        calibration,
    )


def _fairness(groups: tuple[GroupMetrics, ...]) -> Fairness:
    def spread(name: str) -> Statistic:
        rates = [getattr(row, name) for row in groups]
        values = [rate.value for rate in rates if rate.value is not None]
        n = sum(rate.n for rate in rates if rate.value is not None)
        if len(values) > 1:
            return Statistic(max(values) - min(values), n)
        if any(rate.reason == "outcome_of_selected_only" for rate in rates):
            return degenerate(n, "outcome_of_selected_only")
        return insufficient(n, "one_group" if values else "few_people")

    opportunity, false_alarms = spread("tpr"), spread("fpr")
    odds = next((side for side in (opportunity, false_alarms) if side.value is None), None)
    if odds is None:
        odds = max(opportunity, false_alarms, key=lambda side: side.value)
    return Fairness(
        sum(row.n for row in groups),
        groups,
        spread("selection_rate"),
        _parity_ratio(groups),
        opportunity,
        odds,
        spread("ppv"),
        spread("calibration"),
    )


def _parity_ratio(groups: tuple[GroupMetrics, ...]) -> Statistic:
    rates = [row.selection_rate for row in groups if row.selection_rate.value is not None]
    n = sum(rate.n for rate in rates)
    if len(rates) < 2:
        return insufficient(n, "one_group" if rates else "few_people")
    values = [rate.value for rate in rates]
    return Statistic(min(values) / max(values), n) if max(values) else degenerate(n, "nobody_selected")
