from odoo import api, fields, models

from .score_field import Score

STATUSES = [
    ("ok", "Enough data"),
    ("provisional", "Provisional"),
    ("insufficient", "Insufficient evidence"),
    ("degenerate", "No spread"),
]
VERDICTS = [
    ("keep", "Keep"),
    ("retire", "Retire"),
    ("promote", "Promote"),
    ("trial", "Keep trying"),
    ("undecided", "Undecided"),
]


class HrInterviewLearningValidity(models.Model):
    """Validity ledger: what a learning run says about one question version in one job family, frozen."""

    _name = "hr.interview.learning.validity"
    _description = "Validity of a Question"
    _inherit = ["hr.interview.record.mixin"]
    # Not "run_id desc": that turns the order of runs round, which is the newest first already.
    _order = "run_id.id desc, family_id, mean desc nulls last, id"
    _rec_name = "code"

    run_id = fields.Many2one("hr.interview.learning.run", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one("res.company", required=True)
    date = fields.Datetime(required=True)
    question_id = fields.Many2one("hr.interview.question", ondelete="set null", index="btree_not_null")
    code = fields.Char()
    version = fields.Integer(aggregator=None)
    family_id = fields.Many2one("hr.interview.job.family", ondelete="cascade", required=True, index=True)

    n = fields.Integer("Outcomes", aggregator=None, help="Hires with an outcome who were asked it.")
    n_asked = fields.Integer("Asked", aggregator=None, help="Candidates who were asked it.")
    status = fields.Selection(STATUSES, required=True)
    mean = Score("Validity", digits=(5, 3))
    sd = Score("Standard deviation", digits=(5, 3))
    low = Score("From", digits=(5, 3), help="90 % of the time the true validity lies in this interval.")
    high = Score("To", digits=(5, 3))
    p_good = Score(
        "Probability of .20", digits=(5, 3), help="That its true validity is .20 or more, given the data."
    )
    is_trial = fields.Boolean("On trial", help="It was asked on trial only and counted in no total.")
    weight = Score("Weight", digits=(6, 3), help="In force when the run was made; none on trial.")
    weight_proposed = Score("Proposed weight", digits=(6, 3))
    verdict = fields.Selection(VERDICTS, required=True)

    _run_once = models.UniqueIndex("(run_id, question_id, family_id) WHERE question_id IS NOT NULL")

    @api.model
    def _get_newest(self, questions, family, company):
        """Return {question_id: row} of the newest run of the company that knows the question."""
        rows = self.sudo().search_fetch(
            [
                ("question_id", "in", questions.ids),
                ("family_id", "=", family.id),
                ("company_id", "=", company.id),
                # What nobody approved changes nothing, also not what is tried.
                ("run_id.state", "=", "approved"),
            ],
            ["question_id", "mean", "sd", "n", "verdict"],
            order="run_id.id, id",
        )
        return {row.question_id.id: row for row in rows}

    def _needs_weight(self):
        self.ensure_one()
        return self.verdict == "retire" or abs((self.weight or 0.0) - self.weight_proposed) > 1e-9

    def _to_json(self):
        """Return rows as ``run_cycle`` gives them."""
        return [
            {
                "question_id": row.question_id.id,
                "code": row.code or "",
                "version": row.version,
                "job_family_id": row.family_id.id,
                "weight": row.weight,
                "proposed": row.weight_proposed,
                "validity": row.mean,
                "low": row.low,
                "high": row.high,
                "p_good": row.p_good,
                "n": row.n,
                "status": row.status,
                "verdict": row.verdict,
            }
            for row in self
        ]
