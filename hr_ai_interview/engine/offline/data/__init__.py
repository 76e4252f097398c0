"""Grammar of the offline engine as data: read once, kept in memory.

Every ``*.json`` file here has a ``version``; ``version()`` joins them into the engine version.
"""

from __future__ import annotations

import hashlib
from functools import cache, lru_cache
from pathlib import Path

from ...datafile import load_json

_FOLDER = Path(__file__).parent


@cache
def load(name: str) -> dict:
    """The data file ``name`` (without ``.json``)."""
    content = load_json(_FOLDER, name)
    if "version" not in content:
        raise ValueError(f"The data file {name}.json has no version.")
    return content


@lru_cache(maxsize=1)
def version() -> str:
    """Short fingerprint of all data files; changes when any text changes."""
    digest = hashlib.sha256()
    for path in sorted(_FOLDER.glob("*.json")):
        digest.update(path.name.encode() + path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:10]
