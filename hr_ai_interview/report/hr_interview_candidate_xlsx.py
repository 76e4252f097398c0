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
        lines = report["dimensions"]
        extra = [
            (
                f"{part['round']} {(part['date'] or '')[:10]}".strip(),
                14,
                self._write_number,
                [line["rounds"][at] for line in lines],
            )
            for at, part in enumerate(report["rounds"])
        ]
        extra += [
            (_("Gap"), 30, self._write_text, [line["gap"] for line in lines]),
            (_("Evidence"), 60, self._write_text, [self._join_quotes(line["evidence"]) for line in lines]),
        ]
        sheet = book.add_worksheet(_("Candidate")[:31])
        self._write_table(sheet, style, report, (report["composite"], report["ai_composite"]), extra)
