"""extract_text on PDF files: passwords, damage, sizes, and the measured limits of visibility."""

import logging
import unittest
import warnings
import zlib
from unittest import mock

from reportlab.lib.pdfencrypt import StandardEncryption

from .. import document_pdf
from ..documents import extract_text
from .test_documents import DocumentCase
from .test_documents_pdf import SECRET, form, pdf, raw_pdf, show


class TestKnownLimits(DocumentCase):
    """What nobody sees and yet comes out; a failure here is good news for the docstring."""

    KNOWN_LIMITS = {
        "covered by a shape that is no rectangle": f"{SECRET} 1 g 0 0 m 900 0 l 0 900 l f",
        "covered by a pattern": f"{SECRET} /Pattern cs /P scn 0 0 600 800 re f",
        "covered by stripes that fill together": f"{SECRET} 1 g 0 0 600 80 re 0 80 600 80 re f*",
        "hidden by a soft mask": f"/S gs {SECRET}",
        "hidden by a blend mode": f"/B gs {SECRET}",
        "white spot colour": f"/W cs 1 scn {SECRET}",
        "type 3 glyphs that draw nothing": "BT /T 12 Tf 50 100 Td (SECRET) Tj ET",
        "unicode table that lies": "BT /U 12 Tf 50 100 Td (harmless) Tj ET",
    }

    def test_still_comes_out(self):
        encoding = "/Encoding<</Differences[65" + "".join(f"/{chr(code)}" for code in range(65, 91)) + "]>>"
        type3 = (
            "<</Type/Font/Subtype/Type3/FontBBox[0 0 1 1]/FontMatrix[1 0 0 1 0 0]/FirstChar 65/LastChar 90"
            f"/Widths[{'0.5 ' * 26}]/CharProcs<<>>{encoding}>>"
        )
        lie = "begincmap 1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfchar "
        lie += " ".join(
            f"<{ord(code):02x}> <{ord(to):04x}>" for code, to in zip("harmles", "SECRET ", strict=True)
        )
        objects = [
            form("", "/BBox[0 0 1 1]"),
            type3,
            f"<</Length {len(lie) + 18}>>stream\n{lie} endbfchar endcmap\nendstream",
            "<</Type/Font/Subtype/Type1/BaseFont/Courier/ToUnicode 12 0 R>>",
        ]
        resources = (
            "/ExtGState<</S<</SMask<</S/Luminosity/G 10 0 R>>>>/B<</BM/Screen>>>>"
            "/ColorSpace<</W[/Separation/W/DeviceGray<<>>]>>"
        )
        for limit, drawing in self.KNOWN_LIMITS.items():
            with self.subTest(limit):
                data = raw_pdf(drawing, resources, objects=objects, fonts="/T 11 0 R/U 13 0 R")
                self.assertIn("SECRE", extract_text(data, "a.pdf").replace("\n", ""))


class TestRefused(DocumentCase):
    def test_password(self):
        def draw(canvas):
            canvas.drawString(50, 700, "locked")

        for strength in (40, 128):
            locked = pdf(draw, encrypt=StandardEncryption("user", "owner", strength=strength))
            self.assert_refused(locked, "a.pdf", "password")
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            readable = pdf(draw, encrypt=StandardEncryption("", "owner", canCopy=0))
            self.assertEqual(extract_text(readable, "a.pdf"), "locked")

    def test_damaged(self):
        good = raw_pdf(show("text"))
        self.assert_refused(good[:60], "a.pdf")
        self.assert_refused(b"%PDF-1.7\n" + b"\xff" * 500, "a.pdf")
        ring = raw_pdf("/X Do", "/XObject<</X 10 0 R>>", objects=[form("/X Do", "/BBox[0 0 600 800]")])
        self.assert_refused(ring, "a.pdf")

    def test_too_many_pages_or_letters(self):
        def draw(canvas):
            for number in range(document_pdf.MAX_PAGES + 1):
                canvas.drawString(50, 700, str(number))
                canvas.showPage()

        self.assert_refused(pdf(draw), "a.pdf", "200 pages")
        with mock.patch.object(document_pdf, "MAX_CHARACTERS", 10):
            self.assert_refused(raw_pdf(show("more than ten")), "a.pdf", "characters of text")
        with mock.patch.object(document_pdf, "MAX_PAGE_CHARACTERS", 10):
            self.assert_refused(raw_pdf(show("more than ten")), "a.pdf", "A page")

    def test_streams_that_unpack_to_far_too_much(self):
        bomb = b"stream\n" + zlib.compress(bytes(3_000_000)) + b"\nendstream"
        with mock.patch.object(document_pdf, "MAX_UNPACKED", 2_000_000):
            self.assert_refused(raw_pdf(show("text")) + bomb, "a.pdf", "unpacks")

    def test_many_boxes_are_read_line_by_line(self):
        spread = "".join(
            f"BT /F 4 Tf 1 0 0 1 {30 * x} {780 - 19 * y} Tm ({y:02}) Tj ET "
            for x in range(20)
            for y in range(40)
        )
        with mock.patch.object(document_pdf.LTPage, "group_textboxes") as grouping:
            words = extract_text(raw_pdf(spread), "a.pdf").split()
        grouping.assert_not_called()
        self.assertEqual(words, sorted(words))

    def test_nothing_is_logged(self):
        with self.assertNoLogs(level=logging.INFO):
            extract_text(raw_pdf(f"/No gs /No Do (x) w (a) Tr {show('text')} Q Q EMC"), "a.pdf")


if __name__ == "__main__":
    unittest.main()
