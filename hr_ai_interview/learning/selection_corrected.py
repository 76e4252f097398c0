"""Validity of every question in one job family, corrected for the fact that only hired people have outcomes.

Hires were chosen on the recorded composite c, so their outcome y is missing at random given c (Pearson-Lawley
with c as the variable that selection acted on):

1. c is standardised over the applicants. Among hires y is regressed on c: slope, residual variance s2. Over
   all applicants y would have had the variance sy^2 = s2 / (1 - b^2), b = slope / sy.
2. b carries the error of few hires, who differ little in c, into every question of the kit at once. So the
   slopes of all families are shrunk first (``pool_slopes``).
3. For a question x: rho = correlation of x and c over all applicants who were asked. Among the hires of them,
   t = x - rho c, e = residual of y: g = sum(t e) / sum(t^2) / sy.
4. r = rho b + g (1 - rho^2), variance (1 - b^2) (1 - rho^2) / n + rho^2 Var(b).
5. The outcome itself is measured with error: r / sqrt(ryy), variance / ryy.

What it cannot do: mend a selection that used something unrecorded, such as a manager's veto.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

#: outcomes below which neither a family nor a question has a value
MIN_OUTCOMES = 10
#: b before any outcome, mean and standard deviation: .42 for structured interviews (Sackett et al. 2022),
#: times sqrt(.52) since outcomes are not corrected for their unreliability at this point; .15 is the spread
#: between interview studies (McDaniel et al. 1994)
SLOPE_PRIOR = (0.30, 0.15)
#: standard deviation of b between the families of one company
SLOPE_SPREAD = 0.05
#: questions treated at once: 20,000 persons x 1,000 questions need little more memory than the scores
_BLOCK = 64
#: variances below this share of the squared scale are rounding errors of a zero
_ZERO = 1e-20


@dataclass(frozen=True, slots=True)
class Pool:
    """The applicants of one family whose composite is known, and the regression among hires.

    known: marks them among the persons of the family; hired: marks those of them with an outcome. status: ""
    or why the family has no value: "insufficient", "degenerate". composite: standardised, of all; residual:
    of hires, in units of s; b, error (= Var b): see above.
    """

    known: object
    hired: object
    n_outcomes: int
    status: str
    composite: object = None
    residual: object = None
    b: float = 0.0
    error: float = 0.0


def make_pool(composite, outcome) -> Pool:
    """Return the pool of one family: composite[n], outcome[n]; NaN = unknown, not hired or not mature."""
    import numpy as np

    known = np.isfinite(composite)
    hired = np.isfinite(outcome[known])
    count = int(hired.sum())
    if count < MIN_OUTCOMES:
        return Pool(known, hired, count, "insufficient")
    c = standardise(composite[known])
    y = standardise(outcome[known][hired])
    if c is None or y is None:
        return Pool(known, hired, count, "degenerate")
    deviation = c[hired] - c[hired].mean()
    spread = deviation @ deviation
    if spread <= _ZERO * count:
        return Pool(known, hired, count, "degenerate")
    slope = deviation @ y / spread
    residual = y - slope * deviation
    # as if two hires more had varied as all do: a handful that happens to lie on a line is not certain
    s2 = (residual @ residual + 2) / count
    sy = np.sqrt(slope**2 + s2)
    return Pool(known, hired, count, "", c, residual / s2**0.5, float(slope / sy), float(s2 / spread / sy**2))


def pool_slopes(pools: list[Pool]) -> list[Pool]:
    """Return the pools, each b drawn towards the mean of the families, and that towards ``SLOPE_PRIOR``."""
    between = SLOPE_SPREAD**2
    precision = SLOPE_PRIOR[1] ** -2
    total = SLOPE_PRIOR[0] * precision
    for pool in pools:
        if not pool.status:
            precision += 1 / (pool.error + between)
            total += pool.b / (pool.error + between)
    centre, spread = total / precision, between + 1 / precision
    return [pool if pool.status else _draw_slope(pool, centre, spread) for pool in pools]


def _draw_slope(pool: Pool, centre: float, spread: float) -> Pool:
    precision = 1 / pool.error + 1 / spread
    b = (pool.b / pool.error + centre / spread) / precision
    return replace(pool, b=min(max(b, -0.95), 0.95), error=1 / precision)


def standardise(values):
    """Mean 0 and variance 1; None where the values do not vary."""
    import numpy as np

    top = np.abs(values).max(initial=0.0)
    if top == 0:
        return None
    values = values / top
    values = values - values.mean()
    variance = values @ values / len(values)
    return None if variance <= _ZERO else values / variance**0.5


def question_validities(pool: Pool, scores, reliability: float):
    """Return raw[q], variance[q], n[q], flat[q] for scores[n, q] of the family, NaN = not asked.

    raw and variance are NaN where n < MIN_OUTCOMES, the scores are flat (do not differ) or the family has no
    value. n counts the outcomes of those who were asked.
    """
    import numpy as np

    width = scores.shape[1]
    raw, variance = np.full(width, np.nan), np.full(width, np.nan)
    n, flat = np.zeros(width, dtype=int), np.zeros(width, dtype=bool)
    for start in range(0, width, _BLOCK):
        part = slice(start, start + _BLOCK)
        x = scores[pool.known, part]
        n[part] = np.isfinite(x[pool.hired]).sum(axis=0)
        if not pool.status:
            raw[part], variance[part], flat[part] = _block(pool, x, n[part])
    raw[flat | (n < MIN_OUTCOMES)] = np.nan
    variance[np.isnan(raw)] = np.nan
    return raw / reliability**0.5, variance / reliability, n, flat & (n >= MIN_OUTCOMES)


def _block(pool: Pool, x, n):
    """Steps 3 and 4 for a block of scores x[n, q]."""
    import numpy as np

    x, mark, flat = _standard_scores(x)
    c, hired, size = pool.composite, pool.hired, np.maximum(mark.sum(axis=0), 1)
    mean_c = c @ mark / size
    var_c = np.maximum(c**2 @ mark / size - mean_c**2, _ZERO)
    rho = np.clip(c @ x / size / np.sqrt(var_c), -1.0, 1.0)
    rest = 1 - rho**2
    x, mark, many = x[hired], mark[hired], np.maximum(n, 1)
    flat = flat | (((x - mark * (x.sum(axis=0) / many)) ** 2).sum(axis=0) <= _ZERO * many)
    t = x - mark * np.outer(c[hired], rho)
    t -= mark * (t.sum(axis=0) / many)
    square = (t**2).sum(axis=0)
    # a question that is the composite itself leaves nothing of t, and rest is 0 then
    g = np.where(square > 1e-9 * many, pool.residual @ t / np.maximum(square, 1e-9), 0.0)
    raw = rho * pool.b + g * rest * (1 - pool.b**2) ** 0.5
    variance = (1 - pool.b**2) * rest / many + rho**2 * pool.error
    return raw, variance, flat


def _standard_scores(x):
    """Return x standardised per question with 0 where not asked, the mark of what was asked, and flat[q]."""
    import numpy as np

    asked = np.isfinite(x)
    x = np.where(asked, x, 0.0)
    top = np.abs(x).max(axis=0, initial=0.0)
    x /= np.where(top > 0, top, 1.0)
    mark = asked.astype(float)
    size = np.maximum(mark.sum(axis=0), 1)
    x -= mark * (x.sum(axis=0) / size)
    variance = (x**2).sum(axis=0) / size
    flat = variance <= _ZERO
    x /= np.where(flat, 1.0, np.sqrt(variance))
    return x, mark, flat
