from odoo import api, fields, models

ACTIVITY = "hr_ai_interview_appraisal.mail_activity_type_appraisal"
#: Days before the deadline on which whoever's turn it is hears of it once more.
NOTICE = 3
BATCH = 500


class HrInterviewAppraisalReminder(models.AbstractModel):
    """Who is asked to do something next: one activity at a time, renewed once shortly before the deadline."""

    _name = "hr.interview.appraisal.reminder"
    _description = "Reminders of Appraisals"

    def _get_turn(self):
        """Return (user, deadline) of whoever comes next; (no user, False) when nobody does."""
        self.ensure_one()
        nobody = self.env["res.users"]
        if self.state == "self":
            return self.employee_user_id.filtered("active"), self.deadline_self
        if self.state == "manager":
            # Without a manager who can log in, HR writes the view.
            manager = self.manager_user_id.filtered("active")
            return manager or self.user_id, self.deadline_manager
        if self.state == "calibration":
            return self.user_id, max(self.deadline_manager, fields.Date.context_today(self))
        return nobody, False

    def _plan_turn(self):
        """Take the activities of the step before away and ask whoever comes next, all appraisals at once."""
        appraisals = self._as_system()
        appraisals._get_turn_activities().unlink()
        soon = fields.Date.add(fields.Date.context_today(self), days=NOTICE)
        late = appraisals.filtered(lambda a: a._get_turn()[1] and a._get_turn()[1] <= soon)
        # Asked so late, being asked is the reminder.
        late.filtered(lambda a: not a.is_reminded).is_reminded = True
        (appraisals - late).filtered("is_reminded").is_reminded = False
        appraisals._ask(self._get_requests)

    def _get_turn_activities(self):
        return self.env["mail.activity"].search(
            [
                ("res_model", "=", self._name),
                ("res_id", "in", self.ids),
                ("activity_type_id", "=", self.env.ref(ACTIVITY).id),
            ]
        )

    def _ask(self, get_words):
        """Give the activity to whoever's turn it is, in their language."""
        model_id = self.env["ir.model"]._get_id(self._name)
        type_id = self.env.ref(ACTIVITY).id
        vals_list = []
        for appraisal in self:
            user, deadline = appraisal._get_turn()
            if user:
                vals_list.append(
                    {
                        "activity_type_id": type_id,
                        "res_model_id": model_id,
                        "res_id": appraisal.id,
                        "user_id": user.id,
                        "date_deadline": deadline,
                        "summary": get_words(user.lang)[appraisal.state],
                        "automated": True,
                    }
                )
        self.env["mail.activity"].create(vals_list)

    @api.model
    def _get_requests(self, lang):
        env = self.with_context(lang=lang).env
        return {
            "self": env._("Write your view of the appraisal"),
            "manager": env._("Write the manager's view of the appraisal"),
            "calibration": env._("Both views are in: calibrate and close the appraisal"),
        }

    @api.model
    def _get_reminders(self, lang):
        env = self.with_context(lang=lang).env
        return {
            "self": env._("Reminder: your view of the appraisal is due soon"),
            "manager": env._("Reminder: the manager's view of the appraisal is due soon"),
        }

    @api.model
    def _cron_remind(self):
        """Ask again, once, what is due within three days and still waits."""
        today = fields.Date.context_today(self)
        soon = fields.Date.add(today, days=NOTICE)
        Domain = fields.Domain
        due = (Domain("state", "=", "self") & Domain("deadline_self", "<=", soon)) | (
            Domain("state", "=", "manager") & Domain("deadline_manager", "<=", soon)
        )
        due &= Domain("is_reminded", "=", False)
        # Superuser: the scheduler's own run.
        appraisals = self._as_system().search(due, limit=BATCH)
        appraisals._get_turn_activities().unlink()
        appraisals._ask(self._get_reminders)
        appraisals.is_reminded = True
        self.env["ir.cron"]._commit_progress(len(appraisals), remaining=self._as_system().search_count(due))
