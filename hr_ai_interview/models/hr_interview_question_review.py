from odoo import fields, models


class HrInterviewQuestionReview(models.Model):
    """One verdict of one reviewer. Written by the gate alone, changed by nobody."""

    _name = "hr.interview.question.review"
    _description = "Question Review"
    _order = "id desc"
    _rec_name = "question_id"

    question_id = fields.Many2one("hr.interview.question", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="question_id.company_id", store=True)
    reviewer_id = fields.Many2one("res.users", required=True, index=True)
    content_revision = fields.Integer(required=True)
    lang = fields.Selection(lambda self: self.env["hr.interview.lang"].selection(), required=True)

    relevance = fields.Integer(required=True, aggregator="avg", help="1-5: serves the KPI of the job.")
    reasonableness = fields.Integer(
        required=True, aggregator="avg", help="1-5: fits the candidate, discriminates nobody."
    )
    culture = fields.Integer(
        "Cultural fit", required=True, aggregator="avg", help="1-5: company values, tone."
    )
    decision = fields.Selection(
        [("approve", "Approved"), ("edit", "Edited"), ("reject", "Rejected")], required=True
    )
    reason = fields.Text()
    text_before = fields.Text("Before")
    text_after = fields.Text("After")
    diff = fields.Html("Edit", compute="_compute_diff", sanitize=False)
    was_seeded = fields.Boolean(
        groups="hr_recruitment.group_hr_recruitment_manager,hr_ai_interview.group_auditor"
    )
    lint_summary = fields.Char(
        "Wording check", help="Findings of the wording check at the time of the verdict."
    )

    _verdict_range = models.Constraint(
        "CHECK (relevance BETWEEN 1 AND 5 AND reasonableness BETWEEN 1 AND 5 AND culture BETWEEN 1 AND 5)",
        "Each of the three verdicts lies between 1 and 5.",
    )

    def _compute_diff(self):
        for review in self:
            review.diff = (
                self.env["hr.interview.question"]._diff_html(review.text_before, review.text_after)
                if review.text_after
                else False
            )
