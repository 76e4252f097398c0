"""Times of day as transcripts write them: 1:02, 00:01:02, 00:01:02.345, 00:01:02,345."""

from __future__ import annotations

import re

#: hours, minutes, seconds and thousandths as four groups
TIME = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})(?:[.,](\d{1,3}))?(?![\d:])"
_TIME = re.compile(TIME)


def seconds(text: str) -> float | None:
    """Read one time; None for what is none.

    >>> seconds("01:02:03,5"), seconds("1:02"), seconds("noon")
    (3723.5, 62.0, None)
    """
    match = _TIME.fullmatch(text.strip())
    if not match:
        return None
    hours, minutes, whole, part = match.groups()
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(whole) + float(f"0.{part or 0}")
