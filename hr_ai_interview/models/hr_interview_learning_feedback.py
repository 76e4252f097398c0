from odoo import api, fields, models
from odoo.tools import SQL

#: A KPI that interviews predict badly is asked about so much more often (1 = twice).
BAD_KPI_NEED = 1.0
#: Answers of so many months say what stays vague; below so many of them they say nothing.
VAGUE_MONTHS = 12
MIN_ANSWERS = 10
VAGUE_SHARE = 0.4
VAGUE = """
    SELECT rel.hr_interview_competency_id
      FROM hr_interview_answer a
      JOIN hr_interview i ON i.id = a.interview_id AND i.is_revealed AND i.company_id = %(company)s
       AND i.create_date >= %(since)s
      JOIN hr_job j ON j.id = i.job_id AND (j.id = %(job)s OR j.interview_family_id = %(family)s)
      JOIN hr_interview_answer_hr_interview_competency_rel rel ON rel.hr_interview_answer_id = a.id
     WHERE a.is_answered AND a.origin <> 'candidate' AND i.state <> 'cancelled' AND EXISTS (
               SELECT FROM hr_interview_rating r
                WHERE r.answer_id = a.id AND r.active AND r.engine = 'offline')
  GROUP BY rel.hr_interview_competency_id
    HAVING COUNT(*) >= %(least)s
           AND COUNT(*) FILTER (WHERE a.flags ~ '\\y(vague|generic)\\y') >= %(share)s * COUNT(*)
  ORDER BY rel.hr_interview_competency_id
"""


class HrInterviewLearningFeedback(models.AbstractModel):
    """What earlier interviews and their outcomes change in the next draft of questions (A13, A14)."""

    _name = "hr.interview.learning.feedback"
    _description = "Learning Fed Back into Generation"

    @api.model
    def _get_kpi_needs(self, job):
        """Return {kpi_id: need} of the KPIs that interviews predicted badly, by the newest run in force."""
        company = job.company_id or self.env.company
        # sudo: who drafts questions need not be allowed to read learning runs; only ids of goals come out.
        run = (
            self.env["hr.interview.learning.run"]
            .sudo()
            .search([("company_id", "=", company.id), ("state", "=", "approved")], limit=1)
        )
        rows = (run.facts or {}).get("kpis") or []
        return {row["kpi_id"]: BAD_KPI_NEED for row in rows if row["is_bad"]}

    @api.model
    def _get_vague_competencies(self, job):
        """Return ids of the competencies on which the offline engine called many past answers vague."""
        company = job.company_id or self.env.company
        for name in ("hr.interview", "hr.interview.answer", "hr.interview.rating", "hr.job"):
            self.env[name].flush_model()
        rows = self.env.execute_query(
            SQL(
                VAGUE,
                company=company.id,
                job=job.id,
                family=job.sudo().interview_family_id.id or 0,
                since=fields.Datetime.subtract(fields.Datetime.now(), months=VAGUE_MONTHS),
                least=MIN_ANSWERS,
                share=VAGUE_SHARE,
            )
        )
        return tuple(competency for (competency,) in rows)
