"""Measures the offline scorer on answers by people who had not seen the engine.

Five sets by five groups of authors: "gold", "gold2" and "gold3" were read while the engine was tuned, of
"blind" and "gold3_test" only counts were looked at.
``python -m engine.tests.scoring_gold`` in ``hr_ai_interview/`` prints the table of docs/scoring.md, with
``meaning`` behind it that of the scorer with local embeddings (about ten minutes).
"""

from __future__ import annotations

import itertools
import sys
from collections import defaultdict

from .. import get_engine
from ..evidence import supports
from ..schema import ScoreRequest
from .scoring_support import ENGINE, LANGS, criteria, has, load, score

SETS = ("gold", "gold2", "gold3", "blind", "gold3_test")
RANK = ("strong", "medium", "weak")
NEVER_SCORED = ("off_topic", "injection", "copied", "empty")


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


def measure(items: list[dict], engine=ENGINE) -> Counts:
    counts = Counts()
    for item in items:
        found = [(row["kind"], row, score(item, row["text"], engine=engine)) for row in item["answers"]]
        by_kind = defaultdict(list)
        for kind, row, result in found:
            by_kind[kind].append(_worth(result))
            literal = all(supports(row["text"], proof) for part in result.criteria for proof in part.evidence)
            counts.note("literal", literal, row["id"])
            if kind in NEVER_SCORED:
                counts.note(f"no score: {kind}", result.score is None, row["id"])
        _measure_order(counts, item, by_kind)
        _measure_instructions(counts, item, found, engine)
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


def _measure_instructions(counts: Counts, item: dict, found: list, engine) -> None:
    instruction = next(row["text"] for row in item["answers"] if row["kind"] == "injection")
    for kind, row, result in found:
        if kind in RANK:
            counts.note("not flagged as an order", "suspected_injection" not in result.flags, row["id"])
        if kind == "strong_injection":
            counts.note("injection flagged", "suspected_injection" in result.flags, row["id"])
        if kind == "strong":
            both = score(item, f"{row['text']}\n{instruction}", engine=engine)
            counts.note("injection lifts nothing", _worth(both) <= _worth(result), row["id"])


def moves(item: dict, engine=ENGINE) -> list[tuple[str, float]]:
    """How far each variant of an answer moves a score; a score that comes or goes is a move of 10."""
    base = score(item, item["base"], engine=engine)
    found = []
    for variant in item["variants"]:
        other = score(item, variant["text"], engine=engine)
        pairs = [(row.score, twin.score) for row, twin in zip(base.criteria, other.criteria, strict=True)]
        pairs.append((base.score, other.score))
        found.append((variant["kind"], max(_distance(one, two) for one, two in pairs)))
    return found


def _distance(one: float | None, two: float | None) -> float:
    if one is None or two is None:
        return 0.0 if one is two else 10.0
    return round(abs(one - two), 2)


def translated(item: dict, engine=ENGINE) -> list[tuple[str, float]]:
    """How far the total of an answer in Chinese is from the same in English."""
    found = []
    for answer in item["answers"]:
        totals = []
        for lang in ("zh_CN", "en"):
            request = ScoreRequest(item["question"][lang], answer[lang], criteria(item, lang), lang)
            totals.append(engine.score_answer(request).score)
        if totals != [None, None]:
            totals = [total or 0.0 for total in totals]
        found.append((answer["kind"], _distance(*totals)))
    return found


def languages(name: str) -> list[str]:
    """The languages a set has answers in."""
    return [lang for lang in LANGS if has(f"{name}_scoring_{lang}")]


def report(name: str, engine=ENGINE, with_faults: bool = False) -> str:
    lines = []
    for lang in languages(name):
        result = measure(load(f"{name}_scoring_{lang}"), engine)
        lines += [f"{lang:6} {what:28} {right} of {whole}" for what, (right, whole) in result.counts.items()]
        lines += [f"       ! {fault}" for fault in result.faults if with_faults]
    for file, measured, limit in (("invariance", moves, 0.5), ("pairs_zh_en", translated, 1.5)):
        rows = [(item["id"], *row) for item in load(f"{name}_{file}") for row in measured(item, engine)]
        right = sum(row[-1] <= limit for row in rows)
        lines.append(
            f"{file}: {right} of {len(rows)} within {limit}, largest {max(row[-1] for row in rows):.2f}"
        )
        lines += [f"       ! {row}" for row in rows if with_faults and row[-1] > limit]
    return "\n".join(lines)


if __name__ == "__main__":
    chosen = get_engine("offline", compares_meaning="meaning" in sys.argv)
    for each in SETS:
        sys.stdout.write(f"{each}, {chosen.version}\n{report(each, chosen)}\n")
