from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

#: Names of people that a message lists.
SHOWN = 5


class HrInterviewAppraisalCycle(models.Model):
    """A round of appraisals: one period, one pair of deadlines, one weighting, for everybody it names."""

    _name = "hr.interview.appraisal.cycle"
    _description = "Appraisal Cycle"
    _inherit = ["hr.interview.closed.mixin", "mail.thread"]
    _order = "date_to desc, id desc"
    _check_company_auto = True
    _closed_fields = frozenset({"state"})

    name = fields.Char(required=True)
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, index=True
    )
    state = fields.Selection(
        [("draft", "Draft"), ("running", "Running"), ("closed", "Closed")],
        required=True,
        default="draft",
        copy=False,
        tracking=True,
    )
    user_id = fields.Many2one(
        "res.users", string="HR contact", default=lambda self: self.env.user, check_company=True
    )
    date_from = fields.Date("Period begins", required=True)
    date_to = fields.Date("Period ends", required=True)
    deadline_self = fields.Date("Employees write until", required=True)
    deadline_manager = fields.Date("Managers write until", required=True)
    kpi_weight = fields.Float("Weight of the KPIs", default=1.0, required=True)
    competency_weight = fields.Float("Weight of competencies", default=1.0, required=True)

    # Who
    scope = fields.Selection(
        [("all", "Everybody with a job position"), ("some", "Those chosen below")],
        string="For",
        required=True,
        default="all",
    )
    department_ids = fields.Many2many("hr.department", string="Departments", check_company=True)
    job_ids = fields.Many2many("hr.job", string="Job positions", check_company=True)
    employee_ids = fields.Many2many("hr.employee", string="Employees", check_company=True)

    appraisal_ids = fields.One2many("hr.interview.appraisal", "cycle_id", string="Appraisals")
    appraisal_count = fields.Integer("Appraisals (number)", compute="_compute_progress")
    self_count = fields.Integer("Wait for the employee", compute="_compute_progress")
    manager_count = fields.Integer("Wait for the manager", compute="_compute_progress")
    calibration_count = fields.Integer("Wait for HR", compute="_compute_progress")
    closed_count = fields.Integer("Closed or cancelled", compute="_compute_progress")
    progress = fields.Float(compute="_compute_progress", help="Share of the appraisals that are done.")

    _weights = models.Constraint(
        "CHECK (kpi_weight >= 0 AND competency_weight >= 0 AND kpi_weight + competency_weight > 0"
        " AND kpi_weight + competency_weight < 'Infinity')",
        "The weights cannot be negative, and one of them has to be more than 0.",
    )
    _dates = models.Constraint("CHECK (date_to >= date_from)", "A period cannot end before it begins.")
    _deadlines = models.Constraint(
        "CHECK (deadline_manager >= deadline_self)", "Managers write after the employees."
    )

    @api.depends("appraisal_ids.state")
    def _compute_progress(self):
        rows = self.env["hr.interview.appraisal"]._read_group(
            [("cycle_id", "in", self.ids)], ["cycle_id", "state"], ["__count"]
        )
        counts = {(cycle, state): count for cycle, state, count in rows}
        for cycle in self:
            own = {state: count for (other, state), count in counts.items() if other == cycle}
            cycle.appraisal_count = sum(own.values())
            cycle.self_count = own.get("self", 0)
            cycle.manager_count = own.get("manager", 0)
            cycle.calibration_count = own.get("calibration", 0)
            cycle.closed_count = own.get("closed", 0) + own.get("cancelled", 0)
            cycle.progress = cycle.closed_count / cycle.appraisal_count if cycle.appraisal_count else 0.0

    def write(self, vals):
        """A cycle that runs may get another contact, name or more people; what was copied from it stays."""
        copied = {"company_id", "date_from", "date_to", "kpi_weight", "competency_weight"} & vals.keys()
        if copied and not self.env.su and self.filtered(lambda cycle: cycle.state != "draft"):
            raise UserError(
                self.env._("The appraisals of this cycle have begun; change the single appraisals instead.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_empty_only(self):
        # sudo: those of other people count too.
        if self.sudo().appraisal_ids:
            raise UserError(self.env._("A cycle that has appraisals cannot be deleted; close it instead."))

    def start(self):
        """Create and begin one appraisal per employee the cycle names; those there are stay. HR; one cycle.

        :return: {"cycle_id","created","skipped": [name]}: skipped is who has no job position with KPIs or
            competencies, and the caller, whose own appraisal somebody else in HR makes
        """
        self.ensure_one()
        self._check_hr()
        if self.state == "closed":
            raise UserError(self.env._("This cycle is closed."))
        # Superuser: employees' jobs and logins; the right was checked. A second click waits here.
        cycle = self._as_system()
        cycle.lock_for_update(allow_referencing=True)
        Appraisal = cycle.env["hr.interview.appraisal"]
        employees = cycle._find_employees()
        able = employees.filtered(lambda employee: Appraisal._get_job_links(employee.job_id))
        if not self.env.su:
            able = able.filtered(lambda employee: employee.user_id != self.env.user)
        Appraisal.create([cycle._prepare_appraisal_vals(employee) for employee in able]).start()
        cycle.state = "running"
        return {
            "cycle_id": self.id,
            "created": len(able),
            "skipped": (employees - able).sorted("name").mapped("name"),
        }

    def close(self):
        """End the cycle once all of its appraisals are closed or cancelled. HR.

        :return: [{"cycle_id","state"}]
        """
        self._check_hr()
        for cycle in self._as_system():
            if cycle.state != "running":
                raise UserError(self.env._("Only a running cycle can be closed."))
            if waiting := cycle.appraisal_count - cycle.closed_count:
                raise UserError(
                    self.env._(
                        "%(count)s appraisals of %(name)s are not done; close or cancel them first.",
                        count=waiting,
                        name=cycle.name,
                    )
                )
            cycle.state = "closed"
        return [{"cycle_id": cycle.id, "state": cycle.state} for cycle in self]

    def action_start(self):
        result = self.start()
        message = self.env._("%(count)s appraisals have begun.", count=result["created"])
        if names := result["skipped"]:
            message += " " + self.env._(
                "Passed over: %(names)s. Their job position has neither KPIs nor competencies, or it is you.",
                names=", ".join(names[:SHOWN]) + (" …" if len(names) > SHOWN else ""),
            )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning" if result["skipped"] else "success",
                "message": message,
                "sticky": bool(result["skipped"]),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def action_close(self):
        self.close()

    def action_view_appraisals(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "hr_ai_interview_appraisal.hr_interview_appraisal_action"
        )
        return {**action, "domain": [("cycle_id", "=", self.id)], "context": {}}

    def _check_hr(self):
        self.check_access("write")
        if not self.env["hr.interview.appraisal"]._is_hr():
            raise UserError(self.env._("Only HR can do this."))

    def _find_employees(self):
        """Return the employees the cycle names who have a job position and no appraisal in it yet."""
        domain = Domain("company_id", "=", self.company_id.id) & Domain("job_id", "!=", False)
        if self.scope == "some":
            domain &= (
                Domain("department_id", "child_of", self.department_ids.ids)
                | Domain("job_id", "in", self.job_ids.ids)
                | Domain("id", "in", self.employee_ids.ids)
            )
        return self.env["hr.employee"].search(domain) - self.appraisal_ids.employee_id

    def _prepare_appraisal_vals(self, employee):
        names = (
            "date_from",
            "date_to",
            "deadline_self",
            "deadline_manager",
            "kpi_weight",
            "competency_weight",
        )
        return {
            "cycle_id": self.id,
            "employee_id": employee.id,
            "user_id": self.user_id.id,
            **{name: self[name] for name in names},
        }
