"""Case for tests of the remote engine: a fault server, a toy task, and what must hold for every failure."""

import time
import unittest

import pydantic

from ..errors import CODES, CallError
from ..openai_engine import OpenAIEngine
from ..provider import Provider
from .fault_server import FaultServer

KEY = "sk-this-key-must-not-leak-0123456789"
PROMPT = "The candidate wrote: I led a team of seven."
GOOD = '{"score": 4.7}'
# Scheduling and closing; a deadline missed by a read timeout is missed by far more.
SLACK = 2.0


class Score(pydantic.BaseModel):
    model_config = pydantic.ConfigDict(strict=True, extra="forbid")
    score: float = pydantic.Field(ge=0, le=10)
    reason: str = ""


class ScoreTask:
    """The smallest task there is."""

    kind = "score"
    schema = Score
    prompt = PROMPT

    def messages(self, request):
        return [{"role": "system", "content": "You score."}, {"role": "user", "content": self.prompt}]

    def max_tokens(self, request):
        return 100

    def parse(self, value, request, engine, version):
        try:
            return Score.model_validate(value)
        except pydantic.ValidationError:
            raise CallError("schema", "The values do not fit.", hint={"repair": "Mind the schema."}) from None


class RemoteCase(unittest.TestCase):
    """``self.server`` answers GOOD unless told otherwise."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.server = FaultServer(content=lambda payload: GOOD).start()
        cls.addClassCleanup(cls.server.stop)
        # The first call loads the client library, which no deadline can be held against.
        cls.engine_of(cls.server.url).run(ScoreTask(), None)

    def setUp(self):
        super().setUp()
        self.server.reset()

    @classmethod
    def engine_of(cls, url, profile=None, **values):
        values = {"api_key": KEY, "deadline": 10.0, "allow_private": True, **values}
        return OpenAIEngine(Provider("house", url, "toy", **values), profile)

    def engine(self, mode="", profile=None, **values):
        """An engine whose every call meets ``mode``, or the script of the server."""
        url = self.server.url_for(mode) if mode else self.server.url
        return self.engine_of(url, profile, **values)

    def run_mode(self, mode, hint=None, **values):
        return self.engine(mode, **values).run(ScoreTask(), None, hint)

    def failure(self, mode, code, **values):
        """The CallError of a call that meets ``mode``; checks what holds for all of them."""
        engine = self.engine(mode, **values)
        return self.failure_of(lambda: engine.run(ScoreTask(), None), code, engine.provider.deadline)

    def failure_of(self, call, code, deadline=10.0):
        before = len(self.server.requests)
        started = time.monotonic()
        with self.assertRaises(CallError) as caught:
            call()
        elapsed, error = time.monotonic() - started, caught.exception
        self.assertEqual(error.code, code)
        self.assertEqual(error.retry, CODES[code])
        self.assertLess(elapsed, deadline + SLACK)
        self.assertLessEqual(len(self.server.requests) - before, 1, "more than one call was made")
        self.assert_silent(error)
        return error

    def assert_silent(self, error):
        """The error is a sentence and holds no text of a key, a prompt or a reply."""
        self.assertRegex(str(error), r"^[A-Z].*\.$")
        everything = " ".join(map(repr, (error, vars(error), error.__cause__)))
        for secret in (KEY, KEY[:12], "candidate", "team of seven", "<html", "4.7", "<script"):
            self.assertNotIn(secret, everything)
        self.assertTrue(
            error.__suppress_context__ or error.__context__ is None, "the raw error is still attached"
        )
