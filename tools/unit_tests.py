"""Tests that need no database: run with unittest, counted from its closing lines."""

import re
import subprocess

from tools import processes, workbench

RAN = re.compile(r"^Ran (\d+) tests? in ", re.MULTILINE)
DETAILS = re.compile(r"^(?:OK|FAILED|NO TESTS RAN)(?: \((.*)\))?$", re.MULTILINE)
# Inside an add-on: packages without any import of odoo, tested from the add-on's folder.
PACKAGES = ("engine", "learning")


def suites(paths):
    """(label, folder to run in, folder of tests) of everything there is."""
    found = [("tools", paths.root, "tools/tests")]
    for addon in paths.addons():
        for package in PACKAGES:
            folder = paths.root / addon
            if any((folder / package / "tests").glob("test_*.py")):
                found.append((f"{addon}/{package}", folder, f"{package}/tests"))
    return found


def count(text):
    """(passed, failed) from unittest's output; a skipped or expectedly failing test has not passed."""
    ran, details = RAN.findall(text), DETAILS.findall(text)
    if not ran or not details:
        return 0, 1
    numbers = {key: int(value) for key, value in re.findall(r"([a-z][a-z ]*)=(\d+)", details[-1])}
    failed = sum(numbers.get(key, 0) for key in ("failures", "errors", "unexpected successes", "skipped"))
    return max(0, int(ran[-1]) - failed - numbers.get("expected failures", 0)), failed


def run(paths, outcome):
    for label, folder, tests in suites(paths):
        run_suite(paths, outcome, label, folder, ["discover", "-b", "-s", tests, "-t", "."])


def run_suite(paths, outcome, label, folder, arguments, environ=None):
    """Run one suite. Odoo is not importable here, which proves that the engine does without."""
    command = [str(paths.python), "-m", "unittest", *arguments]
    with processes.child(
        command,
        cwd=folder,
        env=workbench.python_environ(paths) | (environ or {}),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    ) as process:
        text = process.communicate()[0]
    passed, failed = count(text)
    if process.returncode and not failed:
        failed = 1
    outcome.passed += passed
    outcome.failed += failed
    print(f"   {label}: {passed} passed, {failed} failed", flush=True)
    if failed or not passed:
        print(text, flush=True)
    if not passed and not failed:
        outcome.fail(f"{label} ran no test")
