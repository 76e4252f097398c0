"""Scoring 10,000 answers of 300 words offline, 4 criteria each. Plain Python, no Odoo.

Processor time of an answer in milliseconds: the mean, and the fastest tenth, since other programs on the
same core slow an answer down as well. Memory: highest use above the idle process, in MB, all results kept.
"""

import sys
from pathlib import Path

ADDON = Path(__file__).resolve().parents[1] / "hr_ai_interview"
sys.path.insert(0, str(ADDON))

from engine.tests import scoring_load

COUNT, WORDS = 10_000, 300
MILLISECONDS, MEGABYTES = 10.0, 300.0


def rows():
    """Yield (name, measured, reference, ratio, limit, ok); None = does not apply."""
    found = scoring_load.measure(COUNT, WORDS)
    best, megabytes = found["best_tenth"], found["megabytes"]
    yield f"score {COUNT} answers, mean [ms]", found["milliseconds"], None, None, None, True
    yield "fastest tenth [ms]", best, None, None, MILLISECONDS, best <= MILLISECONDS
    yield "memory above idle [MB]", megabytes, None, None, MEGABYTES, megabytes <= MEGABYTES
