"""What follows from the validity of questions: verdicts, weights with brakes, trial questions, the hit rate.

``current`` is float[f, q]: the weight of every question in every job family now; above 0 = scored, 0 = not
scored, in the bank and open for trials. Unit weight is 1. One turn of the loop:

    trials = choose_trials(validity, current, 4, seed)             # asked besides, never scored
    ...                                                            # interviews, hires, outcomes
    validity = estimate_validity(...)                              # on all data so far
    current = propose_weights(validity, current)                   # what is above 0 is the next form

Weights of ``propose_weights`` can be compared across scored and newly scored questions, so "the best m by
weight" works as well, also when all weights are set back to 0 and 1 in between.
"""

from __future__ import annotations

from dataclasses import dataclass

from .validity import GOOD, WORTHWHILE, chance_above

#: verdicts: keep above, retire below with at least so many outcomes, promote above
KEEP, RETIRE, RETIRE_MIN_N, PROMOTE = 0.5, 0.1, 60, 0.6
#: an unscored question takes the place of a scored one if it is better with at least this probability
EXCHANGE = 0.55
#: with this P(rho >= .20) one comes in although none goes out
JOIN = 0.9
#: weights stay between half and twice the unit weight until a question has so many outcomes
FREE_FROM = 100
FLOOR, CEILING = 0.5, 2.0
#: what is believed of a question nobody knows anything of: mean of rho, standard deviation of z
_UNKNOWN = (0.15, 0.15)
_VALUED = ("ok", "provisional")


@dataclass(frozen=True, slots=True)
class HitRate:
    """Expected share of questions in use with a validity of .20 or more, with its 90 % interval.

    n: questions counted; unknown: questions in use without a validity, which are not. status: "ok";
    "provisional", where a question is provisional or unknown; "insufficient", nothing to count: no value.
    """

    value: float | None
    low: float | None
    high: float | None
    n: int
    unknown: int
    status: str


def verdicts(validity, current, n=None):
    """Return the verdict on every question, str[f, q]; n[f, q]: outcomes, by default those of ``validity``.

    Scored: "keep" if P(rho >= .10) > .5; "retire" if it is < .10 on 60 outcomes or more; else "undecided".
    Not scored: "promote" if P(rho >= .20) > .6; "retire" as above; else "trial".
    """
    import numpy as np

    current = _weights(validity, current)
    n = np.asarray(validity.n if n is None else n)
    valued = np.isin(validity.status, _VALUED)
    scored, worthwhile = current > 0, chance_above(WORTHWHILE, *_shown(validity))
    found = np.where(scored, "undecided", "trial").astype("U9")
    found[scored & valued & (worthwhile > KEEP)] = "keep"
    found[~scored & valued & (chance_above(GOOD, *_shown(validity)) > PROMOTE)] = "promote"
    found[valued & (worthwhile < RETIRE) & (n >= RETIRE_MIN_N)] = "retire"
    return found


def propose_weights(validity, current, *, step: float = 0.25):
    """Return the weights float[f, q] that follow from ``validity``; 0 = not scored.

    1. A question with the verdict "retire" goes to 0 at once. A family keeps at least one scored question.
    2. An unscored question takes the place of the weakest scored one if it is better with P >= .55, or that
       of a retired one if P(rho >= .10) > .5. With P(rho >= .20) > .9 and the status "ok" it comes in without
       one going out. The one that goes out gets 0 whatever its verdict; it is not retired and can be tried
       again. So a form keeps its length, but for the rare certain ones.
    3. Every scored question has a target: its validity (at least 0) over the mean validity of the scored
       ones, so that an average question has 1. Until it has 100 outcomes the target is between .5 and 2.
    4. A weight w moves to w + step * tanh((target - w) / step): never by more than ``step`` (in units of the
       unit weight), never past the target, and questions with the same w keep their order. A question that
       comes in moves from 1. Without a value (status) a weight stays.

    Raises ValueError for weights that do not fit the validity, are negative or not finite, or a step <= 0.
    """
    import numpy as np

    if not 0 < step < np.inf:
        raise ValueError("A step is above 0.")
    current = _weights(validity, current)
    scored = _next_form(validity, current)
    mean, _sd = _shown(validity)
    start = np.where(current > 0, current, 1.0)
    counted = scored & ~np.isnan(mean)
    worth = np.where(counted, np.maximum(mean, 0.0), 0.0)
    average = worth.sum(axis=1, keepdims=True) / np.maximum(counted.sum(axis=1, keepdims=True), 1)
    target = np.where(average > 0, worth / np.where(average > 0, average, 1.0), 1.0)
    target = np.where(np.asarray(validity.n) < FREE_FROM, np.clip(target, FLOOR, CEILING), target)
    moved = start + step * np.tanh((np.where(counted, target, start) - start) / step)
    return np.where(scored, moved, 0.0)


def _next_form(validity, current):
    """bool[f, q]: rules 1 and 2 of ``propose_weights``."""
    import numpy as np

    mean, sd = _believed(validity)
    found = verdicts(validity, current)
    worthwhile = chance_above(WORTHWHILE, mean, sd)
    valued = np.isin(validity.status, _VALUED)
    safe = np.asarray(validity.status) == "ok"
    form = (current > 0) & (found != "retire")
    bench = (current == 0) & (found != "retire") & valued
    for f, row in enumerate(form):
        empty = int((current[f] > 0).sum() - row.sum())
        for q in sorted(np.flatnonzero(bench[f]), key=lambda q: -mean[f, q]):
            weakest = min(np.flatnonzero(row), key=lambda p: mean[f, p], default=None)
            if empty and worthwhile[f, q] > KEEP:
                empty -= 1
            elif weakest is not None and _is_better(mean[f], sd[f], q, weakest):
                row[weakest] = False
            elif not (validity.p_good[f, q] > JOIN and safe[f, q]):
                continue
            row[q] = True
        if not row.any() and (current[f] > 0).any():
            row[np.argmax(np.where(current[f] > 0, mean[f], -np.inf))] = True
    return form


def _is_better(mean, sd, q, p) -> bool:
    """Whether question q is better than p with P >= EXCHANGE; their errors are taken for independent."""
    import numpy as np
    from scipy.special import ndtri

    lead = np.arctanh(mean[q]) - np.arctanh(mean[p])
    return bool(lead > ndtri(EXCHANGE) * np.hypot(sd[q], sd[p]))


def choose_trials(validity, current, k: int, seed: int):
    """Return bool[f, q]: ``k`` unscored questions per family to be asked on trial, or all there are.

    By a draw from what is known or guessed of each question (Thompson sampling), so that promising and little
    known ones come more often; those without a value in the family before all others. Never one with the
    verdict "retire". The same seed gives the same questions. ``validity`` may be None: nothing is known yet.
    """
    import numpy as np

    rng = np.random.default_rng(seed)
    current = _weights(validity, current)
    if validity is None:
        order, allowed = rng.random(current.shape), current == 0
    else:
        mean, sd = _believed(validity)
        draw = np.arctanh(mean) + sd * rng.standard_normal(current.shape)
        unknown = ~np.isin(validity.status, _VALUED)
        # draws differ by far less than 10, so the unknown come first
        order = draw + 10 * unknown
        allowed = (current == 0) & (verdicts(validity, current) != "retire")
    places = np.argsort(np.where(allowed, -order, np.inf), axis=1)[:, : max(int(k), 0)]
    chosen = np.zeros(current.shape, dtype=bool)
    np.put_along_axis(chosen, places, True, axis=1)
    return chosen & allowed


def hit_rate(validity, in_use) -> HitRate:
    """Return the expected share of good questions among those ``in_use``: bool[f, q], or weights above 0.

    The mean of P(rho >= .20) over them. What share really is good is known in a simulation only.
    """
    import numpy as np
    from scipy.special import ndtri

    used = _weights(validity, in_use) > 0
    valued = used & np.isin(validity.status, _VALUED)
    chances = np.asarray(validity.p_good, dtype=float)[valued]
    n, unknown = len(chances), int(used.sum()) - len(chances)
    if not n:
        return HitRate(None, None, None, 0, unknown, "insufficient")
    value = float(chances.mean())
    half = float(ndtri(0.95) * np.sqrt((chances * (1 - chances)).sum()) / n)
    settled = not unknown and (np.asarray(validity.status)[valued] == "ok").all()
    status = "ok" if settled else "provisional"
    return HitRate(value, max(0.0, value - half), min(1.0, value + half), n, unknown, status)


def _weights(validity, current):
    import numpy as np

    current = np.asarray(current, dtype=float)
    if current.ndim != 2 or (validity is not None and current.shape != np.shape(validity.mean)):
        raise ValueError("Weights need one number per job family and question.")
    if not (np.isfinite(current) & (current >= 0)).all():
        raise ValueError("A weight is a finite number, 0 or above.")
    return current


def _shown(validity):
    """Mean and sd as floats, NaN where the status gives no value."""
    import numpy as np

    valued = np.isin(validity.status, _VALUED)
    return (np.where(valued, np.asarray(part, dtype=float), np.nan) for part in (validity.mean, validity.sd))


def _believed(validity):
    """Mean and sd where there are any, else the best guess."""
    import numpy as np

    guesses = (getattr(validity, "expected", None), getattr(validity, "expected_sd", None))
    return tuple(
        np.where(np.isnan(shown), _UNKNOWN[place] if guesses[place] is None else guesses[place], shown)
        for place, shown in enumerate(_shown(validity))
    )
