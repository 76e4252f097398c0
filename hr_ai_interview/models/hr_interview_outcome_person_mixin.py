from odoo import api, fields, models


class HrInterviewOutcomePersonMixin(models.AbstractModel):
    """Outcomes on the page of a person: of HR (``hr.employee``) and of everybody else (the public one)."""

    _name = "hr.interview.outcome.person.mixin"
    _description = "Outcomes of a Person"

    interview_outcome_count = fields.Integer(
        "Outcomes", compute="_compute_interview_outcome_count", groups="base.group_user"
    )
    can_record_outcome = fields.Boolean(compute="_compute_can_record_outcome", groups="base.group_user")

    @api.depends_context("uid")
    def _compute_interview_outcome_count(self):
        counts = self.env["hr.interview.outcome"]._read_group(
            [("employee_id", "in", self.ids), ("is_current", "=", True)], ["employee_id"], ["__count"]
        )
        counts = {employee.id: count for employee, count in counts}
        for person in self:
            person.interview_outcome_count = counts.get(person.id, 0)

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_can_record_outcome(self):
        Outcome = self.env["hr.interview.outcome"]
        for person in self:
            # sudo: managers without an HR group cannot read employees.
            employee = self.env["hr.employee"].sudo().browse(person.id)
            person.can_record_outcome = bool(person.id) and Outcome._may_record(employee)

    def action_interview_outcomes(self):
        """Open what the caller may see of the outcomes of this person."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("hr_ai_interview.hr_interview_outcome_action")
        return {
            **action,
            "domain": [("employee_id", "=", self.id)],
            "context": {"search_default_current": 1},
        }

    def action_record_outcome(self):
        """Open the window in which the caller records an outcome of this person."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "hr_ai_interview.hr_interview_outcome_record_action"
        )
        return {**action, "context": {"default_employee_id": self.id}}
