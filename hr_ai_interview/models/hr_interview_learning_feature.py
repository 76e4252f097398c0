from odoo import api, models


class HrInterviewLearningFeature(models.AbstractModel):
    """Kinds of evidence in answers against what became of those who showed them. Numbers are in ``facts``."""

    _name = "hr.interview.learning.feature"
    _description = "Evidence Features of a Learning Run"

    def _get_feature_rows(self):
        """Return the rows of ``facts`` with a label, the largest difference first, unknown ones last."""
        labels = self._get_feature_labels()
        rows = [row for row in (self.facts or {}).get("features") or [] if row["feature"] in labels]
        rows.sort(key=lambda row: (row["value"] is False, -(row["value"] or 0.0), row["feature"]))
        return [{"label": labels[row["feature"]], **row} for row in rows]

    @api.model
    def _table_features(self, board, labels):
        """Return the rows as a table of the dashboard; means and differences in units of the outcome."""
        _ = self.env._
        columns = [
            (_("In an answer"), "text"),
            (_("Difference"), "number"),
            (_("95 % interval"), "number_range"),
            (_("Mean with it"), "number"),
            (_("n with it"), "count"),
            (_("Mean without it"), "number"),
            (_("n without it"), "count"),
            (_("Evidence"), "text"),
        ]
        rows = [
            [
                row["label"],
                row["value"],
                self._range(row),
                row["mean_with"],
                row["n_with"],
                row["mean_without"],
                row["n_without"],
                labels["status"][row["status"]],
            ]
            for row in board["features"]
        ]
        return self._make_table(_("Evidence in answers and results"), board["features_note"], columns, rows)

    @api.model
    def _get_feature_note(self):
        return self.env._(
            "A difference between hires who showed this in an answer and hires who did not is not its "
            "effect: they differ in other ways too, and one such row in twenty lies off zero by chance."
        )

    @api.model
    def _get_feature_labels(self):
        """Return the words for each code of ``engine.schema.ANSWER_FEATURES``."""
        return {
            "act": self.env._("Told concrete steps of their own"),
            "figure": self.env._("Gave a figure"),
            "change": self.env._("Compared before and after"),
            "order": self.env._("Told the steps in their order"),
            "reason": self.env._("Gave a reason for a step"),
            "when": self.env._("Said when or where it was"),
            "task": self.env._("Named the task"),
            "outcome": self.env._("Said what came of it"),
            "lesson": self.env._("Said what was learnt"),
            "check": self.env._("Checked the result"),
            "people": self.env._("Named who else was involved"),
            "agree": self.env._("Told of an agreement with others"),
            "view": self.env._("Named the concern of the other side"),
            "option": self.env._("Weighed an option"),
            "risk": self.env._("Named a risk or limit"),
            "data": self.env._("Used data"),
            "urgent": self.env._("Said what came first, and by when"),
            "admit": self.env._("Named their own part in the problem"),
            "feedback": self.env._("Told how others reacted"),
            "inform": self.env._("Told how others were informed"),
            "cond": self.env._("Named the condition of a step"),
            "speech": self.env._("Told what was said to whom"),
        }
