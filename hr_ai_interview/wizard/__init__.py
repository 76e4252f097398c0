from . import (
    hr_interview_generate,
    hr_interview_kit_swap,
    hr_interview_plant,
    hr_interview_regenerate,
    hr_interview_regenerate_line,
)
