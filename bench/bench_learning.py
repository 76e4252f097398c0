"""The learning loop in simulated companies: 10 loops of 500 applicants and 100 hires. Plain Python, no Odoo.

Four worlds (``learning/tests/company.py``), each played by two drivers: "all" asks every question with a weight above
0 and carries weights on; "best 12" takes the best 12 by weight and starts from unit weights each time. Bars
are for means over ``SEEDS`` companies. The reference of rank and error is the plain correlation among hires.
Before the rows of a world its loops are printed, one a line.
"""

import resource
import sys
import time
from pathlib import Path

ADDON = Path(__file__).resolve().parents[1] / "hr_ai_interview"
sys.path.insert(0, str(ADDON))

import numpy as np
from learning import estimate_validity
from learning.tests.company import WORLDS, mean_turns, play

SEEDS = range(10)
PERSONS, QUESTIONS = 20_000, 1_000
COLUMNS = "rank rank_shown rank_raw hits expected rmse rmse_raw cover shown scored quality placebo".split()
#: (what, loop, bar, whether more is better, its reference)
BARS = (
    ("rank", 5, 0.55, True, "rank_raw"),
    ("rank", 10, 0.67, True, "rank_raw"),
    ("hits", 5, 0.60, True, None),
    ("hits", 10, 0.75, True, None),
    ("rmse", 10, 0.095, False, "rmse_raw"),
    ("cover", 5, 0.75, True, None),
    ("cover", 10, 0.75, True, None),
    ("placebo", 5, 0.02, False, None),
    ("placebo", 10, 0.02, False, None),
)


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
        ok = value >= bar if more else value <= bar
        yield f"{title}: {name}, loop {loop}", value, against, against and value / against, bar, ok


def speed():
    rng = np.random.default_rng(0)
    scores = rng.standard_normal((PERSONS, QUESTIONS))
    scores[rng.random(scores.shape) < 0.7] = np.nan
    composite, outcome = rng.standard_normal((2, PERSONS))
    outcome[composite < 0.84] = np.nan
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    started = time.perf_counter()
    estimate_validity(rng.integers(0, 3, PERSONS), composite, scores, outcome)
    seconds = time.perf_counter() - started
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 - before
    name = f"estimate {PERSONS:,} persons x {QUESTIONS:,} questions"
    yield f"{name} [s]", seconds, None, None, 2.0, seconds <= 2.0
    yield f"{name}, memory above the scores [MB]", megabytes, None, None, 300.0, megabytes <= 300


def rows():
    """Yield (name, measured, reference, ratio, limit, ok); None = does not apply."""
    yield from speed()
    for world in WORLDS:
        for driver, best in (("all", False), ("best 12", True)):
            turns = companies(world, best=best, placebo_at=(5, 10))
            show(f"{world}, {driver}", turns, COLUMNS)
            yield from judged(f"{world}, {driver}", turns, BARS)
    for world in ("traits, families alike", "free, families apart"):
        turns = companies(world, drifting=True)
        show(f"{world}, validities drift", turns, COLUMNS[:-1])
        for name, value in (("rank", turns[-1].rank), ("hits", turns[-1].hits), ("rmse", turns[-1].rmse)):
            yield f"{world}, validities drift: {name}, loop 10", value, None, None, None, True
        turns = companies(world, loops=3, biased=True)
        show(f"{world}, biased ratings", turns, ("auc", "warned", "false_alarms"))
        bars = (("auc", 3, 0.95, True, None), ("warned", 3, 0.80, True, None), ("false_alarms", 3, 0.05, False, None))
        yield from judged(f"{world}, biased ratings", turns, bars)
