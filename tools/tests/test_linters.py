"""The list of what the linters must find in the add-on that is wrong on purpose."""

import unittest

from tools import linters
from tools.paths import ROOT, Paths


class TestExpectations(unittest.TestCase):
    def test_each_linter_has_something_to_find(self):
        wanted = linters.expectations(Paths.from_environment({}))
        self.assertEqual(
            set(wanted), {"ruff", "pylint-odoo", "oca-checks-odoo-module", "oca-checks-po", "prettier"}
        )

    def test_the_bad_addon_is_none_of_ours(self):
        self.assertNotIn("bad_addon", Paths.from_environment({}).addons())
        self.assertTrue((ROOT / linters.FIXTURE / "bad_addon" / "__manifest__.py").is_file())
