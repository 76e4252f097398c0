"""The virtual environment with everything the add-ons, Odoo and the tools import."""

import importlib.util
import os
import shutil
import subprocess
import sys

from tools.apt import PrivateApt
from tools.errors import RunError
from tools.steps import once, say

GROUPS = ("requirements-odoo.txt", "requirements.txt", "requirements-dev.txt", "requirements-extra.txt")


def ensure(paths):
    """RUN_EXTRAS=0 leaves the optional packages out, to test that the add-ons do without them."""
    files = [paths.root / name for name in GROUPS if paths.extras or "extra" not in name]
    inputs = [sys.version, str(paths.venv), *files]
    once(paths.home, paths.venv.name, inputs, lambda: _build(paths, files), paths.python.exists)


def _build(paths, files):
    say(f"setup: virtual environment in {paths.venv} (about a minute the first time)")
    _create(paths)
    command = [paths.python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    for file in files:
        command += ["-r", file]
    result = subprocess.run(
        command, env=clean_environ(), stdin=subprocess.DEVNULL, capture_output=True, text=True
    )
    if result.returncode:
        raise RunError(
            "pip could not install the requirements; check its package index (pip config list). It said:\n"
            + _tail(result.stderr)
        )


def _create(paths):
    """Make the environment, with a pip from elsewhere where Python comes without `ensurepip` (Debian)."""
    if paths.python.exists() and _has_pip(paths):
        return
    shutil.rmtree(paths.venv, ignore_errors=True)
    if importlib.util.find_spec("venv") is None:
        raise RunError("Python's module 'venv' is missing; install the package python3-venv.")
    if importlib.util.find_spec("ensurepip") is not None:
        made = subprocess.run([sys.executable, "-m", "venv", paths.venv], capture_output=True, text=True)
        if made.returncode == 0:
            return
        shutil.rmtree(paths.venv, ignore_errors=True)
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", paths.venv], check=True)
    wheel = _pip_wheel(paths)
    boot = [paths.python, f"{wheel}/pip", "install", "--quiet", "--no-index", wheel]
    if subprocess.run(boot, env=clean_environ(), capture_output=True).returncode:
        raise RunError("pip could not be put into the virtual environment; install the package python3-venv.")


def _has_pip(paths):
    return subprocess.run([paths.python, "-m", "pip", "--version"], capture_output=True).returncode == 0


def _pip_wheel(paths):
    """The wheel of pip that Debian ships for python3-venv, fetched without being root."""
    folder = paths.cache / "pip-wheel"
    try:
        apt = PrivateApt(paths.cache / "apt-host", [PrivateApt.host_suite()])
        apt.unpack(["python3-pip-whl"], folder)
    except RunError as error:
        raise RunError(
            f"Python's module 'ensurepip' is missing; install the package python3-venv. ({error})"
        ) from error
    wheels = sorted(folder.rglob("pip-*.whl"))
    if not wheels:
        raise RunError("Python's module 'ensurepip' is missing; install the package python3-venv.")
    return wheels[-1]


def clean_environ():
    """The caller's environment without what would change which Python packages are seen."""
    dropped = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "PIP_TARGET", "PIP_USER", "PIP_PREFIX")
    return {key: value for key, value in os.environ.items() if key not in dropped} | {"PYTHONNOUSERSITE": "1"}


def _tail(text, lines=12):
    return "\n".join(text.strip().splitlines()[-lines:])
