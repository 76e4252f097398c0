import re

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import SQL

from ..engine.errors import CallError
from .hr_interview_ai_worker import OVERHEAD

OPENAI_URL = "https://api.openai.com/v1"
RECORD_FIELDS = ("region", "retention", "processing_agreement", "training_use")


class HrInterviewProvider(models.Model):
    """One endpoint or engine the company may use beside the offline engine.

    Enabled only by a person of the system's administration, and only with the record that data protection
    law asks for: where the data go, how long they stay, on what agreement, and whether they train models.
    Another add-on adds a kind with ``selection_add`` and a method ``_get_engine_<kind>``.
    """

    _name = "hr.interview.provider"
    _description = "AI Provider"
    _inherit = ["mail.thread", "mail.activity.mixin", "hr.interview.ai.sentence"]
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
    state = fields.Selection(
        [("draft", "Not enabled"), ("enabled", "Enabled"), ("blocked", "Blocked by an error")],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        tracking=True,
    )
    responsible_id = fields.Many2one(
        "res.users", default=lambda self: self.env.user, groups="base.group_system"
    )

    # Where and what
    base_url = fields.Char("Address", groups="base.group_system", tracking=True)
    api_version = fields.Char("API version", groups="base.group_system")
    model_name = fields.Char("Model", tracking=True)
    embedding_model = fields.Char(groups="base.group_system")
    known_models = fields.Text(readonly=True, groups="base.group_system", copy=False)
    allow_private = fields.Boolean(
        "Own network",
        groups="base.group_system",
        help="The address is a server of your own, on this machine or in the local network.",
        tracking=True,
    )
    profile = fields.Json(readonly=True, copy=False, groups="base.group_system")
    profile_text = fields.Char("What it can do", compute="_compute_profile_text", groups="base.group_system")

    # Key: goes in, never out
    api_key = fields.Char(
        "Key", compute="_compute_api_key", inverse="_inverse_api_key", groups="base.group_system"
    )
    api_key_sealed = fields.Char(groups=fields.NO_ACCESS, copy=False)
    key_source = fields.Selection(
        [
            ("environment", "Environment of the server"),
            ("file", "odoo.conf"),
            ("database", "Database, encrypted"),
            ("none", "No key"),
        ],
        compute="_compute_key_source",
        groups="base.group_system",
    )
    key_setting = fields.Char(
        "Name of the setting", compute="_compute_key_source", groups="base.group_system"
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

    # How it is
    is_stopped = fields.Boolean("Stopped", copy=False, readonly=True, tracking=True)
    paused_until = fields.Datetime(readonly=True, copy=False)
    pause_reason = fields.Char(readonly=True, copy=False)
    failure_row = fields.Integer("Failures in a row", readonly=True, copy=False)
    error_class = fields.Char("Last error", readonly=True, copy=False)
    error_text = fields.Char(compute="_compute_error_text")
    waiting_count = fields.Integer(compute="_compute_waiting_count")

    _code_unique = models.UniqueIndex("(code)", "There is another provider with this code.")
    _limits_range = models.Constraint(
        "CHECK (deadline BETWEEN 1 AND 600 AND max_tokens BETWEEN 16 AND 200000"
        " AND max_parallel BETWEEN 1 AND 64 AND price_in >= 0 AND price_out >= 0)",
        "A call takes 1 to 600 seconds, an answer 16 to 200,000 tokens, 1 to 64 calls run at the same time, "
        "and prices are not negative.",
    )

    # --- computes --------------------------------------------------------------------------------

    def _compute_api_key(self):
        self.api_key = False

    def _inverse_api_key(self):
        for provider in self.filtered("api_key"):
            provider._set_key(provider.api_key)

    @api.depends("code", "api_key_sealed")
    def _compute_key_source(self):
        for provider in self:
            provider.key_setting = provider._get_key_setting()
            source = provider._get_key_and_source()[1] if provider.code else False
            provider.key_source = source or "none"

    @api.depends("profile")
    def _compute_profile_text(self):
        labels = {
            "json_schema": self.env._("follows a schema strictly"),
            "json_schema_object": self.env._("follows a schema given beside the request"),
            "json_object": self.env._("answers in JSON, the schema stands in the prompt"),
            "text": self.env._("answers in text, the schema stands in the prompt"),
        }
        for provider in self:
            provider.profile_text = labels.get((provider.profile or {}).get("structured"), False)

    @api.depends("error_class")
    def _compute_error_text(self):
        for provider in self:
            provider.error_text = provider.error_class and self._get_sentence(provider.error_class)

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

    def _compute_waiting_count(self):
        # sudo: a number only; who configures providers need not see tasks.
        counts = dict(
            self.env["hr.interview.ai.task"]
            .sudo()
            ._read_group(
                [("provider_id", "in", self.ids), ("state", "in", ("queued", "running"))],
                ["provider_id"],
                ["__count"],
            )
        )
        for provider in self:
            provider.waiting_count = counts.get(provider, 0)

    # --- constrains, onchange --------------------------------------------------------------------

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

    @api.constrains("base_url", "kind", "api_version")
    def _check_url(self):
        from ..engine.provider import check_url

        for provider in self.sudo():
            if provider.kind == "openai" or not provider.base_url:
                continue
            try:
                check_url(provider.base_url)
            except CallError as error:
                raise ValidationError(self._get_sentence(error.code)) from error

    @api.onchange("kind")
    def _onchange_kind(self):
        if self.kind == "openai":
            self.base_url = OPENAI_URL
            self.allow_private = False
        elif self.base_url == OPENAI_URL:
            self.base_url = False

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

    # --- actions ---------------------------------------------------------------------------------

    def action_enable(self):
        """Enable: everything that is missing is said at once."""
        self._check_administrator()
        for provider in self:
            provider._refuse_missing()
            provider.write(
                {
                    "state": "enabled",
                    "failure_row": 0,
                    "paused_until": False,
                    "pause_reason": False,
                    "error_class": False,
                }
            )
            provider.activity_feedback(["hr_ai_interview.mail_activity_provider"])
        self.env["hr.interview.ai.worker"]._wake()

    def action_disable(self):
        """Back to draft; what is under way is dropped, what waits goes on waiting."""
        self._check_administrator()
        self.write({"state": "draft"})
        self._drop_in_flight()

    def action_stop(self):
        """The stop button: nothing more is sent, and what comes back now is dropped."""
        self._check_manager()
        # sudo: recruitment managers may stop a provider, not configure it.
        self.sudo().write({"is_stopped": True})
        self._drop_in_flight()

    def action_resume(self):
        self._check_manager()
        self.sudo().write({"is_stopped": False})
        self.env["hr.interview.ai.worker"]._wake()

    def action_test(self):
        """Try the endpoint (at most ten seconds a step) and say what is wrong in words."""
        self.ensure_one()
        self._check_administrator()
        try:
            profile = self._get_engine(deadline=10).probe()
        except CallError as error:
            return self._notify_user(self._get_sentence(error.code), "danger")
        self.write({"profile": profile.as_dict()})
        return self._notify_user(
            self.env._(
                "It works: %(model)s %(can)s.",
                model=profile.probed_model or self.model_name,
                can=self.profile_text,
            ),
            "success",
        )

    def action_fetch_models(self):
        """Ask the endpoint for its models."""
        self.ensure_one()
        self._check_administrator()
        try:
            names = self._get_engine(deadline=10).list_models()
        except CallError as error:
            return self._notify_user(self._get_sentence(error.code), "danger")
        self.known_models = "\n".join(sorted(names)[:500]) or False
        return self._notify_user(self.env._("%s models are offered.", len(names)), "success")

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

    # --- rights ----------------------------------------------------------------------------------

    def _check_administrator(self):
        self.check_access("write")

    def _check_manager(self):
        self.check_access("read")
        if not self.env.user.has_groups("hr_recruitment.group_hr_recruitment_manager,base.group_system"):
            raise UserError(self.env._("Only recruitment administrators may stop or resume a provider."))

    # --- business --------------------------------------------------------------------------------

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

    def _get_engine(self, deadline=None):
        """Return the engine that talks to this provider. Raises CallError when it cannot be built."""
        self.ensure_one()
        # sudo: address and key are for the worker and for this method only.
        return getattr(self.sudo(), f"_get_engine_{self.kind}")(deadline)

    def _get_engine_openai(self, deadline):
        from ..engine.openai_engine import OpenAIEngine
        from ..engine.provider import Profile, Provider

        return OpenAIEngine(
            Provider(
                code=self.code,
                base_url=OPENAI_URL if self.kind == "openai" else self.base_url or "",
                model=self.model_name or "",
                api_key=self._get_key_and_source()[0] or "",
                auth="api-key" if self.kind == "azure" else "bearer",
                api_version=self.api_version or "",
                embedding_model=self.embedding_model or "",
                deadline=float(deadline or self.deadline),
                max_tokens=self.max_tokens,
                allow_private=self.allow_private,
            ),
            Profile.from_dict(self.profile) if self.profile else None,
        )

    def _get_engine_compatible(self, deadline):
        return self._get_engine_openai(deadline)

    def _get_engine_azure(self, deadline):
        return self._get_engine_openai(deadline)

    def _get_cost(self, tokens_in, tokens_out):
        """Return the price of a call in the company's currency."""
        return (tokens_in * self.price_in + tokens_out * self.price_out) / 1_000_000

    def _note_failure(self, error, decision):
        """Pause, block or adapt after a failed call; one open activity for the administrator."""
        self.ensure_one()
        vals = {}
        if decision.pause or decision.counts:
            self._count_failure(decision.pause, error.code)
        if decision.block:
            vals.update(state="blocked", error_class=error.code)
        if profile := self._adapt_profile(error.hint):
            vals.update(profile=profile)
        if vals:
            self.write(vals)
        if decision.block:
            self._ask_administrator()

    def _count_failure(self, pause, code):
        """Count a failure in a row and, for ``pause`` seconds, hold all tasks of this provider."""
        self.flush_recordset()
        waits = SQL(
            ", paused_until = date_trunc('second', clock_timestamp() AT TIME ZONE 'UTC')"
            " + %s * interval '1 second', pause_reason = %s",
            pause,
            code,
        )
        # Many calls fail together: a conflict is repeated by the worker and is no error for the log.
        self.env.cr.execute(
            SQL(
                "UPDATE hr_interview_provider SET failure_row = COALESCE(failure_row, 0) + 1%s WHERE id = %s",
                waits if pause else SQL(""),
                self.id,
            ),
            log_exceptions=False,
        )
        self.invalidate_recordset(["failure_row", "paused_until", "pause_reason"])

    def _reset_failures(self):
        """A call came through. A pause goes on: the call may have been sent before it was asked for."""
        if self.failure_row:
            self.flush_recordset()
            self.env.cr.execute(
                SQL("UPDATE hr_interview_provider SET failure_row = 0 WHERE id = %s", self.id),
                log_exceptions=False,
            )
            self.invalidate_recordset(["failure_row"])

    def _adapt_profile(self, hint):
        """Return the profile without what the endpoint refused, or False when nothing changes."""
        from ..engine.provider import Profile

        profile = Profile.from_dict(self.profile) if self.profile else Profile()
        if hint.get("step_down"):
            profile = profile.step_down()
        elif name := hint.get("without"):
            profile = profile.without_parameter(name)
        else:
            return False
        return profile.as_dict() if profile else False

    def _ask_administrator(self):
        if self.activity_search(["hr_ai_interview.mail_activity_provider"]):
            return
        self.activity_schedule(
            "hr_ai_interview.mail_activity_provider",
            summary=self.env._("%s is blocked", self.name),
            note=self._get_sentence(self.error_class),
            user_id=(self.responsible_id or self.create_uid).id,
        )

    def _drop_in_flight(self):
        return self.env["hr.interview.ai.task"]._drop_in_flight_of([("provider_id", "in", self.ids)])

    # --- key -------------------------------------------------------------------------------------

    def _get_key_setting(self):
        """Return the name of this provider's key in the environment and in odoo.conf."""
        return "KEY_" + re.sub(r"[^A-Z0-9]", "_", (self.code or "").upper())

    def _get_key_and_source(self):
        """Return (key, source): environment, then odoo.conf, then the sealed field."""
        self.ensure_one()
        vault = self.env["hr.interview.vault"]
        key, found = vault._get_setting(self._get_key_setting())
        if key:
            return key.strip(), found
        if sealed := self.sudo().api_key_sealed:
            return vault._open(self, "api_key_sealed", sealed), "database"
        return "", False

    def _set_key(self, key):
        from ..engine.provider import check_key

        try:
            key = check_key(key)
        except CallError as error:
            raise UserError(self._get_sentence(error.code)) from error
        # sudo: the sealed form is readable to nobody; the right to write this record was checked.
        self.sudo().api_key_sealed = self.env["hr.interview.vault"]._seal(self, "api_key_sealed", key)
        self._message_log(body=self.env._("The key was changed."))

    def action_forget_key(self):
        self._check_administrator()
        self.sudo().api_key_sealed = False
        for provider in self:
            provider._message_log(body=self.env._("The key was removed from the database."))

    def action_seal_again(self):
        """After a change of the master key: encrypt everything with the first one, so that others can go."""
        self._check_administrator()
        sealed, lost = self.env["hr.interview.vault"]._seal_again()
        if lost:
            words = self.env._(
                "%(sealed)s texts were encrypted again. %(lost)s could not be opened: the master key they "
                "were encrypted with is not in the list.",
                sealed=sealed,
                lost=lost,
            )
            return self._notify_user(words, "danger")
        words = self.env._(
            "%s texts were encrypted again. The first master key opens everything now; "
            "others can be removed.",
            sealed,
        )
        return self._notify_user(words, "success")
