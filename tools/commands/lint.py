"""./run lint: all linters, each of which must also reject the add-on that is wrong on purpose."""

import argparse

from tools import linters, venv
from tools.outcome import Report
from tools.paths import Paths


def lint(arguments):
    parser = argparse.ArgumentParser(prog="./run lint", description="Check the style of everything.")
    parser.add_argument("--fix", action="store_true", help="repair what the linters can repair first")
    options = parser.parse_args(arguments)
    paths, report = Paths.from_environment(), Report()
    with report.stage("setup", tests=False):
        venv.ensure(paths)
        found = linters.linters(paths)
    if report.failed:
        return report.close()
    wanted = linters.expectations(paths)
    for linter in found:
        with report.stage(linter.name) as outcome:
            _check(paths, linter, wanted.get(linter.name, []), outcome, options.fix)
    return report.close()


def _check(paths, linter, wanted, outcome, fix):
    """Two checks: our files are good, the fixture is not."""
    blind = linters.missed(paths, linter, wanted)
    if blind or not wanted:
        outcome.fail(
            f"{linter.name} no longer reports about {linters.FIXTURE}: {', '.join(blind) or 'anything'}"
        )
    else:
        outcome.passed += 1
    if not linter.files:
        return
    if fix and linter.fix:
        linters.run(paths, linter, linter.files, linter.fix)
    code, output = linters.run(paths, linter, linter.files, linter.check)
    if code:
        outcome.fail(f"{linter.name} found faults")
        print(output, flush=True)
    else:
        outcome.passed += 1
