"""What a run says besides its ledger: bands of dimensions, KPIs, the composite itself. Rows of plain JSON."""

from __future__ import annotations

import math
from dataclasses import asdict
from typing import Any

from .proportion import bands, feature_lift
from .statistic import Statistic, correlation

#: below, between and above: what people mean by weak, solid and strong on the 0-10 scale
BAND_EDGES = (6.0, 8.0)
CHANCE_EDGES = (4.0, 5.0, 6.0, 7.0, 8.0)
MIN_KPI = 30
#: a KPI is predicted badly when even the upper end of the interval lies below this
BAD_KPI = 0.20


def as_json(row: Statistic) -> dict:
    """A statistic as it is stored: false where the data give no number."""
    return {
        "value": _number(row.value),
        "low": _number(row.low),
        "high": _number(row.high),
        "n": row.n,
        "status": row.status,
    }


def _number(value):
    return False if value is None or math.isnan(value) else round(float(value), 6)


def band_rows(scores, met, edges) -> list[dict]:
    """Return who met the target by band of a score, the lowest band first; false without an edge."""
    return [
        {name: False if value is None else value for name, value in asdict(band).items() if name != "reason"}
        for band in bands(scores, met, edges)
    ]


def dimension_rows(data) -> list[dict]:
    """Return for each dimension the bands of its scores among hires, and its correlation with the outcome."""
    return [
        {
            "bands": band_rows(data.dimensions[:, column], data.met, BAND_EDGES),
            "r": as_json(correlation(data.dimensions[:, column], data.outcome, minimum=MIN_KPI)),
        }
        for column in range(data.dimensions.shape[1])
    ]


def chance_rows(data) -> list[dict]:
    """Return the share that met the target by composite: what was predicted against what came."""
    return band_rows(data.composite, data.met, CHANCE_EDGES)


def composite_row(composite, outcome) -> dict:
    """Return the correlation of the composite with the outcome among hires, uncorrected."""
    return as_json(correlation(composite, outcome, minimum=MIN_KPI))


def kpi_rows(data, composite) -> list[dict]:
    """Return how well the composite goes with each KPI; "is_bad" when even the interval's end is low."""
    rows = []
    for column in range(data.kpis.shape[1]):
        row = as_json(correlation(composite, data.kpis[:, column], minimum=MIN_KPI))
        rows.append({**row, "is_bad": row["high"] is not False and row["high"] < BAD_KPI})
    return rows


def feature_rows(data) -> list[dict]:
    """Return for each kind of evidence the results of hires who showed it against those who did not."""
    rows = []
    for column in data.features.T:
        found = feature_lift(column, data.outcome)
        numbers = ("value", "low", "high", "mean_with", "mean_without")
        rows.append(
            {
                "n_with": found.n_with,
                "n_without": found.n_without,
                **{name: _number(getattr(found, name)) for name in numbers},
                "status": found.status,
            }
        )
    return rows


def predictor_row(found: Any) -> dict:
    """Return an evaluation of predictors as it is stored, without the model; "question" is a column."""
    return {
        "n": found.n,
        "status": found.status,
        "reason": found.reason,
        "chosen": found.chosen,
        "base_rate": as_json(found.base_rate),
        "gates": [asdict(gate) for gate in found.gates],
        "candidates": [
            {"kind": row.kind, "brier": row.brier, "skill": as_json(row.skill), "auc": as_json(row.auc)}
            for row in found.candidates
        ],
        "calibration": [
            {name: False if value is None else value for name, value in asdict(row).items()}
            for row in found.calibration
        ],
        "importance": [asdict(row) for row in found.importance],
    }
