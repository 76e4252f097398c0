from odoo import api, fields, models
from odoo.tools import SQL

from ..learning import shrunk_leniency
from .score_field import Score

#: Fewer scores that a colleague gave too say nothing about a person.
MIN_PAIRS = 10
Z95 = 1.959963984540054


class HrInterviewRaterStat(models.Model):
    """How an interviewer scores, against colleagues on the same answers and against the pool of the same
    jobs.

    Open interviews and scores of people only. The difference to colleagues on the very same criterion does
    not depend on who was interviewed; the leniency against the pool does, so it is shown and
    changes no score. Scores of one interview hang together: the intervals are, if anything, too narrow.
    """

    _name = "hr.interview.rater.stat"
    _description = "Interviewer Calibration"
    _auto = False
    _order = "n_ratings desc"
    _rec_name = "user_id"
    _depends = {
        "hr.interview": ["is_revealed", "job_id", "company_id"],
        "hr.interview.rating": [
            "active",
            "criterion_id",
            "interview_id",
            "is_submitted",
            "score",
            "status",
            "user_id",
        ],
    }

    user_id = fields.Many2one("res.users", string="Interviewer", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    n_interviews = fields.Integer("Interviews", readonly=True, aggregator=None)
    n_ratings = fields.Integer("Scores", readonly=True, aggregator=None)
    mean = Score("Mean", readonly=True, digits=(4, 2))
    pool_mean = Score("Mean of the pool", readonly=True, digits=(4, 2), help="All interviewers, same jobs.")
    leniency = Score(
        compute="_compute_leniency",
        help="Mean less mean of the pool, times m / (m + 5) for m scores. Only fair when candidates are "
        "assigned without regard to who they are; it is shown and changes no score.",
    )
    n_pairs = fields.Integer(
        "Compared",
        readonly=True,
        aggregator=None,
        help="Scores that a colleague gave for the same criterion.",
    )
    difference = Score(
        "Above colleagues",
        readonly=True,
        digits=(4, 2),
        help="Mean difference to colleagues on the same criterion; empty below 10 compared scores.",
    )
    low = Score("From", readonly=True, digits=(4, 2), help="95 % interval of the difference.")
    high = Score("To", readonly=True, digits=(4, 2), help="95 % interval of the difference.")
    mae = Score(
        "Apart", readonly=True, digits=(4, 2), help="Mean absolute difference to colleagues; empty below 10."
    )

    @api.depends("mean", "pool_mean", "n_ratings")
    def _compute_leniency(self):
        for stat in self:
            stat.leniency = shrunk_leniency(stat.mean, stat.pool_mean, stat.n_ratings)

    @property
    def _table_query(self):
        return SQL(
            """
            WITH scored AS (
                SELECT r.id, r.user_id, r.interview_id, r.criterion_id, r.score, i.job_id, i.company_id
                  FROM hr_interview_rating r
                  JOIN hr_interview i ON i.id = r.interview_id AND i.is_revealed
                 WHERE r.active AND r.is_submitted AND r.status = 'scored' AND r.user_id IS NOT NULL
            ), pool AS (
                SELECT job_id, AVG(score) AS mean FROM scored GROUP BY job_id
            ), paired AS (
                SELECT one.id, one.score - AVG(other.score) AS apart
                  FROM scored one
                  JOIN scored other ON other.criterion_id = one.criterion_id AND other.user_id <> one.user_id
              GROUP BY one.id, one.score
            )
            SELECT MIN(s.id) AS id, s.user_id, s.company_id,
                   COUNT(DISTINCT s.interview_id) AS n_interviews, COUNT(*) AS n_ratings,
                   AVG(s.score) AS mean, AVG(pool.mean) AS pool_mean,
                   COUNT(p.apart) AS n_pairs,
                   CASE WHEN COUNT(p.apart) >= %(least)s THEN AVG(p.apart) END AS difference,
                   CASE WHEN COUNT(p.apart) >= %(least)s
                        THEN AVG(p.apart) - %(z)s * STDDEV_SAMP(p.apart) / SQRT(COUNT(p.apart)) END AS low,
                   CASE WHEN COUNT(p.apart) >= %(least)s
                        THEN AVG(p.apart) + %(z)s * STDDEV_SAMP(p.apart) / SQRT(COUNT(p.apart)) END AS high,
                   CASE WHEN COUNT(p.apart) >= %(least)s THEN AVG(ABS(p.apart)) END AS mae
              FROM scored s
              JOIN pool ON pool.job_id = s.job_id
         LEFT JOIN paired p ON p.id = s.id
          GROUP BY s.user_id, s.company_id
            """,
            least=MIN_PAIRS,
            z=Z95,
        )
