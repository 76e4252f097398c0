"""Where everything lives.

`.run/` beside the project holds what is downloaded (virtual environment, Odoo, Chromium) and may be
shared; its folder `state/` holds what belongs to one user of it (PostgreSQL, file store, logs).
"""

import os
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Paths:
    root: Path
    home: Path
    state: Path
    output: Path
    extras: bool = True  # with the optional Python packages

    @classmethod
    def from_environment(cls, environ=os.environ):
        home = _folder(environ, "RUN_HOME", ROOT / ".run")
        return cls(
            root=ROOT,
            home=home,
            state=_folder(environ, "RUN_STATE", home / "state"),
            output=_folder(environ, "RUN_OUTPUT", home / "output"),
            extras=environ.get("RUN_EXTRAS", "1") != "0",
        )

    @property
    def venv(self):
        return self.home / ("venv" if self.extras else "venv-bare")

    @property
    def python(self):
        return self.venv / "bin" / "python"

    @property
    def odoo(self):
        return self.home / "odoo"

    @property
    def bin(self):
        return self.home / "bin"

    @property
    def cache(self):
        return self.home / "cache"

    @property
    def pg(self):
        return self.state / "pg"

    @property
    def data(self):
        return self.state / "data"

    @property
    def logs(self):
        return self.state / "logs"

    def addons(self):
        """Names of our add-ons: the folders at the root that have a manifest, in alphabetical order."""
        return sorted(path.parent.name for path in self.root.glob("*/__manifest__.py"))


def _folder(environ, name, default):
    value = environ.get(name)
    return Path(value).expanduser().absolute() if value else default
