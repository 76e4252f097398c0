"""Loads the prompts and the rules of the checks: versioned JSON under ``data/``."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from ..datafile import load_json
from ..schema import LANGS

FOLDER = Path(__file__).parent / "data"


def load(name: str) -> dict:
    """The data file ``name`` without its ending. Callers must not change it."""
    return load_json(FOLDER, name)


def known(lang: str) -> str:
    """``lang`` if there are prompts in it, else English."""
    return lang if lang in LANGS else "en"


def messages(lang: str) -> dict:
    """The sentences about checks, for the person who asked and for the model's second try."""
    return load(f"messages_{known(lang)}")


@cache
def rule(group: str, lang: str) -> re.Pattern[str]:
    """All patterns of a group of ``checks.json`` for a language, as one."""
    patterns = load("checks")[group][known(lang)]
    rows = [patterns] if isinstance(patterns, str) else patterns
    return re.compile("|".join(f"(?:{row})" for row in rows), re.I | re.S)


@cache
def generic_words(lang: str) -> frozenset[str]:
    """Words that say nothing about a particular job."""
    return frozenset(load("checks")["generic"][known(lang)].split())
