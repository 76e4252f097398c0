from odoo import api, models
from odoo.exceptions import UserError

COMPARED = (2, 6)
#: People whose scores lie this far apart should talk; a planner asks deeper there.
CONFLICT = 3.0


class HrInterviewApplicantComparison(models.AbstractModel):
    """Candidates of one job side by side, and what the rounds of one candidate say together."""

    _name = "hr.interview.applicant.comparison"
    _description = "Comparing Candidates"

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
        interviews = self._get_valid_interviews()
        found = interviews._get_dimension_rows()
        rows = {applicant: applicant._get_round_rows(found) for applicant in self}
        heads = self._get_heads([row for own in rows.values() for row in own])
        evidence = interviews._get_evidence_by_dimension()
        return {
            "job": self.sudo().job_id.name,
            "dimensions": heads,
            "applicants": [applicant._compare_one(rows[applicant], heads, evidence) for applicant in self],
        }

    def _get_valid_interviews(self):
        """Return the interviews of these candidates that took place or will."""
        return self.interview_ids.filtered(lambda i: i.active and i.state != "cancelled")

    def _get_round_rows(self, found=None):
        """Return the dimension rows of all rounds of a candidate whose scores are open.

        ``found``: those of several candidates by interview, read at once.
        """
        interviews = self._get_valid_interviews()
        found = interviews._get_dimension_rows() if found is None else found
        return [row for interview in interviews for row in found.get(interview, [])]

    def _get_heads(self, rows):
        """Return the dimensions of the job, then those that were scored beyond them, as in a report."""
        job = self.sudo().job_id
        heads = {
            competency.id: {
                "competency_id": competency.id,
                "name": competency.name,
                "weight": row["weight"],
                "expected": row["expected"],
            }
            for competency, row in job._get_dimension_expectations()[job].items()
        }
        keys = ("competency_id", "name", "weight", "expected")
        for row in rows:
            heads.setdefault(row["competency_id"], {key: row[key] for key in keys})
        return list(heads.values())

    def _compare_one(self, rows, heads, evidence):
        interviews = self._get_valid_interviews()
        merged = self._merge_dimensions(rows, heads)
        evidence = evidence.get(self.id, {})
        Interview = self.env["hr.interview"]
        return {
            "applicant_id": self.id,
            "name": self.display_name,
            "composite": Interview._get_composite(merged, "human"),
            "ai_composite": Interview._get_composite(merged, "ai"),
            "coverage": Interview._get_coverage_share(merged),
            "interviews": [
                {
                    "interview_id": i.id,
                    "name": i.name,
                    "state": i.state,
                    "is_revealed": bool(i._filter_open()),
                }
                for i in interviews
            ],
            "cells": [
                {
                    "competency_id": row["competency_id"],
                    "score": row["human"]["score"],
                    "ai": row["ai"]["score"],
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
    def _merge_dimensions(self, rows, heads):
        """Put the rounds of a candidate together; a round counts by its number of scored criteria.

        Raters are people: who sat in two rounds is one.
        """
        merged = []
        for head in heads:
            own = [row for row in rows if row["competency_id"] == head["competency_id"]]
            merged.append(
                {
                    **head,
                    "human": self._merge_scores([row["human"] for row in own]),
                    "ai": self._merge_scores([row["ai"] for row in own if row["ai"]]),
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
            "n_raters": len({rater for part in scored for rater in part.get("rater_ids", ())}),
            "n_scored": n_scored,
            "n_total": sum(part["n_total"] for part in parts),
            "low": min((p["low"] for p in scored if "low" in p), default=False),
            "high": max((p["high"] for p in scored if "high" in p), default=False),
        }

    def _get_held_interviews(self):
        """Return the interviews of these candidates with scores that are held back from the caller."""
        # sudo: what is held back goes by the caller; archived interviews have scores too.
        interviews = self.sudo().with_context(active_test=False).interview_ids
        return interviews.filtered(lambda i: i.was_revealed and i.is_held)

    def _get_gap_sentence(self, row):
        if row["human"]["score"] is False:
            held = self.interview_ids.filtered(lambda i: i.is_revealed and i.is_held)
            return held[0]._get_held_sentence() if held else self.env._("Not assessed yet.")
        reason = self._get_evidence_gap(row["human"])
        if reason == "conflict":
            return self.env._("Scores lie %.1f points apart.", row["human"]["high"] - row["human"]["low"])
        if reason == "thin":
            return self.env._("Rests on one rater or one criterion.")
        return False

    @api.model
    def _get_evidence_gap(self, human):
        """Return why the scores of people for a dimension, rounds put together, are too little."""
        if human["score"] is False:
            return "not_assessed"
        if human["high"] - human["low"] >= CONFLICT:
            return "conflict"
        # Scored criteria are counted per rater: as many as raters means one criterion each.
        if human["n_raters"] < 2 or human["n_scored"] <= human["n_raters"]:
            return "thin"
        return False
