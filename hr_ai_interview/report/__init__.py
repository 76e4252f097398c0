from . import (
    hr_interview_xlsx_mixin,
    hr_interview_kit_xlsx,
    hr_interview_report_xlsx,
    hr_interview_candidate_xlsx,
    hr_interview_learning_xlsx,
    hr_interview_learning_report,
)
