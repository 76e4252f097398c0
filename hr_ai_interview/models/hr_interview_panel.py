from odoo import fields, models
from odoo.exceptions import UserError

from .hr_interview_recording import OPEN_STATES

OFFICER = "hr_recruitment.group_hr_recruitment_user"


class HrInterviewPanel(models.AbstractModel):
    """Who may write and score in an interview, and who may join, leave and score again."""

    _name = "hr.interview.panel"
    _description = "Panel of an Interview"

    # --- rights ----------------------------------------------------------------------------------

    def _is_officer(self):
        return self.env.su or self.env.user.has_group(OFFICER)

    def _check_officer(self):
        self.check_access("read")
        if not self._is_officer():
            raise UserError(self.env._("Only a recruitment officer can do this."))

    def _check_may_record(self):
        """Return the interviews in superuser mode if the user may write down what is said there."""
        self.check_access("read")
        for interview in self:
            if not (self._is_officer() or self.env.user in interview.interviewer_ids):
                raise UserError(
                    self.env._("You are not on the panel of %(interview)s.", interview=interview.name)
                )
            interview._check_open()
        # Superuser: interviewers have no right to write; what they may do is what these methods do.
        return self._as_system()

    def _check_open(self):
        if self.state not in OPEN_STATES:
            raise UserError(
                self.env._("%(interview)s is closed; nothing can be changed any more.", interview=self.name)
            )

    # --- joining, leaving, scoring again ---------------------------------------------------------

    def _open_application(self):
        """Who interviews a candidate may read the application: core's own field says who does."""
        for interview in self._as_system():
            if missing := interview.interviewer_ids - interview.applicant_id.interviewer_ids:
                interview.applicant_id.interviewer_ids |= missing

    def _serialise_panel(self):
        """Make whoever changes the panel or submits at the same time fail, so that Odoo runs them again.

        ``is_revealed`` follows from rows that each of two transactions writes for itself: without a common
        row both would miss the other's.
        """
        for interview in self:
            interview.panel_revision += 1
        self.flush_recordset(["panel_revision"])

    def _get_whole_panel(self):
        """Return the panel with those who have left the company meanwhile."""
        return self.with_context(active_test=False).interviewer_ids

    def _check_panel(self, before):
        """Who may join or leave a panel; each change stands in the chatter.

        Business rules
        1. Nobody joins once the scores have been open, even if some were unlocked since: they could have
           seen them.
        2. Nobody joins again whose scores were seen by others or who saw others' scores.
        3. Whoever leaves keeps what they submitted; a draft of theirs does not count.
        4. Once scores are open, who submitted stays: a panel emptied later would hide them all.
        5. The panel of a closed interview is a fact.
        """
        for interview in self._as_system():
            panel, was = interview._get_whole_panel(), before[interview]
            joined, left = panel - was, was - panel
            if not joined | left:
                continue
            submitted = interview.with_context(active_test=False).submitted_user_ids
            interview._check_open()
            if joined and (interview.was_revealed or joined & submitted):
                raise UserError(
                    self.env._(
                        "The scores of %(interview)s are open already, so nobody can join its panel.",
                        interview=interview.name,
                    )
                )
            if interview.was_revealed and left & submitted:
                raise UserError(
                    self.env._(
                        "The scores of %(interview)s are open already, so who gave them stays on its panel.",
                        interview=interview.name,
                    )
                )
            interview._log_panel(joined, left)

    def _log_panel(self, joined, left):
        """Who leaves may open the scores for the others: that has a date and a name."""
        if joined:
            self.message_post(body=self.env._("Joined the panel: %s", ", ".join(joined.mapped("name"))))
        if left:
            self.message_post(body=self.env._("Left the panel: %s", ", ".join(left.mapped("name"))))

    def _unlock(self, user, reason):
        """Let one interviewer score again. The first scores stay in the record, out of use.

        What is scored from now on carries the mark that it came after the scores were open.
        """
        self.ensure_one()
        self._check_officer()
        reason = (reason or "").strip()
        if not reason:
            raise UserError(self.env._("Say why these scores are unlocked."))
        if self.state not in OPEN_STATES:
            raise UserError(self.env._("%(interview)s is closed already.", interview=self.name))
        if user == self.env.user:
            raise UserError(self.env._("Another officer has to unlock the scores you gave yourself."))
        if user not in self.submitted_user_ids:
            raise UserError(self.env._("%(user)s has not submitted any scores.", user=user.name))
        # Superuser: closed fields and blind rows; the right was checked.
        interview = self._as_system()
        interview._serialise_panel()
        interview.rating_ids.filtered(lambda r: r.user_id == user)._supersede(reason, self.env.user)
        interview.submitted_user_ids = [fields.Command.unlink(user.id)]
        interview.message_post(
            body=self.env._("Scores of %(user)s unlocked: %(reason)s", user=user.name, reason=reason)
        )
