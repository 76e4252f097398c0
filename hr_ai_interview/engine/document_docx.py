"""Visible text of a Word file (.docx): paragraphs, tables and text boxes in document order.

It reads the XML of the main part and of the styles itself, because a reader of whole packages
unpacks every image and trusts the sizes of the ZIP directory. Cells of a row are joined by tabs;
a text box follows the paragraph it is anchored in.

Left out as nobody sees it: ``w:vanish`` runs, deleted and moved-away tracked changes, hidden or
deleted rows, hidden drawings, sizes under 4 pt, letters squeezed under a fifth of their width, and
text coloured nearly like what is behind it (highlight, run, paragraph or cell shading, text box
fill; else white paper). These are looked up in the run, its style, the paragraph's and the table's
style and the document defaults. White text on a dark cell is seen and stays.

Never read: headers, footers, comments, notes, properties, alternative text, charts, SmartArt,
formulas, list numbers. Not noticed: text under or outside of something (a picture over it, a box
off the page), colours redefined in the theme, the conditional parts of a table style.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree

from .document_docx_xml import (
    WHITE_THEME,
    WRAPPERS,
    attribute,
    by_name,
    child_of,
    fill_of,
    inside,
    is_on,
    local_name,
    shape_fill,
    shown_branch,
    text_boxes,
)
from .document_visibility import BLACK, MIN_POINTS, WHITE, Rgb, hex_rgb, too_alike
from .documents import MAX_CHARACTERS, DocumentError, too_long

MAX_ENTRIES = 2000
MAX_UNPACKED = 100 * 1024 * 1024
MAX_RATIO = 100
MAX_XML = 30 * 1024 * 1024
MIN_WIDTH_PERCENT = 20

_OLE = bytes.fromhex("d0cf11e0")
_LETTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


@dataclass(frozen=True)
class _Around:
    """What a run inherits from where it stands; an unknown ``background`` is None."""

    background: Rgb | None = WHITE
    table_style: str = ""
    paragraph_style: str = ""


def docx_text(data: bytes) -> str:
    """Return the visible text of a .docx file. Raises DocumentError or what the parsers raise."""
    if data.startswith(_OLE):
        raise DocumentError(
            "The file is protected by a password or an old .doc file; "
            "please save it as .docx without a password."
        )
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        _check_size(archive.infolist(), len(data))
        main = _target(archive, "_rels/.rels", "/officeDocument")
        root = _parse(archive, main)
        folder, _slash, name = main.rpartition("/")
        styles = _target(archive, f"{folder}/_rels/{name}.rels".lstrip("/"), "/styles", folder)
        reader = _Reader(_parse(archive, styles) if styles in archive.namelist() else None)
    if local_name(root) != "document":
        raise DocumentError("The file is not a Word document.")
    return "\n".join(_limited(reader.blocks(root, _Around())))


def _check_size(entries: list[zipfile.ZipInfo], packed: int) -> None:
    """Refuse ZIP bombs by what their directory says; ``_parse`` never reads more than it says."""
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_ENTRIES or unpacked > min(MAX_UNPACKED, MAX_RATIO * packed):
        raise DocumentError("The file unpacks to far more than a document needs and was not opened.")


def _parse(archive: zipfile.ZipFile, part: str) -> etree._Element:
    size = archive.getinfo(part).file_size
    if size > MAX_XML:
        raise DocumentError("The document is too large.")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    with archive.open(part) as stream:
        # read(size), not read(): the latter inflates up to 2 GB whatever the directory says
        return etree.fromstring(stream.read(size), parser)


def _target(archive: zipfile.ZipFile, relations: str, kind: str, folder: str = "") -> str:
    """Return the part that ``relations`` names for ``kind``, "" for none."""
    if relations not in archive.namelist():
        return ""
    for relation in _parse(archive, relations):
        if relation.get("Type", "").endswith(kind):
            target = relation.get("Target", "")
            return target.lstrip("/") if target.startswith("/") or not folder else f"{folder}/{target}"
    return ""


def _limited(lines: Iterator[str]) -> Iterator[str]:
    total = 0
    for line in lines:
        total += len(line)
        if total > MAX_CHARACTERS:
            raise too_long()
        yield line


class _Reader:
    """Walks a document with its styles at hand."""

    def __init__(self, styles: etree._Element | None):
        self.defaults = by_name(child_of(styles, "docDefaults", "rPrDefault", "rPr"))
        self.styles: dict[str, etree._Element] = {}
        self._looks: dict[tuple[str, ...], dict[str, etree._Element]] = {}
        self.default_style = ""
        for style in styles if styles is not None else ():
            if local_name(style) == "style":
                self.styles[attribute(style, "styleId")] = style
                if attribute(style, "type") == "paragraph" and attribute(style, "default") in ("1", "true"):
                    self.default_style = attribute(style, "styleId")

    def blocks(self, parent: etree._Element, around: _Around) -> Iterator[str]:
        """Visible text of the paragraphs and tables in ``parent``."""
        for child in parent:
            name = local_name(child)
            if name == "p":
                yield from self._paragraph(child, around)
            elif name == "tbl":
                style = attribute(child_of(child, "tblPr", "tblStyle"))
                for row in inside(child, "tr"):
                    yield from self._row(row, replace(around, table_style=style))
            elif name == "body" or name in WRAPPERS:
                yield from self.blocks(child, around)

    def _row(self, row: etree._Element, around: _Around) -> Iterator[str]:
        if is_on(child_of(row, "trPr", "hidden")) or child_of(row, "trPr", "del") is not None:
            return
        cells = []
        for cell in inside(row, "tc"):
            properties = child_of(cell, "tcPr")
            merged = child_of(properties, "vMerge")
            continued = merged is not None and attribute(merged) != "restart"
            if not continued and child_of(properties, "cellDel") is None:
                background = fill_of(child_of(properties, "shd"), around.background)
                cells.append("\n".join(self.blocks(cell, replace(around, background=background))).strip())
        yield ("\n" if any("\n" in cell for cell in cells) else "\t").join(cells)

    def _paragraph(self, paragraph: etree._Element, around: _Around) -> Iterator[str]:
        properties = child_of(paragraph, "pPr")
        style = attribute(child_of(properties, "pStyle")) or self.default_style
        shading = child_of(properties, "shd")
        if shading is None:
            shading = self._style(style, "pPr").get("shd")
        inner = replace(around, paragraph_style=style, background=fill_of(shading, around.background))
        boxes: list[etree._Element] = []
        yield "".join(self._inline(paragraph, inner, boxes))
        for box in boxes:
            yield from self.blocks(box, _Around(background=shape_fill(box, around.background)))

    def _inline(self, parent: etree._Element, around: _Around, boxes: list) -> Iterator[str]:
        for child in parent:
            if local_name(child) == "r":
                yield from self._run(child, around, boxes)
            elif local_name(child) in WRAPPERS:
                yield from self._inline(child, around, boxes)

    def _run(self, run: etree._Element, around: _Around, boxes: list) -> Iterator[str]:
        look = self._look(run, around)
        if is_on(look.get("vanish")):
            return
        readable = _is_readable(look, around.background)
        for child in run:
            name = local_name(child)
            if name == "ruby":
                yield from self._inline(child, around, boxes)
            elif name in ("drawing", "pict", "object"):
                boxes.extend(text_boxes(child))
            elif name == "AlternateContent":
                boxes.extend(text_boxes(shown_branch(child)))
            elif readable:
                yield (child.text or "") if name == "t" else _LETTERS.get(name, "")

    def _look(self, run: etree._Element, around: _Around) -> dict[str, etree._Element]:
        """The properties that count, by name: those of the run, else of the styles, else the defaults."""
        own = by_name(child_of(run, "rPr"))
        styles = (around.table_style, around.paragraph_style, attribute(own.get("rStyle")))
        if styles not in self._looks:
            self._looks[styles] = dict(self.defaults)
            for style in styles:
                self._looks[styles] |= self._style(style, "rPr")
        return self._looks[styles] | own

    def _style(self, style_id: str, kind: str) -> dict[str, etree._Element]:
        """Properties of a style and those it is based on, which may form a ring in a bad file."""
        found, seen = {}, set()
        while style_id in self.styles and style_id not in seen:
            seen.add(style_id)
            found = by_name(child_of(self.styles[style_id], kind)) | found
            style_id = attribute(child_of(self.styles[style_id], "basedOn"))
        return found


def _is_readable(look: dict[str, etree._Element], background: Rgb | None) -> bool:
    complex_script = is_on(look.get("rtl")) or is_on(look.get("cs"))
    half_points = attribute(look.get("szCs" if complex_script else "sz"))
    width = attribute(look.get("w")).rstrip("%")
    if (half_points and float(half_points) < 2 * MIN_POINTS) or (width and float(width) < MIN_WIDTH_PERCENT):
        return False
    if child_of(look.get("textFill"), "noFill") is not None:
        return False
    highlight = attribute(look.get("highlight"))
    if highlight in ("", "none"):
        background = fill_of(look.get("shd"), background)
    else:
        background = {"white": WHITE, "black": BLACK}.get(highlight)
    return not too_alike(_colour(look), background)


def _colour(look: dict[str, etree._Element]) -> Rgb | None:
    """Colour of the letters; None where Word picks a readable one or only the theme knows."""
    if "textFill" in look:
        fill = child_of(look["textFill"], "solidFill")
        scheme = attribute(child_of(fill, "schemeClr"))
        return WHITE if scheme in ("bg1", "lt1") else hex_rgb(attribute(child_of(fill, "srgbClr")))
    colour = look.get("color")
    if attribute(colour, "themeColor") in WHITE_THEME:
        return (int(attribute(colour, "themeShade") or "ff", 16) / 255,) * 3
    return hex_rgb(attribute(colour))
