from odoo import api, fields, models
from odoo.addons.hr_ai_interview.models.hr_interview_outcome_row import WINDOWS
from odoo.addons.hr_ai_interview.models.score_field import Score
from odoo.exceptions import ValidationError

STATES = [
    ("draft", "Draft"),
    ("self", "Employee writes"),
    ("manager", "Manager writes"),
    ("calibration", "Calibration"),
    ("closed", "Closed"),
    ("cancelled", "Cancelled"),
]


class HrInterviewAppraisal(models.Model):
    """What an employee and the manager say about a period of work, and what HR makes of it.

    State machine: draft -> self -> manager -> calibration -> closed, or cancelled. Employee and manager write
    independently of each other: nobody reads the other's view before both are in, and the employee reads the
    manager's once the appraisal is closed. All of that stands in rows that nobody reads directly before
    (global record rules) and in fields without a reading group; ``get_sheet`` gives everybody their part.
    """

    _name = "hr.interview.appraisal"
    _description = "Appraisal"
    _inherit = [
        "hr.interview.appraisal.plan",
        "hr.interview.appraisal.flow",
        "hr.interview.appraisal.closing",
        "hr.interview.appraisal.form",
        "hr.interview.appraisal.sheet",
        "hr.interview.appraisal.prediction",
        "hr.interview.appraisal.reminder",
        "hr.interview.closed.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "date_to desc, id desc"
    _rec_name = "employee_id"
    _rec_names_search = ("employee_id",)
    _check_company_auto = True
    # Employee and manager have no right to write and may still comment in the chatter.
    _mail_post_access = "read"
    _closed_fields = frozenset(
        {
            "company_id",
            "employee_user_id",
            "manager_user_id",
            "cycle_id",
            "state",
            "self_summary",
            "manager_summary",
            "self_date",
            "manager_date",
            "was_open",
            "adjusted_rating",
            "calibration_note",
            "kpi_rating",
            "competency_rating",
            "raw_rating",
            "rating",
            "rating_status",
            "formula",
            "closed_date",
            "closed_user_id",
            "rater_user_id",
            "has_outcome",
            "is_reminded",
        }
    )

    # Who
    employee_id = fields.Many2one(
        "hr.employee", required=True, ondelete="restrict", index=True, check_company=True
    )
    # What belongs to the employee is read past their private fields: whoever sees the row may know it.
    company_id = fields.Many2one(
        "res.company", compute="_compute_company_id", store=True, precompute=True, index=True
    )
    job_id = fields.Many2one(
        "hr.job",
        string="Job position",
        compute="_compute_job_id",
        store=True,
        readonly=False,
        precompute=True,
        ondelete="restrict",
        index="btree_not_null",
        check_company=True,
    )
    department_id = fields.Many2one(
        "hr.department",
        compute="_compute_department_id",
        store=True,
        readonly=False,
        precompute=True,
        index="btree_not_null",
        check_company=True,
    )
    manager_id = fields.Many2one(
        "hr.employee",
        compute="_compute_manager_id",
        store=True,
        readonly=False,
        precompute=True,
        check_company=True,
        tracking=True,
        help="Writes the manager's view. Without a login, HR writes it.",
    )
    employee_user_id = fields.Many2one(
        "res.users", string="User of the employee", related="employee_id.user_id", store=True, index=True
    )
    manager_user_id = fields.Many2one(
        "res.users", string="User of the manager", related="manager_id.user_id", store=True, index=True
    )
    user_id = fields.Many2one(
        "res.users",
        string="HR contact",
        default=lambda self: self.env.user,
        check_company=True,
        help="Is told when both views are in.",
    )

    # When
    cycle_id = fields.Many2one(
        "hr.interview.appraisal.cycle",
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
        groups="hr.group_hr_user,hr_ai_interview.group_auditor",
    )
    date_to = fields.Date("Period ends", required=True, default=fields.Date.context_today)
    window_days = fields.Selection(
        [(str(days), f"{days} days") for days in WINDOWS],
        string="Window",
        required=True,
        compute="_compute_window_days",
        store=True,
        readonly=False,
        precompute=True,
        help="Under which the outcome is kept: days since hire. Proposed is the longest one that has ended.",
    )
    date_from = fields.Date(
        "Period begins",
        required=True,
        compute="_compute_date_from",
        store=True,
        readonly=False,
        precompute=True,
    )
    deadline_self = fields.Date(
        "Employee writes until", required=True, default=lambda self: self._default_deadline(14)
    )
    deadline_manager = fields.Date(
        "Manager writes until", required=True, default=lambda self: self._default_deadline(28)
    )
    deadline = fields.Date("Due", compute="_compute_deadline")

    # How the parts count
    kpi_weight = fields.Float("Weight of the KPIs", default=1.0, required=True, aggregator=None)
    competency_weight = fields.Float("Weight of competencies", default=1.0, required=True, aggregator=None)

    state = fields.Selection(STATES, required=True, default="draft", index=True, group_expand=True)
    self_date = fields.Datetime("Employee submitted", readonly=True, copy=False)
    manager_date = fields.Datetime("Manager submitted", readonly=True, copy=False)
    was_open = fields.Boolean(
        "Both views were open",
        readonly=True,
        copy=False,
        help="Once they were, what is written after a reopening is not independent any more.",
    )

    # Nobody reads these directly; get_sheet gives everybody their part.
    kpi_ids = fields.One2many(
        "hr.interview.appraisal.kpi", "appraisal_id", string="KPIs", groups=fields.NO_ACCESS
    )
    rating_ids = fields.One2many(
        "hr.interview.appraisal.rating", "appraisal_id", string="Ratings", groups=fields.NO_ACCESS
    )
    self_summary = fields.Text(groups=fields.NO_ACCESS, copy=False)
    manager_summary = fields.Text(groups=fields.NO_ACCESS, copy=False)
    adjusted_rating = Score(digits=(4, 2), groups=fields.NO_ACCESS, copy=False)
    calibration_note = fields.Text(groups=fields.NO_ACCESS, copy=False)

    # Written when it is closed, empty before and again after a reopening
    kpi_rating = Score("KPI part", digits=(4, 2), readonly=True, copy=False)
    competency_rating = Score("Competency part", digits=(4, 2), readonly=True, copy=False)
    raw_rating = Score("Calculated rating", digits=(4, 2), readonly=True, copy=False)
    rating = Score("Overall rating", digits=(4, 2), readonly=True, copy=False)
    rating_status = fields.Selection(
        [("scored", "Scored"), ("insufficient", "Nothing measured or assessed")], readonly=True, copy=False
    )
    formula = fields.Char(readonly=True, copy=False)
    closed_date = fields.Datetime("Closed on", readonly=True, copy=False)
    closed_user_id = fields.Many2one("res.users", string="Closed by", readonly=True, copy=False)

    rater_user_id = fields.Many2one(
        "res.users", string="Manager's view by", readonly=True, copy=False, ondelete="restrict"
    )
    has_outcome = fields.Boolean(
        "Outcome is stored", readonly=True, copy=False, help="By a closing; it stands until the next one."
    )

    is_reminded = fields.Boolean(groups=fields.NO_ACCESS, copy=False)
    is_my_turn = fields.Boolean(compute="_compute_is_my_turn", search="_search_is_my_turn")

    _once_a_cycle = models.UniqueIndex(
        "(cycle_id, employee_id) WHERE cycle_id IS NOT NULL", "This employee is in the cycle already."
    )
    _weights = models.Constraint(
        "CHECK (kpi_weight >= 0 AND competency_weight >= 0 AND kpi_weight + competency_weight > 0"
        " AND kpi_weight + competency_weight < 'Infinity')",
        "The weights cannot be negative, and one of them has to be more than 0.",
    )
    _dates = models.Constraint("CHECK (date_to >= date_from)", "A period cannot end before it begins.")
    _deadlines = models.Constraint(
        "CHECK (deadline_manager >= deadline_self)", "The manager writes after the employee."
    )
    # The daily reminder looks for these.
    _open_idx = models.Index("(state) WHERE state IN ('self', 'manager')")

    def _default_deadline(self, days):
        return fields.Date.add(fields.Date.context_today(self), days=days)

    @api.depends("employee_id")
    def _compute_company_id(self):
        for appraisal in self:
            appraisal.company_id = appraisal.employee_id.sudo().company_id

    @api.depends("employee_id")
    def _compute_job_id(self):
        for appraisal in self:
            appraisal.job_id = appraisal.employee_id.sudo().job_id

    @api.depends("employee_id")
    def _compute_department_id(self):
        for appraisal in self:
            appraisal.department_id = appraisal.employee_id.sudo().department_id

    @api.depends("employee_id")
    def _compute_manager_id(self):
        """Who the employee reports to, else the head of the department; never the employee."""
        for appraisal in self:
            employee = appraisal.employee_id.sudo()
            appraisal.manager_id = (employee.parent_id - employee) or (
                employee.department_id.manager_id - employee
            )

    @api.depends("employee_id", "date_to")
    def _compute_window_days(self):
        # sudo: the contract is for HR managers, the window is for all of HR.
        hired = self.env["hr.interview.outcome"].sudo()._find_hire_dates(self.employee_id)
        for appraisal in self:
            begun = hired.get(appraisal.employee_id._origin.sudo())
            days = (appraisal.date_to - begun).days if begun and appraisal.date_to else 0
            ended = [window for window in WINDOWS if window <= days]
            # The outcome of a window that was stored stays the one of this appraisal.
            kept = appraisal.has_outcome and appraisal.window_days
            appraisal.window_days = kept or str(max(ended, default=WINDOWS[0]))

    @api.depends("date_to", "window_days")
    def _compute_date_from(self):
        for appraisal in self:
            if appraisal.date_to:
                days = int(appraisal.window_days or WINDOWS[0])
                appraisal.date_from = fields.Date.subtract(appraisal.date_to, days=days)

    @api.depends("state", "deadline_self", "deadline_manager")
    def _compute_deadline(self):
        for appraisal in self:
            names = {"self": "deadline_self", "manager": "deadline_manager"}
            appraisal.deadline = appraisal.state in names and appraisal[names[appraisal.state]]

    @api.depends("employee_id", "date_to")
    def _compute_display_name(self):
        for appraisal in self:
            # sudo: the name of the employee, for whoever sees the appraisal.
            parts = (appraisal.employee_id.sudo().name, fields.Date.to_string(appraisal.date_to))
            appraisal.display_name = " · ".join(part for part in parts if part)

    @api.depends("state", "employee_user_id", "manager_user_id")
    @api.depends_context("uid")
    def _compute_is_my_turn(self):
        for appraisal in self:
            appraisal.is_my_turn = appraisal._get_my_view() in ("self", "manager")

    def _search_is_my_turn(self, operator, value):
        if operator != "in":
            return NotImplemented
        mine = fields.Domain("state", "=", "self") & fields.Domain("employee_user_id", "=", self.env.uid)
        mine |= fields.Domain("state", "=", "manager") & fields.Domain("manager_user_id", "=", self.env.uid)
        return mine if True in value else ~mine

    @api.constrains("employee_id", "manager_id")
    def _check_manager_id(self):
        for appraisal in self:
            if appraisal.manager_id == appraisal.employee_id:
                raise ValidationError(self.env._("Nobody is their own manager in an appraisal."))
