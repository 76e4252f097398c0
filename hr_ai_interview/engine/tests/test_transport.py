"""The transport: the checked address is the one connected to, certificates are checked, deadlines hold."""

import datetime
import ipaddress
import socket
import ssl
import tempfile
import threading
import time
from contextlib import ExitStack
from pathlib import Path
from unittest import mock

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from .. import openai_engine
from .fault_server import FaultServer
from .remote_support import GOOD, RemoteCase, ScoreTask
from .test_provider import answers

REAL_LOOKUP = socket.getaddrinfo


def certificate(*names, days=1):
    """(PEM of certificate and key, PEM of certificate): self-signed, for these names or addresses."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test")])
    now = datetime.datetime.now(datetime.timezone.utc)
    built = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=9))
        .not_valid_after(now + datetime.timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName([_alternative(name) for name in names]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    public = built.public_bytes(serialization.Encoding.PEM)
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return private + public, public


def _alternative(name):
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)


class Names:
    """A name server: host -> the answers to give, one list per question, the last one for ever."""

    def __init__(self, **hosts):
        self.hosts = {name.replace("_", "."): list(lists) for name, lists in hosts.items()}
        self.asked = []

    def __call__(self, host, port, *args, **kwargs):
        self.asked.append(host)
        if host not in self.hosts:
            return REAL_LOOKUP(host, port, *args, **kwargs)
        lists = self.hosts[host]
        addresses = lists.pop(0) if len(lists) > 1 else lists[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    def patched(self):
        return mock.patch("socket.getaddrinfo", self)


class TestAddresses(RemoteCase):
    def url(self, host):
        return f"http://{host}:{self.server.port}/v1"

    def refused(self, url, code, **values):
        engine = self.engine_of(url, **values)
        return self.failure_of(lambda: engine.run(ScoreTask(), None), code, engine.provider.deadline)

    def test_private_addresses_need_permission(self):
        for host in ("127.0.0.1", "localhost"):
            error = self.refused(self.url(host), "address_refused", allow_private=False)
            self.assertIsNone(error.call)
        self.assertEqual(self.server.requests, [])

    def test_metadata_is_never_reached(self):
        for address in ("169.254.169.254", "fd00:ec2::254", "::ffff:169.254.169.254"):
            for host in (f"[{address}]" if ":" in address else address, "meta.example"):
                with mock.patch("socket.getaddrinfo", return_value=answers(address, port=80)):
                    self.refused(f"http://{host}/latest", "address_refused")

    def test_the_name_is_asked_once_and_its_second_answer_never_counts(self):
        names = Names(rebind_example=[["127.0.0.1"], ["127.0.0.2"]])
        with names.patched():
            self.engine_of(self.url("rebind.example")).run(ScoreTask(), None)
        self.assertEqual(names.asked, ["rebind.example"])
        self.assertEqual(self.server.requests[0].headers["host"], f"rebind.example:{self.server.port}")

    def test_a_name_that_turns_private_between_two_calls_is_refused(self):
        names = Names(rebind_example=[["8.8.8.8"], ["127.0.0.1"]])
        connected = []

        def connect(sock, address):
            connected.append(address)
            raise OSError(101, "Network is unreachable")

        engine = self.engine_of("https://rebind.example/v1", allow_private=False)
        with names.patched(), mock.patch("socket.socket.connect", connect):
            self.failure_of(lambda: engine.run(ScoreTask(), None), "connection")
            self.failure_of(lambda: engine.run(ScoreTask(), None), "address_refused")
        self.assertEqual(connected, [("8.8.8.8", 443)])

    def test_public_addresses_need_https(self):
        with Names(plain_example=[["8.8.8.8"]]).patched():
            self.refused("http://plain.example/v1", "address_refused")

    def test_the_next_address_is_tried(self):
        with socket.create_server(("127.0.0.2", 0)) as other:
            port = other.getsockname()[1]
        names = Names(two_example=[["127.0.0.2", "127.0.0.1"]])
        with names.patched():
            self.engine_of(self.url("two.example")).run(ScoreTask(), None)
            self.refused(f"http://two.example:{port}/v1", "refused_port")

    def test_a_host_that_swallows_connections_costs_the_connect_timeout(self):
        # A full backlog is the only way to be ignored by this machine itself.
        with socket.socket() as server, ExitStack() as clients:
            server.bind(("127.0.0.1", 0))
            server.listen(0)
            for _number in range(4):
                client = clients.enter_context(socket.socket())
                client.setblocking(False)
                client.connect_ex(server.getsockname())
            url = f"http://127.0.0.1:{server.getsockname()[1]}/v1"
            error = self.refused(url, "timeout", connect_timeout=0.3)
            self.assertIsNone(error.call, "nothing was sent")

    def test_parallel_calls_do_not_mix(self):
        self.server.delay = 0.05
        engine = self.engine()
        results = []
        threads = [
            threading.Thread(target=lambda: results.append(engine.run(ScoreTask(), None))) for _ in range(8)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual([outcome.value.score for outcome in results], [4.7] * 8)


class TestCertificates(RemoteCase):
    def serve(self, *names, days=1):
        """A TLS server with such a certificate, trusted by this process for the test."""
        both, public = certificate(*names, days=days)
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "cert.pem").write_bytes(both)
            context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            context.load_cert_chain(Path(folder, "cert.pem"))
        server = FaultServer(content=lambda payload: GOOD, tls=context).start()
        self.addCleanup(server.stop)
        trusted = ssl.create_default_context(cadata=public.decode())
        patch = mock.patch.object(openai_engine, "_ssl_context", lambda: trusted)
        patch.start()
        self.addCleanup(patch.stop)
        return server

    def engine_at(self, host, server, **values):
        return self.engine_of(f"https://{host}:{server.port}/v1", **values)

    def test_the_name_is_checked_although_the_address_is_connected_to(self):
        server = self.serve("llm.example")
        with Names(llm_example=[["127.0.0.1"]], other_example=[["127.0.0.1"]]).patched():
            self.assertEqual(self.engine_at("llm.example", server).run(ScoreTask(), None).value.score, 4.7)
            for host in ("other.example", "127.0.0.1"):
                engine = self.engine_at(host, server)
                error = self.failure_of(lambda engine=engine: engine.run(ScoreTask(), None), "tls")
                self.assertEqual((error.retry, error.call), ("C", None))
        self.assertEqual(len(server.requests), 1)

    def test_a_certificate_for_the_address(self):
        server = self.serve("127.0.0.1")
        self.assertEqual(self.engine_at("127.0.0.1", server).run(ScoreTask(), None).value.score, 4.7)

    def test_expired_and_unknown_certificates(self):
        expired = self.engine_at("127.0.0.1", self.serve("127.0.0.1", days=-1))
        self.failure_of(lambda: expired.run(ScoreTask(), None), "tls")
        unknown = self.engine_at("127.0.0.1", self.serve("127.0.0.1"))
        with mock.patch.object(openai_engine, "_ssl_context", ssl.create_default_context):
            self.failure_of(lambda: unknown.run(ScoreTask(), None), "tls")

    def test_the_real_context_checks(self):
        context = openai_engine._ssl_context()
        self.assertEqual((context.verify_mode, context.check_hostname), (ssl.CERT_REQUIRED, True))

    def test_tls_to_a_port_without(self):
        engine = self.engine_at("127.0.0.1", self.server)
        self.assertEqual(self.failure_of(lambda: engine.run(ScoreTask(), None), "tls").retry, "C")

    def test_a_silent_handshake_ends_at_the_deadline(self):
        with socket.create_server(("127.0.0.1", 0)) as silent:
            engine = self.engine_of(f"https://127.0.0.1:{silent.getsockname()[1]}/v1", deadline=0.5)
            started = time.monotonic()
            self.failure_of(lambda: engine.run(ScoreTask(), None), "timeout", 0.5)
            self.assertGreater(time.monotonic() - started, 0.4)

    def test_faults_are_the_same_over_tls(self):
        server = self.serve("127.0.0.1")
        for mode, code in {
            "r17_hang": "timeout",
            "r18_dribble": "timeout",
            "r19_short_body": "connection",
        }.items():
            engine = self.engine_of(server.url_for(mode), deadline=0.5)
            self.failure_of(lambda engine=engine: engine.run(ScoreTask(), None), code, 0.5)
