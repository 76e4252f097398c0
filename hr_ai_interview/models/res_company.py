from odoo import fields, models

from ..engine import known_country


class ResCompany(models.Model):
    _name = "res.company"
    _inherit = ["res.company", "hr.interview.ai.stop.mixin"]
    _ai_stop_field = "company_id"

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

    interview_show_panellists = fields.Boolean(
        "Hiring managers see single scores",
        help="Off: whoever is neither on the panel nor a recruitment officer sees totals only.",
    )

    interview_ai_stopped = fields.Boolean(
        "Remote AI stopped",
        help="Nothing is sent to any provider for this company; what comes back is dropped.",
    )
    interview_ai_daily_tokens = fields.Integer(
        "Tokens a day", help="Budget of all providers together, from midnight UTC; 0 = no limit."
    )
    interview_ai_daily_cost = fields.Float(
        "Cost a day", digits=(16, 4), help="In the company's currency, from midnight UTC; 0 = no limit."
    )

    _interview_ai_budget_range = models.Constraint(
        "CHECK (COALESCE(interview_ai_daily_tokens, 0) >= 0 AND COALESCE(interview_ai_daily_cost, 0) >= 0)",
        "A budget is not negative; 0 means no limit.",
    )
    _interview_profile_months_range = models.Constraint(
        "CHECK (interview_profile_months BETWEEN 1 AND 60)",
        "Job profiles are reviewed every 1 to 60 months.",
    )

    def _get_law_country(self):
        """Return the code of the country whose law the wording check cites; None for one made by hand."""
        return known_country(self.country_id.code or "") or None
