from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .hr_interview_recording import OPEN_STATES


class HrInterviewRound(models.Model):
    _name = "hr.interview.round"
    _description = "Interview Round"
    _order = "job_id, sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    job_id = fields.Many2one(
        "hr.job", string="Job position", required=True, ondelete="cascade", index=True, check_company=True
    )
    company_id = fields.Many2one(related="job_id.company_id", store=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    minutes = fields.Integer(default=45, required=True, help="Time for the questions of this round.")
    question_count_max = fields.Integer(
        "At most", help="Number of questions at most; 0 leaves it to the minutes."
    )
    interviewer_ids = fields.Many2many("res.users", string="Interviewers", check_company=True)
    limit_ids = fields.One2many("hr.interview.round.limit", "round_id", string="Coverage", copy=True)
    note = fields.Text(translate=True, help="What the interviewers should know about this round.")
    kit_ids = fields.One2many("hr.interview.kit", "round_id", string="Kits")
    kit_count = fields.Integer(compute="_compute_kit_count")

    _minutes_range = models.Constraint(
        "CHECK (minutes BETWEEN 5 AND 480)", "A round takes between 5 and 480 minutes."
    )
    _count_positive = models.Constraint(
        "CHECK (question_count_max >= 0)", "The number of questions cannot be negative."
    )

    @api.depends("kit_ids")
    def _compute_kit_count(self):
        for interview_round in self:
            interview_round.kit_count = len(interview_round.kit_ids)

    @api.constrains("limit_ids")
    def _check_limit_ids(self):
        for interview_round in self:
            keys = [limit._get_key() for limit in interview_round.limit_ids]
            if len(keys) != len(set(keys)):
                raise ValidationError(
                    self.env._(
                        "%(round)s names a competency or question type twice.", round=interview_round.name
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_open_interviews(self):
        """Interviews of a deleted round have none; two open ones of a candidate would be the same."""
        # sudo: an interview this user cannot see counts as well.
        interviews = self.env["hr.interview"].sudo().with_context(active_test=False)
        if found := interviews.search([("round_id", "in", self.ids), ("state", "in", OPEN_STATES)], limit=1):
            raise UserError(
                self.env._(
                    "%(round)s has open interviews. Archive it instead of deleting it.",
                    round=found.round_id.name,
                )
            )

    def action_assemble(self):
        """Assemble a kit for this round and open it."""
        self.ensure_one()
        kit = self.env["hr.interview.kit"]._assemble(self.job_id, self)
        return kit._get_form_action()
