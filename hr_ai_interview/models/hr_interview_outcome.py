from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .hr_interview_outcome_row import PROBATION, WINDOWS
from .score_field import Score

SOURCES = [
    ("manual", "Own entry"),
    ("import", "Interface"),
    ("file", "File"),
    ("appraisal", "Appraisal"),
    ("mapping", "Source mapping"),
]
MET = [("met", "Reached"), ("missed", "Missed")]
RECORD_KEYS = frozenset({"window_days", "date", "kpis", "rating", "probation", "award", "exit_reason"})
MAX_ROWS = 2000
HR_GROUPS = "hr.group_hr_user,hr_recruitment.group_hr_recruitment_manager"
KEY_GROUPS = "hr.group_hr_manager,hr_recruitment.group_hr_recruitment_manager"


class HrInterviewOutcome(models.Model):
    """What became of a hire in a window of days, as one person or system said it at one time.

    Rows are added, never changed: a later row of the same hire and window supersedes this one. One row of
    them is current, so that a hire counts once whichever sources speak of it. Interviewers and officers
    read nothing of it: who scores interviews is not to know how their hires are rated, and nobody reads
    their own.
    """

    _name = "hr.interview.outcome"
    _description = "Outcome of a Hire"
    _inherit = [
        "hr.interview.outcome.row",
        "hr.interview.outcome.store",
        "hr.interview.outcome.reminding",
        "hr.interview.record.mixin",
    ]
    _order = "date desc, id desc"
    _rec_names_search = ["employee_id"]

    employee_id = fields.Many2one("hr.employee", required=True, ondelete="cascade", index=True, readonly=True)
    applicant_id = fields.Many2one(
        "hr.applicant",
        string="Application",
        ondelete="cascade",
        index="btree_not_null",
        readonly=True,
        groups=HR_GROUPS,
        help="The application whose interviews led to this hire; without one nothing is learnt from it.",
    )
    key = fields.Char("Pseudonym", index="btree_not_null", readonly=True, groups=KEY_GROUPS)
    job_id = fields.Many2one(
        "hr.job", string="Job position", ondelete="restrict", index="btree_not_null", readonly=True
    )
    company_id = fields.Many2one("res.company", required=True, index=True, readonly=True)

    # When
    window_days = fields.Integer("Window (days)", required=True, readonly=True, aggregator=None)
    date = fields.Date("As of", required=True, readonly=True)
    hire_date = fields.Date(
        "Hired on",
        required=True,
        readonly=True,
        help="Start of the first contract; without a contract the date of the employee's first version.",
    )

    # What
    line_ids = fields.One2many("hr.interview.outcome.line", "outcome_id", string="KPIs", readonly=True)
    rating = Score("Appraisal rating", digits=(4, 2), readonly=True, help="0 to 10.")
    attainment = Score(
        digits=(8, 4),
        readonly=True,
        help="1.0: the targets were reached. Mean of the KPIs that give a ratio, by their weights.",
    )
    is_met = fields.Selection(MET, string="Targets", readonly=True)
    probation = fields.Selection(PROBATION, readonly=True)
    award = fields.Char(readonly=True)
    departure_reason_id = fields.Many2one(
        "hr.departure.reason", string="Exit reason", ondelete="restrict", readonly=True
    )
    is_involuntary = fields.Boolean("Dismissed", readonly=True, help="The exit reason is Odoo's “Fired”.")

    # Who said so
    source = fields.Selection(SOURCES, required=True, readonly=True)
    external_id = fields.Char("External ID", readonly=True, index="btree_not_null")
    rater_user_id = fields.Many2one("res.users", string="Rated by", ondelete="restrict", readonly=True)
    recorder_id = fields.Many2one(
        "res.users", string="Recorded by", required=True, ondelete="restrict", readonly=True
    )
    recorded_date = fields.Datetime("Recorded on", required=True, readonly=True, default=fields.Datetime.now)
    is_rater_interviewer = fields.Boolean(
        "Rater was the interviewer",
        readonly=True,
        help="Whoever rated or recorded this had interviewed the person: the two scores are not independent.",
    )

    # History
    is_current = fields.Boolean("In force", default=True, readonly=True)
    superseded_by_id = fields.Many2one(
        "hr.interview.outcome",
        string="Superseded by",
        ondelete="set null",
        index="btree_not_null",
        readonly=True,
    )
    origins = fields.Json(groups=fields.NO_ACCESS)
    fingerprint = fields.Char(groups=fields.NO_ACCESS)

    # A hire counts once in a window; whoever stores the same at the same time runs again.
    _current_unique = models.UniqueIndex("(employee_id, window_days) WHERE is_current")
    _external_unique = models.UniqueIndex(
        "(company_id, external_id) WHERE is_current AND external_id IS NOT NULL"
    )
    # Each import looks its external ids up.
    _external_idx = models.Index("(company_id, external_id) WHERE external_id IS NOT NULL")
    _window_known = models.Constraint(
        f"CHECK (window_days IN {WINDOWS})", "A window has 30, 90, 180 or 365 days."
    )
    _rating_range = models.Constraint(
        "CHECK (rating IS NULL OR rating BETWEEN 0 AND 10)", "A rating lies between 0 and 10."
    )
    _attainment_range = models.Constraint(
        "CHECK (attainment IS NULL OR attainment BETWEEN 0 AND 2)", "An attainment lies between 0 and 2."
    )

    @api.depends("employee_id", "window_days")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for outcome in self:
            # sudo: a manager without an HR group may read the row, and so the name of whom it is about.
            outcome.display_name = self.env._(
                "%(name)s, %(days)s days", name=outcome.sudo().employee_id.name, days=outcome.window_days
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        """Outcomes go with the employee or the candidate only."""
        if not self.env.su:
            raise UserError(self.env._("Outcomes cannot be deleted; record anew what is right."))

    @api.model
    def import_rows(self, rows):
        """Store outcomes that another system knows; each row for itself, up to 2,000 in a call.

        :param list rows: [{"external_id","employee_id" or "employee_external_id","window_days","date",
            "kpis": [{"kpi_code","target","actual"}],"rating","probation","exit_reason"}]. Figures are
            numbers, ``target`` may be false; ``rating`` 0 to 10; ``date`` "2026-03-31"; ``probation``
            "passed"/"failed"/"extended"; ``exit_reason`` a departure reason's name in any language or its
            XML id; ``employee_external_id`` an XML id or the badge id. False or left out: not said.
        :return: {"created","updated","unchanged","errors": [{"row","field","message"}]}; ``row`` from 0. The
            same ``external_id`` again is "unchanged" or, with other content, a superseding row.
        :raise AccessError: the caller is neither HR officer nor recruitment administrator
        :raise UserError: no list of rows, or more than 2,000
        """
        self._check_hr()
        if not isinstance(rows, list | tuple):
            raise UserError(self.env._("Rows are a list of named values."))
        if len(rows) > MAX_ROWS:
            raise UserError(
                self.env._(
                    "%(count)s rows are too many at once; send at most %(most)s.",
                    count=len(rows),
                    most=MAX_ROWS,
                )
            )
        result = self._store_rows(rows, "import")
        return {name: result[name] for name in ("created", "updated", "unchanged", "errors")}

    @api.model
    def record_outcome(self, employee_id, values):
        """Record what became of one hire, as the calling user, who is the rater too.

        :param int employee_id: of a person whose manager the caller is, or anybody of their companies for
            HR officers and recruitment administrators; never the caller
        :param dict values: as a row of ``import_rows`` without ids, and ``award`` (text); a KPI may be
            named by ``kpi_id`` instead of its code
        :return: {"outcome_id","state": "created"/"updated"/"unchanged"}
        :raise UserError: no right, unknown key, a value that is wrong
        """
        values = self.env["hr.interview.drafting"]._clean_option_keys(values, RECORD_KEYS)
        if type(employee_id) is not int:
            raise UserError(self.env._("%(key)s has to be an id.", key="employee_id"))
        # sudo: managers without an HR group cannot read employees; the right is checked on the next line.
        employee = self.env["hr.employee"].sudo().with_context(active_test=False).browse(employee_id).exists()
        self._check_may_record(employee)
        if values.get("exit_reason") and not self._is_hr():
            # It ends windows early and marks a dismissal.
            raise AccessError(self.env._("Exit reasons are recorded by HR."))
        row = {**values, "employee_id": employee_id, "rater_user_id": self.env.uid}
        result = self._store_rows([row], "manual")
        if result["errors"]:
            raise UserError(result["errors"][0]["message"])
        [stored] = result["results"]
        return {"outcome_id": stored["outcome_id"], "state": stored["state"]}

    @api.model
    def _check_hr(self):
        if not self._is_hr():
            raise AccessError(self.env._("Only HR officers and recruitment administrators import outcomes."))

    @api.model
    def _is_hr(self):
        user = self.env.user
        return any(user.has_group(group) for group in HR_GROUPS.split(","))

    @api.model
    def _check_may_record(self, employee):
        """1. HR officers and recruitment administrators: everybody of their companies.
        2. Managers: who reports to them or works in a department they lead.
        3. Nobody: themselves.
        """
        if not self._may_record(employee):
            raise AccessError(
                self.env._("You can record outcomes of the people you manage only, and not your own.")
            )

    @api.model
    def _may_record(self, employee):
        user = self.env.user
        managers = (employee.parent_id | employee.department_id.manager_id).user_id
        return (
            bool(employee)
            and employee.user_id != user
            and employee.company_id in self.env.companies
            and (user in managers or self._is_hr())
        )
