from odoo import models


class HrInterviewKitXlsx(models.AbstractModel):
    _name = "hr.interview.kit.xlsx"
    _inherit = "hr.interview.xlsx.mixin"
    _description = "Kit as a Spreadsheet"

    def _render_xlsx(self):
        """Return this kit as the bytes of an .xlsx file: questions, rubric, scoring sheet."""
        self.ensure_one()
        kit = self.with_context(lang=self.env["hr.interview.lang"].reading_code(self.lang))
        kit.check_access("read")
        return kit._render_book(kit._write_kit)

    def _write_kit(self, book, style):
        self._write_questions(book, style)
        self._write_rubric(book, style)

    def _write_questions(self, book, style):
        _ = self.env._
        sheet = book.add_worksheet(_("Questions")[:31])
        widths = (5, 16, 80, 9, 30, 60, 40, 40, 60, 60)
        heads = (
            _("No."),
            _("Type"),
            _("Question"),
            _("Minutes"),
            _("Competencies"),
            _("Follow-ups"),
            _("You play"),
            _("Opening line"),
            _("Say only when asked"),
            _("Next turns"),
        )
        self._write_heads(sheet, style, heads, widths)
        types = dict(
            self.env["hr.interview.question"]._fields["question_type"]._description_selection(self.env)
        )
        for row, line in enumerate(self.line_ids, 1):
            question = line.question_id
            sheet.write_number(row, 0, row, style["text"])
            cells = (types[question.question_type], question.text)
            for column, value in enumerate(cells, 1):
                self._write_text(sheet, row, column, value, style)
            sheet.write_number(row, 3, line.minutes, style["text"])
            self._write_text(sheet, row, 4, ", ".join(question.competency_ids.mapped("name")), style)
            for column, name in enumerate(("probes", "persona", "opening_line", "hidden_facts", "turns"), 5):
                self._write_text(sheet, row, column, question[name], style)

    def _write_rubric(self, book, style):
        _ = self.env._
        sheet = book.add_worksheet(_("Rubric")[:31])
        levels = (0, 2, 4, 6, 8, 10)
        heads = (_("No."), _("Criterion"), _("Weight"), *map(str, levels), _("Score"), _("Evidence"))
        self._write_heads(sheet, style, heads, (5, 26, 8, *(34 for _level in levels), 8, 60))
        row = 0
        for number, line in enumerate(self.line_ids, 1):
            for criterion in line.question_id.criterion_ids:
                row += 1
                sheet.write_number(row, 0, number, style["text"])
                self._write_text(sheet, row, 1, criterion.name, style)
                sheet.write_number(row, 2, criterion.weight, style["text"])
                for column, text in enumerate(criterion._get_anchors().values(), 3):
                    self._write_text(sheet, row, column, text, style)
                sheet.write_blank(row, 9, None, style["score"])
                sheet.write_blank(row, 10, None, style["score"])
