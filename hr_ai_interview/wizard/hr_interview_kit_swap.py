from odoo import api, fields, models
from odoo.exceptions import UserError


class HrInterviewKitSwap(models.TransientModel):
    """Put another question in the place of one of a kit, and see beforehand what that changes."""

    _name = "hr.interview.kit.swap"
    _description = "Swap Question of a Kit"

    line_id = fields.Many2one("hr.interview.kit.line", required=True, ondelete="cascade")
    kit_id = fields.Many2one(related="line_id.kit_id")
    old_question_id = fields.Many2one(related="line_id.question_id", string="Now")
    candidate_ids = fields.Many2many("hr.interview.question", compute="_compute_candidate_ids")
    question_id = fields.Many2one(
        "hr.interview.question",
        string="Instead",
        domain="[('id', 'in', candidate_ids)]",
    )
    effect_html = fields.Html("Effect", compute="_compute_effect_html", sanitize=False)

    @api.depends("line_id")
    def _compute_candidate_ids(self):
        for wizard in self:
            wizard.candidate_ids = (
                wizard.kit_id._get_swap_candidates(wizard.line_id) if wizard.line_id else False
            )

    @api.depends("question_id", "line_id")
    def _compute_effect_html(self):
        for wizard in self:
            wizard.effect_html = (
                self.env["ir.qweb"]._render("hr_ai_interview.kit_swap_effect", {"rows": wizard._get_effect()})
                if wizard.question_id
                else False
            )

    def _get_effect(self):
        """Return [{"name","before","after","warning"}]: minutes, value and each competency touched."""
        kit, line, new = self.kit_id, self.line_id, self.question_id
        minutes = kit.minutes - line.minutes + new.minutes
        value = kit.value - line.value + kit._get_values(new)[new.id]
        rows = [
            {
                "name": self.env._("Minutes of %(available)s", available=kit.minutes_available),
                "before": kit.minutes,
                "after": minutes,
                "warning": minutes > kit.minutes_available,
            },
            {
                "name": self.env._("Value (weight times KPI weight)"),
                "before": round(kit.value, 2),
                "after": round(value, 2),
                "warning": value < kit.value,
            },
        ]
        limits = {limit.competency_id: limit for limit in kit.round_id.limit_ids if limit.competency_id}
        for competency in (line.question_id | new).competency_ids | kit.round_id.limit_ids.competency_id:
            before = sum(competency in q.competency_ids for q in kit.line_ids.question_id)
            after = before - (competency in line.question_id.competency_ids)
            after += competency in new.competency_ids
            limit = limits.get(competency)
            most = limit._get_maximum() if limit else None
            rows.append(
                {
                    "name": competency.name,
                    "before": before,
                    "after": after,
                    "warning": bool(limit) and (after < limit.minimum or (most is not None and after > most)),
                }
            )
        return rows

    def action_swap(self):
        """Swap the questions; time is a hard limit, coverage is the officer's decision."""
        self.ensure_one()
        if not self.question_id:
            raise UserError(self.env._("Choose the question to ask instead."))
        kit, new = self.kit_id, self.question_id
        if kit.minutes - self.line_id.minutes + new.minutes > kit.minutes_available:
            raise UserError(
                self.env._(
                    "With this question the kit takes longer than its %(minutes)s minutes.",
                    minutes=kit.minutes_available,
                )
            )
        self.line_id.question_id = new
        return {"type": "ir.actions.act_window_close"}
