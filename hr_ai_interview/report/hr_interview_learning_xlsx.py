from odoo import api, models

#: kind of a column -> number format of a spreadsheet
FORMATS = {"share": "0%", "number": "0.00", "count": "0", "days": "0.0"}
WIDTHS = {"text": 30, "share": 11, "number": 11, "count": 10, "days": 10}
RANGE = "_range"


class HrInterviewLearningXlsx(models.AbstractModel):
    """The dashboard of learning as a spreadsheet: a sheet for each table, numbers as numbers."""

    _name = "hr.interview.learning.xlsx"
    _inherit = "hr.interview.xlsx.mixin"
    _description = "Dashboard of Learning as a Spreadsheet"

    @api.model
    def _render_dashboard(self, options):
        """Return what ``get_dashboard`` gives the caller as the bytes of an .xlsx file."""
        board = self.env["hr.interview.learning.run"].get_dashboard(options)

        def write(book, style):
            formats = {
                kind: book.add_format({"num_format": code, "valign": "top"}) for kind, code in FORMATS.items()
            }
            self._write_summary(book, style, board)
            for table in board["tables"].values():
                self._write_table(book, style, formats, table)

        return self._render_book(write)

    def _write_summary(self, book, style, board):
        sheet = book.add_worksheet(self.env._("Summary")[:31])
        sheet.set_column(0, 0, 100)
        for row, text in enumerate(self._get_summary(board)):
            self._write_text(sheet, row, 0, text, style)

    @api.model
    def _get_summary(self, board):
        """Return the sentences above the tables."""
        _ = self.env._
        Run = self.env["hr.interview.learning.run"]
        criteria = dict(Run._fields["criterion"]._description_selection(self.env))
        latest = board["latest"]
        return [
            board["company"],
            board["outcomes"]["message"],
            _(
                "Outcomes after %(days)s days, measured by: %(criterion)s.",
                days=board["window_days"],
                criterion=criteria[board["criterion"]],
            ),
            _("Findings of: %(run)s.", run=latest["name"]) if latest else _("No learning run yet."),
        ]

    def _write_table(self, book, style, formats, table):
        """Write a table; an interval has two columns, "from" and "to"."""
        sheet = book.add_worksheet(table["title"][:31])
        heads, widths = [], []
        for column in table["columns"]:
            kind = column["kind"].removesuffix(RANGE)
            if column["kind"].endswith(RANGE):
                heads.append(self.env._("%(label)s, from", label=column["label"]))
                heads.append(self.env._("%(label)s, to", label=column["label"]))
                widths += [WIDTHS[kind]] * 2
            else:
                heads.append(column["label"])
                widths.append(WIDTHS[kind])
        self._write_heads(sheet, style, heads, widths)
        for number, row in enumerate(table["rows"], 1):
            at = 0
            for column, value in zip(table["columns"], row, strict=True):
                kind = column["kind"].removesuffix(RANGE)
                if kind == "text":
                    self._write_text(sheet, number, at, value, style)
                    at += 1
                    continue
                values = value or [False, False] if column["kind"].endswith(RANGE) else [value]
                for part in values:
                    self._write_number(sheet, number, at, part, {"text": formats[kind]})
                    at += 1
        self._write_text(sheet, len(table["rows"]) + 2, 0, table["note"], style)
