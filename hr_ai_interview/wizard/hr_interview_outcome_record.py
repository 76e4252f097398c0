from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Command

from ..models.hr_interview_outcome_row import PROBATION, WINDOWS
from ..models.score_field import Score


class HrInterviewOutcomeRecord(models.TransientModel):
    """A manager or HR says what became of a hire; one line per KPI of the job."""

    _name = "hr.interview.outcome.record"
    _description = "Record an Outcome"

    employee_id = fields.Many2one("hr.employee", required=True, ondelete="cascade")
    window_days = fields.Selection(
        selection="_selection_window_days",
        string="Window",
        required=True,
        compute="_compute_window_days",
        store=True,
        precompute=True,
        readonly=False,
        help="Days after the hire. It has to have ended, unless the person has left.",
    )
    date = fields.Date(
        "As of", required=True, compute="_compute_date", store=True, precompute=True, readonly=False
    )
    rating = Score(digits=(4, 2), help="Your appraisal from 0 to 10; leave it empty when there is none.")
    probation = fields.Selection(PROBATION)
    award = fields.Char(size=200)
    departure_reason_id = fields.Many2one(
        "hr.departure.reason",
        string="Exit reason",
        compute="_compute_departure_reason_id",
        store=True,
        readonly=False,
        groups="hr.group_hr_user",
        ondelete="cascade",
    )
    line_ids = fields.One2many(
        "hr.interview.outcome.record.line",
        "record_id",
        string="KPIs",
        compute="_compute_line_ids",
        store=True,
        readonly=False,
    )

    @api.model
    def _selection_window_days(self):
        return [(str(days), self.env._("%(days)s days", days=days)) for days in WINDOWS]

    @api.depends("employee_id")
    def _compute_window_days(self):
        """The last window that has ended; the one with nothing recorded first."""
        for wizard in self:
            ended = wizard._get_ended_windows()
            known = set(
                self.env["hr.interview.outcome"]
                .search([("employee_id", "=", wizard.employee_id.id), ("is_current", "=", True)])
                .mapped("window_days")
            )
            open_windows = [days for days in ended if days not in known]
            last = (open_windows or ended or [False])[-1]
            wizard.window_days = str(last) if last else wizard.window_days

    @api.depends("employee_id", "window_days")
    def _compute_date(self):
        """The end of the window: what is recorded late still speaks of that day."""
        for wizard in self:
            today, hired = fields.Date.context_today(wizard), wizard._get_hire_date()
            end = hired and wizard.window_days and hired + timedelta(days=int(wizard.window_days))
            wizard.date = min(end or today, today)

    @api.depends("employee_id", "window_days")
    def _compute_departure_reason_id(self):
        """Of somebody who had left by the end of the window; whoever left later completed it."""
        for wizard in self:
            # sudo: the right to record was checked; the reason is shown to HR only.
            employee = wizard.employee_id.sudo() if wizard._may_record() else wizard.employee_id.browse()
            hired, left = wizard._get_hire_date(), employee.departure_date
            end = hired and wizard.window_days and hired + timedelta(days=int(wizard.window_days))
            is_in_window = not (left and end and left > end)
            wizard.departure_reason_id = employee.departure_reason_id if is_in_window else False

    @api.depends("employee_id")
    def _compute_line_ids(self):
        for wizard in self:
            # sudo: managers have no rights on job profiles; they get names and targets of their team's KPIs.
            kpis = wizard._get_kpis().filtered("active") if wizard._may_record() else ()
            wizard.line_ids = [
                Command.clear(),
                *(
                    Command.create(
                        {
                            "kpi_id": kpi.id,
                            "name": kpi.name,
                            "unit": kpi.unit,
                            "target": kpi.target if kpi.has_target else False,
                        }
                    )
                    for kpi in kpis
                ),
            ]

    def action_record(self):
        """Store it in the caller's own name."""
        self.ensure_one()
        figures = self.line_ids.filtered(lambda line: line.actual is not False)
        # sudo: the field is closed to managers without an HR group, and empty for them.
        reason = self.sudo().departure_reason_id if self.env.user.has_group("hr.group_hr_user") else False
        self.env["hr.interview.outcome"].record_outcome(
            self.employee_id.id,
            {
                "window_days": int(self.window_days),
                "date": fields.Date.to_string(self.date),
                "kpis": [
                    {"kpi_id": line.kpi_id.id, "target": line.target, "actual": line.actual}
                    for line in figures
                ],
                "rating": self.rating,
                "probation": self.probation,
                "award": self.award,
                "exit_reason": reason and self._get_reason_name(reason),
            },
        )
        return {"type": "ir.actions.act_window_close"}

    @api.model
    def _get_reason_name(self, reason):
        """Two reasons may have one name; an XML id is one's own."""
        return reason.get_external_id()[reason.id] or reason.name

    def _get_kpis(self):
        # sudo: as in _compute_line_ids.
        employee = self.employee_id.sudo()
        kpis = employee._get_interview_job().interview_kpi_ids.kpi_id
        return kpis.filtered(lambda kpi: kpi.company_id in (kpi.company_id.browse(), employee.company_id))

    def _may_record(self):
        # sudo: see record_outcome, which checks the same when it counts.
        return self.env["hr.interview.outcome"]._may_record(self.employee_id.sudo())

    def _get_hire_date(self):
        if not self.employee_id or not self._may_record():
            return False
        # sudo: contract dates are for HR; the caller may record outcomes of this person.
        Outcome = self.env["hr.interview.outcome"].sudo()
        return Outcome._find_hire_dates(self.employee_id.sudo()).get(self.employee_id)

    def _get_ended_windows(self):
        hired, today = self._get_hire_date(), fields.Date.context_today(self)
        return [days for days in WINDOWS if hired and hired + timedelta(days=days) <= today]
