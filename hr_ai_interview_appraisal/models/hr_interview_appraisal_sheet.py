from odoo import api, models

from .. import formula

AUDITOR = "hr_ai_interview.group_auditor"


class HrInterviewAppraisalSheet(models.AbstractModel):
    """What the form shows: of everything that was written, the part the caller may see now.

    Business rules
    1. One's own view is always seen.
    2. The other view and the results are seen once both views are in: by the manager, the head of the
       department, HR and auditors. The employee sees them once the appraisal is closed.
    3. An adjusted rating and its reason are HR's until the appraisal is closed.
    4. HR people see their own appraisal as its employee.
    5. What the interview had said is seen after closing only, see ``hr.interview.appraisal.prediction``.
    """

    _name = "hr.interview.appraisal.sheet"
    _description = "Sheet of an Appraisal"

    def get_sheet(self):
        """Return what the caller may see and write of one appraisal.

        :return: {"appraisal_id","state","lang","my_view": "self"/"manager"/"kpis"/false, "seen": ["self",
            "manager","kpis"], "was_open", "formula": [str], "summary": {"self","manager"}, "kpis":
            [{"line_id","kpi_id","name","weight","target","target_text","unit","direction","is_seen","status","actual",
            "attainment","points","comment"}], "ratings": [{"rating_id","competency_id","name","definition",
            "weight","expected","anchors","self","manager"}], "result": false or {"kpi","competency","raw",
            "adjusted","rating","note","status","formula"}, "prediction": false or {...}}; a view is false
            where it is not seen, else {"status": "none"/"scored"/"not_assessed","score","comment"}
        """
        self.ensure_one()
        self.check_access("read")
        seen = self._get_seen()
        # Superuser: nobody reads these rows directly; what is given out is what ``seen`` names.
        appraisal = self._as_system()
        return {
            "appraisal_id": self.id,
            "state": self.state,
            "lang": (self.env.lang or "en_US").replace("_", "-"),
            "my_view": self._get_my_view(),
            "seen": sorted(seen),
            "was_open": self.was_open,
            "formula": self._get_formula_text(),
            "summary": {
                view: (appraisal[f"{view}_summary"] or "") if view in seen else False
                for view in ("self", "manager")
            },
            "kpis": [line._to_json(seen) for line in appraisal.kpi_ids],
            "ratings": [rating._to_json(seen) for rating in appraisal.rating_ids],
            "result": self._get_result_json(),
            "prediction": self._get_prediction(),
        }

    def _get_seen(self):
        """Return the parts the user sees now."""
        user, is_employee = self.env.user, self.employee_user_id == self.env.user
        seen = {"self"} if is_employee else set()
        if is_employee:
            is_open = self.state == "closed"
        else:
            is_open = self.state in ("calibration", "closed")
            if self.manager_user_id == user:
                seen.add("manager")
        if is_open:
            seen |= {"self", "manager"}
        seen.add(self._get_my_view())
        if "manager" in seen:
            seen.add("kpis")
        return seen - {False}

    def _get_result(self):
        """Return the Result of what is there now."""
        return formula.overall(
            [(None if k.attainment is False else k.attainment, k.weight) for k in self.kpi_ids],
            [(None if r.manager_score is False else r.manager_score, r.weight) for r in self.rating_ids],
            self.kpi_weight,
            self.competency_weight,
        )

    @api.model
    def _get_formula(self):
        return f"appraisal {formula.VERSION}"

    @api.model
    def _get_formula_text(self):
        """Return the formula in sentences, for the people it is about."""
        return [
            self.env._(
                "KPIs: %(points)s points for the target reached, 10 for %(most)s %% of it and more; the mean "
                "of the points, weighted as in the job profile.",
                points=f"{formula.AT_TARGET:g}",
                most=f"{1000 / formula.AT_TARGET:g}",
            ),
            self.env._("Competencies: the mean of the manager's ratings, weighted as in the job profile."),
            self.env._("Overall: the mean of both, with the weights of this appraisal."),
            self.env._("What was not measured or not assessed is left out and counts as nothing, not as 0."),
        ]

    def _get_result_json(self):
        """Return the results for who sees them, of a closed appraisal as they were fixed."""
        if "manager" not in self._get_seen() or self.state not in ("calibration", "closed"):
            return False
        appraisal = self._as_system()
        is_closed = self.state == "closed"
        if is_closed:
            names = ("kpi_rating", "competency_rating", "raw_rating", "rating", "rating_status", "formula")
            vals = {name: appraisal[name] for name in names}
        else:
            vals = appraisal._prepare_result_vals()
        shows_adjusted = is_closed or self._is_hr()
        adjusted = appraisal.adjusted_rating if shows_adjusted else False
        return {
            "kpi": vals["kpi_rating"],
            "competency": vals["competency_rating"],
            "raw": vals["raw_rating"],
            "adjusted": adjusted,
            "rating": vals["rating"] if shows_adjusted else vals["raw_rating"],
            "note": (appraisal.calibration_note or "") if shows_adjusted else "",
            "status": vals["rating_status"],
            "formula": vals["formula"],
            "weights": {"kpi": self.kpi_weight, "competency": self.competency_weight},
        }
