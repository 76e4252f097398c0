from odoo import api, fields, models
from odoo.exceptions import UserError

from .score_field import Score

DECISIONS = [("hire", "Hire"), ("reject", "Do not hire"), ("next", "Another round"), ("hold", "On hold")]
DECISION_KEYS = frozenset({"decision", "reason_codes", "comment", "overrides"})
OVERRIDE_KEYS = frozenset({"competency_id", "score", "reason"})


class HrInterviewDecision(models.Model):
    """What a named person decided on a candidate, with all that was known then, frozen.

    Learning reads selection from here and nowhere else. A later decision supersedes, it changes nothing. No
    stage of the application moves by itself.
    """

    _name = "hr.interview.decision"
    _description = "Interview Decision"
    _inherit = ["hr.interview.record.mixin"]
    _order = "id desc"
    _rec_name = "decision"

    applicant_id = fields.Many2one(
        "hr.applicant", required=True, ondelete="cascade", index=True, readonly=True
    )
    job_id = fields.Many2one("hr.job", required=True, ondelete="restrict", index=True, readonly=True)
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    user_id = fields.Many2one(
        "res.users", string="Decided by", required=True, ondelete="restrict", readonly=True
    )
    date = fields.Datetime(required=True, readonly=True, default=fields.Datetime.now)
    decision = fields.Selection(DECISIONS, required=True, readonly=True)
    reason_ids = fields.Many2many("hr.interview.decision.reason", string="Reasons", readonly=True)
    comment = fields.Text(required=True, readonly=True)
    is_current = fields.Boolean(default=True, readonly=True)
    dissent_ids = fields.One2many(
        "hr.interview.decision.dissent", "decision_id", string="Dissents", readonly=True
    )

    # Frozen
    formula = fields.Char(required=True, readonly=True)
    composite = Score("Composite", digits=(4, 2), readonly=True)
    composite_ai = Score("Composite of the AI", digits=(4, 2), readonly=True)
    coverage = fields.Float(readonly=True, aggregator=None)
    facts = fields.Json(readonly=True, help="Interviews, dimensions, weights, overrides as they were.")
    known = fields.Text("What was known", compute="_compute_known")

    # Whoever clicks twice decides once.
    _current_unique = models.UniqueIndex(
        "(applicant_id) WHERE is_current", "Somebody decided on this candidate just now."
    )

    @api.depends("applicant_id", "decision")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for decision in self:
            parts = [decision.applicant_id.display_name, decision._get_label()]
            decision.display_name = ": ".join(filter(None, parts))

    @api.depends("facts")
    @api.depends_context("lang")
    def _compute_known(self):
        """The frozen dimensions in words, one a line; a dimension nobody scored has a dash."""

        def number(part):
            score = (part or {}).get("score")
            return "–" if score in (None, False) else f"{score:g}"

        for decision in self:
            decision.known = "\n".join(
                self.env._(
                    "%(dimension)s: %(score)s of 10, expected %(expected)s; AI suggestion %(ai)s",
                    dimension=row["name"],
                    score=number(row.get("human")),
                    expected=f"{row['expected']:g}" if row.get("expected") else "–",
                    ai=number(row.get("ai")),
                )
                for row in (decision.facts or {}).get("dimensions", [])
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        """The record of decisions goes with the candidate only."""
        if not self.env.su:
            raise UserError(self.env._("Decisions cannot be deleted; decide anew instead."))

    def action_dissent(self, text):
        """Put on record that the caller, who interviewed the candidate, sees it differently.

        :param str text: why
        :return: true
        """
        self.ensure_one()
        self.check_access("read")
        text = (text or "").strip() if isinstance(text, str) else ""
        if not text:
            raise UserError(self.env._("Say what you see differently."))
        # Superuser: dissents are written here only, in the caller's own name.
        decision = self._as_system()
        if self.env.user not in decision.applicant_id.interview_ids.interviewer_ids:
            raise UserError(self.env._("Only who interviewed the candidate can dissent."))
        if own := decision.dissent_ids.filtered(lambda d: d.user_id == self.env.user):
            own.text = text
        else:
            decision.dissent_ids.create({"decision_id": self.id, "user_id": self.env.uid, "text": text})
        return True

    def _get_label(self):
        return dict(self._fields["decision"]._description_selection(self.env)).get(self.decision)

    def _to_json(self):
        self.ensure_one()
        return {
            "decision_id": self.id,
            "decision": self.decision,
            "label": self._get_label(),
            "date": fields.Datetime.to_string(self.date),
            "user": self.user_id.name,
            "reasons": self.reason_ids.mapped("name"),
            "comment": self.comment,
            "composite": self.composite,
            "formula": self.formula,
            "dissents": [{"user": d.user_id.name, "text": d.text} for d in self.dissent_ids],
        }
