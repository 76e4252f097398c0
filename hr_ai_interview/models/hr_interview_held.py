from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .hr_interview_recording import OPEN_STATES


class HrInterviewHeld(models.AbstractModel):
    """Rounds that are blind to each other, where the company says so.

    Scores of an interview are held back from whoever is on the panel of an open interview of the same
    candidate and has not submitted there. ``is_held`` is the one condition: record rules search by it, and
    methods that read in superuser mode ask it, so it goes by the user and not by the mode.
    """

    _name = "hr.interview.held"
    _description = "Scores Held Back between Rounds"

    is_held = fields.Boolean(
        "Held back from me",
        compute="_compute_is_held",
        search="_search_is_held",
        help="The scores open to you once you have submitted your own of another round of this candidate.",
    )

    @api.depends(
        "company_id.interview_blind_rounds",
        "applicant_id.interview_ids.state",
        "applicant_id.interview_ids.interviewer_ids",
        "applicant_id.interview_ids.submitted_user_ids",
    )
    @api.depends_context("uid")
    def _compute_is_held(self):
        self.is_held = False
        # sudo: what is found is about the caller only.
        blind = self.filtered(lambda i: i.sudo().company_id.interview_blind_rounds)
        if not blind:
            return
        waiting = self._get_waiting_domain() & Domain("applicant_id", "in", blind.sudo().applicant_id.ids)
        held = self.sudo().with_context(active_test=False).search(waiting).applicant_id
        for interview in blind:
            interview.is_held = interview.sudo().applicant_id in held

    def _search_is_held(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("company_id.interview_blind_rounds", "=", True) & Domain(
            "applicant_id.interview_ids", "any", self._get_waiting_domain()
        )

    @api.model
    def _get_waiting_domain(self):
        """Return which interviews wait for scores of the caller. Archived ones do too: it opens nothing."""
        return Domain(
            [
                ("state", "in", OPEN_STATES),
                ("interviewer_ids", "in", [self.env.uid]),
                ("submitted_user_ids", "not in", [self.env.uid]),
            ]
        )

    def _filter_open(self):
        """Return the interviews whose scores are open to the caller; to the system all that are complete."""
        return self.filtered(lambda i: i.is_revealed and (self.env.su or not i.is_held))

    def _check_not_held(self):
        """Refuse what would tell the caller of scores that are held back."""
        if held := self.filtered("is_held"):
            raise UserError(held[0]._get_held_sentence())

    def _get_held_sentence(self):
        return self.env._(
            "Submit your own scores of %(name)s first: the scores of the other rounds open to you then.",
            name=self.sudo().applicant_id.display_name,
        )
