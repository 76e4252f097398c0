from odoo import models


class HrInterviewCandidateXlsx(models.AbstractModel):
    """All rounds of a candidate as a spreadsheet: what the caller may see now, nothing else."""

    _name = "hr.interview.candidate.xlsx"
    _inherit = "hr.interview.report.xlsx"
    _description = "Candidate Report as a Spreadsheet"

    def _render_candidate(self, applicant):
        """Return the report of ``applicant`` as the bytes of an .xlsx file."""
        [report] = applicant.get_candidate_report()
        interviews = self.env["hr.interview"].browse([row["interview_id"] for row in report["rounds"]])

        def write(book, style):
            self._write_candidate(book, style, report)
            for number, row in enumerate(interviews.get_report(), 1):
                self._write_scores(book, style, row, f"{number} ")

        return self._render_book(write)

    def _write_candidate(self, book, style, report):
        _ = self.env._
        sheet = book.add_worksheet(_("Candidate")[:31])
        rounds = report["rounds"]
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
            *(f"{row['round']} {(row['date'] or '')[:10]}".strip() for row in rounds),
            _("Gap"),
            _("Evidence"),
        )
        widths = (34, 9, 10, 9, 8, 9, 9, 10, 14, *(14 for _row in rounds), 30, 60)
        self._write_heads(sheet, style, heads, widths)
        for row, line in enumerate(report["dimensions"], 1):
            human = line["human"]
            self._write_text(sheet, row, 0, line["name"], style)
            numbers = (
                line["weight"],
                line["expected"],
                human["score"],
                human["n_raters"],
                human["low"],
                human["high"],
                human["n_scored"],
                line["ai"]["score"],
                *line["rounds"],
            )
            for column, value in enumerate(numbers, 1):
                self._write_number(sheet, row, column, value, style)
            quotes = "\n".join(f"“{item['quote']}”" for item in line["evidence"])
            self._write_text(sheet, row, len(numbers) + 1, line["gap"] or "", style)
            self._write_text(sheet, row, len(numbers) + 2, quotes, style)
        row = len(report["dimensions"]) + 2
        self._write_text(sheet, row, 0, _("Composite (formula %s)", report["formula"]), style)
        self._write_number(sheet, row, 3, report["composite"], style)
        self._write_number(sheet, row, 8, report["ai_composite"], style)
