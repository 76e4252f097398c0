"""Who was judged wrongly by their interviews, and which dimension misleads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .cycle_rows import as_json
from .statistic import correlation

MIN_PEOPLE = 30


@dataclass(frozen=True)
class Misses:
    """n: hires compared. people: (place, "over" / "under"), worst first of each kind. expected: float[n], the
    outcome the composite speaks for, NaN without. dimensions: a row for each, see ``find_misses``."""

    n: int
    people: tuple[tuple[int, str], ...]
    expected: Any
    dimensions: list[dict]


def find_misses(data, limit: int) -> Misses:
    """Return up to ``limit`` hires on each side whose outcome lies farthest from what their composite says.

    The expectation is the regression of the outcome on the composite among the hires of a job family; it is
    not made below 30 of them. A dimension is "over_rated" when its scores go with results below the
    expectation (the 95 % interval of the correlation with the residual lies below 0), "under_rated" when
    above. Ten dimensions show one of them by chance in four of ten cases.
    """
    import numpy as np

    expected = np.full(len(data.outcome), np.nan)
    for number in np.unique(data.family):
        known = (data.family == number) & ~np.isnan(data.outcome)
        if known.sum() < MIN_PEOPLE:
            continue
        x, y = data.composite[known], data.outcome[known]
        centred = x - x.mean()
        square = centred @ centred
        slope = centred @ y / square if square > 1e-9 else 0.0
        expected[known] = y.mean() + slope * centred
    residual = data.outcome - expected
    known = np.flatnonzero(~np.isnan(residual))
    ranked = known[np.argsort(residual[known], kind="stable")]
    over = [(int(person), "over") for person in ranked if residual[person] < 0][:limit]
    under = [(int(person), "under") for person in ranked[::-1] if residual[person] > 0][:limit]
    rows = []
    for column in range(data.dimensions.shape[1]):
        row = as_json(correlation(data.dimensions[:, column], residual, MIN_PEOPLE))
        rows.append({**row, "kind": _kind(row)})
    return Misses(len(known), (*over, *under), expected, rows)


def _kind(row: dict):
    if row["high"] is not False and row["high"] < 0:
        return "over_rated"
    if row["low"] is not False and row["low"] > 0:
        return "under_rated"
    return False
