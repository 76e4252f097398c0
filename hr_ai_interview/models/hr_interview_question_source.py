from odoo import fields, models


class HrInterviewQuestionSource(models.Model):
    _name = "hr.interview.question.source"
    _description = "Why This Question"
    _order = "id"

    question_id = fields.Many2one("hr.interview.question", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="question_id.company_id", store=True)
    kind = fields.Selection(
        [
            ("duty", "Duty"),
            ("requirement", "Requirement"),
            ("skill", "Skill"),
            ("kpi", "KPI"),
            ("competency", "Competency"),
            ("resume", "Résumé"),
            ("weak_point", "Open point of an earlier interview"),
        ],
        required=True,
    )
    excerpt = fields.Text(help="The very text of the profile or résumé.")
    term = fields.Char(help="The part of it that stands in the question.")
    reason = fields.Text()

    job_id = fields.Many2one("hr.job", ondelete="cascade", index="btree_not_null")
    kpi_id = fields.Many2one("hr.interview.kpi", ondelete="cascade", index="btree_not_null")
    competency_id = fields.Many2one("hr.interview.competency", ondelete="cascade", index="btree_not_null")
    skill_id = fields.Many2one("hr.skill", ondelete="cascade")
    revision = fields.Integer(help="Revision of the job, KPI or competency when it was drafted.")

    def _refresh_revision(self):
        """A person confirmed the question: it counts as drafted from today's revision."""
        for source in self:
            source.revision = (
                source.kpi_id.revision
                or source.competency_id.revision
                or source.job_id.interview_profile_revision
            )
