import psycopg2.errors

from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError, UserError

from .hr_interview_decision import DECISION_KEYS, DECISIONS, OVERRIDE_KEYS
from .hr_interview_report import FORMULA


class HrInterviewApplicantDecision(models.AbstractModel):
    """Deciding on an applicant: a named person, reasons, and all that is known then, frozen."""

    _name = "hr.interview.applicant.decision"
    _description = "Deciding on a Candidate"

    def record_decision(self, values):
        """Decide on these candidates as the calling user, with everything that is known now, frozen.

        :param dict values: ``decision`` "hire"/"reject"/"next"/"hold", ``reason_codes`` [code], ``comment``
            (required), ``overrides`` [{"competency_id","score","reason"}]: dimensions the decider sees
            otherwise
        :return: [{"applicant_id","decision_id"}]; no stage moves
        :raise UserError: no right, scores not open yet, unknown value, no comment
        """
        self.check_access("read")
        values = self._clean_decision(values)
        return [
            {"applicant_id": applicant.id, "decision_id": applicant._decide_one(values).id}
            for applicant in self
        ]

    @api.model
    def _clean_decision(self, values):
        values = self.env["hr.interview.drafting"]._clean_option_keys(values, DECISION_KEYS)
        known = dict(DECISIONS)
        if values.get("decision") not in known:
            raise UserError(self.env._("A decision is one of: %s.", ", ".join(known)))
        comment = values.get("comment")
        if not isinstance(comment, str) or not comment.strip():
            raise UserError(self.env._("Say in a sentence why you decide this way."))
        codes = values.get("reason_codes") or []
        if not isinstance(codes, list | tuple):
            raise UserError(self.env._("reason_codes is a list of codes."))
        reasons = self.env["hr.interview.decision.reason"].search([("code", "in", list(codes))])
        if missing := sorted(set(map(str, codes)) - set(reasons.mapped("code"))):
            raise UserError(self.env._("There is no reason %s.", ", ".join(missing)))
        return {
            "decision": values["decision"],
            "comment": comment.strip(),
            "reasons": reasons,
            "overrides": self._clean_overrides(values.get("overrides")),
        }

    @api.model
    def _clean_overrides(self, rows):
        recording = self.env["hr.interview"]
        cleaned = []
        for row in recording._clean_rows(rows or [], OVERRIDE_KEYS):
            reason = row.get("reason")
            score = self.env["hr.interview.rating"]._clean_score(row.get("score"))
            if score is False or not isinstance(reason, str) or not reason.strip():
                raise UserError(self.env._("Another score for a dimension needs a number and a reason."))
            cleaned.append(
                {
                    "competency_id": recording._clean_id(row, "competency_id"),
                    "score": score,
                    "reason": reason.strip(),
                }
            )
        return cleaned

    def _check_may_decide(self):
        user, job = self.env.user, self.sudo().job_id
        if not (self.env["hr.interview"]._is_officer() or user == job.user_id):
            raise UserError(self.env._("Only a recruitment officer or the job's recruiter decides."))

    def _decide_one(self, values):
        self.ensure_one()
        self._check_may_decide()
        self._check_job()
        self._get_held_interviews()._check_not_held()
        # Superuser: all that is known counts, and decisions are written here only; the right was checked.
        applicant = self._as_system()
        interviews = applicant._get_valid_interviews()
        if not interviews.filtered("is_revealed"):
            raise UserError(
                self.env._(
                    "Nobody can decide on %(name)s yet: no interview has all its scores.",
                    name=self.display_name,
                )
            )
        rows = applicant._get_round_rows()
        merged = self._merge_dimensions(rows, applicant._get_heads(rows))
        overrides = self._apply_overrides(merged, values["overrides"])
        Decision = applicant.env["hr.interview.decision"]
        Decision.search([("applicant_id", "=", self.id), ("is_current", "=", True)]).is_current = False
        Decision.flush_model(["is_current"])
        Interview = self.env["hr.interview"]
        try:
            decision = Decision.create(
                {
                    "applicant_id": self.id,
                    "job_id": applicant.job_id.id,
                    "company_id": (applicant.company_id or interviews[0].company_id).id,
                    "user_id": self.env.uid,
                    "decision": values["decision"],
                    "reason_ids": [fields.Command.set(values["reasons"].ids)],
                    "comment": values["comment"],
                    "formula": FORMULA,
                    "composite": Interview._get_composite(merged, "human"),
                    "composite_ai": Interview._get_composite(merged, "ai"),
                    "coverage": Interview._get_coverage_share(merged),
                    "facts": {
                        "dimensions": merged,
                        "overrides": overrides,
                        "interviews": [
                            {"interview_id": i.id, "round": i.round_id.name, "is_revealed": i.is_revealed}
                            for i in interviews
                        ],
                    },
                }
            )
        except psycopg2.errors.UniqueViolation as error:
            raise ConcurrencyError("This candidate was decided on by another call just now.") from error
        if values["decision"] in ("hire", "reject"):
            interviews.filtered("is_revealed").write({"state": "decided"})
        return decision

    @api.model
    def _apply_overrides(self, merged, overrides):
        """Put the decider's own scores in; return what they replace, for the record."""
        rows = {row["competency_id"]: row for row in merged}
        done = []
        for override in overrides:
            row = rows.get(override["competency_id"])
            if not row:
                raise UserError(self.env._("The job has no dimension %s.", override["competency_id"]))
            done.append({**override, "was": row["human"]["score"]})
            row["human"] = {**row["human"], "score": override["score"]}
        return done

    def _get_decision_json(self):
        """Return the decision in force, False when there is none or the caller may not know of it yet."""
        # sudo: reasons and names of deciders, for whoever may read the candidate.
        decision = self.sudo().interview_decision_ids.filtered("is_current")[:1]
        if not decision or (decision.user_id != self.env.user and self._get_held_interviews()):
            return False
        return decision._to_json()
