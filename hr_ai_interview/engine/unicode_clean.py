"""Remove the characters nobody sees, so that what a model reads is what a person reads.

Instructions can be smuggled past a human reader in tag characters, variation selectors, zero-width
characters and direction overrides (OWASP "ASCII smuggling", garak probes ``smuggling`` and
``badchars``). ``unicode_clean`` drops

* tags U+E0000-E007F, variation selectors U+FE00-FE0F and U+E0100-E01EF,
* zero-width U+200B-200D, U+2060-2064, U+FEFF,
* direction marks that reorder text U+202A-202E, U+2066-2069 and the deprecated U+206A-206F,
* C0 and C1 controls except tab and newline (CR, VT, FF and NEL become a newline),
* lone surrogates, which no database column can hold,

and keeps what an emoji needs: U+FE0F right after it, U+200D between two, keycaps. The result is
NFC, not NFKC: a ligature, a full-width letter or a Kangxi radical stays what the author wrote.

It does not judge visible look-alikes (Cyrillic "а" for Latin "a"), keeps U+200E/200F, which mixed
Arabic and Latin lines need, and loses Persian ZWNJ, ideographic variation sequences and the three
sub-national flags (England, Scotland, Wales become a black flag): all three are hiding places.

>>> unicode_clean("lead\\u200ber\\U000e0041 \\u202eoffice")
'leader office'
"""

from __future__ import annotations

import re
import unicodedata

# Characters with an emoji form; narrow on purpose: what follows one of them is not stripped.
_EMOJI = (
    "[\u00a9\u00ae\u203c\u2049\u2122\u2139\u2194-\u2199\u21a9\u21aa\u231a\u231b\u2328\u23cf\u23e9-\u23fa"
    "\u24c2\u25aa\u25ab\u25b6\u25c0\u25fb-\u25fe\u2600-\u27bf\u2934\u2935\u2b05-\u2b07\u2b1b\u2b1c\u2b50"
    "\u2b55\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"
)
_SKIN = "[\U0001f3fb-\U0001f3ff]"
_ONE = f"{_EMOJI}(?:\ufe0f|{_SKIN})?"
_KEPT = f"{_ONE}(?:\u200d{_ONE})*|[0-9#*]\ufe0f?\u20e3"
_HIDDEN = (
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200b-\u200d\u2060-\u2064\ufeff\u202a-\u202e\u2066-\u206f"
    "\ufe00-\ufe0f\U000e0000-\U000e007f\U000e0100-\U000e01ef\ud800-\udfff]"
)
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85]")
_TOKEN = re.compile(f"({_KEPT})|{_HIDDEN}")


def unicode_clean(text: str) -> str:
    """Return ``text`` in NFC without invisible characters; cleaning twice changes nothing more."""
    # NFC before, because a canonical twin of an emoji is none; NFC after, because what a removed
    # character kept apart may now compose.
    text = unicodedata.normalize("NFC", _LINE_END.sub("\n", text))
    return unicodedata.normalize("NFC", _TOKEN.sub(lambda match: match[1] or "", text))
