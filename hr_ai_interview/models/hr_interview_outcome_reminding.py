from datetime import timedelta

from odoo import api, fields, models

#: Hires of one cron run are read in slices, so that no run holds all of a large company in memory.
SLICE = 1000


class HrInterviewOutcomeReminding(models.AbstractModel):
    """Asking for outcomes: one activity per hire and window that has ended without one."""

    _name = "hr.interview.outcome.reminding"
    _description = "Asking for Outcomes"

    @api.model
    def _cron_remind(self):
        """Ask the managers of hires who came through our interviews.

        1. Only windows the company asks for, and only once each, even when the reminder was thrown away.
        2. Who left is asked about in the window the leaving falls into, at once, and in none after it.
        3. The manager is asked, else the head of the department, else the HR responsible; never the hire.
        """
        Employee = self.env["hr.employee"].with_context(active_test=False)
        hires = Employee.search([("interview_key", "!=", False)], order="id")
        for start in range(0, len(hires), SLICE):
            self._remind(hires[start : start + SLICE])

    @api.model
    def _remind(self, hires):
        hire_dates = self._find_hire_dates(hires)
        known = self._find_known_windows(hires)
        wanted = [
            (hire, days)
            for hire in hires
            for days in self._get_due_windows(hire, hire_dates.get(hire))
            if (hire.id, days) not in known and self._get_asked_user(hire)
        ]
        if not wanted:
            return
        # Nobody subscribes to an employee by being asked, and no mail goes out for each of them.
        Activity = self.env["mail.activity"].with_context(mail_activity_quick_update=True)
        activities = Activity.create([self._prepare_activity_vals(*what) for what in wanted])
        self.env["hr.interview.outcome.request"].create(
            [
                {"employee_id": hire.id, "window_days": days, "activity_id": activity.id}
                for (hire, days), activity in zip(wanted, activities, strict=True)
            ]
        )

    @api.model
    def _find_known_windows(self, hires):
        """Return {(employee id, window)} of what was recorded or asked for already."""
        known = set()
        for model, domain in (
            ("hr.interview.outcome", [("is_current", "=", True)]),
            ("hr.interview.outcome.request", []),
        ):
            rows = self.env[model].search_fetch(
                [("employee_id", "in", hires.ids), *domain], ["employee_id", "window_days"]
            )
            known |= {(row.employee_id.id, row.window_days) for row in rows}
        return known

    @api.model
    def _get_due_windows(self, hire, hire_date):
        """Return the windows that can be asked about today."""
        if not hire_date:
            return []
        today, left, due = fields.Date.today(), hire.departure_date, []
        for days in hire.company_id._get_outcome_windows():
            end = hire_date + timedelta(days=days)
            is_last = bool(left) and left <= end
            if (left if is_last else end) <= today:
                due.append(days)
            if is_last:
                break
        return due

    @api.model
    def _get_asked_user(self, hire):
        users = (hire.parent_id.user_id, hire.department_id.manager_id.user_id, hire.hr_responsible_id)
        return next((user for user in users if user.active and user != hire.user_id), None)

    @api.model
    def _prepare_activity_vals(self, hire, days):
        user = self._get_asked_user(hire)
        # Stored as it is, so in the language of whom it is for.
        reader = self.with_context(lang=user.lang)
        return {
            "activity_type_id": self.env.ref("hr_ai_interview.mail_activity_type_outcome").id,
            "res_model_id": self.env["ir.model"]._get_id("hr.employee"),
            "res_id": hire.id,
            "user_id": user.id,
            "summary": reader.env._("What became of the hire after %(days)s days?", days=days),
            "note": reader.env._(
                "Open the employee and choose “Record outcome”. Recording it closes this reminder."
            ),
        }
