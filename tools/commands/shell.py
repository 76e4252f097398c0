"""./run shell: an Odoo shell on the demo database."""

import argparse
import sys

from tools import demo, workbench
from tools.paths import Paths


def shell(arguments):
    parser = argparse.ArgumentParser(
        prog="./run shell", description="Odoo shell on the demo database; reads a script from standard input."
    )
    parser.add_argument("--db", help="database to open instead of 'demo'")
    options, rest = parser.parse_known_args(arguments)
    with workbench.opened(Paths.from_environment()) as bench:
        name = demo.name_of(options)
        demo.ensure(bench, name)
        terminal = sys.stdin.isatty()
        quiet = [] if terminal else ["--log-level=warn"]
        return bench.run_odoo("shell", "-d", name, "--no-http", *quiet, *rest, interactive=terminal)
