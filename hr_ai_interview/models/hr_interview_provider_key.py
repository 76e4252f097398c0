import re

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..engine.errors import CallError


class HrInterviewProviderKey(models.AbstractModel):
    """The key of a provider: it goes in, and comes out for the engine only."""

    _name = "hr.interview.provider.key"
    _description = "Key of an AI Provider"

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

    def action_forget_key(self):
        self.check_access("write")
        self.sudo().api_key_sealed = False
        for provider in self:
            provider._message_log(body=self.env._("The key was removed from the database."))

    def action_seal_again(self):
        """After a change of the master key: encrypt everything with the first one, so that others can go."""
        self.check_access("write")
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
