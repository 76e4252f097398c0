"""What the benchmarks share: how a call is measured, the table they print and the verdict.

A file `bench_*.py` here defines `rows()` (plain Python) or, with a module-level `NEEDS = "odoo"`,
`rows(env)`. It yields (name, measured, reference, ratio, limit, ok); None = does not apply.
`./run bench [NAME...]` runs them; those with NEEDS in an Odoo shell on a database without demo data.
"""

import importlib.util
import sys
import time
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
HEADER = "name | measured | reference | ratio | limit | ok"


def load(name):
    """The module of a benchmark file, given its name without `.py`."""
    spec = importlib.util.spec_from_file_location(name, FOLDER / f"{name}.py")
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def measure(env, call, runs):
    """Return (best seconds, queries) of ``call`` on a cold cache; other load only adds time."""
    seconds = []
    for _run in range(runs):
        env.invalidate_all()
        before, started = env.cr.sql_log_count, time.perf_counter()
        call()
        seconds.append(time.perf_counter() - started)
        queries = env.cr.sql_log_count - before
    return min(seconds), queries


def show(rows):
    """Print rows as they come; returns how many broke their limit."""
    print(HEADER, flush=True)
    broken = 0
    for name, *numbers, ok in rows:
        cells = ["-" if number is None else f"{number:.3g}" for number in numbers]
        print(" | ".join([name, *cells, "yes" if ok else "NO"]), flush=True)
        broken += not ok
    return broken


def run(name, *arguments):
    """Run one benchmark and end the program with its verdict."""
    sys.exit(1 if show(load(name).rows(*arguments)) else 0)


if __name__ == "__main__":
    run(sys.argv[1])
