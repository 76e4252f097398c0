from odoo import api, fields, models


class HrInterviewAppraisalCalibrate(models.TransientModel):
    """Set another overall rating beside the calculated one, with the reason the employee will read."""

    _name = "hr.interview.appraisal.calibrate"
    _description = "Calibrate an Appraisal"

    appraisal_id = fields.Many2one("hr.interview.appraisal", required=True)
    calculated = fields.Char("Calculated rating", compute="_compute_calculated")
    is_adjusted = fields.Boolean("Another rating", compute="_compute_current", store=True, readonly=False)
    rating = fields.Float(digits=(4, 2), compute="_compute_current", store=True, readonly=False)
    note = fields.Text("Why", compute="_compute_current", store=True, readonly=False)

    @api.depends("appraisal_id")
    def _compute_calculated(self):
        for wizard in self:
            result = wizard.appraisal_id and wizard.appraisal_id._get_result_json()
            known = result and result["raw"] is not False
            wizard.calculated = f"{result['raw']:g}" if known else self.env._("Nothing measured or assessed")

    @api.depends("appraisal_id")
    def _compute_current(self):
        for wizard in self:
            result = (wizard.appraisal_id and wizard.appraisal_id._get_result_json()) or {}
            adjusted = result.get("adjusted", False)
            wizard.is_adjusted = adjusted is not False
            wizard.rating = adjusted or 0.0
            wizard.note = result.get("note")

    def action_apply(self):
        self.ensure_one()
        self.appraisal_id.calibrate({"rating": self.rating if self.is_adjusted else False, "note": self.note})
        return {"type": "ir.actions.act_window_close"}
