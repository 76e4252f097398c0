from odoo import api, fields, models


class HrInterviewMeeting(models.AbstractModel):
    """The meeting of an interview in the calendar: it follows the interview, and leads it."""

    _name = "hr.interview.meeting"
    _description = "Meeting of an Interview"

    def _sync_event(self):
        """Keep the meeting in the calendar in line with the interview."""
        # Only the meeting itself says so: a caller can send the key, but not be superuser.
        if self.env.su and self.env.context.get("interview_sync"):
            return
        for interview in self._as_system():
            if not interview.date_start or interview.state == "cancelled":
                continue
            vals = interview._prepare_event_vals()
            if interview.event_id:
                interview.event_id.with_context(interview_sync=True).write(vals)
            else:
                event = self.env["calendar.event"].with_user(interview.user_id or self.env.user)
                interview.event_id = event.create({**vals, **interview._prepare_event_link_vals()})

    def _prepare_event_vals(self):
        self.ensure_one()
        stop = self.date_stop or fields.Datetime.add(self.date_start, minutes=self.minutes)
        partners = self.interviewer_ids.partner_id | self.user_id.partner_id
        reminder = self.env.ref("calendar.alarm_notif_1", raise_if_not_found=False)
        return {
            "name": self.name,
            "start": self.date_start,
            "stop": stop,
            "duration": (stop - self.date_start).total_seconds() / 3600,
            "partner_ids": [fields.Command.set(partners.ids)],
            "alarm_ids": [fields.Command.set(reminder.ids)] if reminder else [],
            "videocall_location": self.video_url or False,
        }

    def _prepare_event_link_vals(self):
        """Tie the meeting to the candidate without core's ``default_applicant_id``.

        That key copies the résumé to the meeting, which every employee can read.
        """
        return {
            "applicant_id": self.applicant_id.id,
            "res_model_id": self.env["ir.model"]._get_id("hr.applicant"),
            "res_id": self.applicant_id.id,
        }

    @api.ondelete(at_uninstall=True)
    def _unlink_events(self):
        """The meeting holds the name of the candidate: it goes with the interview."""
        self.sudo().event_id.with_context(interview_sync=True).unlink()
