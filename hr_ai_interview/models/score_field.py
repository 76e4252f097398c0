from odoo import fields


class Score(fields.Float):
    """A score 0-10 that may be absent: stored NULL and read False, never 0.

    Odoo's Float stores and averages an empty value as 0.0, which would make "no score" the worst score.
    No aggregate is offered for the same reason: averages are taken over rows that are scored.
    """

    falsy_value = None
    aggregator = None

    def convert_to_column(self, value, record, values=None, validate=True):
        if value is None or value is False:
            return None
        return super().convert_to_column(value, record, values, validate)

    def convert_to_cache(self, value, record, validate=True):
        if value is None or value is False:
            return None
        return super().convert_to_cache(value, record, validate)

    def convert_to_record(self, value, record):
        return False if value is None else value

    def convert_to_export(self, value, record):
        return "" if value is False or value is None else value
