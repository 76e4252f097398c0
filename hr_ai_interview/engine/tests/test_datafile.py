import doctest
import json
import tempfile
import unittest
from pathlib import Path

from .. import datafile
from ..datafile import expand, load_json

ENGINE = Path(datafile.__file__).parent


class TestDataFiles(unittest.TestCase):
    def test_doctest(self):
        self.assertEqual(doctest.testmod(datafile).failed, 0)

    def test_an_unknown_macro_is_a_bug_in_the_data(self):
        with self.assertRaises(KeyError):
            expand("{NOBODY}", {"DAY": "[0-9]"})
        self.assertEqual(expand("[0-9]{1,3}", {}), "[0-9]{1,3}", "a repetition is no macro")

    def test_a_file_is_read_once(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "rules.json"
            path.write_text(json.dumps({"word": "é"}), encoding="utf-8")
            first = load_json(Path(folder), "rules")
            path.unlink()
            self.assertEqual(load_json(Path(folder), "rules"), {"word": "é"})
            self.assertIs(load_json(Path(folder), "rules"), first)

    def test_data_are_loaded_and_expanded_here_only(self):
        """Packages had loaders of their own, and two of them the same ``expand``, to be mended twice."""
        own = (".read_text(", "json.load(", "_MACRO = ")
        for path in ENGINE.rglob("*.py"):
            if "tests" in path.parts or path.name == "datafile.py":
                continue
            text = path.read_text(encoding="utf-8")
            with self.subTest(path=path.name):
                self.assertFalse([words for words in own if words in text])
