import hashlib
import hmac

import numpy as np

from odoo import api, models
from odoo.exceptions import AccessError, UserError

from ..learning import ModelError, from_json_with_frame, predict, scale_from_json, to_json

MAX_PREDICTED = 500
KEY_LABEL = b"hr_ai_interview: prediction model, version 1"
#: Kinds of models that read the questions; the others read the composite or nothing.
BY_QUESTION = ("questions", "forest")


class HrInterviewLearningPrediction(models.AbstractModel):
    """The prediction model of a run: kept as signed text, used for candidates whose scores are open.

    A prediction is computed when it is asked for and stored nowhere: nobody can sort, filter or select by it.
    """

    _name = "hr.interview.learning.prediction"
    _description = "Prediction from Interviews"

    @api.model
    @api.readonly
    def predict(self, applicant_ids):
        """Say how likely candidates are to meet the target, "among people like those hired". For officers.

        From the newest approved run of the candidate's company, with the means and deviations of its people.

        :param list applicant_ids: at most 500, readable by the caller
        :return: [{"applicant_id","probability" (0-1 or false),"low","high" (95 %),"n" (hires it rests on),
            "status": "ok"/"insufficient"/"degenerate","reason": code or "","message": the reason in words,
            "model": "composite"/"questions"/"forest"/"base_rate"/false,"run_id" or false,"note"}] in the
            order given; without status "ok" there is no number
        :raise AccessError: neither recruitment officer nor administrator
        :raise UserError: no such candidate for the caller, or the stored model was tampered with
        """
        if not self.env["hr.interview"]._is_officer():
            raise AccessError(self.env._("Only recruitment officers see predictions."))
        applicants = self._clean_predicted(applicant_ids)
        Run, rows = self.env["hr.interview.learning.run"], {}
        for company, people in applicants.grouped(self._get_predicting_company).items():
            opened = people.filtered(self._is_open) if company in self.env.companies else people.browse()
            shut = people - opened
            rows |= {applicant: Run._prepare_no_prediction("not_open") for applicant in shut}
            if opened:
                # Superuser: scores of all rounds; that they are open to the caller was checked.
                rows |= Run._as_system()._predict_open(company, opened._as_system())
        return [{"applicant_id": a.id, **rows[a]} for a in applicants]

    @api.model
    def _clean_predicted(self, ids):
        if not isinstance(ids, list | tuple) or any(type(number) is not int for number in ids):
            raise UserError(self.env._("applicant_ids is a list of ids."))
        if len(ids) > MAX_PREDICTED:
            raise UserError(self.env._("At most %(most)s candidates at a time.", most=MAX_PREDICTED))
        Applicant = self.env["hr.applicant"].with_context(active_test=False)
        found = Applicant.search([("id", "in", ids)])
        if missing := sorted(set(ids) - set(found.ids)):
            shown = ", ".join(map(str, missing[:10]))
            raise UserError(self.env._("There is no such candidate for you: %(ids)s.", ids=shown))
        return Applicant.browse(dict.fromkeys(ids))

    @api.model
    def _get_predicting_company(self, applicant):
        # sudo: the company only, to find the run by.
        applicant = applicant.sudo()
        company = applicant.company_id or applicant.interview_ids[:1].company_id
        return company.sudo(False) or self.env.company

    @api.model
    def _is_open(self, applicant):
        """Whether every interview of the candidate is complete, and none is held back from the caller."""
        # sudo: whether there are others must not depend on which of them the caller may read.
        interviews = applicant._as_system()._get_valid_interviews()
        is_complete = interviews and all(interviews.mapped("is_revealed"))
        return bool(is_complete) and not applicant._get_held_interviews()

    # --- numbers ---------------------------------------------------------------------------------

    @api.model
    def _predict_open(self, company, applicants):
        """Return {applicant: row without id} of candidates of a company whose scores are open."""
        run = self.search([("company_id", "=", company.id), ("state", "=", "approved")], limit=1)
        if not run.model_text:
            predictor = (run.facts or {}).get("predictor") or {}
            status, reason = predictor.get("status"), predictor.get("reason")
            lacking = (reason, status) if status in ("insufficient", "degenerate") else ("no_model",)
            row = run._prepare_no_prediction(*(lacking if run else ("no_run",)))
            return dict.fromkeys(applicants, row)
        model, frame = run._load_model()
        kind = model.fitted.kind
        scale = scale_from_json(frame["composite"])
        places = {job: place for place, job in enumerate(frame["jobs"])}
        known = applicants.filtered(lambda a: a.job_id.id in places and scale.is_usable(places[a.job_id.id]))
        pool = np.array([places[applicant.job_id.id] for applicant in known], dtype=int)
        composites = np.array(self._get_composites(known), dtype=float)
        table = np.zeros((len(known), 0))
        if kind in BY_QUESTION and known:
            scores = self.env["hr.interview.learning.input"]._read_scores(company, known, frame["questions"])
            family = np.array(frame["job_families"], dtype=int)[pool]
            table = scale_from_json(frame["scores"]).later(scores, family)
        found = predict(model, scale.later(composites.reshape(-1, 1), pool)[:, 0], table)
        rows = dict.fromkeys(applicants - known, run._prepare_no_prediction("unknown_job"))
        for applicant, composite, one in zip(known, composites, found, strict=True):
            if np.isnan(composite):  # a base rate too is only for people who have scores
                rows[applicant] = run._prepare_no_prediction("no_composite")
            elif one.status != "ok":
                rows[applicant] = run._prepare_no_prediction(one.reason)
            else:
                reason = "no_skill" if kind == "base_rate" else ""
                rows[applicant] = run._prepare_prediction(one, kind, reason)
        return rows

    @api.model
    def _get_composites(self, applicants):
        """Return the composite of each candidate as a decision would freeze it today, None without."""
        Interview = self.env["hr.interview"]
        found = applicants._get_valid_interviews()._get_dimension_rows()
        composites = []
        for applicant in applicants:
            rows = applicant._get_round_rows(found)
            merged = applicant._merge_dimensions(rows, applicant._get_heads(rows))
            value = Interview._get_composite(merged, "human")
            composites.append(None if value is False else value)
        return composites

    # --- the stored model ------------------------------------------------------------------------

    @api.model
    def _prepare_model_text(self, company, input_hash, data, keys, result):
        """Return the signed model with what it measures people by, False when nothing may be predicted."""
        if not result.model:
            return False
        by_question = result.model.fitted.kind in BY_QUESTION
        frame = {
            "company_id": company.id,
            "input_hash": input_hash,
            "jobs": keys["jobs"],
            "job_families": [int(data.family[data.pool == place][0]) for place in range(len(keys["jobs"]))],
            "composite": result.composite_scale.to_json(),
            "questions": keys["questions"] if by_question else [],
            "scores": result.score_scale.to_json() if by_question else {},
        }
        return to_json(result.model, self._get_model_key(), frame)

    def _load_model(self):
        """Return (model, frame) of this run; refuse a text that was changed or is of another run."""
        self.ensure_one()
        try:
            model, frame = from_json_with_frame(self.model_text, self._get_model_key())
        except ModelError:
            model, frame = None, {}
        if (frame.get("company_id"), frame.get("input_hash")) != (self.company_id.id, self.input_hash):
            raise UserError(
                self.env._(
                    "The stored prediction model of %(run)s does not bear this database's signature: it was "
                    "changed, or the database was copied. Nothing is predicted. Make a new learning run and "
                    "have it approved.",
                    run=self.display_name,
                )
            )
        return model, frame

    @api.model
    def _get_model_key(self):
        """Return 32 bytes that only this database's secret gives."""
        secret = self.env["ir.config_parameter"].sudo().get_param("database.secret")
        if not secret:
            raise UserError(self.env._("The database has no secret (database.secret) to sign models with."))
        return hmac.new(secret.encode(), KEY_LABEL, hashlib.sha256).digest()

    # --- words -----------------------------------------------------------------------------------

    def _prepare_prediction(self, found, kind, reason):
        return {
            "probability": round(found.value, 4),
            "low": round(found.low, 4),
            "high": round(found.high, 4),
            "n": found.n,
            "status": "ok",
            "reason": reason,
            "message": self._say_prediction_reason(reason),
            "model": kind,
            "run_id": self.id,
            "note": self._get_prediction_note(),
        }

    def _prepare_no_prediction(self, reason, status="insufficient"):
        return {
            "probability": False,
            "low": False,
            "high": False,
            "n": 0,
            "status": status,
            "reason": reason,
            "message": self._say_prediction_reason(reason),
            "model": False,
            "run_id": self.id,
            "note": self._get_prediction_note(),
        }

    @api.model
    def _get_prediction_note(self):
        return self.env._("Among people like those hired. A person decides; this is never the only ground.")

    @api.model
    def _say_prediction_reason(self, reason):
        return {
            "": "",
            "no_run": self.env._("No learning run has been approved yet."),
            "no_model": self.env._("The approved learning run keeps no prediction model; make a new one."),
            "not_open": self.env._("Not all scores of this candidate are open to you yet."),
            "unknown_job": self.env._(
                "The approved learning run knows too few candidates of this job position."
            ),
            "no_composite": self.env._("This candidate has no composite score."),
            "no_scores": self.env._("This candidate was asked no question the model knows."),
            "no_skill": self.env._(
                "No model predicts better than the share of all hires who met the target: this is that share."
            ),
            "few_people": self.env._("The approved learning run has fewer than 30 outcomes to predict from."),
            "few_in_rarer_class": self.env._(
                "In the approved learning run fewer than 10 hires met, or fewer than 10 missed, the target."
            ),
            "no_variance": self.env._(
                "In the approved learning run all hires met, or all missed, the target."
            ),
        }[reason]
