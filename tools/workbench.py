"""One prepared environment: virtual environment, Odoo, PostgreSQL, and how to start programs in it."""

import contextlib
import os
import socket
import subprocess
from dataclasses import dataclass

from tools import browser, odoo_home, postgres, processes, venv
from tools.errors import RunError
from tools.odoo_home import Odoo
from tools.paths import Paths
from tools.postgres import Server

# The caller's variables that would beat our odoo.conf.
OVERRIDING = ("PG", "ODOO_", "OPENERP_")


@contextlib.contextmanager
def opened(paths):
    """Set up what is missing, hold PostgreSQL, yield the workbench."""
    venv.ensure(paths)
    odoo = odoo_home.ensure(paths)
    with postgres.running(paths) as server:
        bench = Workbench(paths, odoo, server)
        bench.write_config()
        yield bench


def python_environ(paths, odoo=None):
    """Variables for a program in the virtual environment, with `odoo` importable if given."""
    environ = {key: value for key, value in venv.clean_environ().items() if not key.startswith(OVERRIDING)}
    environ["VIRTUAL_ENV"] = str(paths.venv)
    environ["PATH"] = os.pathsep.join(
        [str(paths.venv / "bin"), str(paths.bin), environ.get("PATH", os.defpath)]
    )
    fonts = browser.fonts_conf(paths)
    if fonts.is_file():
        environ["FONTCONFIG_FILE"] = str(fonts)
    environ["PYTHONPYCACHEPREFIX"] = str(paths.cache / "pyc")
    if odoo:
        environ["PYTHONPATH"] = str(odoo.site)
    return environ


@dataclass
class Workbench:
    paths: Paths
    odoo: Odoo
    server: Server

    @property
    def config(self):
        return self.paths.state / "odoo.conf"

    def addons_path(self):
        """Ours, then the folders of RUN_ADDONS; a folder without an add-on would only make Odoo warn."""
        folders = [self.paths.root] if self.paths.addons() else []
        folders += [_absolute(part) for part in os.environ.get("RUN_ADDONS", "").split(os.pathsep) if part]
        own = self.odoo.site / "addons"
        return [str(folder) for folder in (folders + ([own] if own.is_dir() else []))]

    def write_config(self):
        self.paths.data.mkdir(parents=True, exist_ok=True)
        self.paths.logs.mkdir(parents=True, exist_ok=True)
        options = {
            "addons_path": ",".join(self.addons_path()),
            "data_dir": self.paths.data,
            "db_host": self.server.host,
            "db_port": self.server.port,
            "db_user": self.server.user,
            "db_password": self.server.password,
            "http_interface": "127.0.0.1",
            "admin_passwd": "admin",
            "list_db": True,
            "limit_time_real": 1800,
            "limit_time_cpu": 1800,
            "limit_memory_soft": 6 << 30,
            "limit_memory_hard": 8 << 30,
            "screenshots": self.paths.logs / "screenshots",
        }
        lines = ["[options]", *(f"{key} = {value}" for key, value in options.items() if value != "")]
        fresh = self.config.with_suffix(f".{os.getpid()}")
        fresh.write_text("\n".join(lines) + "\n")
        fresh.replace(self.config)

    def environ(self):
        environ = python_environ(self.paths, self.odoo)
        environ["ODOO_RC"] = str(self.config)
        return environ

    def command(self, *arguments):
        return [str(part) for part in (*self.odoo.command(self.paths.python), *arguments)]

    def run_odoo(self, *arguments, interactive=False, **options):
        """Run Odoo to its end; returns the exit code."""
        return processes.run(self.command(*arguments), interactive=interactive, env=self.environ(), **options)

    def run_script(self, database, source, **variables):
        """Run Python text in an Odoo shell on a database; the exit code says if it raised."""
        command = self.command(
            "shell", "-d", database, "--no-http", "--max-cron-threads=0", "--log-level=warn"
        )
        environ = self.environ() | {key: str(value) for key, value in variables.items()}
        with processes.child(command, env=environ, stdin=subprocess.PIPE, text=True) as process:
            process.communicate(source)
            return process.returncode


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def check_port(port):
    """Fail in words if something listens on `port` already."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OverflowError as error:
            raise RunError(f"{port} is not a port number; choose one from 1024 to 65535.") from error
        except OSError as error:
            raise RunError(
                f"Port {port} is taken ({error.strerror}); choose another with --port N."
            ) from error


def _absolute(text):
    return os.path.abspath(os.path.expanduser(text))
