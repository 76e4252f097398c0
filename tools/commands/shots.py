"""./run shots: pictures of pages of the demo database."""

import argparse
import contextlib
import json
import os
import signal
import time
import urllib.error
import urllib.request
from pathlib import Path

from tools import browser, demo, processes, workbench
from tools.database import Databases
from tools.errors import RunError
from tools.paths import Paths

START_SECONDS = 120


def shots(arguments):
    parser = argparse.ArgumentParser(prog="./run shots", description="Take the pictures a JSON file lists.")
    parser.add_argument("spec", metavar="SPEC.json", help="what to take; tools/shots.py describes it")
    parser.add_argument("folder", metavar="FOLDER", help="where the PNG files go")
    parser.add_argument("--db", help="database to show instead of 'demo'")
    options = parser.parse_args(arguments)
    spec, folder, paths = Path(options.spec), Path(options.folder), Paths.from_environment()
    if not spec.is_file():
        raise RunError(f"There is no file {spec}; tools/shots.py describes what it must hold.")
    folder.mkdir(parents=True, exist_ok=True)
    browser.ensure(paths)
    with workbench.opened(paths) as bench:
        demo.ensure(bench, demo.name_of(options))
        with _prepared(bench, demo.name_of(options), spec) as name:
            return _take(bench, name, spec, folder)


@contextlib.contextmanager
def _prepared(bench, name, spec):
    """The demo database, or a copy of it on which the script was run that the list names."""
    script = json.loads(spec.read_text()).get("prepare")
    if not script:
        yield name
        return
    databases, copy = Databases(bench), f"shots_{os.getpid()}"
    databases.copy(name, copy)
    try:
        if bench.run_script(copy, (spec.parent / script).read_text()):
            raise RunError(f"{spec.parent / script} stopped with an error.")
        yield copy
    finally:
        databases.drop(copy)


def _take(bench, name, spec, folder):
    paths = bench.paths
    port = workbench.free_port()
    log = paths.logs / "shots.log"
    command = bench.command(
        "-d", name, f"--db-filter=^{name}$", f"--http-port={port}", "--max-cron-threads=0"
    )
    with (
        open(log, "w") as output,
        processes.child(command, env=bench.environ(), stdout=output, stderr=output) as server,
    ):
        base = f"http://127.0.0.1:{port}"
        _wait(server, base, log)
        environ = bench.environ() | {"PYTHONPATH": str(paths.root)}
        program = [paths.python, "-B", "-m", "tools.shots", browser.executable(paths)]
        code = processes.run([*program, base, name, spec.absolute(), folder.absolute()], env=environ)
        server.send_signal(signal.SIGINT)
        processes.stop(server)
    return code


def _wait(server, base, log):
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{base}/web/login", timeout=60):  # noqa: S310
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    raise RunError(f"Odoo did not answer at {base}; see {log}")
