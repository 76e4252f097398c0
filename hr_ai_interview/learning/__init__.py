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
    from .cross_validation import Candidate, Importance
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
    from .kit_schema import MAX_ENEMY_PAIRS, KitConstraints, KitItem, KitResult, Limit, Unmet
    from .local_law_144 import Audit, AuditTable, Category, audit_table, scoring_audit, selection_audit
    from .model_file import ModelError, ModelVersionError, TamperedModelError, from_json, to_json
    from .prediction import Model, Neighbours, predict
    from .predictor import Evaluation, Gate, evaluate_predictor
    from .probability_scores import CalibrationRow, auc, brier, brier_skill, calibration_table
    from .proportion import Band, Lift, bands, feature_lift, success_ratio, wilson
    from .prospective import Comparison, compare_weights
    from .quality import DataQuality, Part, pair_quality
    from .range_restriction import DEFAULT_RELIABILITY, case_ii, case_iii, correct_both, correct_unreliability
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
    from .statistic import REASONS, Statistic
    from .strata import CommonOdds, mantel_haenszel

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
    "Cusum": ".drift",
    "Inflation": ".drift",
    "Stability": ".drift",
    "correlation_change": ".drift",
    "cusum": ".drift",
    "leakage": ".drift",
    "population_stability": ".drift",
    "score_inflation": ".drift",
    "Fairness": ".fairness",
    "GroupMetrics": ".fairness",
    "group_metrics": ".fairness",
    "AdverseImpact": ".impact",
    "GroupImpact": ".impact",
    "RateDifference": ".impact",
    "adverse_impact": ".impact",
    "rate_difference": ".impact",
    "Difficulty": ".item_analysis",
    "Discrimination": ".item_analysis",
    "Form": ".item_analysis",
    "ItemTotal": ".item_analysis",
    "analyse_form": ".item_analysis",
    "difficulty": ".item_analysis",
    "discrimination": ".item_analysis",
    "form_from_covariance": ".item_analysis",
    "point_biserial": ".item_analysis",
    "Audit": ".local_law_144",
    "AuditTable": ".local_law_144",
    "Category": ".local_law_144",
    "audit_table": ".local_law_144",
    "scoring_audit": ".local_law_144",
    "selection_audit": ".local_law_144",
    "ModelError": ".model_file",
    "ModelVersionError": ".model_file",
    "TamperedModelError": ".model_file",
    "from_json": ".model_file",
    "to_json": ".model_file",
    "Candidate": ".cross_validation",
    "Evaluation": ".predictor",
    "Gate": ".predictor",
    "Importance": ".cross_validation",
    "Model": ".prediction",
    "Neighbours": ".prediction",
    "evaluate_predictor": ".predictor",
    "predict": ".prediction",
    "CalibrationRow": ".probability_scores",
    "auc": ".probability_scores",
    "brier": ".probability_scores",
    "brier_skill": ".probability_scores",
    "calibration_table": ".probability_scores",
    "Band": ".proportion",
    "Lift": ".proportion",
    "bands": ".proportion",
    "feature_lift": ".proportion",
    "success_ratio": ".proportion",
    "wilson": ".proportion",
    "Comparison": ".prospective",
    "compare_weights": ".prospective",
    "DataQuality": ".quality",
    "Part": ".quality",
    "pair_quality": ".quality",
    "DEFAULT_RELIABILITY": ".range_restriction",
    "correct_both": ".range_restriction",
    "case_ii": ".range_restriction",
    "case_iii": ".range_restriction",
    "correct_unreliability": ".range_restriction",
    "SD_OF_VALUE": ".selection_utility",
    "TaylorRussell": ".selection_utility",
    "brogden_cronbach_gleser": ".selection_utility",
    "individual_chances": ".selection_utility",
    "naylor_shine": ".selection_utility",
    "selection_ratio_needed": ".selection_utility",
    "taylor_russell": ".selection_utility",
    "validity_needed": ".selection_utility",
    "REASONS": ".statistic",
    "Statistic": ".statistic",
    "CommonOdds": ".strata",
    "mantel_haenszel": ".strata",
}

__all__ = [
    "DEFAULT_RELIABILITY",
    "MAX_ENEMY_PAIRS",
    "REASONS",
    "SD_OF_VALUE",
    "AdverseImpact",
    "Agreement",
    "Alpha",
    "Audit",
    "AuditTable",
    "Band",
    "CalibrationRow",
    "Candidate",
    "Category",
    "CommonOdds",
    "Comparison",
    "Cusum",
    "DataQuality",
    "Difficulty",
    "Discrimination",
    "Estimate",
    "Evaluation",
    "Fairness",
    "Form",
    "Gate",
    "GroupImpact",
    "GroupMetrics",
    "Icc",
    "Importance",
    "Inflation",
    "ItemTotal",
    "Kappa",
    "KitConstraints",
    "KitItem",
    "KitResult",
    "Leniency",
    "LeniencyView",
    "Lift",
    "Limit",
    "Model",
    "ModelError",
    "ModelVersionError",
    "Neighbours",
    "Part",
    "RateDifference",
    "Stability",
    "Statistic",
    "TamperedModelError",
    "TaylorRussell",
    "Unmet",
    "adverse_impact",
    "analyse_form",
    "assemble_kit",
    "auc",
    "audit_table",
    "bands",
    "brier",
    "brier_skill",
    "brogden_cronbach_gleser",
    "calibration_table",
    "case_ii",
    "case_iii",
    "cohen_kappa",
    "compare_weights",
    "correct_both",
    "correct_unreliability",
    "correlation_change",
    "cusum",
    "difficulty",
    "discrimination",
    "evaluate_predictor",
    "feature_lift",
    "form_from_covariance",
    "from_json",
    "group_metrics",
    "icc",
    "individual_chances",
    "krippendorff_alpha",
    "leakage",
    "leniency",
    "mantel_haenszel",
    "naylor_shine",
    "pair_quality",
    "panel_size",
    "point_biserial",
    "population_stability",
    "predict",
    "rate_difference",
    "rater_agreement",
    "score_inflation",
    "scoring_audit",
    "selection_audit",
    "selection_ratio_needed",
    "spearman_brown",
    "success_ratio",
    "taylor_russell",
    "to_json",
    "validity_needed",
    "whole_level",
    "wilson",
]


def __getattr__(name):
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOME[name], __name__), name)
    globals()[name] = value
    return value


def __dir__():
    return sorted({*globals(), *_HOME})
