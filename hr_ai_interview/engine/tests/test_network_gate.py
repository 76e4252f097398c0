"""No test reaches a network: the gate refuses every library, and the package has closed it."""

import socket
import unittest
import urllib.request

import httpx2
import openai
import requests

from .fault_server import FaultServer
from .network_gate import NetworkGate, NetworkGateMixin, NetworkRefused, is_local

# Reserved for documentation: even without a gate nobody answers there.
OUTSIDE = "203.0.113.7"
WAYS = {
    "urllib": lambda url: urllib.request.urlopen(url, timeout=1),
    "requests": lambda url: requests.get(url, timeout=1),
    "httpx2": lambda url: httpx2.get(url, timeout=1),
    "openai": lambda url: openai.OpenAI(base_url=url, api_key="x", max_retries=0, timeout=1).models.list(),
}


class TestNetworkGate(unittest.TestCase):
    def test_every_library_is_refused(self):
        for host in (OUTSIDE, "api.example.com", "[2001:db8::7]"):
            for name, call in WAYS.items():
                with self.subTest(name, host=host), NetworkGate() as gate:
                    with self.assertRaises((OSError, openai.APIConnectionError, httpx2.HTTPError)):
                        call(f"http://{host}/v1")
                    self.assertTrue(gate.attempts)

    def test_raw_sockets_are_refused(self):
        with socket.socket() as tcp, socket.socket(type=socket.SOCK_DGRAM) as udp, NetworkGate() as gate:
            for call in (
                lambda: tcp.connect((OUTSIDE, 443)),
                lambda: tcp.connect_ex((OUTSIDE, 443)),
                lambda: udp.sendto(b"x", (OUTSIDE, 53)),
                lambda: udp.sendmsg([b"x"], [], 0, (OUTSIDE, 53)),
                lambda: socket.create_connection((OUTSIDE, 443), 1),
                lambda: socket.getaddrinfo("api.example.com", 443),
                lambda: socket.gethostbyname("api.example.com"),
            ):
                self.assertRaises(NetworkRefused, call)
            self.assertEqual(len(gate.attempts), 7)

    def test_this_machine_is_reached(self):
        with FaultServer() as server, NetworkGate() as gate:
            for name, call in WAYS.items():
                with self.subTest(name):
                    call(server.url_for("ok") + ("" if name == "openai" else "/models"))
            self.assertEqual(gate.attempts, [])
            self.assertEqual(len(server.requests), len(WAYS))

    def test_unix_sockets_are_left_alone(self):
        one, other = socket.socketpair()
        with one, other, NetworkGate():
            one.sendall(b"x")
            self.assertEqual(other.recv(1), b"x")

    def test_the_gate_opens_again(self):
        before = (socket.getaddrinfo, socket.socket.connect, vars(socket.socket).get("sendto"))
        with NetworkGate(), NetworkGate():
            self.assertNotEqual(socket.getaddrinfo, before[0])
        self.assertEqual(
            (socket.getaddrinfo, socket.socket.connect, vars(socket.socket).get("sendto")), before
        )

    def test_the_package_has_closed_it(self):
        self.assertRaises(NetworkRefused, socket.create_connection, (OUTSIDE, 443), 1)

    def test_what_is_local(self):
        for host in ("localhost", "127.0.0.1", "127.9.9.9", "::1", b"127.0.0.1", None):
            self.assertTrue(is_local(host), host)
        for host in ("10.0.0.1", "0.0.0.0", "localhost.example.com", "169.254.169.254"):
            self.assertFalse(is_local(host), host)

    def test_the_mixin_fails_a_test_that_tried(self):
        class Case(NetworkGateMixin, unittest.TestCase):
            def runTest(self):
                with self.assertRaises(OSError):
                    socket.create_connection((OUTSIDE, 443), 1)

        result = Case().run()
        self.assertEqual((len(result.failures), len(result.errors)), (1, 0))
