from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .score_field import Score

STATES = [
    ("proposed", "Proposed"),
    ("approved", "Approved"),
    ("refused", "Refused"),
    ("rolled_back", "Rolled back"),
]
STATUSES = [("ok", "Enough data"), ("provisional", "Provisional"), ("insufficient", "Insufficient evidence")]


class HrInterviewLearningRun(models.Model):
    """One turn of the loop: data used, validity ledger, proposed weights, brakes; approved, rolled back.

    What a run found never changes. It moves nothing by itself: an administrator approves it, with a reason,
    and the weights come into force on a date. A run that is rolled back takes its weights out of force, so
    that exactly those of before are in force again.
    """

    _name = "hr.interview.learning.run"
    _description = "Learning Run"
    _inherit = [
        "hr.interview.learning.cycle",
        "hr.interview.learning.gate",
        "hr.interview.learning.table",
        "hr.interview.learning.history",
        "hr.interview.learning.dashboard",
        "hr.interview.learning.miss",
        "hr.interview.learning.feature",
        "hr.interview.learning.prediction",
        "hr.interview.record.mixin",
    ]
    _order = "id desc"
    _rec_name = "date"

    company_id = fields.Many2one("res.company", required=True, index=True)
    user_id = fields.Many2one("res.users", string="Made by", required=True, ondelete="restrict")
    date = fields.Datetime(required=True, default=fields.Datetime.now)
    state = fields.Selection(STATES, required=True, default="proposed", index=True)
    job_ids = fields.Many2many("hr.job", string="Only these job positions")

    # Fixed before the data were read
    window_days = fields.Integer("Window (days)", required=True, aggregator=None)
    criterion = fields.Selection(
        [("attainment", "KPI attainment"), ("rating", "Rating")], string="Measured by", required=True
    )
    definition = fields.Json(required=True, help="The rules of the run; with the data they give the hash.")
    input_hash = fields.Char("Hash of the data", required=True)

    # What was found
    n_people = fields.Integer("Candidates", aggregator=None, help="Decided on, with a composite.")
    n_pairs = fields.Integer("Outcomes", aggregator=None, help="Hires whose outcome was matched.")
    n_questions = fields.Integer("Questions", aggregator=None)
    hit_rate = Score(
        digits=(5, 3),
        help="Expected share of the questions in use whose true validity is .20 or more.",
    )
    hit_status = fields.Selection(STATUSES, string="Hit rate is", required=True)
    n_in_use = fields.Integer("Questions in use", aggregator=None)
    success_ratio = Score(digits=(5, 3), help="Share of the hires with an outcome that met the target.")
    success_low = Score(digits=(5, 3))
    success_high = Score(digits=(5, 3))
    n_success = fields.Integer("Hires judged", aggregator=None)
    quality = fields.Integer("Data quality", aggregator=None, help="0 to 100.")
    facts = fields.Json(help="Brakes, dimensions, KPIs, drift and predictor, in numbers.")
    model_text = fields.Text("Prediction model", groups=fields.NO_ACCESS, help="Signed; see predict().")
    validity_ids = fields.One2many("hr.interview.learning.validity", "run_id", string="Validity ledger")
    gate_text = fields.Text("Brakes", compute="_compute_gate_text")
    is_held = fields.Boolean("A brake holds it", compute="_compute_is_held")

    # What became of it
    approved_user_id = fields.Many2one("res.users", string="Decided by", ondelete="restrict")
    approved_date = fields.Datetime("Decided on")
    reason = fields.Text()
    effective_date = fields.Date("In force from")
    rollback_user_id = fields.Many2one("res.users", string="Rolled back by", ondelete="restrict")
    rollback_date = fields.Datetime("Rolled back on")
    rollback_reason = fields.Text("Reason of the rollback")
    weight_ids = fields.One2many("hr.interview.question.weight", "run_id", string="Weights")

    @api.depends("date", "company_id")
    @api.depends_context("lang", "tz")
    def _compute_display_name(self):
        for run in self:
            day = run.date and fields.Datetime.context_timestamp(run, run.date)
            run.display_name = self.env._(
                "Learning run %(number)s, %(day)s", number=run.id, day=f"{day:%Y-%m-%d}"
            )

    @api.depends("facts")
    @api.depends_context("lang")
    def _compute_gate_text(self):
        for run in self:
            run.gate_text = "\n".join(
                f"{gate['label']} - {gate['result']}: {gate['detail']}" for gate in run._get_gates()
            )

    @api.depends("facts")
    def _compute_is_held(self):
        for run in self:
            run.is_held = bool(run._get_failed_gates())

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("Learning runs are a record and cannot be deleted."))

    # --- approval --------------------------------------------------------------------------------

    def approve(self, reason, effective_date=False):
        """Put the proposed weights of these runs into force from a date on. For administrators.

        :param str reason: why; stands in the record
        :param effective_date: "YYYY-MM-DD", today or later; false = today
        :return: [{"run_id","state"}]
        :raise UserError: no reason, a date in the past, a brake holds the run, it is not the newest one of
            its company, or it was decided on already
        """
        reason = self._check_decision(reason)
        day = self._clean_effective_date(effective_date)
        for run in self:
            run._check_approvable()
            run._as_system()._put_into_force(reason, day, self.env.user)
        return [{"run_id": run.id, "state": run.state} for run in self]

    def refuse(self, reason):
        """Decide against these proposals. For administrators.

        :return: [{"run_id","state"}]
        """
        reason = self._check_decision(reason)
        for run in self:
            run._check_state("proposed")
            run._as_system()._settle("refused", reason, self.env.user)
        return [{"run_id": run.id, "state": run.state} for run in self]

    def rollback(self, reason):
        """Take the weights of these runs out of force; those of before hold again. For administrators.

        :param str reason: why; stands in the record
        :return: [{"run_id","state"}]
        :raise UserError: no reason, the run is not in force, or a newer one is: that goes first
        """
        reason = self._check_decision(reason)
        for run in self:
            run._check_state("approved")
            newer = run._find_in_force().filtered(lambda r: r.id > run.id)  # noqa: B023
            if newer:
                raise UserError(
                    self.env._("%(run)s was approved later: roll it back first.", run=newer[0].display_name)
                )
            run._as_system()._take_out_of_force(reason, self.env.user)
        return [{"run_id": run.id, "state": run.state} for run in self]

    def use_unit_weights(self, reason):
        """Roll back every run of these companies that is in force: each question counts 1.0 again.

        For administrators; the way out when learned weights predict later hires no better than equal ones.

        :return: [{"run_id","state"}] of the runs that were rolled back
        """
        reason = self._check_decision(reason)
        in_force = self.browse().union(*(run._find_in_force() for run in self))
        for run in in_force.sorted("id", reverse=True):
            run._as_system()._take_out_of_force(reason, self.env.user)
        return [{"run_id": run.id, "state": run.state} for run in in_force]

    def _check_decision(self, reason):
        """Return the reason, once it is clear that the caller may decide on these runs."""
        self._check_administrator()
        self.check_access("read")
        reason = reason.strip() if isinstance(reason, str) else ""
        if not reason:
            raise UserError(self.env._("Say why: the reason stands in the record."))
        return reason

    @api.model
    def _check_administrator(self):
        if not (self.env.su or self.env.user.has_group("hr_recruitment.group_hr_recruitment_manager")):
            raise AccessError(self.env._("Only recruitment administrators make and decide on learning runs."))

    def _check_state(self, state):
        if self.state != state:
            labels = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._("%(run)s: %(state)s.", run=self.display_name, state=labels[self.state])
            )

    def _check_approvable(self):
        self._check_state("proposed")
        newest = self.sudo().search([("company_id", "=", self.company_id.id)], limit=1)
        if newest != self:
            raise UserError(
                self.env._("%(run)s is newer and knows more: decide on that one.", run=newest.display_name)
            )
        self._check_base()
        if failed := self._get_failed_gates():
            raise UserError(
                self.env._(
                    "A brake holds this run: %(gates)s",
                    gates="; ".join(f"{gate['label']} - {gate['detail']}" for gate in failed),
                )
            )

    def _check_base(self):
        """Weights moved since the run was made are not those it proposes a step from."""
        # Weights come into force by the calendar of who approves: in Shanghai the day begins eight hours
        # earlier than in UTC.
        made = fields.Datetime.context_timestamp(self, self.date).date()
        for run in self.sudo().search(
            [
                ("company_id", "=", self.company_id.id),
                ("id", "!=", self.id),
                ("state", "in", ("approved", "rolled_back")),
            ]
        ):
            moments = [run.approved_date, run.rollback_date or run.approved_date]
            starts_later = run.state == "approved" and run.effective_date > made
            if max(moments) > self.date or starts_later:
                raise UserError(
                    self.env._(
                        "%(run)s changed the weights after this run was made, or is still to come into "
                        "force. Make a new run once it is in force.",
                        run=run.display_name,
                    )
                )

    @api.model
    def _clean_effective_date(self, value):
        today = fields.Date.context_today(self)
        if not value:
            return today
        try:
            day = fields.Date.to_date(value)
        except (TypeError, ValueError) as error:
            raise UserError(
                self.env._("%(value)s is no date (YYYY-MM-DD).", value=repr(value)[:40])
            ) from error
        if day < today:
            raise UserError(self.env._("Weights come into force today or later, not in the past."))
        return day

    def _put_into_force(self, reason, day, user):
        """Write the weights; the caller was checked. Unchanged weights get no row.

        What is to retire gets one also after a trial: without a row a question counts 1.
        """
        self.env["hr.interview.question.weight"].create(
            [
                {
                    "question_id": row.question_id.id,
                    "company_id": self.company_id.id,
                    "family_id": row.family_id.id,
                    "weight": row.weight_proposed,
                    "effective_date": day,
                    "reason": reason,
                    "run_id": self.id,
                }
                for row in self.validity_ids
                if row.question_id and row.weight_proposed is not False and row._needs_weight()
            ]
        )
        self._settle("approved", reason, user)
        self.effective_date = day
        self._mark_kits()

    def _settle(self, state, reason, user):
        self.write(
            {
                "state": state,
                "reason": reason,
                "approved_user_id": user.id,
                "approved_date": fields.Datetime.now(),
            }
        )

    def _take_out_of_force(self, reason, user):
        self.write(
            {
                "state": "rolled_back",
                "rollback_user_id": user.id,
                "rollback_date": fields.Datetime.now(),
                "rollback_reason": reason,
            }
        )
        self._mark_kits()

    def _find_in_force(self):
        return self.sudo().search([("company_id", "=", self.company_id.id), ("state", "=", "approved")])

    def _mark_kits(self):
        """Kits in use that hold a question whose weight moved were chosen by other weights: say so."""
        questions = self.weight_ids.question_id
        lines = self.env["hr.interview.kit.line"].search([("question_id", "in", questions.ids)])
        kits = lines.kit_id.filtered(
            lambda kit: (
                kit.job_id.interview_family_id in self.weight_ids.family_id
                and kit.company_id in (self.company_id, self.env["res.company"])
            )
        )
        kits._mark_stale(self.env["hr.interview.message"]._make("weights_changed", run=self.id))
