"""The rules of redaction and of screening: JSON under ``data/``."""

from __future__ import annotations

from pathlib import Path

from ..datafile import load_json

_FOLDER = Path(__file__).parent / "data"


def load(name: str) -> dict:
    """Return the data file ``name`` (without suffix)."""
    return load_json(_FOLDER, name)
