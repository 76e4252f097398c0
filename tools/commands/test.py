"""./run test: all tests, in three stages."""

import argparse
import os

from tools import browser, database, odoo_home, odoo_tests, unit_tests, venv, workbench
from tools.database import Databases
from tools.outcome import Report
from tools.paths import Paths


def test(arguments):
    options = _parse(arguments)
    paths, report = Paths.from_environment(), Report()
    with report.stage("setup", tests=False):
        venv.ensure(paths)
        if not options.fast:
            odoo_home.ensure(paths)
            browser.ensure(paths)
    if report.failed:
        return report.close()
    if not options.only:
        with report.stage("without database") as outcome:
            unit_tests.run(paths, outcome)
    if not options.fast:
        with workbench.opened(paths) as bench:
            _with_database(bench, report, options)
    return report.close()


def _parse(arguments):
    parser = argparse.ArgumentParser(prog="./run test", description="All tests.")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--fast", action="store_true", help="only the tests that need no database")
    which.add_argument("--only", metavar="TAGS", help="only our add-ons' tests with these --test-tags")
    parser.add_argument("--no-core", action="store_true", help="leave Odoo's own tests out")
    parser.add_argument("--db", metavar="NAME", help="name of the test database, which is then kept")
    return parser.parse_args(arguments)


def _with_database(bench, report, options):
    allow, databases = odoo_tests.allow_list(bench.paths), Databases(bench)
    name = database.check_name(options.db or f"test_{os.getpid()}")
    with_core = not (options.no_core or options.only)
    try:
        installed = False
        with report.stage("tests of the add-ons") as outcome:
            odoo_tests.drop_leftovers(databases)
            odoo_tests.prepare(bench, name, databases)
            ours = options.only or odoo_tests.tags(bench.paths.addons())
            installed = odoo_tests.run_ours(bench, outcome, name, ours, allow)
        if with_core and not installed:
            print("Odoo's own tests were not run, since the add-ons could not be installed.")
        elif with_core:
            with report.stage("Odoo's own tests") as outcome:
                odoo_tests.run_core(bench, outcome, name, allow)
            for pattern in allow.unused():
                print(f"info: log_allow.txt has a pattern nothing needed: {pattern.regex.pattern}")
    finally:
        if not options.db:
            databases.drop(name)
