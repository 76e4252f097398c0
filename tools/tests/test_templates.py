"""What a template database holds, and the reason that is given when Odoo could not make one."""

import tempfile
import unittest
from pathlib import Path

from tools import templates
from tools.errors import RunError
from tools.paths import Paths

LOG = """\
2026-01-02 03:04:05,678 9 INFO db odoo.modules.loading: loading 1 modules...
2026-01-02 03:04:05,678 9 CRITICAL db odoo.service.server: Failed to initialize database `db`.
Traceback (most recent call last):
  File "x.py", line 1, in <module>
psycopg2.errors.UndefinedColumn: column "x" does not exist
LINE 1: SELECT x
2026-01-02 03:04:05,678 9 INFO db odoo.service.server: Initiating shutdown
"""


class TestTemplates(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        self.paths = Paths(root=self.root, home=self.root, state=self.root, output=self.root)

    def addon(self, name, manifest):
        (self.root / name).mkdir()
        (self.root / name / "__manifest__.py").write_text(manifest)

    def test_stock_modules_are_what_ours_need_less_ours(self):
        self.addon("core", "{'depends': ['hr_skills']}")
        self.addon("bridge", "{'depends': ['core', 'survey']}")
        self.assertEqual(
            templates.stock_modules(self.paths), sorted({*templates.USUAL, "hr_skills", "survey"})
        )

    def test_a_broken_manifest_is_named(self):
        self.addon("core", "{'depends': [")
        with self.assertRaisesRegex(RunError, "core/__manifest__.py is not a readable manifest"):
            templates.stock_modules(self.paths)

    def test_the_reason_is_the_end_of_the_last_traceback(self):
        log = self.root / "log"
        log.write_text(LOG)
        self.assertEqual(templates._reason(log), 'psycopg2.errors.UndefinedColumn: column "x" does not exist')
        log.write_text("nothing\n")
        self.assertEqual(templates._reason(log), "no reason given")
