"""A point in monotonic time by which a call to a provider is over, whatever the wall clock does."""

from __future__ import annotations

import time

from .errors import CallError


def timed_out() -> CallError:
    return CallError("timeout", "The provider did not answer completely in time.")


class Deadline:
    """``seconds`` from now."""

    def __init__(self, seconds: float):
        self._end = time.monotonic() + seconds

    def left(self, at_most: float | None = None) -> float:
        """Seconds left, more than 0. Raises CallError("timeout") when there are none."""
        seconds = self._end - time.monotonic()
        if seconds <= 0:
            raise timed_out()
        return seconds if at_most is None else min(seconds, at_most)
