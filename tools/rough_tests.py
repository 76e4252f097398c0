"""The tests that no other one could live beside: they kill the database server and update the module.

They get a server of their own, which goes with them, and on it a copy of the database the add-ons are
installed in, so nobody else feels it. The copy is a dump: in a database whose pages were copied (CREATE
DATABASE ... TEMPLATE) a sequence may give numbers out again after a crash, until the first checkpoint after
the copy.
"""

import contextlib
import os
import shutil
from dataclasses import replace

from tools import odoo_tests, postgres
from tools.database import Databases
from tools.workbench import Workbench

TAG = "rough"
#: Tells the tests which server they may kill: the folder of its data.
VARIABLE = "RUN_ROUGH_SERVER"


def run(bench, outcome, database, allow, *, install):
    """`install`: the add-ons are not in the database yet."""
    if not bench.server.own:
        outcome.not_run = "the database is on a server that ./run did not start"
        return
    _drop_leftovers(bench.paths)
    with _server(bench.paths) as (folder, server):
        databases = Databases(Workbench(bench.paths, bench.odoo, server))
        Databases(bench).send(database, databases)
        environ = {**server.environ(), VARIABLE: str(folder / "pg")}
        odoo_tests.run_tagged(bench, outcome, database, TAG, allow, environ, install=install)


@contextlib.contextmanager
def _server(paths):
    """The folder of a server nobody else uses, and the server."""
    paths = replace(paths, state=paths.state / f"{TAG}_{os.getpid()}")
    try:
        with postgres.running(paths) as server:
            yield paths.state, server
    finally:
        shutil.rmtree(paths.state, ignore_errors=True)


def _drop_leftovers(paths):
    """Drop the servers of runs that were killed: the folders' names end in the id of a dead process."""
    for folder in paths.state.glob(f"{TAG}_*"):
        if not os.path.exists(f"/proc/{folder.name.removeprefix(f'{TAG}_')}"):
            shutil.rmtree(folder, ignore_errors=True)
