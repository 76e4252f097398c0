from odoo import api, models
from odoo.exceptions import AccessError, UserError

#: Fixed once the appraisal has begun: what it copied belongs to this employee and this job.
FACT_FIELDS = frozenset({"employee_id", "job_id"})
#: HR changes them as long as the manager has not submitted; later they are facts too.
PLAN_FIELDS = frozenset(
    {
        "department_id",
        "manager_id",
        "window_days",
        "date_from",
        "date_to",
        "deadline_self",
        "deadline_manager",
        "kpi_weight",
        "competency_weight",
    }
)


class HrInterviewAppraisalPlan(models.AbstractModel):
    """Who may change what of the plan of an appraisal, and until when."""

    _name = "hr.interview.appraisal.plan"
    _description = "Plan of an Appraisal"

    @api.model_create_multi
    def create(self, vals_list):
        appraisals = super().create(vals_list)
        if not self.env.su:
            appraisals._refuse_own()
        return appraisals

    def write(self, vals):
        """Only HR has the right to write at all; what of it is possible still depends on the state."""
        if not self.env.su:
            self._check_writable(vals.keys())
        if "manager_id" in vals:
            for appraisal in self.filtered(lambda a: a.state == "manager"):
                if appraisal.manager_id.id != vals["manager_id"]:
                    # Another person begins anew; what the first one drafted is not theirs to read.
                    appraisal._clear_view("manager")
        result = super().write(vals)
        if {"manager_id", "user_id", "deadline_self", "deadline_manager"} & vals.keys():
            self._plan_turn()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_draft_only(self):
        if not self.env.su and self.filtered(lambda a: a.state != "draft"):
            raise UserError(self.env._("Only drafts can be deleted; cancel this appraisal instead."))

    def _check_writable(self, names):
        self.check_access("write")
        plan, facts = names & PLAN_FIELDS, names & FACT_FIELDS
        if plan or facts:
            self._refuse_own()
        for appraisal in self:
            if (facts and appraisal.state != "draft") or (
                plan and appraisal.state not in ("draft", "self", "manager")
            ):
                raise UserError(
                    self.env._(
                        "%(name)s is past the point where this can be changed.", name=appraisal.display_name
                    )
                )
            if "window_days" in names and appraisal.has_outcome:
                raise UserError(self.env._("The outcome of this window is stored already."))

    def _refuse_own(self):
        """HR people have appraisals too, and others take care of those."""
        if self.filtered(lambda a: a.employee_user_id == self.env.user):
            raise AccessError(self.env._("Somebody else in HR takes care of your own appraisal."))
