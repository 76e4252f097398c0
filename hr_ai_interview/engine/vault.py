"""Encryption of what must not be readable in a dump: keys of providers, payloads of tasks.

AES-256-GCM. A sealed text is ``v1:<key id>:<base64(nonce 12 bytes + ciphertext + tag)>``. The place a text
belongs to (database, model, record, field) goes in as associated data, so a sealed text copied to
another row does not open there.

The keys come from outside the database as ``id:base64,id:base64``, each of 32 bytes; the first one
seals, all of them open. To rotate: put a new key in front, seal everything again, drop the old one.
Nonces are random: rotate before 2^32 texts are sealed with one key (NIST SP 800-38D, 8.3).

It does not protect against somebody who has both the database and the key, and it does not hide the
length of a text.

>>> ring = Keyring.parse("k1:" + base64.b64encode(bytes(32)).decode())
>>> ring.open(ring.seal("secret", "db|model|1|field"), "db|model|1|field")
'secret'
"""

from __future__ import annotations

import base64
import binascii
import os
import re
from dataclasses import dataclass, field

from .base import EngineError

_ENTRY = re.compile(r"([A-Za-z0-9_-]{1,32}):([A-Za-z0-9+/]{43}=)")
_NONCE_BYTES = 12


class VaultError(EngineError):
    """A master key is malformed, or a sealed text cannot be opened with the keys at hand."""

    code = "vault"


@dataclass(frozen=True, slots=True)
class Keyring:
    """Keys by id, the active one first. Never shown: ``repr`` is closed."""

    keys: dict[str, bytes] = field(repr=False)

    @classmethod
    def parse(cls, text: str) -> Keyring:
        """Read ``id:base64,id:base64``. Raises VaultError without repeating what was read."""
        keys = {}
        for entry in filter(None, (part.strip() for part in (text or "").split(","))):
            match = _ENTRY.fullmatch(entry)
            if not match or match[1] in keys:
                raise VaultError(
                    "The master key has to be a list of name:key, each key 32 bytes in base64, names once."
                )
            keys[match[1]] = base64.b64decode(match[2])
        return cls(keys)

    def __bool__(self):
        return bool(self.keys)

    @property
    def active(self) -> str:
        if not self.keys:
            raise VaultError("There is no master key.")
        return next(iter(self.keys))

    def seal(self, text: str, place: str) -> str:
        """Encrypt ``text`` for ``place``. Raises VaultError without a key."""
        kid, nonce = self.active, os.urandom(_NONCE_BYTES)
        sealed = nonce + self._cipher(kid).encrypt(nonce, text.encode(), place.encode())
        return f"v1:{kid}:{base64.b64encode(sealed).decode()}"

    def open(self, sealed: str, place: str) -> str:
        """Decrypt. Raises VaultError: unknown key, changed text, or text of another place."""
        from cryptography.exceptions import InvalidTag

        version, _, rest = sealed.partition(":")
        kid, _, body = rest.partition(":")
        if version != "v1" or not body:
            raise VaultError("This is no sealed text.")
        if kid not in self.keys:
            raise VaultError(f"The master key {kid[:32]!r} this text was sealed with is not there.")
        try:
            raw = base64.b64decode(body, validate=True)
            return self._cipher(kid).decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], place.encode()).decode()
        except (InvalidTag, ValueError, binascii.Error) as error:
            raise VaultError("The sealed text was changed or belongs to another place.") from error

    def is_current(self, sealed: str) -> bool:
        """Whether a sealed text was sealed with the active key."""
        return sealed.startswith(f"v1:{self.active}:")

    def _cipher(self, kid):
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        return AESGCM(self.keys[kid])
