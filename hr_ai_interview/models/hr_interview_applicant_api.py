import uuid

import psycopg2.errors

from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError, UserError

from .hr_interview_decision import DECISION_KEYS, DECISIONS, OVERRIDE_KEYS
from .hr_interview_report import FORMULA

START_KEYS = frozenset(
    {"round_id", "kit_id", "interviewer_ids", "date_start", "minutes", "video_url", "tz", "deeper"}
)
COMPARED = (2, 6)
#: People whose scores lie this far apart should talk; a planner asks deeper there.
CONFLICT = 3.0


class HrInterviewApplicantApi(models.AbstractModel):
    """What can be asked of an applicant over XML-RPC and JSON-2."""

    _name = "hr.interview.applicant.api"
    _description = "Interview API of an Applicant"

    # --- plan ------------------------------------------------------------------------------------

    def start_interview(self, options=None):
        """Plan an interview with the questions of a kit in use; the open one of that round is given back.

        :param dict options: ``round_id`` (default: the first round of the job not yet held), ``kit_id``
            (default: the newest kit in use of that round), ``interviewer_ids`` (default: those of the
            round), ``date_start`` "YYYY-MM-DD HH:MM:SS" UTC, ``minutes``, ``video_url``, ``tz``, ``deeper``
            (add approved questions where earlier rounds left thin or conflicting evidence)
        :return: [{"applicant_id","interview_id","created"}] in the order of the records
        :raise UserError: unknown option, no job, no kit in use, kit or round of another job, refused
        applicant
        """
        self.check_access("read")
        self.env["hr.interview"].check_access("create")
        options = self._clean_start_options(options)
        return [applicant._start_one(options) for applicant in self]

    @api.model
    def _clean_start_options(self, options):
        options = {} if options in (None, False) else options
        if not isinstance(options, dict):
            raise UserError(self.env._("Options are a set of named values."))
        if unknown := sorted(set(map(str, options)) - START_KEYS):
            raise UserError(self.env._("Unknown option: %(keys)s.", keys=", ".join(unknown)))
        drafting = self.env["hr.interview.drafting"]

        def one(key, model):
            return drafting._clean_records({key: [options[key]] if options.get(key) else []}, key, model)

        interviewers = None
        if options.get("interviewer_ids") not in (None, False):
            interviewers = drafting._clean_records(options, "interviewer_ids", "res.users")
            if interviewers.filtered("share"):
                raise UserError(self.env._("Interviewers are internal users."))
        return {
            "round": one("round_id", "hr.interview.round"),
            "kit": one("kit_id", "hr.interview.kit"),
            "interviewers": interviewers,
            "date_start": self._clean_date(options.get("date_start")),
            "minutes": drafting._clean_integer(options, "minutes", None, 5, 480),
            "video_url": self._clean_url(options.get("video_url")),
            "tz": options.get("tz") or False,
            "deeper": bool(options.get("deeper")),
        }

    @api.model
    def _clean_date(self, value):
        if not value:
            return False
        try:
            return fields.Datetime.to_datetime(value)
        except (TypeError, ValueError) as error:
            raise UserError(
                self.env._("%(value)s is no time (YYYY-MM-DD HH:MM:SS, UTC).", value=repr(value)[:40])
            ) from error

    @api.model
    def _clean_url(self, value):
        if value and (not isinstance(value, str) or not value.startswith(("https://", "http://"))):
            raise UserError(self.env._("A video link begins with https://."))
        return value or False

    def _start_one(self, options):
        self.ensure_one()
        if not self.job_id:
            raise UserError(self.env._("Choose the job position of %(name)s first.", name=self.display_name))
        if not self.active or self.refuse_reason_id:
            raise UserError(self.env._("%(name)s was refused or archived.", name=self.display_name))
        kit, interview_round = self._choose_kit(options)
        Interview = self.env["hr.interview"].sudo()
        found = Interview.search(
            [
                ("applicant_id", "=", self.id),
                ("round_id", "=", interview_round.id),
                ("state", "in", ("planned", "running", "scoring")),
            ],
            limit=1,
        )
        if found:
            return {"applicant_id": self.id, "interview_id": found.id, "created": False}
        try:
            interview = Interview.create(self._prepare_interview_vals(kit, interview_round, options))
        except psycopg2.errors.UniqueViolation as error:
            raise ConcurrencyError("This round was planned by another call just now.") from error
        interview._sync_event()
        return {"applicant_id": self.id, "interview_id": interview.id, "created": True}

    def _choose_kit(self, options):
        """Return (kit, round); say what is missing when there is none."""
        kit, interview_round = options["kit"], options["round"]
        if kit and not interview_round:
            interview_round = kit.round_id
        if not interview_round and not kit:
            held = self.sudo().interview_ids.filtered(lambda i: i.state != "cancelled").round_id
            open_ones = self.sudo().interview_ids.filtered(
                lambda i: i.state in ("planned", "running", "scoring")
            )
            rounds = self.job_id.interview_round_ids
            interview_round = open_ones[:1].round_id or (rounds - held)[:1] or rounds[:1]
        for record in (kit, interview_round):
            if record and record.job_id != self.job_id:
                raise UserError(
                    self.env._(
                        "%(record)s belongs to %(job)s, the candidate applies for another job.",
                        record=record.display_name,
                        job=record.job_id.display_name,
                    )
                )
        if not kit:
            domain = [("job_id", "=", self.job_id.id), ("state", "=", "ready"), ("is_stale", "=", False)]
            if interview_round:
                domain.append(("round_id", "=", interview_round.id))
            kits = self.env["hr.interview.kit"].search(domain, order="id desc")
            lang = self.env["hr.interview.lang"].default()
            kit = kits.filtered(lambda k: k.lang == lang)[:1] or kits[:1]
        if not kit or kit.state != "ready":
            raise UserError(
                self.env._(
                    "There is no kit in use for %(job)s, %(round)s. Assemble one and put it into use first.",
                    job=self.job_id.display_name,
                    round=interview_round.name or "–",
                )
            )
        return kit, interview_round or kit.round_id

    def _prepare_interview_vals(self, kit, interview_round, options):
        interviewers = options["interviewers"]
        if interviewers is None:
            interviewers = interview_round.interviewer_ids
        minutes = options["minutes"] or kit.minutes_available
        start = options["date_start"]
        Answer = self.env["hr.interview.answer"]
        weights = kit._get_question_weights()
        rows = [
            Answer._prepare_vals(
                line.question_id, kit.lang, line.sequence, "kit", weights[line.question_id.id]
            )
            for line in kit.line_ids
        ]
        rows += self._prepare_own_rows(kit)
        if options["deeper"]:
            rows += self._prepare_deeper_rows(kit)
        return {
            "applicant_id": self.id,
            "job_id": self.job_id.id,
            "company_id": (self.company_id or kit.company_id or self.env.company).id,
            "round_id": interview_round.id,
            "kit_id": kit.id,
            "lang": kit.lang,
            "minutes": minutes,
            "user_id": self.env.uid,
            "interviewer_ids": [fields.Command.set(interviewers.ids)],
            "date_start": start,
            "date_stop": fields.Datetime.add(start, minutes=minutes) if start else False,
            "video_url": options["video_url"],
            "tz": options["tz"] or self.env.user.tz or "UTC",
            "answer_ids": [fields.Command.create(row) for row in rows],
        }

    def _prepare_own_rows(self, kit):
        """Approved questions drafted for this candidate are asked too, rated, and left out of every total."""
        code = self.env["hr.interview.lang"].reading_code(kit.lang)
        own = self.sudo().interview_question_ids.filtered(
            lambda q: q.state == "approved" and not q.is_stale and code in q.approved_lang_ids.mapped("code")
        )
        asked = self.sudo().interview_ids.answer_ids.question_id
        Answer = self.env["hr.interview.answer"]
        return [
            Answer._prepare_vals(question, kit.lang, 1000 + number, "candidate", 0.0)
            for number, question in enumerate(own - asked)
        ]

    def _prepare_deeper_rows(self, kit):
        """One more approved question for each dimension whose evidence is thin or in conflict."""
        code = self.env["hr.interview.lang"].reading_code(kit.lang)
        Question = self.env["hr.interview.question"]
        in_kit = kit.line_ids.question_id
        chosen = Question
        for row in self._plan_one()["dimensions"]:
            fits = Question.browse(row["question_ids"]).filtered(
                lambda q: code in q.approved_lang_ids.mapped("code") and q not in in_kit | chosen  # noqa: B023
            )
            chosen |= fits[:1]
        Answer = self.env["hr.interview.answer"]
        weights = kit._get_question_weights(chosen)
        return [
            Answer._prepare_vals(question, kit.lang, 500 + number, "follow_up", weights[question.id])
            for number, question in enumerate(chosen)
        ]

    # --- next round ------------------------------------------------------------------------------

    def plan_next_round(self):
        """Say which dimensions have weak or conflicting evidence, and which approved questions go deeper.

        :return: [{"applicant_id","dimensions": [{"competency_id","name","reason","question_ids"}]}];
            ``reason`` is "not_assessed", "thin" (one rater or one criterion) or "conflict" (raters 3 points
            or more apart)
        """
        self.check_access("read")
        return [applicant._plan_one() for applicant in self]

    def _plan_one(self):
        self.ensure_one()
        interviews = self.interview_ids.filtered("is_revealed")
        rows = interviews._get_dimension_rows() if interviews else {}
        state = {}
        for interview_rows in rows.values():
            for row in interview_rows:
                if row["competency_id"]:
                    state.setdefault(row["competency_id"], []).append(row["human"])
        expected = self.sudo().job_id._get_dimension_expectations()[self.sudo().job_id]
        asked = self.sudo().interview_ids.answer_ids.question_id
        bank = self.env["hr.interview.question"].search(self.job_id._interview_bank_domain())
        dimensions = []
        for competency in expected:
            reason = self._get_evidence_gap(state.get(competency.id, []))
            if reason:
                fresh = bank.filtered(lambda q: competency in q.competency_ids and q not in asked)  # noqa: B023
                dimensions.append(
                    {
                        "competency_id": competency.id,
                        "name": competency.name,
                        "reason": reason,
                        "question_ids": fresh[:3].ids,
                    }
                )
        return {"applicant_id": self.id, "dimensions": dimensions}

    @api.model
    def _get_evidence_gap(self, rows):
        scored = [row for row in rows if row["score"] is not False]
        if not scored:
            return "not_assessed"
        spread = max(row["high"] for row in scored) - min(row["low"] for row in scored)
        if spread >= CONFLICT:
            return "conflict"
        if sum(row["n_raters"] for row in scored) < 2 or sum(row["n_scored"] for row in scored) < 2:
            return "thin"
        return False

    # --- compare and decide ----------------------------------------------------------------------

    @api.readonly
    def compare_interviews(self):
        """Put 2-6 candidates of one job side by side, by dimension, with evidence and gaps.

        :return: {"job","dimensions": [{"competency_id","name","weight","expected"}],"applicants":
            [{"applicant_id","name","composite","ai_composite","coverage","interviews","cells",
            "decision"}]}; a cell is {"competency_id","score","ai","n_raters","low","high","evidence","gap"}
        :raise UserError: fewer than 2, more than 6, or of different jobs
        """
        self.check_access("read")
        low, high = COMPARED
        if not low <= len(self) <= high:
            raise UserError(self.env._("Compare from %(low)s to %(high)s candidates.", low=low, high=high))
        if not self[0].job_id or any(applicant.job_id != self[0].job_id for applicant in self):
            raise UserError(self.env._("Only candidates of the same job can be compared."))
        wanted = self.sudo().job_id._get_dimension_expectations()[self.sudo().job_id]
        return {
            "job": self.sudo().job_id.name,
            "dimensions": [
                {
                    "competency_id": competency.id,
                    "name": competency.name,
                    "weight": row["weight"],
                    "expected": row["expected"],
                }
                for competency, row in wanted.items()
            ],
            "applicants": [applicant._compare_one(wanted) for applicant in self],
        }

    def _compare_one(self, wanted):
        interviews = self.interview_ids.filtered(lambda i: i.state != "cancelled")
        rows = interviews._get_dimension_rows()
        merged = self._merge_dimensions([row for rows_ in rows.values() for row in rows_], wanted)
        evidence = interviews._get_evidence_by_dimension()
        Interview = self.env["hr.interview"]
        return {
            "applicant_id": self.id,
            "name": self.display_name,
            "composite": Interview._get_composite(merged, "human"),
            "ai_composite": Interview._get_composite(merged, "ai"),
            "coverage": Interview._get_coverage_share(merged),
            "interviews": [
                {"interview_id": i.id, "name": i.name, "state": i.state, "is_revealed": i.is_revealed}
                for i in interviews
            ],
            "cells": [
                {
                    "competency_id": row["competency_id"],
                    "score": row["human"]["score"],
                    "ai": row["ai"]["score"] if row["ai"] else False,
                    "n_raters": row["human"]["n_raters"],
                    "low": row["human"]["low"],
                    "high": row["human"]["high"],
                    "evidence": evidence.get(row["competency_id"], [])[:3],
                    "gap": self._get_gap_sentence(row),
                }
                for row in merged
            ],
            "decision": self._get_decision_json(),
        }

    @api.model
    def _merge_dimensions(self, rows, wanted):
        """Put the rounds of a candidate together; a round counts by its number of scored criteria."""
        merged = []
        for competency, expectation in wanted.items():
            own = [row for row in rows if row["competency_id"] == competency.id]
            merged.append(
                {
                    "competency_id": competency.id,
                    "name": competency.name,
                    "weight": expectation["weight"],
                    "expected": expectation["expected"],
                    "human": self._merge_scores([row["human"] for row in own]),
                    "ai": self._merge_scores([row["ai"] for row in own if row["ai"]]) or False,
                }
            )
        return merged

    @api.model
    def _merge_scores(self, parts):
        scored = [part for part in parts if part["score"] is not False]
        n_scored = sum(part["n_scored"] for part in scored)
        return {
            "score": round(sum(p["score"] * p["n_scored"] for p in scored) / n_scored, 2)
            if n_scored
            else False,
            "n_raters": sum(part.get("n_raters", 0) for part in scored),
            "n_scored": n_scored,
            "n_total": sum(part["n_total"] for part in parts),
            "low": min((p["low"] for p in scored if "low" in p), default=False),
            "high": max((p["high"] for p in scored if "high" in p), default=False),
        }

    @api.model
    def _get_gap_sentence(self, row):
        if row["human"]["score"] is False:
            return self.env._("Not assessed yet.")
        reason = self._get_evidence_gap([row["human"]])
        if reason == "conflict":
            return self.env._("Raters lie %.1f points apart.", row["human"]["high"] - row["human"]["low"])
        if reason == "thin":
            return self.env._("Rests on one rater or one criterion.")
        return False

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
        if not isinstance(values, dict):
            raise UserError(self.env._("Options are a set of named values."))
        if unknown := sorted(set(map(str, values)) - DECISION_KEYS):
            raise UserError(self.env._("Unknown option: %(keys)s.", keys=", ".join(unknown)))
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
        applicant = self.sudo()
        interviews = applicant.interview_ids.filtered(lambda i: i.state != "cancelled")
        if not interviews.filtered("is_revealed"):
            raise UserError(
                self.env._(
                    "Nobody can decide on %(name)s yet: no interview has all its scores.",
                    name=self.display_name,
                )
            )
        wanted = applicant.job_id._get_dimension_expectations()[applicant.job_id]
        rows = interviews._get_dimension_rows()
        merged = self._merge_dimensions([row for part in rows.values() for row in part], wanted)
        overrides = self._apply_overrides(merged, values["overrides"])
        Decision = self.env["hr.interview.decision"].sudo()
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
        """Return the decision in force, False when there is none."""
        # sudo: reasons and names of deciders, for whoever may read the candidate.
        decision = self.sudo().interview_decision_ids.filtered("is_current")[:1]
        return decision._to_json() if decision else False

    # --- link to the employee --------------------------------------------------------------------

    def _get_interview_key(self):
        """Return the pseudonym under which the interviews of a person are analysed; made on first use."""
        self.ensure_one()
        applicant = self.sudo()
        if not applicant.interview_key:
            applicant.interview_key = uuid.uuid4().hex
        return applicant.interview_key
