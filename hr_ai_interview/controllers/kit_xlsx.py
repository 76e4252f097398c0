from odoo import http
from odoo.http import content_disposition, request

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class KitXlsx(http.Controller):
    @http.route("/hr_ai_interview/kit/<int:kit_id>.xlsx", type="http", auth="user", readonly=True)
    def download(self, kit_id):
        """Send a kit as a spreadsheet to whoever may read it."""
        kit = request.env["hr.interview.kit"].search([("id", "=", kit_id)])
        if not kit:
            raise request.not_found()
        content = kit._render_xlsx()
        return request.make_response(
            content,
            headers=[
                ("Content-Type", XLSX),
                ("Content-Length", len(content)),
                ("Content-Disposition", content_disposition(f"{kit.name}.xlsx")),
            ],
        )
