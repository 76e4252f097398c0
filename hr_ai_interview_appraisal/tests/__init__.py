from . import (
    test_appraisal_access,
    test_appraisal_attack,
    test_appraisal_cycle,
    test_appraisal_flow,
    test_appraisal_formula,
    test_appraisal_outcome,
    test_appraisal_prediction,
    test_appraisal_reminder,
    test_appraisal_tours,
    test_appraisal_menus,
)
