"""Whatever JSON a model returns: a result or CallError, never anything else; no import at start."""

import copy
import subprocess
import sys
import unittest
from pathlib import Path

from ..errors import CallError
from ..prompts import get_task
from ..prompts.base import KINDS
from .prompts_support import REPLIES, REQUESTS, candidate, draft_request, parse

try:
    from hypothesis import given, settings
    from hypothesis import strategies as st
except ImportError:
    given = None

LANGS = ("en", "zh_CN", "ja", "es")
if given:
    TEXT = st.text(max_size=40)
    LEAF = st.none() | st.booleans() | st.integers() | st.floats() | TEXT
    JSON = st.recursive(
        LEAF, lambda kids: st.lists(kids, max_size=4) | st.dictionaries(TEXT, kids, max_size=4), max_leaves=12
    )


def paths(value, path=()):
    """Every place inside a JSON value."""
    yield path
    rows = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in rows:
        yield from paths(child, (*path, key))


def replaced(value, path, new):
    if not path:
        return new
    found = copy.deepcopy(value)
    spot = found
    for key in path[:-1]:
        spot = spot[key]
    spot[path[-1]] = new
    return found


def parses(kind, value, request):
    """Parse or fail in the agreed way."""
    try:
        get_task(kind).parse(value, request, "acme", "1")
    except CallError as error:
        assert error.code in ("schema", "content")
        assert error.hint["repair"].strip()


class TestMutations(unittest.TestCase):
    VALUES = (
        None,
        True,
        -1,
        1e308,
        float("nan"),
        "",
        "x" * 5000,
        "\ud800",
        "\x00<b>",
        [],
        {},
        [[]],
        {"": {}},
    )

    def test_every_place_takes_any_value(self):
        for kind in KINDS:
            request, reply = REQUESTS[kind](), REPLIES[kind]("en")
            for path in paths(reply):
                for value in self.VALUES:
                    parses(kind, replaced(reply, path, value), request)

    def test_deep_values(self):
        deep = []
        for _level in range(500):
            deep = [deep]
        for kind in KINDS:
            parses(kind, deep, REQUESTS[kind]())
            parses(kind, {"questions": [deep], "items": deep, "followups": deep}, REQUESTS[kind]())

    def test_parse_changes_nothing_it_is_given(self):
        for kind in KINDS:
            reply = REPLIES[kind]("en")
            before = copy.deepcopy(reply)
            self.assertEqual(parse(kind, reply), parse(kind, reply))
            self.assertEqual(before, reply)


@unittest.skipIf(given is None, "hypothesis is not installed")
class TestArbitrary(unittest.TestCase):
    if given:

        @settings(max_examples=60, deadline=None)
        @given(st.sampled_from(KINDS), st.sampled_from(LANGS), JSON)
        def test_arbitrary_json(self, kind, lang, value):
            parses(kind, value, REQUESTS[kind](lang))

        @settings(max_examples=150, deadline=None)
        @given(st.sampled_from(KINDS), st.sampled_from(LANGS), st.randoms(use_true_random=False), JSON)
        def test_arbitrary_json_somewhere_in_a_good_reply(self, kind, lang, random, value):
            reply = REPLIES[kind](lang)
            path = random.choice(list(paths(reply)))
            parses(kind, replaced(reply, path, value), REQUESTS[kind](lang))

        @settings(max_examples=60, deadline=None)
        @given(st.sampled_from(LANGS), TEXT, TEXT)
        def test_arbitrary_material_is_one_line_of_json(self, lang, resume, topic):
            request = draft_request(
                lang, candidate=candidate(resume, topic), examples=(topic,), avoid=(resume,)
            )
            content = get_task("draft").messages(request)[1]["content"]
            self.assertEqual(2, len(content.splitlines()))


class TestImport(unittest.TestCase):
    def test_the_package_is_not_loaded_with_the_engine(self):
        code = "import sys, engine; print([m for m in ('pydantic', 'engine.prompts', 'openai') if m in sys.modules])"
        root = Path(__file__).resolve().parents[2]
        out = subprocess.run(
            [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True
        )
        self.assertEqual("[]", out.stdout.strip())
