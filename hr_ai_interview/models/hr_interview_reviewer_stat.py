import math

from odoo import api, fields, models, tools

#: Below this number of planted questions a catch rate is no evidence of anything.
MIN_SEEDED = 5
Z95 = 1.959963984540054


def wilson_interval(successes, n):
    """Return the 95 % Wilson score interval (low, high) of a proportion, or None for n = 0.

    Wilson, E. B. (1927), J. Am. Stat. Assoc. 22:209.

    >>> [round(x, 3) for x in wilson_interval(8, 10)]
    [0.49, 0.943]
    """
    if not n:
        return None
    p = successes / n
    centre = (p + Z95**2 / (2 * n)) / (1 + Z95**2 / n)
    half = Z95 / (1 + Z95**2 / n) * math.sqrt(p * (1 - p) / n + Z95**2 / (4 * n * n))
    return max(0.0, centre - half), min(1.0, centre + half)


class HrInterviewReviewerStat(models.Model):
    """How reviewers review: verdicts given, and how many planted bad questions they caught."""

    _name = "hr.interview.reviewer.stat"
    _description = "Reviewer Statistics"
    _auto = False
    _order = "review_count desc"
    _rec_name = "reviewer_id"
    # What the query below reads: pending changes of it are written out before it runs.
    _depends = {
        "hr.interview.question.review": [
            "reviewer_id",
            "company_id",
            "decision",
            "was_seeded",
            "create_date",
        ]
    }

    reviewer_id = fields.Many2one("res.users", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    review_count = fields.Integer("Reviews", readonly=True)
    approve_count = fields.Integer("Approved", readonly=True)
    edit_count = fields.Integer("Edited", readonly=True)
    reject_count = fields.Integer("Rejected", readonly=True)
    seeded_count = fields.Integer("Planted questions seen", readonly=True)
    caught_count = fields.Integer("Planted questions caught", readonly=True)
    last_review = fields.Datetime(readonly=True)
    catch_rate = fields.Char(compute="_compute_catch_rate")

    @property
    def _table_query(self):
        return tools.SQL(
            """
            SELECT MIN(review.id) AS id,
                   review.reviewer_id,
                   review.company_id,
                   COUNT(*) AS review_count,
                   COUNT(*) FILTER (WHERE review.decision = 'approve') AS approve_count,
                   COUNT(*) FILTER (WHERE review.decision = 'edit') AS edit_count,
                   COUNT(*) FILTER (WHERE review.decision = 'reject') AS reject_count,
                   COUNT(*) FILTER (WHERE review.was_seeded) AS seeded_count,
                   COUNT(*) FILTER (WHERE review.was_seeded AND review.decision != 'approve')
                       AS caught_count,
                   MAX(review.create_date) AS last_review
              FROM hr_interview_question_review review
          GROUP BY review.reviewer_id, review.company_id
            """
        )

    @api.depends("seeded_count", "caught_count")
    def _compute_catch_rate(self):
        for stat in self:
            if stat.seeded_count < MIN_SEEDED:
                stat.catch_rate = self.env._(
                    "insufficient evidence (n = %(n)s, needs %(min)s)", n=stat.seeded_count, min=MIN_SEEDED
                )
                continue
            low, high = wilson_interval(stat.caught_count, stat.seeded_count)
            stat.catch_rate = self.env._(
                "%(rate)s %% (n = %(n)s, 95 %% interval %(low)s-%(high)s %%)",
                rate=round(100 * stat.caught_count / stat.seeded_count),
                n=stat.seeded_count,
                low=round(100 * low),
                high=round(100 * high),
            )
