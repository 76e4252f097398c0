from odoo import api, fields, models
from odoo.addons.hr_ai_interview.models.score_field import Score
from odoo.exceptions import UserError

VIEWS = ("self", "manager")
STATUSES = [("scored", "Scored"), ("not_assessed", "Not assessed")]


class HrInterviewAppraisalRating(models.Model):
    """One competency of an appraisal, as the employee and as the manager see it, 0-10 on its anchors.

    A status that is empty means that nobody has said anything yet. A global rule opens these rows when the
    appraisal is closed; before, ``get_sheet`` gives everybody their own column.
    """

    _name = "hr.interview.appraisal.rating"
    _description = "Competency in an Appraisal"
    _inherit = ["hr.interview.record.mixin"]
    _order = "appraisal_id desc, sequence, id"
    _rec_name = "competency_id"

    appraisal_id = fields.Many2one(
        "hr.interview.appraisal", required=True, ondelete="cascade", index=True, readonly=True
    )
    company_id = fields.Many2one(related="appraisal_id.company_id", store=True)
    # For lists of closed appraisals
    employee_id = fields.Many2one(related="appraisal_id.employee_id", store=True)
    job_id = fields.Many2one(related="appraisal_id.job_id", store=True, string="Job position")
    date_to = fields.Date(related="appraisal_id.date_to", store=True)

    competency_id = fields.Many2one(
        "hr.interview.competency", required=True, ondelete="restrict", index=True, readonly=True
    )
    sequence = fields.Integer(readonly=True)
    weight = fields.Float(required=True, readonly=True, aggregator=None)
    expected_level = fields.Integer(readonly=True, aggregator=None)

    self_status = fields.Selection(STATUSES, string="Status (own view)", readonly=True)
    self_score = Score("Own view", digits=(4, 2), readonly=True)
    self_comment = fields.Text("Comment of the employee", readonly=True)
    manager_status = fields.Selection(STATUSES, string="Status (manager's view)", readonly=True)
    manager_score = Score("Manager's view", digits=(4, 2), readonly=True)
    manager_comment = fields.Text("Comment of the manager", readonly=True)

    _competency_once = models.Constraint(
        "UNIQUE (appraisal_id, competency_id)", "This competency is in the appraisal already."
    )
    _self_range = models.Constraint(
        "CHECK ((self_status IS NOT DISTINCT FROM 'scored') = (self_score IS NOT NULL)"
        " AND (self_score IS NULL OR self_score BETWEEN 0 AND 10))",
        "A score is a number from 0 to 10, and only what is scored has one.",
    )
    _manager_range = models.Constraint(
        "CHECK ((manager_status IS NOT DISTINCT FROM 'scored') = (manager_score IS NOT NULL)"
        " AND (manager_score IS NULL OR manager_score BETWEEN 0 AND 10))",
        "A score is a number from 0 to 10, and only what is scored has one.",
    )

    @api.depends("competency_id")
    def _compute_display_name(self):
        for row in self:
            # sudo: the name, for whoever may read the row.
            row.display_name = row.sudo().competency_id.display_name

    @api.model
    def _clean_view(self, view, row):
        """Return the values of a row of ``save_view``."""
        status = row.get("status") or "scored"
        if status == "none":
            vals = {"status": False, "score": False}
        elif "score" not in row:
            raise UserError(self.env._("A rating has a score, or false where nothing could be assessed."))
        else:
            score = self.env["hr.interview.rating"]._clean_score(row["score"])
            if status not in ("scored", "not_assessed") or (status == "not_assessed" and score is not False):
                raise UserError(self.env._("%(value)s is no status of a rating.", value=repr(status)[:40]))
            vals = {"status": "not_assessed" if score is False else "scored", "score": score}
        if "comment" in row:
            vals["comment"] = self.env["hr.interview.appraisal"]._clean_words(row["comment"])
        return {f"{view}_{name}": value for name, value in vals.items()}

    def _get_missing(self, view):
        """Return what this row lacks before the view can be submitted; None when it is complete."""
        status, score = self[f"{view}_status"], self[f"{view}_score"]
        name = self.competency_id.name
        if not status:
            code, words = "score", self.env._("%(name)s: no score yet.", name=name)
        elif not self[f"{view}_comment"] and self.env["hr.interview.rating"]._needs_comment(status, score):
            code = "comment"
            words = self.env._(
                "%(name)s: say why, since %(score)s is at the end of the scale.",
                name=name,
                score=f"{score:g}",
            )
        else:
            return None
        return {"rating_id": self.id, "code": code, "message": words}

    def _clear_view(self, view):
        self.write({f"{view}_{name}": False for name in ("status", "score", "comment")})

    def _to_json(self, seen):
        """Return the row for somebody who sees these views."""
        self.ensure_one()
        return {
            "rating_id": self.id,
            "competency_id": self.competency_id.id,
            "name": self.competency_id.name,
            "definition": self.competency_id.definition or "",
            "weight": self.weight,
            "expected": self.expected_level,
            "anchors": {str(level): text for level, text in self.competency_id._get_anchors().items()},
            "self": self._get_view_json("self") if "self" in seen else False,
            "manager": self._get_view_json("manager") if "manager" in seen else False,
        }

    def _get_view_json(self, view):
        return {
            "status": self[f"{view}_status"] or "none",
            "score": self[f"{view}_score"],
            "comment": self[f"{view}_comment"] or "",
        }
