"""draft"""
from __future__ import annotations
import numpy as np
from dataclasses import dataclass
from ..validity import estimate_validity
from .. import validity as validity_mod
from .. import weights as weights_mod

class Traits:
    """Answers are driven by latent traits; families value the traits differently."""
    def __init__(self, rng, families=3, questions=40, traits=6, sharing=0.8):
        self.rng = rng
        shape = (families, traits)
        common = rng.gamma(1.2, 1.0, traits)
        own = rng.gamma(1.2, 1.0, shape)
        need = sharing * common + (1 - sharing) * own
        self.need = need / np.linalg.norm(need, axis=1, keepdims=True)
        loads = np.zeros((questions, traits))
        for q in range(questions):
            a, b = rng.choice(traits, 2, replace=False)
            loads[q, a] = rng.uniform(0, 1.2)
        self.loads = loads
        self.rater_sd = 1.0
        self.truth = self._truth()
    def draw(self, rng, family, bias=None, group=None):
        n = len(family)
        t = rng.standard_normal((n, self.loads.shape[1]))
        t = .3 * rng.standard_normal((n, 1)) + (1 - .3**2)**.5 * t
        signal = t @ self.loads.T + .5 * rng.standard_normal((n, len(self.loads)))
        total = 0
        pool = rng.normal(0, .5, 20)
        for _ in range(2):
            who = rng.integers(0, 20, n)
            total = total + np.clip(np.round(6 + 1.6 * (signal + .6 * rng.standard_normal(signal.shape) + pool[who][:, None])), 0, 10)
        score = total / 2
        if group is not None:
            score = score - 1.6 * .5 * bias[None] * (group == 1)[:, None]
        f = (t * self.need[family]).sum(1)
        perf = f / np.array([self._sdf[k] for k in range(len(self.need))])[family] if hasattr(self, "_sdf") else f
        perf = .75 * perf + (1 - .75**2)**.5 * rng.standard_normal(n)
        return score, perf
    def _truth(self):
        rng = np.random.default_rng(1)
        out = []
        sdf = []
        for k in range(len(self.need)):
            t = rng.standard_normal((20000, self.loads.shape[1])); t = .3 * rng.standard_normal((20000, 1)) + (1 - .3**2)**.5 * t
            sdf.append((t @ self.need[k]).std())
        self._sdf = sdf
        for k in range(len(self.need)):
            x, y = self.draw(rng, np.full(20000, k))
            out.append(corr(x, y))
        return np.array(out)

def corr(x, y):
    x = (x - x.mean(0)) / x.std(0); y = (y - y.mean()) / y.std()
    return y @ x / len(y)

class Independent:
    """Every question has a validity of its own; a halo runs through all answers; heavy tails, skewed."""
    def __init__(self, rng, families=3, questions=40, sharing=.5, centre=.18, spread=.12):
        base = rng.normal(0, 1, questions)
        own = rng.normal(0, 1, (families, questions))
        self.rho = np.clip(centre + spread * (np.sqrt(sharing) * base + np.sqrt(1 - sharing) * own), -.1, .5)
        self.truth = self.rho
    def draw(self, rng, family, bias=None, group=None):
        n = len(family)
        perf = rng.standard_normal(n)
        rho = self.rho[family]
        halo = rng.standard_normal((n, 1))
        e = rng.standard_t(6, rho.shape) / np.sqrt(1.5)
        x = rho * perf[:, None] + np.sqrt(1 - rho**2) * (np.sqrt(.2) * halo + np.sqrt(.8) * e)
        if group is not None:
            x = x - .5 * bias[None] * (group == 1)[:, None]
        return x, perf

def std(x):
    with np.errstate(all="ignore"):
        import warnings
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return (x - np.nanmean(x, 0)) / np.nanstd(x, 0)

def spearman(a, b):
    from scipy.stats import rankdata
    a, b = rankdata(a), rankdata(b)
    return np.corrcoef(a, b)[0, 1] if a.std() > 0 else 0.0

def play(world, seed, loops=10, n=500, k=4, m=12, driver="carry", ryy=.52, rel=.6):
    rng = np.random.default_rng(seed)
    F, Q = world.truth.shape
    current = np.zeros((F, Q))
    for f in range(F):
        current[f, rng.permutation(Q)[:m]] = 1
    v = None
    fam, comp, sc, out, due = [], [], [], [], []
    rows = []
    for loop in range(1, loops + 1):
        trials = weights_mod.choose_trials(v, current, k, seed * 100 + loop)
        asked = (current > 0) | trials
        family = rng.integers(0, F, n)
        full, perf = world.draw(rng, family)
        x = np.where(asked[family], full, np.nan)
        c = np.zeros(n); hired = np.zeros(n, bool); y = np.full(n, np.nan)
        for f in range(F):
            i = np.flatnonzero(family == f)
            x[i] = std(x[i])
            c[i] = std(np.nan_to_num(x[i]) @ current[f])
            hired[i[np.argsort(-c[i])[: round(.2 * len(i))]]] = True
        y[hired] = (np.sqrt(rel) * perf + np.sqrt(1 - rel) * rng.standard_normal(n))[hired]
        fam.append(family); comp.append(c); sc.append(x); out.append(y); due.append(np.where(rng.random(n) < .7, loop, loop + 1))
        o = np.where(np.concatenate(due) <= loop, np.concatenate(out), np.nan)
        v = estimate_validity(np.concatenate(fam), np.concatenate(comp), np.concatenate(sc), o, criterion_reliability=ryy)
        quality = perf[hired].mean()
        w = weights_mod.propose_weights(v, current)
        if driver == "carry":
            current = w
        else:
            current = np.zeros((F, Q))
            for f in range(F):
                current[f, np.argsort(-w[f], kind="stable")[:m]] = 1
        ok = np.isfinite(v.mean)
        full_mean = np.where(ok, v.mean, np.nanmean(v.mean))
        err = (v.mean - world.truth)[ok]
        cover = np.abs(err) <= 1.645 * v.sd[ok]
        rows.append((np.mean([spearman(full_mean[f], world.truth[f]) for f in range(F)]), np.mean([spearman(v.expected[f], world.truth[f]) for f in range(F)]),
            np.mean([(world.truth[f] >= .2)[current[f] > 0].mean() for f in range(F)]),
            np.sqrt((err**2).mean()), cover.mean(), ok.mean(), quality, (current > 0).sum() / F, np.nanmean(v.p_good[current > 0])))
    return np.array(rows)
