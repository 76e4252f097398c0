"""What a statistic looks like here, and the few formulas that several of them share.

Every function takes plain lists or numpy arrays. What is missing is None or NaN; True and False are
verdicts (met, hired), never scores, so that an empty field of Odoo cannot pass for a 0. Bad input raises
ValueError; little or flat data do not: they give a status and a code for the reason.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

Z95 = 1.959963984540054
MIN_GROUP = 10
#: beyond this no score and no figure of a company lies; squares of larger ones would overflow
LARGEST = 1e15

#: code of a reason -> what it means; the sentences people read are made (and translated) where they are shown
REASONS = {
    "above_one": "the correction leads beyond a correlation of 1",
    "everybody_selected": "all were selected, so there is no selection to look at",
    "few_answers": "too few people were asked these questions together",
    "few_in_band": "fewer than 10 people in this band",
    "few_in_rarer_class": "fewer than 10 people met, or fewer than 10 missed, the target",
    "few_people": "too few people",
    "impossible_correlations": "these correlations cannot occur together",
    "no_composite": "this person has no composite score",
    "no_reference_rate": "nobody of the group to compare with was selected, so there is no ratio",
    "no_scores": "this person has no score in any question of the model",
    "no_skill": "no model predicts better than the base rate",
    "no_variance": "all values are the same",
    "nobody": "nobody is in this group",
    "nobody_selected": "nobody was selected",
    "nobody_selected_in_group": "nobody of this group was selected, so the ratio has no interval",
    "not_a_covariance": "the pairwise covariances contradict each other",
    "one_group": "there is no second group to compare with",
    "out_of_reach": "no value reaches this",
    "outcome_of_selected_only": "the outcome is known for the selected only",
    "small_category": "below 2 % of the data, reported without a ratio",
}


@dataclass(frozen=True, slots=True)
class Statistic:
    """A number with what one must know to read it.

    n: people it rests on; low, high: 95 % interval, None where no honest one exists. status: "ok";
    "insufficient" (too few); "degenerate" (enough, but without variance or without meaning). reason: a key
    of ``REASONS``, or "". Not "ok": value, low and high are None. z, p: of the test named by the function.
    """

    value: float | None = None
    n: int = 0
    low: float | None = None
    high: float | None = None
    status: str = "ok"
    reason: str = ""
    z: float | None = None
    p: float | None = None


def insufficient(n: int, reason: str = "few_people") -> Statistic:
    return Statistic(None, n, None, None, "insufficient", reason)


def degenerate(n: int, reason: str = "no_variance") -> Statistic:
    return Statistic(None, n, None, None, "degenerate", reason)


def numbers(values):
    """``values`` as a float array, NaN where one is missing. ValueError for what is no number."""
    import numpy as np

    values = _objects(values)
    if values.dtype == bool or any(isinstance(value, (bool, np.bool_)) for value in _mixed(values)):
        raise ValueError("A score is a number, not True or False; what is missing is None.")
    found = _floats(values)
    if (np.abs(found) > LARGEST).any():
        raise ValueError("A score is a finite number.")
    return found


def table_of(values):
    """``numbers`` of rows of equal length, always with two dimensions."""
    found = numbers(values)
    if not len(found):
        return found.reshape(0, 0)
    if found.ndim != 2:
        raise ValueError("Scores are numbers, in rows of the same length.")
    return found


def verdicts(values):
    """``values`` (True, False, 1, 0; None or NaN = unknown) as a float array of 1, 0 and NaN."""
    import numpy as np

    found = _floats(_objects(values))
    if not (np.isnan(found) | (found == 0) | (found == 1)).all():
        raise ValueError("A verdict is True, False or None.")
    return found


def _objects(values):
    import numpy as np

    if isinstance(values, np.ndarray):
        return values
    return np.array([row if np.ndim(row) == 0 else list(row) for row in values], dtype=object)


def _mixed(values):
    return values.flat if values.dtype == object else ()


def _floats(values):
    if any(isinstance(value, str) for value in _mixed(values)):
        raise ValueError("A text is no number.")
    try:
        return values.astype(float)
    except (TypeError, ValueError) as error:
        raise ValueError("Scores are numbers, in rows of the same length.") from error


def same_length(*columns) -> None:
    if len({len(column) for column in columns}) > 1:
        raise ValueError("The columns need one value for each person.")


def varies(values) -> bool:
    """Whether values differ by more than the rounding of floats."""
    import numpy as np

    return bool(len(values)) and float(np.ptp(values)) > 1e-9 * max(1e-3, float(np.abs(values).max()))


def t_quantile(freedom: float) -> float:
    from scipy.special import stdtrit

    return float(stdtrit(freedom, 0.975))


def two_sided(z: float) -> float:
    """Probability of a standard normal number farther from 0 than ``z``."""
    return math.erfc(abs(z) / math.sqrt(2))


def fisher_interval(r: float, n: int) -> tuple[float | None, float | None]:
    """95 % interval of a correlation by Fisher's z; none below 4 people or for a perfect one."""
    if n < 4 or abs(r) >= 1:
        return None, None
    reach = Z95 / math.sqrt(n - 3)
    return math.tanh(math.atanh(r) - reach), math.tanh(math.atanh(r) + reach)


def correlation(x, y, minimum: int = 3) -> Statistic:
    """Pearson's r of two columns over the people who have both; p of the t test, interval by Fisher's z.

    >>> round(correlation([1, 2, 3, 4, None], [2, 1, 4, 3, 9]).value, 3)
    0.6
    """
    import numpy as np
    from scipy.special import stdtr

    x, y = numbers(x), numbers(y)
    same_length(x, y)
    known = ~(np.isnan(x) | np.isnan(y))
    x, y, n = x[known], y[known], int(known.sum())
    if n < max(minimum, 3):
        return insufficient(n)
    if not varies(x) or not varies(y):
        return degenerate(n)
    x, y = x - x.mean(), y - y.mean()
    r = float(x @ y / math.sqrt(x @ x) / math.sqrt(y @ y))
    r = math.copysign(1.0, r) if abs(r) > 1 - 1e-12 else r  # a perfect one, but for rounding
    t = r * math.sqrt((n - 2) / (1 - r * r)) if abs(r) < 1 else math.inf
    return Statistic(r, n, *fisher_interval(r, n), p=2 * float(stdtr(n - 2, -abs(t))))


def mean_difference(one, other, minimum: int = MIN_GROUP) -> Statistic:
    """Mean of ``one`` minus mean of ``other`` (independent people), interval and p by Welch's t.

    "insufficient" below ``minimum`` people on either side, "degenerate" when neither side varies.
    """
    import numpy as np
    from scipy.special import stdtr

    one, other = (side[~np.isnan(side)] for side in (numbers(one), numbers(other)))
    n = len(one) + len(other)
    if min(len(one), len(other)) < max(minimum, 2):
        return insufficient(n)
    if not varies(one) and not varies(other):
        return degenerate(n)
    a, b = one.var(ddof=1) / len(one), other.var(ddof=1) / len(other)
    value, error = float(one.mean() - other.mean()), math.sqrt(a + b)
    freedom = float((a + b) ** 2 / (a**2 / (len(one) - 1) + b**2 / (len(other) - 1)))
    reach = t_quantile(freedom) * error
    p = 2 * float(stdtr(freedom, -abs(value) / error))
    return Statistic(value, n, value - reach, value + reach, p=p)
