from odoo import fields, models


class HrInterviewOutcomeImportColumn(models.Model):
    """What a column of a file means; found by its heading, and a person may say otherwise."""

    _name = "hr.interview.outcome.import.column"
    _description = "Column of a File of Outcomes"
    _order = "number"
    _rec_name = "head"

    import_id = fields.Many2one("hr.interview.outcome.import", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="import_id.company_id", store=True, precompute=True)
    number = fields.Integer(required=True, readonly=True)
    head = fields.Char("Heading", readonly=True)
    sample = fields.Char("First value", readonly=True)
    field = fields.Selection(
        [
            ("external_id", "Outcome ID"),
            ("employee", "Employee number"),
            ("employee_id", "Employee ID in Odoo"),
            ("window", "Window"),
            ("date", "Date"),
            ("kpi", "KPI code"),
            ("target", "Target"),
            ("actual", "Actual"),
            ("rating", "Rating"),
            ("probation", "Probation"),
            ("exit_reason", "Exit reason"),
            ("award", "Award"),
        ],
        string="Means",
    )
