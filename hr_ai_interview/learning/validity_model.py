"""Two levels of shrinkage: questions over all job families, and each family within its question.

    z[f, q] = theta[f, q] + error, variance v[f, q]
    theta[f, q] = question[q] + deviation[f, q],   question ~ N(mu, tau^2),   deviation ~ N(0, omega^2)

For known tau and omega the best estimate has a closed form:

    question's mean   z[q] = sum(w z) / sum(w) over families, w = 1 / (v + omega^2), variance V = 1 / sum(w)
    shrunk            a = mu + B (z[q] - mu),   B = tau^2 / (tau^2 + V)
    family            theta = a + b (z[f, q] - a),   b = omega^2 / (omega^2 + v)
    variance          Var(a) (1 - b)^2 + omega^2 (1 - b)

tau and omega are not known, and a single estimate of them from a few dozen questions is often 0, after which
all questions look the same and the intervals are too narrow. So the closed form is averaged over a grid
of both, each pair weighted with its likelihood (all pairs equal beforehand; tau at most .20). Against one
moment estimate of each (Paule-Mandel tau, omega by moments) that raised the cover of the 90 % intervals: see
docs/learning.md.
"""

from __future__ import annotations

from dataclasses import dataclass

TAUS = (0.02, 0.04, 0.06, 0.08, 0.10, 0.12, 0.14, 0.16, 0.18, 0.20)
OMEGAS = (0.01, 0.03, 0.05, 0.07, 0.09, 0.12, 0.15)
#: mu before any outcome, mean and standard deviation: questions of a good form are at .10 to .30
CENTRE_PRIOR = (0.15, 0.15)


@dataclass(frozen=True, slots=True)
class Posterior:
    """mean, sd: float[f, q], also for what was not observed. mu, tau, omega: their means over the grid."""

    mean: object
    sd: object
    mu: float
    tau: float
    omega: float


def two_level(z, v) -> Posterior:
    """Return what is known of every question in every family: z[f, q], v[f, q] > 0; NaN = not observed."""
    import numpy as np

    seen = np.isfinite(z)
    z, v = np.where(seen, z, 0.0), np.where(seen, v, 1.0)
    pairs = [(tau, omega) for tau in TAUS for omega in OMEGAS]
    found = [_given(z, v, seen, tau**2, omega**2) for tau, omega in pairs]
    logs = np.array([log for _mean, _variance, _mu, log in found])
    share = np.exp(logs - logs.max())
    share /= share.sum()
    mean = sum(part * row[0] for part, row in zip(share, found, strict=True))
    variance = sum(part * (row[1] + (row[0] - mean) ** 2) for part, row in zip(share, found, strict=True))
    mu = float(share @ [row[2] for row in found])
    tau, omega = (float(value) for value in share @ np.array(pairs))
    return Posterior(mean, np.sqrt(variance), mu, tau, omega)


def _given(z, v, seen, tau2: float, omega2: float):
    """Mean[f, q], variance[f, q], mu and the log of the likelihood for one tau^2 and omega^2."""
    import numpy as np

    prior, precision = CENTRE_PRIOR[0], CENTRE_PRIOR[1] ** -2
    weight = np.where(seen, 1 / (v + omega2), 0.0)
    total = weight.sum(axis=0)
    any_seen = total > 0
    total = np.where(any_seen, total, 1.0)
    question = (weight * z).sum(axis=0) / total
    outer = np.where(any_seen, 1 / (1 / total + tau2), 0.0)
    precision_mu = outer.sum() + precision
    mu = (outer @ question + prior * precision) / precision_mu
    squares = (
        (weight * (z - question) ** 2).sum() + outer @ (question - mu) ** 2 + precision * (mu - prior) ** 2
    )
    determinants = (
        np.log(np.where(seen, weight, 1.0)).sum()
        - np.log(total).sum()
        + np.log(np.where(any_seen, outer, 1.0)).sum()
        - np.log(precision_mu)
    )
    kept = tau2 * outer
    shrunk = mu + kept * (question - mu)
    variance = np.where(any_seen, kept / total, tau2) + (1 - kept) ** 2 / precision_mu
    own = np.where(seen, omega2 * weight, 0.0)
    mean = shrunk + own * (z - shrunk)
    return mean, variance * (1 - own) ** 2 + omega2 * (1 - own), float(mu), (determinants - squares) / 2
