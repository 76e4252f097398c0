"""Find the control tokens of chat templates, and write them so that no model takes them for its own.

How: ``neutral`` replaces each bracket, bar or colon of a token by one look-alike character ("<|im_start|>"
becomes "‹¦im_start¦›"), so that lengths and places stay. Strong tokens have no business in an
answer; ``<s>`` and ``</s>`` are HTML too and count only next to a strong one or unpaired. A role name
with a colon counts as a heading ("### System:") or when an empty line is before it and another role
follows, as in a transcript of turns.

It does not know the tokens of models to come.
"""

from __future__ import annotations

import re

_BAR = "[|｜¦]"
_STRONG = re.compile(
    rf"<{_BAR}[\w▁./ -]{{1,40}}{_BAR}>"
    r"|\[/?(?:INST|SYSTEM_PROMPT|TOOL_CALLS|AVAILABLE_TOOLS|TOOL_RESULTS|TOOL_CONTENT)\]|<</?SYS>>"
    r"|</?(?:start_of_turn|end_of_turn|bos|eos|pad|unk|think|thinking|reasoning|tool_calls?|tool_response|tool_result"
    r"|function_calls?|function_results?|invoke|parameter|tools|system|assistant|instructions?|system_prompt|im_start|im_end"
    r"|candidate_answer|untrusted|answer_data)(?:[ =][^<>\n]{0,80})?>"
    r"|<function=[^<>\n]{1,60}>|\[gMASK\]|<sop>|(?:\[system\]){2,}"
    r"|\[/?(?:system|assistant|user) ?(?:message|prompt)\]"
    r"|^[ \t]*#{2,6}[ \t]*(?:system|instructions?|assistant|human|user input|response"
    r"|instrucci[oó]n(?:es)?|sistema|asistente|系统|系統|指令|助手|システム|指示|アシスタント)[ \t]*[:：]",
    re.IGNORECASE | re.MULTILINE,
)
_WEAK = re.compile(r"</?s>", re.IGNORECASE)
_ROLE = re.compile(r"(?:^|\n)[ \t]*\n[ \t]*(Human|Assistant|System|User|AI|用户|助手|系统)[ \t]*[:：]")
_TURN = re.compile(r"^[ \t]*(Human|Assistant|User|AI|用户|助手)[ \t]*[:：]", re.MULTILINE)
_COLON = re.compile(r"[ \t]*[:：]?")
_NEUTRAL = str.maketrans("<>[]|｜#:：", "‹›［］¦¦＃꞉꞉")


def find_tokens(text: str) -> list[tuple[int, int]]:
    """Return the spans of the tokens a person should know of."""
    spans = [match.span() for match in _STRONG.finditer(text)]
    weak = [match.span() for match in _WEAK.finditer(text)]
    opened, closed = len(re.findall("(?i)<s>", text)), len(re.findall("(?i)</s>", text))
    if weak and (spans or opened != closed):
        spans += weak
    roles = {match[1] for match in _TURN.finditer(text)}
    human = any(match[1] == "Human" for match in _ROLE.finditer(text))
    if human or len(roles) > 1:
        spans += [match.span(1) for match in _ROLE.finditer(text)]
    return sorted(spans)


def neutral(text: str) -> str:
    """Return a text of the same length in which no token is one any more."""
    out, done = [], 0
    for start, end in sorted(find_tokens(text) + [match.span() for match in _WEAK.finditer(text)]):
        if start >= done:
            stop = _COLON.match(text, end).end()
            out += text[done:start], text[start:stop].translate(_NEUTRAL)
            done = stop
    return "".join([*out, text[done:]])
