"""Score many answers in a process of its own and print what it took, as JSON.

``python -m engine.tests.scoring_load COUNT WORDS`` from the add-on's folder; 4 criteria, every answer
another one. The peak of memory comes from ``VmHWM``: the one of ``getrusage`` starts with that of the parent.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from pathlib import Path

from ..schema import ScoreRequest
from .scoring_support import ENGINE, criteria, load

ADDON = Path(__file__).resolve().parents[2]
CRITERIA = 4


def peak_megabytes() -> float:
    return int(re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())[1]) / 1024


def requests(count: int, words: int):
    """Yield requests whose answers are put together from the stories of the English set."""
    items = [item for item in load("score_dev") if item["lang"] == "en"]
    told = [item["answers"][kind].split() for item in items for kind in ("strong", "medium", "weak", "fluff")]
    stories = sum(told, [])
    rubric = tuple(row for item in items for row in criteria(item))
    for number in range(count):
        start = number * 37 % len(stories)
        text = " ".join([*stories[start:], *stories[:start]][:words])
        first = number % (len(rubric) - CRITERIA)
        item = items[number % len(items)]
        yield ScoreRequest(
            item["question"], f"{text} Case {number}.", rubric[first : first + CRITERIA], item["lang"]
        )


def measure(count: int, words: int = 300) -> dict:
    """Return what ``main`` prints, from a fresh process."""
    command = [sys.executable, "-m", "engine.tests.scoring_load", str(count), str(words)]
    return json.loads(subprocess.run(command, cwd=ADDON, check=True, stdout=subprocess.PIPE).stdout)


def main(count: int, words: int) -> dict:
    idle, taken, scored = peak_megabytes(), [], []
    for request in requests(count, words):
        before = time.process_time()
        scored.append(ENGINE.score_answer(request))
        taken.append(time.process_time() - before)
    taken.sort()
    return {
        "count": len(scored),
        "scored": sum(result.score is not None for result in scored),
        "megabytes": peak_megabytes() - idle,
        "milliseconds": 1000 * sum(taken) / count,
        "median": 1000 * taken[count // 2],
        "best_tenth": 1000 * taken[count // 10],
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(int(sys.argv[1]), int(sys.argv[2]))))
