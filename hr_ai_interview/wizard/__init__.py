from . import (
    hr_interview_generate_order,
    hr_interview_generate,
    hr_interview_generate_progress,
    hr_interview_kit_swap,
    hr_interview_plant,
    hr_interview_regenerate,
    hr_interview_redaction_preview,
    hr_interview_regenerate_line,
    hr_interview_trial,
    hr_interview_trial_line,
)
