from odoo import api, fields, models
from odoo.exceptions import UserError


class HrInterviewQuestionWeight(models.Model):
    """How much a question version counts in a family, from a date on. Rows are added, never changed."""

    _name = "hr.interview.question.weight"
    _description = "Question Weight"
    _order = "effective_date desc, id desc"
    _rec_name = "question_id"

    question_id = fields.Many2one("hr.interview.question", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one("res.company", default=lambda self: self.env.company)
    family_id = fields.Many2one("hr.interview.job.family", ondelete="cascade")
    weight = fields.Float(required=True, default=1.0)
    effective_date = fields.Date(required=True, default=fields.Date.context_today)
    reason = fields.Char()
    run_id = fields.Many2one(
        "hr.interview.learning.run",
        string="Learning run",
        ondelete="restrict",
        index="btree_not_null",
        readonly=True,
        help="A run that was rolled back takes its weights out of force, as if they had never been.",
    )

    _weight_positive = models.Constraint(
        "CHECK (weight >= 0 AND weight < 'Infinity')", "A weight cannot be negative."
    )

    def write(self, vals):
        if vals:
            raise UserError(self.env._("Weights are a history: add a row with a new date instead."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        # Erasing a question takes its rows along in the database; nobody removes one by hand.
        raise UserError(self.env._("Weights are a history: add a row with a new date instead."))

    @api.model
    def _get_weights(self, questions, family, company, date=None):
        """Return {question_id: weight in force on ``date``}; a question without a row counts 1.0."""
        return dict.fromkeys(questions.ids, 1.0) | self._get_known(questions, family, company, date)

    @api.model
    def _get_known(self, questions, family, company, date=None):
        """Return {question_id: weight in force on ``date``} of those that have a row.

        A row of the family goes before one without family; among those the latest date decides.
        """
        date = date or fields.Date.context_today(self)
        rows = self.sudo().search_fetch(
            [
                ("question_id", "in", questions.ids),
                ("effective_date", "<=", date),
                ("family_id", "in", [False, family.id]),
                ("company_id", "in", [False, company.id]),
                "|",
                ("run_id", "=", False),
                ("run_id.state", "=", "approved"),
            ],
            ["question_id", "family_id", "weight"],
            order="effective_date, id",
        )
        weights = {}
        for row in rows.filtered(lambda r: not r.family_id) + rows.filtered("family_id"):
            weights[row.question_id.id] = row.weight
        return weights
