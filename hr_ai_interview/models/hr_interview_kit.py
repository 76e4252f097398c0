from odoo import api, fields, models
from odoo.exceptions import UserError

from .hr_interview_kit_assembly import DEFAULT_MINUTES


class HrInterviewKit(models.Model):
    """The approved questions of one round, the same for every candidate of the job."""

    _name = "hr.interview.kit"
    _description = "Interview Kit"
    _inherit = [
        "hr.interview.kit.assembly",
        "hr.interview.kit.xlsx",
        "hr.interview.closed.mixin",
        "hr.interview.stale.mixin",
        "mail.thread",
    ]
    _closed_fields = frozenset({"state", "is_stale", "stale_messages", "unmet_messages", "previous_kit_id"})
    _order = "id desc"
    _check_company_auto = True

    name = fields.Char(compute="_compute_name", store=True, readonly=False)
    active = fields.Boolean(default=True)
    job_id = fields.Many2one(
        "hr.job", string="Job position", required=True, ondelete="cascade", index=True, check_company=True
    )
    round_id = fields.Many2one(
        "hr.interview.round",
        index=True,
        ondelete="set null",
        check_company=True,
        domain="[('job_id', '=', job_id)]",
    )
    company_id = fields.Many2one(
        "res.company",
        compute="_compute_company_id",
        store=True,
        precompute=True,
        help="The company of the job; of whoever made the kit when all companies share the job.",
    )
    user_id = fields.Many2one("res.users", string="Responsible", default=lambda self: self.env.user)
    lang = fields.Selection(
        lambda self: self.env["hr.interview.lang"].selection(),
        string="Language",
        required=True,
        default=lambda self: self.env["hr.interview.lang"].default(),
    )
    state = fields.Selection(
        [("draft", "Draft"), ("ready", "In use")],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        tracking=True,
    )

    minutes_available = fields.Integer(
        "Time",
        compute="_compute_minutes_available",
        store=True,
        readonly=False,
        precompute=True,
        help="Minutes of the round.",
    )
    line_ids = fields.One2many("hr.interview.kit.line", "kit_id", string="Questions", copy=True)
    question_count = fields.Integer(compute="_compute_totals")
    minutes = fields.Integer("Minutes used", compute="_compute_totals")
    value = fields.Float(
        compute="_compute_totals",
        help="The sum over the questions: learned weight (1 until there is evidence) times the weights of "
        "the KPIs of the job that the question serves. A question that serves none of them counts next to "
        "nothing, so a kit of such questions shows 0.00; it may still cover the competencies of its round.",
    )
    coverage_html = fields.Html("Coverage", compute="_compute_coverage_html")
    seed = fields.Integer(default=0, help="Chooses among kits of equal value.")
    size_text = fields.Char("Size", compute="_compute_size_text")
    unmet_messages = fields.Json(readonly=True, copy=False)
    unmet = fields.Text(
        "Not met", compute="_compute_unmet", help="What the round asks for and the bank could not give."
    )
    previous_kit_id = fields.Many2one(
        "hr.interview.kit",
        string="Replaces",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        help="The outdated kit that is archived once this one is in use.",
    )

    _minutes_range = models.Constraint(
        "CHECK (minutes_available BETWEEN 5 AND 480)", "A kit takes between 5 and 480 minutes."
    )

    @api.depends("job_id.company_id")
    def _compute_company_id(self):
        for kit in self:
            kit.company_id = kit.job_id.company_id or kit.company_id or self.env.company

    @api.depends("job_id", "round_id", "lang")
    def _compute_name(self):
        """In the language of the kit: so are its questions, and whoever asks them."""
        for kit in self:
            own = kit.with_context(lang=self.env["hr.interview.lang"].reading_code(kit.lang))
            parts = [own.job_id.name, own.round_id.name]
            kit.name = " · ".join(part for part in parts if part)

    @api.depends("name", "lang")
    @api.depends_context("lang")
    def _compute_display_name(self):
        """With its language: a round may have a kit in each."""
        languages = dict(self._fields["lang"]._description_selection(self.env))
        for kit in self:
            kit.display_name = " · ".join(filter(None, [kit.name, languages.get(kit.lang)]))

    @api.depends("round_id")
    def _compute_minutes_available(self):
        for kit in self:
            kit.minutes_available = kit.round_id.minutes or kit.minutes_available or DEFAULT_MINUTES

    @api.depends("line_ids.minutes", "line_ids.value")
    def _compute_totals(self):
        for kit in self:
            kit.question_count = len(kit.line_ids)
            kit.minutes = sum(kit.line_ids.mapped("minutes"))
            kit.value = sum(kit.line_ids.mapped("value"))

    @api.depends("question_count", "minutes", "minutes_available")
    @api.depends_context("lang")
    def _compute_size_text(self):
        for kit in self:
            kit.size_text = self.env._(
                "%(questions)s questions · %(used)s of %(available)s minutes",
                questions=kit.question_count,
                used=kit.minutes,
                available=kit.minutes_available,
            )

    @api.depends("line_ids.question_id.competency_ids", "line_ids.question_id.criterion_ids.competency_id")
    @api.depends_context("lang")
    def _compute_coverage_html(self):
        for kit in self:
            kit.coverage_html = self.env["ir.qweb"]._render(
                "hr_ai_interview.kit_coverage",
                {"rows": kit._get_coverage_rows(), "loose": kit._get_loose_questions()},
            )

    @api.depends("unmet_messages")
    @api.depends_context("lang")
    def _compute_unmet(self):
        for kit in self:
            kit.unmet = self.env["hr.interview.message"]._say_lines(kit.unmet_messages)

    def write(self, vals):
        fixed = {"job_id", "round_id", "minutes_available", "lang", "seed"} & vals.keys()
        if fixed and any(kit.state == "ready" for kit in self):
            raise UserError(self.env._("A kit in use is fixed. Set it back to draft to change it."))
        return super().write(vals)

    @api.constrains("lang")
    def _check_lang(self):
        """Another language is another approval of each question."""
        self.line_ids._check_question_id()

    @api.ondelete(at_uninstall=False)
    def _unlink_except_ready(self):
        if any(kit.state == "ready" for kit in self):
            raise UserError(self.env._("A kit in use cannot be deleted. Archive it instead."))

    def action_ready(self):
        """Put these kits into use; interviewers see them from now on, and no longer what they replace."""
        self.check_access("write")
        for kit in self:
            if not kit.line_ids:
                raise UserError(self.env._("%(kit)s has no questions yet.", kit=kit.name))
            if kit.is_stale:
                raise UserError(
                    self.env._("%(kit)s is outdated: %(reason)s", kit=kit.name, reason=kit.stale_reason)
                )
        # sudo: the state is a closed field; write access was checked.
        self.sudo().write({"state": "ready"})
        self.previous_kit_id.action_archive()
        return True

    def action_draft(self):
        self.check_access("write")
        self.sudo().write({"state": "draft"})
        return True

    def action_replace(self):
        """Assemble a new draft for the place of this kit, which stays in use until the new one is."""
        self.ensure_one()
        self.check_access("write")
        successor = self.search([("previous_kit_id", "=", self.id), ("state", "=", "draft")], limit=1)
        if not successor:
            successor = self.copy({"line_ids": False})
            # sudo: which kit it replaces is a closed field; write access was checked.
            successor.sudo().previous_kit_id = self
            successor._fill()
        return successor._get_form_action()

    def action_confirm_fit(self):
        """An officer looked at outdated kits and says that they still fit."""
        self.check_access("write")
        unfit = self.line_ids.question_id.filtered(lambda q: q.is_stale or q.state != "approved")
        if unfit:
            raise UserError(
                self.env._(
                    "Replace or decide on the outdated or retired questions of this kit first: %(codes)s",
                    codes=", ".join(unfit.mapped("code")),
                )
            )
        self._unmark_stale()
        return True

    def _get_coverage_rows(self):
        """Return [{"competency_id","name","n","minimum","maximum"}] of the round's and job's dimensions."""
        self.ensure_one()
        limits = {limit.competency_id: limit for limit in self.round_id.limit_ids if limit.competency_id}
        asked = self.line_ids.question_id
        dimensions = self.job_id.sudo().interview_competency_ids.competency_id
        for competency in limits:
            dimensions |= competency
        for question in asked.sudo():
            dimensions |= question.competency_ids
        return [
            {
                "competency_id": competency.id,
                "name": competency.name,
                "n": sum(competency in question.competency_ids for question in asked),
                "minimum": limits[competency].minimum if competency in limits else 0,
                "maximum": limits[competency].maximum if competency in limits else 0,
            }
            for competency in dimensions
        ]

    def _get_loose_questions(self):
        """Return the questions of which some criterion counts in no dimension."""
        return self.line_ids.question_id.sudo().filtered(
            lambda question: not question.competency_ids
            and any(not criterion.competency_id for criterion in question.criterion_ids)
        )

    def _get_form_action(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
        }

    def action_print_html(self):
        """Open the printable kit in the browser (works without wkhtmltopdf)."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/report/html/hr_ai_interview.report_kit/{self.id}",
            "target": "new",
        }

    def action_export_xlsx(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/hr_ai_interview/kit/{self.id}.xlsx",
            "target": "self",
        }
