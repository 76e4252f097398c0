from odoo import api, models
from odoo.exceptions import AccessError

#: What of a caller's context goes on into superuser mode; the last two keep the calendar from sending mails.
KEPT_CONTEXT = ("lang", "tz", "uid", "allowed_company_ids", "no_mail_to_attendees", "dont_notify")


class HrInterviewClosedMixin(models.AbstractModel):
    """Fields that only the system's own methods set, whatever the rights of a user.

    ``readonly`` stops the web client; an RPC call, an import or a ``default_`` key of the context
    writes past it. A concrete model names its closed fields in ``_closed_fields``; the methods that
    may set them check their caller and enter superuser mode.
    """

    _name = "hr.interview.closed.mixin"
    _description = "Closed Fields"
    _closed_fields = frozenset()

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list if not self.env.su else ():
            for name in sorted(self._closed_fields & vals.keys()):
                # Web clients send the defaults of a form back; those harm nobody.
                if vals[name] and vals[name] != self._get_closed_default(name):
                    self._refuse_closed(name)
        return super().create(vals_list)

    @api.model
    def default_get(self, fields):
        """Neither a ``default_`` key of the context nor a personal default sets a closed field.

        Not in superuser mode either: there personal defaults are still those of the calling user.
        """
        defaults = super().default_get(fields)
        for name in self._closed_fields & defaults.keys():
            if self._fields[name].default:
                defaults[name] = self._get_closed_default(name)
            else:
                del defaults[name]
        return defaults

    def write(self, vals):
        if not self.env.su:
            for name in sorted(self._closed_fields & vals.keys()):
                self._refuse_closed(name)
        return super().write(vals)

    def _as_system(self):
        """Return these records in superuser mode, for what a checked caller ordered.

        Over RPC everybody sends the context they like, and it must not steer what the system does:
        ``active_test`` would bring superseded scores back, others silence the chatter. Odoo's ``sudo``
        drops ``default_`` keys only.
        """
        kept = {key: self.env.context[key] for key in KEPT_CONTEXT if key in self.env.context}
        # Replacing the whole context is the point here.
        return self.with_context(kept).sudo()  # pylint: disable=context-overridden

    @api.model
    def _get_closed_default(self, name):
        default = self._fields[name].default
        return default(self) if default else False

    @api.model
    def _refuse_closed(self, name):
        raise AccessError(
            self.env._(
                "%(field)s is kept by the system and cannot be written directly.",
                field=self._fields[name]._description_string(self.env),
            )
        )
