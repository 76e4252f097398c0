"""Chromium for browser tests and pictures, with a font for Chinese and Japanese.

One in PATH is used; otherwise Debian's is unpacked into `.run/chromium` with the libraries this system
lacks, and started by a small script `.run/bin/chromium` that makes it find them.
"""

import os
import shutil
import subprocess

from tools.apt import PrivateApt
from tools.errors import RunError
from tools.steps import once, say

NAMES = ("google-chrome", "chromium", "chromium-browser", "google-chrome-stable")
FONT_PACKAGE = "fonts-wqy-microhei"
FONTS_CONF = """\
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>{fonts}</dir>
  <cachedir>{cache}</cachedir>
</fontconfig>
"""
SCRIPT = """\
#!/bin/sh
LD_LIBRARY_PATH="{libraries}${{LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}}"
export LD_LIBRARY_PATH
exec "{program}" "$@"
"""
HELP = "install the package chromium, or put a Chromium or Chrome into PATH."


def ensure(paths):
    """Make sure that a program start in the workbench's PATH finds a Chromium that runs."""
    once(
        paths.home, "fonts", [FONT_PACKAGE, str(paths.home)], lambda: _fonts(paths), fonts_conf(paths).is_file
    )
    if _in_path():
        return
    inputs = ["chromium", str(paths.home)]
    once(paths.home, "chromium", inputs, lambda: _unpack(paths), (paths.bin / "chromium").is_file)


def fonts_conf(paths):
    return paths.home / "fonts" / "fonts.conf"


def executable(paths):
    return _in_path() or str(paths.bin / "chromium")


def _in_path():
    return next(filter(None, map(shutil.which, NAMES)), None)


def _host_apt(paths):
    return PrivateApt(paths.cache / "apt-host", [PrivateApt.host_suite()])


def _fonts(paths):
    folder = paths.home / "fonts"
    folder.mkdir(parents=True, exist_ok=True)
    try:
        say(f"setup: font for Chinese and Japanese ({FONT_PACKAGE})")
        _host_apt(paths).unpack([FONT_PACKAGE], folder)
    except RunError as error:
        say(f"setup: no font for Chinese and Japanese was fetched, pictures may show boxes ({error})")
    fonts_conf(paths).write_text(FONTS_CONF.format(fonts=folder / "usr/share/fonts", cache=folder / "cache"))


def _unpack(paths):
    say("setup: Chromium from Debian (about 100 MB to download)")
    folder = paths.home / "chromium"
    shutil.rmtree(folder, ignore_errors=True)
    try:
        apt = _host_apt(paths)
        apt.unpack(apt.missing_for("chromium"), folder)
    except RunError as error:
        raise RunError(
            f"Browser tests need Chromium and it could not be fetched ({error}); {HELP}"
        ) from error
    libraries = sorted({str(path.parent) for path in folder.rglob("lib*.so*")})
    script = paths.bin / "chromium"
    script.parent.mkdir(parents=True, exist_ok=True)
    script.write_text(
        SCRIPT.format(libraries=os.pathsep.join(libraries), program=folder / "usr/lib/chromium/chromium")
    )
    script.chmod(0o755)
    tried = subprocess.run([script, "--version"], capture_output=True, text=True)
    if tried.returncode:
        script.unlink()
        last = (tried.stderr.strip().splitlines() or ["no message"])[-1]
        raise RunError(f"The fetched Chromium does not start ({last}); {HELP}")
