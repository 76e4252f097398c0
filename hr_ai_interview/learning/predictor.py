"""Probability that somebody hired will meet the target, and whether the data allow one at all.

A model is shown only if it predicts people it has not seen better than everything simpler (A9):

1. below 30 outcomes, or 10 in the rarer class: the base rate with Wilson's interval, nothing else;
2. logistic regression on the composite, if it beats the base rate;
3. from 200 outcomes on: logistic regression on the questions, if it beats 1 and 2;
4. from 200 outcomes on and with scikit-learn: a random forest, if it beats 1, 2 and 3.

"Beats": in twice repeated five-fold stratified cross-validation the mean gain in Brier score less one
standard error over people is above 0. On noise that lets a model through now and then, which is why the
gain is given with its interval; ``Evaluation.candidates`` has those of all.

AUC is .55 to .62 even with good interviews, because hires were chosen by the same score. Give one row per
person, or the same person is on both sides of a fold.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .cross_validation import Candidate, Contest, Importance
from .prediction import Model, base_model, make_model
from .prediction_models import forest_available
from .probability_scores import CalibrationRow, calibration_table
from .proportion import wilson
from .statistic import MIN_GROUP, Statistic, numbers, same_length, table_of, verdicts

MIN_OUTCOMES = 30
MIN_FOR_QUESTIONS = 200


@dataclass(frozen=True, slots=True)
class Gate:
    """name: outcomes, rarer_class, composite, question_outcomes, questions, forest_library, forest. value
    and limit: people, or the gain against the hardest simpler model in standard errors and 1."""

    name: str
    passed: bool
    value: float
    limit: float


@dataclass(frozen=True, slots=True)
class Evaluation:
    """status: "ok", also when the base rate is all there is to say (reason "no_skill"); "insufficient"
    below the first gate; "degenerate" when all or none met the target. chosen: kind of ``model``, which is
    None only without any outcome. calibration and importance: of the chosen model, out of fold."""

    n: int
    status: str
    reason: str
    chosen: str
    base_rate: Statistic
    gates: tuple[Gate, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    calibration: tuple[CalibrationRow, ...] = ()
    importance: tuple[Importance, ...] = ()
    model: Model | None = None


def evaluate_predictor(
    composite: Sequence[float | None],
    scores: Sequence[Sequence[float | None]],
    met: Sequence[bool | None],
    seed: int = 0,
    *,
    with_forest: bool = True,
) -> Evaluation:
    """Return what may be said about meeting the target, and the model that may say it.

    A row per hire: composite, a column of scores per question (None = not asked), whether the target was
    met. People without verdict or composite are left out. The same input and seed give the same result.
    with_forest: a forest takes a minute where the others take a second.
    """
    import numpy as np

    one, verdict = numbers(composite).reshape(-1, 1), verdicts(met)
    table = table_of(scores)
    same_length(one, verdict, table)
    known = ~(np.isnan(verdict) | np.isnan(one[:, 0]))
    one, table, verdict = one[known], table[known], verdict[known]
    n, successes = len(verdict), int(verdict.sum())
    rate, rarer = wilson(successes, n), min(successes, n - successes)
    gates = [
        Gate("outcomes", n >= MIN_OUTCOMES, n, MIN_OUTCOMES),
        Gate("rarer_class", rarer >= MIN_GROUP, rarer, MIN_GROUP),
    ]
    if not all(gate.passed for gate in gates):
        status = "degenerate" if n >= MIN_OUTCOMES and not rarer else "insufficient"
        reason = "no_variance" if status == "degenerate" else "few_in_rarer_class"
        reason = "few_people" if n < MIN_OUTCOMES else reason
        return Evaluation(n, status, reason, "base_rate", rate, tuple(gates), model=base_model(rate))
    found = Contest(one, table, verdict, seed)
    chosen = _contest(found, gates, n >= MIN_FOR_QUESTIONS and table.shape[1] > 0, with_forest)
    candidates = tuple(found.candidate(kind) for kind in found.predicted if kind != "base_rate")
    if chosen == "base_rate":
        model = base_model(rate)
        return Evaluation(n, "ok", "no_skill", chosen, rate, tuple(gates), candidates, model=model)
    calibration = calibration_table(verdict, found.seen(chosen))
    return Evaluation(
        n,
        "ok",
        "",
        chosen,
        rate,
        tuple(gates),
        candidates,
        calibration,
        found.importance(chosen),
        make_model(found.fit(chosen), verdict, found.seen(chosen)),
    )


def _contest(found: Contest, gates: list[Gate], with_questions: bool, with_forest: bool) -> str:
    """Add the gates of every kind of model and return the kind that is to be shown."""

    def beats_simpler(kind: str) -> bool:
        gained = found.hardest_gain(kind)
        gates.append(Gate(kind, gained > 1, gained, 1))
        return gained > 1

    chosen = "composite" if beats_simpler("composite") else "base_rate"
    gates.append(Gate("question_outcomes", with_questions, len(found.met), MIN_FOR_QUESTIONS))
    if not with_questions:
        return chosen
    if beats_simpler("questions"):
        chosen = "questions"
    if not with_forest:
        return chosen
    library = forest_available()
    gates.append(Gate("forest_library", library, int(library), 1))
    if library and beats_simpler("forest"):
        chosen = "forest"
    return chosen
