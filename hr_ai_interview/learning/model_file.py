"""A prediction model as signed JSON: coefficients only, nothing that runs.

    {"format": "hr_ai_interview.model", "version": 1, "model": {...}, "frame": {...}, "signature": "<hex>"}

The frame is what the caller keeps with it (what its columns are, by what people are measured).

The signature is HMAC-SHA256 over the canonical JSON (sorted keys, no spaces) of all but itself, with a key
the caller keeps: who can write to the database but has not the key cannot make a model that loads. It does
not hide the content.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import asdict

from .prediction import Model, Neighbours
from .prediction_models import KINDS, Fitted, Tree

FORMAT = "hr_ai_interview.model"
VERSION = 1
MIN_KEY = 16


class ModelError(ValueError):
    """The text is no model that can be loaded."""


class TamperedModelError(ModelError):
    """The signature is not of this content and key."""


class ModelVersionError(ModelError):
    """The model is of a version this code does not know."""


def to_json(model: Model, key: bytes, frame: dict | None = None) -> str:
    """Return the signed text of ``model`` and the plain JSON ``frame`` around it.

    key: 16 secret bytes or more, else ValueError.
    """
    content = {"format": FORMAT, "version": VERSION, "model": asdict(model), "frame": frame or {}}
    return _canonical(content | {"signature": signature(content, key)})


def from_json(text: str, key: bytes) -> Model:
    """Return the model of a text that ``to_json`` made with the same key.

    Raises TamperedModelError for another content or key, ModelVersionError for another version, ModelError
    for a text that is no model. The signature is checked before the content is looked at.
    """
    return from_json_with_frame(text, key)[0]


def from_json_with_frame(text: str, key: bytes) -> tuple[Model, dict]:
    """``from_json`` with the frame; {} of a text that was made without one."""
    _check_key(key)
    try:
        content = json.loads(text)
        given = content.pop("signature")
        expected = signature(content, key)
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError) as error:
        raise ModelError("The text is no signed model.") from error
    if not isinstance(given, str) or not hmac.compare_digest(given.encode(), expected.encode()):
        raise TamperedModelError("The model was changed after it was signed, or signed with another key.")
    if content.get("format") != FORMAT or content.get("version") != VERSION:
        raise ModelVersionError("The model is of another version.")
    try:
        return _model(content["model"]), content.get("frame") or {}
    except (KeyError, TypeError, ValueError) as error:
        raise ModelError("The model lacks parts.") from error


def signature(content: dict, key: bytes) -> str:
    """HMAC-SHA256 in hex of the canonical JSON of ``content``."""
    _check_key(key)
    return hmac.new(key, _canonical(content).encode(), hashlib.sha256).hexdigest()


def _check_key(key: bytes) -> None:
    if len(key) < MIN_KEY:
        raise ValueError(f"The key has {MIN_KEY} bytes or more.")


def _canonical(content: dict) -> str:
    return json.dumps(content, sort_keys=True, separators=(",", ":"), allow_nan=False)


def _model(data: dict) -> Model:
    parts = dict(data["fitted"])
    if parts["kind"] not in KINDS:
        raise ValueError("An unknown kind of model.")
    trees = tuple(Tree(**{name: tuple(value) for name, value in tree.items()}) for tree in parts.pop("trees"))
    lists = {name: tuple(parts.pop(name)) for name in ("mean", "sd", "slopes")}
    neighbours = tuple(Neighbours(**row) for row in data["neighbours"])
    return Model(**{**data, "fitted": Fitted(**parts, **lists, trees=trees), "neighbours": neighbours})
