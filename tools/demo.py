"""The demo database: made from a template with demo data and all four languages."""

import os

from tools import database, templates
from tools.database import Databases
from tools.steps import digest, locked, say

LANGUAGES = ("en_US", "zh_CN", "ja_JP", "es_ES")
MARK = "demo of ./run: "
UNFINISHED = MARK + "unfinished"
LOGINS = "Log in as admin, reviewer or recruiter; the password is the login."


def name_of(options):
    """The demo database: --db, else RUN_DB, else `demo`."""
    return database.check_name(options.db or os.environ.get("RUN_DB") or "demo")


def sources_key(paths):
    """Changes when a file of an add-on that is loaded into a database changes."""
    files = []
    for name in paths.addons():
        for suffix in ("py", "xml", "csv", "po", "json"):
            files += (path for path in (paths.root / name).rglob(f"*.{suffix}") if "tests" not in path.parts)
    inputs = []
    for path in sorted(files):
        inputs += [path.relative_to(paths.root), path.stat().st_mtime_ns, path.stat().st_size]
    return digest(*map(str, inputs))


def ensure(bench, name, *, fresh=False):
    """Make the database if it is missing; bring the add-ons up to date if their files changed.

    The mark on the database says it is ours and what it was made from. A database without it belongs
    to whoever named it with --db and is used as it is.
    """
    with locked(bench.paths.state / "locks" / f"demo_{name}.lock"):
        databases = Databases(bench)
        mark = databases.comment(name) if databases.exists(name) else UNFINISHED
        key, addons = MARK + sources_key(bench.paths), bench.paths.addons()
        if fresh or mark == UNFINISHED:
            _make(bench, databases, name, addons)
        elif mark.startswith(MARK) and mark != key and addons:
            say(f"setup: the add-ons changed, updating database '{name}'")
            templates.update(bench, name, addons)
        else:
            return
        databases.set_comment(name, key)


def _make(bench, databases, name, addons):
    template = templates.ensure(bench, demo=True, languages=LANGUAGES)
    say(
        f"setup: demo database '{name}'"
        + (f" with {', '.join(addons)}" if addons else " (no add-on of ours yet)")
    )
    databases.copy(template, name)
    databases.set_comment(name, UNFINISHED)
    if addons:
        templates.install(bench, name, addons, demo=True)
