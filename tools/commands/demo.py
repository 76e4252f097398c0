"""./run demo: the demo company, the main job done on it, the report."""

import argparse

from tools import demo as database
from tools import workbench
from tools.paths import ROOT, Paths

REPORT = ROOT / "tools" / "demo_report.py"
# Compiled under its name, so that a traceback shows its lines.
IN_SHELL = """\
import sys
sys.path.insert(0, {root!r})
exec(compile(open({path!r}, encoding='utf-8').read(), {path!r}, 'exec'))
"""


def demo(arguments):
    parser = argparse.ArgumentParser(
        prog="./run demo", description="Make the demo company and print the report."
    )
    parser.add_argument("--fresh", action="store_true", help="start over from an empty demo database")
    parser.add_argument("--db", help="database to use instead of 'demo'")
    options = parser.parse_args(arguments)
    paths = Paths.from_environment()
    paths.output.mkdir(parents=True, exist_ok=True)
    with workbench.opened(paths) as bench:
        name = database.name_of(options)
        database.ensure(bench, name, fresh=options.fresh)
        code = bench.run_script(
            name, IN_SHELL.format(root=str(ROOT), path=str(REPORT)), RUN_OUTPUT=paths.output
        )
    if code:
        print(f"The report stopped with an error; the database '{name}' is there for ./run shell.")
        return 1
    print(f"\nFiles: {paths.output}")
    print("To click around: ./run serve" + (f" --db {name}" if options.db else ""))
    print(f"It serves http://127.0.0.1:8069/odoo  {database.LOGINS}")
    return 0
