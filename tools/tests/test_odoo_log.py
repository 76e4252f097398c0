"""Which lines of Odoo's log count as failures."""

import unittest

from tools.errors import RunError
from tools.odoo_log import AllowList, LogReader

START = "2026-01-02 03:04:05,678 99 "


def read(*lines, allow=""):
    reader = LogReader(AllowList(allow))
    for line in lines:
        reader.feed(line + "\n")
    reader.finish()
    return reader


class TestLogReader(unittest.TestCase):
    def test_counts_come_from_the_closing_line(self):
        reader = read(
            START + "ERROR db odoo.tests.result: 2 failed, 1 error(s) of 10 tests when loading database 'db' "
        )
        self.assertEqual((reader.run, reader.failed, reader.passed, reader.failures), (10, 3, 7, 3))

    def test_a_failed_test_is_counted_once(self):
        reader = read(
            START + "INFO db odoo.addons.x.tests.test_a: ======",
            START + "ERROR db odoo.addons.x.tests.test_a: FAIL: TestA.test_b",
            "Traceback (most recent call last):",
            "AssertionError: 1 != 2",
            START + "ERROR db odoo.modules.loading: Module x: 1 failures, 0 errors of 4 tests ",
            START + "ERROR db odoo.modules.loading: At least one test failed when loading the modules. ",
            START + "ERROR db odoo.tests.result: 1 failed, 0 error(s) of 4 tests when loading database 'db' ",
        )
        self.assertEqual((reader.passed, reader.failures), (3, 1))
        self.assertIn("AssertionError: 1 != 2", reader.complaints[0])

    def test_each_warning_is_a_failure(self):
        reader = read(
            START + "WARNING db odoo.fields: Field a.b: unknown parameter 'foo'",
            START + "INFO db odoo.tests.result: 0 failed, 0 error(s) of 4 tests when loading database 'db' ",
        )
        self.assertEqual((reader.passed, reader.failures), (4, 1))

    def test_a_skipped_test_has_failed(self):
        reader = read(
            START
            + "INFO db odoo.addons.x.tests.test_a: skipped TestA.test_tour : Chrome executable not found ",
            START + "INFO db odoo.tests.result: 0 failed, 0 error(s) of 4 tests when loading database 'db' ",
        )
        self.assertEqual((reader.passed, reader.failures), (3, 1))

    def test_a_skipped_class_was_not_counted_as_run(self):
        reader = read(
            START + "INFO db odoo.tests.suite: skipped setUpClass (odoo.addons.x.tests.TestA) : later ",
            START + "INFO db odoo.tests.result: 0 failed, 0 error(s) of 4 tests when loading database 'db' ",
        )
        self.assertEqual((reader.passed, reader.failures), (4, 1))

    def test_the_word_skipped_in_other_messages_is_no_skip(self):
        reader = read(
            START + "INFO db odoo.addons.x.tests.test_a: Starting TestA.test_skipped_values ... ",
            START + "INFO db odoo.addons.x.tests.test_a.TestA.browser: Step Check the skipped question Q2 ",
        )
        self.assertEqual(reader.complaints, [])

    def test_lines_before_the_first_entry_are_ignored(self):
        self.assertEqual(read("Running as user 'root' is a security risk.").complaints, [])


class TestAllowList(unittest.TestCase):
    TEXT = "# about the wheel\n# of PostgreSQL\npg_trgm\n\n# never seen\nunicorn\n"

    def test_covers_and_reports_what_never_matched(self):
        allow = AllowList(self.TEXT)
        self.assertTrue(allow.covers("WARNING odoo.service.db: no pg_trgm here"))
        self.assertFalse(allow.covers("WARNING odoo.service.db: something else"))
        self.assertEqual([pattern.regex.pattern for pattern in allow.unused()], ["unicorn"])
        self.assertEqual(allow.patterns[0].reason, "about the wheel of PostgreSQL")

    def test_a_pattern_without_a_reason_is_refused(self):
        for text in ("pg_trgm\n", "# reason\npg_trgm\nunicorn\n", "# reason\n\npg_trgm\n"):
            with self.assertRaisesRegex(RunError, "gives no reason"):
                AllowList(text)

    def test_a_broken_pattern_is_named(self):
        with self.assertRaisesRegex(RunError, "line 2 is no regular expression"):
            AllowList("# reason\n(\n")

    def test_it_reaches_over_the_lines_of_an_entry(self):
        reader = read(
            START + "ERROR db odoo.sql_db: bad query: CREATE EXTENSION",
            "ERROR: extension pg_trgm is not available",
            allow=self.TEXT,
        )
        self.assertEqual(reader.complaints, [])
