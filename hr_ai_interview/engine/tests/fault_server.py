"""A server on 127.0.0.1 that answers chat completions as asked: rightly, wrongly, slowly or not at all.

    with FaultServer() as server:
        server.content = lambda payload: '{"score": 4.7}'     # what the model "writes"
        server.script("r06_500_html", "r02_rate", "ok")       # one mode per request, then ``server.mode``
        ... call server.url ...
        server.requests[0].json["messages"]

``server.url_for("r17_hang")`` is an address under which every request meets that fault, whatever the
script says. Modes are in ``fault_modes.MODES``; a mode may also be a callable (handler) -> Reply.
Standard library only; imported by the tests of the engine and of Odoo.
"""

import json
import ssl
import threading
from collections import deque
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from . import fault_sockets  # noqa: F401 - adds its modes
from .fault_modes import MODES, Reply, as_json, completion, error

__all__ = ["MODES", "FaultServer", "Recorded", "Reply", "as_json", "completion", "error"]


@dataclass(frozen=True)
class Recorded:
    """One request as it came in; ``headers`` with lower-case names; ``json`` None if it is none."""

    method: str
    path: str
    headers: dict
    body: bytes
    json: object = field(default=None)


class FaultServer:
    """See the module. A context manager; ``requests`` is the list of what came in, in order.

    mode: the fault of requests the script says nothing about. content: (payload) -> text of the
    model. delay: seconds before each reply. redirect_to: Location of redirects. on_request: called when a
    request has been recorded.
    tls: an ssl.SSLContext of the server, then ``url`` starts with https.
    """

    def __init__(self, mode="ok", *, content=None, delay=0.0, tls: ssl.SSLContext | None = None):
        self.mode = mode
        self.content = content or (lambda payload: "{}")
        self.delay = delay
        self.on_request = lambda: None
        self.redirect_to = "http://127.0.0.1:9/v1"
        self.requests = []
        self._script = deque()
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._scheme = "https" if tls else "http"
        self._http = _Server(("127.0.0.1", 0), _Handler)
        self._http.owner = self
        if tls:
            self._http.socket = tls.wrap_socket(self._http.socket, server_side=True)
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True)

    @property
    def port(self):
        return self._http.server_port

    @property
    def url(self):
        return f"{self._scheme}://127.0.0.1:{self.port}/v1"

    def provider_vals(self, **vals):
        """The values of a record of ``hr.interview.provider`` that is this server."""
        return {
            "name": "House model",
            "code": "house",
            "kind": "compatible",
            "base_url": self.url,
            "allow_private": True,
            "model_name": "toy-1",
            "region": "This machine",
            "retention": "Nothing is kept",
            "processing_agreement": "None needed",
            "training_use": "no",
            "send_answers": True,
            "send_resume": True,
            "deadline": 5,
            **vals,
        }

    def url_for(self, mode):
        return f"{self._scheme}://127.0.0.1:{self.port}/fault/{mode}/v1"

    def script(self, *modes):
        """Answer the next requests with these modes, one each; then ``mode`` again."""
        with self._lock:
            self._script.extend(modes)

    def reset(self):
        """Forget requests and script; mode "ok", no delay."""
        with self._lock:
            self._script.clear()
            self.requests.clear()
        self.mode, self.delay = "ok", 0.0

    def wait(self, seconds):
        """Sleep, but not beyond the end of the server; True if it is stopping."""
        return self._stopping.wait(seconds)

    def start(self):
        self._thread.start()
        return self

    def stop(self):
        self._stopping.set()
        self._http.shutdown()
        self._http.server_close()

    def __enter__(self):
        return self.start()

    def __exit__(self, *exc_info):
        self.stop()

    def _take(self, record):
        """Record the request and return its mode."""
        with self._lock:
            self.requests.append(record)
            if record.path.startswith("/fault/"):
                mode = record.path.split("/")[2]
            else:
                mode = self._script.popleft() if self._script else self.mode
        self.on_request()
        return mode if callable(mode) else MODES[mode]


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    owner: FaultServer

    def handle_error(self, request, client_address):
        """Clients that hang up in the middle are what the tests are about; no traceback for them."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    record: Recorded

    def log_message(self, *args):
        pass

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name.lower(): text for name, text in self.headers.items()}
        self.record = Recorded(self.command, self.path, headers, body, _json(body))
        self.close_connection = True
        answer = self.server.owner._take(self.record)
        if self.server.owner.delay:
            self.server.owner.wait(self.server.owner.delay)
        reply = answer(self)
        if reply is not None:
            self._write(reply)

    do_GET = do_POST

    def _write(self, reply):
        self.send_response(reply.status)
        for name, text in reply.headers.items():
            self.send_header(name, text)
        if reply.status != 204:
            self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        self.wfile.write(reply.body)


def _json(body):
    try:
        return json.loads(body)
    except ValueError:
        return None
