"""Merging translation files and finding what is wrong in them."""

import contextlib
import io
import tempfile
import unittest
from pathlib import Path

import polib

from tools import po


def catalogue(*entries, flags=()):
    made = polib.POFile(wrapwidth=78)
    made.metadata = {"Content-Type": "text/plain; charset=UTF-8"}
    for source, translation in entries:
        made.append(polib.POEntry(msgid=source, msgstr=translation, flags=list(flags)))
    return made


class TestMerge(unittest.TestCase):
    def test_keeps_drops_and_adds(self):
        chinese = catalogue(("Job", "职位"), ("Gone", "没了"))
        self.assertTrue(po.merge(chinese, catalogue(("Job", ""), ("New", ""))))
        self.assertEqual([(entry.msgid, entry.msgstr) for entry in chinese], [("Job", "职位"), ("New", "")])
        self.assertEqual(chinese.obsolete_entries(), [])

    def test_nothing_to_do_is_no_change(self):
        self.assertFalse(po.merge(catalogue(("Job", "职位")), catalogue(("Job", ""))))

    def test_a_fuzzy_translation_stays_fuzzy(self):
        chinese = catalogue(("Job", "职位"), flags=["fuzzy"])
        po.merge(chinese, catalogue(("Job", "")))
        self.assertTrue(chinese[0].fuzzy)


class TestProblems(unittest.TestCase):
    def test_table(self):
        for source, translation, flags, fault in (
            ("Job", "职位", [], None),
            ("Job", "", [], "missing"),
            ("Job", "职位", ["fuzzy"], "fuzzy"),
            ("%(n)s jobs", "%(n)s 个职位", [], None),
            ("%(n)s jobs", "%(m)s 个职位", [], "other placeholders"),
            ("%s of %s", "第 %s 个", [], "other placeholders"),
            ("100% done", "已完成 100%", [], None),
            ("<b>Job</b>", "<b>职位</b>", [], None),
            ("<b>Job</b>", "职位", [], "other tags"),
        ):
            with self.subTest(source=source, translation=translation):
                found = po.problems(catalogue((source, translation), flags=flags))
                self.assertEqual(found, [(source, fault)] if fault else [])


class TestCheck(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.i18n = Path(folder.name) / "some_addon" / "i18n"
        self.i18n.mkdir(parents=True)
        self.exported = Path(folder.name) / "export.pot"
        catalogue(("Job", "")).save(str(self.exported))

    def faults(self, write):
        with contextlib.redirect_stdout(io.StringIO()) as output:
            number = po.check(self.i18n, self.exported, write)
        self.printed = output.getvalue()
        return number

    def test_checking_writes_nothing(self):
        self.assertEqual(self.faults(write=False), 2)
        self.assertIn("some_addon.pot is out of date", self.printed)
        self.assertIn("missing: 'Job'", self.printed)
        self.assertEqual(list(self.i18n.iterdir()), [])

    def test_only_chinese_must_be_complete(self):
        catalogue(("Job", "职位")).save(str(self.i18n / "zh_CN.po"))
        self.assertEqual(self.faults(write=True), 0)
        self.assertIn("some_addon es: 0 of 1 texts translated", self.printed)
        self.assertEqual(
            sorted(path.name for path in self.i18n.iterdir()),
            ["es.po", "ja.po", "some_addon.pot", "zh_CN.po"],
        )

    def test_a_second_run_leaves_the_files_alone(self):
        self.faults(write=True)
        before = {path: path.stat().st_mtime_ns for path in self.i18n.iterdir()}
        self.faults(write=True)
        self.assertEqual({path: path.stat().st_mtime_ns for path in self.i18n.iterdir()}, before)
