"""Random effects: how much of the scatter of estimates is real, and what is left of each after shrinking.

An estimate y has a known sampling variance v; the true values scatter around a mean with variance tau2.
The more of the scatter is noise, the nearer every estimate is drawn to the mean:

    w = 1 / (v + tau2)        mean = sum(w y) / sum(w)
    shrunk = mean + tau2 / (tau2 + v) (y - mean)

Correlations go in as Fisher z = atanh(r) with v = 1 / (n - 3).

| function | tau2 from |
|---|---|
| ``dersimonian_laird`` | Cochran's Q, closed form |
| ``paule_mandel`` | the tau2 for which Q equals its expectation, by bisection |
| ``reml`` | the restricted likelihood, by search |
| ``hunter_schmidt`` | variance of r less the mean error variance: the headline over companies or families |

Sources: DerSimonian & Laird 1986; Paule & Mandel 1982; Raudenbush & Bryk 1985; Hunter & Schmidt 2004.
``validity_model`` builds two levels of this: questions, and job families within a question.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_STEPS = 200


@dataclass(frozen=True, slots=True)
class RandomEffects:
    """What a random-effects method found.

    status: "ok"; "insufficient" (fewer than two estimates); "degenerate" (a variance of 0 or below, or an
    estimate that is no finite number); all numbers but n are None then. n: estimates. q: Cochran's Q.
    shrunk, shrunk_sd: one per estimate, in order; shrunk_sd holds for a known tau2 and contains the error of
    the mean.
    """

    n: int
    status: str
    tau2: float | None = None
    mean: float | None = None
    se: float | None = None
    q: float | None = None
    shrunk: tuple[float, ...] = ()
    shrunk_sd: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class HunterSchmidt:
    """Bare-bones meta-analysis. mean: of r, weighted with n; sd: of true r; var_r, var_error: its parts.

    status: "ok", "insufficient" (fewer than two), "degenerate" (n below 2, |r| above 1): only k is given.
    """

    k: int
    status: str
    n: float | None = None
    mean: float | None = None
    sd: float | None = None
    var_r: float | None = None
    var_error: float | None = None


def dersimonian_laird(y: Sequence[float], v: Sequence[float]) -> RandomEffects:
    """Return random effects with tau2 = max(0, (Q - (k-1)) / (sum w - sum w^2 / sum w)), w = 1/v.

    >>> import math
    >>> r, n = (0.40, 0.10, -0.15, 0.25, 0.05), (20, 50, 35, 120, 15)
    >>> found = dersimonian_laird([math.atanh(value) for value in r], [1 / (size - 3) for size in n])
    >>> round(found.tau2, 6), [round(math.tanh(value), 4) for value in found.shrunk]
    (0.011133, [0.1885, 0.13, 0.0684, 0.2052, 0.1345])
    """
    return _random_effects(y, v, _dersimonian_laird)


def paule_mandel(y: Sequence[float], v: Sequence[float]) -> RandomEffects:
    """Return random effects with the tau2 at which sum((y - mean)^2 / (v + tau2)) = k - 1; 0 if none."""
    return _random_effects(y, v, _paule_mandel)


def reml(y: Sequence[float], v: Sequence[float]) -> RandomEffects:
    """Return random effects with the tau2 >= 0 of the highest restricted likelihood."""
    return _random_effects(y, v, _reml)


def hunter_schmidt(r: Sequence[float], n: Sequence[float]) -> HunterSchmidt:
    """Return the mean of correlations ``r`` from samples of ``n``, and how far the true ones scatter.

    var_error = (1 - mean^2)^2 / (n - 1), averaged with weights n; sd = sqrt(max(0, var_r - var_error)).

    >>> found = hunter_schmidt([0.1, 0.3], [101, 101])
    >>> round(found.mean, 3), round(found.var_r, 3), round(found.var_error, 6), round(found.sd, 4)
    (0.2, 0.01, 0.009216, 0.028)
    """
    import numpy as np

    r, n = _vectors(r, n)
    if len(r) < 2:
        return HunterSchmidt(len(r), "insufficient")
    # written so that NaN fails the test
    if not ((np.abs(r) <= 1) & (n >= 2) & np.isfinite(n)).all():
        return HunterSchmidt(len(r), "degenerate")
    mean = float(np.average(r, weights=n))
    var_r = float(np.average((r - mean) ** 2, weights=n))
    var_error = float(np.average((1 - mean**2) ** 2 / (n - 1), weights=n))
    sd = max(0.0, var_r - var_error) ** 0.5
    return HunterSchmidt(len(r), "ok", float(n.sum()), mean, sd, var_r, var_error)


def _vectors(one, other):
    import numpy as np

    one, other = np.asarray(one, dtype=float), np.asarray(other, dtype=float)
    if one.ndim != 1 or one.shape != other.shape:
        raise ValueError("Every estimate needs one variance or sample size.")
    return one, other


def _random_effects(y, v, method) -> RandomEffects:
    import numpy as np

    y, v = _vectors(y, v)
    if len(y) < 2:
        return RandomEffects(len(y), "insufficient")
    if not (np.isfinite(y) & np.isfinite(v) & (v > 0)).all():
        return RandomEffects(len(y), "degenerate")
    tau2 = method(y, v)
    weights = 1 / (v + tau2)
    mean = float(weights @ y / weights.sum())
    kept = tau2 / (tau2 + v)
    shrunk = mean + kept * (y - mean)
    # error of the shrunk value given the mean, and the part of the mean's error that reaches it
    spread = np.sqrt(kept * v + (1 - kept) ** 2 / weights.sum())
    return RandomEffects(
        len(y),
        "ok",
        float(tau2),
        mean,
        float(weights.sum() ** -0.5),
        _cochran_q(y, v, 0.0),
        tuple(shrunk.tolist()),
        tuple(spread.tolist()),
    )


def _cochran_q(y, v, tau2: float) -> float:
    weights = 1 / (v + tau2)
    return float(weights @ (y - weights @ y / weights.sum()) ** 2)


def _dersimonian_laird(y, v) -> float:
    weights = 1 / v
    scale = weights.sum() - (weights**2).sum() / weights.sum()
    return max(0.0, (_cochran_q(y, v, 0.0) - (len(y) - 1)) / scale)


def _paule_mandel(y, v) -> float:
    expected = len(y) - 1
    if _cochran_q(y, v, 0.0) <= expected:
        return 0.0
    low, high = 0.0, float(((y - y.mean()) ** 2).sum())  # Q(high) <= sum (y - mean)^2 / high = 1
    for _step in range(_STEPS):
        middle = (low + high) / 2
        if _cochran_q(y, v, middle) > expected:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _reml(y, v) -> float:
    from scipy.optimize import minimize_scalar

    def loss(tau2: float) -> float:
        import numpy as np

        weights = 1 / (v + tau2)
        return float(-np.log(weights).sum() + np.log(weights.sum()) + _cochran_q(y, v, tau2))

    high = float(((y - y.mean()) ** 2).sum()) + 1e-12
    found = minimize_scalar(loss, bounds=(0.0, high), method="bounded", options={"xatol": 1e-9 * high})
    return float(found.x) if found.fun < loss(0.0) else 0.0
