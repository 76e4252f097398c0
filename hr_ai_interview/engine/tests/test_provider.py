"""Provider and profile: which addresses, keys and hosts are accepted, and what a profile gives up."""

import ipaddress
import json
import socket
import unittest
from unittest import mock

from hypothesis import given
from hypothesis import strategies as st

from ..errors import CallError
from ..provider import (
    LADDER,
    Profile,
    Provider,
    check_address,
    check_key,
    check_url,
    resolve,
    split_url,
)

NEVER = (
    "169.254.169.254",
    "169.254.1.1",
    "100.100.100.200",
    "fd00:ec2::254",
    "fe80::1",
    "224.0.0.1",
    "ff02::1",
)
NEVER += ("0.0.0.0", "0.1.2.3", "::", "::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe", "fe80::1%eth0")
INSIDE = ("127.0.0.1", "127.8.8.8", "::1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "100.64.0.1", "fd12::1")
INSIDE += (
    "::ffff:10.0.0.1",
    "::ffff:127.0.0.1",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
    "::127.0.0.1",
    "fec0::1",
)
INSIDE += ("192.0.2.1", "240.0.0.1", "255.255.255.255", "198.18.0.1")
OUTSIDE = ("8.8.8.8", "2606:4700::1111", "64:ff9b::808:808", "172.32.0.1")


def code_of(call, *args, **kwargs):
    """The code of the CallError of a call, "" if there is none."""
    try:
        call(*args, **kwargs)
    except CallError as error:
        return error.code
    return ""


def answers(*addresses, port=443):
    """What getaddrinfo says for these addresses."""
    families = {4: socket.AF_INET, 6: socket.AF_INET6}
    rows = [(families[ipaddress.ip_address(text.split("%")[0]).version], text) for text in addresses]
    return [(family, socket.SOCK_STREAM, 6, "", (text, port)) for family, text in rows]


class TestUrl(unittest.TestCase):
    def test_accepted_and_normalised(self):
        for given_url, normal in {
            " https://api.openai.com/v1/ ": "https://api.openai.com/v1",
            "HTTPS://Api.Example.COM": "https://api.example.com",
            "http://127.0.0.1:8080": "http://127.0.0.1:8080",
            "http://[::1]:8080/v1": "http://[::1]:8080/v1",
            "https://bücher.example/v1": "https://xn--bcher-kva.example/v1",
            "https://x.example/v1/chat/completions": "https://x.example/v1",
            "https://x.example/v1/models/": "https://x.example/v1",
            "https://x.openai.azure.com/openai/deployments/d?api-version=2024-10-21": (
                "https://x.openai.azure.com/openai/deployments/d?api-version=2024-10-21"
            ),
        }.items():
            with self.subTest(given_url):
                self.assertEqual(check_url(given_url), normal)
                self.assertEqual(check_url(normal), normal)

    def test_refused(self):
        for url in (
            "",
            None,
            "x.example/v1",
            "ftp://x.example",
            "javascript:alert(1)",
            "https://",
            "https://user@x.example/v1",
            "https://user:pw@x.example/v1",
            "https://x.example/v1#a",
            "https://x.example/v1?key=sk-1",
            "https://x.example/v1?api-version=",
            "https://x.example/v1?api-version=1&api-version=2",
            "https://x.example:99999/v1",
            "https://x.example:0/v1",
            "https://x.example:port/v1",
            "https://[::1/v1",
            "https://x .example/v1",
            "https://x.example\\@evil.example/v1",
            "https://x.example/v1\r\nX: 1",
            "https://..",
        ):
            with self.subTest(url):
                self.assertEqual(code_of(check_url, url), "bad_url")

    @given(st.text(max_size=60) | st.text(max_size=30).map("https://{}".format))
    def test_any_text_is_accepted_or_refused(self, text):
        try:
            normal = check_url(text)
        except CallError as error:
            self.assertEqual(error.code, "bad_url")
        else:
            self.assertRegex(normal, r"^https?://[^\s@#\\/]+(/[^\s#\\]*)?(\?api-version=[^\s#&]+)?$")
            self.assertEqual(check_url(normal), normal)

    def test_the_version_of_the_provider_wins(self):
        url = "https://x.example/v1?api-version=old"
        self.assertEqual(split_url(Provider("a", url, "m")), ("https://x.example/v1", {"api-version": "old"}))
        self.assertEqual(split_url(Provider("a", url, "m", api_version="new"))[1], {"api-version": "new"})


class TestKey(unittest.TestCase):
    @given(st.text(max_size=30))
    def test_a_key_is_printable_ascii_or_refused(self, text):
        try:
            key = check_key(text)
        except CallError as error:
            self.assertEqual(error.code, "bad_key")
            self.assertTrue(len(text) < 4 or text not in str(error))
        else:
            self.assertEqual(key, text.strip())
            self.assertTrue(key.isascii() and not any(char.isspace() for char in key))


class TestAddress(unittest.TestCase):
    def test_policy(self):
        for addresses, private, public in (
            (NEVER, "address_refused", "address_refused"),
            (INSIDE, "", "address_refused"),
            (OUTSIDE, "", ""),
        ):
            for text in addresses:
                with self.subTest(text):
                    self.assertEqual(code_of(check_address, text, allow_private=True), private)
                    self.assertEqual(code_of(check_address, text, allow_private=False), public)

    def test_answers_do_not_cross_the_internet_in_clear_text(self):
        self.assertEqual(
            code_of(check_address, "8.8.8.8", allow_private=True, clear_text=True), "address_refused"
        )
        self.assertEqual(code_of(check_address, "10.0.0.1", allow_private=True, clear_text=True), "")

    @given(st.ip_addresses())
    def test_every_address_has_a_verdict_and_allowing_private_only_widens(self, address):
        strict = code_of(check_address, str(address), allow_private=False)
        loose = code_of(check_address, str(address), allow_private=True)
        self.assertIn(
            (strict, loose), {("", ""), ("address_refused", ""), ("address_refused", "address_refused")}
        )

    def test_one_forbidden_answer_spoils_all(self):
        provider = Provider("a", "https://mixed.example/v1", "m")
        with mock.patch("socket.getaddrinfo", return_value=answers("8.8.8.8", "127.0.0.1")):
            self.assertEqual(code_of(resolve, provider), "address_refused")

    def test_numbers_in_disguise_are_what_the_resolver_makes_of_them(self):
        for host in ("2130706433", "0x7f.1", "127.1", "0177.0.0.1"):
            with self.subTest(host), mock.patch("socket.getaddrinfo", return_value=answers("127.0.0.1")):
                self.assertEqual(
                    code_of(resolve, Provider("a", f"https://{host}/v1", "m")), "address_refused"
                )

    def test_all_allowed_answers_are_given_once_in_order(self):
        provider = Provider("a", "https://good.example/v1", "m")
        with mock.patch("socket.getaddrinfo", return_value=answers("2606:4700::1111", "8.8.8.8", "8.8.8.8")):
            found = resolve(provider)
        self.assertEqual([address.sockaddr[0] for address in found], ["2606:4700::1111", "8.8.8.8"])

    def test_no_answer(self):
        with mock.patch("socket.getaddrinfo", return_value=[]):
            self.assertEqual(code_of(resolve, Provider("a", "https://good.example/v1", "m")), "dns")


class TestProfile(unittest.TestCase):
    def test_the_ladder_is_walked_to_its_end(self):
        profile, seen = Profile(), []
        while profile:
            seen.append((profile.structured, profile.schema_enforced))
            profile = profile.step_down()
        self.assertEqual(seen, list(zip(LADDER, (True, True, False, False), strict=True)))

    def test_a_parameter_is_left_out_once(self):
        self.assertEqual(Profile().without_parameter("max_completion_tokens").tokens_field, "max_tokens")
        self.assertEqual(Profile(tokens_field="max_tokens").without_parameter("max_tokens"), Profile())
        for name in ("seed", "temperature", "schema_limits"):
            changed = Profile().without_parameter(name)
            self.assertFalse(getattr(changed, name))
            self.assertIsNone(changed.without_parameter(name))
        for name in ("messages", "", "structured", "max_tokens"):
            self.assertIsNone(Profile().without_parameter(name))

    @given(st.builds(Profile, st.sampled_from(LADDER), seed=st.booleans(), probed_model=st.text()))
    def test_survives_storage(self, profile):
        self.assertEqual(Profile.from_dict(json.loads(json.dumps(profile.as_dict()))), profile)

    def test_odd_storage_falls_back(self):
        for values in (None, {}, {"structured": "xml", "tokens_field": 7, "seed": "no", "future": 1}):
            self.assertEqual(Profile.from_dict(values), Profile())
