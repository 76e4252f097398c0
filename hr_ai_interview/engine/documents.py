"""Text of an uploaded document, as far as a human reader would see it.

``extract_text(data, filename)`` reads .pdf (``document_pdf``), .docx (``document_docx``), .txt and
.md. Hidden text is how a résumé talks to a model behind the reader's back, so what is not seen does
not come out: each reader's docstring lists what it drops and what it cannot tell. All text then goes
through ``unicode_clean``. Metadata is never read.

Whatever is wrong with a file ends in ``DocumentError`` with a sentence for the person who uploaded
it; no exception of a parser escapes. Nothing is cut off silently: too much is an error as well.

Limits: 20 MB a file and 500 000 characters of text; a PDF 200 pages of 20 000 characters and 500 MB
unpacked; a .docx 2 000 entries, 100 MB unpacked and 100 times its size. There is no time limit: call
it from a job that has one (200 full PDF pages take 10 to 20 seconds). A scan has no text, and its
recognised (OCR) text is an invisible layer that may say something else, so a scan is refused. Plain
text is UTF-8, UTF-16 or UTF-32 with a mark, GB18030 or Western European; other eight-bit encodings,
Arabic or Cyrillic ones for example, come out as wrong letters.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from pathlib import PurePath

from .base import EngineError
from .unicode_clean import unicode_clean

MAX_BYTES = 20 * 1024 * 1024
MAX_CHARACTERS = 500_000
#: What a résumé may be: the files this module reads and people attach.
RESUME_TYPES = (".pdf", ".docx", ".txt")

# UTF-32 first: its little-endian mark begins with that of UTF-16.
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class DocumentError(EngineError):
    """The file cannot be read; ``str(error)`` says why and what would help."""

    code = "document"


def extract_text(data: bytes, filename: str) -> str:
    """Return the visible text of a file, cleaned; the end of ``filename`` tells its type.

    Raises DocumentError for an unknown type, an empty, damaged, encrypted or oversized file, and
    for one without visible text.
    """
    reader = _READERS.get(PurePath(filename).suffix.lower())
    if reader is None:
        raise DocumentError("This type of file cannot be read; please use PDF, Word (.docx) or plain text.")
    if not data.strip():
        raise DocumentError("The file is empty.")
    if len(data) > MAX_BYTES:
        raise DocumentError(f"The file is larger than {MAX_BYTES // 1024**2} MB.")
    try:
        text = reader(data)
    except DocumentError:
        raise
    except ImportError as error:
        raise DocumentError(f"The server lacks the Python library {error.name} to read this file.") from error
    except Exception as error:  # parsers of hostile files fail in every way there is
        raise DocumentError("The file is damaged or is not of the type its name says.") from error
    text = _tidy(unicode_clean(text))
    if not text:
        raise DocumentError("No visible text was found in the file; a scan has to be turned into text first.")
    if len(text) > MAX_CHARACTERS:
        raise too_long()
    return text


def too_long() -> DocumentError:
    """The error for a text over the limit; readers raise it as soon as they notice."""
    return DocumentError(f"The file has more than {MAX_CHARACTERS} characters of text.")


def _read_pdf(data: bytes) -> str:
    from .document_pdf import pdf_text

    return pdf_text(data)


def _read_docx(data: bytes) -> str:
    from .document_docx import docx_text

    return docx_text(data)


def _read_plain(data: bytes) -> str:
    text = _decode(data)
    if "\0" in text:
        raise DocumentError("The file is not a text file.")
    return text


def _decode(data: bytes) -> str:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return data.decode(encoding)
    for encoding in ("utf-8", "gb18030", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding != "gb18030" or looks_chinese(text):
            return text
    return data.decode("latin-1")


def looks_chinese(text: str) -> bool:
    """Tell Chinese from Western text, whose accented letters are often valid GB18030 by accident.

    >>> looks_chinese("résumé".encode("latin-1").decode("gb18030", "replace"))
    False
    """
    foreign = [char for char in text if not char.isascii()]
    return sum(_is_common_chinese(char) for char in foreign) * 2 >= len(foreign)


def _is_common_chinese(char: str) -> bool:
    try:
        return bool(char.encode("gb2312"))
    except UnicodeEncodeError:
        return False


def _tidy(text: str) -> str:
    """Drop spaces at line ends and more than one empty line in a row."""
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"[^\S\n]+\n", "\n", text)).strip()


_READERS: dict[str, Callable[[bytes], str]] = {
    ".pdf": _read_pdf,
    ".docx": _read_docx,
    ".txt": _read_plain,
    ".md": _read_plain,
}
