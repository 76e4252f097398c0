from odoo import api, fields, models
from odoo.exceptions import UserError

from ..engine.vault import VaultError


class HrInterviewSealedMixin(models.AbstractModel):
    """What a candidate said and what an interviewer thought of it, sealed at rest when there is a master key.

    A concrete model has the computed field ``text`` only; the column ``sealed_text`` is never sent to
    anybody. Sealed texts cannot be searched. Without a master key they are stored as they are.
    """

    _name = "hr.interview.sealed.mixin"
    _description = "Sealed Text"
    _inherit = ["hr.interview.record.mixin"]

    text = fields.Text(compute="_compute_text", inverse="_inverse_text", compute_sudo=True)
    sealed_text = fields.Text(groups=fields.NO_ACCESS, copy=False)

    @api.depends("sealed_text")
    def _compute_text(self):
        vault = self.env["hr.interview.vault"]
        for record in self:
            try:
                record.text = vault._open(record, "sealed_text", record.sealed_text) or ""
            except VaultError as error:
                raise UserError(
                    self.env._(
                        "This text is sealed with a master key that the server does not have. Nothing is "
                        "lost: an administrator has to give the key back in ODOO_HR_AI_KEYS."
                    )
                ) from error

    def _inverse_text(self):
        vault = self.env["hr.interview.vault"]
        for record in self.sudo():
            record.sealed_text = vault._seal_if_possible(record, "sealed_text", record.text or "")
