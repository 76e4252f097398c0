from odoo import fields, models

from .score_field import Score


class HrInterviewOutcomeSourceLine(models.Model):
    """What a value of a source means: which score a label stands for, which KPI a goal is."""

    _name = "hr.interview.outcome.source.line"
    _description = "Value of a Source"
    _order = "id"
    _rec_name = "value"

    source_id = fields.Many2one("hr.interview.outcome.source", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="source_id.company_id", store=True, precompute=True)
    value = fields.Char(
        required=True, help="As the record shows it: the name of a goal, a label of a rating."
    )
    kpi_id = fields.Many2one("hr.interview.kpi", string="KPI", domain="[('kind', '!=', 'objective')]")
    score = Score(digits=(4, 2), help="0 to 10.")

    _value_once = models.Constraint("UNIQUE (source_id, value)", "A value has one meaning.")
    _score_range = models.Constraint(
        "CHECK (score IS NULL OR score BETWEEN 0 AND 10)", "A score lies between 0 and 10."
    )
