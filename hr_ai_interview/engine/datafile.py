"""Data files of the engine: JSON in the ``data/`` folder of a package, read once; macros in their patterns.

A macro is a named piece of regex, written ``{NAME}`` in a pattern. Nothing is compiled here: patterns of the
wording check, of redaction and of screening are compiled against different forms of a text.

>>> expand("{DATE}!", {"DATE": "{DAY}/{DAY}", "DAY": "[0-9]"})
'[0-9]/[0-9]!'
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

_MACRO = re.compile(r"\{([A-Z][A-Z_0-9]*)\}")


@cache
def load_json(folder: Path, name: str) -> dict:
    """Return the parsed file ``name`` (without suffix) of ``folder``. Callers must not change it."""
    return json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))


def expand(pattern: str, macros: dict[str, str]) -> str:
    """Replace ``{MACRO}`` until none is left; an unknown name is a KeyError (a bug in the data)."""
    while _MACRO.search(pattern):
        pattern = _MACRO.sub(lambda found: macros[found[1]], pattern)
    return pattern
