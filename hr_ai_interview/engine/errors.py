"""What can go wrong with a call of a remote engine, and what the queue should do about it.

One exception, ``CallError``, with a stable ``code``; the table ``CODES`` gives each code its retry class:

* T transient: the queue tries again later, with a growing pause;
* G the provider asks for a pause: all of its tasks wait;
* C a matter of configuration: the circuit opens, one activity for the administrator, tasks wait;
* I permanent for this item: a person has to look at it;
* R the reply was no good: one more try that says what was wrong, then I.

A message never holds text of a prompt, a reply, a candidate or a key: it may end in a log.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from .base import EngineError

TRANSIENT, PAUSE, CONFIGURATION, ITEM, REPAIR = "T", "G", "C", "I", "R"

CODES = {
    # ours
    "internal": ITEM,
    # before sending
    "vault": CONFIGURATION,
    "not_installed": CONFIGURATION,
    "bad_url": CONFIGURATION,
    "bad_key": CONFIGURATION,
    "address_refused": CONFIGURATION,
    # connection
    "dns": CONFIGURATION,
    "refused_port": TRANSIENT,
    "connection": TRANSIENT,
    "timeout": TRANSIENT,
    "tls": CONFIGURATION,
    "redirect": CONFIGURATION,
    # answer of the server
    "rate_limited": PAUSE,
    "quota": CONFIGURATION,
    "server_error": TRANSIENT,
    "auth": CONFIGURATION,
    "forbidden": CONFIGURATION,
    "not_found": CONFIGURATION,
    "bad_request": ITEM,
    "schema_unsupported": REPAIR,
    "parameter_unsupported": REPAIR,
    "context_length": ITEM,
    "too_large": ITEM,
    "unprocessable": ITEM,
    # body of a 200
    "not_json": TRANSIENT,
    "not_a_completion": CONFIGURATION,
    "bad_encoding": CONFIGURATION,
    "encoded_reply": CONFIGURATION,
    "reply_too_large": CONFIGURATION,
    "too_deep": CONFIGURATION,
    "error_in_reply": TRANSIENT,
    "no_choices": TRANSIENT,
    # content
    "empty": REPAIR,
    "refused": ITEM,
    "length": REPAIR,
    "filtered": ITEM,
    "tool_call": ITEM,
    "invalid_json": REPAIR,
    "duplicate_keys": REPAIR,
    "schema": REPAIR,
    "content": REPAIR,
}


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens of one call. ``estimated``: the server did not say, counted from the length of the texts."""

    tokens_in: int = 0
    tokens_out: int = 0
    estimated: bool = True


@dataclass(frozen=True, slots=True)
class Call:
    """The facts of one network call for the ledger: hashes and sizes, no text.

    ``latency_ms`` is measured with a monotonic clock; ``model`` is the name in the reply, which may
    differ from the one asked for.
    """

    request_hash: str = ""
    reply_hash: str = ""
    reply_bytes: int = 0
    status: int | None = None
    latency_ms: int = 0
    model: str = ""
    request_id: str = ""
    usage: Usage = field(default_factory=Usage)


class CallError(EngineError):
    """One call of a remote engine failed.

    code: key of CODES. retry: its class. retry_after: seconds the server asked to wait, clamped to
    1..86400, or None. hint: JSON values the next attempt gets back ({"repair": sentence},
    {"max_tokens": n}) or that change the profile before it ({"step_down": true},
    {"without": name}). call: facts of the call as far as it came, or None
    when nothing was sent.
    """

    def __init__(
        self,
        code: str,
        message: str,
        *,
        retry_after: float | None = None,
        hint: dict | None = None,
        call: Call | None = None,
    ):
        super().__init__(message)
        self.code = code
        self.retry = CODES[code]
        self.retry_after = retry_after
        self.hint = hint or {}
        self.call = call
