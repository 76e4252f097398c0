"""In which language a text is read."""

from __future__ import annotations

from ...schema import LANGS
from .. import langid

#: characters that tell the language
_ENOUGH = 250


def language(text: str, default: str) -> str:
    """The language of a text if it is told clearly, else ``default``."""
    found = langid.detect(text[:_ENOUGH])
    return found if found in LANGS else default
