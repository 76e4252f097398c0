from odoo import fields, models


class HrInterviewJobFamily(models.Model):
    _name = "hr.interview.job.family"
    _description = "Job Family"
    _order = "sequence, name"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    code = fields.Char(help="Short name that stays the same in every language.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", default=lambda self: self.env.company)
    description = fields.Text(translate=True)

    skill_ids = fields.Many2many(
        "hr.skill",
        string="Typical skills",
        help="Skills that the jobs of this family usually ask for.",
    )
    job_ids = fields.One2many("hr.job", "interview_family_id", string="Job positions")
    job_count = fields.Integer(compute="_compute_job_count")

    def _compute_job_count(self):
        counts = dict(
            self.env["hr.job"]._read_group(
                [("interview_family_id", "in", self.ids)], ["interview_family_id"], ["__count"]
            )
        )
        for family in self:
            family.job_count = counts.get(family, 0)
