from odoo import api, fields, models


class HrInterviewCompetencyIndicator(models.Model):
    _name = "hr.interview.competency.indicator"
    _description = "Competency Indicator"
    _order = "polarity desc, sequence, id"

    competency_id = fields.Many2one("hr.interview.competency", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="competency_id.company_id", store=True)
    sequence = fields.Integer(default=10)
    name = fields.Char(
        "What can be observed",
        required=True,
        translate=True,
        help='Something a person does or says, for example "names the figure before and after".',
    )
    polarity = fields.Selection(
        [("positive", "Shows it"), ("negative", "Speaks against it")],
        required=True,
        default="positive",
    )

    @api.model_create_multi
    def create(self, vals_list):
        indicators = super().create(vals_list)
        indicators._raise_competency_revision()
        return indicators

    def write(self, vals):
        result = super().write(vals)
        if {"name", "polarity", "competency_id"} & vals.keys():
            self._raise_competency_revision()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_raise_revision(self):
        self._raise_competency_revision()

    def _raise_competency_revision(self):
        changes = [{"field": "indicator_ids"}]
        self.competency_id._raise_revision(dict.fromkeys(self.competency_id, changes))
