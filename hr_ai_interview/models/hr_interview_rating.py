import json

from odoo import api, fields, models
from odoo.exceptions import UserError

from .score_field import Score

STATUSES = [
    ("scored", "Scored"),
    ("not_assessed", "Not assessed"),
    ("insufficient_evidence", "Insufficient evidence"),
    ("unstable", "Unstable"),
]
#: At these ends of the scale a person says why.
COMMENT_LOW, COMMENT_HIGH = 2, 9


class HrInterviewRating(models.Model):
    """One score of one criterion by one rater: a person of the panel or an engine.

    Never overwritten once submitted: a later score supersedes it (``active`` false keeps it in the record).
    Blind by a global rule: others' rows exist for nobody before their own are in.
    """

    _name = "hr.interview.rating"
    _description = "Interview Rating"
    _inherit = ["hr.interview.record.mixin"]
    _order = "interview_id, answer_id, criterion_id, id"
    _rec_name = "criterion_id"

    criterion_id = fields.Many2one(
        "hr.interview.answer.criterion", required=True, ondelete="cascade", index=True
    )
    answer_id = fields.Many2one("hr.interview.answer", required=True, ondelete="cascade", index=True)
    interview_id = fields.Many2one("hr.interview", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one("res.company", required=True)
    active = fields.Boolean(default=True)

    # Who
    user_id = fields.Many2one("res.users", string="Interviewer", ondelete="restrict", index="btree_not_null")
    engine = fields.Char()
    engine_version = fields.Char()
    model_name = fields.Char("Model")
    prompt_version = fields.Char()
    task_id = fields.Many2one("hr.interview.ai.task", ondelete="set null")
    rater = fields.Char(compute="_compute_rater")

    # What
    status = fields.Selection(STATUSES, required=True)
    score = Score(digits=(4, 2))
    comment = fields.Text()
    reason = fields.Text(help="Of an engine, in the language of the interview.")
    evidence_json = fields.Text(groups=fields.NO_ACCESS)
    spread = Score(digits=(4, 2), help="Highest less lowest score of the repeats.")
    repeats = fields.Integer()
    answer_revision = fields.Integer(help="Revision of the answer that was scored.")
    is_submitted = fields.Boolean()
    submitted_date = fields.Datetime()
    is_again = fields.Boolean(
        "Scored again", help="Given after an officer unlocked scores that were in already."
    )
    superseded_reason = fields.Text()
    superseded_user_id = fields.Many2one("res.users")

    _user_once = models.UniqueIndex("(criterion_id, user_id) WHERE active AND user_id IS NOT NULL")
    _engine_once = models.UniqueIndex("(criterion_id, engine) WHERE active AND engine IS NOT NULL")
    # Reports and dimension scores read the submitted rows of interviews.
    _submitted_idx = models.Index("(interview_id) WHERE active AND is_submitted")
    _one_rater = models.Constraint(
        "CHECK ((user_id IS NULL) <> (engine IS NULL))", "A rating is a person's or an engine's."
    )
    _score_range = models.Constraint(
        "CHECK ((status = 'scored') = (score IS NOT NULL) AND (score IS NULL OR score BETWEEN 0 AND 10))",
        "A score is a number from 0 to 10, and only what is scored has one.",
    )

    @api.depends("user_id", "engine")
    def _compute_rater(self):
        for rating in self:
            rating.rater = rating.user_id.sudo().name or rating.engine

    @api.model
    def _clean_score(self, value):
        """Return a checked score, or False for "not assessed". Raises UserError for anything else."""
        if value is False or value is None:
            return False
        # No isfinite: it fails on integers that no float holds, and the range refuses infinity.
        if isinstance(value, bool) or not isinstance(value, int | float) or value != value:
            raise UserError(self.env._("%(value)s is no score.", value=repr(value)[:40]))
        if not 0 <= value <= 10:
            raise UserError(self.env._("A score lies between 0 and 10, %(value)s does not.", value=value))
        return float(value)

    @api.model
    def _needs_comment(self, status, score):
        return status == "scored" and (score <= COMMENT_LOW or score >= COMMENT_HIGH)

    def _to_json(self):
        """Return one row as the API gives it."""
        self.ensure_one()
        return {
            "rating_id": self.id,
            "rater": self.rater,
            "kind": "ai" if self.engine else "human",
            "score": self.score,
            "status": self.status,
            "comment": self.comment or "",
            "reason": self.reason or "",
            "evidence": self._get_evidence(),
            "spread": self.spread,
            "repeats": self.repeats,
            "engine": self.engine or False,
            "version": self.engine_version or False,
            "model": self.model_name or False,
            "is_again": self.is_again,
            "is_outdated": self.answer_revision != self.answer_id.sudo().revision,
            "label": self.env._("AI suggestion by %s", self.engine) if self.engine else False,
        }

    def _get_evidence(self):
        """Return [{"quote","start","end"}] of an engine's score."""
        self.ensure_one()
        vault = self.env["hr.interview.vault"]
        return json.loads(vault._open(self, "evidence_json", self.sudo().evidence_json) or "[]")

    def _set_evidence(self, evidence):
        self.ensure_one()
        text = json.dumps(evidence, ensure_ascii=False)
        vault = self.env["hr.interview.vault"]
        self.sudo().evidence_json = vault._seal_if_possible(self, "evidence_json", text)

    def _supersede(self, reason, user):
        """Take rows out of use; they stay in the record."""
        self.write({"active": False, "superseded_reason": reason, "superseded_user_id": user.id})
        # Before the rows that take their place: only one of them may be in use.
        self.flush_recordset(["active"])
