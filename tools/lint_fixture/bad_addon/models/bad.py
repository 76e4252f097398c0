import os
from odoo import _, fields, models


class Bad(models.Model):
    _name = "bad.model"
    _description = "Bad"

    name = fields.Char(string="Name")

    def bad(self, text):
        self._cr.execute("SELECT id FROM bad_model WHERE name = '%s'" % text)
        eval(text)
        return _("Bad %s" % text)
