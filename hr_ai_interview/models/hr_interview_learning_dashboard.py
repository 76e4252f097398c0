from odoo import api, fields, models
from odoo.tools import SQL

DASHBOARD_KEYS = frozenset({"company_id"})
MAX_RUNS = 24
MAX_LEDGER = 60
#: From so many outcomes on a ranking of questions is reliable; below it the page says so (A8.4).
RELIABLE = 150
#: The middle half of a month's hires is shown from so many on.
MIN_MIDDLE = 5
TIME_TO_HIRE = """
    SELECT to_char(date_trunc('month', a.date_closed), 'YYYY-MM'), COUNT(*)::int,
           percentile_cont(ARRAY[0.5, 0.25, 0.75])
               WITHIN GROUP (ORDER BY EXTRACT(EPOCH FROM a.date_closed - a.create_date) / 86400)
      FROM hr_applicant a
     WHERE a.date_closed IS NOT NULL AND a.date_closed >= a.create_date AND a.company_id = %(company)s
           AND a.date_closed >= %(since)s
  GROUP BY 1
  ORDER BY 1
"""


class HrInterviewLearningDashboard(models.AbstractModel):
    """What the page "Does our interviewing work?" shows: frozen numbers of runs, nothing of one person."""

    _name = "hr.interview.learning.dashboard"
    _description = "Dashboard of Learning"

    @api.model
    @api.readonly
    def get_dashboard(self, options=None):
        """Return the state of the loop of a company, for administrators, analysts and auditors.

        :param dict options: ``company_id`` (default: the current company)
        :return: {"company_id","company","window_days","criterion","outcomes": {"n","needed","message"},
            "runs": [oldest first],"latest": run or false,"ledger","n_ledger","bands","kpis","composite",
            "features","features_note","predictor","gates","time_to_hire": [{"month","n","days","low",
            "high"}],"tables"}; shapes in
            ``docs/integrator.md``. Every share and correlation has n, low, high and status beside it and is
            false where the data do not give it. ``tables`` say the same in the reader's language, row by
            row: {name: {"title","note","columns": [{"label","kind"}],"rows"}}.
        """
        self.env["hr.interview.learning.run"].check_access("read")
        options = self.env["hr.interview.drafting"]._clean_option_keys(options, DASHBOARD_KEYS)
        company = self._clean_company(options)
        runs = self.search([("company_id", "=", company.id)], limit=MAX_RUNS)
        return self._get_board(company, runs, runs.filtered(lambda run: run.state != "refused")[:1])

    @api.model
    def _get_board(self, company, runs, latest):
        """Return what ``get_dashboard`` does, for the findings of ``latest`` (one run or none)."""
        board = {
            "company_id": company.id,
            "company": company.name,
            "window_days": latest.window_days or int(company.sudo().interview_learning_window),
            "criterion": latest.criterion or company.sudo().interview_learning_criterion,
            "outcomes": self._get_outcome_state(company),
            "runs": [run._to_summary() for run in runs.sorted("id")],
            "latest": latest._to_summary() if latest else False,
            "ledger": latest._get_ledger_rows(),
            "n_ledger": len(latest.validity_ids),
            "bands": latest._get_named("dimensions", "competency_id", "hr.interview.competency"),
            "kpis": latest._get_named("kpis", "kpi_id", "hr.interview.kpi"),
            "features": latest._get_feature_rows(),
            "features_note": self._get_feature_note(),
            "composite": (latest.facts or {}).get("composite") or False,
            "predictor": latest._get_predictor_rows(),
            "gates": latest._get_gates(),
            "time_to_hire": self._get_time_to_hire(company),
        }
        return {**board, "tables": self._get_tables(board)}

    def _get_board_until(self):
        """Return the board as this run found it, with the runs of its company up to it."""
        self.ensure_one()
        domain = [("company_id", "=", self.company_id.id), ("id", "<=", self.id)]
        board = self._get_board(self.company_id, self.search(domain, limit=MAX_RUNS), self)
        return {**board, "outcomes": self._describe_outcomes(self.n_pairs)}

    @api.model
    def _get_outcome_state(self, company):
        # sudo: a count; who reads the page need not be allowed to read outcomes.
        Outcome = self.env["hr.interview.outcome"].sudo()
        domain = [
            ("company_id", "=", company.id),
            ("is_current", "=", True),
            ("applicant_id", "!=", False),
            ("window_days", "=", int(company.sudo().interview_learning_window)),
        ]
        return self._describe_outcomes(Outcome.search_count(domain))

    @api.model
    def _describe_outcomes(self, n):
        """Return how many outcomes there are against how many are needed, and the sentence that says so."""
        counts = {"n": n, "needed": RELIABLE}
        if n < RELIABLE:
            message = self.env._("%(n)s outcomes; a reliable ranking needs about %(needed)s.", **counts)
        else:
            message = self.env._(
                "%(n)s outcomes. A ranking of questions is reliable from about %(needed)s in a job family.",
                **counts,
            )
        return {**counts, "message": message}

    def _to_summary(self):
        self.ensure_one()
        hits = (self.facts or {}).get("hit_rate") or {}
        return {
            "run_id": self.id,
            "name": self.display_name,
            "date": fields.Datetime.to_string(self.date),
            "state": self.state,
            "effective_date": fields.Date.to_string(self.effective_date) or False,
            "n_people": self.n_people,
            "n_pairs": self.n_pairs,
            "hit_rate": self.hit_rate,
            "hit_low": hits.get("low", False),
            "hit_high": hits.get("high", False),
            "hit_status": self.hit_status,
            "n_in_use": self.n_in_use,
            "success_ratio": self.success_ratio,
            "success_low": self.success_low,
            "success_high": self.success_high,
            "n_success": self.n_success,
            "quality": self.quality,
            "is_held": self.is_held,
        }

    def _get_ledger_rows(self):
        """Return the rows of the ledger with the words of the question, best first over all families."""
        rows = self.validity_ids.sorted(lambda row: (row.mean is False, -(row.mean or 0.0), -row.n, row.id))
        rows = rows[:MAX_LEDGER]
        questions = rows.question_id.sudo()
        questions.fetch(["text"])
        return [
            {
                **values,
                "question": row.question_id.sudo().text or "",
                "family": row.family_id.sudo().name,
                "n_asked": row.n_asked,
                "is_trial": row.is_trial,
            }
            for row, values in zip(rows, rows._to_json(), strict=True)
        ]

    def _get_named(self, part, key, model):
        """Return rows of ``facts`` with the name of what they are about, in the reader's language."""
        rows = (self.facts or {}).get(part) or []
        # sudo: names of dimensions and goals, no more.
        known = self.env[model].sudo().browse([row[key] for row in rows if row[key]]).exists()
        names = {record.id: record.name for record in known}
        return [{"name": names[row[key]], **row} for row in rows if row[key] in names]

    def _get_predictor_rows(self):
        predictor = (self.facts or {}).get("predictor") or {}
        ids = [row["question_id"] for row in predictor.get("importance") or []]
        questions = self.env["hr.interview.question"].sudo().browse(ids).exists()
        texts = {question.id: question.text for question in questions}
        return {
            **predictor,
            "importance": [
                {**row, "question": texts[row["question_id"]]}
                for row in predictor.get("importance") or []
                if row["question_id"] in texts
            ],
        }

    @api.model
    def _get_time_to_hire(self, company):
        """Return the median days from application to hire by month of the hire, two years back.

        low, high: the middle half of that month's hires, false below 5 of them.
        """
        self.env["hr.applicant"].flush_model(["date_closed", "company_id"])
        since = fields.Date.subtract(fields.Date.context_today(self), years=2).replace(day=1)
        rows = self.env.execute_query(SQL(TIME_TO_HIRE, company=company.id, since=since))
        return [
            {
                "month": month,
                "n": n,
                "days": round(float(days), 1),
                "low": round(float(low), 1) if n >= MIN_MIDDLE else False,
                "high": round(float(high), 1) if n >= MIN_MIDDLE else False,
            }
            for month, n, (days, low, high) in rows
        ]
