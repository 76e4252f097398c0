from . import hr_interview_kit_xlsx
