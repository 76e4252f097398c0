from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    interview_four_eyes = fields.Boolean(
        "Four-eyes review",
        default=True,
        help="Whoever wrote or edited a question cannot be its only approver.",
    )
    interview_profile_months = fields.Integer(
        "Review job profiles every (months)",
        default=6,
        help="After this time the recruiter is asked whether a job profile is still right.",
    )

    _interview_profile_months_range = models.Constraint(
        "CHECK (interview_profile_months BETWEEN 1 AND 60)",
        "Job profiles are reviewed every 1 to 60 months.",
    )
