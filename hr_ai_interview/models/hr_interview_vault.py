import os
from configparser import Error as ConfigError
from configparser import RawConfigParser

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import config

from ..engine.vault import Keyring, VaultError

#: Section of odoo.conf; Odoo itself warns about unknown names in [options].
SECTION = "hr_ai_interview"
ENVIRONMENT_PREFIX = "ODOO_HR_AI_"


class HrInterviewVault(models.AbstractModel):
    """Secrets: where they come from, and how they are stored when they have to be.

    Order of sources: environment, odoo.conf (section ``[hr_ai_interview]``), sealed field. The master
    key itself only comes from the first two: ``ODOO_HR_AI_KEYS`` or ``keys``.
    """

    _name = "hr.interview.vault"
    _description = "Vault of Secrets"

    @api.model
    def _get_setting(self, name):
        """Return (value, source) of an outside setting; source "environment", "file" or False."""
        if value := os.environ.get(ENVIRONMENT_PREFIX + name.upper()):
            return value, "environment"
        parser = RawConfigParser()
        try:
            parser.read([config["config"] or ""])
            value = parser.get(SECTION, name.lower(), fallback="")
        except (ConfigError, OSError, UnicodeDecodeError):
            value = ""
        return value, "file" if value else False

    @api.model
    def _get_keyring(self):
        """Return the keys; empty when there is no master key. Raises UserError for a malformed one."""
        try:
            return Keyring.parse(self._get_setting("keys")[0])
        except VaultError as error:
            raise UserError(
                self.env._(
                    "The master key in ODOO_HR_AI_KEYS (or in odoo.conf) cannot be used. It has to be a list "
                    "of name:key, each key 32 bytes in base64."
                )
            ) from error

    @api.model
    def _get_place(self, record, field):
        uuid = self.env["ir.config_parameter"].sudo().get_param("database.uuid")
        return f"{uuid}|{record._name}|{record.id}|{field}"

    @api.model
    def _seal(self, record, field, text):
        """Return the sealed form of a secret of ``record``; refuse when there is no master key."""
        keyring = self._get_keyring()
        if not keyring:
            raise UserError(
                self.env._(
                    "There is no master key, so nothing secret is stored in the database. Set the "
                    "environment variable ODOO_HR_AI_KEYS on the server (name:key, 32 bytes in base64), or "
                    "give this key itself in the environment or in odoo.conf."
                )
            )
        return keyring.seal(text, self._get_place(record, field))

    @api.model
    def _seal_if_possible(self, record, field, text):
        """Return ``text`` sealed when there is a master key, else as it is."""
        keyring = self._get_keyring()
        return keyring.seal(text, self._get_place(record, field)) if keyring and text else text

    @api.model
    def _open(self, record, field, sealed):
        """Return what was sealed; a text that was stored unsealed comes back as it is."""
        if not sealed or not sealed.startswith("v1:"):
            return sealed
        return self._get_keyring().open(sealed, self._get_place(record, field))
