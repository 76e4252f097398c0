"""Finding out what a provider understands, with toy calls that hold nobody's text.

``probe`` walks down the ladder of structured output. On the rungs where the server is to enforce a
schema the toy prompt asks for something else ("write hello"): only a server that really enforces it
answers in the schema. Where nothing is enforced the schema goes into the prompt, and what counts
is that the server takes the request. A last call finds out whether the limit of tokens is obeyed
or ignored under its name.

All of it ends at the provider's deadline. It does not judge how good a model is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from .deadline import Deadline
from .errors import REPAIR, CallError
from .provider import Profile

if TYPE_CHECKING:
    from .openai_engine import OpenAIEngine

MAX_CALLS = 12
COUNT_LIMIT = 16
# The server took the request for something else than what was meant, or broke on it.
_STEPS = ("schema_unsupported", "bad_request", "unprocessable", "server_error")


class ToyTask:
    """Asks for "hello" as JSON; the schema wants a stone. The two agree only where a schema is enforced."""

    kind = "probe"

    @property
    def schema(self) -> type:
        from typing import Literal

        import pydantic

        class Toy(pydantic.BaseModel):
            stone: Literal["lapis", "topaz"]
            weight: int = pydantic.Field(ge=1, le=9)

        return Toy

    def messages(self, request) -> list[dict]:
        return [
            {"role": "system", "content": "You are part of a connection test. Write JSON."},
            {"role": "user", "content": 'Write {"greeting": "hello"}'},
        ]

    def max_tokens(self, request) -> int:
        return 2048

    def parse(self, value: dict, request, engine: str, version: str) -> bool:
        """Whether the reply has the shape of the schema; not all who enforce it enforce the range, too."""
        return set(value) == {"stone", "weight"} and value["stone"] in ("lapis", "topaz")


class CountTask(ToyTask):
    """Asks for far more than the limit of tokens allows."""

    @property
    def schema(self) -> type:
        import pydantic

        class Numbers(pydantic.BaseModel):
            numbers: list[int] = pydantic.Field(max_length=100)

        return Numbers

    def messages(self, request) -> list[dict]:
        return [{"role": "user", "content": 'Count from 1 to 100 as JSON: {"numbers": [1, 2, 3, 4, ...]}'}]

    def max_tokens(self, request) -> int:
        return COUNT_LIMIT

    def parse(self, value: dict, request, engine: str, version: str) -> bool:
        return True


@dataclass
class _Walk:
    """State of a probe: the profile in question, what is left of the deadline, the calls made."""

    engine: OpenAIEngine
    profile: Profile
    deadline: Deadline
    calls: int = 0

    def ask(self, task):
        if self.calls == MAX_CALLS:
            raise CallError("bad_request", "The provider accepted none of the ways to ask.")
        self.calls += 1
        provider = replace(self.engine.provider, deadline=self.deadline.left())
        return type(self.engine)(provider, self.profile).run(task, None)


def probe(engine: OpenAIEngine) -> Profile:
    """See OpenAIEngine.probe."""
    walk = _Walk(engine, Profile(), Deadline(engine.provider.deadline))
    model = _walk_down(walk)
    walk.profile = replace(walk.profile, probed_model=model)
    _find_token_limit(walk)
    return walk.profile


def _walk_down(walk: _Walk) -> str:
    """Step down until a rung holds; return the model's name. Raises the error of the last rung."""
    while True:
        try:
            outcome = walk.ask(ToyTask())
        except CallError as error:
            if _adapt(walk, error):
                continue
            if error.retry != REPAIR or error.code == "parameter_unsupported":
                raise
            # The server took the request; the model wrote no JSON.
            if _holds(walk, follows=False, is_json=False):
                return error.call.model
        else:
            if _holds(walk, follows=outcome.value, is_json=True):
                return outcome.call.model


def _adapt(walk: _Walk, error: CallError) -> bool:
    """Change the profile so that this error does not come again; False if nothing can be changed."""
    changed = None
    if error.code == "parameter_unsupported":
        changed = walk.profile.without_parameter(error.hint.get("without", ""))
    elif error.code in _STEPS:
        changed = walk.profile.step_down()
    if changed is None:
        return False
    walk.profile = changed
    return True


def _holds(walk: _Walk, *, follows: bool, is_json: bool) -> bool:
    """Whether the rung is worth staying on; steps down if not."""
    structured = walk.profile.structured
    if structured in ("json_schema", "json_schema_object"):
        holds = follows
    else:
        # Nothing is enforced here; a model that does not follow is told so task by task.
        walk.profile = replace(walk.profile, schema_enforced=False)
        holds = is_json or structured == "text"
    if not holds:
        walk.profile = walk.profile.step_down()
    return holds


def _find_token_limit(walk: _Walk) -> None:
    """Some servers ignore the newer name of the limit without a word: then answers never end."""
    try:
        call = walk.ask(CountTask()).call
    except CallError as error:
        call = error.call
        if error.retry != REPAIR or error.code == "length" or call is None:
            return
    # Twice the limit: servers count the tokens of their own wrapping differently.
    if not call.usage.estimated and call.usage.tokens_out > 2 * COUNT_LIMIT:
        walk.profile = walk.profile.without_parameter(walk.profile.tokens_field)
