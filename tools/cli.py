"""The commands of ./run."""

import signal
import sys
from importlib import import_module

from tools import processes
from tools.errors import RunError

# command: module in tools.commands
COMMANDS = {
    "demo": "demo",
    "serve": "serve",
    "shell": "shell",
    "test": "test",
    "lint": "lint",
    "i18n": "i18n",
    "bench": "bench",
    "shots": "shots",
    "python": "programs",
    "odoo": "programs",
    "setup": "programs",
    "fresh": "programs",
    "help": "help",
}


def main(argv):
    command, arguments = (argv[0], argv[1:]) if argv else ("help", [])
    if command in ("-h", "--help"):
        command = "help"
    if command not in COMMANDS:
        print(f"run: there is no command '{command}'; ./run help lists them.", file=sys.stderr)
        return 2
    # Explicitly, since a shell starts what it puts in the background with Ctrl-C ignored.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, _stop)
    signal.signal(signal.SIGHUP, _stop)
    processes.adopt_orphans()
    try:
        module = import_module(f"tools.commands.{COMMANDS[command]}")
        return getattr(module, command)(arguments) or 0
    except RunError as error:
        print(f"run: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        return 141
    finally:
        processes.end_all()


def _stop(number, frame):
    raise SystemExit(128 + number)
