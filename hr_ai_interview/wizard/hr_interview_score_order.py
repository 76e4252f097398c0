from odoo import api, fields, models


class HrInterviewScoreOrder(models.TransientModel):
    """Choose which engine scores and summarises an interview, and see before what that takes at most."""

    _name = "hr.interview.score.order"
    _description = "Order AI Scores"

    interview_id = fields.Many2one("hr.interview", required=True)
    engine = fields.Selection("_selection_engine", required=True, default="offline")
    repeats = fields.Integer(
        compute="_compute_repeats",
        store=True,
        readonly=False,
        help="How often a model scores each answer. Scores that lie far apart are withheld.",
    )
    estimate = fields.Char(compute="_compute_estimate")

    @api.model
    def _selection_engine(self):
        # sudo: interviewers choose by name; they read no record of a provider.
        providers = (
            self.env["hr.interview.provider"]
            .sudo()
            .search(
                [
                    ("state", "=", "enabled"),
                    ("is_stopped", "=", False),
                    ("send_answers", "=", True),
                    ("company_id", "in", [False, *self.env.companies.ids]),
                ]
            )
        )
        return [("offline", self.env._("Offline engine")), *((p.code, p.name) for p in providers)]

    @api.depends("engine")
    def _compute_repeats(self):
        for order in self:
            order.repeats = order.interview_id._get_default_repeats(order.engine)

    @api.depends("engine", "repeats")
    def _compute_estimate(self):
        for order in self:
            order.estimate = (
                self.env._("Nothing leaves this database, and it costs nothing.")
                if order.engine == "offline" or not order.interview_id
                else order._estimate()
            )

    def _estimate(self):
        self.ensure_one()
        if not 1 <= self.repeats <= 9:
            return False
        estimate = self.interview_id._estimate_scores(self.engine, self.repeats)
        return self.env._(
            "At most %(calls)s calls, %(tokens)s tokens, cost %(cost)s.",
            calls=estimate["calls"],
            tokens=estimate["tokens"],
            cost=f"{estimate['cost']:.4f}",
        )

    def _get_notice(self):
        interview = self.interview_id
        if interview.is_revealed:
            return self.env._("The AI's scores are in the report as soon as they are there.")
        if self.env.user in interview.interviewer_ids - interview.submitted_user_ids:
            return self.env._("The AI's scores stay hidden until you have submitted yours.")
        return self.env._("The AI's scores open when everybody on the panel has submitted.")

    def action_order(self):
        """Order scores and a summary; both stay hidden until one's own scores are in."""
        self.ensure_one()
        self.interview_id.request_ai_scores({"engine": self.engine, "repeats": self.repeats})
        self.interview_id.request_summary({"engine": self.engine})
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "info",
                "message": self._get_notice(),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }
