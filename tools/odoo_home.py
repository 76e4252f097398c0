"""Find Odoo 19, or unpack Debian's package of it beside the project.

Order: ODOO_HOME (a source checkout, or a folder with an unpacked package), an `odoo` the calling
Python can import, Debian's package `odoo-19` from sid.
"""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tools.apt import PrivateApt
from tools.errors import RunError
from tools.steps import once, say

SERIES = 19
DEBIAN_SITE = Path("usr/lib/python3/dist-packages")
# The newest fonts-font-awesome has another layout than Odoo's links expect, hence the suite.
DEBIAN_PACKAGES = (
    "odoo-19/sid",
    "fonts-font-awesome/trixie",
    "fonts-glyphicons-halflings/trixie",
    "fonts-inconsolata/trixie",
    "fonts-montserrat/trixie",
    "fonts-ocr-b/trixie",
    "fonts-roboto-unhinted/trixie",
    "libjs-jquery/trixie",
    "libjs-jquery-form/trixie",
    "libjs-underscore/trixie",
)
# Listed in mail's assets but left out of Debian's package: an empty file keeps the bundle whole.
STUBS = ("odoo/addons/mail/static/lib/selfie_segmentation/selfie_segmentation.js",)


@dataclass(frozen=True)
class Odoo:
    site: Path  # the folder to put on PYTHONPATH
    script: Path | None  # what starts it; None: python -m odoo
    version: str

    def command(self, python):
        """A script survives Odoo's reload of itself, `-m odoo` does not."""
        return [python, self.script] if self.script else [python, "-m", "odoo"]


def ensure(paths):
    home = os.environ.get("ODOO_HOME")
    if home:
        return _from_folder(Path(home).expanduser().absolute(), "ODOO_HOME")
    site = _importable_site()
    if site:
        return _from_folder(site, "the importable odoo")
    once(
        paths.home,
        "odoo",
        [*DEBIAN_PACKAGES, *STUBS],
        lambda: _unpack(paths),
        (paths.odoo / DEBIAN_SITE).is_dir,
    )
    return _from_folder(paths.odoo, "the unpacked Debian package")


def _importable_site():
    """The folder an importable Odoo 19 comes from, asked of the Python that started ./run."""
    code = (
        "import odoo.release as r, pathlib; print(pathlib.Path(r.__file__).parent.parent, r.version_info[0])"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd="/")
    folder, _, major = result.stdout.strip().rpartition(" ")
    return Path(folder) if result.returncode == 0 and major == str(SERIES) else None


def _from_folder(home, source):
    for site, script in (
        (home, home / "odoo-bin"),
        (home / DEBIAN_SITE, home / "usr/bin/odoo"),
        (home, home / "setup/odoo"),
    ):
        release = site / "odoo/release.py"
        if release.is_file():
            version = _read_version(release)
            if int(version.split(".")[0]) != SERIES:
                raise RunError(
                    f"Odoo {SERIES} is needed and {source} is version {version}; point ODOO_HOME elsewhere."
                )
            return Odoo(site, script if script.is_file() else None, version)
    raise RunError(
        f"No Odoo was found in {home} ({source}): it has no odoo/release.py; point ODOO_HOME elsewhere."
    )


def _read_version(release):
    match = re.search(r"^version_info = \((\d+), (\d+), (\d+)", release.read_text(), re.MULTILINE)
    return ".".join(match.groups()) if match else "0.0"


def _unpack(paths):
    say("setup: Odoo 19 from Debian's package odoo-19 (123 MB to download, 1.2 GB on disk)")
    fresh = paths.home / "odoo.new"
    shutil.rmtree(fresh, ignore_errors=True)
    try:
        apt = PrivateApt(paths.cache / "apt-sid", ["trixie", "sid"])
        apt.unpack(DEBIAN_PACKAGES, fresh)
    except RunError as error:
        raise RunError(
            f"Odoo 19 could not be fetched: {error} Or set ODOO_HOME to a folder with Odoo 19."
        ) from error
    for stub in STUBS:
        path = fresh / DEBIAN_SITE / stub
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()
    _relink(fresh)
    shutil.rmtree(paths.odoo, ignore_errors=True)
    fresh.rename(paths.odoo)


def _relink(root):
    """Point absolute links of the package into the unpacked tree instead of the system."""
    for path in (root / DEBIAN_SITE).rglob("*"):
        if path.is_symlink() and os.readlink(path).startswith("/"):
            inside = root / os.readlink(path).lstrip("/")
            path.unlink()
            path.symlink_to(os.path.relpath(inside, path.parent))
