"""The prompts as data: complete in every language, pinned to their version, without prose in code."""

import doctest
import hashlib
import json
import re
import unittest
from pathlib import Path

from ..json_schema import strict_schema
from ..prompts import draft, draft_checks, get_task
from ..prompts.base import KINDS
from ..prompts.data import FOLDER, load

LANGS = ("en", "zh_CN", "ja", "es")
PINS = Path(__file__).parent / "data" / "prompt_pins.json"


def shape(value):
    """The keys of a JSON value, without its texts."""
    if isinstance(value, dict):
        return {key: shape(child) for key, child in value.items()}
    return [shape(value[0])] if isinstance(value, list) and value else type(value).__name__


class TestPins(unittest.TestCase):
    def test_a_changed_text_needs_a_new_version(self):
        """Results are traced to a prompt version: the same version must mean the same text."""
        pins = json.loads(PINS.read_text(encoding="utf-8"))
        found = {path.name: path.read_bytes().replace(b"\r\n", b"\n") for path in FOLDER.glob("*.json")}
        self.assertEqual(set(pins), set(found))
        for name, raw in found.items():
            version = json.loads(raw)["version"]
            self.assertIn(version, pins[name], f"{name}: pin the SHA-256 of version {version}")
            self.assertEqual(
                pins[name][version], hashlib.sha256(raw).hexdigest(), f"{name} changed: raise its version"
            )


class TestData(unittest.TestCase):
    def test_languages_agree(self):
        for kind in (*KINDS, "shared", "messages"):
            english = load(f"{kind}_en")
            for lang in LANGS:
                own = load(f"{kind}_{lang}")
                self.assertEqual(english["version"], own["version"])
                self.assertEqual(shape(english), shape(own), (kind, lang))
                if "task" in own:
                    self.assertEqual(len(english["task"]), len(own["task"]), (kind, lang))

    def test_version_of_a_task(self):
        for kind in KINDS:
            self.assertRegex(get_task(kind).version, rf"^{kind}-\d+\.\d+\+\d+\.\d+$")

    def test_the_form_shown_is_the_form_checked(self):
        for kind in KINDS:
            schema = strict_schema(get_task(kind).schema)
            for lang in LANGS:
                self.assertEqual([], list(differences(load(f"{kind}_{lang}")["reply"], schema, schema)))

    def test_examples_in_the_code(self):
        for module in (draft, draft_checks):
            found = doctest.testmod(module)
            self.assertTrue(found.attempted and not found.failed)

    def test_no_prose_in_code(self):
        for path in FOLDER.parent.glob("*.py"):
            code = re.sub(r'""".*?"""|#[^\n]*', "", path.read_text(encoding="utf-8"), flags=re.S)
            code = re.sub(r"(?:EngineInputError|ValueError)\(.*?\)", "", code, flags=re.S)
            for text in re.findall(r'"([^"\n]*)"', code):
                self.assertLess(len(re.findall(r"[A-Za-z]{2,} ", text)), 5, (path.name, text))


def differences(shown, schema, root):
    """Keys that the example and the schema do not share."""
    schema = root["$defs"][schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema
    if "anyOf" in schema:
        options = [row for row in schema["anyOf"] if row.get("type") != "null"]
        schema = options[0]
        schema = root["$defs"][schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema
    if isinstance(shown, dict):
        yield from set(shown) ^ set(schema["properties"])
        for key, value in shown.items():
            yield from differences(value, schema["properties"][key], root)
    elif isinstance(shown, list):
        for value in shown:
            yield from differences(value, schema["items"], root)
