from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..engine.errors import CallError

OPENAI_URL = "https://api.openai.com/v1"


class HrInterviewProviderEndpoint(models.AbstractModel):
    """Where a provider is, what it can do, and the engine that talks to it."""

    _name = "hr.interview.provider.endpoint"
    _inherit = "mail.thread"
    _description = "Endpoint of an AI Provider"

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

    def action_test(self):
        """Try the endpoint (at most ten seconds a step) and say what is wrong in words."""
        self.ensure_one()
        self.check_access("write")
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
        self.check_access("write")
        try:
            names = self._get_engine(deadline=10).list_models()
        except CallError as error:
            return self._notify_user(self._get_sentence(error.code), "danger")
        self.known_models = "\n".join(sorted(names)[:500]) or False
        return self._notify_user(self.env._("%s models are offered.", len(names)), "success")

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
