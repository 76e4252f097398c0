"""The small language model: what happens when it cannot be had, and that it is the known one."""

import argparse
import contextlib
import io
import tempfile
import unittest
from pathlib import Path
from types import SimpleNamespace
from unittest import mock

from tools import llm, llm_tests
from tools.commands import test as command
from tools.errors import RunError
from tools.outcome import Report

NO_PIP = "#!/bin/sh\necho 'ERROR: No matching distribution found' >&2\nexit 1\n"


class TestFetching(unittest.TestCase):
    def setUp(self):
        super().setUp()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.home = Path(folder.name)
        self.python = self.home / "python"
        self.python.write_text(NO_PIP)
        self.python.chmod(0o755)
        self.paths = SimpleNamespace(home=self.home, cache=self.home / "cache", python=self.python)

    def test_no_wheels(self):
        with (
            contextlib.redirect_stderr(io.StringIO()),
            self.assertRaisesRegex(llm.Unavailable, "No matching distribution"),
        ):
            llm.ensure(self.paths)

    def test_other_weights_are_refused(self):
        file = self.home / "weights"
        with mock.patch.object(llm, "WEIGHTS_BYTES", 4):
            file.write_bytes(b"abcd")
            with self.assertRaises(RunError) as caught:
                llm.check_weights(file)
        # A changed file is no missing network: the stage has to fail.
        self.assertNotIsInstance(caught.exception, llm.Unavailable)


class TestStage(unittest.TestCase):
    def run_stage(self, *, asked_for, tests):
        """(exit code, output) of a report with a stage that passed and this one."""
        report, output = Report(), io.StringIO()
        with contextlib.redirect_stdout(output), mock.patch.object(llm_tests, "run", side_effect=tests):
            with report.stage("before") as outcome:
                outcome.passed = 3
            command._with_model(None, report, "", None, argparse.Namespace(llm=asked_for))
            return report.close(), output.getvalue()

    def test_nobody_asked_and_there_is_none(self):
        code, output = self.run_stage(asked_for=False, tests=llm.Unavailable("no wheels."))
        self.assertEqual(code, 0)
        self.assertIn("not run: no wheels.", output)
        self.assertRegex(output, r"(?m)^with a language model +not run +\d")
        self.assertTrue(output.endswith("\n3 passed, 0 failed\n"))

    def test_asked_for_and_there_is_none(self):
        code, output = self.run_stage(asked_for=True, tests=llm.Unavailable("no wheels."))
        self.assertEqual(code, 1)
        self.assertTrue(output.endswith("\n3 passed, 1 failed\n"))

    def test_what_else_goes_wrong_has_failed(self):
        for tests in (RunError("did not start."), lambda *_args, **_options: None):
            with self.subTest(tests=tests):
                self.assertEqual(self.run_stage(asked_for=False, tests=tests)[0], 1)
