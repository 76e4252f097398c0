from odoo import fields, models


class HrInterviewJobCompetency(models.Model):
    _name = "hr.interview.job.competency"
    _inherit = "hr.interview.job.link.mixin"
    _description = "Competency of a Job"
    _order = "sequence, id"
    _rec_name = "competency_id"
    _linked_field = "competency_id"
    _job_field = "interview_competency_ids"
    _question_field = "competency_ids"

    competency_id = fields.Many2one("hr.interview.competency", required=True, ondelete="restrict", index=True)
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
