"""The script as a person calls it."""

import subprocess
import unittest

from tools.cli import COMMANDS
from tools.commands.help import TEXT
from tools.paths import ROOT


def run(*arguments, **environ):
    return subprocess.run(
        [ROOT / "run", *arguments],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        env={"PATH": "/usr/bin:/bin", **environ},
    )


class TestRun(unittest.TestCase):
    def test_plain_run_prints_the_help(self):
        result = run()
        self.assertEqual((result.returncode, result.stdout), (0, TEXT))

    def test_an_unknown_command_gets_one_line(self):
        result = run("nonsense")
        self.assertEqual(result.returncode, 2)
        self.assertEqual(result.stderr, "run: there is no command 'nonsense'; ./run help lists them.\n")

    def test_a_missing_python_gets_one_line(self):
        result = run("help", PYTHON="no-such-python")
        self.assertEqual(result.returncode, 2)
        self.assertIn("set PYTHON to its path", result.stderr)
        self.assertEqual(result.stderr.count("\n"), 1)

    def test_every_command_is_in_the_help(self):
        for command in COMMANDS:
            with self.subTest(command=command):
                self.assertRegex(TEXT, rf"(?m)^  {command}\b")
