"""A file as a table of texts.

Numbers and days of a spreadsheet become texts too, in the notation of the file (85 % formatted as such is
"85%"), so that what a person corrects later is read by the very same rules.
"""

import csv
import io
import zipfile
from dataclasses import dataclass
from datetime import date, datetime

MAX_BYTES = 20_000_000
#: Unpacked; a spreadsheet of 20,000 lines has a tenth of it.
MAX_UNPACKED = 300_000_000
MAX_LINES = 20_000
MAX_COLUMNS = 100
MAX_CELL = 500
DELIMITERS = ",;\t|"


class TableError(ValueError):
    """The file is no table; ``reason`` is one of the codes in this module."""

    def __init__(self, reason):
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Table:
    heads: tuple[str, ...]
    #: (number of the line, cells); a cell with a line break in it counts as one line
    lines: tuple[tuple[int, tuple[str, ...]], ...]


def read_table(content: bytes, name: str, decimal: str = ".") -> Table:
    """Return the first sheet, or the text file, as texts.

    :param decimal: "." or ",", the notation of the file; numbers of a spreadsheet are written in it
    :raise TableError: size, empty, type, encoding, broken, lines, columns, cell
    """
    if len(content) > MAX_BYTES:
        raise TableError("size")
    kind = name.lower().rpartition(".")[2]
    if kind == "xlsx":
        rows = _read_xlsx(content, decimal)
    elif kind in ("csv", "txt", "tsv"):
        rows = _read_csv(content)
    else:
        raise TableError("type")
    lines = [(number, cells) for number, cells in enumerate(rows, 1) if any(cells)]
    if len(lines) < 2:
        raise TableError("empty")
    if len(lines) - 1 > MAX_LINES:
        raise TableError("lines")
    heads = _strip_tail(lines[0][1])
    if len(heads) > MAX_COLUMNS:
        raise TableError("columns")
    width = len(heads)
    return Table(
        heads, tuple((number, (*cells[:width], *[""] * (width - len(cells)))) for number, cells in lines[1:])
    )


def _strip_tail(cells):
    while cells and not cells[-1]:
        cells = cells[:-1]
    return tuple(cells)


def _text(value):
    """Return the text of a cell; characters no database stores are refused, not dropped."""
    text = str(value).strip()
    # Only lone surrogates fail to be encoded.
    if (
        len(text) > MAX_CELL
        or "\0" in text
        or (not text.isascii() and text != text.encode(errors="ignore").decode())
    ):
        raise TableError("cell")
    return text


def _read_csv(content):
    text = _decode(content)
    try:
        # strict: a quote that is never closed would swallow the rest of the file as one cell.
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=_find_delimiter(text), strict=True)
        for cells in reader:
            yield tuple(_text(cell) for cell in cells)
    except csv.Error as error:
        raise TableError("broken") from error


def _decode(content):
    """UTF-8 (with or without mark), UTF-16 with its mark, else GB 18030, the one of Chinese spreadsheets."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise TableError("encoding")


def _find_delimiter(text):
    head = next((line for line in text.splitlines() if line.strip()), "")
    return max(DELIMITERS, key=head.count)


def _read_xlsx(content, decimal):
    import openpyxl

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MAX_UNPACKED:
                raise TableError("size")
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        # The size a file states may be wrong in both directions.
        sheet.reset_dimensions()
        # Without a last column: each row would be filled up to it.
        for cells in sheet.iter_rows():
            if len(cells) > MAX_COLUMNS:
                raise TableError("columns")
            yield tuple(_cell(cell, decimal) for cell in cells)
    except TableError:
        raise
    except Exception as error:
        # openpyxl raises whatever a broken file makes it stumble over.
        raise TableError("broken") from error


def _cell(cell, decimal):
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.date().isoformat() if isinstance(value, datetime) else value.isoformat()
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number(value, "%" in (cell.number_format or ""), decimal)
    return _text(value)


def _number(value, is_percent, decimal):
    if is_percent:
        # 0.07 * 100 is 7.000000000000001.
        value = float(f"{value * 100:.12g}")
    text = repr(value)
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        text = str(int(value))
    return text.replace(".", decimal) + ("%" if is_percent else "")
