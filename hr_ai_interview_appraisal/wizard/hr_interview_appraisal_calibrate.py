from odoo import api, fields, models
from odoo.addons.hr_ai_interview.models.score_field import Score
from odoo.exceptions import UserError


class HrInterviewAppraisalCalibrate(models.TransientModel):
    """Set another overall rating beside the calculated one, with the reason the employee will read."""

    _name = "hr.interview.appraisal.calibrate"
    _description = "Calibrate an Appraisal"

    appraisal_id = fields.Many2one("hr.interview.appraisal", required=True)
    calculated = fields.Char("Calculated rating", compute="_compute_calculated")
    is_adjusted = fields.Boolean("Another rating", compute="_compute_current", store=True, readonly=False)
    rating = Score(digits=(4, 2), compute="_compute_current", store=True, readonly=False)
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
            wizard.rating = adjusted
            wizard.note = result.get("note")

    def action_apply(self):
        self.ensure_one()
        if self.is_adjusted and self.rating is False:
            raise UserError(self.env._("Give the other rating, from 0 to 10."))
        self.appraisal_id.calibrate({"rating": self.rating if self.is_adjusted else False, "note": self.note})
        return {"type": "ir.actions.act_window_close"}
