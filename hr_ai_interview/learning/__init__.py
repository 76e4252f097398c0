"""Plain-Python statistics and optimisation of AI interviews. No import of odoo.

Names are loaded on first use (PEP 562), and numpy and scipy only inside the functions that need
them, so ``import learning`` costs milliseconds.

>>> kit = assemble_kit([KitItem(1, 0.3, 10, "okr", (7,))], KitConstraints(minutes=15))
>>> kit.selected, kit.status
((1,), 'optimal')
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .assembly import assemble_kit
    from .kit_schema import MAX_ENEMY_PAIRS, KitConstraints, KitItem, KitResult, Limit, Unmet

_HOME = {
    "rater_agreement": ".agreement",
    "assemble_kit": ".assembly",
    "KitConstraints": ".kit_schema",
    "KitItem": ".kit_schema",
    "KitResult": ".kit_schema",
    "Limit": ".kit_schema",
    "MAX_ENEMY_PAIRS": ".kit_schema",
    "Unmet": ".kit_schema",
}

__all__ = [
    "rater_agreement",
    "MAX_ENEMY_PAIRS",
    "KitConstraints",
    "KitItem",
    "KitResult",
    "Limit",
    "Unmet",
    "assemble_kit",
]


def __getattr__(name):
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOME[name], __name__), name)
    globals()[name] = value
    return value


def __dir__():
    return sorted({*globals(), *_HOME})
