"""Text of an uploaded document, as far as a human reader would see it."""

from __future__ import annotations

from .base import EngineError
from .unicode_clean import unicode_clean


class DocumentError(EngineError):
    """The file cannot be read; ``str(error)`` says why."""

    code = "document"


def extract_text(data: bytes, filename: str) -> str:
    """Text of a .txt or .md file."""
    if not filename.lower().endswith((".txt", ".md")):
        raise DocumentError("This type of file cannot be read.")
    return unicode_clean(data.decode("utf-8-sig", "replace"))
