from odoo import fields, models


class HrEmployee(models.Model):
    _inherit = "hr.employee"

    interview_key = fields.Char(
        "Interview pseudonym",
        readonly=True,
        copy=False,
        index="btree_not_null",
        groups="hr.group_hr_manager",
        help="The key of the applicant's interviews: analysis joins on it and never on the name.",
    )
