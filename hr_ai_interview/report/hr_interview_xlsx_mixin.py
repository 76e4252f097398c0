import io

import xlsxwriter

from odoo import models

#: A text that starts like a formula stays text, whoever wrote it and whatever opens the file.
SAFE = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
MAX_CELL = 32_000


class HrInterviewXlsxMixin(models.AbstractModel):
    """Spreadsheets in which every text is a text."""

    _name = "hr.interview.xlsx.mixin"
    _description = "Spreadsheet"

    def _render_book(self, write):
        """Return the bytes of an .xlsx file that ``write(book, style)`` fills."""
        buffer = io.BytesIO()
        with xlsxwriter.Workbook(buffer, SAFE) as book:
            style = {
                "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
                "text": book.add_format({"text_wrap": True, "valign": "top"}),
                "score": book.add_format({"border": 1, "bg_color": "#FFF9E5"}),
            }
            write(book, style)
        return buffer.getvalue()

    def _write_number(self, sheet, row, column, value, style):
        """Write a number; an absent one leaves the cell empty, it is no 0."""
        if value is False or value is None:
            sheet.write_blank(row, column, None, style["text"])
        else:
            sheet.write_number(row, column, value, style["text"])

    def _write_heads(self, sheet, style, heads, widths):
        sheet.freeze_panes(1, 2)
        for column, (head, width) in enumerate(zip(heads, widths, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, head, style["head"])

    def _write_text(self, sheet, row, column, value, style):
        sheet.write_string(row, column, (value or "")[:MAX_CELL], style["text"])
