"""What a prediction says about one person, and the limits it keeps.

A probability holds "among people like those hired", since only they have outcomes. It is never outside the
range of the out-of-fold predictions, and within .05 to .95 below 1,000 outcomes; beside it stands what
became of the people with similar predictions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .prediction_models import Fitted
from .proportion import wilson
from .statistic import Statistic, insufficient, numbers, same_length, table_of

CLIPPED_BELOW = 1000
CLIP = (0.05, 0.95)
#: at least so many people are in a band of similar predictions; there are five bands at most
NEIGHBOURS = 30
BANDS = 5


@dataclass(frozen=True, slots=True)
class Neighbours:
    """People with an out-of-fold prediction up to ``upper``, and above that of the row before."""

    upper: float
    n: int
    met: int


@dataclass(frozen=True, slots=True)
class Model:
    """What predicts. low, high: limits of any prediction; neighbours: bands of similar predictions."""

    fitted: Fitted
    n: int
    met: int
    low: float
    high: float
    neighbours: tuple[Neighbours, ...]


def make_model(fitted: Fitted, met, seen) -> Model:
    """A model of verdicts ``met`` with its out-of-fold predictions ``seen`` of the same people."""
    import numpy as np

    n, low, high = len(met), float(seen.min()), float(seen.max())
    if n < CLIPPED_BELOW:
        low, high = (min(max(limit, CLIP[0]), CLIP[1]) for limit in (low, high))
    bands = min(BANDS, n // NEIGHBOURS)
    edges = np.quantile(seen, np.linspace(0, 1, bands + 1)[1:])
    place = np.minimum(np.searchsorted(edges, seen), bands - 1)
    neighbours = tuple(
        Neighbours(float(edge), int((place == band).sum()), int(met[place == band].sum()))
        for band, edge in enumerate(edges)
        if (place == band).any()
    )
    return Model(fitted, n, int(met.sum()), low, high, neighbours)


def base_model(rate: Statistic) -> Model | None:
    if rate.value is None:
        return None
    met = round(rate.value * rate.n)
    return Model(
        Fitted("base_rate", (), ()), rate.n, met, rate.value, rate.value, (Neighbours(1.0, rate.n, met),)
    )


def predict(
    model: Model, composite: Sequence[float | None], scores: Sequence[Sequence[float | None]]
) -> tuple[Statistic, ...]:
    """Return the probability of meeting the target per person, "among people like those hired".

    low, high: Wilson's interval of the share that met it among the n people with similar out-of-fold
    predictions, widened to hold the prediction where it would not. Somebody without the scores the model
    uses is "insufficient"; with some questions unasked these count as average.
    """
    import numpy as np

    kind = model.fitted.kind
    one = numbers(composite).reshape(-1, 1)
    same_length(one, scores)
    if kind == "base_rate":
        return (wilson(model.met, model.n),) * len(one)
    if not len(one):
        return ()
    table = one if kind == "composite" else table_of(scores)
    if table.shape[1] != len(model.fitted.mean):
        raise ValueError("The model was made for another number of questions.")
    usable = (~np.isnan(table) & (np.array(model.fitted.sd) > 0)).any(axis=1)
    chances = np.clip(model.fitted.probabilities(table), model.low, model.high)
    lacking = insufficient(0, "no_composite" if kind == "composite" else "no_scores")
    return tuple(
        _prediction(model, float(chance)) if scored else lacking
        for chance, scored in zip(chances, usable, strict=True)
    )


def _prediction(model: Model, chance: float) -> Statistic:
    similar = next((row for row in model.neighbours if chance <= row.upper), model.neighbours[-1])
    share = wilson(similar.met, similar.n)
    return Statistic(chance, similar.n, min(share.low, chance), max(share.high, chance))
