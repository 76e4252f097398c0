from odoo import api, fields, models
from odoo.exceptions import ValidationError


class HrInterviewJobCompetency(models.Model):
    _name = "hr.interview.job.competency"
    _description = "Competency of a Job"
    _order = "sequence, id"
    _rec_name = "competency_id"

    job_id = fields.Many2one("hr.job", string="Job position", required=True, ondelete="cascade", index=True)
    competency_id = fields.Many2one("hr.interview.competency", required=True, ondelete="restrict", index=True)
    company_id = fields.Many2one(related="job_id.company_id", store=True)
    sequence = fields.Integer(default=10)
    weight = fields.Float(default=1.0, required=True, help="How much it counts for this job.")
    expected_level = fields.Integer(
        default=6, help="Score (0-10) at which the job is done well; shown beside the candidate's."
    )

    _competency_once = models.Constraint(
        "UNIQUE (job_id, competency_id)", "This competency is linked to the job already."
    )
    _weight_positive = models.Constraint(
        "CHECK (weight >= 0 AND weight < 'Infinity')", "The weight cannot be negative."
    )
    _expected_level_range = models.Constraint(
        "CHECK (expected_level BETWEEN 0 AND 10)", "The expected level lies between 0 and 10."
    )

    @api.constrains("job_id", "competency_id")
    def _check_link_company(self):
        """A job of one company takes its own competencies and shared ones; a shared job takes any."""
        for link in self:
            company, other = link.job_id.company_id, link.competency_id.company_id
            if company and other and company != other:
                raise ValidationError(
                    self.env._(
                        "%(name)s belongs to %(company)s, the job position does not.",
                        name=link.competency_id.display_name,
                        company=other.display_name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        links = super().create(vals_list)
        links._tell_dependents(with_questions=False)
        return links

    def write(self, vals):
        relevant = bool({"competency_id", "weight", "job_id"} & vals.keys())
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
        reason = self.env._("Linked competencies")
        self.job_id._raise_profile_revision(reason)
        if with_questions:
            for job, links in self.grouped("job_id").items():
                self.env["hr.interview.question"]._mark_stale(
                    [("job_id", "=", job.id), ("competency_ids", "in", links.competency_id.ids)], reason
                )
