"""Which server is used, and how it is shared and given up."""

import fcntl
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from types import SimpleNamespace

from tools import postgres
from tools.errors import RunError

# Stands in for pg_keeper.py: takes the exclusive lock, then is gone, as the real one stops its server.
KEEPER = """
import fcntl, sys
with open(sys.argv[1], "a") as users:
    print("waiting", flush=True)
    fcntl.flock(users, fcntl.LOCK_EX)
"""


class TestFromEnvironment(unittest.TestCase):
    def test_table(self):
        for environ, expected in (
            ({}, None),
            ({"PGDATABASE": "stray"}, None),
            (
                {"DATABASE_URL": "postgresql://me:p%40ss@db.example:6432/x"},
                ("db.example", "6432", "me", "p@ss", "x"),
            ),
            ({"DATABASE_URL": "postgres://me@/x?host=/run/pg"}, ("/run/pg", "5432", "me", "", "x")),
            ({"PGHOST": "db", "PGUSER": "me"}, ("db", "5432", "me", "", "")),
        ):
            with self.subTest(environ=environ):
                server = postgres.from_environment(environ)
                found = server and (server.host, server.port, server.user, server.password, server.database)
                self.assertEqual(found, expected)

    def test_refusals(self):
        with self.assertRaisesRegex(RunError, "must look like postgresql://"):
            postgres.from_environment({"DATABASE_URL": "mysql://x"})
        with self.assertRaisesRegex(RunError, "refuses the PostgreSQL user 'postgres'"):
            postgres.from_environment({"PGHOST": "db", "PGUSER": "postgres"})


class TestLeave(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.paths = SimpleNamespace(state=Path(folder.name))
        self.users = self.user()
        self.keeper = subprocess.Popen(
            [sys.executable, "-c", KEEPER, self.paths.state / "users.lock", "pg_keeper"],
            stdout=subprocess.PIPE,
        )
        self.addCleanup(self.keeper.stdout.close)
        self.addCleanup(self.keeper.wait)
        self.addCleanup(self.keeper.kill)
        self.keeper.stdout.readline()

    def user(self):
        file = open(self.paths.state / "users.lock", "a")  # noqa: SIM115
        self.addCleanup(file.close)
        fcntl.flock(file, fcntl.LOCK_SH)
        return file

    def test_the_last_one_waits_for_the_keeper_to_end(self):
        postgres._leave(self.paths, self.users, self.keeper.pid)
        self.assertFalse(postgres._alive(self.keeper.pid))

    def test_the_keeper_stays_while_another_uses_the_server(self):
        other = self.user()
        postgres._leave(self.paths, self.users, self.keeper.pid)
        self.assertTrue(postgres._alive(self.keeper.pid))
        postgres._leave(self.paths, other, self.keeper.pid)
        self.assertFalse(postgres._alive(self.keeper.pid))

    def test_a_killed_user_counts_no_more(self):
        self.users.close()
        self.keeper.wait(10)
        self.assertFalse(postgres._alive(self.keeper.pid))
