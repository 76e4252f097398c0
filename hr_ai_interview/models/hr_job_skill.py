from odoo import api, models


class HrJobSkill(models.Model):
    _inherit = "hr.job.skill"

    @api.model_create_multi
    def create(self, vals_list):
        skills = super().create(vals_list)
        skills.job_id._raise_profile_revision("job_skill_ids")
        return skills

    def write(self, vals):
        result = super().write(vals)
        if {"skill_id", "skill_level_id", "valid_to"} & vals.keys():
            self.job_id._raise_profile_revision("job_skill_ids")
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_raise_revision(self):
        """A skill the job no longer asks for: its questions ask for something else."""
        self.job_id._raise_profile_revision("job_skill_ids")
        for job, rows in self.grouped("job_id").items():
            job._mark_profile_questions("job_skill_ids", ("skill_ids", "in", rows.skill_id.ids))
