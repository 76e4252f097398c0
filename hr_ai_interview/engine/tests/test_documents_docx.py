"""extract_text on Word files: what Word shows comes out in order, what it hides does not."""

import io
import unittest
import zipfile

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor

from ..documents import extract_text
from .test_documents import DocumentCase

WHITE = RGBColor(255, 255, 255)
NAMESPACES = (
    nsdecls("w", "wp", "a")
    + ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    + ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    + ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" xmlns:v="urn:schemas-microsoft-com:vml"'
)


def saved(document):
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def with_body(xml):
    """A document whose body is ``xml``."""
    document = Document()
    body = document.element.body
    for element in list(parse_xml(f"<w:body {NAMESPACES}>{xml}</w:body>")):
        body.insert(len(body) - 1, element)
    return saved(document)


def run(text, properties=""):
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"


def paragraph(*runs, properties=""):
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def text_box(text, fill="", docpr="", properties=""):
    shape = (
        f"<wps:wsp><wps:spPr>{fill}</wps:spPr><wps:txbx><w:txbxContent>"
        f"{paragraph(run(text, properties))}</w:txbxContent></wps:txbx></wps:wsp>"
    )
    return (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:inline><wp:docPr id='1' name='b' {docpr}/>"
        f"<a:graphic><a:graphicData>{shape}</a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>{paragraph(run(text, properties))}"
        "</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def table(cells, row="", cell=""):
    columns = "".join(f"<w:tc><w:tcPr>{cell}</w:tcPr>{content}</w:tc>" for content in cells)
    return f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:trPr>{row}</w:trPr>{columns}</w:tr></w:tbl>"


class TestVisible(DocumentCase):
    def test_order_of_paragraphs_tables_and_text_boxes(self):
        text = extract_text(
            with_body(
                paragraph(run("one"), text_box("two"))
                + table([paragraph(run("three")), paragraph(run("four"))])
                + table(
                    [paragraph(run("5")) + paragraph(run("6")), table([paragraph(run("7"))]) + paragraph()]
                )
                + paragraph(run("eight"))
            ),
            "cv.docx",
        )
        self.assertEqual(text.split(), ["one", "two", "three", "four", "5", "6", "7", "eight"])
        self.assertIn("three\tfour", text)

    def test_written_by_python_docx(self):
        document = Document()
        document.add_heading("王小明 简历", 0)
        document.add_paragraph("五年 Python 经验 👩‍💻")
        document.add_paragraph("مهندس برمجيات")
        document.core_properties.title = "SECRET title"
        document.core_properties.keywords = "SECRET words"
        document.sections[0].header.paragraphs[0].text = "SECRET header"
        document.add_comment(document.paragraphs[1].runs, text="SECRET comment")
        text = extract_text(saved(document), "cv.docx")
        self.assertEqual(text, "王小明 简历\n五年 Python 经验 👩‍💻\nمهندس برمجيات")

    def test_wrappers_breaks_and_fields(self):
        text = extract_text(
            with_body(
                "<w:sdt><w:sdtContent>"
                + paragraph(
                    run("a"),
                    f"<w:hyperlink>{run('link')}</w:hyperlink><w:ins>{run('ins')}</w:ins>",
                    "<w:r><w:tab/><w:t>t</w:t><w:br/><w:noBreakHyphen/></w:r>",
                    f"<w:fldSimple w:instr='SECRET'>{run('field')}</w:fldSimple>",
                    "<w:r><w:instrText>SECRET</w:instrText></w:r>",
                    f"<w:r><w:ruby><w:rt>{run('zhong')}</w:rt><w:rubyBase>{run('中')}</w:rubyBase></w:ruby></w:r>",
                )
                + "</w:sdtContent></w:sdt>"
            ),
            "a.docx",
        )
        self.assertEqual(text, "alinkins\tt\n-field中")

    def test_white_letters_on_dark_are_seen(self):
        white, dark = '<w:color w:val="FFFFFF"/>', '<w:shd w:val="clear" w:fill="1F3864"/>'
        solid = "<a:solidFill><a:srgbClr val='203040'/></a:solidFill>"
        scheme = "<a:solidFill><a:schemeClr val='accent1'/></a:solidFill>"
        themed = "</wps:spPr><wps:style><a:fillRef idx='1'/></wps:style>"
        text = extract_text(
            with_body(
                table([paragraph(run("cell", white))], cell=dark)
                + paragraph(run("para", white), properties=dark)
                + paragraph(run("run", white + dark), run("mark", white + '<w:highlight w:val="black"/>'))
                + paragraph(
                    text_box("solid", solid, properties=white), text_box("scheme", scheme, properties=white)
                )
                + paragraph(text_box("styled", properties=white).replace("</wps:spPr>", themed))
            ),
            "a.docx",
        )
        self.assertEqual(text.split(), ["cell", "para", "runmark", "solid", "scheme", "styled"])


class TestHidden(DocumentCase):
    def assert_hides(self, xml):
        text = extract_text(with_body(paragraph(run("before")) + xml + paragraph(run("after"))), "cv.docx")
        self.assert_seen(text, ["before", "after"], ["SECRET"])

    def test_run_properties(self):
        for properties in (
            "<w:vanish/>",
            '<w:vanish w:val="1"/>',
            '<w:color w:val="FFFFFF"/>',
            '<w:color w:val="F5f5F5"/>',
            '<w:color w:val="000000" w:themeColor="background1"/>',
            '<w:color w:val="000000" w:themeColor="background1" w:themeShade="FE"/>',
            '<w:sz w:val="7"/>',
            '<w:sz w:val="2"/>',
            '<w:rtl/><w:sz w:val="24"/><w:szCs w:val="2"/>',
            '<w:w w:val="1"/>',
            '<w:color w:val="000000"/><w:shd w:val="clear" w:fill="000000"/>',
            '<w:color w:val="111111"/><w:highlight w:val="black"/>',
            '<w:color w:val="FFFF00"/><w:shd w:val="solid" w:color="FFFF00" w:fill="auto"/>',
            "<w14:textFill><w14:noFill/></w14:textFill>",
            '<w14:textFill><w14:solidFill><w14:srgbClr w14:val="FFFFFF"/></w14:solidFill></w14:textFill>',
            '<w14:textFill><w14:solidFill><w14:schemeClr w14:val="bg1"/></w14:solidFill></w14:textFill>',
        ):
            with self.subTest(properties):
                self.assert_hides(paragraph(run("SECRET", properties)))

    def test_tracked_deletions(self):
        deleted = "<w:r><w:delText>SECRET</w:delText></w:r>"
        self.assert_hides(paragraph(f"<w:del>{deleted}</w:del><w:del>{run('SECRET')}</w:del>"))
        self.assert_hides(paragraph(f"<w:moveFrom>{run('SECRET')}</w:moveFrom>"))

    def test_table_parts(self):
        secret = [paragraph(run("SECRET"))]
        self.assert_hides(table(secret, row="<w:hidden/>"))
        self.assert_hides(table(secret, row="<w:del/>"))
        self.assert_hides(table(secret, cell="<w:vMerge/>"))
        self.assert_hides(table(secret, cell="<w:cellDel/>"))
        black = '<w:shd w:val="clear" w:fill="000000"/>'
        self.assert_hides(table([paragraph(run("SECRET", '<w:color w:val="000000"/>'))], cell=black))

    def test_text_boxes(self):
        white = '<w:color w:val="FFFFFF"/>'
        self.assert_hides(paragraph(text_box("SECRET", docpr='hidden="1"')))
        self.assert_hides(paragraph(text_box("SECRET", "<a:noFill/>", properties=white)))
        self.assert_hides(
            paragraph(text_box("SECRET").replace("<w:r>", "<w:r><w:rPr><w:vanish/></w:rPr>", 1))
        )
        unknown = text_box("SECRET").replace("<mc:Choice Requires='wps'", "<mc:Choice Requires='x'")
        self.assert_hides(
            paragraph(unknown.replace("SECRET", "shown in the fallback").replace("shown", "SECRET", 1))
        )
        themed = "</wps:spPr><wps:style><a:fillRef idx='1'/></wps:style>"
        unfilled = text_box("SECRET", "<a:noFill/>", properties=white).replace("</wps:spPr>", themed)
        self.assert_hides(paragraph(unfilled))
        content = f"<w:txbxContent>{paragraph(run('SECRET'))}</w:txbxContent>"
        shape = f"<v:shape style='visibility: hidden'><v:textbox>{content}</v:textbox></v:shape>"
        self.assert_hides(paragraph(f"<w:r><w:pict>{shape}</w:pict></w:r>"))

    def test_styles(self):
        document = Document()
        base = document.styles.add_style("Base", WD_STYLE_TYPE.PARAGRAPH)
        base.font.hidden = True
        derived = document.styles.add_style("Derived", WD_STYLE_TYPE.PARAGRAPH)
        derived.base_style = base
        tiny = document.styles.add_style("Tiny", WD_STYLE_TYPE.CHARACTER)
        tiny.font.size = Pt(1)
        pale = document.styles.add_style("Pale", WD_STYLE_TYPE.TABLE)
        pale.font.color.rgb = WHITE
        document.add_paragraph("visible")
        document.add_paragraph("SECRET", style="Derived").add_run(" shown").font.hidden = False
        document.add_paragraph().add_run("SECRET", style="Tiny")
        document.add_table(1, 1, style="Pale").cell(0, 0).text = "SECRET"
        base.base_style = derived
        self.assertEqual(extract_text(saved(document), "a.docx"), "visible\n shown")

    def test_document_defaults(self):
        document = Document()
        defaults = document.styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
        defaults.append(parse_xml(f'<w:color {nsdecls("w")} w:val="FFFFFF"/>'))
        document.add_paragraph("SECRET").add_run("seen").font.color.rgb = RGBColor(0, 0, 0)
        self.assertEqual(extract_text(saved(document), "a.docx"), "seen")

    def test_everything_hidden_is_refused(self):
        document = Document()
        document.styles["Normal"].font.color.rgb = WHITE
        document.add_paragraph("SECRET")
        self.assert_refused(saved(document), "a.docx", "No visible text")


class TestBroken(DocumentCase):
    def _rezipped(self, data, change):
        buffer = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(data)) as source,
            zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target,
        ):
            for name in source.namelist():
                target.writestr(name, change(name, source.read(name)))
        return buffer.getvalue()

    def test_damaged(self):
        good = with_body(paragraph(run("text")))
        for data in (good[:500], good[:-30], good[:3000] + b"\xff" * 50 + good[3050:]):
            self.assert_refused(data, "a.docx", "damaged")
        cut = self._rezipped(good, lambda name, part: part[:-20] if name == "word/document.xml" else part)
        self.assert_refused(cut, "a.docx", "damaged")

    def test_other_office_file(self):
        sheet = self._rezipped(
            with_body(paragraph(run("text"))),
            lambda name, part: b"<workbook/>" if name == "word/document.xml" else part,
        )
        self.assert_refused(sheet, "a.docx", "not a Word document")

    def test_entities_are_not_expanded(self):
        attack = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
        data = self._rezipped(
            with_body(paragraph(run("text"))),
            lambda name, part: (
                attack + part.split(b"?>", 1)[1].replace(b">text<", b">text&e;<")
                if name == "word/document.xml"
                else part
            ),
        )
        self.assertEqual(extract_text(data, "a.docx"), "text")

    def test_deep_nesting(self):
        deep = "<w:sdt><w:sdtContent>" * 120 + paragraph(run("deep")) + "</w:sdtContent></w:sdt>" * 120
        self.assertEqual(extract_text(with_body(deep), "a.docx"), "deep")


if __name__ == "__main__":
    unittest.main()
