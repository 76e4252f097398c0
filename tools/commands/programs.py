"""./run odoo, ./run python, ./run setup: programs in the prepared environment."""

import argparse
import sys

from tools import browser, database, odoo_home, processes, templates, venv, workbench
from tools.demo import LANGUAGES
from tools.errors import RunError
from tools.paths import Paths


def odoo(arguments):
    """Odoo itself. Its port is a free one unless named, so that several can run side by side."""
    paths = Paths.from_environment()
    if any(argument.startswith("--test") for argument in arguments):
        browser.ensure(paths)
    with workbench.opened(paths) as bench:
        environ = bench.environ()
        environ["ODOO_HTTP_PORT"] = str(workbench.free_port())
        interactive = sys.stdin.isatty() and "shell" in arguments[:1]
        return processes.run(bench.command(*arguments), interactive=interactive, env=environ)


def python(arguments):
    """The virtual environment's Python with Odoo importable, without a database server."""
    if not arguments and not sys.stdin.isatty():
        arguments = ["-"]
    paths = Paths.from_environment()
    venv.ensure(paths)
    environ = workbench.python_environ(paths, odoo_home.ensure(paths))
    return processes.run([paths.python, *arguments], interactive=sys.stdin.isatty(), env=environ)


def setup(arguments):
    """Everything that is downloaded, and a PostgreSQL that has started once."""
    if arguments:
        raise RunError("./run setup takes no arguments.")
    paths = Paths.from_environment()
    browser.ensure(paths)
    with workbench.opened(paths) as bench:
        print(f"ready: Odoo {bench.odoo.version}, PostgreSQL at {bench.server.host}")


def fresh(arguments):
    """A database with the stock modules our add-ons need, copied from a template in a second."""
    parser = argparse.ArgumentParser(
        prog="./run fresh", description="Make a database to install add-ons into."
    )
    parser.add_argument("name")
    parser.add_argument("--demo", action="store_true", help="with demo data and all four languages")
    options = parser.parse_args(arguments)
    name = database.check_name(options.name)
    with workbench.opened(Paths.from_environment()) as bench:
        languages = LANGUAGES if options.demo else ("en_US",)
        template = templates.ensure(bench, demo=options.demo, languages=languages)
        database.Databases(bench).copy(template, name)
    print(f"database '{name}' is ready; next: ./run odoo -d {name} -i ADDON --stop-after-init")
