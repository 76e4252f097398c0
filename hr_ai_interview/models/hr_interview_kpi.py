from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .hr_interview_message import format_number, with_unit


class HrInterviewKpi(models.Model):
    _name = "hr.interview.kpi"
    _description = "KPI"
    _inherit = ["hr.interview.revisioned", "mail.thread"]
    _order = "sequence, name, id"
    _parent_store = True
    _check_company_auto = True
    _revision_fields = (
        "name",
        "description",
        "target",
        "has_target",
        "unit",
        "direction",
        "weight",
        "period",
    )

    name = fields.Char(required=True, translate=True, tracking=True)
    code = fields.Char(
        index="btree_not_null",
        copy=False,
        help="Short name that stays the same in every language; outcomes are imported by it.",
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", default=lambda self: self.env.company)
    description = fields.Text(
        translate=True, help="What is counted, how, and what good work on it looks like."
    )

    # Goal tree
    kind = fields.Selection(
        [("objective", "Objective"), ("key_result", "Key result"), ("kpi", "KPI")],
        required=True,
        default="kpi",
        tracking=True,
        help="An objective says where to go and is not measured itself: jobs and questions work with the "
        "key results and KPIs that serve it.",
    )
    level = fields.Selection(
        [("company", "Strategy"), ("department", "Department"), ("job", "Job")],
        required=True,
        default="job",
    )
    parent_id = fields.Many2one(
        "hr.interview.kpi",
        string="Serves the goal",
        index=True,
        ondelete="restrict",
        check_company=True,
    )
    parent_path = fields.Char(index=True)
    child_ids = fields.One2many("hr.interview.kpi", "parent_id", string="Served by")
    child_count = fields.Integer(compute="_compute_child_count")
    department_id = fields.Many2one("hr.department", check_company=True)
    user_id = fields.Many2one(
        "res.users",
        string="Owner",
        default=lambda self: self.env.user,
        check_company=True,
        help="Is told when a change of this goal made questions stale.",
    )

    # Measure
    target = fields.Float(tracking=True, help="The value to reach, in the unit.")
    has_target = fields.Boolean(
        "Target is set",
        compute="_compute_has_target",
        store=True,
        readonly=False,
        help="Tick it for a target of zero. Without it the goal has no target and none is named.",
    )
    target_display = fields.Char("Target (text)", compute="_compute_target_display")
    unit = fields.Char(translate=True, help='For example "%", "days", "orders per month".')
    direction = fields.Selection(
        [("increase", "Higher is better"), ("decrease", "Lower is better"), ("maintain", "Keep it there")],
        required=True,
        default="increase",
        tracking=True,
    )
    weight = fields.Float(default=1.0, tracking=True)
    period = fields.Selection(
        [("week", "Week"), ("month", "Month"), ("quarter", "Quarter"), ("year", "Year")],
        default="quarter",
    )
    date_start = fields.Date()
    date_end = fields.Date()

    # Use
    job_kpi_ids = fields.One2many("hr.interview.job.kpi", "kpi_id", string="Used by jobs")
    question_count = fields.Integer(compute="_compute_question_count")

    _weight_positive = models.Constraint(
        "CHECK (weight >= 0 AND weight < 'Infinity')", "The weight of a goal cannot be negative."
    )
    _dates_in_order = models.Constraint(
        "CHECK (date_end IS NULL OR date_start IS NULL OR date_end >= date_start)",
        "A goal cannot end before it starts.",
    )
    # Outcomes are imported by this code, so it has to be one goal's alone in a company.
    _code_unique = models.UniqueIndex(
        "(code, COALESCE(company_id, 0)) WHERE code IS NOT NULL",
        "Another goal of this company has this code already.",
    )

    @api.depends("target")
    def _compute_has_target(self):
        for kpi in self:
            kpi.has_target = bool(kpi.target) or kpi.has_target

    @api.depends("target", "has_target", "unit", "direction")
    @api.depends_context("lang")
    def _compute_target_display(self):
        sign = {"increase": "≥", "decrease": "≤", "maintain": "="}
        for kpi in self:
            kpi.target_display = (
                f"{sign[kpi.direction]} {with_unit(format_number(kpi.target), kpi.unit or '')}"
                if kpi.has_target and kpi.direction
                else False
            )

    @api.depends("child_ids")
    def _compute_child_count(self):
        for kpi in self:
            kpi.child_count = len(kpi.child_ids)

    def _compute_question_count(self):
        counts = dict(
            self.env["hr.interview.question"]._read_group(
                [("kpi_ids", "in", self.ids)], ["kpi_ids"], ["__count"]
            )
        )
        for kpi in self:
            kpi.question_count = counts.get(kpi, 0)

    @api.constrains("parent_id")
    def _check_parent_id(self):
        if self._has_cycle():
            raise ValidationError(self.env._("A goal cannot serve itself, directly or through other goals."))

    @api.constrains("kind")
    def _check_kind(self):
        """A goal that a job is measured on stays measurable."""
        # sudo: the job may be one of another company.
        if used := self.sudo().filtered(lambda kpi: kpi.kind == "objective" and kpi.job_kpi_ids):
            raise ValidationError(
                self.env._(
                    "Jobs are measured on %(names)s, so it cannot become an objective. "
                    "Remove it from the job positions first.",
                    names=", ".join(used.mapped("display_name")[:5]),
                )
            )

    def _check_measurable(self):
        """Raise for objectives: "raise win customers who come back" is no question."""
        if objectives := self.filtered(lambda kpi: kpi.kind == "objective"):
            raise ValidationError(
                self.env._(
                    "%(names)s is an objective, which is not measured itself. "
                    "Choose a key result or a KPI that serves it.",
                    names=", ".join(objectives.mapped("display_name")[:5]),
                )
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_in_use(self):
        used = (
            self.filtered("job_kpi_ids")
            | self.env["hr.interview.question"].sudo().search([("kpi_ids", "in", self.ids)]).kpi_ids & self
        )
        if served := (self.child_ids - self).parent_id:
            raise UserError(
                self.env._(
                    "Other goals serve %(names)s. Move them first, or archive it instead.",
                    names=", ".join(served.mapped("display_name")[:5]),
                )
            )
        if used:
            raise UserError(
                self.env._(
                    "%(names)s is used by job positions, rounds or questions. "
                    "Archive it instead of deleting it.",
                    names=", ".join(used.mapped("display_name")[:5]),
                )
            )

    def _prepare_changes(self, names, old, new):
        changes = super()._prepare_changes(names, old, new)
        for change in changes:
            # A unit that changed too is told by itself: the old number did not have the new one.
            if change["field"] == "target" and "unit" not in names:
                change["unit"] = self.env["hr.interview.message"]._get_texts(self, "unit")
        return changes

    def action_view_questions(self):
        action = self.env["ir.actions.act_window"]._for_xml_id("hr_ai_interview.hr_interview_question_action")
        return {**action, "domain": [("kpi_ids", "in", self.ids)], "context": {}}
