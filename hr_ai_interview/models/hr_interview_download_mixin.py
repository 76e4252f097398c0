from odoo import models


class HrInterviewDownloadMixin(models.AbstractModel):
    """Records that open as a printable page in the browser and download as a spreadsheet.

    A concrete model names its ``_download_kind``: the report is ``report_<kind>``, and the spreadsheet has
    its address in controllers/xlsx.py.
    """

    _name = "hr.interview.download.mixin"
    _description = "Print and Spreadsheet"
    _download_kind = None

    def _get_print_action(self):
        """Return what opens the printable page (works without wkhtmltopdf)."""
        return self._get_download_action("/report/html/hr_ai_interview.report_%s/%s", "new")

    def _get_xlsx_action(self):
        return self._get_download_action("/hr_ai_interview/%s/%s.xlsx", "self")

    def _get_download_action(self, url, target):
        self.ensure_one()
        return {"type": "ir.actions.act_url", "url": url % (self._download_kind, self.id), "target": target}
