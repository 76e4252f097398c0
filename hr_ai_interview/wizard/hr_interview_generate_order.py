from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_amount, formatLang

from ..engine import EngineError


class HrInterviewGenerateOrder(models.AbstractModel):
    """Part of the window: which engine drafts, what that may take at most, and what stands in the way."""

    _name = "hr.interview.generate.order"
    _description = "Order of Interview Questions"

    company_id = fields.Many2one("res.company", compute="_compute_company_id")
    provider_id = fields.Many2one(
        "hr.interview.provider",
        string="Engine",
        domain="[('state', '=', 'enabled'), ('is_stopped', '=', False),"
        " ('company_id', 'in', [False, company_id])]",
        help="The offline engine needs no network. A language model drafts in the background.",
    )
    has_provider = fields.Boolean(compute="_compute_has_provider")
    hindrance = fields.Char(compute="_compute_hindrance")
    estimate = fields.Char(compute="_compute_estimate")
    estimate_problem = fields.Char(compute="_compute_estimate")
    budget = fields.Char(compute="_compute_estimate")
    budget_problem = fields.Char(compute="_compute_estimate")

    @api.depends("job_id")
    def _compute_company_id(self):
        for wizard in self:
            wizard.company_id = wizard.job_id.company_id or self.env.company

    @api.depends("company_id")
    def _compute_has_provider(self):
        for wizard in self:
            wizard.has_provider = bool(wizard._get_providers())

    def _get_providers(self):
        """Return the enabled providers for this order; stopped ones too, since they may be resumed."""
        return self.env["hr.interview.provider"].search(
            [("state", "=", "enabled"), ("company_id", "in", [False, self.company_id.id])]
        )

    @api.depends("provider_id", "job_id", "company_id")
    def _compute_hindrance(self):
        Task = self.env["hr.interview.ai.task"]
        for wizard in self:
            provider, company, job = wizard.provider_id, wizard.company_id.sudo(), wizard.job_id.sudo()
            if provider:
                wizard.hindrance = Task._get_hindrance(provider, company, job)
            elif providers := wizard._get_providers():
                stopped = all(provider.is_stopped for provider in providers)
                wizard.hindrance = Task._get_stop_sentence(company, job) or (
                    stopped and Task._get_hindrance(providers[0], company, job)
                )
            else:
                wizard.hindrance = False

    @api.depends(
        "provider_id",
        "job_id",
        "applicant_id",
        "count",
        "lang",
        "difficulty",
        "with_behavioural",
        "with_situational",
        "with_technical",
        "with_okr",
        "with_culture",
        "with_written",
        "kpi_ids",
        "competency_ids",
    )
    @api.depends_context("lang")
    def _compute_estimate(self):
        for wizard in self:
            vals = dict.fromkeys(("estimate", "estimate_problem", "budget", "budget_problem"), False)
            if wizard.provider_id and wizard.job_id and not wizard.task_ids:
                vals.update(wizard._get_estimate_vals())
            wizard.update(vals)

    def _get_estimate_vals(self):
        drafting = self.env["hr.interview.drafting"]
        try:
            estimate = drafting._estimate(self.job_id, drafting._clean_options(self._prepare_options()))
        except (UserError, EngineError) as error:
            return {"estimate_problem": str(error)}
        company = self.company_id.sudo()
        left = self.env["hr.interview.ai.attempt"]._get_left_today(company)[company]
        return {
            "estimate": self._format_estimate(estimate),
            "budget": self._format_left(*left),
            "budget_problem": self._get_budget_problem(estimate, company, left),
        }

    def _get_budget_problem(self, estimate, company, left):
        calls = max(1, estimate["calls"])
        one = (estimate["tokens"] / calls, estimate["cost"] / calls)
        if never := self.env["hr.interview.ai.task"]._get_budget_sentence(*one, company, None):
            return never
        if any(
            rest is not None and size > rest
            for size, rest in zip((estimate["tokens"], estimate["cost"]), left, strict=True)
        ):
            return self.env._("That is more than is left: what does not fit waits until midnight UTC.")
        return False

    # --- numbers in words ------------------------------------------------------------------------

    def _format_estimate(self, estimate):
        numbers = {
            "calls": estimate["calls"],
            "tokens": self._format_tokens(estimate["tokens"]),
            "cost": self._format_cost(estimate["cost"]),
        }
        if estimate["calls"] == 1 and estimate["cost"]:
            return self.env._("One call, at most about %(tokens)s tokens, %(cost)s.", **numbers)
        if estimate["calls"] == 1:
            return self.env._("One call, at most about %(tokens)s tokens.", **numbers)
        if estimate["cost"]:
            return self.env._("%(calls)s calls, at most about %(tokens)s tokens, %(cost)s.", **numbers)
        return self.env._("%(calls)s calls, at most about %(tokens)s tokens.", **numbers)

    def _format_left(self, tokens, cost):
        if tokens is None and cost is None:
            return False
        if cost is None:
            return self.env._("Left of today's budget: %s tokens.", formatLang(self.env, tokens, digits=0))
        if tokens is None:
            return self.env._("Left of today's budget: %s.", self._format_money(cost))
        return self.env._(
            "Left of today's budget: %(tokens)s tokens, %(cost)s.",
            tokens=formatLang(self.env, tokens, digits=0),
            cost=self._format_money(cost),
        )

    def _format_tokens(self, tokens):
        """An estimate: rounded up to hundreds, so that it does not look exact."""
        return formatLang(self.env, -(-tokens // 100) * 100, digits=0)

    def _format_cost(self, cost):
        currency = self.company_id.sudo().currency_id
        if currency.compare_amounts(cost, currency.rounding) < 0:
            return self.env._("less than %s", self._format_money(currency.rounding))
        return self._format_money(cost)

    def _format_money(self, amount):
        return format_amount(self.env, amount, self.company_id.sudo().currency_id)
