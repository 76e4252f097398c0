"""Read what stands encoded in a text: base64, hex, bits, entities, escapes, rot13, tag characters.

How: candidates are found by their shape, decoded within bounds and kept only if the result reads as
text (letters and spaces or Chinese, Japanese). A hash, a key or a picture decodes to noise and is
left alone. One layer only: what is encoded twice is noise after the first, and is reported as readable
only if that layer is.
"""

from __future__ import annotations

import base64
import binascii
import codecs
import html
import re
import urllib.parse
from collections.abc import Callable, Iterator

_MOST = 40
_LONGEST = 8192
_BASE64 = re.compile(
    r"(?<![A-Za-z0-9+/=_-])[A-Za-z0-9+/_-]{20,}(?:[ \t]?\n[ \t]?[A-Za-z0-9+/_-]{8,}){0,40}={0,2}"
)
_HEX = re.compile(r"(?<![0-9A-Za-z])(?:(?:0x|\\x)?[0-9A-Fa-f]{2}[ ,:]?){12,}(?![0-9A-Za-z])")
_BITS = re.compile(r"(?<![0-9A-Za-z])(?:[01]{8}\s?){8,}(?![0-9A-Za-z])")
_PERCENT = re.compile(r"(?:[\w.~-]{0,20}%[0-9A-Fa-f]{2}){6,}[\w.~-]{0,20}")
_ENTITIES = re.compile(r"(?:&#(?:x[0-9A-Fa-f]{1,6}|[0-9]{1,7});[ \w]{0,3}){6,}")
_ESCAPES = re.compile(r"(?:\\u[0-9A-Fa-f]{4}[ \w]{0,3}){4,}")
_ROT13 = re.compile(r"\b(?:vtaber|qvfertneq|vafgehpgvbaf?|cebzcg|ehoevp|vtaben)\b", re.IGNORECASE)
_TAGS = re.compile("[\U000e0020-\U000e007e]{4,}")
_READABLE = re.compile(r"[^\W\d_]")


def _base64(found: str) -> str:
    found = re.sub(r"\s", "", found).rstrip("=").replace("-", "+").replace("_", "/")
    raw = base64.b64decode(found + "=" * (-len(found) % 4), validate=True)
    return raw.decode("utf-16-le" if raw[1::2].count(0) > len(raw) // 3 else "utf-8")


def _hex(found: str) -> str:
    return bytes.fromhex(re.sub(r"0x|\\x|[ ,:]", "", found)).decode("utf-8")


def _bits(found: str) -> str:
    digits = re.sub(r"\s", "", found)
    return bytes(int(digits[at : at + 8], 2) for at in range(0, len(digits), 8)).decode("utf-8")


def _escapes(found: str) -> str:
    return re.sub(r"\\u([0-9A-Fa-f]{4})", lambda match: chr(int(match[1], 16)), found)


_DECODERS: tuple[tuple[re.Pattern[str], Callable[[str], str]], ...] = (
    (_BASE64, _base64),
    (_BITS, _bits),
    (_HEX, _hex),
    (_PERCENT, urllib.parse.unquote),
    (_ENTITIES, html.unescape),
    (_ESCAPES, _escapes),
)


def decoded(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, what it says) of each part that is encoded text."""
    for pattern, decode in _DECODERS:
        for count, match in enumerate(pattern.finditer(text)):
            if count >= _MOST:
                break
            try:
                says = decode(match[0][:_LONGEST])
            except (ValueError, binascii.Error):
                continue
            if says != match[0] and _reads(says):
                yield *match.span(), says


def rot13(text: str) -> str:
    """Return a text in rot13 if it seems to be in it, else ""."""
    return codecs.decode(text, "rot13") if _ROT13.search(text) else ""


def hidden_tags(text: str) -> str:
    """Return what tag characters, invisible copies of ASCII, say."""
    return "".join(chr(ord(char) - 0xE0000) for run in _TAGS.findall(text) for char in run)


def _reads(text: str) -> bool:
    """Tell whether a text is made of letters and has words or is Chinese or Japanese."""
    if len(text) < 8 or not all(char.isprintable() or char in "\n\t" for char in text):
        return False
    letters = len(_READABLE.findall(text))
    return letters > 0.6 * len(text) and (" " in text or any(char >= "\u3040" for char in text))
