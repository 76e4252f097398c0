import numpy as np

from odoo import api, models

from ..learning import choose_trials, ledger_of_one


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
        count = (applicant.company_id or kit.company_id or self.env.company).sudo().interview_trial_count
        pool = self._get_pool(applicant, kit) if count else kit.line_ids.question_id.browse()
        if len(pool) <= count:
            return pool
        family = applicant.sudo().job_id.interview_family_id
        company = applicant.company_id or kit.company_id or self.env.company
        known = self.env["hr.interview.learning.validity"]._get_newest(pool, family, company)
        validity = ledger_of_one([known.get(question.id) for question in pool])
        current = np.zeros((1, len(pool)))
        # The candidate's number as seed: whoever plans anew gets the same questions.
        chosen = choose_trials(validity, current, count, seed=applicant.id)[0]
        return pool.browse([question.id for question, is_in in zip(pool, chosen, strict=True) if is_in])

    @api.model
    def _get_pool(self, applicant, kit):
        """Approved questions for the job in the language of the kit, without a weight and never asked before.

        sudo: an officer may plan with questions of the bank that their own rules do not show.
        """
        job, used = applicant.sudo().job_id, kit.sudo().line_ids.question_id
        asked = applicant.sudo().interview_ids.answer_ids.question_id
        excluded = used | asked | used.enemy_ids | used.enemy_of_ids
        domain = kit.sudo()._get_candidate_domain() & [("id", "not in", excluded.ids)]
        company = applicant.company_id or kit.company_id or self.env.company
        bank = self.env["hr.interview.question"].sudo().search(domain, order="id")
        weighted = self.env["hr.interview.question.weight"]._get_known(bank, job.interview_family_id, company)
        return bank.filtered(lambda question: question.id not in weighted)
