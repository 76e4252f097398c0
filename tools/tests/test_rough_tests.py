"""Which servers are killed, and what is left of one whose run was killed itself."""

import os
import tempfile
import unittest
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

from tools import rough_tests
from tools.outcome import Outcome
from tools.paths import Paths
from tools.postgres import Server


class TestRoughTests(unittest.TestCase):
    def test_a_server_of_somebody_else_is_left_alone(self):
        outcome = Outcome("rough")
        bench = SimpleNamespace(server=Server("db.example.com", "5432", "odoo"))
        rough_tests.run(bench, outcome, "test", None, install=False)
        self.assertTrue(outcome.not_run)

    def test_only_folders_of_dead_runs_are_dropped(self):
        with tempfile.TemporaryDirectory() as folder:
            state = Path(folder)
            dead, alive = state / "rough_4194305", state / f"rough_{os.getpid()}"
            for path in (dead, alive, state / "pg"):
                path.mkdir()
            rough_tests._drop_leftovers(replace(Paths.from_environment({}), state=state))
            self.assertEqual(sorted(state.iterdir()), sorted([alive, state / "pg"]))
