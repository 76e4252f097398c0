from . import (
    test_kit,
    test_question_gate,
    test_question_versions,
    test_staleness,
)
