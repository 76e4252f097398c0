from odoo import api, fields, models

from .hr_interview_report import FORMULA


class HrInterviewApplicantReport(models.AbstractModel):
    """All rounds of a candidate in one report: for the page of the candidate, print and spreadsheet."""

    _name = "hr.interview.applicant.report"
    _inherit = "hr.interview.download.mixin"
    _description = "Candidate Report"
    _download_kind = "candidate"

    interview_dimensions = fields.Html(
        "Dimensions",
        compute="_compute_interview_dimensions",
        sanitize=False,
        groups="hr_recruitment.group_hr_recruitment_interviewer",
    )

    @api.depends_context("uid", "lang")
    @api.depends("interview_ids")
    def _compute_interview_dimensions(self):
        reports = {row["applicant_id"]: row for row in self.filtered("id").get_candidate_report()}
        for applicant in self:
            report = reports.get(applicant.id)
            applicant.interview_dimensions = bool(report and report["rounds"]) and self.env[
                "ir.qweb"
            ]._render("hr_ai_interview.candidate_dimensions", {"report": report})

    @api.readonly
    def get_candidate_report(self):
        """Return what all rounds of these candidates say together, as far as the caller may see it now.

        Cancelled interviews are left out; of the others only open scores count. Raters are people: who sat in
        two rounds is one.

        :return: [{"applicant_id","applicant","job","formula","composite","ai_composite","coverage",
            "rounds": [{"interview_id","name","round","date","state","is_revealed"}],
            "dimensions": [{"competency_id","name","weight","expected","human","ai",
            "rounds": [score of each round],"evidence","gap"}],"open_points","decision"}];
            scores are 0-10 or false; ``human`` and ``ai`` as in ``get_report``, put together by the number of
            scored criteria
        """
        self.check_access("read")
        interviews = self._get_valid_interviews()
        rows, evidence = interviews._get_dimension_rows(), interviews._get_evidence_by_dimension()
        return [
            applicant._get_one_candidate_report(
                interviews & applicant.interview_ids, rows, evidence.get(applicant.id, {})
            )
            for applicant in self
        ]

    def _get_one_candidate_report(self, interviews, found, evidence):
        interviews = interviews.sorted(lambda row: (row.sudo().round_id.sequence, row.create_date, row.id))
        rows = self._get_round_rows(found)
        merged = self._merge_dimensions(rows, self._get_heads(rows))
        by_round = [
            {row["competency_id"]: row["human"]["score"] for row in found.get(interview, [])}
            for interview in interviews
        ]
        Interview = self.env["hr.interview"]
        return {
            "applicant_id": self.id,
            "applicant": self.display_name,
            "job": self.sudo().job_id.name,
            "formula": FORMULA,
            "composite": Interview._get_composite(merged, "human"),
            "ai_composite": Interview._get_composite(merged, "ai"),
            "coverage": Interview._get_coverage_share(merged),
            "rounds": [
                {
                    "interview_id": interview.id,
                    "name": interview.name,
                    "round": interview.sudo().round_id.name or interview.name,
                    "date": fields.Datetime.to_string(interview.date_start or interview.started_date)
                    or False,
                    "state": interview.state,
                    "is_revealed": bool(interview._filter_open()),
                }
                for interview in interviews
            ],
            "dimensions": [
                {
                    **row,
                    "rounds": [scores.get(row["competency_id"], False) for scores in by_round],
                    "evidence": evidence.get(row["competency_id"], []),
                    "gap": self._get_gap_sentence(row),
                }
                for row in merged
            ],
            "open_points": self.interview_open_points or "",
            "decision": self._get_decision_json(),
        }

    def _render_xlsx(self):
        """Return the candidate report as the bytes of an .xlsx file."""
        self.ensure_one()
        return self.env["hr.interview.candidate.xlsx"]._render_candidate(self)

    def action_candidate_print(self):
        """Open the printable report in the browser (works without wkhtmltopdf)."""
        return self._get_print_action()

    def action_candidate_xlsx(self):
        return self._get_xlsx_action()
