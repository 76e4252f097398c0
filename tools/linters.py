"""The linters of ./run lint: which files each looks at, and the proof that each still finds something.

`lint_fixture/` holds an add-on that is wrong on purpose; `expected.txt` there lists which linter must
say what about it.
"""

import subprocess
from dataclasses import dataclass, field

from tools import node, workbench

FIXTURE = "tools/lint_fixture"
# Left out: the spelling of the XML header, which prettier owns; the order of attributes and numbers as text,
# which are matters of taste.
OCA_OFF = "--disable=xml-header-wrong,xml-tag-position,xml-field-numeric-without-eval"


@dataclass
class Linter:
    name: str
    command: list
    files: list
    fixture: list
    fix: list = field(default_factory=list)  # added to the command to repair what can be
    check: list = field(default_factory=list)  # added to the command otherwise


def linters(paths):
    addons, root = paths.addons(), paths.root
    bad = f"{FIXTURE}/bad_addon"
    programs = paths.venv / "bin"
    found = [
        Linter(
            "ruff",
            [programs / "ruff", "check", "--output-format=concise", "--no-cache"],
            ["."],
            [bad],
            fix=["--fix"],
        ),
        Linter(
            "pylint-odoo",
            [
                paths.python,
                "-m",
                "pylint",
                f"--rcfile={root / 'pyproject.toml'}",
                "--disable=prefer-env-translation",
            ],
            addons,
            [bad],
        ),
        Linter("oca-checks-odoo-module", [programs / "oca-checks-odoo-module", OCA_OFF], addons, [bad]),
        Linter(
            "oca-checks-po",
            [programs / "oca-checks-po", "--disable=po-pretty-format"],
            _files(paths, addons, "po", "pot"),
            [f"{bad}/i18n/es.po"],
        ),
    ]
    prettier = node.prettier(paths)
    found.append(
        Linter(
            "prettier",
            [*prettier, "--log-level=warn"],
            _files(paths, addons, "js", "scss", "xml"),
            [f"{bad}/static/src/bad.js", f"{bad}/views/bad_views.xml", "--ignore-path=/dev/null"],
            fix=["--write"],
            check=["--check"],
        )
    )
    return found


def _files(paths, folders, *suffixes):
    """Files below the folders, relative to the root; what others wrote (static/lib) is left as it is."""
    found = []
    for folder in folders:
        for suffix in suffixes:
            found += (paths.root / folder).rglob(f"*.{suffix}")
    relative = (path.relative_to(paths.root) for path in found)
    return sorted(str(path) for path in relative if "static/lib" not in path.as_posix())


def run(paths, linter, files, options):
    """(exit code, output) of a linter over files."""
    command = [str(part) for part in (*linter.command, *options, *files)]
    result = subprocess.run(
        command,
        cwd=paths.root,
        env=workbench.python_environ(paths),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    return result.returncode, result.stdout.strip()


def expectations(paths):
    """{linter: what it must say about the fixture}."""
    wanted = {}
    for line in (paths.root / FIXTURE / "expected.txt").read_text().splitlines():
        name, _, message = line.partition(": ")
        if not line.startswith("#") and message:
            wanted.setdefault(name, []).append(message)
    return wanted


def missed(paths, linter, wanted):
    """The expected messages a linter did not give for the fixture."""
    code, output = run(paths, linter, linter.fixture, linter.check)
    return [message for message in wanted if message not in output] or (
        [] if code else ["a failing exit code"]
    )
