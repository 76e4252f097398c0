"""Kit assembly at its largest: 5,000 questions, 5,000 enemy pairs. Plain Python, no Odoo.

Run it with ``python3 bench/bench_kit.py`` (numpy and scipy needed). Measured and reference are
seconds, the median of ``RUNS`` runs; reference = scipy's milp on the whole program, same machine,
same accuracy. ``limit`` is the most ``measured`` may be. The last row compares values instead.
"""

import random
import statistics
import subprocess
import sys
import time
from itertools import combinations
from pathlib import Path
from unittest.mock import patch

ADDON = Path(__file__).resolve().parents[1] / "hr_ai_interview"
sys.path.insert(0, str(ADDON))

from learning import KitConstraints, KitItem, Limit, assemble_kit, kit_solver

RUNS = 3
N_ITEMS = 5000
N_PAIRS = 5000
TYPES = ("behavioural", "situational", "technical", "okr", "culture", "written")
LIMITS = (
    *(Limit("competency", key, 1, 3) for key in range(8)),
    *(Limit("type", key, 1, 4) for key in TYPES[:4]),
    Limit("group", "difficulty:advanced", 2, 6),
)
TOO_MUCH = tuple(Limit("competency", key, 4, 6) for key in range(12))


def make_items(equal_values=False):
    """Return 5,000 questions; ``equal_values`` = a bank nothing was learned about yet."""
    rng = random.Random("kit items")
    return [
        KitItem(
            id=number,
            value=1.0 if equal_values else round(rng.uniform(0.02, 0.4) * rng.uniform(0.2, 1), 4),
            minutes=rng.choice((3, 4, 5, 6, 7.5, 8, 10, 12)),
            type=rng.choice(TYPES),
            competencies=tuple(rng.sample(range(12), rng.choice((1, 1, 2)))),
            groups=(f"difficulty:{rng.choice(('basic', 'intermediate', 'advanced'))}",),
        )
        for number in range(N_ITEMS)
    ]


def random_pairs():
    rng = random.Random("kit pairs")
    pairs = set()
    while len(pairs) < N_PAIRS:
        pairs.add(tuple(sorted(rng.sample(range(N_ITEMS), 2))))
    return tuple(pairs)


def clique_pairs():
    """Return groups of ten questions that exclude each other, 45 pairs each."""
    groups = (range(start, start + 10) for start in range(0, 10 * (N_PAIRS // 45), 10))
    return tuple(pair for group in groups for pair in combinations(group, 2))


def cases():
    """Yield (name, items, constraints, limit in seconds)."""
    items, pairs = make_items(), random_pairs()
    yield "60 min, 13 limits", items, KitConstraints(60, LIMITS, pairs), 1.0
    yield "60 min, no limits", items, KitConstraints(60, (), pairs), 1.0
    yield "60 min, cliques of 10", items, KitConstraints(60, LIMITS, clique_pairs()), 1.0
    yield "60 min, equal values", make_items(True), KitConstraints(60, LIMITS, pairs), 1.0
    yield "no time limit", items, KitConstraints(None, LIMITS, pairs), 1.0
    yield "45 min, minimums unmet", items, KitConstraints(45, TOO_MUCH, pairs), 1.0


def median_seconds(items, constraints):
    """Return (seconds, value) of the median run."""
    seconds, value = [], 0.0
    for seed in range(RUNS):
        kit = assemble_kit(items, constraints, seed)
        seconds.append(kit.seconds)
        value = kit.value
    return statistics.median(seconds), value


def import_seconds():
    code = "import time; t = time.perf_counter(); import learning; learning.assemble_kit"
    command = [sys.executable, "-c", f"{code}; print(time.perf_counter() - t)"]
    runs = [subprocess.check_output(command, cwd=ADDON, text=True) for _run in range(RUNS)]
    return statistics.median(map(float, runs))


def rows():
    """Yield (name, measured, reference, ratio, limit, ok); None = does not apply."""
    worst = 0.0
    assemble_kit(make_items()[:10])  # loads scipy
    for name, items, constraints, limit in cases():
        measured, value = median_seconds(items, constraints)
        with patch.object(kit_solver, "_relax", return_value=None):
            reference, expected = median_seconds(items, constraints)
        worst = max(worst, abs(value - expected) / expected)
        ratio = measured / reference
        yield f"kit 5,000/5,000: {name} [s]", measured, reference, ratio, limit, measured <= limit
    seconds = import_seconds()
    yield "import learning [s]", seconds, None, None, 0.3, seconds <= 0.3
    yield "kit value, largest relative difference", worst, 0.0, None, 2e-6, worst <= 2e-6


def main():
    """Print the table; return 1 when a limit is exceeded."""
    started = time.perf_counter()
    print("name | measured | reference | ratio | limit | ok")
    failed = 0
    for name, *numbers, ok in rows():
        cells = ["-" if number is None else f"{number:.3g}" for number in numbers]
        print(" | ".join([name, *cells, "yes" if ok else "NO"]), flush=True)
        failed += not ok
    print(f"{time.perf_counter() - started:.1f} s in all")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
