import re

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .hr_interview_ai_worker import OVERHEAD

RECORD_FIELDS = ("region", "retention", "processing_agreement", "training_use")


class HrInterviewProvider(models.Model):
    """One endpoint or engine the company may use beside the offline engine.

    Enabled only by a person of the system's administration, and only with the record that data protection
    law asks for: where the data go, how long they stay, on what agreement, and whether they train models.
    Another add-on adds a kind with ``selection_add`` and a method ``_get_engine_<kind>``. Endpoint, key and
    state are in the files beside this one.
    """

    _name = "hr.interview.provider"
    _description = "AI Provider"
    _inherit = [
        "hr.interview.provider.endpoint",
        "hr.interview.provider.key",
        "hr.interview.provider.state",
        "hr.interview.ai.sentence",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True)
    code = fields.Char(
        required=True,
        copy=False,
        help="Name of the engine in the API; small letters, digits, hyphen, underscore.",
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", default=lambda self: self.env.company, help="Empty: all companies may use it."
    )
    kind = fields.Selection(
        [
            ("openai", "OpenAI"),
            ("compatible", "OpenAI-compatible address"),
            ("azure", "Azure-style address"),
        ],
        required=True,
        default="compatible",
    )
    responsible_id = fields.Many2one(
        "res.users", default=lambda self: self.env.user, groups="base.group_system"
    )

    # Limits
    deadline = fields.Integer("Deadline of a call (s)", default=60, required=True)
    deadline_problem = fields.Char(
        "Problem of the deadline", compute="_compute_deadline_problem", groups="base.group_system"
    )
    max_tokens = fields.Integer(
        "Longest answer (tokens)",
        default=8192,
        required=True,
        help="A question with its rubric takes up to 2,600: with less, each call drafts fewer of them.",
    )
    max_parallel = fields.Integer("Calls at the same time", default=8, required=True)
    price_in = fields.Float(
        "Price of a million tokens in", digits=(16, 4), help="In the company's currency; 0 = not counted."
    )
    price_out = fields.Float("Price of a million tokens out", digits=(16, 4))

    # The record of processing
    region = fields.Char("Region of the servers", tracking=True)
    retention = fields.Char("How long the provider keeps the data", tracking=True)
    processing_agreement = fields.Text("Agreement on data processing", tracking=True)
    training_use = fields.Selection(
        [("no", "Not used for training"), ("yes", "Used for training"), ("unknown", "Not known")],
        "Use for training",
        tracking=True,
    )

    # What may be sent
    send_resume = fields.Boolean(
        "Send résumés",
        help="Redacted: names, addresses, numbers and links are replaced before.",
        tracking=True,
    )
    send_answers = fields.Boolean(
        "Send answers", help="Redacted answers of candidates, for scoring and follow-ups.", tracking=True
    )
    hide_employers = fields.Boolean("Hide employers", default=True, tracking=True)

    _code_unique = models.UniqueIndex("(code)", "There is another provider with this code.")
    _limits_range = models.Constraint(
        "CHECK (deadline BETWEEN 1 AND 600 AND max_tokens BETWEEN 16 AND 200000"
        " AND max_parallel BETWEEN 1 AND 64 AND price_in >= 0 AND price_out >= 0)",
        "A call takes 1 to 600 seconds, an answer 16 to 200,000 tokens, 1 to 64 calls run at the same time, "
        "and prices are not negative.",
    )

    @api.depends("deadline")
    def _compute_deadline_problem(self):
        longest = self.env["hr.interview.ai.worker"]._get_longest_deadline()
        for provider in self:
            provider.deadline_problem = (longest is not None and provider.deadline > longest) and self.env._(
                "Odoo ends a scheduled action after a time (limit_time_real_cron) that leaves %(longest)s "
                "seconds for a call. Longer calls are cut off and made again, and both are paid. Set "
                "limit_time_real_cron in odoo.conf to %(needed)s or more, or a shorter deadline here.",
                longest=max(longest, 0),
                needed=provider.deadline + OVERHEAD,
            )

    @api.constrains("code")
    def _check_code(self):
        for provider in self:
            if not re.fullmatch(r"[a-z][a-z0-9_-]{1,31}", provider.code) or provider.code == "offline":
                raise ValidationError(
                    self.env._(
                        "The code %(code)s cannot be used: 2 to 32 small letters, digits, hyphens or "
                        "underscores, beginning with a letter, and not “offline”.",
                        code=provider.code,
                    )
                )

    @api.constrains("state", "model_name", "base_url", "kind", *RECORD_FIELDS)
    def _check_record(self):
        """An enabled provider keeps its record of processing, whichever way it is written."""
        for provider in self.filtered(lambda provider: provider.state == "enabled"):
            provider._refuse_missing()

    def write(self, vals):
        """What the endpoint is changed: what was found out about it is no longer true."""
        if {"kind", "base_url", "api_version", "model_name"} & vals.keys() and "profile" not in vals:
            vals = {**vals, "profile": False}
        return super().write(vals)

    def copy_data(self, default=None):
        return [
            {**vals, "name": self.env._("%s (copy)", provider.name), "code": f"{provider.code[:24]}-copy"}
            for provider, vals in zip(self, super().copy_data(default), strict=True)
        ]

    def action_view_tasks(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("hr_ai_interview.hr_interview_ai_task_action")
        return {**action, "domain": [("provider_id", "=", self.id)], "context": {}}

    @api.model
    def _notify_user(self, message, kind):
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "message": message,
                "type": kind,
                "sticky": kind == "danger",
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def _get_missing(self):
        """Return the labels of what has to be filled in before this provider may be enabled."""
        self.ensure_one()
        needed = ["model_name", *RECORD_FIELDS]
        if self.kind != "openai":
            needed.append("base_url")
        missing = [self._fields[name]._description_string(self.env) for name in needed if not self[name]]
        if self.kind in ("openai", "azure") and self.key_source == "none":
            missing.append(self._fields["api_key"]._description_string(self.env))
        return missing

    def _refuse_missing(self):
        if missing := self._get_missing():
            raise ValidationError(
                self.env._(
                    "%(provider)s cannot be enabled. Missing: %(missing)s.",
                    provider=self.name,
                    missing=", ".join(missing),
                )
            )

    @api.model
    def _find(self, code):
        """Return the enabled provider with this code that the user may use, or an empty recordset."""
        return self.search(
            [("code", "=", code), ("state", "=", "enabled"), ("is_stopped", "=", False)], limit=1
        )

    @api.model
    def _find_for(self, leave):
        """Return the first provider that may be used and has this leave; say so when there is none."""
        domain = [("state", "=", "enabled"), ("is_stopped", "=", False), (leave, "=", True)]
        if provider := self.search(domain, limit=1):
            return provider
        raise UserError(
            self.env._("No enabled provider may be sent this. An administrator can add or allow one.")
        )

    def _get_cost(self, tokens_in, tokens_out):
        """Return the price of a call in the company's currency."""
        return (tokens_in * self.price_in + tokens_out * self.price_out) / 1_000_000
