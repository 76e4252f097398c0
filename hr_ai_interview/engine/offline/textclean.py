"""Turns any text of a profile or résumé into safe plain lines.

Removes markup, scripts, control and direction characters, emoji and invisible characters, and
bounds the work: whatever comes in, at most ``LINE_MAX`` characters of a line are looked at.
It does not judge content (see ``filters``) and does not translate.
"""

from __future__ import annotations

import html
import re
import unicodedata

LINE_MAX = 1000
RAW_MAX = 8000
QUOTES = {"en": '"{}"', "zh_CN": "“{}”", "ja": "「{}」", "es": "«{}»"}

_SCRIPT = re.compile(r"<\s*(script|style|template)\b.*?(?:<\s*/\s*\1\s*>|$)", re.I | re.S)
_COMMENT = re.compile(r"<!--.*?(?:-->|$)", re.S)
_BREAK = re.compile(r"<\s*/?\s*(?:br|p|li|ul|ol|div|tr|h[1-6])\b[^>]{0,300}>", re.I)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")
_BRACES = re.compile(r"[{}<>\\|`^~_*#=]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f]")
_URL = re.compile(r"(?:https?://|www\.)[^\s，。；、）)]+", re.I)
_FACES = re.compile(r"(?:^|(?<=\s))(?:[:;]-?[)(DP]|xD+|\^_?\^)(?=\s|$)|[(（](?:笑|lol|ok)[)）]", re.I)
_SPACE = re.compile(r"[^\S\n]+")
_DOUBLED = re.compile(r"([,;:!?，。；：！？、])\1+|\.{2,}|…+|。。+")
_NUMBERING = re.compile(
    r"^[\s\-–—•·・＊●○■□◆◇▪▶►➢✓✔※★☆]*"
    r"(?:[（(]?\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[a-zA-Z])\s*[)）]|"
    r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*[、．]|\d{1,2}\s+(?=[\u4e00-\u9fff])(?![年个月天日周小分名位人家台件次种万千百岁门套条张])|\d{1,2}\.(?!\d)|[①-⑳]|[a-zA-Z]\.(?=\s))?"
    r"[\s\-–—•·・＊●○■□◆◇▪▶►➢✓✔※★☆:：]*"
)
_KEEP_CONTROL = {"\n", "\t", " "}


def _keep(char: str) -> bool:
    if char in _KEEP_CONTROL:
        return True
    if char in "°℃№":
        return True
    category = unicodedata.category(char)
    return category[0] not in "C" and category not in ("So", "Sk", "Me", "Mn", "Zl", "Zp")


def cut(text: str, size: int) -> str:
    """At most ``size`` characters of ``text``; never half a word where words have spaces."""
    if len(text) <= size:
        return text
    head, space, _rest = text[:size].rpartition(" ")
    return head if space and len(head) > size - 100 else text[:size]


def clean(raw: object) -> str:
    """Plain text of ``raw``; line breaks are kept, everything unsafe is gone."""
    text = cut(str(raw or ""), RAW_MAX)
    if "<" in text or "&" in text:
        text = _strip_markup(text)
    text = unicodedata.normalize("NFC", text)
    if not text.isascii():
        text = "".join(c if _keep(c) else "" for c in text.replace("\u3000", " "))
    else:
        text = _CONTROL.sub("", text)
    text = _URL.sub(" ", text.replace("\t", " "))
    text = _compared(text)
    text = _FACES.sub("", text)
    text = _BRACES.sub(" ", text)
    text = _DOUBLED.sub(lambda match: match.group(1) or " ", text)
    return _SPACE.sub(" ", text)


def _compared(text: str) -> str:
    """ "> 3 min" -> "3+ min", "<= 5" -> "≤ 5": the signs themselves look like markup."""
    if "<" not in text and ">" not in text:
        return text
    text = text.replace(">=", "≥").replace("<=", "≤")
    return re.sub(r"<\s?(?=\d)", "≤ ", re.sub(r">\s?(\d[\d.,]*)", r"\1+", text))


def _strip_markup(text: str) -> str:
    for _round in range(2):  # twice: entities may hide a second layer of markup
        text = _COMMENT.sub(" ", _SCRIPT.sub(" ", text))
        text = _TAG.sub(" ", _BREAK.sub("\n", text))
        text = html.unescape(text)
    return _TAG.sub(" ", _COMMENT.sub(" ", _SCRIPT.sub(" ", text)))


def lines(raw: object, limit: int = LINE_MAX) -> list[str]:
    """The non-empty lines of ``raw``, at most ``limit`` characters each; numbering and bullets removed."""
    found = []
    for part in clean(raw).split("\n"):
        part = _NUMBERING.sub("", cut(part, limit), count=1).strip(" \t.,;:!?¡¿，、；：！？-–—")
        if len(part) > 1 and any(c.isalpha() for c in part):
            found.append(part)
    return found


_LATIN_START = re.compile(r"\d*[A-Za-z]")
_LATIN_END = re.compile(r"[A-Za-z][A-Za-z\d.+#]*$")


def spaced(term: str) -> str:
    """A Latin word in a Chinese sentence stands between spaces: "掌握 Excel 的程度"."""
    return (" " if _LATIN_START.match(term) else "") + term + (" " if _LATIN_END.search(term) else "")


def one_line(raw: object, limit: int = 200) -> str:
    """``raw`` as a single short line (names of skills, KPIs, jobs)."""
    text = " ".join(clean(cut(str(raw or ""), limit * 4)).split())
    return cut(text, limit).strip(" .,;:，、；：。")
