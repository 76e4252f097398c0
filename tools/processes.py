"""Child processes that never outlive ./run.

./run makes itself the reaper of orphans (Linux), so that at its end every descendant can be found in
/proc and ended, whatever daemon or browser a child started. The PostgreSQL keeper is the exception:
other ./run commands may be using it, and it ends by itself (see pg_keeper.py).
"""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER = 1, 36
PATIENCE = 15.0
_spared = set()


def _prctl(option, value):
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None, use_errno=True).prctl(option, value, 0, 0, 0)


def adopt_orphans():
    _prctl(PR_SET_CHILD_SUBREAPER, 1)


def spare(pid):
    """Leave this descendant, and what it started, alone at the end."""
    _spared.add(pid)


def die_with_parent():
    _prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def run(command, *, interactive=False, **options):
    """Run to the end and return the exit code.

    Unless it is to read the terminal, the child gets a process group of its own, so that Ctrl-C
    reaches it exactly once, through us (Odoo takes a second one as 'drop everything').
    """
    with child(command, interactive=interactive, **options) as process:
        return process.wait()


@contextlib.contextmanager
def child(command, *, interactive=False, **options):
    if not interactive and "stdin" not in options and sys.stdin is not None and sys.stdin.isatty():
        options["stdin"] = subprocess.DEVNULL
    process = subprocess.Popen(
        [str(part) for part in command],
        preexec_fn=die_with_parent,
        start_new_session=not interactive,
        **options,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            stop(process, signal.SIGINT if not interactive else None)


def stop(process, first_signal=signal.SIGTERM):
    """End one child politely, then by force."""
    for number in (first_signal, signal.SIGTERM, signal.SIGKILL):
        if number is not None:
            process.send_signal(number)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(PATIENCE)
            return


def descendants():
    """Process ids below this one, without the spared ones and theirs."""
    parents = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            if fields[0] != "Z":
                parents.setdefault(int(fields[1]), []).append(int(folder.name))
    found, queue = [], [os.getpid()]
    while queue:
        for pid in parents.get(queue.pop(), []):
            if pid not in _spared:
                found.append(pid)
                queue.append(pid)
    return found


def end_all():
    """End every descendant that is still there, and reap them: process 1 may not."""
    for number, patience in ((signal.SIGTERM, 5.0), (signal.SIGKILL, 5.0)):
        deadline = time.monotonic() + patience
        for pid in descendants():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, number)
        while descendants() and time.monotonic() < deadline:
            time.sleep(0.05)
        _reap()
        if not descendants():
            return


def _reap():
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
