import json

from odoo import api, fields, models

#: Older reasons of a mark are dropped beyond these.
MAX_MESSAGES = 10


class HrInterviewStaleMixin(models.AbstractModel):
    """The mark on what was made from sources that have changed since, and why it is there."""

    _name = "hr.interview.stale.mixin"
    _description = "Outdated Mark"

    is_stale = fields.Boolean("Outdated", readonly=True, copy=False)
    stale_messages = fields.Json(readonly=True, copy=False)
    stale_reason = fields.Text("Outdated because", compute="_compute_stale_reason")

    @api.depends("stale_messages")
    @api.depends_context("lang")
    def _compute_stale_reason(self):
        for record in self:
            record.stale_reason = self.env["hr.interview.message"]._say_lines(record.stale_messages)

    def _mark_stale(self, message):
        """Mark these records as outdated because of ``message``."""
        # sudo: who changes a source need not be allowed to touch what was made from it.
        for frozen, same in self.sudo().grouped(lambda r: json.dumps(r.stale_messages or [])).items():
            messages = json.loads(frozen)
            if message not in messages:
                messages = [*messages, message][-MAX_MESSAGES:]
            same.write({"is_stale": True, "stale_messages": messages})

    def _unmark_stale(self):
        # sudo: closed fields; callers have checked who may take the mark off.
        self.sudo().write({"is_stale": False, "stale_messages": False})
