"""The whole estimation on outcomes dealt out anew at random: what it finds then is not there.

Outcomes change hands among the hires of a family, so that everything else, also who was selected, stays as it
is. The share of questions that come out as good should be about 0. A larger one says that the numbers of
the real run are not to be trusted yet, whatever they are.
"""

from __future__ import annotations

from dataclasses import dataclass

from .validity import GOOD, estimate_validity


@dataclass(frozen=True, slots=True)
class Placebo:
    """share: of ``good`` ones among ``n``, the questions with a value, per family and repetition.

    status: "ok"; "insufficient", no question had a value: share and worst_raw are None. worst_raw: the
    largest correlation before shrinking, which is what a report of raw numbers would have praised.
    """

    share: float | None
    good: int
    n: int
    repeats: int
    worst_raw: float | None
    status: str


def placebo(
    family,
    composite,
    scores,
    outcome,
    *,
    repeats: int = 20,
    seed: int = 0,
    criterion_reliability: float = 0.52,
) -> Placebo:
    """Return how many questions have a posterior mean of .20 or more on permuted outcomes.

    Arguments as for ``estimate_validity``; the same seed gives the same answer.
    """
    import numpy as np

    family, outcome = np.asarray(family), np.asarray(outcome, dtype=float)
    rng = np.random.default_rng(seed)
    hires = [np.flatnonzero((family == one) & np.isfinite(outcome)) for one in np.unique(family)]
    good, n, worst = 0, 0, []
    for _repeat in range(repeats):
        dealt = outcome.copy()
        for rows in hires:
            dealt[rows] = rng.permutation(dealt[rows])
        found = estimate_validity(
            family, composite, scores, dealt, criterion_reliability=criterion_reliability
        )
        shown = found.mean[np.isfinite(found.mean)]
        good, n = good + int((shown >= GOOD).sum()), n + len(shown)
        worst.extend(found.raw[np.isfinite(found.raw)].tolist())
    if not n:
        return Placebo(None, 0, 0, repeats, None, "insufficient")
    return Placebo(good / n, good, n, repeats, max(worst), "ok")
