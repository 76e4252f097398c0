from odoo import fields, models


class HrEmployee(models.Model):
    _name = "hr.employee"
    _inherit = ["hr.employee", "hr.interview.closed.mixin"]
    _closed_fields = frozenset({"interview_key"})

    interview_key = fields.Char(
        "Interview pseudonym",
        readonly=True,
        copy=False,
        index="btree_not_null",
        groups="hr.group_hr_manager",
        help="The key of the applicant's interviews: analysis joins on it and never on the name.",
    )
