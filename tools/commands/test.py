"""./run test: all tests, in stages."""

import argparse
import os

from tools import (
    browser,
    database,
    llm,
    llm_tests,
    odoo_home,
    odoo_tests,
    rough_tests,
    unit_tests,
    venv,
    workbench,
)
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
    if not (options.only or options.llm or options.rough):
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
    which.add_argument("--llm", action="store_true", help="only the tests with a small language model")
    which.add_argument(
        "--rough", action="store_true", help="only the tests that kill the database and update"
    )
    parser.add_argument("--no-core", action="store_true", help="leave Odoo's own tests out")
    parser.add_argument("--db", metavar="NAME", help="name of the test database, which is then kept")
    return parser.parse_args(arguments)


def _with_database(bench, report, options):
    allow, databases = odoo_tests.allow_list(bench.paths), Databases(bench)
    name = database.check_name(options.db or f"test_{os.getpid()}")
    try:
        with report.stage("test database", tests=False):
            odoo_tests.drop_leftovers(databases)
            odoo_tests.prepare(bench, name, databases)
        if report.failed:
            return
        if options.llm:
            _with_model(bench, report, name, allow, options)
        elif options.rough:
            _rough(bench, report, name, allow, options)
        else:
            _without_model(bench, report, name, allow, options)
    finally:
        if not options.db:
            databases.drop(name)


def _without_model(bench, report, name, allow, options):
    installed = False
    with report.stage("tests of the add-ons") as outcome:
        ours = options.only or odoo_tests.tags(bench.paths.addons())
        installed = odoo_tests.run_ours(bench, outcome, name, ours, allow)
    if options.only:
        return
    if not installed:
        print("The other tests in a database were not run, since the add-ons could not be installed.")
        return
    if not options.no_core:
        with report.stage("Odoo's own tests") as outcome:
            odoo_tests.run_core(bench, outcome, name, allow)
    _rough(bench, report, name, allow, options)
    if not options.no_core:
        for pattern in allow.unused():
            print(f"info: log_allow.txt has a pattern nothing needed: {pattern.regex.pattern}")
    _with_model(bench, report, name, allow, options)


def _rough(bench, report, name, allow, options):
    with report.stage("database killed, module updated") as outcome:
        rough_tests.run(bench, outcome, name, allow, install=options.rough)


def _with_model(bench, report, name, allow, options):
    """Unless it was asked for, what cannot be fetched for it is no fault of the tree that is tested."""
    with report.stage("with a language model") as outcome:
        try:
            llm_tests.run(bench, outcome, name, allow, install=options.llm)
        except llm.Unavailable as error:
            if options.llm:
                raise
            outcome.not_run = str(error)
