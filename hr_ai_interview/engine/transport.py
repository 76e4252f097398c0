"""The last metre: one HTTP exchange over one connection that keeps every promise by itself.

``CheckedTransport`` sits below the client library and does not rely on its settings:

* it connects only to addresses ``provider.resolve`` allowed, without asking the name server again;
* every wait (connect, TLS, each read and write) ends at one total deadline. A read timeout alone
  would let a server that sends a byte now and then keep a worker for ever;
* it sends the headers it was given and nothing else, whatever the library or the environment of
  the process would add (custom headers, organisation, facts about this machine);
* it refuses compressed replies (a small one can unpack to gigabytes) and stops at the size limit.

Failures are ``CallError``. It follows no redirect, uses no proxy, keeps no connection and never
retries. Importing it loads the HTTP library, so only ``openai_engine`` imports it, when it calls.
"""

from __future__ import annotations

import contextlib
import errno
import logging
import socket
import ssl
from collections.abc import Iterator

import httpcore2
import httpx2

from .deadline import Deadline, timed_out
from .errors import CallError
from .provider import Provider, resolve

# Each request would put a line with its address into the log of the server.
logging.getLogger("httpx2").setLevel(logging.WARNING)

BROKEN = "The connection to the provider broke."
#: of an error page only the beginning is read: it is only asked for a code
ERROR_BYTES = 65_536
_WRONG_PROTOCOL = ("WRONG_VERSION_NUMBER", "HTTP_REQUEST", "UNSUPPORTED_PROTOCOL", "RECORD_LAYER_FAILURE")


def _too_large() -> CallError:
    return CallError("reply_too_large", "The reply of the provider is larger than allowed.")


class _Stream(httpcore2.NetworkStream):
    """A connected socket on which every wait ends at the deadline."""

    def __init__(self, sock: socket.socket, deadline: Deadline):
        self._sock = sock
        self._deadline = deadline
        self.has_sent = False

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        with _socket_errors():
            self._sock.settimeout(self._deadline.left())
            return self._sock.recv(max_bytes)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        view = memoryview(buffer)
        with _socket_errors():
            while view:
                self._sock.settimeout(self._deadline.left())
                self.has_sent = True
                view = view[self._sock.send(view) :]

    def close(self) -> None:
        self._sock.close()

    def start_tls(self, ssl_context, server_hostname=None, timeout=None) -> _Stream:
        try:
            with _socket_errors():
                self._sock.settimeout(self._deadline.left())
                self._sock = ssl_context.wrap_socket(self._sock, server_hostname=server_hostname)
        except CallError:
            self.close()
            raise
        return self

    def get_extra_info(self, info: str):
        return None


@contextlib.contextmanager
def _socket_errors() -> Iterator[None]:
    try:
        yield
    except TimeoutError:
        raise timed_out() from None
    except ssl.SSLError as error:
        raise _tls_error(error) from None
    except OSError:
        raise CallError("connection", BROKEN) from None


def _tls_error(error: ssl.SSLError) -> CallError:
    if isinstance(error, ssl.SSLCertVerificationError):
        return CallError(
            "tls", "The certificate of the provider is not valid for its address or not trusted here."
        )
    if error.reason in _WRONG_PROTOCOL:
        return CallError(
            "tls", "The provider's port does not speak TLS; check https and the port of its address."
        )
    return CallError("connection", BROKEN)


class _Backend(httpcore2.NetworkBackend):
    """Opens the one connection, to a checked address."""

    def __init__(self, provider: Provider, deadline: Deadline):
        self._provider = provider
        self._deadline = deadline
        self.stream: _Stream | None = None

    def connect_tcp(self, host, port, timeout=None, local_address=None, socket_options=None) -> _Stream:
        # Not host and port: what httpcore passes is the same URL, but the check must be of what is used.
        limit = Deadline(self._deadline.left(self._provider.connect_timeout))
        failure: CallError | None = None
        for family, sockaddr in resolve(self._provider, limit.left()):
            try:
                self.stream = _Stream(_connect(family, sockaddr, limit.left()), self._deadline)
                return self.stream
            except CallError as error:
                failure = failure or error
        raise failure or CallError("connection", BROKEN)

    def connect_unix_socket(self, path, timeout=None, socket_options=None):
        raise CallError("address_refused", "A provider is never a local socket.")


def _connect(family: int, sockaddr: tuple, timeout: float) -> socket.socket:
    sock = socket.socket(family, socket.SOCK_STREAM)
    try:
        sock.settimeout(timeout)
        sock.connect(sockaddr)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    except TimeoutError:
        sock.close()
        raise CallError("timeout", "The provider did not accept a connection in time.") from None
    except OSError as error:
        sock.close()
        if error.errno == errno.ECONNREFUSED:
            message = "Nothing listens on the provider's port; the server may be down or the port wrong."
            raise CallError("refused_port", message) from None
        raise CallError("connection", "The provider could not be reached.") from None
    return sock


class _CappedStream(httpx2.SyncByteStream):
    """The body of a reply: too long a reply is an error, too long an error page is cut."""

    def __init__(self, core_stream, max_bytes: int, *, is_cut: bool):
        self._core_stream = core_stream
        self._max_bytes = max_bytes
        self._is_cut = is_cut

    def __iter__(self) -> Iterator[bytes]:
        left = self._max_bytes
        with _protocol_errors():
            for chunk in self._core_stream:
                left -= len(chunk)
                if left < 0 and self._is_cut:
                    return
                if left < 0:
                    raise _too_large()
                yield chunk

    def close(self) -> None:
        with _protocol_errors():
            self._core_stream.close()


@contextlib.contextmanager
def _protocol_errors() -> Iterator[None]:
    try:
        yield
    except httpcore2.TimeoutException:
        raise timed_out() from None
    except (httpcore2.NetworkError, httpcore2.ProtocolError):
        raise CallError("connection", BROKEN) from None


class CheckedTransport(httpx2.BaseTransport):
    """See the module. ``has_sent``: at least a byte went out, so the call may have been paid for.

    ``status``: of the reply, None before there is one.
    """

    def __init__(
        self,
        provider: Provider,
        headers: dict[str, str],
        deadline: Deadline,
        max_bytes: int,
        ssl_context: ssl.SSLContext | None = None,
    ):
        self.status: int | None = None
        self._headers = headers
        self._max_bytes = max_bytes
        self._backend = _Backend(provider, deadline)
        # A pool of one: a connection lives for one exchange, so no reply can answer another's request.
        self._pool = httpcore2.ConnectionPool(
            ssl_context=ssl_context,
            max_connections=1,
            max_keepalive_connections=0,
            network_backend=self._backend,
        )

    @property
    def has_sent(self) -> bool:
        stream = self._backend.stream
        return stream is not None and stream.has_sent

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        url = request.url
        core_request = httpcore2.Request(
            method=request.method,
            url=httpcore2.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
            headers=self._outgoing(request),
            content=request.stream,
        )
        with _protocol_errors():
            response = self._pool.handle_request(core_request)
        self.status = response.status
        headers = httpx2.Headers(response.headers)
        body = self._body(response, headers)
        # What gets here is not compressed; the library must not try to unpack it.
        headers.pop("content-encoding", None)
        return httpx2.Response(response.status, headers=headers, stream=body)

    def _outgoing(self, request: httpx2.Request) -> list[tuple[str, str]]:
        framing = [(name, request.headers[name]) for name in _FRAMING if name in request.headers]
        return [*framing, *self._headers.items()]

    def _body(self, response: httpcore2.Response, headers: httpx2.Headers) -> httpx2.SyncByteStream:
        is_error = not 200 <= response.status < 300
        is_encoded = headers.get("content-encoding", "").strip().lower() not in ("", "identity")
        if is_error:
            limit = 0 if is_encoded else min(self._max_bytes, ERROR_BYTES)
            return _CappedStream(response.stream, limit, is_cut=True)
        if is_encoded:
            raise CallError(
                "encoded_reply", "The provider sent a compressed reply although none was asked for."
            )
        length = headers.get("content-length", "")
        if length.isdigit() and int(length) > self._max_bytes:
            raise _too_large()
        return _CappedStream(response.stream, self._max_bytes, is_cut=False)

    def close(self) -> None:
        with _protocol_errors():
            self._pool.close()


_FRAMING = ("host", "content-length", "transfer-encoding")
