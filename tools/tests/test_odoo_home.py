"""Which Odoo is taken, and the words when it is the wrong one."""

import tempfile
import unittest
from pathlib import Path

from tools import odoo_home
from tools.errors import RunError


class TestFromFolder(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.home = Path(folder.name)

    def release(self, site, version):
        file = self.home / site / "odoo" / "release.py"
        file.parent.mkdir(parents=True)
        file.write_text(f"version_info = ({version}, FINAL, 0, '')\n")

    def test_source_checkout(self):
        self.release("", "19, 0, 0")
        (self.home / "odoo-bin").touch()
        odoo = odoo_home._from_folder(self.home, "ODOO_HOME")
        self.assertEqual(odoo.command("py"), ["py", self.home / "odoo-bin"])
        self.assertEqual(odoo.version, "19.0.0")

    def test_unpacked_package_without_its_script(self):
        self.release(odoo_home.DEBIAN_SITE, "19, 0, 0")
        odoo = odoo_home._from_folder(self.home, "ODOO_HOME")
        self.assertEqual(odoo.command("py"), ["py", "-m", "odoo"])
        self.assertEqual(odoo.site, self.home / odoo_home.DEBIAN_SITE)

    def test_another_version_is_named(self):
        self.release("", "18, 0, 0")
        with self.assertRaisesRegex(RunError, "Odoo 19 is needed and ODOO_HOME is version 18.0.0"):
            odoo_home._from_folder(self.home, "ODOO_HOME")

    def test_an_empty_folder_is_named(self):
        with self.assertRaisesRegex(RunError, "No Odoo was found in"):
            odoo_home._from_folder(self.home, "ODOO_HOME")
