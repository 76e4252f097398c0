from odoo import models

RECRUITMENT = "hr_recruitment.group_hr_recruitment_manager"


class HrInterviewAppraisalPrediction(models.AbstractModel):
    """What the interview had said about this person, beside what became of it.

    Given out for closed appraisals only, so that no appraisal is written with it in mind; to HR and
    recruitment administrators among those who may read the appraisal, never to the employee. A reopening
    takes it away.
    """

    _name = "hr.interview.appraisal.prediction"
    _description = "Prediction of the Interview"

    def _get_prediction(self):
        """Return what was said, False where there is nothing to give out.

        Of the decision in force of the applicant who became this employee (same pseudonym), as it was
        frozen: {"date","composite","dimensions": [{"competency_id","name","interview","appraisal"}]}.
        """
        if self.state != "closed" or not self._may_see_prediction():
            return False
        # Superuser: HR need not have any right in recruitment, and what is given out is these numbers.
        appraisal = self._as_system()
        key = appraisal.employee_id.interview_key
        if not key:
            return False
        decision = appraisal.env["hr.interview.decision"].search(
            [
                ("applicant_id.interview_key", "=", key),
                ("is_current", "=", True),
                ("company_id", "=", appraisal.company_id.id),
            ],
            limit=1,
        )
        if not decision:
            return False
        rated = {rating.competency_id.id: rating.manager_score for rating in appraisal.rating_ids}
        return {
            "date": decision.date.date().isoformat(),
            "composite": decision.composite,
            "dimensions": [
                {
                    "competency_id": row["competency_id"],
                    "name": row["name"],
                    "interview": row["human"]["score"],
                    "appraisal": rated.get(row["competency_id"], False),
                }
                for row in (decision.facts or {}).get("dimensions", [])
            ],
        }

    def _may_see_prediction(self):
        user = self.env.user
        if user == self.employee_user_id:
            return False
        return self._is_hr() or user.has_group(RECRUITMENT)
