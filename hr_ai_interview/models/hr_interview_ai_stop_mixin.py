from odoo import models


class HrInterviewAiStopMixin(models.AbstractModel):
    """A record with a stop button ``interview_ai_stopped``: pressing it drops what is under way for it."""

    _name = "hr.interview.ai.stop.mixin"
    _description = "Stop Button of Remote AI"
    #: field of the tasks that names a record of this model
    _ai_stop_field = ""

    def write(self, vals):
        result = super().write(vals)
        if vals.get("interview_ai_stopped"):
            self.env["hr.interview.ai.task"]._drop_in_flight_of([(self._ai_stop_field, "in", self.ids)])
        elif "interview_ai_stopped" in vals:
            self.env["hr.interview.ai.worker"]._wake()
        return result
