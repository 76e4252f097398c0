"""Simulated companies that play the loop with the product's own functions, on arrays. For tests and benchmarks.

Two worlds that have nothing in common but the form of their data:

``TraitWorld``: applicants have latent traits, performance weighs them differently in each job family, a question
measures one of them. Panels of two from a pool of lenient and strict raters score 0-10 in whole points.

``FreeWorld``: every question has a validity of its own in every family, drawn from a distribution; a halo
and heavy tails, no traits, no raters, no scale.

Both: ``truth`` float[f, q] = correlation of score and performance over all applicants; ``draw`` applicants; ``drift``
lets the validities wander. ``play`` is the loop as somebody would write it who knows the contract only.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..item_bias import WARN_AT, dif
from ..placebo_check import placebo
from ..validity import GOOD, estimate_validity
from ..weights import choose_trials, hit_rate, propose_weights

FAMILIES, QUESTIONS = 3, 40
APPLICANTS, HIRED_SHARE = 500, 0.20
SCORED, TRIALS = 12, 4
#: share of a hire's KPI figure that is performance
KPI_RELIABILITY = 0.60
#: share of outcomes that are there when the loop of the hire is evaluated; the others one loop later
MATURE_AT_ONCE = 0.70
#: biased ratings: share of questions, share of people in the group
BIASED, MINORITY = 0.30, 0.30


class TraitWorld:
    """``sharing``: 1 = all families need the same traits, 0 = each its own."""

    def __init__(self, seed, sharing=0.8, traits=6):
        rng = np.random.default_rng(seed)
        need = sharing * rng.gamma(1.2, 1.0, traits) + (1 - sharing) * rng.gamma(1.2, 1.0, (FAMILIES, traits))
        loads = np.zeros((QUESTIONS, traits))
        loads[np.arange(QUESTIONS), rng.integers(0, traits, QUESTIONS)] = rng.uniform(0, 1.2, QUESTIONS)
        self.loads = loads
        # traits correlate .09, so that a weighted sum of them has this variance
        spread = np.sqrt(0.91 * (need**2).sum(axis=1) + 0.09 * need.sum(axis=1) ** 2)
        self.need = 0.75 * need / spread[:, None]
        self.truth = self._truth()

    def draw(self, rng, family, handicap=None):
        """Scores[n, q] and performance[n] of applicants; ``handicap``[n, q] in standard deviations."""
        n, traits = len(family), self.loads.shape[1]
        trait = 0.3 * rng.standard_normal((n, 1)) + 0.91**0.5 * rng.standard_normal((n, traits))
        answer = trait @ self.loads.T + 0.5 * rng.standard_normal((n, QUESTIONS))
        if handicap is not None:
            answer = answer - handicap * np.sqrt((self.loads**2).sum(axis=1) + 0.25)
        raters = rng.normal(0, 0.5, 20)
        total = 0
        for _rater in range(2):
            seen = answer + 0.6 * rng.standard_normal(answer.shape) + raters[rng.integers(0, 20, n)][:, None]
            total = total + np.clip(np.round(6 + 1.6 * seen), 0, 10)
        luck = (1 - 0.75**2) ** 0.5 * rng.standard_normal(n)
        return total / 2, (trait * self.need[family]).sum(axis=1) + luck

    def drift(self, rng):
        """Questions lose or gain: loadings wander by 8 % of their range a loop."""
        loaded = self.loads > 0
        self.loads = np.where(
            loaded, np.clip(self.loads + 0.1 * rng.standard_normal(loaded.shape), 0.01, 1.2), 0
        )
        self.truth = self._truth()

    def _truth(self):
        rng = np.random.default_rng(0)
        return np.array([_correlations(*self.draw(rng, np.full(20_000, one))) for one in range(FAMILIES)])


class FreeWorld:
    """``sharing``: share of the variance of validities that lies between questions, the rest in the families."""

    def __init__(self, seed, sharing=0.5, centre=0.18, spread=0.12):
        rng = np.random.default_rng(seed)
        common = np.sqrt(sharing) * rng.standard_normal(QUESTIONS)
        own = np.sqrt(1 - sharing) * rng.standard_normal((FAMILIES, QUESTIONS))
        self.truth = np.clip(centre + spread * (common + own), -0.1, 0.5)

    def draw(self, rng, family, handicap=None):
        rho = self.truth[family]
        performance = rng.standard_normal(len(family))
        halo = rng.standard_normal((len(family), 1))
        noise = rng.standard_t(6, rho.shape) / 1.5**0.5
        scores = rho * performance[:, None] + np.sqrt(1 - rho**2) * (0.2**0.5 * halo + 0.8**0.5 * noise)
        return scores if handicap is None else scores - handicap, performance

    def drift(self, rng):
        self.truth = np.clip(self.truth + 0.02 * rng.standard_normal(self.truth.shape), -0.1, 0.5)


WORLDS = {
    "traits, families alike": lambda seed: TraitWorld(seed, sharing=0.8),
    "traits, families apart": lambda seed: TraitWorld(seed, sharing=0.3),
    "free, families alike": lambda seed: FreeWorld(seed, sharing=0.9),
    "free, families apart": lambda seed: FreeWorld(seed, sharing=0.5),
    "free, families strangers": lambda seed: FreeWorld(seed, sharing=0.1),
}


@dataclass(frozen=True)
class Turn:
    """One loop. rank: Spearman of best guess and truth over all questions, rank_shown: over those with a value,
    rank_raw: of the uncorrected correlation among hires. hits: share of truly good questions in the next form,
    expected: what ``hit_rate`` says. rmse, cover: of shown validities, cover of their 90 % intervals; rmse_raw: of
    uncorrected ones. shown: share of questions with a value. scored: questions in the next form. quality: mean
    performance of the loop's hires, in standard deviations of applicants. placebo, auc, warned, false_alarms:
    NaN unless asked for.
    """

    rank: float
    rank_shown: float
    rank_raw: float
    hits: float
    expected: float
    rmse: float
    rmse_raw: float
    cover: float
    shown: float
    scored: float
    quality: float
    placebo: float = np.nan
    auc: float = np.nan
    warned: float = np.nan
    false_alarms: float = np.nan


class Company:
    """All applicants so far, and the loop. ``best``: take the best 12 by weight and set weights back to 1.

    Otherwise every question with a weight above 0 is asked and the weights are carried on. ``bias``: how much
    lower, in standard deviations, some questions are rated for one group; None = nobody looks at groups.
    """

    def __init__(self, world, seed, best=False, bias=None, drifting=False):
        self.world, self.best, self.drifting = world, best, drifting
        self.rng = np.random.default_rng(seed)
        self.current = np.zeros((FAMILIES, QUESTIONS))
        for row in self.current:
            row[self.rng.permutation(QUESTIONS)[:SCORED]] = 1
        self.bias = bias
        self.biased = self.rng.random(QUESTIONS) < BIASED
        self.validity = None
        self.loop = 0
        self.rows = []

    def turn(self, with_placebo=False):
        """Play one loop and return its ``Turn``."""
        self.loop += 1
        if self.drifting:
            self.world.drift(self.rng)
        self._interview(choose_trials(self.validity, self.current, TRIALS, seed=self.loop))
        family, composite, scores, outcome, quality, group = self._data()
        self.validity = estimate_validity(family, composite, scores, outcome)
        weights = propose_weights(self.validity, self.current)
        self.current = _best(weights) if self.best else weights
        extra = {}
        if with_placebo:
            found = placebo(family, composite, scores, outcome, repeats=10, seed=self.loop)
            extra["placebo"] = found.share
        if self.bias is not None:
            extra |= _warnings(scores, group, self.biased)
        raw = np.array(
            [_correlations(scores[family == one], outcome[family == one]) for one in range(FAMILIES)]
        )
        return _measured(self.world.truth, self.validity, self.current, raw, quality, extra)

    def _interview(self, trials):
        rng = self.rng
        family = rng.integers(0, FAMILIES, APPLICANTS)
        group = (rng.random(APPLICANTS) < MINORITY).astype(int)
        handicap = None if self.bias is None else self.bias * np.outer(group, self.biased)
        scores, performance = self.world.draw(rng, family, handicap)
        scores = np.where(((self.current > 0) | trials)[family], scores, np.nan)
        composite, hired = np.zeros(APPLICANTS), np.zeros(APPLICANTS, dtype=bool)
        for one in range(FAMILIES):
            pool = np.flatnonzero(family == one)
            scores[pool] = _standardise(scores[pool])
            composite[pool] = _standardise(np.nan_to_num(scores[pool]) @ self.current[one])
            hired[pool[np.argsort(-composite[pool])[: round(HIRED_SHARE * len(pool))]]] = True
        kpi = KPI_RELIABILITY**0.5 * performance + (1 - KPI_RELIABILITY) ** 0.5 * rng.standard_normal(
            APPLICANTS
        )
        due = self.loop + (rng.random(APPLICANTS) >= MATURE_AT_ONCE)
        self.rows.append((family, composite, scores, np.where(hired, kpi, np.nan), due, group, performance))

    def _data(self):
        family, composite, scores, outcome, due, group, _performance = (
            np.concatenate(part) for part in zip(*self.rows, strict=True)
        )
        last = self.rows[-1]
        quality = float(last[6][np.isfinite(last[3])].mean())
        return family, composite, scores, np.where(due <= self.loop, outcome, np.nan), quality, group


def play(world, seed, loops=10, placebo_at=(), **options):
    """Return the ``Turn`` of every loop of one company."""
    company = Company(world, seed, **options)
    return [company.turn(loop in placebo_at) for loop in range(1, loops + 1)]


def mean_turns(companies):
    """Return the mean ``Turn`` per loop of several companies."""
    return [
        Turn(
            **{
                name: float(np.mean([getattr(turn, name) for turn in turns]))
                for name in Turn.__dataclass_fields__
            }
        )
        for turns in zip(*companies, strict=True)
    ]


def _best(weights):
    """The best questions by weight, back at the unit weight."""
    current = np.zeros(weights.shape)
    np.put_along_axis(current, np.argsort(-weights, axis=1)[:, :SCORED], 1.0, axis=1)
    return current


def _measured(truth, validity, current, raw, quality, extra):
    shown = np.isfinite(validity.mean)
    error = (validity.mean - truth)[shown]
    low, high = validity.interval(0.90)
    ranks = [
        np.mean([_spearman(values[f], truth[f], marked[f]) for f in range(FAMILIES)])
        for values, marked in (
            (validity.expected, np.isfinite(truth)),
            (validity.mean, shown),
            (raw, np.isfinite(raw)),
        )
    ]
    return Turn(
        *ranks,
        hits=float(np.mean([(truth[f] >= GOOD)[current[f] > 0].mean() for f in range(FAMILIES)])),
        expected=hit_rate(validity, current).value,
        rmse=float(np.sqrt((error**2).mean())),
        rmse_raw=float(np.sqrt(np.nanmean((raw - truth) ** 2))),
        cover=float(((low <= truth) & (truth <= high))[shown].mean()),
        shown=float(shown.mean()),
        scored=float((current > 0).sum(axis=1).mean()),
        quality=quality,
        **extra,
    )


def _warnings(scores, group, biased):
    """How well ``dif`` tells the biased questions, and how many it warns about."""
    z = dif(scores, np.where(group == 1, "b", "a"))
    known = np.isfinite(z)
    against, biased = -z[known], biased[known]
    higher = (
        (against[biased][:, None] > against[~biased]).mean() if biased.any() and not biased.all() else np.nan
    )
    return {
        "auc": float(higher),
        "warned": float((against[biased] > WARN_AT).mean()),
        "false_alarms": float((np.abs(against[~biased]) > WARN_AT).mean()),
    }


def _standardise(values):
    known = np.isfinite(values)
    size = np.maximum(known.sum(axis=0), 1)
    values = values - np.where(known, values, 0).sum(axis=0) / size
    sd = np.sqrt((np.where(known, values, 0.0) ** 2).sum(axis=0) / size)
    return values / np.where(sd > 0, sd, 1.0)


def _correlations(scores, outcome):
    """Pearson per question over rows with both; NaN below three."""
    both = np.isfinite(scores) & np.isfinite(outcome)[:, None]
    n = np.maximum(both.sum(axis=0), 1)
    x, y = np.where(both, scores, 0.0), np.where(both, outcome[:, None], 0.0)
    x, y = x - both * x.sum(axis=0) / n, y - both * y.sum(axis=0) / n
    spread = np.sqrt((x**2).sum(axis=0) * (y**2).sum(axis=0))
    found = (x * y).sum(axis=0) / np.where(spread > 0, spread, 1.0)
    return np.where((n >= 3) & (spread > 0), found, np.nan)


def _spearman(values, truth, marked):
    from scipy.stats import rankdata

    one, other = rankdata(values[marked]), rankdata(truth[marked])
    return float(np.corrcoef(one, other)[0, 1]) if np.ptp(one) else 0.0
