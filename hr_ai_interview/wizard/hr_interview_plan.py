from odoo import api, fields, models
from odoo.addons.base.models.res_partner import _tz_get


class HrInterviewPlan(models.TransientModel):
    """Plan interviews of one round for one or more candidates."""

    _name = "hr.interview.plan"
    _description = "Plan Interviews"

    applicant_ids = fields.Many2many("hr.applicant", string="Candidates", required=True)
    job_id = fields.Many2one("hr.job", compute="_compute_job_id")
    round_id = fields.Many2one(
        "hr.interview.round",
        compute="_compute_round_id",
        store=True,
        readonly=False,
        domain="[('job_id', '=', job_id)]",
        help="Empty: for each candidate the first round not yet held.",
    )
    kit_id = fields.Many2one(
        "hr.interview.kit",
        domain="[('job_id', '=', job_id), ('state', '=', 'ready')]",
        help="Empty: the newest kit in use of the round.",
    )
    interviewer_ids = fields.Many2many(
        "res.users",
        string="Interviewers",
        compute="_compute_interviewer_ids",
        store=True,
        readonly=False,
        domain="[('share', '=', False)]",
        help="Empty: those of the round.",
    )
    date_start = fields.Datetime("Begins", help="Several candidates follow one another.")
    minutes = fields.Integer(compute="_compute_minutes", store=True, readonly=False)
    video_url = fields.Char("Video link")
    deeper = fields.Boolean(
        "Go deeper",
        help="Adds approved questions where earlier rounds left thin or conflicting evidence.",
    )
    tz = fields.Selection(_tz_get, string="Time zone of the candidate", default=lambda self: self.env.user.tz)

    @api.depends("applicant_ids")
    def _compute_job_id(self):
        for plan in self:
            plan.job_id = plan.applicant_ids.job_id[:1]

    @api.depends("applicant_ids")
    def _compute_round_id(self):
        """The next round, when it is the same one for all candidates."""
        for plan in self:
            rounds = {applicant._get_next_round().id for applicant in plan.applicant_ids._origin}
            plan.round_id = rounds.pop() if len(rounds) == 1 else False

    @api.depends("round_id")
    def _compute_interviewer_ids(self):
        for plan in self:
            plan.interviewer_ids = plan.round_id.interviewer_ids or plan.interviewer_ids

    @api.depends("round_id")
    def _compute_minutes(self):
        for plan in self:
            plan.minutes = plan.round_id.minutes or plan.minutes or 45

    def action_plan(self):
        """Plan them, one after the other; what was planned before is only opened."""
        self.ensure_one()
        ids = []
        for number, applicant in enumerate(self.applicant_ids):
            start = self.date_start and fields.Datetime.add(self.date_start, minutes=number * self.minutes)
            [result] = applicant.start_interview(
                {
                    "round_id": self.round_id.id,
                    "kit_id": self.kit_id.id,
                    "interviewer_ids": self.interviewer_ids.ids or False,
                    "date_start": fields.Datetime.to_string(start) if start else False,
                    "minutes": self.minutes,
                    "video_url": self.video_url,
                    "tz": self.tz,
                    "deeper": self.deeper,
                }
            )
            ids.append(result["interview_id"])
        action = self.env["ir.actions.act_window"]._for_xml_id("hr_ai_interview.hr_interview_action")
        if len(ids) == 1:
            return {
                **action,
                "res_id": ids[0],
                "view_mode": "form",
                "views": [(False, "form")],
                "context": {},
            }
        return {**action, "domain": [("id", "in", ids)], "context": {}}
