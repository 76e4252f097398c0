"""Reading what a remote engine answered: strict, bounded, and never by guessing.

* ``read_completion`` takes the bytes of a chat completion apart. Servers call many things a
  success: an error object, no choices, a refusal, an answer cut at the token limit.
* ``decode_json`` reads the JSON a model wrote. One code fence or one <think> block around it comes
  off; nothing is ever searched for inside prose, because what is found there may be a quotation
  of what a candidate wrote. A key that stands twice is refused: the last one would win in silence.
* ``clean_text`` removes what neither a request nor a database column can carry.

It does not judge whether the values are right: that is the task's ``parse``.
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass

from .errors import CallError, Usage

MAX_DEPTH = 64
#: tokens of one call nobody believes; a count above it is an error of the server
MAX_TOKENS = 100_000_000
_MAX_INT = 2**63
_FENCE = re.compile(r"\A```[A-Za-z]*[ \t]*\r?\n(.*)\n?```\Z", re.DOTALL)
_THINK = re.compile(r"\A<think>.*?</think>", re.DOTALL)
_SURROGATE = re.compile("[\ud800-\udfff]")
# Scripts written without spaces: about one token per character in the tokenizers in use.
_DENSE = re.compile(
    "[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7ff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"
)

_AGAIN = {
    "empty": "Your answer was empty. Answer with one JSON object.",
    "invalid_json": "Your answer was not one valid JSON object. Answer with the JSON object only: "
    "no text before or after it, no code fence, no comments.",
    "duplicate_keys": "A key stood twice in your JSON object. Write every key once.",
}


@dataclass(frozen=True, slots=True)
class Completion:
    """The one choice of a chat completion. finish_reason may be "" and usage None: not all servers tell."""

    text: str
    model: str
    finish_reason: str
    usage: Usage | None


def read_completion(body: bytes) -> Completion:
    """Return the first choice of a chat completion body.

    Raises CallError: "not_json", "not_a_completion", "bad_encoding", "too_deep", "error_in_reply",
    "no_choices", "refused", "filtered", "length", "tool_call", "empty".
    """
    reply = read_object(body)
    model, usage = _name(reply.get("model")), _usage(reply.get("usage"))
    message, finish_reason = _choice(reply)
    _check_ending(message, finish_reason)
    return Completion(_text(message), model, finish_reason, usage)


def read_object(body: bytes) -> dict:
    """The JSON object of the body of a 200. Raises CallError as ``read_completion`` does."""
    reply = _parse_body(_decode(body))
    if not isinstance(reply, dict):
        raise CallError("not_a_completion", "The provider answered with JSON that is no object.")
    if reply.get("error"):
        raise CallError("error_in_reply", "The provider reported an error inside a successful reply.")
    return reply


def read_usage(body: bytes) -> tuple[str, Usage | None]:
    """(model, usage) of a body, whatever else is wrong with it; a refused answer is paid for, too."""
    try:
        reply = read_object(body)
    except CallError:
        return "", None
    return _name(reply.get("model")), _usage(reply.get("usage"))


def _decode(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CallError("bad_encoding", "The reply of the provider is not UTF-8 text.") from None


def _parse_body(text: str):
    try:
        reply = json.loads(text, parse_int=_short_int)
    except RecursionError:
        raise _too_deep() from None
    except ValueError:
        raise _no_json(text.lstrip()) from None
    if _is_deeper(reply, MAX_DEPTH):
        raise _too_deep()
    return reply


def _no_json(text: str) -> CallError:
    # A broken object or a stream nobody asked for may be an accident; another kind of text is a
    # server of another kind: a login page, a proxy, the wrong port.
    if not text or text.startswith(("{", "data:", "event:", ":")):
        return CallError("not_json", "The reply of the provider was empty or broke off.")
    return CallError("not_a_completion", "The address answers, but not like a provider of chat completions.")


def _too_deep() -> CallError:
    return CallError("too_deep", "The reply of the provider is nested too deeply.")


def _choice(reply: dict) -> tuple[dict, str]:
    choices = reply.get("choices")
    choice = choices[0] if isinstance(choices, list) and choices else None
    message = choice.get("message") if isinstance(choice, dict) else None
    if not isinstance(message, dict):
        raise CallError("no_choices", "The provider sent a reply without an answer in it.")
    reason = choice.get("finish_reason")
    return message, reason if isinstance(reason, str) else ""


def _check_ending(message: dict, finish_reason: str) -> None:
    if message.get("refusal"):
        raise CallError("refused", "The model refused to answer.")
    if finish_reason == "content_filter":
        raise CallError("filtered", "The provider's content filter held the answer back.")
    if (
        finish_reason in ("tool_calls", "function_call")
        or message.get("tool_calls")
        or message.get("function_call")
    ):
        raise CallError("tool_call", "The model tried to call a tool although it was given none.")
    if finish_reason in ("length", "max_tokens"):
        raise CallError("length", "The answer was cut off at the limit of tokens.")


def _text(message: dict) -> str:
    content = message.get("content")
    if isinstance(content, list):
        content = _join_parts(content)
    if not isinstance(content, str) or not content.strip():
        raise _bad_answer("empty", "The model sent an empty answer.")
    return clean_text(content)


def _join_parts(parts: list) -> str:
    known = [part for part in parts if isinstance(part, dict)]
    if any(part.get("type") == "refusal" for part in known):
        raise CallError("refused", "The model refused to answer.")
    texts = [part.get("text") for part in known if part.get("type") in ("text", "output_text")]
    return "".join(text for text in texts if isinstance(text, str))


def _name(value) -> str:
    return clean_text(value)[:100] if isinstance(value, str) else ""


def _usage(value) -> Usage | None:
    """The server's count, None unless both numbers are plausible; then the caller estimates."""
    numbers = (
        [value.get(key) for key in ("prompt_tokens", "completion_tokens")] if isinstance(value, dict) else []
    )
    if len(numbers) != 2 or any(
        type(number) is not int or not 0 <= number <= MAX_TOKENS for number in numbers
    ):
        return None
    return Usage(*numbers, estimated=False)


def decode_json(text: str):
    """Return the JSON value ``text`` is, strings cleaned.

    Raises CallError "empty", "invalid_json" (also NaN, Infinity, numbers beyond 64 bits, text
    around it, deep nesting) or "duplicate_keys", each with a hint {"repair": sentence}.
    """
    stripped = _unwrap(text.strip().removeprefix("\ufeff"))
    if not stripped:
        raise _bad_answer("empty", "The model sent an empty answer.")
    try:
        value = json.loads(
            stripped,
            object_pairs_hook=_unique,
            parse_constant=_refuse_constant,
            parse_float=_finite,
            parse_int=_bounded,
        )
    except (ValueError, RecursionError):
        raise _bad_answer("invalid_json", "The model's answer is not one valid JSON value.") from None
    # A nonsense answer is the model's, not the configuration's: it must not stop the whole provider.
    if _is_deeper(value, MAX_DEPTH):
        raise _bad_answer("invalid_json", "The model's answer is nested too deeply.")
    return clean_value(value)


def _unwrap(text: str) -> str:
    if fence := _FENCE.match(text):
        return fence[1].strip()
    return _THINK.sub("", text, count=1).strip()


def _unique(pairs: list[tuple[str, object]]) -> dict:
    # Cleaned here, so that two keys cannot become one without notice.
    found = {clean_text(key): value for key, value in pairs}
    if len(found) != len(pairs):
        raise _bad_answer("duplicate_keys", "A key stands twice in the model's answer.")
    return found


def _refuse_constant(name: str):
    raise ValueError(name)


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number


def _bounded(text: str) -> int:
    # Longer texts are refused unread: turning a million digits into a number takes minutes.
    if len(text) > 20 or abs(int(text)) >= _MAX_INT:
        raise ValueError(text[:20])
    return int(text)


def _short_int(text: str) -> int | None:
    return int(text) if len(text) <= 20 else None


def _is_deeper(value, limit: int) -> bool:
    """Whether containers are nested deeper than ``limit``; a loop, because recursion is what it guards."""
    level = [value]
    for _depth in range(limit + 1):
        containers = [item for item in level if isinstance(item, (dict, list))]
        if not containers:
            return False
        level = [
            child for item in containers for child in (item.values() if isinstance(item, dict) else item)
        ]
    return True


def _bad_answer(code: str, message: str) -> CallError:
    return CallError(code, message, hint={"repair": _AGAIN[code]})


def clean_text(text: str) -> str:
    """``text`` without NUL, lone surrogates replaced by U+FFFD."""
    return _SURROGATE.sub("\ufffd", text.replace("\x00", ""))


def clean_value(value):
    """``clean_text`` on every string of a JSON value, keys included."""
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, dict):
        return {clean_value(key): clean_value(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [clean_value(item) for item in value]
    return value


def estimate_tokens(text: str) -> int:
    """Tokens of ``text``, roughly: one per Chinese, Japanese or Korean character, else one per four.

    >>> estimate_tokens("What was the result?"), estimate_tokens("结果如何？"), estimate_tokens("")
    (5, 5, 0)
    """
    dense = len(_DENSE.findall(text))
    return dense + math.ceil((len(text) - dense) / 4)
