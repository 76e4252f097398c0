import logging
from dataclasses import asdict

import numpy as np

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..learning import CycleRules, run_cycle

_logger = logging.getLogger(__name__)
RUN_KEYS = frozenset({"company_id", "job_ids", "window_days", "dry_run", "criterion", "forest"})
WINDOWS = (30, 90, 180, 365)
#: An attainment of 1 is the target. For ratings: what the anchors call solid.
TARGETS = {"attainment": 1.0, "rating": 6.0}
#: A scheduled run waits for so many new outcomes: looking at each single one would be peeking (A10.3).
NEW_OUTCOMES = 50
LOCK = "hr.interview.learning.run"


class HrInterviewLearningCycle(models.AbstractModel):
    """Making a learning run: options -> fixed rules -> arrays -> ``learning.run_cycle`` -> record."""

    _name = "hr.interview.learning.cycle"
    _description = "Making a Learning Run"

    @api.model
    def run_cycle(self, options=None):
        """Learn from all outcomes so far and propose weights; nothing comes into force. For administrators.

        :param dict options: ``company_id`` (default: the current one), ``job_ids`` (default: all with a job
            family), ``window_days`` 30/90/180/365 and ``criterion`` "attainment"/"rating" (default: the
            company's settings), ``dry_run`` (compute, store nothing), ``forest`` (also try a random forest as
            predictor: a minute or more, needs scikit-learn)
        :return: {"run_id" (false for a dry run), "n_people", "n_pairs", "hit_rate" (0-1 or false),
            "proposals": [{"question_id","version","job_family_id","weight","proposed","validity","low",
            "high","p_good","n","status","verdict"}], "predictor": {}, "gates": [{"name","passed","status",
            "detail"}]}; shapes in ``docs/integrator.md``. Validities are corrected correlations, intervals
            of 90 %; what the data do not give is false.
        :raise AccessError: not an administrator
        :raise UserError: unknown option, another run of the company is under way
        """
        self._check_administrator()
        company, jobs, definition, is_dry = self._clean_run_options(options)
        self._lock_runs(company)
        # Superuser: a run reads every rating and outcome and keeps only what holds for many people.
        system = self._as_system().with_company(company)
        data, keys = system.env["hr.interview.learning.input"]._read(company, jobs, definition)
        result = run_cycle(data, CycleRules(**definition["rules"]))
        vals = system._prepare_run_vals(company, jobs, definition, data, keys, result)
        fairness = system._fairness_gate(data, keys, result)
        vals["facts"]["gates"].append({"name": "fairness", **fairness})
        if is_dry:
            return {"run_id": False, **system.new(vals)._to_json()}
        run = system.create({**vals, "user_id": self.env.uid})
        return {"run_id": run.id, **run.sudo(False)._to_json()}

    @api.model
    def _clean_run_options(self, options):
        drafting = self.env["hr.interview.drafting"]
        options = drafting._clean_option_keys(options, RUN_KEYS)
        company = self._clean_company(options)
        window = drafting._clean_integer(
            options, "window_days", int(company.interview_learning_window), 1, 365
        )
        if window not in WINDOWS:
            raise UserError(self.env._("A window has 30, 90, 180 or 365 days, not %(days)s.", days=window))
        criterion = options.get("criterion") or company.interview_learning_criterion
        if criterion not in TARGETS:
            raise UserError(self.env._("Outcomes are measured by: %s.", ", ".join(TARGETS)))
        jobs = drafting._clean_records(options, "job_ids", "hr.job")
        definition = {
            "window_days": window,
            "criterion": criterion,
            "target": TARGETS[criterion],
            "job_ids": sorted(jobs.ids),
            "rules": asdict(
                CycleRules(
                    criterion_reliability=company.interview_learning_reliability,
                    minimum=company.interview_learning_minimum,
                    with_forest=bool(options.get("forest")),
                )
            ),
            "version": "1.0",
        }
        return company, jobs, definition, bool(options.get("dry_run"))

    @api.model
    def _clean_company(self, options):
        """Return the company of checked ``options``, by default the current one; one of the caller's."""
        if not options.get("company_id"):
            return self.env.company
        ids = {"company_id": [options["company_id"]]}
        company = self.env["hr.interview.drafting"]._clean_records(ids, "company_id", "res.company")
        if company not in self.env.companies:
            raise UserError(self.env._("%(company)s is not among your companies.", company=company.name))
        return company

    @api.model
    def _lock_runs(self, company):
        """One run of a company at a time; the lock goes with the transaction, whatever ends it."""
        self.env.cr.execute("SELECT pg_try_advisory_xact_lock(hashtext(%s), %s)", (LOCK, company.id))
        if not self.env.cr.fetchone()[0]:
            raise UserError(
                self.env._("A learning run of %(company)s is under way; wait for it.", company=company.name)
            )

    @api.model
    def _prepare_run_vals(self, company, jobs, definition, data, keys, result):
        input_hash = self.env["hr.interview.learning.input"]._get_hash(data, keys, definition)
        return {
            "company_id": company.id,
            "date": fields.Datetime.now(),
            "job_ids": [fields.Command.set(jobs.ids)],
            "window_days": definition["window_days"],
            "criterion": definition["criterion"],
            "definition": definition,
            "input_hash": input_hash,
            "n_people": len(data.family),
            "n_pairs": result.n_pairs,
            "n_questions": len(keys["questions"]),
            "hit_rate": result.hit_rate.value,
            "hit_status": result.hit_rate.status,
            "n_in_use": result.hit_rate.n,
            "success_ratio": result.success.value,
            "success_low": result.success.low,
            "success_high": result.success.high,
            "n_success": result.success.n,
            "quality": result.quality.value or 0,
            "facts": self._prepare_facts(keys, result),
            "model_text": self._prepare_model_text(company, input_hash, data, keys, result),
            "validity_ids": [
                fields.Command.create({**row, "company_id": company.id, "date": fields.Datetime.now()})
                for row in self._prepare_ledger(keys, data, result)
            ],
        }

    @api.model
    def _prepare_facts(self, keys, result):
        """Return what a run keeps besides its ledger: numbers for many people, nothing of one person."""
        hits = result.hit_rate
        return {
            "gates": [
                {"name": gate.name, "status": gate.status, "values": gate.values} for gate in result.gates
            ],
            "hit_rate": {
                "low": False if hits.low is None else hits.low,
                "high": False if hits.high is None else hits.high,
                "unknown": hits.unknown,
            },
            "counts": result.counts,
            "dimensions": [
                {"competency_id": key or False, **row}
                for key, row in zip(keys["dimensions"], result.dimensions, strict=True)
            ],
            "kpis": [{"kpi_id": key, **row} for key, row in zip(keys["kpis"], result.kpis, strict=True)],
            "features": [
                {"feature": code, **row} for code, row in zip(keys["features"], result.features, strict=True)
            ],
            "composite": result.composite,
            "predictor": {
                **result.predictor,
                "importance": [
                    {"question_id": keys["questions"][row["question"]], "mean": row["mean"], "sd": row["sd"]}
                    for row in result.predictor["importance"]
                ],
            },
        }

    @api.model
    def _prepare_ledger(self, keys, data, result):
        """Return values of ledger rows: one for each question that was asked in a family."""
        questions = self.env["hr.interview.question"].browse(keys["questions"])
        validity, rows = result.validity, []
        for row, column in zip(*np.nonzero(result.n_asked), strict=True):
            question = questions[column]
            known = validity.status[row, column] in ("ok", "provisional")
            rows.append(
                {
                    "question_id": question.id,
                    "code": question.code,
                    "version": question.version,
                    "family_id": keys["families"][row],
                    "n": int(validity.n[row, column]),
                    "n_asked": int(result.n_asked[row, column]),
                    "status": str(validity.status[row, column]),
                    "mean": float(validity.mean[row, column]) if known else False,
                    "sd": float(validity.sd[row, column]) if known else False,
                    "low": float(result.low[row, column]) if known else False,
                    "high": float(result.high[row, column]) if known else False,
                    "p_good": float(validity.p_good[row, column]) if known else False,
                    "is_trial": not data.current[row, column],
                    "weight": float(data.current[row, column]),
                    "weight_proposed": float(result.proposed[row, column]),
                    "verdict": str(result.verdict[row, column]),
                }
            )
        return rows

    def _to_json(self):
        """Return this run as ``run_cycle`` gives it."""
        self.ensure_one()
        return {
            "n_people": self.n_people,
            "n_pairs": self.n_pairs,
            "hit_rate": self.hit_rate,
            "hit_status": self.hit_status,
            "success_ratio": self.success_ratio,
            "proposals": self.validity_ids._to_json(),
            "predictor": (self.facts or {}).get("predictor") or {},
            "gates": [
                {name: gate[name] for name in ("name", "passed", "status", "detail")}
                for gate in self._get_gates()
            ],
        }

    def action_run(self):
        """Make a run of the current company and open it."""
        result = self.run_cycle({})
        return {
            "type": "ir.actions.act_window",
            "res_model": "hr.interview.learning.run",
            "res_id": result["run_id"],
            "views": [(False, "form")],
        }

    @api.model
    def _cron_run(self):
        """Make a run for each company with enough new outcomes since its last one; it only proposes."""
        # Companies that have outcomes at all.
        groups = self.env["hr.interview.outcome"]._read_group([("is_current", "=", True)], ["company_id"])
        for (company,) in groups:
            if self._count_new_outcomes(company) < NEW_OUTCOMES:
                continue
            try:
                # What one company refuses is not to undo the runs of the others.
                with self.env.cr.savepoint():
                    self.with_company(company).run_cycle({"company_id": company.id})
            except UserError as error:
                _logger.info("No learning run of company %s: %s", company.id, error)

    @api.model
    def _count_new_outcomes(self, company):
        last = self.search([("company_id", "=", company.id)], limit=1)
        return self.env["hr.interview.outcome"].search_count(
            [
                ("company_id", "=", company.id),
                ("is_current", "=", True),
                ("window_days", "=", int(company.interview_learning_window)),
                ("applicant_id", "!=", False),
                ("recorded_date", ">", last.date or "1970-01-01"),
            ]
        )
