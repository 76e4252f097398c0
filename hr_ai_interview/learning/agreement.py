"""How far interviewers agree, who is lenient, and how many raters a panel needs.

``rater_agreement`` is what a report shows for a set of scores; ``icc``, ``krippendorff_alpha`` and
``cohen_kappa`` are its parts and live in ``icc_forms`` and ``chance_corrected``.

Which number says what: ``mae`` is in points of the scale, anyone can read it, but a panel that gives
everybody a 6 has a perfect one; the ICC asks whether raters tell candidates apart the same way;
ICC(A,1) counts leniency as disagreement, and the gap to ICC(C,1) is the leniency. Alpha is the one
that takes missing scores.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from .chance_corrected import cohen_kappa, is_missing, krippendorff_alpha, whole_level
from .icc_forms import icc

MIN_ROWS = 10
MIN_SCORES = 3
#: scores after which half of an interviewer's distance from the pool is believed
SHRINKAGE = 5
LEVELS = range(11)
#: the condition under which a leniency may be read as one; see ``leniency``
ASSIGNMENT_NOTE = "assignment"


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement of the raters of a matrix of scores.

    n: rows used (two scores or more); raters: columns with a score in them. mae: mean absolute difference
    in points over all pairs of raters within a row. icc, low, high: ICC(A,1) with its 95 % interval, over
    the rows that every rater scored. kappa: quadratic, only for two raters, scores taken to the nearest
    whole level. alpha: Krippendorff's, interval metric, over all n rows.

    status speaks of the ICC: "ok"; "insufficient", below 10 complete rows; "degenerate", when the scores
    do not differ. What is not given is None: icc and kappa below 10 complete rows, alpha below 10 rows,
    mae without any pair.
    """

    n: int
    raters: int
    mae: float | None
    icc: float | None
    low: float | None
    high: float | None
    kappa: float | None
    alpha: float | None
    status: str


def rater_agreement(matrix: Sequence[Sequence[float | None]]) -> Agreement:
    """Return the agreement in ``matrix``: a row per thing scored, a column per rater, 0-10; None = missing.

    Raises ValueError when rows differ in length or a score is not from 0 to 10. NaN counts as missing.

    >>> found = rater_agreement([[n % 10, min(n % 10 + 0.5, 10)] for n in range(20)])
    >>> found.mae, round(found.icc, 2), found.status
    (0.5, 0.99, 'ok')
    >>> few = rater_agreement([[4, 6], [5, 5]])
    >>> few.mae, few.icc, few.status
    (1.0, None, 'insufficient')
    """
    rows = [[None if is_missing(score) else score for score in row] for row in matrix]
    if len({len(row) for row in rows}) > 1:
        raise ValueError("Every row needs a place for each rater.")
    if any(score is not None and not 0 <= score <= 10 for row in rows for score in row):
        raise ValueError("A score is a number from 0 to 10.")
    rows = [row for row in rows if sum(score is not None for score in row) > 1]
    # A rater without a score in these rows would leave no row complete.
    present = [
        place for place in range(len(rows[0]) if rows else 0) if any(row[place] is not None for row in rows)
    ]
    rows = [[row[place] for place in present] for row in rows]
    complete = [row for row in rows if None not in row]
    mae = _mean_difference(rows)
    alpha = krippendorff_alpha(rows, "interval").value if len(rows) >= MIN_ROWS else None
    if len(complete) < MIN_ROWS:
        return Agreement(len(rows), len(present), mae, None, None, None, None, alpha, "insufficient")
    found = icc(complete)
    kappa = _level_kappa(complete) if len(present) == 2 else None
    form = (found.icc2.value, found.icc2.low, found.icc2.high)
    return Agreement(len(rows), len(present), mae, *form, kappa, alpha, found.status)


def _mean_difference(rows: list[list[float | None]]) -> float | None:
    """Mean absolute difference over all pairs of scores of a row."""
    differences = [
        abs(one - other)
        for row in rows
        for one, other in combinations([score for score in row if score is not None], 2)
    ]
    return math.fsum(differences) / len(differences) if differences else None


def _level_kappa(rows: list[list[float]]) -> float | None:
    one, other = ([whole_level(score) for score in column] for column in zip(*rows, strict=True))
    return cohen_kappa(one, other, "quadratic", LEVELS).value


@dataclass(frozen=True, slots=True)
class Leniency:
    """How far one interviewer's scores lie above (+) or below (-) the pool, in points of the scale.

    n: scores given; mean: their mean. raw: mean minus pool mean. shrunk: raw * n / (n + 5), with low and
    high (95 %). status: "ok"; "insufficient" (below 3 scores, or nobody to compare with); "degenerate"
    (nobody's scores vary, so there is no error to measure with). Not "ok": shrunk, low, high are None.
    """

    rater: Hashable
    n: int
    mean: float
    raw: float
    status: str
    shrunk: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class LeniencyView:
    """All interviewers beside the pool. ``note`` is a code to show with it: "assignment" stands for

    "These differences are leniency only if candidates were assigned to interviewers without regard to how
    good they are; otherwise they may be differences between the candidates."
    """

    pool_mean: float | None
    n: int
    raters: tuple[Leniency, ...]
    note: str = ASSIGNMENT_NOTE

    def adjusted(self, rater: Hashable, score: float) -> float:
        """``score`` less the interviewer's shrunk leniency, within 0-10; unchanged where none is known.

        To be shown beside the score, never stored in its place (see ``note``).
        """
        known = next((row.shrunk for row in self.raters if row.rater == rater), None)
        return score if known is None else min(max(score - known, 0.0), 10.0)


def leniency(rows: Iterable[tuple[Hashable, float]]) -> LeniencyView:
    """Return the leniency of every interviewer in ``rows`` of (rater, score), in order of appearance.

    The interval takes interviewers to vary around the pool with a fifth of the variance of one score,
    which is what shrinking by n / (n + 5) means: shrunk +- t * s / sqrt(n + 5), s the spread of scores
    within interviewers. It takes scores for independent; those of one candidate are not, so it is rather
    too narrow. Raises ValueError for a score that is no finite number.

    >>> view = leniency([("Ann", 8), ("Ann", 9), ("Ann", 7), ("Bo", 5), ("Bo", 6), ("Bo", 4)])
    >>> view.pool_mean, view.raters[0].raw, view.raters[0].shrunk
    (6.5, 1.5, 0.5625)
    >>> view.adjusted("Ann", 8), view.adjusted("a stranger", 8)
    (7.4375, 8)
    """
    scores: dict[Hashable, list[float]] = {}
    for rater, score in rows:
        if is_missing(score) or not math.isfinite(score):
            raise ValueError("A score is a finite number.")
        scores.setdefault(rater, []).append(float(score))
    n = sum(map(len, scores.values()))
    if not n:
        return LeniencyView(None, 0, ())
    pool = math.fsum(score for given in scores.values() for score in given) / n
    means = {rater: math.fsum(given) / len(given) for rater, given in scores.items()}
    error = math.fsum((score - means[rater]) ** 2 for rater, given in scores.items() for score in given)
    freedom = n - len(scores)
    reach = _t_quantile(freedom) * math.sqrt(error / freedom) if freedom else 0.0
    found = (
        _leniency(rater, len(given), means[rater], pool, reach, len(scores))
        for rater, given in scores.items()
    )
    return LeniencyView(pool, n, tuple(found))


def shrunk_leniency(mean: float, pool_mean: float, n: int) -> float:
    """What of an interviewer's distance from the pool is believed after ``n`` scores: half of it after 5.

    >>> shrunk_leniency(8, 6.5, 3), shrunk_leniency(8, 6.5, 5)
    (0.5625, 0.75)
    """
    return (mean - pool_mean) * n / (n + SHRINKAGE)


def _leniency(rater: Hashable, n: int, mean: float, pool: float, reach: float, raters: int) -> Leniency:
    """``reach``: half the interval of a single score; 0 when scores within interviewers do not vary."""
    raw = mean - pool
    if n < MIN_SCORES or raters < 2:
        return Leniency(rater, n, mean, raw, "insufficient")
    if reach <= 1e-9:
        return Leniency(rater, n, mean, raw, "degenerate")
    shrunk, half = shrunk_leniency(mean, pool, n), reach / math.sqrt(n + SHRINKAGE)
    return Leniency(rater, n, mean, raw, "ok", shrunk, shrunk - half, shrunk + half)


def _t_quantile(freedom: int) -> float:
    from scipy.special import stdtrit

    return float(stdtrit(freedom, 0.975))


def spearman_brown(r: float, k: float) -> float | None:
    """Reliability of the mean of ``k`` raters when one has ``r``: k r / (1 + (k-1) r).

    None where the formula has no meaning (r above 1 or at most -1/(k-1), k not positive, NaN).

    >>> round(spearman_brown(0.2898, 6), 2)
    0.71
    """
    if not (r <= 1 and 0 < k < math.inf) or not 1 + (k - 1) * r > 0:
        return None
    return k * r / (1 + (k - 1) * r)


def panel_size(single: float, target: float = 0.70) -> int | None:
    """How many raters make a mean of reliability ``target``: t (1-r) / (r (1-t)), rounded up, at least 1.

    None when a single rater has no reliability (``single`` <= 0), which no panel mends. Raises ValueError
    for a target outside of 0 to 1.

    >>> panel_size(0.2898, 0.70)
    6
    """
    if not 0 < target < 1:
        raise ValueError("The target is between 0 and 1.")
    if not 0 < single <= 1:
        return None
    # The margin keeps a size that is whole in exact arithmetic from being rounded up once more.
    return max(1, math.ceil(target * (1 - single) / (single * (1 - target)) - 1e-9))
