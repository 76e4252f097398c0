from odoo import api, models
from odoo.exceptions import UserError


class HrInterviewCompetency(models.Model):
    _name = "hr.interview.competency"
    _inherit = "hr.interview.competency"

    @api.ondelete(at_uninstall=False)
    def _unlink_except_appraised(self):
        # sudo: rows of open appraisals are nobody's to read and count all the same.
        rows = self.env["hr.interview.appraisal.rating"].sudo().search([("competency_id", "in", self.ids)])
        if used := rows.competency_id:
            raise UserError(
                self.env._(
                    "%(names)s is used by appraisals. Archive it instead of deleting it.",
                    names=", ".join(used.mapped("display_name")[:5]),
                )
            )
