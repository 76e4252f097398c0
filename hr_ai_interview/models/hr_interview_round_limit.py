from odoo import api, fields, models
from odoo.exceptions import ValidationError


class HrInterviewRoundLimit(models.Model):
    _name = "hr.interview.round.limit"
    _description = "Coverage of a Round"
    _order = "sequence, id"
    _check_company_auto = True

    round_id = fields.Many2one("hr.interview.round", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="round_id.company_id", store=True)
    sequence = fields.Integer(default=10)
    competency_id = fields.Many2one("hr.interview.competency", ondelete="restrict", check_company=True)
    question_type = fields.Selection(
        lambda self: self.env["hr.interview.question"]._fields["question_type"].selection, string="Type"
    )
    minimum = fields.Integer(default=1, help="At least this many questions.")
    has_maximum = fields.Boolean(
        "Limited",
        compute="_compute_has_maximum",
        store=True,
        readonly=False,
        help="Tick it for a maximum of zero: none of that kind. Without it there is no maximum.",
    )
    maximum = fields.Integer(
        help="At most this many questions. Where the line is limited, 0 means none of that kind."
    )

    _range = models.Constraint(
        "CHECK (minimum >= 0 AND maximum >= 0 AND (NOT has_maximum OR maximum >= minimum))",
        "The smallest number of questions cannot exceed the largest one.",
    )

    @api.depends("maximum")
    def _compute_has_maximum(self):
        for limit in self:
            limit.has_maximum = bool(limit.maximum) or limit.has_maximum

    @api.constrains("competency_id", "question_type", "minimum")
    def _check_subject(self):
        for limit in self:
            if bool(limit.competency_id) == bool(limit.question_type):
                raise ValidationError(
                    self.env._("A line of the coverage is about one competency or one question type.")
                )

    @api.constrains("round_id", "competency_id", "question_type")
    def _check_once(self):
        self.round_id._check_limit_ids()

    @api.depends("competency_id", "question_type")
    @api.depends_context("lang")
    def _compute_display_name(self):
        labels = dict(self._fields["question_type"]._description_selection(self.env))
        for limit in self:
            limit.display_name = limit.competency_id.name or labels.get(limit.question_type, "")

    def _get_maximum(self):
        """Return the largest number of questions, None without one."""
        self.ensure_one()
        return self.maximum if self.has_maximum else None

    def _get_key(self):
        """Return what is limited as (kind, key) in the words of the kit solver."""
        self.ensure_one()
        if self.competency_id:
            return "competency", self.competency_id.id
        return "type", self.question_type
