"""Mean and spread of scores within groups of people, kept to measure later people by the same.

A later person has no standardised score where a group has fewer than 10 people or no spread: a handful of
people is no yardstick.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .statistic import MIN_GROUP

_FLAT = 1e-9


@dataclass(frozen=True, slots=True)
class Scale:
    """mean, sd and n (how many have a score): [g, m], of m columns in groups 0 to g - 1."""

    mean: Any
    sd: Any
    n: Any

    def is_usable(self, group: int) -> bool:
        """Whether a later person of the group can be measured in any column."""
        return bool(self._is_yardstick(group).any())

    def _is_yardstick(self, group):
        return (self.n[group] >= MIN_GROUP) & (self.sd[group] > _FLAT)

    def own(self, values, group):
        """Standardise the people the scale was made of; NaN stays, without spread it is 0."""
        import numpy as np

        sd = self.sd[group]
        return (values - self.mean[group]) / np.where(sd > _FLAT, sd, 1.0)

    def later(self, values, group):
        """Standardise people who came later; NaN where the scale is no yardstick."""
        import numpy as np

        return np.where(self._is_yardstick(group), self.own(values, group), np.nan)

    def to_json(self) -> dict:
        return {name: getattr(self, name).tolist() for name in ("mean", "sd", "n")}


def scale_from_json(data: dict) -> Scale:
    import numpy as np

    return Scale(*(np.array(data[name], dtype=float) for name in ("mean", "sd", "n")))


def scale_of(values, group) -> Scale:
    """The scale of ``values`` [people, m], NaN = no score, in the groups 0, 1, ... of ``group``."""
    import numpy as np

    shape = (int(group.max()) + 1 if len(group) else 0, values.shape[1])
    mean, sd, n = np.zeros(shape), np.zeros(shape), np.zeros(shape)
    for number in range(shape[0]):
        block = values[group == number]
        known = ~np.isnan(block)
        n[number] = known.sum(axis=0)
        size = np.maximum(n[number], 1)
        mean[number] = np.where(known, block, 0).sum(axis=0) / size
        sd[number] = np.sqrt((np.where(known, block - mean[number], 0) ** 2).sum(axis=0) / size)
    return Scale(mean, sd, n)
