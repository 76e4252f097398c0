import os
from configparser import Error as ConfigError
from configparser import RawConfigParser

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import SQL, config

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
            raise self._get_no_key_error()
        return keyring.seal(text, self._get_place(record, field))

    @api.model
    def _get_no_key_error(self):
        return UserError(
            self.env._(
                "There is no master key, so nothing secret is stored in the database. Set the "
                "environment variable ODOO_HR_AI_KEYS on the server (name:key, 32 bytes in base64), or "
                "give this key itself in the environment or in odoo.conf."
            )
        )

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

    @api.model
    def _get_sealed_fields(self):
        """Return [(model, field)] of everything that is stored sealed."""
        return [
            ("hr.interview.provider", "api_key_sealed"),
            ("hr.interview.ai.task", "payload"),
            ("hr.interview.ai.task", "restore_map"),
            ("hr.interview.answer", "sealed_text"),
            ("hr.interview.note", "sealed_text"),
            ("hr.interview.rating", "evidence_json"),
            ("hr.interview.score.sample", "sealed_text"),
            ("hr.interview.summary", "sealed_text"),
        ]

    @api.model
    def _seal_again(self):
        """Seal with the first master key what another one sealed, or none; refuse when there is no key.

        :return: (texts sealed, texts that no key at hand opens)
        """
        keyring = self._get_keyring()
        if not keyring:
            raise self._get_no_key_error()
        sealed, lost = 0, 0
        for model, field in self._get_sealed_fields():
            # sudo: the sealed forms are nobody's to read, and whoever calls this sees none of them.
            records = self.env[model].sudo().with_context(active_test=False).search([(field, "!=", False)])
            for record in records.filtered(lambda record, field=field: not keyring.is_current(record[field])):
                try:
                    text = self._open(record, field, record[field])
                except VaultError:
                    lost += 1
                    continue
                self._replace(record, field, keyring.seal(text, self._get_place(record, field)))
                sealed += 1
        return sealed, lost

    @api.model
    def _replace(self, record, field, value):
        """Write past the ORM: the date of the last change says how long a text may be kept."""
        record.flush_recordset([field])
        self.env.cr.execute(
            SQL(
                "UPDATE %s SET %s = %s WHERE id = %s",
                SQL.identifier(record._table),
                SQL.identifier(field),
                value,
                record.id,
            )
        )
        record.invalidate_recordset([field])
