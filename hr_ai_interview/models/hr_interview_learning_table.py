from odoo import api, models


class HrInterviewLearningTable(models.AbstractModel):
    """What a dashboard says, as tables: the page shows them, the spreadsheet and the print are made of them.

    A column is of the kind "text", "count", "share" (0-1), "number", "days" or the interval of one of these,
    "share_range", "number_range", "days_range": [low, high] or false. What the data do not give is false.
    """

    _name = "hr.interview.learning.table"
    _description = "Tables of the Dashboard of Learning"

    @api.model
    def _get_tables(self, board):
        """Return {name: {"title","note","columns","rows"}}; rows in the order of what they are about."""
        labels = self._get_table_labels()
        predictor = board["predictor"]
        return {
            "runs": self._table_runs(board["runs"], labels),
            "ledger": self._table_ledger(board, labels),
            "bands": self._table_bands(board["bands"], labels),
            "chances": self._table_chances((board["composite"] or {}).get("chances") or [], labels),
            "correlations": self._table_correlations(board, labels),
            "features": self._table_features(board, labels),
            "calibration": self._table_calibration(predictor, labels),
            "importance": self._table_importance(predictor.get("importance") or [], labels),
            "time_to_hire": self._table_time(board["time_to_hire"]),
            "gates": self._table_gates(board["gates"]),
        }

    @api.model
    def _get_table_labels(self):
        """Return {"status","verdict","state": {code: words}} in the reader's language."""
        Run, Validity = self.env["hr.interview.learning.run"], self.env["hr.interview.learning.validity"]
        return {
            "status": dict(Validity._fields["status"]._description_selection(self.env)),
            "verdict": dict(Validity._fields["verdict"]._description_selection(self.env)),
            "state": dict(Run._fields["state"]._description_selection(self.env)),
        }

    @api.model
    def _make_table(self, title, note, columns, rows):
        names = [{"label": label, "kind": kind} for label, kind in columns]
        return {"title": title, "note": note, "columns": names, "rows": rows}

    @api.model
    def _range(self, row):
        return False if row["low"] is False or row["high"] is False else [row["low"], row["high"]]

    # --- tables ----------------------------------------------------------------------------------

    @api.model
    def _table_runs(self, runs, labels):
        _ = self.env._
        columns = [
            (_("Run"), "text"),
            (_("State"), "text"),
            (_("Outcomes"), "count"),
            (_("Hit rate"), "share"),
            (_("90 % interval of the hit rate"), "share_range"),
            (_("Questions in use"), "count"),
            (_("Hit rate is"), "text"),
            (_("Success ratio"), "share"),
            (_("95 % interval of the success ratio"), "share_range"),
            (_("Hires judged"), "count"),
            (_("In force from"), "text"),
        ]
        rows = [
            [
                run["name"],
                labels["state"][run["state"]],
                run["n_pairs"],
                run["hit_rate"],
                self._range({"low": run["hit_low"], "high": run["hit_high"]}),
                run["n_in_use"],
                labels["status"][run["hit_status"]],
                run["success_ratio"],
                self._range({"low": run["success_low"], "high": run["success_high"]}),
                run["n_success"],
                run["effective_date"] or "",
            ]
            for run in runs
        ]
        note = _(
            "Hit rate: expected share of the questions in use that tell a good hire from a bad one (validity "
            "of .20 or more). Success ratio: share that met the target, among the people that were hired."
        )
        return self._make_table(_("Runs and approvals"), note, columns, rows)

    @api.model
    def _table_ledger(self, board, labels):
        _ = self.env._
        columns = [
            (_("Question"), "text"),
            (_("Text"), "text"),
            (_("Job family"), "text"),
            (_("Validity"), "number"),
            (_("90 % interval"), "number_range"),
            (_("Outcomes"), "count"),
            (_("Evidence"), "text"),
            (_("Verdict"), "text"),
            (_("Probability of .20"), "share"),
            (_("Asked"), "count"),
            (_("Weight"), "number"),
            (_("Proposed weight"), "number"),
        ]
        rows = [
            [
                _("%(code)s v%(version)s", code=row["code"], version=row["version"]),
                row["question"],
                row["family"],
                row["validity"],
                self._range(row),
                row["n"],
                labels["status"][row["status"]],
                labels["verdict"][row["verdict"]],
                row["p_good"],
                row["n_asked"],
                row["weight"],
                row["proposed"],
            ]
            for row in board["ledger"]
        ]
        note = _(
            "Validity: correlation of the question with the outcome, corrected for selection and for the "
            "unreliability of outcomes. Weights move by small steps and only after approval."
        )
        if board["n_ledger"] > len(rows):
            shown = _("The best %(n)s of %(total)s are shown.", n=len(rows), total=board["n_ledger"])
            note = f"{note} {shown}"
        return self._make_table(_("Validity of questions"), note, columns, rows)

    @api.model
    def _get_band_columns(self):
        _ = self.env._
        return [
            (_("Score"), "text"),
            (_("Met the target"), "share"),
            (_("95 % interval"), "share_range"),
            (_("n"), "count"),
            (_("Evidence"), "text"),
        ]

    @api.model
    def _prepare_band(self, band, labels):
        _ = self.env._
        if band["lower"] is False:
            name = _("below %(upper)s", upper=f"{band['upper']:g}")
        elif band["upper"] is False:
            name = _("%(lower)s and more", lower=f"{band['lower']:g}")
        else:
            name = _("%(lower)s to below %(upper)s", lower=f"{band['lower']:g}", upper=f"{band['upper']:g}")
        return [name, band["value"], self._range(band), band["n"], labels["status"][band["status"]]]

    @api.model
    def _table_bands(self, dimensions, labels):
        _ = self.env._
        rows = [
            [dimension["name"], *self._prepare_band(band, labels)]
            for dimension in dimensions
            for band in dimension["bands"]
        ]
        note = _(
            "Share that met the target by score, among the people that were hired. Bands below 10 people say "
            "nothing."
        )
        columns = [(_("Dimension"), "text"), *self._get_band_columns()]
        return self._make_table(_("Results by dimension"), note, columns, rows)

    @api.model
    def _table_chances(self, bands, labels):
        _ = self.env._
        note = _(
            "What the whole interview said against what came of it, among the people that were hired. Where "
            "the interviews predict, higher scores meet the target more often."
        )
        rows = [self._prepare_band(band, labels) for band in bands]
        return self._make_table(_("Predictions and results"), note, self._get_band_columns(), rows)

    @api.model
    def _table_correlations(self, board, labels):
        """The composite first, then dimensions, then the goals that the composite was to predict."""
        _ = self.env._
        found = [(_("Whole interview"), board["composite"])] if board["composite"] else []
        found += [(row["name"], row["r"]) for row in board["bands"]]
        found += [(_("Goal: %(kpi)s", kpi=row["name"]), row) for row in board["kpis"]]
        columns = [
            (_("Score"), "text"),
            (_("Correlation"), "number"),
            (_("95 % interval"), "number_range"),
            (_("n"), "count"),
            (_("Evidence"), "text"),
        ]
        rows = [
            [name, row["value"], self._range(row), row["n"], labels["status"][row["status"]]]
            for name, row in found
        ]
        note = _(
            "Correlation with the outcome among the people that were hired, uncorrected: among all "
            "candidates it is higher, since those with low scores were not hired. Goals: the whole interview "
            "against each."
        )
        return self._make_table(_("How scores go with results"), note, columns, rows)

    @api.model
    def _table_calibration(self, predictor, labels):
        _ = self.env._
        columns = [
            (_("Predicted"), "share"),
            (_("Met the target"), "share"),
            (_("95 % interval"), "share_range"),
            (_("n"), "count"),
        ]
        rows = [
            [row["predicted"], row["value"], self._range(row), row["n"]]
            for row in predictor.get("calibration") or []
        ]
        return self._make_table(_("Calibration"), self._say_predictor(predictor), columns, rows)

    @api.model
    def _say_predictor(self, predictor):
        """Return which model predicts and how well, or why none does."""
        _ = self.env._
        if not predictor.get("chosen") or predictor.get("status") != "ok":
            return _("No prediction: insufficient evidence, n = %(n)s.", n=predictor.get("n", 0))
        rate = predictor["base_rate"]
        share = _("%(share)s %%, n = %(n)s", share=round(100 * rate["value"]), n=rate["n"])
        if predictor["chosen"] == "base_rate":
            return _("No model predicts better than the share that met the target (%(share)s).", share=share)
        kinds = {
            "composite": _("whole interview"),
            "questions": _("single questions"),
            "forest": _("random forest"),
        }
        [row] = [row for row in predictor["candidates"] if row["kind"] == predictor["chosen"]]
        skill = row["skill"]
        return _(
            "Model: %(kind)s. Out of sample it beats the base rate (%(share)s) by %(skill)s of the Brier "
            "score (%(low)s to %(high)s, n = %(n)s). Among the people that were hired.",
            kind=kinds.get(row["kind"], row["kind"]),
            share=share,
            skill=f"{skill['value']:.2f}",
            low=f"{skill['low']:.2f}",
            high=f"{skill['high']:.2f}",
            n=skill["n"],
        )

    @api.model
    def _table_importance(self, rows, labels):
        _ = self.env._
        columns = [
            (_("Question"), "text"),
            (_("Loss of skill"), "number"),
            (_("Standard deviation"), "number"),
        ]
        note = _("How much worse the model predicts when the scores of one question are shuffled.")
        lines = [[row["question"], row["mean"], row["sd"]] for row in rows]
        return self._make_table(_("What the model looks at"), note, columns, lines)

    @api.model
    def _table_time(self, months):
        _ = self.env._
        columns = [
            (_("Month"), "text"),
            (_("Median days"), "days"),
            (_("Middle half"), "days_range"),
            (_("Hires"), "count"),
        ]
        rows = [[row["month"], row["days"], self._range(row), row["n"]] for row in months]
        note = _("Days from application to hire, by month of the hire.")
        return self._make_table(_("Time to hire"), note, columns, rows)

    @api.model
    def _table_gates(self, gates):
        _ = self.env._
        columns = [(_("Brake"), "text"), (_("Result"), "text"), (_("Why"), "text")]
        rows = [[gate["label"], gate["result"], gate["detail"]] for gate in gates]
        note = _("A run that a brake holds cannot be approved by anybody.")
        return self._make_table(_("Brakes"), note, columns, rows)
