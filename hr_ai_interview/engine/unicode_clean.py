"""Remove characters no reader sees."""

from __future__ import annotations

import re
import unicodedata

_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200d\u2060\ufeff\u202a-\u202e\u2066-\u2069"
    "\ufe00-\ufe0f\U000e0000-\U000e007f\U000e0100-\U000e01ef]"
)


def unicode_clean(text: str) -> str:
    """``text`` without invisible characters, in NFC."""
    return unicodedata.normalize("NFC", _HIDDEN.sub("", text))
