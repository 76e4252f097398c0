"""Sealed texts open only with their key and at their place."""

import base64
import unittest

from hypothesis import given
from hypothesis import strategies as st

from ..vault import Keyring, VaultError

K1 = "k1:" + base64.b64encode(b"1" * 32).decode()
K2 = "k2:" + base64.b64encode(b"2" * 32).decode()


class TestVault(unittest.TestCase):
    @given(st.text(alphabet=st.characters(exclude_categories=["Cs"])), st.text(max_size=20))
    def test_round_trip(self, text, place):
        place = place.encode("utf-8", "ignore").decode()
        ring = Keyring.parse(K1)
        sealed = ring.seal(text, place)
        self.assertEqual(ring.open(sealed, place), text)
        if len(text) > 3:
            self.assertNotIn(text, sealed)

    def test_same_text_twice_differs(self):
        ring = Keyring.parse(K1)
        self.assertNotEqual(ring.seal("a", "p"), ring.seal("a", "p"))

    def test_other_place(self):
        ring = Keyring.parse(K1)
        with self.assertRaises(VaultError):
            ring.open(ring.seal("a", "db|provider|1|key"), "db|provider|2|key")

    def test_changed_or_cut(self):
        ring = Keyring.parse(K1)
        sealed = ring.seal("a secret", "p")
        for bad in (sealed[:-6], sealed[:-3] + "AA=", "v1:k1:", "v2:k1:x", "", "v1:k1:###"):
            with self.subTest(bad), self.assertRaises(VaultError):
                ring.open(bad, "p")

    def test_rotation(self):
        sealed = Keyring.parse(K1).seal("a", "p")
        both = Keyring.parse(f"{K2}, {K1}")
        self.assertEqual(both.open(sealed, "p"), "a")
        self.assertFalse(both.is_current(sealed))
        self.assertTrue(both.is_current(both.seal("a", "p")))
        with self.assertRaisesRegex(VaultError, "'k1'"):
            Keyring.parse(K2).open(sealed, "p")

    def test_bad_master_keys_are_not_repeated(self):
        for bad in ("k1", "k1:short", f"{K1},{K1}", "k 1:" + K1[3:], K1[3:]):
            with self.subTest(bad), self.assertRaises(VaultError) as caught:
                Keyring.parse(bad)
            self.assertNotIn(bad, str(caught.exception))

    def test_without_key(self):
        ring = Keyring.parse("")
        self.assertFalse(ring)
        with self.assertRaises(VaultError):
            ring.seal("a", "p")

    def test_repr_shows_no_key(self):
        self.assertNotIn("1111", repr(Keyring.parse(K1)))
