"""When a reader can see letters: the thresholds and colour sums that PDF and Word have in common.

A colour is a tuple of red, green and blue from 0 to 1; None is a colour we cannot know.
"""

from __future__ import annotations

import re

Rgb = tuple[float, float, float]

WHITE: Rgb = (1.0, 1.0, 1.0)
BLACK: Rgb = (0.0, 0.0, 0.0)
MIN_POINTS = 4
#: smaller differences in all of red, green and blue are taken as invisible
MIN_CONTRAST = 0.1


def hex_rgb(text: str) -> Rgb | None:
    """Read "RRGGBB" or "#RRGGBB".

    >>> hex_rgb("#FF0000")
    (1.0, 0.0, 0.0)
    >>> hex_rgb("auto") is None
    True
    """
    if not re.fullmatch("#?[0-9a-fA-F]{6}", text):
        return None
    red, green, blue = bytes.fromhex(text.lstrip("#"))
    return (red / 255, green / 255, blue / 255)


def too_alike(letters: Rgb | None, background: Rgb | None, opacity: float = 1.0) -> bool:
    """Tell if letters vanish in their background; an unknown colour never does.

    >>> too_alike((0.95, 0.95, 0.95), WHITE), too_alike((1.0, 1.0, 0.0), WHITE)
    (True, False)
    >>> too_alike(BLACK, WHITE, opacity=0.05)
    True
    """
    if opacity < MIN_CONTRAST:
        return True
    if letters is None or background is None:
        return False
    distance = max(abs(one - other) for one, other in zip(letters, background, strict=True))
    return distance * opacity < MIN_CONTRAST
