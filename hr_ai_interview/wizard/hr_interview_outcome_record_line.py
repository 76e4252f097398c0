from odoo import api, fields, models
from odoo.exceptions import AccessError

from ..models.score_field import Score


class HrInterviewOutcomeRecordLine(models.TransientModel):
    """One KPI of the window; without an actual figure it is not recorded."""

    _name = "hr.interview.outcome.record.line"
    _description = "KPI of an Outcome to record"

    record_id = fields.Many2one("hr.interview.outcome.record", required=True, ondelete="cascade")
    kpi_id = fields.Many2one("hr.interview.kpi", required=True, ondelete="cascade")
    name = fields.Char("KPI", readonly=True)
    unit = fields.Char(readonly=True)
    target = Score(help="Empty: no target; 0 is one.")
    actual = Score(help="Leave it empty when it was not measured.")

    @api.constrains("kpi_id", "record_id")
    def _check_kpi_id(self):
        """Lines are the KPIs of the job of a person one manages: no way to look at other goals."""
        for line in self:
            wizard = line.record_id
            # sudo: managers have no rights on KPIs.
            if not wizard._may_record() or line.sudo().kpi_id not in wizard._get_kpis():
                raise AccessError(self.env._("Only KPIs of the job position can be recorded here."))
