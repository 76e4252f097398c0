"""The faults of the fault server, one function per mode; ``MODES`` is the list of them.

A mode gets the handler of one request and either returns a ``Reply`` or has written to the socket
itself and returns None; those are in ``fault_sockets``. Names start with the row of the fault matrix
where there is one ("r10_auth"); ``ok`` and the behaviours of known servers have none.
"""

import json
import time
from dataclasses import dataclass, field
from email.utils import formatdate

USAGE = {"prompt_tokens": 11, "completion_tokens": 7, "total_tokens": 18}
MODES = {}


@dataclass
class Reply:
    """What goes out: by default JSON with a correct Content-Length."""

    status: int = 200
    body: bytes = b""
    headers: dict = field(default_factory=lambda: {"Content-Type": "application/json"})


def completion(content, *, finish_reason="stop", usage=USAGE, model="toy-1", **message):
    """The dictionary of a chat completion with this content."""
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": model,
        "choices": [
            {
                "index": 0,
                "finish_reason": finish_reason,
                "message": {"role": "assistant", "content": content, **message},
            }
        ],
        "usage": usage,
    }


def as_json(value, status=200, **headers):
    # Plain ASCII with escapes, so that lone surrogates can go out, too.
    body = value if isinstance(value, bytes) else json.dumps(value).encode()
    names = {name.replace("_", "-"): str(text) for name, text in headers.items()}
    return Reply(status, body, {"Content-Type": "application/json", **names})


def error(status, code=None, message="no", *, param=None, kind="invalid_request_error", **headers):
    return as_json(
        {"error": {"message": message, "type": kind, "param": param, "code": code}}, status, **headers
    )


def mode(function):
    MODES[function.__name__] = function
    return function


def fixed(**replies):
    """Modes that always send the same; a callable is asked when it is its turn."""
    for name, reply in replies.items():
        MODES[name] = lambda handler, reply=reply: reply() if callable(reply) else reply


def says(**contents):
    """Modes whose server is in order and whose model wrote this."""
    fixed(**{name: as_json(completion(content)) for name, content in contents.items()})


@mode
def ok(handler):
    payload = handler.record.json or {}
    path = handler.record.path.partition("?")[0]
    if path.endswith("/models"):
        return as_json({"object": "list", "data": [{"id": "toy-2"}, {"id": "toy-1"}, {"id": None}, "?"]})
    if path.endswith("/embeddings"):
        rows = [
            {"index": place, "embedding": [float(len(text)), 1.0]}
            for place, text in enumerate(payload["input"])
        ]
        return as_json({"object": "list", "data": rows[::-1], "model": "toy-embed", "usage": USAGE})
    return as_json(completion(handler.server.owner.content(payload)), x_request_id="req-1")


fixed(
    r01_rate_1s=error(429, "rate_limit_exceeded", retry_after=1),
    r02_rate=error(429, "rate_limit_exceeded"),
    r03_quota=error(429, "insufficient_quota", kind="insufficient_quota"),
    r04_rate_hour=error(429, retry_after=3600),
    r05_rate_date=lambda: error(429, retry_after=formatdate(time.time() + 90, usegmt=True)),
    r05_rate_past=lambda: error(429, retry_after=formatdate(time.time() - 90, usegmt=True)),
    r05_rate_negative=error(429, retry_after=-5),
    r05_rate_week=error(429, retry_after=604800),
    r05_rate_nonsense=error(429, retry_after="soon"),
    r06_500_html=Reply(500, b"<html>candidate text</html>", {"Content-Type": "text/html"}),
    r06_503_html=Reply(503, b"<html>busy</html>", {"Content-Type": "text/html", "Retry-After": "7"}),
    r08_bad_schema=error(400, None, "Invalid schema for response_format 'score'", param="response_format"),
    r08_schema_limits=error(400, None, "Invalid schema for response_format: 'minimum' is not permitted"),
    r08_malformed=error(400, None, "messages must not be empty"),
    r09_context=error(400, "context_length_exceeded", "maximum context length is 4096"),
    r09_context_words=error(400, None, "Requested tokens (9000) exceed context window of 4096"),
    r11_region=error(403, "unsupported_country_region_territory"),
    r11_no_model=error(404, "model_not_found", "The model 'toy' does not exist"),
    r12_408=error(408),
    r12_409=error(409),
    r13_413=error(413),
    r13_422=error(422),
    r14_retry_400=error(400, x_should_retry="true"),
    r14_no_retry_500=error(500, x_should_retry="false"),
    r20_half_json=as_json(b'{"choices": [{"message": {"content": "abc'),
    r20_empty=as_json(b""),
    r21_204=Reply(204),
    r21_html=Reply(200, b"<html>login</html>", {"Content-Type": "text/html"}),
    r22_text_plain=Reply(
        200, json.dumps(completion('{"score": 4.7}')).encode(), {"Content-Type": "text/plain"}
    ),
    r23_null=as_json(None),
    r23_list=as_json([completion("{}")]),
    r24_empty_object=as_json({}),
    r24_error=as_json({"error": {"message": "overloaded", "code": 503}}),
    r24_choices_null=as_json({**completion("{}"), "choices": None}),
    r25_choices_empty=as_json({**completion("{}"), "choices": []}),
    r25_message_null=as_json({**completion("{}"), "choices": [{"message": None, "finish_reason": "stop"}]}),
    r26_content_null=as_json(completion(None)),
    r26_content_empty=as_json(completion("  ")),
    r27_parts=as_json(completion([{"type": "text", "text": '{"score"'}, {"type": "text", "text": ": 4.7}"}])),
    r27_parts_image=as_json(completion([{"type": "image_url", "image_url": {"url": "x"}}])),
    r28_refusal=as_json(completion(None, refusal="I cannot judge people.")),
    r29_length=as_json(completion('{"score": 4.7}', finish_reason="length")),
    r30_filter=as_json(completion(None, finish_reason="content_filter")),
    r30_filter_request=error(400, "content_filter", "The prompt was filtered"),
    r32_no_reason=as_json(completion('{"score": 4.7}', finish_reason=None)),
    r33_tool_call=as_json(
        completion(None, finish_reason="tool_calls", tool_calls=[{"id": "1", "type": "function"}])
    ),
    r33_tool_call_stop=as_json(completion('{"score": 4.7}', tool_calls=[{"id": "1", "type": "function"}])),
    r42_bad_utf8=as_json(json.dumps(completion("x")).encode().replace(b'"x"', b'"\xff\xfe"')),
    r42_gbk=Reply(
        200,
        json.dumps(completion("评分"), ensure_ascii=False).encode("gbk"),
        {"Content-Type": "application/json; charset=gbk"},
    ),
    r43_bom=as_json(b"\xef\xbb\xbf" + json.dumps(completion('{"score": 4.7}')).encode()),
    r46_deep=as_json(b'{"choices": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"),
    r47_no_usage=as_json({**completion('{"score": 4.7}'), "usage": None}),
    r47_odd_usage=as_json(
        {**completion('{"score": 4.7}'), "usage": {"prompt_tokens": "11", "completion_tokens": True}}
    ),
    r48_sse_cut=Reply(200, b'data: {"choices": []}\n\n', {"Content-Type": "text/event-stream"}),
    r49_sse_error=Reply(200, b'event: error\ndata: {"error": {}}\n\n', {"Content-Type": "text/event-stream"}),
    r49_sse_bad_json=Reply(200, b'data: {"choices"\n\n', {"Content-Type": "text/event-stream"}),
    r50_other_model=as_json(completion('{"score": 4.7}', model="loaded-model")),
    no_seed=error(400, "unsupported_parameter", "Unsupported parameter: 'seed'", param="seed"),
    no_completion_tokens=error(400, "unknown_parameter", "Unknown parameter: 'max_completion_tokens'"),
    no_credit=error(402, "insufficient_balance"),
)

says(
    r31_truncated='{"score": 4.7, "reason": "bec',
    r34_fence='```json\n{"score": 4.7}\n```',
    r34_think='<think>maybe {"score": 9}</think>\n{"score": 4.7}',
    r34_prose='Here is my score: {"score": 4.7}',
    r34_two_fences='```json\n{"score": 4.7}\n```\n```json\n{"score": 9}\n```',
    r34_fence_prose='```json\n{"score": 4.7}\n```\nHope this helps!',
    r35_wrong_key='{"points": 4.7}',
    r35_extra_key='{"score": 4.7, "hire": true}',
    r36_text='{"score": "4"}',
    r36_true='{"score": true}',
    r36_nan='{"score": NaN}',
    r36_1e9='{"score": 1e9}',
    r36_1e999='{"score": 1e999}',
    r36_negative='{"score": -1}',
    r36_over='{"score": 10.5}',
    r36_zero='{"score": 0}',
    r37_duplicate='{"score": 2, "score": 9}',
    r38_two_objects='{"score": 4.7}{"score": 9}',
    r39_script='{"score": 4.7, "reason": "<script>alert(1)</script>"}',
    r40_nul='{"score": 4.7, "reason": "a\\u0000b"}',
    r41_surrogate='{"score": 4.7, "reason": "a\\ud800b"}',
    r51_free_text="I would give this answer about five points.",
)


@mode
def r10_auth(handler):
    key = handler.headers.get("Authorization") or handler.headers.get("api-key")
    return error(401, "invalid_api_key", f"Incorrect API key provided: {key}")


def _elsewhere(status):
    def redirect(handler):
        return Reply(status, b"", {"Location": handler.server.owner.redirect_to})

    return redirect


MODES.update(
    r15_301=_elsewhere(301), r15_302=_elsewhere(302), r15_307=_elsewhere(307), r15_308=_elsewhere(308)
)


def _format(handler):
    return ((handler.record.json or {}).get("response_format")) or {}


@mode
def llama_cpp_python(handler):
    """llama-cpp-python: breaks on json_schema, takes a schema beside json_object, ignores limits' new name."""
    wanted = _format(handler)
    if wanted.get("type") == "json_schema":
        return error(500, None, "[{'type': 'literal_error'}]", kind="internal_server_error")
    content = handler.server.owner.content(handler.record.json)
    return as_json(completion('{"stone": "topaz", "weight": 0}' if wanted.get("schema") else content))


@mode
def schema_enforced(handler):
    content = handler.server.owner.content(handler.record.json)
    return as_json(completion('{"stone": "lapis", "weight": 3}' if _format(handler) else content))


@mode
def schema_ignored(handler):
    """Takes any response_format without a word and writes what the prompt asks for."""
    return as_json(completion('{"greeting": "hello"}'))


@mode
def limit_ignored(handler):
    """Obeys max_tokens only; max_completion_tokens is not looked at."""
    payload = handler.record.json
    if _format(handler) and "Count" not in str(payload["messages"]):
        return schema_enforced(handler)
    if "max_tokens" in payload:
        return as_json(completion("1", finish_reason="length"))
    return as_json(completion('{"1": 1}', usage={"prompt_tokens": 9, "completion_tokens": 400}))
