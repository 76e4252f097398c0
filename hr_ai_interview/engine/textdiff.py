"""Word-by-word difference of two short texts, for people who check an edit.

Words are runs of letters and digits; each Chinese or Japanese character is a word of its own,
because those languages write no spaces.

>>> diff_parts("cut the scrap rate", "cut the defect rate")
[('same', 'cut the '), ('removed', 'scrap'), ('added', 'defect'), ('same', ' rate')]
>>> diff_parts("降低废品率", "降低返修率")
[('same', '降低'), ('removed', '废品'), ('added', '返修'), ('same', '率')]
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher

_TOKEN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|\w+?(?=[\u3040-\u30ff\u3400-\u9fff])|\w+|\s+|[^\w\s]")


def diff_parts(before: str, after: str) -> list[tuple[str, str]]:
    """Return [(kind, text)], kind in {"same", "removed", "added"}, in reading order."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    parts: list[tuple[str, str]] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            parts.append(("same", "".join(old[i1:i2])))
            continue
        if i2 > i1:
            parts.append(("removed", "".join(old[i1:i2])))
        if j2 > j1:
            parts.append(("added", "".join(new[j1:j2])))
    return parts
