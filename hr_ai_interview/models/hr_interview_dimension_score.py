from odoo import fields, models
from odoo.tools import SQL

from .score_field import Score


class HrInterviewDimensionScore(models.Model):
    """What an interview says about each dimension: a view, computed when it is read, of open scores only.

    For each rater: the mean of the scored criteria of the dimension, weighted with share in the rubric times
    weight of the question. For people: the mean over the raters, lowest and highest beside it; for an
    engine: its own. What was not assessed, or has no evidence, leaves the mean. Nothing exists here before
    the scores of an interview are open. Formula 1.0, see docs/scoring.md.
    """

    _name = "hr.interview.dimension.score"
    _description = "Dimension Score"
    _auto = False
    # As interviews are ordered, from columns of the view: joining them again costs as much as the scores.
    _order = "date desc, interview_id.id desc, competency_id, kind desc"
    _rec_name = "competency_id"
    _depends = {
        "hr.interview": ["applicant_id", "job_id", "company_id", "date_start", "is_revealed"],
        "hr.interview.answer": ["is_counted"],
        "hr.interview.answer.criterion": ["competency_id", "total_weight"],
        "hr.interview.rating": [
            "active",
            "answer_id",
            "criterion_id",
            "engine",
            "interview_id",
            "is_submitted",
            "score",
            "status",
            "user_id",
        ],
    }

    interview_id = fields.Many2one("hr.interview", readonly=True)
    applicant_id = fields.Many2one("hr.applicant", readonly=True)
    job_id = fields.Many2one("hr.job", string="Job position", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    competency_id = fields.Many2one("hr.interview.competency", string="Dimension", readonly=True)
    kind = fields.Selection([("human", "People"), ("ai", "AI suggestion")], readonly=True)
    engine = fields.Char(readonly=True)
    score = Score(readonly=True, digits=(4, 2))
    low = Score("Lowest", readonly=True, digits=(4, 2))
    high = Score("Highest", readonly=True, digits=(4, 2))
    n_raters = fields.Integer("Raters", readonly=True, aggregator=None)
    # The people behind n_raters, so that rounds are put together without counting one of them twice.
    rater_ids = fields.Json(readonly=True, groups=fields.NO_ACCESS)
    n_scored = fields.Integer("Scored criteria", readonly=True, aggregator=None)
    n_total = fields.Integer("Criteria", readonly=True, aggregator=None)
    date = fields.Datetime(readonly=True)

    @property
    def _table_query(self):
        return SQL(
            """
            WITH by_rater AS (
                SELECT r.interview_id, c.competency_id, r.engine, r.user_id,
                       MIN(r.id) AS id,
                       SUM(r.score * c.total_weight) / NULLIF(
                           SUM(c.total_weight) FILTER (WHERE r.status = 'scored'), 0) AS score,
                       COUNT(*) FILTER (WHERE r.status = 'scored') AS n_scored,
                       COUNT(*) AS n_total
                  FROM hr_interview_rating r
                  JOIN hr_interview_answer_criterion c ON c.id = r.criterion_id
                  JOIN hr_interview_answer a ON a.id = r.answer_id
                 WHERE r.active AND r.is_submitted AND a.is_counted
              GROUP BY r.interview_id, c.competency_id, r.engine, r.user_id
            )
            SELECT MIN(b.id) AS id, b.interview_id, i.applicant_id, i.job_id, i.company_id, b.competency_id,
                   CASE WHEN b.engine IS NULL THEN 'human' ELSE 'ai' END AS kind, b.engine,
                   AVG(b.score) AS score, MIN(b.score) AS low, MAX(b.score) AS high,
                   COUNT(b.score) AS n_raters, JSONB_AGG(b.user_id) FILTER (
                       WHERE b.score IS NOT NULL AND b.user_id IS NOT NULL) AS rater_ids,
                   SUM(b.n_scored)::int AS n_scored,
                   SUM(b.n_total)::int AS n_total,
                   i.date_start AS date
              FROM by_rater b
              JOIN hr_interview i ON i.id = b.interview_id AND i.is_revealed
          GROUP BY b.interview_id, i.applicant_id, i.job_id, i.company_id, b.competency_id, b.engine,
                   i.date_start
            """
        )
