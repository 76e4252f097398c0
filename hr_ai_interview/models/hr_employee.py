from odoo import fields, models


class HrEmployee(models.Model):
    _name = "hr.employee"
    _inherit = ["hr.employee", "hr.interview.outcome.person.mixin", "hr.interview.closed.mixin"]
    _closed_fields = frozenset({"interview_key"})

    interview_key = fields.Char(
        "Interview pseudonym",
        readonly=True,
        copy=False,
        index="btree_not_null",
        groups="hr.group_hr_manager",
        help="The key of the applicant's interviews: analysis joins on it and never on the name.",
    )

    def _get_interview_job(self):
        """Return the job a person was hired for: the application's, else the one they have now."""
        self.ensure_one()
        applicant = self.env["hr.interview.outcome"].sudo()._find_applicants(self.sudo()).get(self)
        return (applicant.job_id if applicant else None) or self.sudo().job_id
