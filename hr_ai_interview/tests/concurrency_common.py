"""Base of the tests with several real database connections."""

from unittest.mock import patch

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.service.model import retrying
from odoo.tests import BaseCase, get_db_name, mute_logger, new_test_user


class ConnectionsCase(BaseCase):
    """Records that are committed for real, because locks never hinder their own transaction.

    ``self.users`` {name: id} are made first and deleted last; the rest is the subclass's.
    """

    #: Beginning of the logins, and the group of each user by name.
    login: str
    groups: dict
    #: Model of the record that is fought over; its id is ``self.record_id``.
    model: str

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        with self.registry.cursor() as cr:
            env = self._env(cr)
            self.users = {
                name: new_test_user(env, login=f"{self.login}_{name}", groups=group).id
                for name, group in self.groups.items()
            }
            self._make(env)
        self.addCleanup(self._delete)

    def _make(self, env):
        """Create the records of a test, and set ``self.record_id``."""
        raise NotImplementedError

    def _unmake(self, env):
        """Delete them."""
        raise NotImplementedError

    def _env(self, cr, user=None):
        context = {"tracking_disable": True, "no_reset_password": True}
        return api.Environment(cr, self.users[user] if user else SUPERUSER_ID, context)

    def _delete(self):
        with self.registry.cursor() as cr:
            env = self._env(cr)
            self._unmake(env)
            users = env["res.users"].browse(self.users.values())
            partners = users.partner_id
            users.unlink()
            partners.unlink()

    def _record(self, cr, user=None):
        return self._env(cr, user)[self.model].browse(self.record_id)

    def result(self, function):
        """Return what a fresh connection of the superuser sees."""
        with self.registry.cursor() as cr:
            return function(self._record(cr))

    def request(self, records, function):
        """Run ``function`` as a request does: again after a serialization failure, then commit."""
        with patch("odoo.service.model.time.sleep"), mute_logger("odoo.sql_db"):
            return retrying(function, records.env)
