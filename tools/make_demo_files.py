"""Builds the demo resumes (PDF and DOCX) from their text sources, and checks them.

    ./run python tools/make_demo_files.py           writes hr_ai_interview/demo/files/*, index.json
    ./run python tools/make_demo_files.py --check   exit code 1 when a file differs from its source

Sources: ``hr_ai_interview/demo/files/src/*.md``. A header between two lines ``---`` gives job, lang,
format, quality, name, email and phone; then one block a line: ``# name``, ``## section``, ``### post``,
``- bullet``, ``| cell | cell |`` (DOCX only), anything else is a paragraph.

Dates and ids in the files are fixed, so the same sources, font and library versions give the same
bytes. Chinese PDFs embed the characters they use of WenQuanYi Micro Hei (Apache License 2.0), which
``./run setup`` fetches: with the standard font STSong-Light instead, a reader without a Chinese
font of its own shows blank pages. Needs python-docx, reportlab and pdfminer.six.
"""

import argparse
import datetime
import io
import json
import os
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

FILES = Path(__file__).resolve().parents[1] / "hr_ai_interview" / "demo" / "files"
FONT = "fonts/usr/share/fonts/truetype/wqy/wqy-microhei.ttc"  # below the folder of ./run
FIXED = datetime.datetime(2025, 6, 2, 9, 0)
ZIP_DATE = (1980, 1, 1, 0, 0, 0)
HEADER = ("job", "lang", "format", "quality", "name", "email", "phone")
MARKS = (("### ", "post"), ("## ", "section"), ("# ", "title"), ("- ", "bullet"), ("| ", "row"))
BULLET = "· "  # the only bullet both fonts have and pdfminer reads back
SIZES = {"title": 17, "section": 12, "post": 10.5, "text": 9.5, "bullet": 9.5, "row": 9.5}


@dataclass(frozen=True)
class Resume:
    """header: the keys of ``HEADER``. blocks: (kind, text) in reading order."""

    stem: str
    header: dict
    blocks: tuple

    @property
    def file(self):
        return f"{self.stem}.{self.header['format']}"

    @property
    def text(self):
        """All text of the file in reading order, without any white space and bullets."""
        return squeeze("".join(text for _kind, text in self.blocks))


def squeeze(text):
    """Return ``text`` without white space, bullets and cell borders, to compare contents."""
    return "".join(char for char in text if not char.isspace() and char not in "·|")


def read_resume(path):
    """Return the Resume in the source ``path``; ValueError when its header is incomplete."""
    _start, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
    header = dict(line.split(": ", 1) for line in head.splitlines())
    if tuple(header) != HEADER:
        raise ValueError(f"{path.name}: the header must be {', '.join(HEADER)}.")
    blocks = []
    for line in filter(None, body.splitlines()):
        mark, kind = next((pair for pair in MARKS if line.startswith(pair[0])), ("", "text"))
        blocks.append((kind, line[len(mark) :]))
    if header["format"] == "pdf" and any(kind == "row" for kind, _text in blocks):
        raise ValueError(f"{path.name}: tables are for DOCX files only.")
    return Resume(path.stem, header, tuple(blocks))


def read_resumes():
    return [read_resume(path) for path in sorted((FILES / "src").glob("*.md"))]


def make_docx(resume):
    """Return the bytes of a Word document."""
    from docx import Document
    from docx.shared import Cm, Pt

    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(1.8)
    set_properties(document.core_properties, resume)
    set_fonts(document.styles)
    styles = {"title": "Title", "section": "Heading 1", "post": "Heading 2", "bullet": "List Bullet"}
    table = None
    for kind, text in resume.blocks:
        if kind == "row":
            cells = [cell.strip() for cell in text.strip("| ").split("|")]
            table = table or document.add_table(rows=0, cols=len(cells), style="Table Grid")
            for cell, value in zip(table.add_row().cells, cells, strict=True):
                cell.text = value
            continue
        table = None
        paragraph = document.add_paragraph(text, style=styles.get(kind, "Normal"))
        paragraph.paragraph_format.space_after = Pt(2)
    stream = io.BytesIO()
    document.save(stream)
    return with_fixed_dates(stream.getvalue())


def set_properties(properties, resume):
    properties.author = properties.last_modified_by = resume.header["name"]
    properties.title = resume.header["name"]
    properties.comments = ""
    properties.language = resume.header["lang"].replace("_", "-")
    properties.created = properties.modified = FIXED
    properties.revision = 1


def set_fonts(styles):
    """Set one Latin and one East Asian font and our sizes, in black."""
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    kinds = {"title": "Title", "section": "Heading 1", "post": "Heading 2", "text": "Normal"}
    for kind, name in {**kinds, "bullet": "List Bullet"}.items():
        font = styles[name].font
        font.name, font.size, font.color.rgb = "Calibri", Pt(SIZES[kind]), RGBColor(0, 0, 0)
        fonts = styles[name].element.rPr.rFonts
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        fonts.set(qn("w:eastAsia"), "SimSun")


def with_fixed_dates(data):
    """Return the zip archive ``data`` with every entry dated ``ZIP_DATE``."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(stream, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return stream.getvalue()


def make_pdf(resume):
    """Return the bytes of a PDF document."""
    from xml.sax.saxutils import escape

    from reportlab.lib.pagesizes import A4
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    lang, styles = resume.header["lang"], pdf_styles(resume.header["lang"])
    story = []
    for kind, text in resume.blocks:
        bullet = BULLET if kind == "bullet" else ""
        story.append(Paragraph(bullet + escape(text), styles[kind]))
    stream = io.BytesIO()
    name = resume.header["name"]
    document = SimpleDocTemplate(
        stream,
        pagesize=A4,
        leftMargin=54,
        rightMargin=54,
        topMargin=48,
        bottomMargin=48,
        title=name,
        author=name,
        invariant=1,
        lang=lang.replace("_", "-"),
    )
    document.build(story)
    return stream.getvalue()


def pdf_styles(lang):
    """Return the paragraph style per kind of block."""
    from reportlab.lib.styles import ParagraphStyle

    chinese = lang == "zh_CN"
    plain, bold = ("Chinese", "Chinese") if chinese else ("Helvetica", "Helvetica-Bold")
    space = {"title": (0, 6), "section": (9, 3), "post": (5, 2), "text": (0, 2), "bullet": (0, 2)}
    return {
        kind: ParagraphStyle(
            kind,
            fontName=plain if kind in ("text", "bullet") else bold,
            fontSize=SIZES[kind],
            leading=SIZES[kind] * 1.4,
            spaceBefore=before,
            spaceAfter=after,
            leftIndent=10 if kind == "bullet" else 0,
            wordWrap="CJK" if chinese else None,
            keepWithNext=kind in ("title", "section", "post"),
        )
        for kind, (before, after) in space.items()
    }


def read_docx(path):
    """Return the text of a Word document in reading order, tables included."""
    from docx import Document
    from docx.table import Table

    parts = []
    for block in Document(str(path)).iter_inner_content():
        if isinstance(block, Table):
            parts += [cell.text for row in block.rows for cell in row.cells]
        else:
            parts.append(block.text)
    return "\n".join(parts)


def read_pdf(path):
    from pdfminer.high_level import extract_text

    return extract_text(str(path))


def index_rows(resumes):
    """Return what index.json says, one dict per file."""
    keys = [key for key in HEADER if key != "format"]
    return [{"file": r.file, **{key: r.header[key] for key in keys}} for r in resumes]


def register_font(path):
    """Make the first font of the TrueType file or collection ``path`` known as "Chinese"."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    pdfmetrics.registerFont(TTFont("Chinese", str(path), subfontIndex=0))


def write_all(resumes):
    makers = {"docx": make_docx, "pdf": make_pdf}
    for resume in resumes:
        (FILES / resume.file).write_bytes(makers[resume.header["format"]](resume))
    index = json.dumps(index_rows(resumes), ensure_ascii=False, indent=2)
    (FILES / "index.json").write_text(index + "\n", encoding="utf-8")


def find_problems(resumes):
    """Yield a sentence for each file that is missing, foreign, or not its source's text."""
    readers = {"docx": read_docx, "pdf": read_pdf}
    found = {path.name for path in FILES.iterdir() if path.suffix in (".pdf", ".docx")}
    for name in sorted(found - {resume.file for resume in resumes}):
        yield f"{name} has no source."
    for resume in resumes:
        path = FILES / resume.file
        if not path.exists():
            yield f"{resume.file} is missing."
        elif squeeze(readers[resume.header["format"]](path)) != resume.text:
            yield f"{resume.file} does not hold the text of its source."
        header = resume.header
        if any(squeeze(header[key]) not in resume.text for key in ("name", "email", "phone")):
            yield f"{resume.file}: name, email or phone of the header is not in the text."
    if json.loads((FILES / "index.json").read_text(encoding="utf-8")) != index_rows(resumes):
        yield "index.json is not up to date."


def main():
    home = Path(os.environ.get("RUN_HOME") or Path(__file__).resolve().parents[1] / ".run")
    parser = argparse.ArgumentParser(description="Build or check the demo resumes.")
    parser.add_argument("--check", action="store_true", help="compare the files with their sources")
    parser.add_argument("--font", type=Path, default=home / FONT, help="TrueType font for Chinese")
    options = parser.parse_args()
    resumes = read_resumes()
    if not options.check:
        if not options.font.is_file():
            parser.error("there is no Chinese font; call ./run setup first, or name one by --font.")
        register_font(options.font)
        write_all(resumes)
    problems = list(find_problems(resumes))
    for problem in problems:
        print(problem)
    print(f"{len(resumes)} resumes, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
