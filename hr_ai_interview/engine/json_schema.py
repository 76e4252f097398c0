"""The JSON schema sent to a provider: a pydantic model's, in the strict form providers demand.

Every property is required and nothing else allowed; titles and defaults go; a ``$ref`` stands alone.
``limits=False`` also drops minimum, maxLength, pattern and their like, which some providers refuse:
local validation knows them anyhow.
"""

from __future__ import annotations

import functools

from .http_status import SCHEMA_LIMITS

_NAMED = ("properties", "$defs")
_DROPPED = ("title", "default", "examples", "discriminator")


@functools.cache
def strict_schema(model: type, *, limits: bool = True) -> dict:
    """The strict schema of a pydantic model class; made once, so do not change it."""
    return _strict(model.model_json_schema(), limits)


def _strict(node, limits: bool):
    if isinstance(node, list):
        return [_strict(item, limits) for item in node]
    if not isinstance(node, dict):
        return node
    if len(node.get("allOf", ())) == 1:
        node = node["allOf"][0]  # how older pydantic writes a reference with a description
    if "$ref" in node:
        return {"$ref": node["$ref"]}
    kept = {
        _renamed(key): _child(key, value, limits)
        for key, value in node.items()
        if not _is_dropped(key, limits)
    }
    if "properties" in kept:
        kept["required"] = list(kept["properties"])
        kept["additionalProperties"] = False
    return kept


def _child(key: str, value, limits: bool):
    # Below these keys stand names of the author, not keywords: a property may be called "title".
    if key in _NAMED:
        return {name: _strict(item, limits) for name, item in value.items()}
    if key in ("enum", "const"):
        return value
    return _strict(value, limits)


def _is_dropped(key: str, limits: bool) -> bool:
    return key in _DROPPED or (not limits and key in SCHEMA_LIMITS)


def _renamed(key: str) -> str:
    return "anyOf" if key == "oneOf" else key
