"""Load the rules (JSON under ``data/``) and put their macros into their patterns.

A macro is a named piece of regex, written ``{NAME}`` in a pattern. It does not compile: patterns of
redaction and of screening are compiled against different forms of a text.

>>> expand("{DAY}/{DAY}", {"DAY": "[0-9]"})
'[0-9]/[0-9]'
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "data"
_MACRO = re.compile(r"\{([A-Z][A-Z_0-9]*)\}")


@cache
def load(name: str) -> dict:
    """Return the parsed data file ``name`` (without suffix)."""
    return json.loads((_FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def expand(pattern: str, macros: dict[str, str]) -> str:
    """Replace ``{MACRO}`` until none is left; an unknown name is a KeyError (a bug in the data)."""
    while _MACRO.search(pattern):
        pattern = _MACRO.sub(lambda found: macros[found[1]], pattern)
    return pattern
