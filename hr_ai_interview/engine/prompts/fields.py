"""Types of the reply schemas: strict, without extra keys, text tidied and bounded on the way in.

Bounds of texts are checked in Python and left out of the JSON schema: several providers refuse
``maxLength``, and grammars built from it are slow.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict

from ..unicode_clean import unicode_clean


class Reply(BaseModel):
    """Base of all reply schemas. No coercion: "4" and true are no numbers, NaN is none either."""

    model_config = ConfigDict(strict=True, extra="forbid", allow_inf_nan=False, hide_input_in_errors=True)


def tidy(text: str) -> str:
    """``text`` on one line without invisible and control characters."""
    return " ".join(unicode_clean(text).split())


def _bounded(low: int, high: int):
    def check(text: str) -> str:
        text = tidy(text)
        if not low <= len(text) <= high:
            raise ValueError("length")
        return text

    return AfterValidator(check)


#: a sentence or two, at least a word
Text = Annotated[str, _bounded(1, 1200)]
#: a sign, a name, a term
Short = Annotated[str, _bounded(1, 300)]
#: may be empty
Comment = Annotated[str, _bounded(0, 1200)]
#: an id of the request; never more than a few characters
Label = Annotated[str, _bounded(1, 12)]


def _quote(text: str) -> str:
    if len(text) > 4000:
        raise ValueError("length")
    return text


#: a passage of the source: not tidied, because it has to be found letter for letter
Quote = Annotated[str, AfterValidator(_quote)]
