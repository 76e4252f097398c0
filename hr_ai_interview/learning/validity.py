"""How well each question predicts what becomes of a hire, per job family, as far as the data give it.

How it works: ``selection_corrected`` estimates one correlation per question and family, corrected for
selection on the composite and for the unreliability of the outcome; ``validity_model`` shrinks them on the
scale of Fisher's z, over families and within them. A raw correlation is about twice the truth early on and is
given for inspection only.
"""

from __future__ import annotations

from dataclasses import dataclass

from .selection_corrected import make_pool, pool_slopes, question_validities
from .validity_model import two_level

#: a question is good from this validity on; one is worth keeping from the lower one on
GOOD, WORTHWHILE = 0.20, 0.10
#: outcomes of a family below which shares of good questions were found to be too high (PSYCHOMETRICS.md A8.4)
PROVISIONAL_BELOW = 150
#: a raw correlation beyond this is cut to it, since Fisher's z has no end
_MOST = 0.95


@dataclass(frozen=True, eq=False)
class ValidityResult:
    """Validity rho[f, q] of question q in job family f: its correlation with true performance in applicants.

    Rows follow ``families``. All arrays are [f, q] unless said otherwise.

    mean: posterior mean of rho; sd: posterior standard deviation on the scale of Fisher's z, so that
    P(rho >= x) = 1 - Phi((atanh x - atanh mean) / sd). n: outcomes used. p_good: P(rho >= .20).

    status: "ok"; "provisional", a value of a family with fewer than 150 outcomes, p_good is rather too high
    then; "insufficient", fewer than 10 outcomes of the family or of the question in it; "degenerate", scores
    of the question, composites or outcomes that do not differ. mean, sd and p_good are numbers where status
    is "ok" or "provisional" and NaN where it is not.

    expected, expected_sd: the best guess for every question, where there is no value from other families and
    the other questions: to draw trials with, never to be shown. raw: corrected but not shrunk, NaN without
    value. n_outcomes[f]: outcomes of the family. centre, tau, omega: mean of all questions, spread of
    questions, spread of families within a question.
    """

    mean: object
    sd: object
    n: object
    p_good: object
    status: object
    expected: object = None
    expected_sd: object = None
    raw: object = None
    families: object = None
    n_outcomes: object = None
    centre: float | None = None
    tau: float | None = None
    omega: float | None = None

    def interval(self, level: float = 0.90):
        """Return (low, high), arrays [f, q]: rho lies between them with probability ``level``."""
        import numpy as np
        from scipy.special import ndtri

        half = ndtri((1 + level) / 2) * self.sd
        return np.tanh(np.arctanh(self.mean) - half), np.tanh(np.arctanh(self.mean) + half)


def estimate_validity(
    family, composite, scores, outcome, *, criterion_reliability: float = 0.52, families=None
) -> ValidityResult:
    """Return the validity of every question in every job family.

    family: an id per applicant, of all n applicants, hired or not. composite[n]: what they were selected on,
    standardised in the applicant pool. scores[n, q]: NaN = not asked; outcome[n]: NaN = not hired or not
    mature yet. Infinite numbers count as missing; an applicant without composite is left out. Within a family
    everything is standardised again, so its scale does not matter. criterion_reliability: of the outcome,
    above 0, at most 1. families: the ids wanted, in the order of the rows; by default those that occur,
    sorted.

    Raises ValueError for arrays that do not fit together or an impossible reliability.

    >>> import numpy as np
    >>> rng = np.random.default_rng(0)
    >>> good, useless = rng.standard_normal((2, 2000))
    >>> outcome = 0.3 * good + rng.standard_normal(2000)
    >>> outcome[good < 0] = np.nan  # not hired
    >>> found = estimate_validity(np.zeros(2000), good, np.column_stack([good, useless]), outcome)
    >>> found.status.tolist(), (found.mean > 0.2).tolist()
    ([['ok', 'ok']], [[True, False]])
    """
    import numpy as np

    family, composite, scores, outcome = _arrays(family, composite, scores, outcome)
    if not 0 < criterion_reliability <= 1:
        raise ValueError("The reliability of the outcome is above 0 and at most 1.")
    families = np.unique(family) if families is None else np.asarray(families)
    members = [family == one for one in families]
    pools = pool_slopes([make_pool(composite[rows], outcome[rows]) for rows in members])
    found = [
        question_validities(pool, scores[rows], criterion_reliability)
        for pool, rows in zip(pools, members, strict=True)
    ]
    shape = (len(pools), scores.shape[1])
    raw, variance, n, flat = (np.array([row[place] for row in found]).reshape(shape) for place in range(4))
    return _result(pools, raw, variance, n.astype(int), flat.astype(bool), families)


def _arrays(family, composite, scores, outcome):
    import numpy as np

    family, scores = np.asarray(family), np.asarray(scores, dtype=float)
    composite, outcome = np.asarray(composite, dtype=float), np.asarray(outcome, dtype=float)
    if family.ndim != 1 or scores.ndim != 2:
        raise ValueError("Families are one row of ids, scores one row per applicant.")
    if not len(family) == len(scores) or not composite.shape == outcome.shape == family.shape:
        raise ValueError("Every applicant needs a family, a composite, a row of scores and an outcome.")
    if family.dtype.kind == "O" or (family.dtype.kind == "f" and not np.isfinite(family).all()):
        raise ValueError("Every applicant needs a family.")
    return family, composite, scores, outcome


def _result(pools, raw, variance, n, flat, families) -> ValidityResult:
    import numpy as np

    z = np.arctanh(np.clip(raw, -_MOST, _MOST))
    model = two_level(z, np.maximum(variance, 1e-6))
    shown = np.isfinite(raw)
    mean = np.where(shown, np.tanh(model.mean), np.nan)
    sd = np.where(shown, model.sd, np.nan)
    n_outcomes = np.array([pool.n_outcomes for pool in pools], dtype=int)
    status = np.full(raw.shape, "insufficient")
    status[flat] = "degenerate"
    status[[pool.status == "degenerate" for pool in pools]] = "degenerate"
    status[shown] = "ok"
    status[shown & (n_outcomes < PROVISIONAL_BELOW)[:, None]] = "provisional"
    return ValidityResult(
        mean,
        sd,
        n,
        chance_above(GOOD, mean, sd),
        status,
        np.tanh(model.mean),
        model.sd,
        raw,
        families,
        n_outcomes,
        float(np.tanh(model.mu)),
        model.tau,
        model.omega,
    )


def chance_above(limit: float, mean, sd):
    """Return P(rho >= limit) for a posterior with ``mean`` (of rho) and ``sd`` (of z); NaN stays NaN.

    >>> round(float(chance_above(0.20, 0.25, 0.06)), 3)
    0.81
    """
    import numpy as np
    from scipy.special import ndtr

    return ndtr((np.arctanh(mean) - np.arctanh(limit)) / sd)
