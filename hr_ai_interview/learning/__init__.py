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
    from .agreement import (
        Agreement,
        Leniency,
        LeniencyView,
        leniency,
        panel_size,
        rater_agreement,
        shrunk_leniency,
        spearman_brown,
    )
    from .assembly import assemble_kit
    from .chance_corrected import Alpha, Kappa, cohen_kappa, krippendorff_alpha, whole_level
    from .icc_forms import Estimate, Icc, icc
    from .kit_schema import MAX_ENEMY_PAIRS, KitConstraints, KitItem, KitResult, Limit, Unmet

_HOME = {
    "Agreement": ".agreement",
    "Leniency": ".agreement",
    "LeniencyView": ".agreement",
    "leniency": ".agreement",
    "panel_size": ".agreement",
    "rater_agreement": ".agreement",
    "shrunk_leniency": ".agreement",
    "spearman_brown": ".agreement",
    "Alpha": ".chance_corrected",
    "Kappa": ".chance_corrected",
    "cohen_kappa": ".chance_corrected",
    "krippendorff_alpha": ".chance_corrected",
    "whole_level": ".chance_corrected",
    "Estimate": ".icc_forms",
    "Icc": ".icc_forms",
    "icc": ".icc_forms",
    "assemble_kit": ".assembly",
    "KitConstraints": ".kit_schema",
    "KitItem": ".kit_schema",
    "KitResult": ".kit_schema",
    "Limit": ".kit_schema",
    "MAX_ENEMY_PAIRS": ".kit_schema",
    "Unmet": ".kit_schema",
}

__all__ = [
    "MAX_ENEMY_PAIRS",
    "Agreement",
    "Alpha",
    "Estimate",
    "Icc",
    "Kappa",
    "KitConstraints",
    "KitItem",
    "KitResult",
    "Leniency",
    "LeniencyView",
    "Limit",
    "Unmet",
    "assemble_kit",
    "cohen_kappa",
    "icc",
    "krippendorff_alpha",
    "leniency",
    "panel_size",
    "rater_agreement",
    "shrunk_leniency",
    "spearman_brown",
    "whole_level",
]


def __getattr__(name):
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOME[name], __name__), name)
    globals()[name] = value
    return value


def __dir__():
    return sorted({*globals(), *_HOME})
