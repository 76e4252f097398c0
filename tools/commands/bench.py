"""./run bench: the measurements in bench/, each against its limit."""

import argparse
import os
import re

from tools import processes, templates, venv, workbench
from tools.database import Databases
from tools.errors import RunError
from tools.outcome import Report
from tools.paths import Paths

NEEDS_ODOO = re.compile(r"^NEEDS = [\"']odoo[\"']", re.MULTILINE)
IN_SHELL = """\
import sys
sys.path.insert(0, {folder!r})
import common
common.run({name!r}, env)
"""


def bench(arguments):
    parser = argparse.ArgumentParser(prog="./run bench", description="Run the files bench/bench_*.py.")
    parser.add_argument(
        "names", metavar="NAME", nargs="*", help="e.g. kit for bench/bench_kit.py; all by default"
    )
    paths, report = Paths.from_environment(), Report()
    names = _chosen(paths, parser.parse_args(arguments).names)
    plain = [name for name in names if not _needs_odoo(paths, name)]
    venv.ensure(paths)
    for name in plain:
        with report.stage(name) as outcome:
            _verdict(outcome, _run_plain(paths, name))
    if len(plain) < len(names):
        with workbench.opened(paths) as opened:
            _run_in_odoo(opened, report, [name for name in names if name not in plain])
    return report.close()


def _chosen(paths, wanted):
    there = sorted(path.stem for path in (paths.root / "bench").glob("bench_*.py"))
    chosen = []
    for name in wanted:
        full = name if name.startswith("bench_") else f"bench_{name}"
        if full not in there:
            raise RunError(f"There is no bench/{full}.py; there are {', '.join(there) or 'none'}.")
        chosen.append(full)
    return chosen or there


def _needs_odoo(paths, name):
    return bool(NEEDS_ODOO.search((paths.root / "bench" / f"{name}.py").read_text()))


def _verdict(outcome, code):
    if code:
        outcome.fail("a limit was broken, or the benchmark stopped with an error")
    else:
        outcome.passed += 1


def _run_plain(paths, name):
    command = [paths.python, "-B", paths.root / "bench" / "common.py", name]
    return processes.run(command, env=workbench.python_environ(paths))


def _run_in_odoo(opened, report, names):
    databases, database = Databases(opened), f"bench_{os.getpid()}"
    try:
        with report.stage("bench database", tests=False):
            databases.copy(templates.ensure(opened), database)
            templates.install(opened, database, opened.paths.addons())
        if report.failed:
            return
        for name in names:
            with report.stage(name) as outcome:
                script = IN_SHELL.format(folder=str(opened.paths.root / "bench"), name=name)
                _verdict(outcome, opened.run_script(database, script))
    finally:
        databases.drop(database)
