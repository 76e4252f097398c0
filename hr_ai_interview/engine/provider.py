"""A provider: where a remote engine is, who we are there, and what it turned out to be able to do.

* ``Provider`` is what an administrator enters; ``check_url`` and ``check_key`` judge it on saving.
* ``Profile`` is what a probe found out; ``step_down`` and ``without_parameter`` take one thing back.
* ``resolve`` turns the host into addresses and refuses those an outsider must not reach through us
  (loopback, private networks, cloud metadata). The transport connects to exactly these addresses,
  so a second answer of the name server never counts.

Nothing here sends anything but the question to the name server.
"""

from __future__ import annotations

import ipaddress
import queue
import re
import socket
import threading
from dataclasses import asdict, dataclass, field, fields, replace
from typing import NamedTuple
from urllib.parse import parse_qsl, quote, urlsplit, urlunsplit

from .errors import CallError

#: from the strongest way to ask for structured output to none
LADDER = ("json_schema", "json_schema_object", "json_object", "text")
TOKEN_FIELDS = ("max_completion_tokens", "max_tokens")
AUTH_KINDS = ("bearer", "api-key")
_SWITCHES = ("seed", "temperature", "schema_limits")
_ENDPOINT = re.compile(r"/(?:chat/completions|completions|embeddings|models)$")
_HOST = re.compile(r"[A-Za-z0-9._-]+")
_FORBIDDEN_IN_URL = re.compile(r"[\s\x00-\x1f\x7f\\]")
_METADATA = frozenset(
    ipaddress.ip_address(text)
    for text in ("169.254.169.254", "100.100.100.200", "192.0.0.192", "fd00:ec2::254")
)
_SHARED = ipaddress.ip_network("100.64.0.0/10")  # carrier-grade NAT: somebody's inside, not the internet
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


@dataclass(frozen=True)
class Provider:
    """One endpoint. deadline: seconds for a whole call; max_bytes: of a reply; max_tokens: of an answer.

    auth: one of AUTH_KINDS. api_version: sent as ``?api-version=``. allow_private: an administrator
    of the system vouches that ``base_url`` may lie in the own network or on this machine.
    """

    code: str
    base_url: str
    model: str
    api_key: str = field(default="", repr=False)
    auth: str = "bearer"
    api_version: str = ""
    embedding_model: str = ""
    deadline: float = 60.0
    connect_timeout: float = 5.0
    max_bytes: int = 1_000_000
    max_tokens: int = 2048
    allow_private: bool = False


@dataclass(frozen=True)
class Profile:
    """What the server behind a provider accepts, as the last probe found it.

    structured: one of LADDER ("json_schema_object" is json_object with a "schema" beside it).
    schema_enforced: replies followed a schema the prompt did not mention. schema_limits: minimum,
    maxLength and their like may stand in the schema. seed, temperature: may be sent.
    probed_model: the name the server gave itself.
    """

    structured: str = "json_schema"
    tokens_field: str = "max_completion_tokens"
    seed: bool = True
    schema_enforced: bool = True
    probed_model: str = ""
    temperature: bool = True
    schema_limits: bool = True

    def as_dict(self) -> dict:
        return asdict(self)

    @classmethod
    def from_dict(cls, values: dict | None) -> Profile:
        """The profile of stored JSON; unknown keys and values of another type or range fall back."""
        default = cls()
        known = {item.name: (values or {}).get(item.name) for item in fields(cls)}
        kept = {name: value for name, value in known.items() if type(value) is type(getattr(default, name))}
        if kept.get("structured") not in LADDER:
            kept.pop("structured", None)
        if kept.get("tokens_field") not in TOKEN_FIELDS:
            kept.pop("tokens_field", None)
        return cls(**kept)

    def step_down(self) -> Profile | None:
        """The next weaker way to ask for structured output, None after the last."""
        place = LADDER.index(self.structured) + 1
        if place == len(LADDER):
            return None
        structured = LADDER[place]
        enforced = self.schema_enforced and structured == "json_schema_object"
        return replace(self, structured=structured, schema_enforced=enforced)

    def without_parameter(self, name: str) -> Profile | None:
        """The profile that no longer sends ``name``; None when it was not sent or cannot be left out."""
        if name == self.tokens_field:
            other = TOKEN_FIELDS[1 - TOKEN_FIELDS.index(name)]
            return replace(self, tokens_field=other)
        if name in _SWITCHES and getattr(self, name):
            return replace(self, **{name: False})
        return None


class Address(NamedTuple):
    """One address that passed the check: what ``socket.connect`` takes."""

    family: int
    sockaddr: tuple


def check_url(url: str) -> str:
    """Return the normalised base URL ("https://host/v1"), at most with ``?api-version=``.

    Raises CallError("bad_url") for anything but http(s), a user or key in the URL, a fragment.
    """
    text = (url or "").strip()
    if not text or _FORBIDDEN_IN_URL.search(text):
        raise _bad_url("The address of the provider is empty or contains spaces or control characters.")
    try:
        parts = urlsplit(text)
        port, host = parts.port, _host(parts.hostname or "")
    except ValueError:
        raise _bad_url("The address of the provider is not a valid URL.") from None
    if parts.scheme not in ("http", "https") or not host or port == 0:
        raise _bad_url("The address of the provider must look like https://host/v1.")
    if "@" in parts.netloc or parts.fragment:
        raise _bad_url("The address of the provider must contain neither a user, a password nor a '#'.")
    netloc = f"[{host}]" if ":" in host else host
    netloc += f":{port}" if port else ""
    path = _ENDPOINT.sub("", parts.path.rstrip("/"))
    return urlunsplit((parts.scheme, netloc, path, _query(parts.query), ""))


def _host(host: str) -> str:
    """The host in ASCII, "" for what is none. Raises ValueError."""
    if ":" in host:
        return str(ipaddress.IPv6Address(host))
    # Normalisation can bring forth spaces and slashes, hence the check after it.
    name = host.encode("idna").decode("ascii")
    return name if _HOST.fullmatch(name) else ""


def _query(query: str) -> str:
    """Only the API version may stand in a URL: URLs end in logs, and keys like to be put there."""
    pairs = parse_qsl(query, keep_blank_values=True)
    if not pairs:
        return ""
    if len(pairs) > 1 or pairs[0][0] != "api-version" or not pairs[0][1]:
        raise _bad_url(
            "After '?' the address of the provider may only contain api-version=...; keys have a field."
        )
    return f"api-version={quote(pairs[0][1], safe='')}"


def split_url(provider: Provider) -> tuple[str, dict[str, str]]:
    """(checked base URL without query, query) of a provider; its api_version wins over the URL's."""
    base, _, query = check_url(provider.base_url).partition("?")
    values = dict(parse_qsl(query))
    if provider.api_version:
        values["api-version"] = provider.api_version
    return base, values


def _bad_url(message: str) -> CallError:
    return CallError("bad_url", message)


def check_key(key: str) -> str:
    """Return the key without surrounding white space ("" = none). Raises CallError("bad_key")."""
    text = (key or "").strip()
    if not all("!" <= char <= "~" for char in text) or len(text) > 4096:
        raise CallError(
            "bad_key",
            "The key of the provider contains spaces, line breaks or characters that no key contains.",
        )
    return text


def resolve(provider: Provider, timeout: float | None = None) -> tuple[Address, ...]:
    """The addresses of the provider's host, all of them allowed.

    Raises CallError: "bad_url", "dns" (no such name), "timeout" or "connection" (no name server) or
    "address_refused". One forbidden address among good ones is enough: honest names have none.
    """
    parts = urlsplit(check_url(provider.base_url))
    port = parts.port or {"http": 80, "https": 443}[parts.scheme]
    answers = _lookup(parts.hostname, port, provider.connect_timeout if timeout is None else timeout)
    for address in answers:
        check_address(
            address.sockaddr[0], allow_private=provider.allow_private, clear_text=parts.scheme == "http"
        )
    return answers


def _lookup(host: str, port: int, timeout: float) -> tuple[Address, ...]:
    # getaddrinfo has no timeout of its own and can take half a minute: a thread that may be left behind.
    answers: queue.SimpleQueue = queue.SimpleQueue()

    def ask():
        try:
            answers.put(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as error:
            answers.put(error)

    threading.Thread(target=ask, name="provider-dns", daemon=True).start()
    try:
        found = answers.get(timeout=max(timeout, 0.01))
    except queue.Empty:
        raise CallError("timeout", "The name server did not say in time where the provider is.") from None
    if isinstance(found, socket.gaierror) and found.errno == socket.EAI_AGAIN:
        raise CallError("connection", "The name server could not be asked where the provider is.")
    if isinstance(found, Exception) or not found:
        raise CallError(
            "dns", "The host of the provider was not found; check the address and the name server."
        )
    return tuple(dict.fromkeys(Address(family, sockaddr) for family, _type, _proto, _name, sockaddr in found))


def check_address(text: str, *, allow_private: bool, clear_text: bool = False) -> None:
    """Raise CallError("address_refused") unless a call may go to this IP address.

    Never allowed: metadata services, link-local, multicast, reserved, 0.0.0.0. Private and loopback
    only with ``allow_private``. A public address only over TLS: candidates' answers travel there.
    """
    address = _innermost(ipaddress.ip_address(text.partition("%")[0]))
    if _is_never_allowed(address):
        raise _refused("The address of the provider belongs to a range no provider may use.")
    if _is_inside(address):
        if not allow_private:
            raise _refused(
                "The provider is inside a private network, which a system administrator has to allow."
            )
    elif clear_text:
        raise _refused("A provider on the internet must have an address that starts with https.")


def _innermost(address):
    """The IPv4 address hidden in an IPv6 one, which a translator on the way would unpack."""
    if address.version == 4:
        return address
    hidden = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
    if hidden is None and address in _NAT64:
        hidden = ipaddress.ip_address(int(address) & 0xFFFFFFFF)
    return hidden or address


def _is_never_allowed(address) -> bool:
    return (
        address in _METADATA
        or address.is_link_local
        or address.is_multicast
        or address.is_unspecified
        or (address.version == 4 and int(address) >> 24 == 0)
    )


def _is_inside(address) -> bool:
    # Versions of Python differ in what is "global", hence more than one question.
    old = address in _SHARED if address.version == 4 else address.is_site_local
    return old or address.is_private or address.is_loopback or address.is_reserved or not address.is_global


def _refused(message: str) -> CallError:
    return CallError("address_refused", message)
