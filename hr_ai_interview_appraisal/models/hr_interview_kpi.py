from odoo import api, models
from odoo.exceptions import UserError


class HrInterviewKpi(models.Model):
    _name = "hr.interview.kpi"
    _inherit = "hr.interview.kpi"

    @api.ondelete(at_uninstall=False)
    def _unlink_except_appraised(self):
        # sudo: rows of open appraisals are nobody's to read and count all the same.
        rows = self.env["hr.interview.appraisal.kpi"].sudo().search([("kpi_id", "in", self.ids)])
        if used := rows.kpi_id:
            raise UserError(
                self.env._(
                    "%(names)s is used by appraisals. Archive it instead of deleting it.",
                    names=", ".join(used.mapped("display_name")[:5]),
                )
            )
