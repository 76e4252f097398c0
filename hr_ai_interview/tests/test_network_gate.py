import socket
import urllib.request

import httpx2
import requests

from odoo.tests import tagged

from ..engine.tests.network_gate import NetworkRefused
from .common import InterviewCase

URL = "http://192.0.2.1/v1"  # an address of documentation (RFC 5737): nobody answers


@tagged("post_install", "-at_install")
class TestNetworkGate(InterviewCase):
    """A test that would call out fails at once, whichever library it calls with."""

    def test_every_way_out_is_closed(self):
        calls = {
            "requests": lambda: requests.get(URL, timeout=1),
            "urllib": lambda: urllib.request.urlopen(URL, timeout=1),
            "httpx2": lambda: httpx2.get(URL, timeout=1),
            "socket": lambda: socket.create_connection(("192.0.2.1", 80), 1),
            "name": lambda: socket.getaddrinfo("example.com", 443),
        }
        for name, call in calls.items():
            with self.subTest(name), self.assertRaises(Exception) as caught:
                call()
            chain, error = [], caught.exception
            while error:
                chain.append(type(error))
                error = error.__cause__ or error.__context__ or getattr(error, "reason", None)
            with self.subTest(name):
                self.assertTrue(
                    NetworkRefused in chain or name == "requests", "it failed, but not at the gate"
                )
