"""What an HTTP status and the code in its body mean for the queue: one function, ``status_error``.

Servers that call themselves compatible agree on the status and on little else, so the body is asked
in this order: the machine-readable ``code``, ``type`` and ``param``, then well-known words of the
message. None of its text goes on: bodies echo keys and prompts.
"""

from __future__ import annotations

import datetime
import email.utils
import json
import math
from collections.abc import Iterable, Mapping

from .errors import CallError

MIN_WAIT, MAX_WAIT = 1.0, 86_400.0
_QUOTA = ("insufficient_quota", "billing_hard_limit_reached", "billing_not_active", "insufficient_balance")
_CONTEXT = (
    "context_length",
    "context length",
    "context window",
    "maximum context",
    "context size",
    "too many tokens",
)
_UNSUPPORTED = (
    "unsupported",
    "not supported",
    "unrecognized",
    "unknown",
    "unexpected",
    "not permitted",
    "extra ",
)
_SCHEMA = ("response_format", "json_schema", "json schema", "structured output", "invalid schema")
_BAD_KEY = ("invalid_api_key", "api key not valid", "incorrect api key", "api_key_invalid")
#: keywords of a JSON schema which are not about its shape
SCHEMA_LIMITS = (
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "pattern",
    "format",
    "minItems",
    "maxItems",
    "uniqueItems",
)

# status: (code, sentence)
_PLAIN = {
    401: ("auth", "The provider refused the key."),
    402: ("quota", "The provider's account has no credit left."),
    403: ("forbidden", "The provider does not allow this key, model or region."),
    404: ("not_found", "The provider does not know this address or model."),
    405: ("not_found", "The address answers, but takes no chat completions."),
    408: ("timeout", "The provider ran out of time."),
    409: ("server_error", "The provider was busy with a conflicting request."),
    410: ("not_found", "The provider no longer offers this address or model."),
    413: ("too_large", "The request is too large for the provider."),
    422: ("unprocessable", "The provider cannot work on this request."),
    425: ("server_error", "The provider was not ready yet."),
}


def status_error(
    status: int,
    headers: Mapping[str, str],
    body: bytes,
    sent: Iterable[str] = (),
    *,
    is_structured: bool = False,
) -> CallError | None:
    """The error a reply stands for, None for a success that may be read.

    sent: optional parameters of the request, the only ones that can be named as unsupported.
    is_structured: a response_format was asked for.
    """
    if status in (204, 205):
        return CallError("not_a_completion", "The provider answered without any content.")
    if 200 <= status < 300:
        return None
    if 300 <= status < 400:
        return CallError("redirect", "The provider sends its callers to another address; enter that one.")
    error = _refined(status, _Details(body), tuple(sent), is_structured)
    error.retry_after = retry_after(headers) if error.retry in "TG" else None
    return error


class _Details:
    """What the body of an error says, lower case: ``words`` of code and type, ``param``, ``text`` of all."""

    def __init__(self, body: bytes):
        error = _error_object(body)
        self.words = tuple(str(error.get(key) or "").lower() for key in ("code", "type"))
        self.param = str(error.get("param") or "").lower()
        message = error.get("message") or error.get("detail") or ""
        self.text = " ".join((*self.words, self.param, str(message).lower()))[:4000]

    def says(self, marks: Iterable[str]) -> bool:
        return any(mark.lower() in self.text for mark in marks)


def _error_object(body: bytes) -> dict:
    try:
        reply = json.loads(body.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return {}
    if isinstance(reply, list) and reply:
        reply = reply[0]
    error = reply.get("error", reply) if isinstance(reply, dict) else {}
    return error if isinstance(error, dict) else {"message": error if isinstance(error, str) else ""}


def _refined(status: int, details: _Details, sent: tuple[str, ...], is_structured: bool) -> CallError:
    if status in (400, 422):
        return _refused_request(status, details, sent, is_structured)
    if status == 429:
        return _too_many(details)
    if status >= 500:
        # Some servers crash on a response_format they do not know, and say so.
        if is_structured and details.says(("response_format", "json_schema")):
            return _no_schema()
        return CallError("server_error", f"The provider failed with status {status}.")
    code, message = _PLAIN.get(
        status, ("bad_request", f"The provider refused the request with status {status}.")
    )
    return CallError(code, message)


def _too_many(details: _Details) -> CallError:
    if any(word in _QUOTA for word in details.words):
        return CallError("quota", "The provider's account has no credit left.")
    return CallError("rate_limited", "The provider asks to send fewer requests.")


def _refused_request(status: int, details: _Details, sent: tuple[str, ...], is_structured: bool) -> CallError:
    if details.says(_CONTEXT):
        return CallError("context_length", "The text is longer than the model can read.")
    if details.says(_BAD_KEY):
        return CallError("auth", "The provider refused the key.")
    if "content_filter" in details.words:
        return CallError("filtered", "The provider's content filter held the request back.")
    if name := _unsupported(details, sent, is_structured):
        message = f"The provider does not take the parameter {name}."
        return CallError("parameter_unsupported", message, hint={"without": name})
    if is_structured and details.says(_SCHEMA):
        return _no_schema()
    if status == 422:
        return CallError("unprocessable", "The provider cannot work on this request.")
    return CallError("bad_request", "The provider refused the request as malformed.")


def _unsupported(details: _Details, sent: tuple[str, ...], is_structured: bool) -> str | None:
    if is_structured and _is_about_limits(details):
        return "schema_limits"
    if not details.says(_UNSUPPORTED):
        return None
    # "max_tokens is not supported, use max_completion_tokens": the parameter of the request is meant,
    # hence the server's own "param" first, and only names that were sent.
    if details.param in sent:
        return details.param
    return next((name for name in sent if name in details.text), None)


def _is_about_limits(details: _Details) -> bool:
    if not details.says(_SCHEMA):
        return False
    return any(
        f"'{word}'".lower() in details.text or f'"{word}"'.lower() in details.text for word in SCHEMA_LIMITS
    )


def _no_schema() -> CallError:
    message = "The provider does not take this kind of structured output."
    return CallError("schema_unsupported", message, hint={"step_down": True})


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds the server asks to wait, within MIN_WAIT..MAX_WAIT; None if it does not say so sensibly.

    >>> [retry_after({"retry-after": text}) for text in ("3", "-5", "99999999")]
    [3.0, None, 86400.0]
    """
    text = (headers.get("retry-after") or "").strip()
    seconds = _number(headers.get("retry-after-ms"), 0.001)
    if seconds is None:
        seconds = _number(text)
    if seconds is None:
        seconds = _until(text, headers.get("date") or "")
    return None if seconds is None else min(max(seconds, MIN_WAIT), MAX_WAIT)


def _number(text: str | None, factor: float = 1.0) -> float | None:
    try:
        seconds = float(text or "") * factor
    except ValueError:
        return None
    return seconds if math.isfinite(seconds) and seconds >= 0 else None


def _until(text: str, now_text: str) -> float | None:
    then = _date(text)
    if then is None:
        return None
    # The server's own clock, if it tells: ours may differ by minutes.
    now = _date(now_text) or datetime.datetime.now(datetime.timezone.utc)
    return max((then - now).total_seconds(), MIN_WAIT)


def _date(text: str) -> datetime.datetime | None:
    try:
        date = email.utils.parsedate_to_datetime(text)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    return date if date.tzinfo else date.replace(tzinfo=datetime.timezone.utc)
