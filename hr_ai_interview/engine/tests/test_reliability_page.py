"""docs/reliability.md says what the code does: all faults, tests that exist, the codes and their classes."""

import re
import unittest
from pathlib import Path

from ..errors import CODES

ADDON = Path(__file__).resolve().parents[2]
PAGE = ADDON.parent / "docs" / "reliability.md"
FAULTS = range(1, 61)
#: Tests that have a row of the matrix in their name: test_row_08_..., test_row_22_and_43_...
ROW_OF_TEST = re.compile(r"test_row_(\d\d)(?:_and_(\d\d))?_")
ROW = re.compile(r"^\| (\d+) \|.*$", re.MULTILINE)
CODES_OF_CLASS = re.compile(r"^\| \*\*([TGCIR])\*\* \|[^|]*\| ((?:`\w+`(?:, )?)+) \|$", re.MULTILINE)
TEST_NAME = re.compile(r"`(test_\w+)`")
TEST = re.compile(r"^    def (test_\w+)\(", re.MULTILINE)


def existing_tests():
    files = ADDON.rglob("tests/*.py")
    return {name for file in files for name in TEST.findall(file.read_text(encoding="utf-8"))}


class TestReliabilityPage(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.page = PAGE.read_text(encoding="utf-8")
        cls.rows = {int(row[1]): row[0] for row in ROW.finditer(cls.page)}

    def test_every_fault_has_a_row_in_order(self):
        self.assertEqual([int(number) for number in ROW.findall(self.page)], list(FAULTS))

    def test_every_row_names_its_tests(self):
        for number, row in self.rows.items():
            with self.subTest(row=number):
                self.assertTrue(TEST_NAME.findall(row))

    def test_every_named_test_exists(self):
        self.assertEqual(set(TEST_NAME.findall(self.page)) - existing_tests(), set())

    def test_every_test_of_a_row_is_named_there(self):
        """Whoever writes a test of a row says so on the page."""
        for name in sorted(existing_tests()):
            match = ROW_OF_TEST.match(name)
            for number in filter(None, match.groups() if match else ()):
                with self.subTest(test=name, row=number):
                    self.assertIn(f"`{name}`", self.rows[int(number)], f"name it in {PAGE.name}")

    def test_every_code_has_its_class(self):
        said = {
            code: letter
            for letter, codes in CODES_OF_CLASS.findall(self.page)
            for code in re.findall(r"`(\w+)`", codes)
        }
        self.assertEqual(said, CODES)
