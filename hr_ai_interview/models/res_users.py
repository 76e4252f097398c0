from odoo import models

from .hr_interview_recording import OPEN_STATES


class ResUsers(models.Model):
    _inherit = "res.users"

    def write(self, vals):
        """Whoever leaves the company is not waited for any longer: scores may open by that."""
        result = super().write(vals)
        if "active" in vals:
            # sudo: who archives users need not see interviews.
            Interview = self.env["hr.interview"].sudo().with_context(active_test=False)
            interviews = Interview.search([("interviewer_ids", "in", self.ids), ("state", "in", OPEN_STATES)])
            for name in ("is_revealed", "was_revealed"):
                self.env.add_to_compute(interviews._fields[name], interviews)
        return result
