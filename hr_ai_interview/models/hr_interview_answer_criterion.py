from odoo import api, fields, models

from ..engine import ANCHOR_LEVELS
from ..engine.schema import ScoreCriterion


class HrInterviewAnswerCriterion(models.Model):
    """A row of the approved rubric, word for word as it was on the day of the interview."""

    _name = "hr.interview.answer.criterion"
    _description = "Criterion of an Interview"
    _inherit = ["hr.interview.record.mixin"]
    _order = "answer_id, sequence, id"

    answer_id = fields.Many2one("hr.interview.answer", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="answer_id.company_id", store=True, precompute=True)
    sequence = fields.Integer(default=10)
    key = fields.Char()
    name = fields.Char(required=True)
    weight = fields.Float(required=True, help="Share in the score of the answer; the shares sum to 1.")
    total_weight = fields.Float(
        required=True, groups=fields.NO_ACCESS, help="Share times the weight of the question."
    )
    competency_id = fields.Many2one(
        "hr.interview.competency",
        string="Dimension",
        ondelete="set null",
        index="btree_not_null",
        help="That of the rubric row, else the first competency of the question.",
    )
    anchors = fields.Json(help="{level: text}")
    positive = fields.Text(help="One a line.")
    negative = fields.Text(help="One a line.")

    @api.model
    def _prepare_vals(self, row, question, share, question_weight):
        return {
            "sequence": row.sequence,
            "key": row.key,
            "name": row.name,
            "weight": share,
            "total_weight": share * question_weight,
            "competency_id": (row.competency_id or question.competency_ids[:1]).id,
            "anchors": {str(level): text for level, text in row._get_anchors().items() if text},
            "positive": row.positive,
            "negative": row.negative,
        }

    def _get_anchors(self):
        """Return {level: text} of the anchors that are filled in."""
        self.ensure_one()
        anchors = self.anchors or {}
        return {level: anchors[str(level)] for level in ANCHOR_LEVELS if anchors.get(str(level))}

    def _prepare_score_criteria(self):
        """Return these rows as an engine gets them."""
        return tuple(
            ScoreCriterion(
                id=row.id,
                name=row.name,
                weight=row.weight,
                anchors=row._get_anchors(),
                positive=tuple((row.positive or "").splitlines()),
                negative=tuple((row.negative or "").splitlines()),
            )
            for row in self
        )
