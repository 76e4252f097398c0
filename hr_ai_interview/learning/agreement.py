"""placeholder, replaced by the merge"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Agreement:
    n: int
    mae: float | None
    icc: float | None
    low: float | None
    high: float | None
    status: str


def rater_agreement(matrix):
    diffs = [
        abs(a - b)
        for row in matrix
        for i, a in enumerate(row)
        for b in row[i + 1 :]
        if a is not None and b is not None
    ]
    return Agreement(
        len(matrix), sum(diffs) / len(diffs) if diffs else None, None, None, None, "insufficient"
    )
