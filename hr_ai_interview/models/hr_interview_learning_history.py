from odoo import api, fields, models
from odoo.exceptions import UserError

HISTORY_KEYS = frozenset({"question_id", "family_id", "company_id"})
MAX_ROWS = 100


class HrInterviewLearningHistory(models.AbstractModel):
    """What every learning run said about one question, over all its versions."""

    _name = "hr.interview.learning.history"
    _description = "Learning History of a Question"

    @api.model
    @api.readonly
    def get_question_history(self, options=None):
        """Return the ledger of one question in one job family, oldest run first, at most 100 runs.

        :param dict options: ``question_id`` and ``family_id``; ``company_id`` (default: the current company)
        :return: {"question_id","code","question","family","rows": [{"run_id","date","state","version",
            "validity","low","high","n","status","verdict","weight","proposed"}],"table"}; intervals of 90 %
        """
        Validity = self.env["hr.interview.learning.validity"]
        Validity.check_access("read")
        options = self.env["hr.interview.drafting"]._clean_option_keys(options, HISTORY_KEYS)
        company = self._clean_company(options)
        question_id, family_id = options.get("question_id"), options.get("family_id")
        if type(question_id) is not int or type(family_id) is not int:
            raise UserError(self.env._("The history needs a question_id and a family_id."))
        # sudo: code and words of a question stand in the ledger the caller may read.
        question = self.env["hr.interview.question"].sudo().browse(question_id).exists()
        family = self.env["hr.interview.job.family"].sudo().browse(family_id).exists()
        rows = Validity.search(
            [
                ("code", "=", question.code),
                ("family_id", "=", family.id),
                ("company_id", "=", company.id),
            ],
            order="run_id.id desc, version desc",
            limit=MAX_ROWS,
        )
        if not question or not family or not rows:
            raise UserError(self.env._("No learning run knows this question."))
        found = [
            {
                **values,
                "run_id": row.run_id.id,
                "date": fields.Datetime.to_string(row.date),
                "state": row.run_id.state,
                "run": row.run_id.display_name,
            }
            for row, values in zip(rows, rows._to_json(), strict=True)
        ][::-1]
        return {
            "question_id": question.id,
            "code": question.code,
            "question": question.text or "",
            "family": family.name,
            "rows": found,
            "table": self._table_history(found),
        }

    @api.model
    def _table_history(self, found):
        _, labels = self.env._, self._get_table_labels()
        columns = [
            (_("Run"), "text"),
            (_("State"), "text"),
            (_("Version"), "count"),
            (_("Validity"), "number"),
            (_("90 % interval"), "number_range"),
            (_("Outcomes"), "count"),
            (_("Evidence"), "text"),
            (_("Verdict"), "text"),
            (_("Weight"), "number"),
            (_("Proposed weight"), "number"),
        ]
        rows = [
            [
                row["run"],
                labels["state"][row["state"]],
                row["version"],
                row["validity"],
                self._range(row),
                row["n"],
                labels["status"][row["status"]],
                labels["verdict"][row["verdict"]],
                row["weight"],
                row["proposed"],
            ]
            for row in found
        ]
        note = _("Validity with its 90 % interval, and the weight the question had when the run was made.")
        return self._make_table(_("History"), note, columns, rows)
