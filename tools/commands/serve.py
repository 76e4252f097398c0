"""./run serve: the demo database in a browser."""

import argparse

from tools import demo, workbench
from tools.paths import Paths


def serve(arguments):
    parser = argparse.ArgumentParser(prog="./run serve", description="Serve the demo database.")
    parser.add_argument("--port", type=int, default=8069)
    parser.add_argument("--db", help="database to serve instead of 'demo'")
    options = parser.parse_args(arguments)
    workbench.check_port(options.port)
    with workbench.opened(Paths.from_environment()) as bench:
        name = demo.name_of(options)
        demo.ensure(bench, name)
        print(f"http://127.0.0.1:{options.port}/odoo  {demo.LOGINS}  Ctrl-C ends it.", flush=True)
        return bench.run_odoo("-d", name, f"--db-filter=^{name}$", f"--http-port={options.port}")
