"""Tests inside Odoo: on a copy of a template database, their log read while they run."""

import os
import subprocess

from tools import processes, templates, workbench
from tools.errors import RunError
from tools.odoo_log import AllowList, LogReader

# Odoo's own tests of what we extend; they must pass with our add-ons installed as they do without
# (302 of them on 19.0, 0 failed, on the template database updated the same way).
CORE = ("hr", "hr_recruitment", "hr_recruitment_skills", "hr_recruitment_survey", "hr_skills", "survey")
UPDATED = ("hr", "survey")  # updates everything that depends on them: CORE and our add-ons
MARK = "made by ./run test"
LONGEST = 60  # lines of one complaint that are shown; the log has the rest


def allow_list(paths):
    return AllowList((paths.root / "tools" / "log_allow.txt").read_text())


def tags(modules):
    return ",".join(f"/{name}" for name in modules)


def run_ours(bench, outcome, database, test_tags, allow):
    """Install our add-ons with their tests, those for at_install on the way; True if they installed."""
    return _run(bench, outcome, database, test_tags, _install(bench), "addons", allow)


def run_core(bench, outcome, database, allow):
    """Odoo's own tests. Updating is what lets its at_install tests run where later modules are in:
    without it they meet required columns of modules that are not loaded yet."""
    return _run(bench, outcome, database, tags(CORE), ["-u", ",".join(UPDATED)], "core", allow)


def run_tagged(bench, outcome, database, tag, allow, environ, *, install):
    """Our tests that ask for something special, which `environ` tells them; they carry `tag`."""
    what = _install(bench) if install else []
    return _run(bench, outcome, database, tag, what, tag, allow, environ)


def _install(bench):
    return ["-i", ",".join(bench.paths.addons())]


def _run(bench, outcome, database, test_tags, what, label, allow, environ=None):
    arguments = [*what, f"--test-tags={test_tags}", f"--http-port={workbench.free_port()}"]
    reader, code = _watch(bench, database, label, arguments, allow, environ or {})
    outcome.passed += reader.passed
    outcome.failed += reader.failures
    if not reader.run:
        outcome.fail(f"no test carries the tags {test_tags}, or none was reached")
    elif code and not reader.failures:
        outcome.fail(f"Odoo ended with code {code} though no test failed")
    return not any(text.startswith("CRITICAL") for text in reader.complaints)


def _watch(bench, database, label, arguments, allow, environ):
    log = bench.paths.logs / f"test-{label}.log"
    reader = LogReader(allow, on_complaint=show)
    command = bench.command("-d", database, "--stop-after-init", "--max-cron-threads=0", *arguments)
    with (
        open(log, "w") as output,
        processes.child(
            command,
            env=bench.environ() | environ,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        ) as process,
    ):
        for line in process.stdout:
            output.write(line)
            reader.feed(line)
        code = process.wait()
    reader.finish()
    print(f"   log: {log}", flush=True)
    return reader, code


def show(text):
    lines = text.splitlines()
    if len(lines) > LONGEST:
        lines[LONGEST // 3 : -LONGEST * 2 // 3] = ["[...]"]
    print("   ! " + "\n     ".join(lines), flush=True)


def prepare(bench, database, databases):
    """Copy the template the add-ons need, without demo data: their tests make what they need."""
    if not bench.paths.addons():
        raise RunError(
            "There is no add-on at the root of the project (a folder with __manifest__.py) to test."
        )
    if databases.exists(database) and databases.comment(database) != MARK:
        raise RunError(
            f"Database '{database}' was not made by ./run test and would be lost; choose another --db."
        )
    databases.copy(templates.ensure(bench), database)
    databases.set_comment(database, MARK)


def drop_leftovers(databases):
    """Drop test databases of runs that were killed: their names end in the id of a dead process."""
    for name in databases.names("test_"):
        dead = not os.path.exists(f"/proc/{name.removeprefix('test_')}")
        if name.removeprefix("test_").isdigit() and dead and databases.comment(name) == MARK:
            databases.drop(name)
