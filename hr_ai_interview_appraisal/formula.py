"""How an appraisal becomes one number from 0 to 10. Plain Python, without Odoo.

    KPI part          mean of the points of the KPIs, weighted as in the job profile
    points of a KPI   8 x attainment, at most 10: 8 for the target reached, 10 for 125 % of it and more
    competency part   mean of the manager's ratings, weighted as in the job profile
    overall rating    mean of the two parts, weighted as in the cycle

The attainment of a KPI comes from the core (``engine.outcome.attainment``); there is no second rule for it.
What was not measured or not assessed leaves its mean, a part without any value leaves the overall rating, and
without both there is no rating: ``None``, never 0. The employee's own ratings are for the conversation and
count in nothing. All numbers are rounded to two digits at the end, not in between.

>>> overall([(1.0, 2.0), (0.5, 1.0)], [(7.0, 3.0), (None, 5.0)], 1.0, 1.0)
Result(kpi=6.67, competency=7.0, overall=6.83)
>>> overall([(1.0, 2.0)], [(None, 1.0)], 1.0, 3.0)
Result(kpi=8.0, competency=None, overall=8.0)
>>> overall([(0.0, 1.0)], [(0.0, 1.0)], 1.0, 1.0)
Result(kpi=0.0, competency=0.0, overall=0.0)
>>> overall([], [(None, 1.0)], 1.0, 1.0)
Result(kpi=None, competency=None, overall=None)
>>> overall([(1.0, 1.0)], [(6.0, 1.0)], 0.0, 1.0)
Result(kpi=8.0, competency=6.0, overall=6.0)
>>> overall([(1.0, 1.0)], [(5.25, 1.0)], 1.0, 1.0)
Result(kpi=8.0, competency=5.25, overall=6.63)
"""

import math
from typing import NamedTuple

#: Changes with every change of what is computed here; stored with each closed appraisal.
VERSION = "1.0"
#: Points for a target that is exactly reached.
AT_TARGET = 8.0


class Result(NamedTuple):
    kpi: float | None
    competency: float | None
    overall: float | None


def points(attainment):
    """Return the points 0-10 of an attainment (1.0: target reached); None has none.

    >>> [points(value) for value in (0.0, 0.5, 1.0, 1.25, 2.0, None)]
    [0.0, 4.0, 8.0, 10.0, 10.0, None]
    """
    return None if attainment is None else min(AT_TARGET * attainment, 10.0)


def overall(kpis, competencies, kpi_weight, competency_weight):
    """Return the Result of (attainment or None, weight) and (rating 0-10 or None, weight) rows."""
    kpi = _mean([(points(attainment), weight) for attainment, weight in kpis])
    competency = _mean(competencies)
    both = _mean([(kpi, kpi_weight), (competency, competency_weight)])
    return Result(*(None if value is None else _round(value) for value in (kpi, competency, both)))


def _mean(rows):
    rows = [(value, weight) for value, weight in rows if value is not None and weight > 0]
    total = math.fsum(weight for _value, weight in rows)
    return math.fsum(value * weight for value, weight in rows) / total if total else None


def _round(value):
    """Round half up, as people do: 6.625 is 6.63, where ``round`` gives 6.62."""
    return math.floor(100 * value + 0.5 + 1e-9) / 100
