from odoo import api, fields, models

from ..models.hr_interview_decision import DECISIONS


class HrInterviewDecide(models.TransientModel):
    """A named person decides on a candidate, with the numbers before them."""

    _name = "hr.interview.decide"
    _description = "Decide on a Candidate"

    applicant_id = fields.Many2one("hr.applicant", string="Candidate", required=True)
    decision = fields.Selection(DECISIONS, required=True)
    reason_ids = fields.Many2many("hr.interview.decision.reason", string="Reasons")
    comment = fields.Text("Why", required=True)
    job_competency_ids = fields.Many2many("hr.interview.competency", compute="_compute_job_competency_ids")
    line_ids = fields.One2many(
        "hr.interview.decide.line",
        "decide_id",
        string="Seen otherwise",
        help="Dimensions you score otherwise than the panel, with a reason each; kept with the decision.",
    )
    summary = fields.Text("What is known", compute="_compute_summary")

    @api.depends("applicant_id")
    def _compute_summary(self):
        for wizard in self:
            interviews = wizard.applicant_id._get_valid_interviews()
            lines = [
                self.env._("%(name)s: scores are not complete yet.", name=interview.name)
                for interview in interviews
                if not interview.is_revealed
            ]
            for report in interviews.filtered("is_revealed").get_report():
                if "held" in report:
                    lines.append(report["held"])
                    continue
                human = report["composite"]["human"]
                lines.append(
                    self.env._(
                        "%(name)s: %(score)s of 10, %(coverage)s %% of the dimensions covered.",
                        name=report["name"],
                        score="–" if human is False else f"{human:g}",
                        coverage=round(100 * report["composite"]["coverage"]),
                    )
                )
            wizard.summary = "\n".join(lines)

    @api.depends("applicant_id")
    def _compute_job_competency_ids(self):
        for wizard in self:
            wizard.job_competency_ids = wizard.applicant_id.job_id.interview_competency_ids.competency_id

    def action_decide(self):
        self.ensure_one()
        self.applicant_id.record_decision(
            {
                "decision": self.decision,
                "reason_codes": self.reason_ids.mapped("code"),
                "comment": self.comment,
                "overrides": [
                    {"competency_id": line.competency_id.id, "score": line.score, "reason": line.reason}
                    for line in self.line_ids
                ],
            }
        )
        return {"type": "ir.actions.act_window_close"}
