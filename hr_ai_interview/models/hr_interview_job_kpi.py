from odoo import api, fields, models
from odoo.exceptions import ValidationError


class HrInterviewJobKpi(models.Model):
    _name = "hr.interview.job.kpi"
    _description = "KPI of a Job"
    _order = "sequence, id"
    _rec_name = "kpi_id"

    job_id = fields.Many2one("hr.job", string="Job position", required=True, ondelete="cascade", index=True)
    kpi_id = fields.Many2one("hr.interview.kpi", string="KPI", required=True, ondelete="restrict", index=True)
    company_id = fields.Many2one(related="job_id.company_id", store=True)
    sequence = fields.Integer(default=10)
    weight = fields.Float(default=1.0, required=True, help="How much this goal counts for this job.")
    target_display = fields.Char(related="kpi_id.target_display", string="Target")

    _kpi_once = models.Constraint("UNIQUE (job_id, kpi_id)", "This goal is linked to the job already.")
    _weight_positive = models.Constraint(
        "CHECK (weight >= 0 AND weight < 'Infinity')", "The weight of a goal cannot be negative."
    )

    @api.constrains("job_id", "kpi_id")
    def _check_link_company(self):
        """A job of one company takes its own goals and shared ones; a shared job takes any."""
        for link in self:
            company, other = link.job_id.company_id, link.kpi_id.company_id
            if company and other and company != other:
                raise ValidationError(
                    self.env._(
                        "%(name)s belongs to %(company)s, the job position does not.",
                        name=link.kpi_id.display_name,
                        company=other.display_name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        links = super().create(vals_list)
        links._tell_dependents(with_questions=False)
        return links

    def write(self, vals):
        relevant = bool({"kpi_id", "weight", "job_id"} & vals.keys())
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
        reason = self.env._("Linked goals")
        self.job_id._raise_profile_revision(reason)
        if with_questions:
            for job, links in self.grouped("job_id").items():
                self.env["hr.interview.question"]._mark_stale(
                    [("job_id", "=", job.id), ("kpi_ids", "in", links.kpi_id.ids)], reason
                )
