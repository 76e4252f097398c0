"""What the headings of a file mean, in English, Chinese, Japanese and Spanish."""

import unicodedata
from functools import cache
from pathlib import Path

from ..datafile import load_json

#: What a column can hold; the order is that of the template.
FIELDS = (
    "external_id",
    "employee",
    "employee_id",
    "window",
    "date",
    "kpi",
    "target",
    "actual",
    "rating",
    "probation",
    "exit_reason",
    "award",
)
DATA = Path(__file__).with_name("data")


def fold(text):
    """Return a text as comparison sees it: width, case, spaces and punctuation do not count."""
    text = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in text if char.isalnum() or char == "%")


def load_words():
    return load_json(DATA, "words")


@cache
def _known_heads():
    return {fold(head): field for field, heads in load_words()["heads"].items() for head in heads}


def match_heads(heads):
    """Return {column: field}; a field is given to the first column that names it.

    >>> match_heads(("Employee No.", "実績", "Comment", "Actual"))
    {0: 'employee', 1: 'actual'}
    """
    mapping = {}
    for column, head in enumerate(heads):
        field = _known_heads().get(fold(head))
        if field and field not in mapping.values():
            mapping[column] = field
    return mapping


def template_heads(lang):
    """Return the headings of the file to fill in, in the order of FIELDS ("en", "zh_CN", "ja", "es")."""
    return tuple(load_words()["template"][lang])
