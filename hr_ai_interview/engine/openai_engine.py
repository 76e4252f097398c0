"""The remote engine: any server that speaks OpenAI's chat completions, one network call per task.

How it works: a task of ``prompts`` gives messages and a pydantic schema; ``run`` sends them in the
form the provider's ``Profile`` says it understands, reads the reply strictly and lets the task judge
the values. Every failure is a ``CallError`` that carries the facts of the call for the ledger.

What it does not do: retry, wait, count budgets or change a profile (the queue does), offer tools,
stream, store anything, decide. What it sends is what the task wrote, so the task's texts must be
redacted before. Only ``_send`` reaches the network, and only this file imports the client library,
late, because that takes most of a second.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import json
import math
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from .base import EngineInputError, InterviewEngine
from .deadline import Deadline
from .errors import Call, CallError, Usage
from .http_status import status_error
from .json_schema import strict_schema
from .provider import Profile, Provider, check_key, check_url, split_url
from .reply import (
    clean_text,
    clean_value,
    decode_json,
    estimate_tokens,
    read_completion,
    read_object,
    read_usage,
)

VERSION = "1.0"
#: low, so that the same answer is judged alike; a task may set its own
TEMPERATURE = 0.2
#: texts per embedding call; keeps the reply of the widest models within EMBEDDING_BYTES
EMBEDDING_BATCH = 32
EMBEDDING_BYTES = 8_000_000
MAX_MODELS = 2000
_REPAIR_LENGTH = 4000
_ONLY_JSON = (
    "Answer with exactly one JSON object that is valid for this JSON schema, and with nothing else:\n"
)
_NO_OBJECT = "Your answer was not the JSON object that was asked for. Answer with that object only."
_ACCIDENTS = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError)
_REQUEST_ID = re.compile(r"[\w.:-]{1,100}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a task gave (a result of ``schema``) and the facts of the call it took."""

    value: object
    call: Call


class OpenAIEngine(InterviewEngine):
    """An engine behind one provider.

    >>> engine = OpenAIEngine(Provider("house", "https://llm.example.com/v1", "small"))
    >>> engine.name, engine.is_local
    ('house', False)
    """

    version = VERSION
    is_local = False

    def __init__(self, provider: Provider, profile: Profile | None = None):
        self.provider = provider
        self.profile = profile or Profile()
        self.name = provider.code

    # what InterviewEngine promises

    def draft_questions(self, request):
        return self._run_kind("draft", request)

    def score_answer(self, request):
        return self._run_kind("score", request)

    def suggest_followups(self, request):
        return self._run_kind("followups", request)

    def summarise(self, request):
        return self._run_kind("summary", request)

    def profile_resume(self, request):
        return self._run_kind("profile", request)

    def _run_kind(self, kind: str, request):
        from .prompts import get_task

        return self.run(get_task(kind), request).value

    # tasks

    def run(self, task, request, hint: dict | None = None, *, idempotency_key: str = "") -> Outcome:
        """Do ``task`` with exactly one network call.

        hint: that of the CallError of the attempt before ({"repair": sentence}, {"max_tokens": n});
        other keys are the caller's business. Raises CallError, ``call`` set if something was sent.
        """
        payload = self._payload(task, request, hint or {})
        call, body = self._exchange("chat/completions", payload, idempotency_key=idempotency_key)
        model, usage = read_usage(body)
        call = replace(call, model=model, usage=usage or _estimate(payload, body))
        with _facts(call):
            return Outcome(self._parse(task, request, self._read(body, payload)), call)

    def _payload(self, task, request, hint: dict) -> dict:
        profile, schema = self.profile, self._schema(task)
        messages = _with_repair(task.messages(request), hint.get("repair"))
        if not _is_enforced(profile):
            messages = _with_schema(messages, schema)
        payload = {
            "model": self.provider.model,
            "messages": messages,
            profile.tokens_field: self._token_limit(task.max_tokens(request), hint.get("max_tokens")),
            **_response_format(profile, task.kind, schema),
        }
        if profile.seed:
            payload["seed"] = int(getattr(request, "seed", 0))
        if profile.temperature:
            payload["temperature"] = getattr(task, "temperature", TEMPERATURE)
        if self._is_openai():
            payload["store"] = False
        return clean_value(payload)

    def _read(self, body: bytes, payload: dict) -> dict:
        try:
            completion = read_completion(body)
        except CallError as error:
            if error.code == "length":
                error.hint = {"max_tokens": self._token_limit(0, 2 * payload[self.profile.tokens_field])}
            raise
        value = decode_json(completion.text)
        if not isinstance(value, dict):
            raise CallError("schema", "The model's answer is no JSON object.", hint={"repair": _NO_OBJECT})
        return value

    def _parse(self, task, request, value: dict):
        try:
            return task.parse(value, request, self.name, self.version)
        except _ACCIDENTS:
            # Without its cause, which quotes the reply.
            message = "The model's answer could not be worked on."
            raise CallError("schema", message, hint={"repair": _NO_OBJECT}) from None

    def _schema(self, task) -> dict:
        return strict_schema(task.schema, limits=self.profile.schema_limits)

    def _token_limit(self, wanted: int, hinted) -> int:
        most = self.provider.max_tokens
        if type(hinted) is int and hinted > 0:
            return min(hinted, 2 * most)
        return max(1, min(wanted, most))

    def _is_openai(self) -> bool:
        # Others refuse a field they do not know; at OpenAI its absence would let them keep the text.
        host = urlsplit(self.provider.base_url.strip()).hostname or ""
        return host == "api.openai.com" or host.endswith(".api.openai.com")

    # what the settings page asks

    def list_models(self) -> list[str]:
        """Names of the models on offer, sorted. Raises CallError."""
        call, body = self._exchange("models", None)
        with _facts(call):
            entries = read_object(body).get("data")
            if not isinstance(entries, list):
                raise CallError("not_a_completion", "The provider's list of models cannot be read.")
        names = {entry.get("id") for entry in entries if isinstance(entry, dict)}
        return sorted(clean_text(name)[:200] for name in names if isinstance(name, str))[:MAX_MODELS]

    def probe(self) -> Profile:
        """Find out with a few toy calls what the server understands, all within one deadline.

        Raises CallError when it cannot be used at all: configuration, no connection, overload.
        """
        from .probe import probe

        return probe(self)

    def embed(self, texts: list[str]) -> list[list[float]]:
        """One vector of floats per text, in order; a call per EMBEDDING_BATCH texts. Raises CallError."""
        if not self.provider.embedding_model:
            raise EngineInputError("No embedding model is set for this provider.")
        vectors: list[list[float]] = []
        for start in range(0, len(texts), EMBEDDING_BATCH):
            vectors += self._embed_batch(
                [clean_text(text) for text in texts[start : start + EMBEDDING_BATCH]]
            )
        return vectors

    def _embed_batch(self, texts: list[str]) -> list[list[float]]:
        payload = {"model": self.provider.embedding_model, "input": texts, "encoding_format": "float"}
        call, body = self._exchange("embeddings", payload, max_bytes=EMBEDDING_BYTES)
        with _facts(call):
            return _vectors(read_object(body), len(texts))

    # the network

    def _exchange(self, path: str, payload: dict | None, **options) -> tuple[Call, bytes]:
        """(facts, body) of a successful exchange; a CallError with the facts of any other."""
        call = Call(request_hash=_hash(payload), usage=Usage(tokens_in=_tokens_in(payload)))
        started = time.monotonic()
        try:
            status, headers, body = self._send(path, payload, "POST" if payload else "GET", **options)
        except CallError as error:
            if error.call is not None:
                error.call = replace(call, status=error.call.status, latency_ms=_since(started))
            raise
        call = replace(
            call,
            status=status,
            reply_hash=hashlib.sha256(body).hexdigest(),
            reply_bytes=len(body),
            latency_ms=_since(started),
            request_id=_request_id(headers),
        )
        error = status_error(
            status, headers, body, _optional(payload), is_structured="response_format" in (payload or {})
        )
        if error:
            # Nobody charges for a refusal, so it must not eat the budget.
            error.call = replace(call, usage=Usage())
            raise error
        return call, body

    def _send(
        self,
        path: str,
        payload: dict | None,
        method: str,
        *,
        idempotency_key: str = "",
        max_bytes: int | None = None,
    ) -> tuple[int, dict, bytes]:
        """(status, headers, body) of one HTTP exchange; the only method that reaches the network.

        path: "chat/completions", "embeddings" or "models". Raises CallError when there is no reply,
        its ``call`` None if nothing went out. No text of the library's errors goes on: they hold keys.
        """
        base_url, query = split_url(self.provider)
        headers = self._headers(method, idempotency_key)
        client_class = _client_class()
        transport = None
        try:
            transport = _transport(self.provider, headers, max_bytes or self.provider.max_bytes)
            with client_class(
                base_url=base_url,
                # The transport writes the headers; the library never sees the key.
                api_key="unused",
                default_query=query,
                max_retries=0,
                timeout=self.provider.deadline,
                http_client=_http_client(transport, self.provider.deadline),
            ) as client:
                return _request(client, path, payload)
        except Exception as error:  # noqa: BLE001 - whatever a server makes the library stumble over
            failure = _own_error(error)
            failure.call = _sent_call(transport)
            raise failure from None

    def _headers(self, method: str, idempotency_key: str) -> dict[str, str]:
        headers = {
            "Accept": "application/json",
            "Accept-Encoding": "identity",
            "Connection": "close",
            "User-Agent": f"hr-ai-interview/{VERSION}",
        }
        if method == "POST":
            headers["Content-Type"] = "application/json"
        key = check_key(self.provider.api_key)
        if key and self.provider.auth == "api-key":
            headers["api-key"] = key
        elif key:
            headers["Authorization"] = f"Bearer {key}"
        if idempotency_key and method == "POST":
            headers["Idempotency-Key"] = check_key(idempotency_key)
        return headers


def _request(client, path: str, payload: dict | None) -> tuple[int, dict, bytes]:
    """One request of the client library, as bytes; a refusal's body is read by the library."""
    import openai

    resources = {
        "chat/completions": lambda: client.chat.completions.with_streaming_response.create,
        "embeddings": lambda: client.embeddings.with_streaming_response.create,
        "models": lambda: client.models.with_streaming_response.list,
    }
    try:
        with resources[path]()(**(payload or {})) as response:
            # No size here: with one, chunks are collected and the deadline passes unseen.
            return response.status_code, response.headers, b"".join(response.iter_bytes())
    except openai.APIStatusError as error:
        return error.response.status_code, error.response.headers, error.response.content


@functools.cache
def _client_class():
    try:
        import openai
    except ImportError:
        message = "The Python package openai is not installed on this server."
        raise CallError("not_installed", message) from None

    class Client(openai.OpenAI):
        """The client library without the headers the environment of the process would add."""

        # A header somebody put into OPENAI_CUSTOM_HEADERS for another program can make the library
        # fail before the transport drops it.
        default_headers = {}

    return Client


def _transport(provider: Provider, headers: dict[str, str], max_bytes: int):
    from .transport import CheckedTransport

    is_tls = check_url(provider.base_url).startswith("https:")
    context = _ssl_context() if is_tls else None
    return CheckedTransport(provider, headers, Deadline(provider.deadline), max_bytes, ssl_context=context)


def _http_client(transport, seconds: float):
    import openai

    return openai.DefaultHttpx2Client(
        transport=transport, trust_env=False, follow_redirects=False, timeout=seconds
    )


@functools.cache
def _ssl_context():
    import httpx2

    return httpx2.create_ssl_context(trust_env=False)


def _own_error(error: BaseException) -> CallError:
    """The transport's CallError, which some versions of the library wrap, or a general one."""
    cause: BaseException | None = error
    while cause and not isinstance(cause, CallError):
        cause = cause.__cause__
    return cause or CallError("connection", "The exchange with the provider failed.")


def _sent_call(transport) -> Call | None:
    return Call(status=transport.status) if transport and transport.has_sent else None


@contextlib.contextmanager
def _facts(call: Call) -> Iterator[None]:
    """Put the facts of the call on a CallError: what was sent is paid for, whatever came back."""
    try:
        yield
    except CallError as error:
        error.call = call
        raise


def _with_repair(messages: list[dict], repair) -> list[dict]:
    """The messages with the correction at the end of the last one of the user."""
    if not isinstance(repair, str) or not repair.strip():
        return messages
    messages = [dict(message) for message in messages]
    last = next((message for message in reversed(messages) if message["role"] == "user"), messages[-1])
    last["content"] = f"{last['content']}\n\n{repair[:_REPAIR_LENGTH]}"
    return messages


def _with_schema(messages: list[dict], schema: dict) -> list[dict]:
    """The messages with the schema at the end of the system message."""
    text = _ONLY_JSON + _canonical(schema)
    messages = [dict(message) for message in messages]
    if messages and messages[0]["role"] == "system":
        messages[0]["content"] = f"{messages[0]['content']}\n\n{text}"
        return messages
    return [{"role": "system", "content": text}, *messages]


def _is_enforced(profile: Profile) -> bool:
    return profile.schema_enforced and profile.structured in ("json_schema", "json_schema_object")


def _response_format(profile: Profile, name: str, schema: dict) -> dict:
    kinds = {
        "json_schema": {
            "type": "json_schema",
            "json_schema": {"name": name, "strict": True, "schema": schema},
        },
        "json_schema_object": {"type": "json_object", "schema": schema},
        "json_object": {"type": "json_object"},
    }
    kind = kinds.get(profile.structured)
    return {"response_format": kind} if kind else {}


def _optional(payload: dict | None) -> list[str]:
    return [name for name in payload or {} if name not in ("model", "messages", "input", "response_format")]


def _vectors(reply: dict, count: int) -> list[list[float]]:
    entries = reply.get("data")
    entries = [entry for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []
    if all(type(entry.get("index")) is int for entry in entries):
        entries.sort(key=lambda entry: entry["index"])
    rows = [entry.get("embedding") for entry in entries]
    widths = {len(row) for row in rows if isinstance(row, list)}
    if len(rows) != count or len(widths) != 1 or 0 in widths or not all(map(_is_vector, rows)):
        raise CallError("not_a_completion", "The provider's embeddings cannot be read.")
    return [[float(number) for number in row] for row in rows]


def _is_vector(row) -> bool:
    if not isinstance(row, list):
        return False
    return all(type(number) in (int, float) and math.isfinite(number) for number in row)


def _canonical(value) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _hash(payload: dict | None) -> str:
    return hashlib.sha256(_canonical(payload).encode()).hexdigest()


def _tokens_in(payload: dict | None) -> int:
    return estimate_tokens(_canonical(payload)) if payload else 0


def _estimate(payload: dict, body: bytes) -> Usage:
    return Usage(_tokens_in(payload), estimate_tokens(body.decode("utf-8", "replace")))


def _since(started: float) -> int:
    return round((time.monotonic() - started) * 1000)


def _request_id(headers) -> str:
    value = headers.get("x-request-id") or headers.get("apim-request-id") or ""
    return value if _REQUEST_ID.fullmatch(value) else ""
