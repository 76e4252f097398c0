"""The learning loop in simulated companies: 10 loops of 500 applicants and 100 hires. Plain Python, no Odoo.

Five worlds (``learning/tests/company.py``), each played by two drivers: "all" asks every question with a
weight above 0 and carries weights on; "best 12" takes the best 12 by weight and starts from unit weights each
time. Bars are for means over ``SEEDS`` companies; a row without one is only shown. The reference of
rank_shown and rmse is the plain correlation among hires. The loops of a world are printed before its rows.
"""

import sys
import time
import tracemalloc
from pathlib import Path

ADDON = Path(__file__).resolve().parents[1] / "hr_ai_interview"
sys.path.insert(0, str(ADDON))

import numpy as np
from learning import estimate_validity
from learning.tests.company import WORLDS, mean_turns, play

SEEDS = range(10)
PERSONS, QUESTIONS = 20_000, 1_000
COLUMNS = ("rank", "rank_shown", "rank_raw", "hits", "expected", "rmse", "rmse_raw", "cover", "shown")
COLUMNS += ("scored", "quality", "placebo")
#: (what, loop, bar, whether more is better, its reference)
BARS = (
    ("rank", 5, 0.55, True, None),
    ("rank", 10, 0.67, True, None),
    ("rank_shown", 10, None, True, "rank_raw"),
    ("hits", 5, 0.60, True, None),
    ("hits", 10, 0.75, True, None),
    ("rmse", 10, 0.095, False, "rmse_raw"),
    ("cover", 5, 0.75, True, None),
    ("cover", 10, 0.75, True, None),
    ("placebo", 5, 0.02, False, None),
    ("placebo", 10, 0.02, False, None),
)
#: families that share nothing have a third of the outcomes each: what can be known is less, and is only shown
STRANGERS = "free, families strangers"
UNBARRED = tuple((name, loop, None, more, against) for name, loop, _bar, more, against in BARS)
BIASED_WORLDS = ("traits, families alike", "free, families apart")
DRIFT_BARS = (
    ("rank", 10, None, True, None),
    ("hits", 10, 0.70, True, None),
    ("rmse", 10, None, False, "rmse_raw"),
)
BIAS_BARS = (
    ("auc", 3, 0.90, True, None),
    ("warned", 3, 0.70, True, None),
    ("false_alarms", 3, None, False, None),
)
#: .01 by design, and three standard errors of a share over 10 x 28 questions
FAIR_BARS = (("false_alarms", 3, 0.03, False, None),)


def companies(world, **options):
    return mean_turns([play(WORLDS[world](1000 + seed), seed, **options) for seed in SEEDS])


def show(title, turns, columns):
    print(f"# {title}: loop, {', '.join(columns)}")
    for loop, turn in enumerate(turns, 1):
        print("#", loop, *(f"{getattr(turn, name):.3f}" for name in columns), flush=True)


def judged(title, turns, bars):
    for name, loop, bar, more, reference in bars:
        turn = turns[loop - 1]
        value, against = getattr(turn, name), reference and getattr(turn, reference)
        ok = bar is None or (value >= bar if more else value <= bar)
        yield f"{title}: {name}, loop {loop}", value, against, against and value / against, bar, ok


def speed():
    rng = np.random.default_rng(0)
    scores = rng.standard_normal((PERSONS, QUESTIONS))
    scores[rng.random(scores.shape) < 0.7] = np.nan
    composite, outcome = rng.standard_normal((2, PERSONS))
    outcome[composite < 0.84] = np.nan
    family = rng.integers(0, 3, PERSONS)
    estimate_validity(family[:500], composite[:500], scores[:500], outcome[:500])  # loads scipy
    seconds = []
    for _run in range(3):
        started = time.process_time()
        estimate_validity(family, composite, scores, outcome)
        seconds.append(time.process_time() - started)
    tracemalloc.start()
    estimate_validity(family, composite, scores, outcome)
    megabytes = tracemalloc.get_traced_memory()[1] / 2**20
    tracemalloc.stop()
    name = f"estimate {PERSONS:,} persons x {QUESTIONS:,} questions"
    yield f"{name} [s]", min(seconds), None, None, 2.0, min(seconds) <= 2.0
    yield f"{name}, memory above the scores [MB]", megabytes, None, None, 300.0, megabytes <= 300


def rows():
    """Yield (name, measured, reference, ratio, limit, ok); None = does not apply."""
    yield from speed()
    for world in WORLDS:
        for driver, best in (("all", False), ("best 12", True)):
            turns = companies(world, best=best, placebo_at=(5, 10))
            show(f"{world}, {driver}", turns, COLUMNS)
            yield from judged(f"{world}, {driver}", turns, UNBARRED if world == STRANGERS else BARS)
    for world in BIASED_WORLDS:
        turns = companies(world, drifting=True)
        show(f"{world}, validities drift", turns, COLUMNS[:-1])
        yield from judged(f"{world}, validities drift", turns, DRIFT_BARS)
        for title, bias, bars in (("biased ratings", 0.5, BIAS_BARS), ("no bias", 0.0, FAIR_BARS)):
            turns = companies(world, loops=3, bias=bias)
            show(f"{world}, {title}", turns, ("auc", "warned", "false_alarms"))
            yield from judged(f"{world}, {title}", turns, bars)
