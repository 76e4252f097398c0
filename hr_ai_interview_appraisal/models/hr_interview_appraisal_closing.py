from odoo import fields, models
from odoo.exceptions import UserError

#: Set when an appraisal is closed, empty before and after a reopening.
RESULT_FIELDS = (
    "kpi_rating",
    "competency_rating",
    "raw_rating",
    "rating",
    "rating_status",
    "formula",
    "closed_date",
    "closed_user_id",
)


class HrInterviewAppraisalClosing(models.AbstractModel):
    """Fixing the results of an appraisal and handing them over to the learning loop."""

    _name = "hr.interview.appraisal.closing"
    _description = "Closing of Appraisals"

    def close(self):
        """Fix the results and write the outcome. HR.

        :return: [{"appraisal_id","state"}]
        :raise UserError: no right, another state, or the outcome is refused: then nothing is closed
        """
        self._check_step(("calibration",))
        appraisals = self._as_system()
        now = fields.Datetime.now()
        # All of it or none: whoever catches the refusal finds nothing half closed.
        with self.env.cr.savepoint():
            for appraisal in appraisals:
                appraisal.write(
                    {
                        **appraisal._prepare_result_vals(),
                        "state": "closed",
                        "closed_date": now,
                        "closed_user_id": self.env.uid,
                    }
                )
            appraisals._store_outcomes()
        for appraisal in appraisals:
            appraisal._log_step(self.env._("Closed."))
        appraisals._plan_turn()
        return self._get_states()

    def _prepare_result_vals(self):
        result = self._get_result()
        raw = False if result.overall is None else result.overall
        rating = raw if self.adjusted_rating is False else self.adjusted_rating
        return {
            "kpi_rating": False if result.kpi is None else result.kpi,
            "competency_rating": False if result.competency is None else result.competency,
            "raw_rating": raw,
            "rating": rating,
            "rating_status": "insufficient" if rating is False else "scored",
            "formula": self._get_formula(),
        }

    def _store_outcomes(self):
        """Hand closed appraisals over to the learning loop; each is one outcome, however often closed."""
        rows = {appraisal: row for appraisal in self if (row := appraisal._prepare_outcome_row())}
        if lost := self.filtered(lambda a: a.has_outcome and a not in rows):
            raise UserError(
                self.env._(
                    "%(names)s has an outcome, which nothing cannot replace: measure or assess something.",
                    names=", ".join(lost.mapped("display_name")[:5]),
                )
            )
        result = self.env["hr.interview.outcome"]._store_rows([*rows.values()], "appraisal") if rows else {}
        if errors := result.get("errors"):
            raise UserError(
                self.env._(
                    "The outcome of the appraisal cannot be stored, so it stays open: %(reasons)s",
                    reasons=" ".join(error["message"] for error in errors[:5]),
                )
            )
        self.browse(appraisal.id for appraisal in rows).has_outcome = True

    def _prepare_outcome_row(self):
        """Return a row as ``hr.interview.outcome.import_rows`` takes it; {} with nothing to say."""
        lines = self.kpi_ids.filtered(lambda line: line.status == "measured")
        if not lines and self.rating is False:
            return {}
        return {
            "external_id": f"appraisal:{self.id}",
            "employee_id": self.employee_id.id,
            "window_days": int(self.window_days),
            "date": fields.Date.to_string(self.date_to),
            "kpis": [
                {"kpi_id": line.kpi_id.id, "target": line.target, "actual": line.actual} for line in lines
            ],
            "rating": self.rating,
            "rater_user_id": self.rater_user_id.id,
        }
