from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    interview_four_eyes = fields.Boolean(related="company_id.interview_four_eyes", readonly=False)
    interview_show_panellists = fields.Boolean(related="company_id.interview_show_panellists", readonly=False)
    interview_blind_rounds = fields.Boolean(related="company_id.interview_blind_rounds", readonly=False)
    interview_compares_meaning = fields.Boolean(
        related="company_id.interview_compares_meaning", readonly=False
    )
    interview_ai_stopped = fields.Boolean(related="company_id.interview_ai_stopped", readonly=False)
    interview_ai_daily_tokens = fields.Integer(related="company_id.interview_ai_daily_tokens", readonly=False)
    interview_ai_daily_cost = fields.Float(related="company_id.interview_ai_daily_cost", readonly=False)
    interview_trial_count = fields.Integer(related="company_id.interview_trial_count", readonly=False)
    interview_learning_window = fields.Selection(
        related="company_id.interview_learning_window", readonly=False, required=True
    )
    interview_learning_criterion = fields.Selection(
        related="company_id.interview_learning_criterion", readonly=False, required=True
    )
    interview_learning_reliability = fields.Float(
        related="company_id.interview_learning_reliability", readonly=False
    )
    interview_learning_minimum = fields.Integer(
        related="company_id.interview_learning_minimum", readonly=False
    )
    interview_profile_months = fields.Integer(related="company_id.interview_profile_months", readonly=False)
    interview_outcome_reminds = fields.Boolean(related="company_id.interview_outcome_reminds", readonly=False)
    interview_outcome_30 = fields.Boolean(related="company_id.interview_outcome_30", readonly=False)
    interview_outcome_90 = fields.Boolean(related="company_id.interview_outcome_90", readonly=False)
    interview_outcome_180 = fields.Boolean(related="company_id.interview_outcome_180", readonly=False)
    interview_outcome_365 = fields.Boolean(related="company_id.interview_outcome_365", readonly=False)
