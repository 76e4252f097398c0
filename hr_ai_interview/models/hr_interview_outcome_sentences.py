from odoo import models


class HrInterviewOutcomeSentences(models.AbstractModel):
    """What the reading of a file says, in sentences."""

    _name = "hr.interview.outcome.sentences"
    _description = "Sentences on Files of Outcomes"

    def _get_table_sentence(self, reason):
        sentences = {
            "type": self.env._("A file of outcomes is a .csv or .xlsx file."),
            "size": self.env._("This file is larger than 20 MB."),
            "empty": self.env._("There is no line below the headings."),
            "broken": self.env._("This file is damaged or not what its name says."),
            "encoding": self.env._("The characters of this file cannot be read; save it as UTF-8."),
            "lines": self.env._("This file has more than 20,000 lines; split it."),
            "columns": self.env._("This file has more than 100 columns."),
            "cell": self.env._("A cell is longer than 500 characters or holds characters that are no text."),
        }
        return sentences[reason]

    def _get_field_name(self, field):
        column = self.env["hr.interview.outcome.import.column"]
        return dict(column._fields["field"]._description_selection(self.env)).get(field, field)

    def _get_change_sentence(self, change):
        what = {
            "width": self.env._("spaces and wide characters"),
            "empty": self.env._("means nothing"),
            "number": self.env._("a number"),
            "percent": self.env._("the KPI is measured in %%"),
            "days": self.env._("days"),
            "date": self.env._("a date"),
            "scale": self.env._("on the scale from 0 to 10"),
            "word": self.env._("a word of another language"),
        }
        return self.env._(
            "%(field)s: “%(old)s” read as “%(new)s” (%(why)s)",
            field=self._get_field_name(change.field),
            old=change.old,
            new=change.new,
            why=what[change.code],
        )

    def _get_problem_sentence(self, problem):
        what = {
            "number": self.env._("is no number in the notation of this file"),
            "percent": self.env._("is a percentage, and the KPI is not measured in %%"),
            "whole": self.env._("is no whole number"),
            "window": self.env._("is no number of days"),
            "date": self.env._("is no date"),
            "day_month": self.env._("can be read as two dates; write it like 2026-03-31"),
            "scale": self.env._("is not on the scale of this file"),
            "probation": self.env._("is none of passed, failed, extended"),
            "kpi": self.env._("has no KPI code"),
            "differ": self.env._("differs between the lines of this outcome"),
        }
        return self.env._(
            "%(field)s: “%(text)s” %(why)s.",
            field=self._get_field_name(problem.field),
            text=problem.text,
            why=what[problem.code],
        )

    def _get_trial_sentence(self, state):
        return {
            "created": self.env._("Trial: it would be created."),
            "updated": self.env._("Trial: it would supersede an earlier outcome."),
            "unchanged": self.env._("Trial: it is stored already."),
        }[state]
