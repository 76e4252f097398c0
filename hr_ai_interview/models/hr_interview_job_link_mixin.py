from odoo import api, fields, models
from odoo.exceptions import ValidationError


class HrInterviewJobLinkMixin(models.AbstractModel):
    """A goal or a competency that a job works with, and what hangs on the link.

    A concrete model has a ``weight`` and names its many2one field (``_linked_field``), the field of the
    job that holds the links (``_job_field``) and the one by which questions name the same records
    (``_question_field``).
    """

    _name = "hr.interview.job.link.mixin"
    _description = "Part of a Job Profile"
    _linked_field = ""
    _job_field = ""
    _question_field = ""

    job_id = fields.Many2one("hr.job", string="Job position", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="job_id.company_id", store=True)
    sequence = fields.Integer(default=10)

    @api.constrains(lambda self: ("job_id", self._linked_field))
    def _check_link_company(self):
        """A job of one company takes its own records and shared ones; a shared job takes any."""
        for link in self:
            linked = link[self._linked_field]
            company, other = link.job_id.company_id, linked.company_id
            if company and other and company != other:
                raise ValidationError(
                    self.env._(
                        "%(name)s belongs to %(company)s, the job position does not.",
                        name=linked.display_name,
                        company=other.display_name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        links = super().create(vals_list)
        links._tell_dependents(with_questions=False)
        return links

    def write(self, vals):
        relevant = bool({self._linked_field, "weight", "job_id"} & vals.keys())
        if relevant:
            self._tell_dependents()
        result = super().write(vals)
        if relevant:
            self._tell_dependents()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_tell_dependents(self):
        self._tell_dependents()

    def _tell_dependents(self, with_questions=True):
        """Mark kits (and this link's questions) stale: another weight is another choice of questions."""
        self.job_id._raise_profile_revision(self._job_field)
        if with_questions:
            for job, links in self.grouped("job_id").items():
                job._mark_profile_questions(
                    self._job_field, (self._question_field, "in", links[self._linked_field].ids)
                )
