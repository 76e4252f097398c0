"""Prepared databases: stock modules installed once, copied for every test, demo or bench database.

A template is named after a hash of Odoo's version, the stock modules our add-ons depend on, whether
demo data is in and which languages are loaded. Without an add-on of ours yet, the usual modules are taken.
"""

import ast
import re

from tools.database import Databases
from tools.errors import RunError
from tools.steps import digest, locked, say

USUAL = ("hr_recruitment_skills", "hr_recruitment_survey")
# Installed after a failed attempt would be half a database, hence the comment as a mark of completion.
ERROR_LINE = re.compile(r"[A-Za-z_]\w*(\.\w+)+: |[A-Z]\w*(Error|Exception|Warning)\b: ")
READY = "prepared by ./run"


def stock_modules(paths):
    """What our add-ons depend on, less our own."""
    own = set(paths.addons())
    wanted = set(USUAL)
    for name in own:
        wanted.update(read_manifest(paths, name).get("depends", []))
    return sorted(wanted - own)


def read_manifest(paths, name):
    file = paths.root / name / "__manifest__.py"
    try:
        return ast.literal_eval(file.read_text())
    except (SyntaxError, ValueError) as error:
        raise RunError(f"{file.relative_to(paths.root)} is not a readable manifest: {error}") from error


def ensure(bench, *, demo=False, languages=("en_US",), modules=None):
    """Name of a template with these properties; makes it the first time."""
    modules = sorted(modules or stock_modules(bench.paths))
    key = digest(bench.odoo.version, modules, demo, languages)[:10]
    name = f"base_{'demo_' if demo else ''}{key}"
    databases = Databases(bench)
    with locked(bench.paths.state / "locks" / f"make_{name}.lock"):
        if not databases.installed(name):
            say(f"setup: template database with {', '.join(modules)}{' and demo data' if demo else ''}")
            databases.drop(name)
            install(bench, name, modules, demo=demo, languages=languages)
            databases.set_comment(name, READY)
    return name


def install(bench, name, modules, *, demo=False, languages=("en_US",)):
    """Install modules with Odoo; its log goes to a file, which is named if that fails."""
    arguments = ["--with-demo"] if demo else []
    if set(languages) != {"en_US"}:
        arguments.append(f"--load-language={','.join(languages)}")
    _batch(bench, name, "install", "-i", modules, arguments)


def update(bench, name, modules):
    """Install what is new and update the rest, since -u passes over modules not yet installed."""
    _batch(bench, name, "update", "-u", modules, ["-i", ",".join(modules)])


def _batch(bench, name, word, option, modules, arguments):
    log = bench.paths.logs / f"{word}-{name}.log"
    fixed = ["-d", name, option, ",".join(modules), "--stop-after-init", "--no-http", "--max-cron-threads=0"]
    with open(log, "w") as output:
        code = bench.run_odoo(*fixed, *arguments, stdout=output, stderr=output)
    if code:
        raise RunError(
            f"Odoo could not {word} {', '.join(modules)} in database '{name}': {_reason(log)} (see {log})"
        )


def _reason(log):
    """The last line of the log that looks like the end of a traceback."""
    found = [line for line in log.read_text(errors="replace").splitlines() if ERROR_LINE.match(line)]
    return found[-1].strip() if found else "no reason given"
