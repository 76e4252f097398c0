from odoo import models


class HrInterviewRecordMixin(models.AbstractModel):
    """Rows of the record of an interview: written by the system's own methods only, every field of them.

    Nobody has rights to write these models; this is the second lock, and it keeps the defaults of a caller
    out of the rows that the system writes on their behalf.
    """

    _name = "hr.interview.record.mixin"
    _description = "Record of an Interview"
    _inherit = ["hr.interview.closed.mixin"]

    @property
    def _closed_fields(self):
        return self._fields.keys()
