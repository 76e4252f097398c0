"""Notes of a result as sentences. A note is stored as code and values; its reader chooses the language.

>>> note_text(Note("ai_missing", {"found": 3, "count": 4}), "en")
'The model drafted 3 of 4 questions.'
>>> note_text(Note("type_unfed", {"types": ["okr"]}), "zh_CN").endswith("。")
True
"""

from __future__ import annotations

from .schema import Note


def note_text(note: Note, lang: str) -> str:
    """Return the sentence of ``note`` in "en", "zh_CN", "ja" or "es"."""
    from .offline.data import load
    from .offline.textclean import QUOTES
    from .prompts.data import messages

    own, remote = load(f"messages_{lang}"), messages(lang)
    # A note may have been stored by another version.
    text = {**own["notes"], **remote["notes"]}.get(note.code, note.code)
    words = {
        "types": lambda types: own["and"].join(own["types"][type_] for type_ in types),
        "reasons": lambda codes: remote["joint"].join(
            _without_place(remote["faults"][code]) for code in codes
        ),
        "names": own["list"].join,
        "terms": own["list"].join,
        "lines": lambda lines: own["list"].join(QUOTES[lang].format(line) for line in lines),
    }
    for name, value in note.values.items():
        text = text.replace("{" + name + "}", words.get(name, str)(value))
    return text


def _without_place(fault: str) -> str:
    """The place in the reply means something to the model only."""
    return fault.replace(" ({where})", "").replace("（{where}）", "")
