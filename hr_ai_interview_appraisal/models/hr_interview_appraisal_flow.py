from odoo import api, models
from odoo.exceptions import UserError

from .hr_interview_appraisal_closing import RESULT_FIELDS

CALIBRATION_KEYS = frozenset({"rating", "note"})
#: The state one may go back to, from any later one.
REOPENED = ("self", "manager", "calibration")
LATER = {
    "self": ("manager", "calibration", "closed", "cancelled"),
    "manager": ("calibration", "closed", "cancelled"),
    "calibration": ("closed",),
}


class HrInterviewAppraisalFlow(models.AbstractModel):
    """The way of an appraisal: each step is a method that checks who calls and what is there.

    Only HR starts, calibrates, closes, reopens and cancels, and nobody does so with their own appraisal.
    """

    _name = "hr.interview.appraisal.flow"
    _description = "Steps of an Appraisal"

    # --- steps -----------------------------------------------------------------------------------

    def start(self):
        """Copy KPIs and competencies of the job and ask the employees for their view. HR.

        An employee without a login is passed over: the manager begins. Appraisals that have begun stay as
        they are.

        :return: [{"appraisal_id","state"}]
        :raise UserError: no right, or a job with neither KPIs nor competencies
        """
        self._check_hr()
        # Whoever starts at the same time goes first or after: the job is copied once.
        self._as_system().lock_for_update(allow_referencing=True)
        drafts = self._as_system().filtered(lambda a: a.state == "draft")
        if empty := drafts.filtered(lambda a: not self._get_job_links(a.job_id)):
            raise UserError(
                self.env._(
                    "There is nothing to appraise for %(names)s: "
                    "give the job position KPIs or competencies first.",
                    names=", ".join(empty.mapped("display_name")[:5]),
                )
            )
        drafts._fill_rows()
        with_login = drafts.filtered(lambda a: a.employee_user_id.active)
        with_login.write({"state": "self"})
        (drafts - with_login).write({"state": "manager"})
        drafts._plan_turn()
        return self._get_states()

    def skip_self_view(self, reason):
        """Go on without the employee's view, for example of somebody on long leave. HR; one appraisal.

        :param str reason: stands in the chatter
        :return: [{"appraisal_id","state"}]
        """
        self.ensure_one()
        reason = self._check_step(("self",), reason)
        self._clear_view("self")
        self._as_system().state = "manager"
        self._log_step(self.env._("Goes on without the employee's view: %(reason)s", reason=reason))
        self._plan_turn()
        return self._get_states()

    def calibrate(self, values):
        """Set another overall rating beside the calculated one, or take it back. HR; one appraisal.

        :param dict values: ``rating`` 0-10, false to take it back; ``note`` the reason, required with a
            rating; the employee reads it once the appraisal is closed
        :return: {"appraisal_id","raw","adjusted"}, false where there is none
        """
        self.ensure_one()
        self._check_step(("calibration",))
        values = self.env["hr.interview.drafting"]._clean_option_keys(values, CALIBRATION_KEYS)
        rating = self.env["hr.interview.rating"]._clean_score(values.get("rating"))
        note = self._clean_words(values.get("note"))
        if rating is not False and not note:
            raise UserError(self.env._("Say why the rating is another than the calculated one."))
        appraisal = self._as_system()
        appraisal.write({"adjusted_rating": rating, "calibration_note": note})
        result = appraisal._get_result()
        return {
            "appraisal_id": self.id,
            "raw": False if result.overall is None else result.overall,
            "adjusted": rating,
        }

    def reopen(self, state, reason):
        """Go back to an earlier step. What was written stays and can be changed. HR; one appraisal.

        The outcome of an appraisal that was closed stands until it is closed again and then superseded.

        :param str state: "self", "manager" or "calibration"
        :param str reason: stands in the chatter
        :return: [{"appraisal_id","state"}]
        """
        self.ensure_one()
        if state not in REOPENED:
            raise UserError(self.env._("One can go back to: %s.", ", ".join(REOPENED)))
        reason = self._check_step(LATER[state], reason)
        appraisal = self._as_system()
        if state == "self" and not appraisal.employee_user_id.active:
            raise UserError(self.env._("%(name)s has no login.", name=appraisal.employee_id.name))
        if not appraisal.rating_ids and not appraisal.kpi_ids:
            raise UserError(self.env._("This appraisal had not begun; make a new one."))
        label = dict(self._fields["state"]._description_selection(self.env))[state]
        appraisal.write({**dict.fromkeys(RESULT_FIELDS, False), "state": state})
        self._log_step(self.env._("Back to the step “%(step)s”: %(reason)s", step=label, reason=reason))
        self._plan_turn()
        return self._get_states()

    def cancel(self, reason):
        """End these appraisals without a result. HR.

        :param str reason: stands in the chatter
        :return: [{"appraisal_id","state"}]
        """
        reason = self._check_step(("draft", "self", "manager", "calibration"), reason)
        if self.filtered("has_outcome"):
            raise UserError(self.env._("Its outcome is in force; close the appraisal again instead."))
        self._as_system().write({"state": "cancelled"})
        for appraisal in self:
            appraisal._log_step(self.env._("Cancelled: %(reason)s", reason=reason))
        self._plan_turn()
        return self._get_states()

    # --- buttons ---------------------------------------------------------------------------------

    def action_start(self):
        self.start()

    def action_close(self):
        self.close()

    # --- parts -----------------------------------------------------------------------------------

    def _fill_rows(self):
        """Copy the KPIs and competencies of the jobs, all appraisals at once."""
        Kpi, Rating = self.env["hr.interview.appraisal.kpi"], self.env["hr.interview.appraisal.rating"]
        kpis, ratings = [], []
        for appraisal in self:
            for link in self._get_job_links(appraisal.job_id):
                if link._linked_field == "kpi_id":
                    kpis.append(Kpi._prepare_line_vals(appraisal, link))
                else:
                    ratings.append(
                        {
                            "appraisal_id": appraisal.id,
                            "competency_id": link.competency_id.id,
                            "sequence": link.sequence,
                            "weight": link.weight,
                            "expected_level": link.expected_level,
                        }
                    )
        Kpi.create(kpis)
        Rating.create(ratings)

    @api.model
    def _get_job_links(self, job):
        """Return the links of a job to KPIs and competencies that are in use."""
        return [
            *job.interview_kpi_ids.filtered("kpi_id.active"),
            *job.interview_competency_ids.filtered("competency_id.active"),
        ]

    # --- checks ----------------------------------------------------------------------------------

    @api.model
    def _is_hr(self):
        return self.env.su or self.env.user.has_group("hr.group_hr_user")

    def _check_hr(self):
        self.check_access("read")
        if not self._is_hr():
            raise UserError(self.env._("Only HR can do this."))
        if not self.env.su:
            self._refuse_own()

    def _check_step(self, states, reason=None):
        """Check caller, state and, where it has to be given, the reason; return the reason."""
        self._check_hr()
        # Two steps at once would each see the state before the other's.
        self._as_system().lock_for_update(allow_referencing=True)
        for appraisal in self:
            if appraisal.state not in states:
                label = dict(self._fields["state"]._description_selection(self.env))[appraisal.state]
                raise UserError(
                    self.env._(
                        "%(name)s is at the step “%(step)s”, where this is not possible.",
                        name=appraisal.display_name,
                        step=label,
                    )
                )
        if reason is None:
            return reason
        if not (reason := self._clean_words(reason)):
            raise UserError(self.env._("Say why; the reason stays with the appraisal."))
        return reason

    def _get_states(self):
        return [{"appraisal_id": appraisal.id, "state": appraisal.state} for appraisal in self]

    def _log_step(self, words):
        """Write a step into the chatter, in the name of who took it; never a score."""
        # Superuser: employees and managers do not write the record.
        self._as_system().message_post(body=words, author_id=self.env.user.partner_id.id)
