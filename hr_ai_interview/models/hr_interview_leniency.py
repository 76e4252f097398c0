from odoo import api, models
from odoo.tools import SQL, float_round

from ..learning import shrunk_leniency
from .hr_interview_rater_stat import MIN_PAIRS

#: Scores of fewer interviews say more about their candidates than about the rater.
MIN_INTERVIEWS = 3


class HrInterviewLeniency(models.AbstractModel):
    """The composite with the leniency of its raters taken out, to be shown beside the raw one.

    Nothing is stored and nothing uses it: a difference between interviewers is leniency only if candidates
    were assigned to them without regard to how good they are.
    """

    _name = "hr.interview.leniency"
    _description = "Leniency of Interviewers"

    def _get_leniency(self):
        """Return {(job id, user id): (leniency, number of scores)} for the jobs of these interviews.

        Leniency: mean of the user's open scores less the mean of all open scores for the job, shrunk by
        ``learning.shrunk_leniency``. One query; users below 10 scores or 3 interviews, and jobs with one
        rater only, are left out; nothing for who may not read calibration.
        """
        jobs = tuple(self.sudo().job_id.ids)
        # Raw less adjusted of a single rater is that rater's leniency: for those who may read calibration.
        if not jobs or not self.env["hr.interview.rater.stat"].has_access("read"):
            return {}
        self.env["hr.interview.rating"].flush_model()
        self.env["hr.interview"].flush_model(["job_id", "company_id", "active", "state", "is_revealed"])
        rows = self.env.execute_query(
            SQL(
                """
                WITH given AS (
                    SELECT i.job_id, r.user_id, COUNT(*) AS n, SUM(r.score) AS total,
                           COUNT(DISTINCT i.id) AS n_interviews
                      FROM hr_interview_rating r
                      JOIN hr_interview i ON i.id = r.interview_id AND i.is_revealed AND i.active
                       AND i.state <> 'cancelled' AND i.job_id IN %(jobs)s AND i.company_id IN %(companies)s
                     WHERE r.active AND r.is_submitted AND r.status = 'scored' AND r.user_id IS NOT NULL
                  GROUP BY i.job_id, r.user_id
                ), pool AS (
                    SELECT job_id, SUM(total) / SUM(n) AS mean
                      FROM given GROUP BY job_id HAVING COUNT(*) > 1
                )
                SELECT g.job_id, g.user_id, g.total / g.n, pool.mean, g.n
                  FROM given g JOIN pool ON pool.job_id = g.job_id
                 WHERE g.n >= %(least)s AND g.n_interviews >= %(interviews)s
                """,
                jobs=jobs,
                companies=tuple(self.env.companies.ids),
                interviews=MIN_INTERVIEWS,
                least=MIN_PAIRS,
            )
        )
        return {
            (job, user): (shrunk_leniency(float(mean), float(pool), n), n)
            for job, user, mean, pool, n in rows
        }

    def _get_adjusted(self, rows, ratings, leniency):
        """Return {"composite","n"}: the composite less its raters' leniency, and the fewest scores of one.

        False where somebody's leniency is not known. A dimension is the mean over its raters, so it moves
        by the mean of theirs; it stays within 0 and 10.
        """
        job = self.sudo().job_id.id
        raters = {}
        for rating in (ratings or self.env["hr.interview.rating"]).sudo():
            counts = rating.answer_id.is_counted and rating.status == "scored"
            if rating.user_id and rating.is_submitted and counts:
                raters.setdefault(rating.criterion_id.competency_id.id, set()).add(rating.user_id.id)
        scored, known = [], []
        for row in rows:
            if row["human"]["score"] is False:
                continue
            found = [leniency.get((job, user)) for user in raters.get(row["competency_id"], ())]
            if not found or None in found:
                return {"composite": False, "n": 0}
            shift = sum(value for value, _n in found) / len(found)
            scored.append((min(max(row["human"]["score"] - shift, 0.0), 10.0), row["weight"]))
            known += [n for _value, n in found]
        return {"composite": self._get_weighted_mean(scored), "n": min(known, default=0)}

    @api.model
    def _get_weighted_mean(self, scored):
        """Return the mean of (score, weight), False when there is none."""
        whole = sum(weight for _score, weight in scored)
        if not whole:
            return False
        return float_round(sum(score * weight for score, weight in scored) / whole, precision_digits=2)
