"""./run i18n: the translation files of our add-ons, from what Odoo exports."""

import argparse
import os

from tools import processes, templates, workbench
from tools.database import Databases
from tools.errors import RunError
from tools.paths import Paths


def i18n(arguments):
    parser = argparse.ArgumentParser(
        prog="./run i18n", description="Refresh i18n/*.pot and *.po; fails while a Chinese text is missing."
    )
    parser.add_argument("--check", action="store_true", help="write nothing, fail if a file is out of date")
    options = parser.parse_args(arguments)
    paths = Paths.from_environment()
    if not paths.addons():
        raise RunError(
            "There is no add-on at the root of the project (a folder with __manifest__.py) to translate."
        )
    with workbench.opened(paths) as bench:
        exported = export(bench)
    command = [paths.python, "-B", "-m", "tools.po", *(["--check"] if options.check else []), *exported]
    environ = workbench.python_environ(paths) | {"PYTHONPATH": str(paths.root)}
    return processes.run(command, cwd=paths.root, env=environ)


def export(bench):
    """Pairs of i18n folder and freshly exported template, from a database without demo data."""
    databases, name = Databases(bench), f"i18n_{os.getpid()}"
    folder = bench.paths.state / "i18n"
    folder.mkdir(parents=True, exist_ok=True)
    pairs, log = [], bench.paths.logs / "i18n.log"
    try:
        databases.copy(templates.ensure(bench), name)
        templates.install(bench, name, bench.paths.addons())
        for addon in bench.paths.addons():
            file = folder / f"{addon}.pot"
            file.unlink(missing_ok=True)
            with open(log, "w") as output:
                arguments = ["i18n", "export", "-d", name, "-l", "pot", "-o", file, addon]
                code = bench.run_odoo(*arguments, stdout=output, stderr=output)
            if code or not file.exists():
                raise RunError(f"Odoo could not export the texts of {addon}; see {log}")
            pairs += [bench.paths.root / addon / "i18n", file]
    finally:
        databases.drop(name)
    return pairs
