"""Chooses the places where questions begin from all places where one seems to be asked."""

from __future__ import annotations

from .matching import Match

#: score a question needs to be found at all
MIN_SCORE = 0.42
#: what it needs on top out of the order of the questions
OUT_OF_ORDER = 0.15
#: score of a place that asks a question again which was asked before
AGAIN = 0.85


def without_rivals(matches: list[Match]) -> list[Match]:
    """Drop what is said by the same words as a clearly better match, or a worse cut of the same question."""
    by_place: dict[int, list[Match]] = {}
    for match in matches:
        for place in range(match.first, match.last + 1):
            by_place.setdefault(place, []).append(match)

    def stands(match: Match) -> bool:
        rivals = {rival for place in range(match.first, match.last + 1) for rival in by_place[place]}
        return not any(
            rival.score > match.score + 0.1
            if rival.question != match.question
            else (rival.score, -rival.first, -rival.last) > (match.score, -match.first, -match.last)
            for rival in rivals
        )

    return sorted((match for match in matches if stands(match)), key=lambda match: match.first)


def choose(matches: list[Match], count: int) -> dict[Match, bool]:
    """The places where questions begin; the value tells whether it is in the order of the questions."""
    chosen = dict.fromkeys(_chain(matches, count), True)
    for match in sorted(matches, key=lambda match: -match.score):
        is_new = all(match.question != other.question for other in chosen)
        if match.score >= (MIN_SCORE + OUT_OF_ORDER if is_new else AGAIN):
            if not any(match.overlaps(other) for other in chosen):
                chosen[match] = not is_new
    return chosen


def _chain(matches: list[Match], count: int) -> list[Match]:
    """The chain of matches, one a question, in the order of questions and places, with the highest sum."""
    best: list[tuple[float, Match | None, tuple | None]] = [(0.0, None, None)] * (count + 1)
    # best[q]: the best chain (sum, last match, chain before) that uses no question from number q on
    by_first: dict[int, list[Match]] = {}
    for match in matches:
        by_first.setdefault(match.first, []).append(match)
    for _first, rows in sorted(by_first.items()):
        updated = list(best)
        for match in rows:
            before = best[match.question]
            if before[1] is not None and before[1].last >= match.first:
                continue
            total = before[0] + match.score - MIN_SCORE + 0.01
            if total > updated[match.question + 1][0]:
                updated[match.question + 1] = (total, match, before)
        for q in range(1, count + 1):
            if updated[q - 1][0] > updated[q][0]:
                updated[q] = updated[q - 1]
        best = updated
    chain, node = [], best[count]
    while node and node[1] is not None:
        chain.append(node[1])
        node = node[2]
    return chain[::-1]


def confidence(match: Match, matches: list[Match], in_order: bool) -> float:
    """0 to 0.99: how high the score is, and how far that of the next best question for the same words."""
    rivals = [row.score for row in matches if row.question != match.question and row.overlaps(match)]
    margin = match.score - max(rivals, default=0.0)
    height = min(max((match.score - 0.35) / 0.5, 0.1), 0.99)
    return height * min(max(0.4 + margin / 0.25 * 0.6, 0.3), 1.0) * (1.0 if in_order else 0.9)
