"""Measures the offline scorer on the gold set: answers by people who had not seen the engine.

Items with an odd number were looked at while the engine was tuned, those with an even number were not.
``python -m engine.tests.scoring_gold`` in ``hr_ai_interview/`` prints the table of docs/scoring.md.
"""

from __future__ import annotations

import itertools
import re
import sys
from collections import defaultdict

from ..evidence import supports
from ..schema import ScoreRequest
from .scoring_support import ENGINE, LANGS, criteria, load, score

FILES = {lang: f"gold_scoring_{lang}" for lang in LANGS}
RANK = ("strong", "medium", "weak")
NEVER_SCORED = ("off_topic", "injection", "copied", "empty")


def is_tuned(item: dict) -> bool:
    return int(re.search(r"(\d+)$", item["id"])[1]) % 2 == 1


def half(items: list[dict], tuned: bool) -> list[dict]:
    return [item for item in items if is_tuned(item) == tuned]


def _worth(result) -> float:
    """A missing score counts as the lowest."""
    return -1.0 if result.score is None else result.score


class Counts:
    """How often something held: {"order": [right, all]}, and where it did not."""

    def __init__(self):
        self.counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        self.faults: list[str] = []

    def note(self, name: str, is_right: bool, place: str) -> None:
        self.counts[name][0] += is_right
        self.counts[name][1] += 1
        if not is_right:
            self.faults.append(f"{name}: {place}")

    def right(self, name: str) -> int:
        return self.counts[name][0]

    def share(self, name: str) -> float:
        return self.counts[name][0] / self.counts[name][1]


def measure(items: list[dict]) -> Counts:
    counts = Counts()
    for item in items:
        found = [(row["kind"], row, score(item, row["text"])) for row in item["answers"]]
        by_kind = defaultdict(list)
        for kind, row, result in found:
            by_kind[kind].append(_worth(result))
            literal = all(supports(row["text"], proof) for part in result.criteria for proof in part.evidence)
            counts.note("literal", literal, row["id"])
            if kind in NEVER_SCORED:
                counts.note(f"no score: {kind}", result.score is None, row["id"])
        _measure_order(counts, item, by_kind)
        _measure_instructions(counts, item, found)
    return counts


def _measure_order(counts: Counts, item: dict, by_kind: dict[str, list[float]]) -> None:
    for better, worse in itertools.combinations(RANK, 2):
        for one, other in itertools.product(by_kind[better], by_kind[worse]):
            counts.note("order", one > other, f"{item['id']} {better} {one} {worse} {other}")
    for kind in ("fluff", "keywords"):
        for worth in by_kind[kind]:
            counts.note(f"{kind} not above medium", worth <= min(by_kind["medium"]), f"{item['id']} {worth}")
            counts.note(f"{kind} at most 3", worth <= 3, f"{item['id']} {worth}")
    for kind in ("strong", "medium"):
        for worth in by_kind[kind]:
            counts.note(f"{kind} scored", worth >= 0, item["id"])


def _measure_instructions(counts: Counts, item: dict, found: list) -> None:
    instruction = next(row["text"] for row in item["answers"] if row["kind"] == "injection")
    for kind, row, result in found:
        if kind == "strong_injection":
            counts.note("injection flagged", "suspected_injection" in result.flags, row["id"])
        if kind == "strong":
            both = score(item, f"{row['text']}\n{instruction}")
            counts.note("injection lifts nothing", _worth(both) <= _worth(result), row["id"])


def moves(item: dict) -> list[tuple[str, float]]:
    """How far each variant of an answer moves a score; a score that comes or goes is a move of 10."""
    base = score(item, item["base"])
    found = []
    for variant in item["variants"]:
        other = score(item, variant["text"])
        pairs = [(row.score, twin.score) for row, twin in zip(base.criteria, other.criteria, strict=True)]
        pairs.append((base.score, other.score))
        found.append((variant["kind"], max(_distance(one, two) for one, two in pairs)))
    return found


def _distance(one: float | None, two: float | None) -> float:
    if one is None or two is None:
        return 0.0 if one is two else 10.0
    return abs(one - two)


def translated(item: dict) -> list[tuple[str, float]]:
    """How far the total of an answer in Chinese is from the same in English."""
    found = []
    for answer in item["answers"]:
        totals = []
        for lang in ("zh_CN", "en"):
            request = ScoreRequest(item["question"][lang], answer[lang], criteria(item, lang), lang)
            totals.append(ENGINE.score_answer(request).score)
        if totals != [None, None]:
            totals = [total or 0.0 for total in totals]
        found.append((answer["kind"], _distance(*totals)))
    return found


def report(tuned: bool, with_faults: bool = False) -> str:
    lines = []
    for lang in LANGS:
        result = measure(half(load(FILES[lang]), tuned))
        lines += [f"{lang:6} {name:28} {right} of {whole}" for name, (right, whole) in result.counts.items()]
        lines += [f"       ! {fault}" for fault in result.faults if with_faults]
    for name, file, measured, limit in (
        ("invariance", "gold_invariance", moves, 0.5),
        ("zh and en", "gold_pairs_zh_en", translated, 1.5),
    ):
        rows = [(item["id"], *row) for item in half(load(file), tuned) for row in measured(item)]
        right = sum(row[-1] <= limit for row in rows)
        lines.append(
            f"{name}: {right} of {len(rows)} within {limit}, largest {max(row[-1] for row in rows):.2f}"
        )
        lines += [f"       ! {row}" for row in rows if with_faults and row[-1] > limit]
    return "\n".join(lines)


if __name__ == "__main__":
    for is_odd in (True, False):
        sys.stdout.write(f"{'tuned (odd)' if is_odd else 'held out (even)'}\n{report(is_odd)}\n")
