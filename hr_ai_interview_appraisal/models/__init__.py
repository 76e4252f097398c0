from . import (
    hr_interview_appraisal_flow,
    hr_interview_appraisal_form,
    hr_interview_appraisal_sheet,
    hr_interview_appraisal_prediction,
    hr_interview_appraisal_reminder,
    hr_interview_appraisal,
    hr_interview_appraisal_kpi,
    hr_interview_appraisal_rating,
    hr_interview_appraisal_cycle,
    hr_interview_competency,
    hr_interview_kpi,
)
