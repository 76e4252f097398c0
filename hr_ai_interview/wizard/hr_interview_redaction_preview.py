from odoo import api, fields, models


class HrInterviewRedactionPreview(models.TransientModel):
    """What a provider would be sent for a real candidate or job, word for word. Nothing is sent."""

    _name = "hr.interview.redaction.preview"
    _description = "Preview of Outgoing Texts"

    provider_id = fields.Many2one(
        "hr.interview.provider", required=True, default=lambda self: self.env.context.get("active_id")
    )
    job_id = fields.Many2one("hr.job", string="Job position", required=True)
    applicant_id = fields.Many2one("hr.applicant", string="Candidate", domain="[('job_id', '=', job_id)]")
    text = fields.Text("What is sent", readonly=True)

    def action_preview(self):
        self.ensure_one()
        self.env["hr.interview.provider"].check_access("write")
        drafting = self.env["hr.interview.drafting"]
        options = drafting._clean_options({"count": 3, "seed": 0, "applicant_id": self.applicant_id.id})
        request = drafting._with_style(self.job_id, drafting._prepare_request(self.job_id, options))
        outbound = self.env["hr.interview.outbound"]
        outbound._check_allowed("draft", request, self.provider_id)
        self.text = outbound._preview("draft", request, self.provider_id, self.applicant_id)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("What is sent"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }

    @api.onchange("job_id")
    def _onchange_job_id(self):
        if self.applicant_id.job_id != self.job_id:
            self.applicant_id = False
