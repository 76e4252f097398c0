import numpy as np

from odoo import api, models
from odoo.fields import Domain

from ..learning import choose_trials, recall_validity


class HrInterviewTrialDrawing(models.AbstractModel):
    """Draws the questions on trial of one interview: approved, outside the kit, not yet weighted.

    Without them learning hears of the questions in use only and never finds a better one (A0.3). Which
    question of an interview is on trial stands in a column that no group reads.
    """

    _name = "hr.interview.trial.drawing"
    _description = "Drawing of Questions on Trial"

    @api.model
    def _draw(self, applicant, kit):
        """Return the questions to try on ``applicant`` besides those of ``kit``; the same ones each time."""
        company = applicant.company_id or kit.company_id or self.env.company
        count = company.sudo().interview_trial_count
        pool, known = self._get_pool(applicant, kit, company) if count else (kit.line_ids.question_id[:0], {})
        if len(pool) <= count:
            return pool
        validity = recall_validity([known.get(question.id) for question in pool])
        # The candidate's number as seed: whoever plans anew gets the same questions.
        [chosen] = choose_trials(validity, np.zeros((1, len(pool))), count, seed=applicant.id)
        return pool.browse([question.id for question, is_in in zip(pool, chosen, strict=True) if is_in])

    @api.model
    def _get_pool(self, applicant, kit, company):
        """Return (questions, {question_id: (mean, sd, n) of the newest run}) that may be tried.

        Approved for the job in the language of the kit, without weight, never asked before, and not one that
        a run has found to be of no use.
        """
        # sudo: an officer may plan with questions of the bank that their own rules do not show.
        job, used = applicant.sudo().job_id, kit.sudo().line_ids.question_id
        asked = applicant.sudo().interview_ids.answer_ids.question_id
        excluded = used | asked | used.enemy_ids | used.enemy_of_ids
        domain = kit.sudo()._get_candidate_domain() & Domain("id", "not in", excluded.ids)
        bank = self.env["hr.interview.question"].sudo().search(domain, order="id")
        family = job.interview_family_id
        weights = self.env["hr.interview.question.weight"]._get_known(bank, family, company)
        rows = self.env["hr.interview.learning.validity"]._get_newest(bank, family, company)
        retired = {question for question, row in rows.items() if row.verdict == "retire"}
        pool = bank.filtered(lambda q: not weights.get(q.id) and q.id not in retired)
        known = {
            question: (row.mean, row.sd, row.n) for question, row in rows.items() if row.mean is not False
        }
        return pool, known
