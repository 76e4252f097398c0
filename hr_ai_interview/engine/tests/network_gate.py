"""A gate for tests: no connection and no name look-up beyond this machine, whichever library asks.

    with NetworkGate() as gate:
        ...                      # urllib, requests, httpx2, openai: all end at the same sockets
    gate.attempts                # what was refused: [("connect", "203.0.113.7"), ...]

``NetworkGateMixin`` does that for a test case and fails a test whose code tried. ``install`` closes the
gate for the rest of the process; the tests of the engine do so in their package. Refused is an
``OSError``, which is what an offline machine gives, so code under test behaves as there.

It sits in Python's ``socket``: libraries in C that open sockets of their own (libpq) pass it by.
"""

import contextlib
import ipaddress
import socket


class NetworkRefused(OSError):
    """A test tried to reach something other than this machine."""


_LOCAL_NAMES = (None, "", "localhost", b"localhost", b"")
_LOOKUPS = ("getaddrinfo", "gethostbyname", "gethostbyname_ex", "getnameinfo")
_CONNECTS = ("connect", "connect_ex", "sendto", "sendmsg")


def is_local(host) -> bool:
    """Whether ``host`` (name, IP address as text) is this machine."""
    if host in _LOCAL_NAMES:
        return True
    text = host.decode("ascii", "replace") if isinstance(host, bytes) else str(host)
    try:
        return ipaddress.ip_address(text.partition("%")[0]).is_loopback
    except ValueError:
        return False


class NetworkGate:
    """Closed between ``__enter__`` and ``__exit__``; may be nested."""

    def __init__(self):
        self.attempts = []
        self._undo = contextlib.ExitStack()

    def __enter__(self):
        for name in _CONNECTS:
            self._patch(socket.socket, name, self._guarded_method(name))
        for name in _LOOKUPS:
            self._patch(socket, name, self._guarded_lookup(name))
        return self

    def __exit__(self, *exc_info):
        self._undo.close()

    def _patch(self, owner, name, function):
        # Methods are inherited from C: what was not in the class before must not stay in it.
        before = vars(owner).get(name)
        setattr(owner, name, function)
        if before is None:
            self._undo.callback(delattr, owner, name)
        else:
            self._undo.callback(setattr, owner, name, before)

    def _check(self, what, host):
        if not is_local(host):
            self.attempts.append((what, host))
            raise NetworkRefused(f"Tests may not reach a network: {what} {host!r}")

    def _guarded_method(self, name):
        original = getattr(socket.socket, name)

        def guarded(sock, *args):
            if sock.family in (socket.AF_INET, socket.AF_INET6):
                address = next((item for item in reversed(args) if isinstance(item, tuple)), None)
                if address is not None:
                    self._check(name, address[0])
            return original(sock, *args)

        return guarded

    def _guarded_lookup(self, name):
        original = getattr(socket, name)

        def guarded(host, *args, **kwargs):
            self._check(name, host[0] if isinstance(host, tuple) else host)
            return original(host, *args, **kwargs)

        return guarded


class NetworkGateMixin:
    """A test case none of whose tests reaches a network; an attempt fails the test."""

    def setUp(self):
        super().setUp()
        self.network_gate = NetworkGate()
        self.network_gate.__enter__()
        self.addCleanup(self._open_gate)

    def _open_gate(self):
        self.network_gate.__exit__()
        self.assertEqual(self.network_gate.attempts, [], "a test tried to reach a network")


def install() -> NetworkGate:
    """Close the gate until the process ends."""
    return NetworkGate().__enter__()
