from odoo import models


class CalendarEvent(models.Model):
    _inherit = "calendar.event"

    def write(self, vals):
        """Who moves the meeting in the calendar moves the interview."""
        result = super().write(vals)
        # The interview's own write is in superuser mode; the key alone can be sent by anybody.
        from_interview = self.env.su and self.env.context.get("interview_sync")
        if {"start", "stop"} & vals.keys() and not from_interview:
            # sudo: an attendee who may move the meeting need not see the interview.
            interviews = (
                self.env["hr.interview"]
                .sudo()
                .search([("event_id", "in", self.ids), ("state", "=", "planned")])
            )
            for interview in interviews.with_context(interview_sync=True):
                event = interview.event_id
                interview.write({"date_start": event.start, "date_stop": event.stop})
        return result
