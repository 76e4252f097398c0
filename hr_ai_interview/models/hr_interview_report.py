from odoo import api, fields, models
from odoo.exceptions import UserError

FORMULA = "1.0"
#: A mean at or below it leaves a point open.
WEAK = 4


class HrInterviewReport(models.AbstractModel):
    """What an interview says: dimensions, scores and evidence the caller may see now, agreement, decision."""

    _name = "hr.interview.report"
    _inherit = "hr.interview.leniency"
    _description = "Interview Report"

    @api.readonly
    def get_report(self):
        """Return the report of these interviews; what the caller may not see yet is false or left out.

        :return:
            [{"interview_id","name","applicant_id","applicant","job","round","state","date","is_revealed",
            "formula","panel","dimensions","composite","adjusted","answers","agreement","human_ai",
            "decision"}]; shapes in ``docs/integrator.md``. Scores are 0-10 or false; an AI's stand apart and
            carry a label. Where rounds are blind to each other and the caller has not submitted yet, "held"
            says so, and "is_revealed" is false.
        """
        self.check_access("read")
        dimensions, leniency = self._get_dimension_rows(), self._get_leniency()
        ratings, summaries = self._get_visible_ratings(), self._get_visible_summaries()
        return [
            interview._get_one_report(
                dimensions.get(interview, []), ratings.get(interview), summaries.get(interview), leniency
            )
            for interview in self
        ]

    def _get_one_report(self, rows, ratings, summaries, leniency):
        interview = self.sudo()
        return {
            "interview_id": self.id,
            "name": self.name,
            "applicant_id": interview.applicant_id.id,
            "applicant": interview.applicant_id.display_name,
            "job": interview.job_id.name,
            "round": interview.round_id.name or False,
            "state": self.state,
            "lang": self.lang,
            "date": fields.Datetime.to_string(self.date_start or self.started_date) or False,
            "is_revealed": bool(self._filter_open()),
            **({"held": self._get_held_sentence()} if self.is_revealed and self.is_held else {}),
            "formula": FORMULA,
            "panel": self._get_panel(),
            "dimensions": [self._to_dimension_json(row) for row in rows],
            "composite": {
                "human": self._get_composite(rows, "human"),
                "ai": self._get_composite(rows, "ai"),
                "coverage": self._get_coverage_share(rows),
            },
            "adjusted": self._get_adjusted(rows, ratings, leniency),
            "answers": self._get_report_answers(ratings),
            **self._get_agreement(ratings),
            # The newest one counts.
            "summary": summaries[0]._to_json() if summaries else False,
            "decision": interview.applicant_id._get_decision_json(),
        }

    def _get_visible_summaries(self):
        """Return {interview: summaries} the caller may see, newest first."""
        summaries = self.env["hr.interview.summary"].search([("interview_id", "in", self.ids)])
        return summaries.grouped("interview_id")

    def carry_open_points(self):
        """Add what these interviews left open to the candidate, for the next questions to go deeper (A13).

        A point is a criterion that people scored 4 or less, could not assess, or for which an engine found no
        evidence; with the follow-up that asks for it. Needs write access to the candidate.

        :return: [{"interview_id","points": [str]}], the points that were new
        """
        self.check_access("read")
        return [{"interview_id": i.id, "points": i._carry_open_points()} for i in self]

    def _carry_open_points(self):
        self.ensure_one()
        if not self.is_revealed:
            raise UserError(self.env._("The scores of %(name)s are not complete yet.", name=self.name))
        self._check_not_held()
        applicant = self.applicant_id
        applicant.check_access("write")
        known = (applicant.interview_open_points or "").splitlines()
        points = [point for point in self._get_open_points() if point not in known]
        if points:
            applicant.interview_open_points = "\n".join([*known, *points])
        return points

    def _get_open_points(self):
        ratings = self.sudo().rating_ids.filtered("is_submitted").grouped("criterion_id")
        points = []
        for answer in self.sudo().answer_ids:
            followup = (answer.engine_followups or answer.followups or "").splitlines()[:1]
            for row in answer.criterion_ids:
                given = ratings.get(row) or self.env["hr.interview.rating"]
                people = given.filtered("user_id")
                scored = people.filtered(lambda r: r.status == "scored")
                weak = not scored or sum(r.score for r in scored) / len(scored) <= WEAK
                blank = given.filtered(lambda r: r.engine and r.status == "insufficient_evidence")
                if people and (weak or blank):
                    points.append(": ".join([row.name, *(followup or [answer.question])]))
        return list(dict.fromkeys(points))

    # --- scores ----------------------------------------------------------------------------------

    def _get_visible_ratings(self):
        """Return {interview: ratings} the caller may see: what the rules say, and what the company opens."""
        Rating = self.env["hr.interview.rating"]
        rows = Rating.search([("interview_id", "in", self.ids)])
        opened = self._filter_open().filtered(lambda i: i._may_see_panellists())
        # sudo: hiring managers of companies that show them single scores; complete interviews only.
        rows |= Rating.sudo().search([("interview_id", "in", opened.ids), ("is_submitted", "=", True)])
        return rows.sudo().grouped("interview_id")

    def _get_dimension_rows(self):
        """Return {interview: dimension rows}, three queries for all of them.

        A row holds ``rater_ids``, by which rounds are put together; ``_to_dimension_json`` leaves them out.
        """
        open_ones = self._filter_open()
        # sudo: read access was checked; the view holds open scores only.
        scores = (
            self.env["hr.interview.dimension.score"].sudo().search([("interview_id", "in", open_ones.ids)])
        )
        by_interview = scores.grouped("interview_id")
        expected = self.sudo().job_id._get_dimension_expectations()
        result = {}
        for interview in open_ones:
            none = scores.browse()
            rows = by_interview.get(interview.sudo(), none)
            by_dimension = rows.grouped("competency_id")
            wanted = expected[interview.sudo().job_id]
            competencies = [*wanted, *(c for c in by_dimension if c not in wanted)]
            result[interview] = [
                self._prepare_dimension_row(
                    competency, by_dimension.get(competency, none), wanted.get(competency)
                )
                for competency in competencies
            ]
        return result

    @api.model
    def _prepare_dimension_row(self, competency, scores, wanted):
        human = scores.filtered(lambda row: row.kind == "human")
        # The newest engine speaks; the others' scores stay with the answers.
        ai = scores.filtered(lambda row: row.kind == "ai").sorted("id")[-1:]
        return {
            "competency_id": competency.id or False,
            "name": competency.name or self.env._("Without a dimension"),
            "weight": wanted["weight"] if wanted else 1.0,
            "expected": wanted["expected"] if wanted else False,
            "human": {
                "score": human.score if human else False,
                "n_raters": human.n_raters,
                "rater_ids": human.rater_ids or [],
                "n_scored": human.n_scored,
                "n_total": human.n_total,
                "low": human.low if human else False,
                "high": human.high if human else False,
            },
            "ai": {
                "score": ai.score,
                "engine": ai.engine,
                "n_scored": ai.n_scored,
                "n_total": ai.n_total,
                "label": self.env._("AI suggestion by %s", ai.engine),
            }
            if ai
            else False,
        }

    @api.model
    def _to_dimension_json(self, row):
        """Return a row without who scored: whoever sees totals need not see that."""
        human = {key: value for key, value in row["human"].items() if key != "rater_ids"}
        return {**row, "human": human}

    @api.model
    def _get_composite(self, rows, kind):
        """Return the mean of the scored dimensions by the job's weights; False when there is none.

        An engine that found evidence for less than half of the criteria says too little for a total.
        """
        if kind == "ai":
            parts = [row["ai"] for row in rows if row["ai"]]
            if 2 * sum(part["n_scored"] for part in parts) < sum(part["n_total"] for part in parts):
                return False
        scored = [
            (row[kind]["score"], row["weight"])
            for row in rows
            if row[kind] and row[kind]["score"] is not False
        ]
        return self._get_weighted_mean(scored)

    @api.model
    def _get_coverage_share(self, rows):
        """Return the share of the dimensions' weight that people have scored."""
        whole = sum(row["weight"] for row in rows)
        scored = sum(row["weight"] for row in rows if row["human"]["score"] is not False)
        return round(scored / whole, 2) if whole else 0.0

    def _get_report_answers(self, ratings):
        may_read = self._may_see_panellists()
        by_criterion = ratings.grouped("criterion_id") if ratings and may_read else {}
        empty = self.env["hr.interview.rating"]
        # What an engine marked is part of what it thinks: blind as long as its scores are.
        sees_engines = bool(may_read and ratings and ratings.filtered("engine"))
        return [
            {
                "answer_id": answer.id,
                "code": answer.code or "",
                "question": answer.question,
                "text": answer.text or "",
                "origin": answer.origin,
                "flags": answer.flags.split(",") if answer.flags and sees_engines else [],
                "criteria": [
                    {
                        "criterion_id": row.id,
                        "name": row.name,
                        "weight": row.weight,
                        "competency": row.competency_id.name or "",
                        "ratings": [
                            rating._to_json()
                            for rating in by_criterion.get(row, empty)
                            if rating.is_submitted
                        ],
                    }
                    for row in answer.criterion_ids
                ],
            }
            for answer in self.sudo().answer_ids
        ]

    def _may_see_panellists(self):
        """Panel and officers see who gave what; a hiring manager only where the company says so."""
        return (
            self._is_officer()
            or self.env.user in self.interviewer_ids
            or self.sudo().company_id.interview_show_panellists
        )

    def _get_evidence_by_dimension(self):
        """Return {applicant_id: {competency_id: [{"quote","interview_id","answer_id"}]}}; open scores."""
        ratings = self.env["hr.interview.rating"].search(
            [
                ("interview_id", "in", self._filter_open().ids),
                ("engine", "!=", False),
                ("status", "=", "scored"),
            ]
        )
        found = {}
        for rating in ratings:
            applicant = rating.sudo().interview_id.applicant_id
            competency = rating.sudo().criterion_id.competency_id
            for item in rating._get_evidence():
                row = {
                    "quote": item["quote"],
                    "interview_id": rating.interview_id.id,
                    "answer_id": rating.answer_id.id,
                }
                rows = found.setdefault(applicant.id, {}).setdefault(competency.id, [])
                if row not in rows:
                    rows.append(row)
        return found

    # --- agreement -------------------------------------------------------------------------------

    def _get_agreement(self, ratings):
        """Return how far raters agree: people among each other, and people with the newest engine."""
        empty = {
            "n_pairs": 0,
            "mae": False,
            "icc": False,
            "low": False,
            "high": False,
            "status": "insufficient",
        }
        if not ratings or not self._filter_open():
            return {"agreement": empty, "human_ai": empty}
        return {
            "agreement": self._measure_agreement(ratings.filtered("user_id"), empty),
            "human_ai": self._measure_human_ai(ratings, empty),
        }

    @api.model
    def _measure_agreement(self, ratings, empty):
        raters = sorted(ratings.user_id.ids)
        return self._measure(ratings, raters, lambda rating: rating.user_id.id, empty)

    @api.model
    def _measure_human_ai(self, ratings, empty):
        engines = ratings.filtered("engine").sorted("id")
        if not engines:
            return empty
        engine = engines[-1].engine
        rows = {}
        for criterion, given in ratings.grouped("criterion_id").items():
            human = [r.score for r in given if r.user_id and r.is_submitted and r.status == "scored"]
            ai = [r.score for r in given if r.engine == engine and r.status == "scored"]
            if human and ai:
                rows[criterion.id] = [sum(human) / len(human), ai[0]]
        return self._to_agreement_json(list(rows.values()), empty)

    @api.model
    def _measure(self, ratings, raters, key, empty):
        matrix = []
        for given in ratings.grouped("criterion_id").values():
            scores = {key(r): r.score for r in given if r.is_submitted and r.status == "scored"}
            row = [scores.get(rater) for rater in raters]
            if sum(score is not None for score in row) > 1:
                matrix.append(row)
        return self._to_agreement_json(matrix, empty)

    @api.model
    def _to_agreement_json(self, matrix, empty):
        from ..learning import rater_agreement

        if not matrix:
            return empty
        measured = rater_agreement(matrix)
        return {
            "n_pairs": measured.n,
            "mae": False if measured.mae is None else round(measured.mae, 2),
            "icc": False if measured.icc is None else round(measured.icc, 3),
            "low": False if measured.low is None else round(measured.low, 3),
            "high": False if measured.high is None else round(measured.high, 3),
            "status": measured.status,
        }
