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
        spearman_brown,
    )
    from .assembly import assemble_kit
    from .chance_corrected import Alpha, Kappa, cohen_kappa, krippendorff_alpha, whole_level
    from .icc_forms import Estimate, Icc, icc
    from .kit_schema import MAX_ENEMY_PAIRS, KitConstraints, KitItem, KitResult, Limit, Unmet
    from .item_bias import WARN_AT, dif
    from .placebo_check import Placebo, placebo
    from .shrinkage import HunterSchmidt, RandomEffects, dersimonian_laird, hunter_schmidt, paule_mandel, reml
    from .validity import ValidityResult, chance_above, estimate_validity
    from .weights import HitRate, choose_trials, hit_rate, propose_weights, verdicts

_HOME = {
    "Agreement": ".agreement",
    "Leniency": ".agreement",
    "LeniencyView": ".agreement",
    "leniency": ".agreement",
    "panel_size": ".agreement",
    "rater_agreement": ".agreement",
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
    "WARN_AT": ".item_bias",
    "dif": ".item_bias",
    "Placebo": ".placebo_check",
    "placebo": ".placebo_check",
    "HunterSchmidt": ".shrinkage",
    "RandomEffects": ".shrinkage",
    "dersimonian_laird": ".shrinkage",
    "hunter_schmidt": ".shrinkage",
    "paule_mandel": ".shrinkage",
    "reml": ".shrinkage",
    "ValidityResult": ".validity",
    "chance_above": ".validity",
    "estimate_validity": ".validity",
    "HitRate": ".weights",
    "choose_trials": ".weights",
    "hit_rate": ".weights",
    "propose_weights": ".weights",
    "verdicts": ".weights",
}

__all__ = [
    "MAX_ENEMY_PAIRS",
    "WARN_AT",
    "Agreement",
    "Alpha",
    "Estimate",
    "HitRate",
    "HunterSchmidt",
    "Icc",
    "Kappa",
    "KitConstraints",
    "KitItem",
    "KitResult",
    "Leniency",
    "LeniencyView",
    "Limit",
    "Placebo",
    "RandomEffects",
    "Unmet",
    "ValidityResult",
    "assemble_kit",
    "chance_above",
    "choose_trials",
    "cohen_kappa",
    "dersimonian_laird",
    "dif",
    "estimate_validity",
    "hit_rate",
    "hunter_schmidt",
    "icc",
    "krippendorff_alpha",
    "leniency",
    "panel_size",
    "paule_mandel",
    "placebo",
    "propose_weights",
    "rater_agreement",
    "reml",
    "spearman_brown",
    "verdicts",
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
