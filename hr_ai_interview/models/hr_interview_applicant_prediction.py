from odoo import api, fields, models
from odoo.exceptions import UserError


class HrInterviewApplicantPrediction(models.AbstractModel):
    """The prediction on the page of a candidate: computed for the reader; not stored, sorted or searched."""

    _name = "hr.interview.applicant.prediction"
    _description = "Prediction on the Page of a Candidate"

    interview_prediction = fields.Html(
        "AI suggestion",
        compute="_compute_interview_prediction",
        sanitize=False,
        exportable=False,
        groups="hr_recruitment.group_hr_recruitment_user",
    )

    @api.depends_context("uid", "lang", "allowed_company_ids")
    @api.depends("interview_ids")
    def _compute_interview_prediction(self):
        for applicant in self:
            applicant.interview_prediction = applicant._render_prediction()

    def _render_prediction(self):
        """Return the block, False where there is no number; a page opens even if the model is not sound."""
        self.ensure_one()
        if not self.id or not self.interview_count:
            return False
        try:
            [row] = self.env["hr.interview.learning.run"].predict(self.ids)
        except UserError as error:
            return self._render_prediction_block(str(error), {"message": "", "note": ""})
        if row["status"] != "ok":
            return False
        sentence = self.env._(
            "AI suggestion: %(share)s %% likely to meet the target (%(low)s %% to %(high)s %%; %(n)s hires "
            "with a similar prediction).",
            share=round(100 * row["probability"]),
            low=round(100 * row["low"]),
            high=round(100 * row["high"]),
            n=row["n"],
        )
        return self._render_prediction_block(sentence, row)

    def _render_prediction_block(self, sentence, row):
        values = {"sentence": sentence, "message": row["message"], "note": row["note"]}
        return self.env["ir.qweb"]._render("hr_ai_interview.candidate_prediction", values)
