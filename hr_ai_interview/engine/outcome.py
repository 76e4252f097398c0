"""What a KPI figure says about its target, and how several make one.

Attainment is 1.0 where the target is reached, limited to [0, 2] so that one lucky figure does not outweigh
the rest. By direction:

- increase: ``actual / target``
- decrease: ``target / actual``; nothing left to lower (``actual <= 0``) is the limit
- maintain: ``1 - |actual - target| / |target|``, so 1.0 is the most and exactly on target

No target, or a target of 0, gives no ratio and none is made up. Nor does a negative target where more or less
is better: at a target of -100 a loss of 50 is better than asked and its ratio is 0.5. Whether such a target
is met is a comparison and still known; a negative target to keep has its distance like any other.

>>> attainment("increase", 100, 110), attainment("decrease", 10, 20), attainment("maintain", 50, 45)
(1.1, 0.5, 0.9)
>>> attainment("increase", 0, 5) is None, attainment("increase", -100, -50) is None
(True, True)
>>> is_met("decrease", 0, 0), is_met("increase", None, 5)
(True, None)
>>> weighted_mean([(1.2, 1.0), (None, 5.0), (0.6, 3.0)])
0.75
"""

import math

#: Attainment is limited to this.
MOST = 2.0
#: Figures beyond this are typing errors, and sums of them would lose the small ones.
MAX_FIGURE = 1e12


def is_figure(value):
    """Whether this is a number one can calculate with: no truth value, no text, finite, of a human size."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    # Compared before any conversion: 10**400 is an integer that no float holds.
    return -MAX_FIGURE <= value <= MAX_FIGURE and math.isfinite(value)


def attainment(direction, target, actual):
    """Return how far a target was reached, 0.0 to 2.0; None where the figures give no ratio."""
    if not target or (target < 0 and direction != "maintain"):
        return None
    if direction == "maintain":
        value = 1.0 - abs(actual - target) / abs(target)
    elif direction == "decrease":
        value = target / actual if actual > 0 else MOST
    else:
        value = actual / target
    # A denormal divisor overflows to infinity, which the limit takes back.
    return min(max(value, 0.0), MOST)


def is_met(direction, target, actual):
    """Return whether the target is reached; None without a target (``None``; 0 is one)."""
    if target is None:
        return None
    if direction == "maintain":
        return actual == target
    return actual <= target if direction == "decrease" else actual >= target


def weighted_mean(pairs):
    """Return the mean of (value or None, weight) over the values there are; None when nothing weighs."""
    pairs = [(value, weight) for value, weight in pairs if value is not None and weight > 0]
    if not pairs:
        return None
    # By the largest weight, so that no sum of weights overflows.
    most = max(weight for _value, weight in pairs)
    total = math.fsum(weight / most for _value, weight in pairs)
    return math.fsum(value * (weight / most) for value, weight in pairs) / total
