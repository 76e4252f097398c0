from odoo import api, models
from odoo.exceptions import UserError

FORMATS = {"share": "{:.0%}", "number": "{:.2f}", "count": "{:d}", "days": "{:.1f}"}


class ReportLearning(models.AbstractModel):
    """The findings of learning runs on paper: the tables of the dashboard, as each run found them."""

    _name = "report.hr_ai_interview.report_learning"
    _description = "Print of the Dashboard of Learning"

    @api.model
    def _get_report_values(self, docids, data=None):
        runs = self.env["hr.interview.learning.run"].browse(docids).exists()
        runs.check_access("read")
        if not runs:
            raise UserError(self.env._("There is no learning run to print yet."))
        Spreadsheet = self.env["hr.interview.learning.xlsx"]
        boards = [run._get_board_until() for run in runs]
        return {
            "docs": runs,
            "pages": [
                {"run": run, "summary": Spreadsheet._get_summary(board), "tables": self._format_tables(board)}
                for run, board in zip(runs, boards, strict=True)
            ],
        }

    @api.model
    def _format_tables(self, board):
        """Return the tables that have rows, with cells as text."""
        return [
            {
                **table,
                "rows": [
                    [
                        self._format_cell(column["kind"], value)
                        for column, value in zip(table["columns"], row, strict=True)
                    ]
                    for row in table["rows"]
                ],
            }
            for table in board["tables"].values()
            if table["rows"]
        ]

    @api.model
    def _format_cell(self, kind, value):
        if kind == "text":
            return value
        if value is False:
            return "–"
        if kind.endswith("_range"):
            low, high = (FORMATS[kind.removesuffix("_range")].format(part) for part in value)
            return self.env._("%(low)s to %(high)s", low=low, high=high)
        return FORMATS[kind].format(value)
