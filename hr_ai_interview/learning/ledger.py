"""What a stored ledger says, as a ``ValidityResult`` again."""

from __future__ import annotations

from collections.abc import Sequence

from .validity import GOOD, ValidityResult, chance_above


def recall_validity(rows: Sequence[tuple[float, float, int] | None]) -> ValidityResult:
    """Return the validity of one family from (mean, sd, n) per question; None = no run has a value.

    >>> found = recall_validity([(0.25, 0.06, 80), None])
    >>> found.status.tolist(), found.n.tolist(), round(float(found.p_good[0, 0]), 2)
    ([['ok', 'insufficient']], [[80, 0]], 0.81)
    """
    import numpy as np

    known = np.array([row or (np.nan, np.nan, 0) for row in rows], dtype=float).reshape(-1, 3)
    mean, sd, n = known.T[:, None, :]
    status = np.where(np.isnan(mean), "insufficient", "ok")
    return ValidityResult(mean, sd, n.astype(int), chance_above(GOOD, mean, sd), status)
