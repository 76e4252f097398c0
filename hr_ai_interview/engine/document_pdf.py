"""Visible text of a PDF: pdfminer's interpreter and layout, with only the letters a reader sees.

pdfminer reports text whatever it looks like and forgets most of the graphics state. The
interpreter of ``document_pdf_state`` keeps what decides on visibility, ``_Device`` takes each letter
with that state, and at the end of a page gives the seen ones to the layout analysis, those inside
forms too, so columns and lines come out in reading order.

Left out: render modes 3 and 7 (nothing is painted; the recognised text of scans is of this kind),
letters under 4 pt or squeezed under 1 pt, outside of page, crop box, clip or form box, with an
opacity under a tenth, coloured nearly like what was painted below (white paper by default), covered
by a later opaque filled rectangle or picture, or on a layer that is switched off.

Measured limits, where hidden text still comes out: letters covered by a shape that is no rectangle,
by a pattern, shading or annotation; hidden by a soft mask or a blend mode; Type 3 fonts that draw
nothing; fonts whose Unicode table says other letters than they draw; spot colours that are really
white; layers shown on some conditions (/VE). Where seen text is lost: white letters on a picture,
shading, translucent or round shape; letters of a font without Unicode table; form fields and
annotations, which pdfminer does not read.
"""

from __future__ import annotations

import io
import logging
import math
import re
import zlib
from collections import defaultdict

from pdfminer.converter import PDFLayoutAnalyzer
from pdfminer.layout import IndexAssigner, LAParams, LTChar, LTPage
from pdfminer.pdfcolor import PDFColorSpace
from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError
from pdfminer.pdffont import PDFFont, PDFType3Font, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFObjRef, PDFStream, dict_value, list_value, resolve1
from pdfminer.psparser import literal_name
from pdfminer.utils import apply_matrix_pt, mult_matrix

from .document_pdf_state import Box, Interpreter, Point, State, box_under, filled_boxes, holds, meet
from .document_visibility import MIN_POINTS, WHITE, Rgb, too_alike
from .documents import MAX_CHARACTERS, DocumentError, too_long

MAX_PAGES = 200
MAX_UNPACKED = 500 * 1024 * 1024
CHUNK = 64 * 1024
MAX_POINTS = 2000  # of a glyph; a larger one fills the memory with layout cells
BAND_POINTS, MAX_BANDS = 12, 1000
MAX_PAGE_CHARACTERS = 20_000  # five times a full page; layout of overlapping letters takes ever longer
MAX_ORDERED_BOXES = 300  # pairs of boxes are compared to find the reading order

# pdfminer warns about each oddity of a file and may quote its content.
logging.getLogger("pdfminer").setLevel(logging.CRITICAL)


def pdf_text(data: bytes) -> str:
    """Return the visible text of a PDF. Raises DocumentError or what pdfminer raises."""
    if b"%PDF-" not in data[:1024]:
        raise DocumentError("The file is not a PDF.")
    _check_streams(data)
    try:
        document = PDFDocument(PDFParser(io.BytesIO(data)))
    except PDFEncryptionError as error:
        raise DocumentError("The PDF is protected by a password; please save it without one.") from error
    device = _Device(PDFResourceManager(), _layers_off(document))
    interpreter = Interpreter(device.rsrcmgr, device)
    for number, page in enumerate(PDFPage.create_pages(document)):
        if number >= MAX_PAGES:
            raise DocumentError(f"The PDF has more than {MAX_PAGES} pages.")
        interpreter.process_page(page)
    text = "\n\n".join(device.texts)
    if device.has_unpainted and not text.strip():
        raise DocumentError(
            "The PDF has only an invisible text layer, as scans have, which may say something else than its"
            " picture; please use the document itself, or type the text."
        )
    return text


def _check_streams(data: bytes) -> None:
    """Refuse a PDF whose streams unpack to far too much; pdfminer itself has no limit.

    Sees unencrypted streams that are deflated once, which is what PDF writers make.
    """
    room = MAX_UNPACKED
    for match in re.finditer(rb"stream\r?\n(?=[\x08-\x78])", data):
        room -= _unpacked_size(data, match.end(), room)
        if room < 0:
            raise DocumentError("The PDF unpacks to far more than a document needs and was not opened.")


def _unpacked_size(data: bytes, start: int, enough: int) -> int:
    """Bytes that the deflated stream at ``start`` unpacks to; stops a little over ``enough``."""
    unpacker, size = zlib.decompressobj(), 0
    while not unpacker.eof and start < len(data) and size <= enough:
        try:
            size += len(unpacker.decompress(data[start : start + CHUNK], enough - size + 1))
        except zlib.error:
            break  # not deflated, or damaged, which pdfminer will see
        start += CHUNK
    return size


def _layers_off(document: PDFDocument) -> set[int]:
    """Object numbers of the optional content groups that a viewer does not show at first."""
    properties = dict_value(resolve1(document.catalog.get("OCProperties")) or {})
    config = dict_value(resolve1(properties.get("D")) or {})

    def numbers(value: object) -> set[int]:
        return {ref.objid for ref in list_value(resolve1(value) or []) if isinstance(ref, PDFObjRef)}

    off = numbers(config.get("OFF"))
    if literal_name(resolve1(config.get("BaseState"))) == "OFF":
        off |= numbers(properties.get("OCGs")) - numbers(config.get("ON"))
    return off


class _Device(PDFLayoutAnalyzer):
    """Collects the letters a reader sees; ``texts`` has one text per page."""

    def __init__(self, resources: PDFResourceManager, off: set[int]):
        super().__init__(resources)
        self.off = off
        self.marks: list[bool] = []
        self.texts: list[str] = []
        self.form_box: Box = (0, 0, 0, 0)
        self.image_state = State()
        self.has_unpainted = False
        self.count = 0
        self._mode = 0

    def begin_page(self, page: PDFPage, ctm: tuple) -> None:
        super().begin_page(page, ctm)
        self._sheet = meet(box_under(ctm, page.mediabox), box_under(ctm, page.cropbox))
        self._letters: dict[int, LTChar] = {}
        self._middles: dict[int, list[tuple[int, Point]]] = defaultdict(list)
        self._painted: dict[int, list[tuple[Box, Rgb]]] = defaultdict(list)
        self.marks.clear()

    def end_page(self, page: PDFPage) -> None:
        self.texts.append(_in_reading_order(self.cur_item, list(self._letters.values())))

    def begin_figure(self, name: str, bbox: Box, matrix: tuple) -> None:
        self.form_box = box_under(mult_matrix(matrix, self.ctm), bbox)

    def end_figure(self, name: str) -> None:
        """Keeps pdfminer's own from running, which adds the figure that ``begin_figure`` did not open.

        The letters of a form belong to the page.
        """

    def render_image(self, name: str, stream: PDFStream) -> None:
        has_holes = any(key in stream for key in ("SMask", "SMaskInData", "Mask", "ImageMask", "IM"))
        if self.image_state.covers() and not has_holes and not any(self.marks):
            self._cover(meet(box_under(self.ctm, (0, 0, 1, 1)), self.image_state.clip))

    def paint_path(self, gstate: State, stroke: bool, fill: bool, evenodd: bool, path: list) -> None:
        colour, _opacity = gstate.paints(0)[0]
        if fill and colour and gstate.covers() and not any(self.marks):
            for box in filled_boxes(path, self.ctm, evenodd):
                shown = meet(box, gstate.clip)
                self._cover(shown)
                for band in _bands(shown):
                    self._painted[band].append((shown, colour))

    def _cover(self, box: Box) -> None:
        for band in _bands(box):
            for number, _middle in (entry for entry in self._middles[band] if holds(box, entry[1])):
                self._letters.pop(number, None)
            self._middles[band] = [entry for entry in self._middles[band] if entry[0] in self._letters]

    def render_string(self, textstate, seq, ncs, graphicstate) -> None:
        self._mode = textstate.render
        self.has_unpainted |= not graphicstate.paints(self._mode)
        super().render_string(textstate, seq, ncs, graphicstate)

    def render_char(self, matrix, font, fontsize, scaling, rise, cid, ncs, graphicstate) -> float:
        self.count += 1
        if self.count > MAX_CHARACTERS:
            raise too_long()
        try:
            text = font.to_unichr(cid)
        except PDFUnicodeNotDefined:
            text = ""
        width, shift = font.char_width(cid), font.char_disp(cid)
        letter = LTChar(matrix, font, fontsize, scaling, rise, text, width, shift, ncs, graphicstate)
        along, across = letter.adv / 2, rise + 0.3 * fontsize
        middle = apply_matrix_pt(matrix, (0, along) if font.is_vertical() else (along, across))
        if _is_legible(letter, font, fontsize, scaling) and self._is_seen(middle, graphicstate, ncs):
            self._letters[self.count] = letter
            self._middles[_bands((*middle, *middle)).start].append((self.count, middle))
            if len(self._letters) > MAX_PAGE_CHARACTERS:
                raise DocumentError(f"A page of the PDF has more than {MAX_PAGE_CHARACTERS} characters.")
        return letter.adv

    def _is_seen(self, middle: Point, state: State, space: PDFColorSpace) -> bool:
        if any(self.marks) or not holds(meet(self._sheet, state.clip), middle):
            return False
        painted = self._painted[_bands((*middle, *middle)).start]
        below = next((colour for box, colour in reversed(painted) if holds(box, middle)), WHITE)
        return any(
            not too_alike(colour, below, opacity) for colour, opacity in state.paints(self._mode, space)
        )


def _bands(box: Box) -> range:
    """Horizontal bands of the page that a box touches; they spare comparing all with all."""
    first, last = (int(min(max(y / BAND_POINTS, 0), MAX_BANDS)) for y in (box[1], box[3]))
    return range(first, last + 1)


def _is_legible(letter: LTChar, font: PDFFont, fontsize: float, scaling: float) -> bool:
    a, b, c, d, _x, _y = letter.matrix
    height, width = abs(fontsize) * math.hypot(c, d), abs(fontsize * scaling) * math.hypot(a, b)
    if isinstance(font, PDFType3Font):  # draws in units of its own; no font box: size unknown
        em = font.get_ascent() - font.get_descent()
        height, width = (height * em, width * em) if em > 0 else (MIN_POINTS, MIN_POINTS)
    return height >= MIN_POINTS and width >= 1 and max(letter.width, letter.height) <= MAX_POINTS


def _in_reading_order(page: LTPage, letters: list[LTChar]) -> str:
    """Text of a page by columns and lines; by lines only where there are too many boxes."""
    settings = LAParams()
    lines = page.group_objects(settings, letters) if letters else ()
    boxes = list(page.group_textlines(settings, [line for line in lines if not line.is_empty()]))
    if len(boxes) > MAX_ORDERED_BOXES:
        for box in boxes:
            box.analyze(settings)
        boxes.sort(key=lambda box: (-box.y1, box.x0))
    elif boxes:
        assigner = IndexAssigner()
        for group in page.group_textboxes(settings, boxes):
            group.analyze(settings)
            assigner.run(group)
        boxes.sort(key=lambda box: box.index)
    return "\n".join(box.get_text() for box in boxes)
