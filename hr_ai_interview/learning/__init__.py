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
    from .cross_validation import Candidate, Importance
    from .cycle import CycleData, CycleResult, CycleRules, run_cycle
    from .drift import (
        Cusum,
        Inflation,
        Stability,
        correlation_change,
        cusum,
        leakage,
        population_stability,
        score_inflation,
    )
    from .fairness import Fairness, GroupMetrics, group_metrics
    from .icc_forms import Estimate, Icc, icc
    from .impact import AdverseImpact, GroupImpact, RateDifference, adverse_impact, rate_difference
    from .item_analysis import (
        Difficulty,
        Discrimination,
        Form,
        ItemTotal,
        analyse_form,
        difficulty,
        discrimination,
        form_from_covariance,
        point_biserial,
    )
    from .item_bias import WARN_AT, dif
    from .kit_schema import MAX_ENEMY_PAIRS, KitConstraints, KitItem, KitResult, Limit, Unmet
    from .ledger import recall_validity
    from .local_law_144 import Audit, AuditTable, Category, audit_table, scoring_audit, selection_audit
    from .misses import Misses, find_misses
    from .model_file import (
        ModelError,
        ModelVersionError,
        TamperedModelError,
        from_json,
        from_json_with_frame,
        to_json,
    )
    from .placebo_check import Placebo, placebo
    from .prediction import Model, Neighbours, predict
    from .predictor import Evaluation, Gate, evaluate_predictor
    from .probability_scores import CalibrationRow, auc, brier, brier_skill, calibration_table
    from .proportion import Band, Lift, bands, feature_lift, success_ratio, wilson
    from .prospective import Comparison, compare_weights
    from .quality import DataQuality, Part, pair_quality
    from .range_restriction import DEFAULT_RELIABILITY, case_ii, case_iii, correct_both, correct_unreliability
    from .scale import Scale, scale_from_json, scale_of
    from .selection_utility import (
        SD_OF_VALUE,
        TaylorRussell,
        brogden_cronbach_gleser,
        individual_chances,
        naylor_shine,
        selection_ratio_needed,
        taylor_russell,
        validity_needed,
    )
    from .shrinkage import HunterSchmidt, RandomEffects, dersimonian_laird, hunter_schmidt, paule_mandel, reml
    from .statistic import REASONS, Statistic
    from .strata import CommonOdds, mantel_haenszel
    from .validity import ValidityResult, chance_above, estimate_validity
    from .weights import HitRate, choose_trials, hit_rate, propose_weights, verdicts

#: module -> its public names
_NAMES = {
    ".agreement": "Agreement Leniency LeniencyView leniency "
    "panel_size rater_agreement shrunk_leniency spearman_brown",
    ".assembly": "assemble_kit",
    ".chance_corrected": "Alpha Kappa cohen_kappa krippendorff_alpha whole_level",
    ".cross_validation": "Candidate Importance",
    ".cycle": "CycleData CycleResult CycleRules run_cycle",
    ".drift": "Cusum Inflation Stability correlation_change "
    "cusum leakage population_stability score_inflation",
    ".fairness": "Fairness GroupMetrics group_metrics",
    ".icc_forms": "Estimate Icc icc",
    ".impact": "AdverseImpact GroupImpact RateDifference adverse_impact rate_difference",
    ".item_analysis": "Difficulty Discrimination Form ItemTotal "
    "analyse_form difficulty discrimination form_from_covariance point_biserial",
    ".item_bias": "WARN_AT dif",
    ".kit_schema": "MAX_ENEMY_PAIRS KitConstraints KitItem KitResult Limit Unmet",
    ".ledger": "recall_validity",
    ".local_law_144": "Audit AuditTable Category audit_table scoring_audit selection_audit",
    ".misses": "Misses find_misses",
    ".model_file": "ModelError ModelVersionError TamperedModelError from_json from_json_with_frame to_json",
    ".placebo_check": "Placebo placebo",
    ".prediction": "Model Neighbours predict",
    ".predictor": "Evaluation Gate evaluate_predictor",
    ".probability_scores": "CalibrationRow auc brier brier_skill calibration_table",
    ".proportion": "Band Lift bands feature_lift success_ratio wilson",
    ".prospective": "Comparison compare_weights",
    ".quality": "DataQuality Part pair_quality",
    ".range_restriction": "DEFAULT_RELIABILITY case_ii case_iii correct_both correct_unreliability",
    ".scale": "Scale scale_from_json scale_of",
    ".selection_utility": "SD_OF_VALUE TaylorRussell brogden_cronbach_gleser individual_chances "
    "naylor_shine selection_ratio_needed taylor_russell validity_needed",
    ".shrinkage": "HunterSchmidt RandomEffects dersimonian_laird hunter_schmidt paule_mandel reml",
    ".statistic": "REASONS Statistic",
    ".strata": "CommonOdds mantel_haenszel",
    ".validity": "ValidityResult chance_above estimate_validity",
    ".weights": "HitRate choose_trials hit_rate propose_weights verdicts",
}
_HOME = {name: module for module, names in _NAMES.items() for name in names.split()}

__all__ = list(_HOME)


def __getattr__(name):
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOME[name], __name__), name)
    globals()[name] = value
    return value


def __dir__():
    return sorted({*globals(), *_HOME})
