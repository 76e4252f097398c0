from odoo import http
from odoo.exceptions import AccessError, UserError
from odoo.http import content_disposition, request

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MODELS = {
    "kit": "hr.interview.kit",
    "interview": "hr.interview",
    "candidate": "hr.applicant",
    "outcomes": "hr.interview.outcome.import",
}
KINDS = ",".join(MODELS)


class Spreadsheets(http.Controller):
    @http.route(
        [f"/hr_ai_interview/<any({KINDS}):kind>/<int:res_id>.xlsx"],
        type="http",
        auth="user",
        readonly=True,
    )
    def download(self, kind, res_id):
        """Send a kit, a report or a reconciliation to whoever may read the record."""
        # Not a search: the report of a refused candidate, who is archived, can be had as well.
        record = request.env[MODELS[kind]].browse(res_id).exists()
        if not record or not record.has_access("read"):
            raise request.not_found()
        return self._send(record._render_xlsx(), record.display_name)

    @http.route("/hr_ai_interview/outcomes/template.xlsx", type="http", auth="user", readonly=True)
    def download_template(self):
        """Send an empty file of outcomes to whoever may import one."""
        batch = request.env["hr.interview.outcome.import"]
        if not batch.has_access("create"):
            raise request.not_found()
        return self._send(batch._render_template(), batch.env._("Outcomes"))

    @http.route("/hr_ai_interview/learning/<int:company_id>.xlsx", type="http", auth="user", readonly=True)
    def download_learning(self, company_id):
        """Send the dashboard of learning of a company to administrators, analysts and auditors of it."""
        try:
            content = request.env["hr.interview.learning.xlsx"]._render_dashboard({"company_id": company_id})
        except (AccessError, UserError) as error:
            # A company of others is not told from none.
            raise request.not_found() from error
        return self._send(content, request.env._("Does our interviewing work"))

    def _send(self, content, name):
        return request.make_response(
            content,
            headers=[
                ("Content-Type", XLSX),
                ("Content-Length", len(content)),
                ("Content-Disposition", content_disposition(f"{name}.xlsx")),
            ],
        )
