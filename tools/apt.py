"""Debian packages without being root: apt with a private state folder, unpacked beside the project.

The mirror is the one the running system is configured for; nothing here names a host.
"""

import os
import shutil
import subprocess
from pathlib import Path

from tools.errors import RunError

SUITES = ("bookworm", "trixie", "forky", "sid", "stable", "testing", "unstable", "bullseye")
KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")


class PrivateApt:
    """Package lists and downloads of `suites`, kept in `folder`."""

    def __init__(self, folder, suites):
        if shutil.which("apt-get") is None or shutil.which("dpkg-deb") is None:
            raise RunError("apt-get and dpkg-deb were not found, so Debian packages cannot be fetched here.")
        self.folder, self.suites = folder, suites
        self._ready = False

    @staticmethod
    def host_suite():
        """Code name of the running Debian, whose binaries fit its C library."""
        for line in Path("/etc/os-release").read_text().splitlines():
            if line.startswith("VERSION_CODENAME="):
                return line.partition("=")[2].strip('"')
        return "stable"

    def unpack(self, packages, into):
        """Download `packages` ('name' or 'name/suite') and unpack them into one folder."""
        self._update()
        target = self.folder / "debs"
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir(parents=True)
        self._apt("download", *packages, cwd=target)
        into.mkdir(parents=True, exist_ok=True)
        for deb in sorted(target.glob("*.deb")):
            subprocess.run(["dpkg-deb", "-x", deb, into], check=True)
        shutil.rmtree(target)

    def missing_for(self, *packages):
        """Names of the packages that apt would add to this system so that `packages` work."""
        self._update()
        plan = self._apt("install", "--simulate", "--no-install-recommends", *packages)
        return [line.split()[1] for line in plan.splitlines() if line.startswith("Inst ")]

    def _update(self):
        if self._ready:
            return
        for name in ("lists/partial", "cache/archives/partial"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        mirrors = debian_mirrors()
        if not mirrors:
            raise RunError(
                "No Debian mirror is configured in apt (apt-get indextargets names none); "
                "set RUN_DEBIAN_MIRROR to the address of one."
            )
        failure = None
        for mirror in mirrors:
            signed = f"[signed-by={KEYRING}] " if KEYRING.exists() else ""
            lines = [f"deb {signed}{mirror} {suite} main\n" for suite in self.suites]
            (self.folder / "sources.list").write_text("".join(lines))
            try:
                self._apt("update")
                self._ready = True
                return
            except RunError as error:
                failure = error
        raise failure

    def _apt(self, action, *arguments, cwd=None):
        options = {
            "Dir::State::Lists": self.folder / "lists",
            "Dir::Cache": self.folder / "cache",
            "Dir::Etc::SourceList": self.folder / "sources.list",
            "Dir::Etc::SourceParts": "-",
            "APT::Sandbox::User": "root",
            "Acquire::Retries": "3",
            "APT::Update::Error-Mode": "any",
        }
        command = [
            "apt-get",
            "-qq",
            *(f"-o{key}={value}" for key, value in options.items()),
            action,
            *arguments,
        ]
        result = subprocess.run(
            command,
            cwd=cwd,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            env=os.environ | {"LC_ALL": "C"},
        )
        if result.returncode:
            last = (result.stderr.strip().splitlines() or ["no message"])[-1]
            raise RunError(f"apt-get {action} failed ({last}); check the mirror this system uses.")
        return result.stdout


def debian_mirrors():
    """Addresses of Debian archives this system is configured for, best guess first."""
    chosen = os.environ.get("RUN_DEBIAN_MIRROR")
    if chosen:
        return [chosen]
    result = subprocess.run(
        ["apt-get", "indextargets", "--format", "$(REPO_URI) $(RELEASE) $(COMPONENT)"],
        capture_output=True,
        text=True,
    )
    found = []
    for line in result.stdout.splitlines():
        uri, release, component = (line.split() + ["", ""])[:3]
        if release in SUITES and component == "main" and uri not in found:
            found.append(uri)
    return found
