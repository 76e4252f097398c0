from odoo import http
from odoo.http import content_disposition, request

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MODELS = {"kit": "hr.interview.kit", "interview": "hr.interview", "candidate": "hr.applicant"}
KINDS = ",".join(MODELS)


class Spreadsheets(http.Controller):
    @http.route(
        [f"/hr_ai_interview/<any({KINDS}):kind>/<int:res_id>.xlsx"],
        type="http",
        auth="user",
        readonly=True,
    )
    def download(self, kind, res_id):
        """Send a kit, or the report of an interview or a candidate, to whoever may read it."""
        # Not a search: the report of a refused candidate, who is archived, can be had as well.
        record = request.env[MODELS[kind]].browse(res_id).exists()
        if not record or not record.has_access("read"):
            raise request.not_found()
        content = record._render_xlsx()
        return request.make_response(
            content,
            headers=[
                ("Content-Type", XLSX),
                ("Content-Length", len(content)),
                ("Content-Disposition", content_disposition(f"{record.display_name}.xlsx")),
            ],
        )
