"""What a prompt task is: two messages, a schema for the reply, and a parser that trusts nothing.

The system message is fixed text of the data files. The user message is one fixed sentence and one
line of JSON; only that line holds text of other people (job advertisements, résumés, answers), so that
none of it can pass for an instruction by its place. There are no tools and no secrets to give away:
weights, pass marks, names and keys are never sent.

The reply is validated locally, whatever the provider promised to enforce: by a strict pydantic model,
then by checks against the request. A task never calls anything and keeps no state.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import BaseModel, ValidationError

from ..base import EngineInputError
from ..errors import CallError
from ..schema import LANGS
from .data import load, messages

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

KINDS = ("draft", "score", "followups", "summary", "profile")
#: Line ends of Unicode that JSON leaves raw; the slot has to stay one line.
_LINE_ENDS = {0x85: "\\u0085", 0x2028: "\\u2028", 0x2029: "\\u2029"}
#: Of one reply no more faults than these are told to the model.
MAX_FAULTS = 12


class PromptTask:
    """One kind of work. Subclasses give ``kind``, ``schema``, ``slot(s)``, ``parse``, ``max_tokens``."""

    kind: ClassVar[str] = ""
    schema: ClassVar[type[BaseModel]]

    @property
    def version(self) -> str:
        """Version of the prompt, "<kind>-<own>+<shared part>"; the same in all languages."""
        return f"{self.kind}-{load(f'{self.kind}_en')['version']}+{load('shared_en')['version']}"

    def messages(self, request) -> list[dict[str, str]]:
        """The messages for ``request``, always the same for the same request.

        Raises EngineInputError for an unknown language, or when there is nothing to ask for.
        """
        [messages] = self.messages_of([request])
        return messages

    def messages_of(self, parts: Sequence) -> list[list[dict[str, str]]]:
        """The messages for each part of one request: parts differ in ``count`` and ``seed`` only."""
        lang = _checked(parts[0].lang)
        own, shared = load(f"{self.kind}_{lang}"), load(f"shared_{lang}")
        form = json.dumps(own["reply"], ensure_ascii=False)
        rules = (*own["task"], *shared["untrusted"], *shared["fairness"], shared["language"])
        system = {"role": "system", "content": "\n\n".join((*rules, f"{shared['reply']}\n{form}"))}
        return [
            [system, {"role": "user", "content": f"{shared['user']}\n{one_line(slot)}"}]
            for slot in self.slots(parts)
        ]

    def slots(self, parts: Sequence) -> list[dict]:
        """The material of each part as JSON values."""
        return [self.slot(part) for part in parts]

    def slot(self, request) -> dict:
        """The material of ``request`` as JSON values."""
        raise NotImplementedError

    def parse(self, value: object, request, engine: str, version: str):
        """Turn the decoded JSON of a reply into a result; raises CallError ("schema", "content").

        ``hint["repair"]`` of the error is a sentence for the model; it holds no text of anybody.
        """
        raise NotImplementedError

    def max_tokens(self, request) -> int:
        """The most tokens a good reply can need: an upper bound, so that none is cut off."""
        raise NotImplementedError

    def read(self, value: object, request) -> Any:
        """Validate the whole reply against ``schema``."""
        try:
            return self.schema.model_validate(value)
        except (ValidationError, RecursionError) as error:
            raise self.failure("schema", request.lang, [shape_fault(error, request.lang)]) from None

    def failure(self, code: str, lang: str, faults: Iterable[str]) -> CallError:
        """The error for a reply with these faults (sentences without foreign text)."""
        said = messages(lang)
        told = said["joint"].join(list(dict.fromkeys(faults))[:MAX_FAULTS])
        hint = {"repair": said["repair"].replace("{faults}", told)}
        return CallError(code, said["errors"][code], hint=hint)


def one_line(value: object) -> str:
    """``value`` as JSON in one line, CJK text as it is."""
    text = json.dumps(value, ensure_ascii=False).translate(_LINE_ENDS)
    return text.encode("utf-8", "replace").decode("utf-8")


def _checked(lang: str) -> str:
    if lang not in LANGS:
        raise EngineInputError(f"The language {lang!r} is not supported; choose one of {', '.join(LANGS)}.")
    return lang


def fault(code: str, lang: str) -> str:
    return messages(lang)["faults"][code]


def shape_fault(error: Exception, lang: str) -> str:
    """Where the form is wrong. Keys that the model made up are not repeated: they are its text."""
    rows = error.errors(include_url=False, include_input=False) if isinstance(error, ValidationError) else []
    places = {f"{_place(row['loc'], row['type'])}: {row['type']}": None for row in rows[:6]}
    return fault("shape", lang).replace("{where}", "; ".join(places) or "too deep")


def _place(loc: tuple, type_: str) -> str:
    parts = loc[:-1] if type_ == "extra_forbidden" else loc
    return ".".join(str(part) for part in parts) or "reply"


def get_task(kind: str) -> PromptTask:
    """The task of that kind: one of KINDS; anything else raises ValueError."""
    from . import draft, followups, profile, score, summary

    tasks = {
        "draft": draft.DraftTask,
        "score": score.ScoreTask,
        "followups": followups.FollowupsTask,
        "summary": summary.SummaryTask,
        "profile": profile.ProfileTask,
    }
    if kind not in tasks:
        raise ValueError(f"There is no prompt for {kind!r}.")
    return tasks[kind]()
