"""Wording checks for interview questions (stub, being filled)."""

from __future__ import annotations

from ..base import EngineInputError
from ..schema import Finding

LINT_LANGS = ("en", "zh_CN", "ja", "es")


def lint_text(
    text: str, lang: str, country: str | None = None, job_terms: tuple[str, ...] = ()
) -> list[Finding]:
    """Return the findings for one question."""
    if lang not in LINT_LANGS:
        raise EngineInputError(f"The language {lang!r} cannot be checked.")
    return []


def lint_version() -> str:
    """Return the version of rules and data."""
    return "0"
