"""What the queue does after a failed call: a pure function of the error and of what was tried before.

Transient errors wait 30 s, 2 min, then 10 min, each with up to 20 % on top so that workers do not come
back together, and give up at the sixth failure. A pause asked for by the provider, or a row of transient
failures across tasks (the circuit breaker), holds all tasks of that provider; it doubles up to an
hour. Configuration errors block the provider until a person has mended it: no task is lost. A reply
that was no good is asked for once more with what was wrong; a step down of the capability ladder is
no fault of the task and is not counted as that.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from .errors import CONFIGURATION, ITEM, PAUSE, TRANSIENT, CallError

DELAYS = (30, 120, 600)
MAX_FAILURES = 6
MAX_REPAIRS = 1
#: The same failure this often in a row, whatever the task: the far end is ill, not the task.
BREAKER = 5
MAX_PAUSE = 3600
#: A body that is no JSON is a hiccup once; twice it is another kind of server than configured.
BLOCKS_AT = {"not_json": 2}


@dataclass(frozen=True, slots=True)
class History:
    """What the task (failures, repairs) and its provider (row of failures) have behind them."""

    failures: int = 0
    repairs: int = 0
    provider_failures: int = 0


@dataclass(frozen=True, slots=True)
class Decision:
    """action: "again" (at once) | "later" (after ``delay`` seconds) | "give_up".

    pause: seconds the whole provider waits, 0 = none. block: the provider waits for a person.
    counts: this was a failure (T); repairs: this was a repair.
    """

    action: str
    delay: float = 0
    pause: float = 0
    block: bool = False
    counts: bool = False
    repairs: bool = False


def decide(error: CallError, history: History, rng: random.Random | None = None) -> Decision:
    """Return what to do after ``error``.

    >>> from .errors import CallError
    >>> decide(CallError("auth", "no"), History()).block
    True
    >>> decide(CallError("refused", "no"), History()).action
    'give_up'
    >>> [decide(CallError("schema", "no"), History(repairs=n)).action for n in (0, 1)]
    ['again', 'give_up']
    """
    if error.retry == CONFIGURATION or history.failures + 1 >= BLOCKS_AT.get(error.code, MAX_FAILURES + 1):
        return Decision("later", block=True)
    if error.retry == PAUSE:
        return Decision("later", pause=error.retry_after or _pause(history.provider_failures))
    if error.retry == TRANSIENT:
        return _transient(error, history, rng or random)
    if error.retry == ITEM:
        return Decision("give_up")
    if error.hint.get("step_down") or error.hint.get("without"):
        return Decision("again")
    if history.repairs >= MAX_REPAIRS:
        return Decision("give_up")
    return Decision("again", repairs=True)


def _transient(error, history, rng):
    if history.failures + 1 >= MAX_FAILURES:
        return Decision("give_up", counts=True)
    delay = error.retry_after or DELAYS[min(history.failures, len(DELAYS) - 1)]
    row = history.provider_failures + 1
    pause = _pause(row - BREAKER) if row >= BREAKER else 0
    return Decision("later", delay=delay * (1 + 0.2 * rng.random()), pause=pause, counts=True)


def _pause(step):
    return min(DELAYS[0] * 2 ** min(step, 10), MAX_PAUSE)
