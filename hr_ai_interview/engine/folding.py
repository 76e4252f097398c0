"""What the wording check and redaction have in common: characters made comparable, and the way back.

How: NFKC, every dash as "-", every space as " ", straight quotation marks, no Latin accents, nothing that
nobody sees (format characters, variation selectors). Case stays. What to do with runs of spaces, lines, case
and Chinese variants is up to ``lint.normalise`` and ``privacy.fold``.

>>> comparable("Ｅ\u0301"), comparable("—"), comparable("\ufe0f")
('E', '-', '')
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_SAME = {
    **dict.fromkeys(_DASHES, "-"),
    "\u2018": "'",
    "\u2019": "'",
    "\u02bc": "'",
    "\u201c": '"',
    "\u201d": '"',
}


@dataclass(frozen=True, slots=True)
class Mapped:
    """A changed text; ``starts[i]`` / ``ends[i]`` are the original bounds of its character i."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return the original span of ``text[start:end]`` (not empty)."""
        return self.starts[start], self.ends[end - 1]


def comparable(cluster: str) -> str:
    """Return the comparable form of a character and the marks combined with it; "" if nothing is left."""
    out = []
    for char in unicodedata.normalize("NFD", unicodedata.normalize("NFKC", _SAME.get(cluster, cluster))):
        hidden = unicodedata.category(char) in ("Cf", "Cc") or "\ufe00" <= char <= "\ufe0f"
        if not hidden and not "\u0300" <= char <= "\u036f":
            out.append(" " if char.isspace() else char)
    return unicodedata.normalize("NFC", "".join(out))
