"""The PostgreSQL server of this run: an existing one, or the wheel's, shared by all ./run commands.

DATABASE_URL or PG* variables name an existing server. Otherwise every command that needs the server
holds a shared lock on `users.lock`; a keeper process (pg_keeper.py) starts the server and stops it as
soon as nobody holds that lock, even if the holders were killed.
"""

import contextlib
import fcntl
import json
import os
import subprocess
import time
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

from tools import processes
from tools.errors import RunError
from tools.steps import locked

ROLE = "odoo"
START_SECONDS = 90


@dataclass(frozen=True)
class Server:
    host: str
    port: str
    user: str
    password: str = ""
    database: str = ""
    own: bool = False

    def environ(self):
        """For PostgreSQL's own client programs."""
        values = {"PGHOST": self.host, "PGPORT": self.port, "PGUSER": self.user, "PGPASSWORD": self.password}
        return {key: value for key, value in values.items() if value}


def from_environment(environ=os.environ):
    """The server that DATABASE_URL or PG* variables name, or None."""
    url = environ.get("DATABASE_URL")
    if url:
        parts = urlsplit(url)
        if parts.scheme not in ("postgres", "postgresql"):
            raise RunError(
                "DATABASE_URL must look like postgresql://user:password@host:5432/name; correct or unset it."
            )
        host = parts.hostname or parse_qs(parts.query).get("host", [""])[0]
        server = Server(
            host,
            str(parts.port or 5432),
            unquote(parts.username or ""),
            unquote(parts.password or ""),
            unquote(parts.path.lstrip("/")),
        )
    elif environ.get("PGHOST") or environ.get("PGUSER") or environ.get("PGPORT"):
        server = Server(
            environ.get("PGHOST", ""),
            environ.get("PGPORT", "5432"),
            environ.get("PGUSER", ""),
            environ.get("PGPASSWORD", ""),
            environ.get("PGDATABASE", ""),
        )
    else:
        return None
    if server.user == "postgres":
        raise RunError(
            "Odoo refuses the PostgreSQL user 'postgres'; name another role that may create databases."
        )
    return server


@contextlib.contextmanager
def running(paths):
    """The server, for as long as the block lasts."""
    server = from_environment()
    if server:
        yield server
        return
    paths.state.mkdir(parents=True, exist_ok=True)
    with open(paths.state / "users.lock", "a") as users:
        with locked(paths.state / "gate.lock", quiet=True):
            fcntl.flock(users, fcntl.LOCK_SH)
            info = _keeper_info(paths) or _start_keeper(paths)
        processes.spare(info["keeper"])
        try:
            yield Server(info["host"], info["port"], ROLE, own=True)
        finally:
            _leave(paths, users, info["keeper"])


def _keeper_info(paths):
    """What the keeper wrote about its server, if that keeper is alive."""
    file = paths.state / "keeper.json"
    if not file.is_file():
        return None
    info = json.loads(file.read_text())
    return info if _alive(info["keeper"]) else None


def _alive(pid):
    """Alive and a keeper: a process id from before a reboot may be somebody else's now."""
    with contextlib.suppress(OSError), open(f"/proc/{pid}/cmdline", "rb") as file:
        return b"pg_keeper" in file.read()
    return False


def _start_keeper(paths):
    if " " in str(paths.state):
        raise RunError(
            f"PostgreSQL cannot start in '{paths.state}': its path has a space; set RUN_STATE to another."
        )
    file = paths.state / "keeper.json"
    file.unlink(missing_ok=True)
    paths.logs.mkdir(parents=True, exist_ok=True)
    log = paths.logs / "postgres-keeper.log"
    with open(log, "w") as output:
        keeper = subprocess.Popen(
            [paths.python, "-B", paths.root / "tools" / "pg_keeper.py", paths.state],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
            cwd=paths.state,
            env={key: value for key, value in os.environ.items() if not key.startswith("PG")},
        )
    processes.spare(keeper.pid)
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and keeper.poll() is None:
        if file.is_file():
            return json.loads(file.read_text())
        time.sleep(0.02)
    if keeper.poll() is None:
        keeper.kill()
    raise RunError(
        f"PostgreSQL did not start; its messages are in {log}. Or set DATABASE_URL to an existing server."
    )


def _leave(paths, users, keeper):
    """Give up the server; if nobody else uses it, wait until it has stopped.

    Newcomers are held off by the gate meanwhile. If the exclusive lock is free we were the last, and
    the keeper takes it as soon as we let go. If neither lock is free the keeper already has it.
    """
    with locked(paths.state / "gate.lock", quiet=True):
        fcntl.flock(users, fcntl.LOCK_UN)
        last = _try(users, fcntl.LOCK_EX) or not _try(users, fcntl.LOCK_SH)
        fcntl.flock(users, fcntl.LOCK_UN)
        deadline = time.monotonic() + 30
        while last and _alive(keeper) and time.monotonic() < deadline:
            time.sleep(0.02)


def _try(file, mode):
    try:
        fcntl.flock(file, mode | fcntl.LOCK_NB)
        return True
    except BlockingIOError:
        return False
