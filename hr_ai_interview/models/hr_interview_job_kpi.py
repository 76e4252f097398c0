from odoo import api, fields, models


class HrInterviewJobKpi(models.Model):
    _name = "hr.interview.job.kpi"
    _inherit = "hr.interview.job.link.mixin"
    _description = "KPI of a Job"
    _order = "sequence, id"
    _rec_name = "kpi_id"
    _linked_field = "kpi_id"
    _job_field = "interview_kpi_ids"
    _question_field = "kpi_ids"

    kpi_id = fields.Many2one(
        "hr.interview.kpi",
        string="KPI",
        required=True,
        ondelete="restrict",
        index=True,
        domain="[('kind', '!=', 'objective')]",
    )
    weight = fields.Float(default=1.0, required=True, help="How much this goal counts for this job.")
    target_display = fields.Char(related="kpi_id.target_display", string="Target")

    _kpi_once = models.Constraint("UNIQUE (job_id, kpi_id)", "This goal is linked to the job already.")
    _weight_positive = models.Constraint(
        "CHECK (weight >= 0 AND weight < 'Infinity')", "The weight of a goal cannot be negative."
    )

    @api.constrains("kpi_id")
    def _check_kpi_kind(self):
        self.kpi_id._check_measurable()
