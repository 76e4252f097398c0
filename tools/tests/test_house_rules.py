"""Rules for the script itself: no host of a registry, no folder of one machine, small pieces."""

import ast
import re
import unittest

from tools.paths import ROOT

HOST = re.compile(r"https?://(?!127\.0\.0\.1|localhost|[{\"'<])")
MACHINE = re.compile(r"/(?:root|work|home|tmp)/\w")
SETTINGS = ("run", ".ci/run", "pyproject.toml", "package.json", ".prettierrc.json", ".editorconfig")


def files():
    yield from (ROOT / name for name in SETTINGS)
    yield from ROOT.glob("requirements*.txt")
    yield from (path for path in (ROOT / "tools").rglob("*") if path.suffix in (".py", ".txt", ".md", ".xml"))


class TestHouseRules(unittest.TestCase):
    def test_no_host_and_no_machine_path(self):
        for path in files():
            with self.subTest(path=path):
                for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                    self.assertIsNone(HOST.search(line), f"line {number}")
                    self.assertIsNone(MACHINE.search(line), f"line {number}")

    def test_sizes(self):
        for path in (ROOT / "tools").rglob("*.py"):
            with self.subTest(path=path):
                text = path.read_text(encoding="utf-8")
                self.assertLess(len(text.splitlines()), 301)
                for node in ast.walk(ast.parse(text)):
                    if isinstance(node, ast.FunctionDef):
                        self.assertLess(node.end_lineno - node.lineno, 60, node.name)
