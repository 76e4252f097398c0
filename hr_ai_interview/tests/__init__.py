from . import (
    test_access,
    test_generation,
    test_kit,
    test_multi_company,
    test_question_gate,
    test_question_versions,
    test_readiness,
    test_rpc_attack,
    test_staleness,
    test_tours,
)
