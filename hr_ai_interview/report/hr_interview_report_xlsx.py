from odoo import api, models


class HrInterviewReportXlsx(models.AbstractModel):
    """The report of an interview as a spreadsheet: what ``get_report`` gives the caller, nothing else."""

    _name = "hr.interview.report.xlsx"
    _inherit = "hr.interview.xlsx.mixin"
    _description = "Report as a Spreadsheet"

    def _render_xlsx(self):
        """Return this report as the bytes of an .xlsx file."""
        self.ensure_one()
        [report] = self.get_report()

        def write(book, style):
            self._write_dimensions(book, style, report)
            self._write_scores(book, style, report)

        return self._render_book(write)

    def _write_dimensions(self, book, style, report):
        sheet = book.add_worksheet(self.env._("Dimensions")[:31])
        composite = report["composite"]
        self._write_table(sheet, style, report, (composite["human"], composite["ai"]))

    def _write_table(self, sheet, style, report, composite, extra=()):
        """Write the dimensions of a report, then its ``composite`` (human, ai).

        extra: columns behind them as (head, width, write, values), a value for each dimension.
        """
        _ = self.env._
        heads = (
            _("Dimension"),
            _("Weight"),
            _("Expected"),
            _("Score"),
            _("Raters"),
            _("Lowest"),
            _("Highest"),
            _("Scored criteria"),
            _("AI suggestion"),
        )
        widths = (34, 9, 10, 9, 8, 9, 9, 10, 14)
        more_heads, more_widths, writers, columns = zip(*extra, strict=True) if extra else ((), (), (), ())
        self._write_heads(sheet, style, (*heads, *more_heads), (*widths, *more_widths))
        for row, line in enumerate(report["dimensions"], 1):
            human, ai = line["human"], line["ai"]
            self._write_text(sheet, row, 0, line["name"], style)
            numbers = (
                line["weight"],
                line["expected"],
                human["score"],
                human["n_raters"],
                human["low"],
                human["high"],
                human["n_scored"],
                ai["score"] if ai else False,
            )
            for column, value in enumerate(numbers, 1):
                self._write_number(sheet, row, column, value, style)
            for column, (write, values) in enumerate(zip(writers, columns, strict=True), len(heads)):
                write(sheet, row, column, values[row - 1], style)
        row = len(report["dimensions"]) + 2
        self._write_text(sheet, row, 0, _("Composite (formula %s)", report["formula"]), style)
        self._write_number(sheet, row, 3, composite[0], style)
        self._write_number(sheet, row, 8, composite[1], style)

    def _write_scores(self, book, style, report, prefix=""):
        _ = self.env._
        sheet = book.add_worksheet(f"{prefix}{_('Answers')}"[:31])
        heads = (
            _("Question"),
            _("Answer"),
            _("Criterion"),
            _("Rater"),
            _("Score"),
            _("Status"),
            _("Comment"),
            _("Evidence"),
        )
        self._write_heads(sheet, style, heads, (50, 70, 26, 22, 8, 18, 40, 60))
        statuses = dict(self.env["hr.interview.rating"]._fields["status"]._description_selection(self.env))
        row = 0
        for answer in report["answers"]:
            for criterion in answer["criteria"]:
                for rating in criterion["ratings"] or [None]:
                    row += 1
                    self._write_text(sheet, row, 0, answer["question"], style)
                    self._write_text(sheet, row, 1, answer["text"], style)
                    self._write_text(sheet, row, 2, criterion["name"], style)
                    if not rating:
                        continue
                    self._write_text(sheet, row, 3, rating["label"] or rating["rater"], style)
                    self._write_number(sheet, row, 4, rating["score"], style)
                    self._write_text(sheet, row, 5, statuses[rating["status"]], style)
                    self._write_text(sheet, row, 6, rating["comment"] or rating["reason"], style)
                    self._write_text(sheet, row, 7, self._join_quotes(rating["evidence"]), style)

    @api.model
    def _join_quotes(self, evidence):
        return "\n".join(f"“{item['quote']}”" for item in evidence)
