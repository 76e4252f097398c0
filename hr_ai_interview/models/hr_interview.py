from odoo import api, fields, models
from odoo.addons.base.models.res_partner import _tz_get
from odoo.exceptions import UserError

from .hr_interview_recording import OPEN_STATES

#: Moved by the methods below only, whatever the rights of a user.
CLOSED_FIELDS = frozenset(
    {
        "state",
        "submitted_user_ids",
        "panel_revision",
        "is_revealed",
        "was_revealed",
        "started_date",
        "finished_date",
        "kit_id",
        "lang",
        "applicant_id",
        "company_id",
        "job_id",
        "round_id",
        "event_id",
        "end_reason",
        "is_no_show",
    }
)
#: Of an interview that has begun these are facts.
PLAN_FIELDS = frozenset({"date_start", "date_stop", "minutes"})


class HrInterview(models.Model):
    """One applicant in one round: the questions as they were on that day, what was said, who scored what.

    State machine: planned -> running -> scoring -> decided, or cancelled. ``is_revealed`` becomes true when
    every interviewer of the panel has submitted; until then nobody sees a score that is not their own, and
    from then on the panel is closed, also after an officer unlocked somebody's scores.
    """

    _name = "hr.interview"
    _description = "Interview"
    _inherit = [
        "hr.interview.panel",
        "hr.interview.held",
        "hr.interview.meeting",
        "hr.interview.recording",
        "hr.interview.console",
        "hr.interview.scoring",
        "hr.interview.summarising",
        "hr.interview.report",
        "hr.interview.report.xlsx",
        "hr.interview.download.mixin",
        "hr.interview.closed.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "date_start desc, id desc"
    _check_company_auto = True
    _closed_fields = CLOSED_FIELDS
    _download_kind = "interview"

    # An interviewer need not be able to read the whole application.
    name = fields.Char(compute="_compute_name", compute_sudo=True)
    applicant_id = fields.Many2one(
        "hr.applicant", required=True, ondelete="cascade", index=True, check_company=True
    )
    job_id = fields.Many2one(
        "hr.job", string="Job position", required=True, ondelete="restrict", index=True, check_company=True
    )
    round_id = fields.Many2one("hr.interview.round", ondelete="set null", index="btree_not_null")
    kit_id = fields.Many2one("hr.interview.kit", ondelete="set null", index="btree_not_null")
    company_id = fields.Many2one("res.company", required=True, index=True)
    lang = fields.Selection(
        lambda self: self.env["hr.interview.lang"].selection(), string="Language", required=True
    )
    state = fields.Selection(
        [
            ("planned", "Planned"),
            ("running", "Running"),
            ("scoring", "Scoring"),
            ("decided", "Decided"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        default="planned",
        index=True,
        tracking=True,
        group_expand=True,
    )
    user_id = fields.Many2one("res.users", string="Organiser", default=lambda self: self.env.user)
    active = fields.Boolean(default=True, tracking=True)

    # Panel
    interviewer_ids = fields.Many2many(
        "res.users",
        "hr_interview_panel_rel",
        string="Interviewers",
        check_company=True,
        # A string, for the client only: as a list it would make interviews depend on each new user.
        domain="[('share', '=', False)]",
    )
    submitted_user_ids = fields.Many2many(
        "res.users", "hr_interview_submitted_rel", string="Scores submitted by", copy=False
    )
    panel_revision = fields.Integer(
        default=0, help="Rises with each change of who is in and who has submitted."
    )
    is_revealed = fields.Boolean(
        "Scores open",
        compute="_compute_is_revealed",
        store=True,
        help="Every interviewer has submitted; scores can be compared from now on.",
    )
    was_revealed = fields.Boolean(
        "Scores were open", compute="_compute_is_revealed", store=True, help="Stays when scores are unlocked."
    )
    is_on_panel = fields.Boolean(compute="_compute_is_on_panel")

    # When and where
    date_start = fields.Datetime("Begins", tracking=True)
    date_stop = fields.Datetime("Ends")
    minutes = fields.Integer(required=True, default=45)
    tz = fields.Selection(
        _tz_get,
        string="Time zone of the candidate",
        default=lambda self: self.env.user.tz or "UTC",
        required=True,
    )
    video_url = fields.Char("Video link")
    event_id = fields.Many2one(
        "calendar.event", string="Meeting", ondelete="set null", index="btree_not_null"
    )
    local_time = fields.Char("Time of the candidate", compute="_compute_local_time")
    started_date = fields.Datetime("Started", readonly=True)
    finished_date = fields.Datetime("Finished", readonly=True)
    end_reason = fields.Text("Reason", readonly=True, help="Why it was cancelled or nobody came.")
    is_no_show = fields.Boolean("Did not come", readonly=True)

    answer_ids = fields.One2many("hr.interview.answer", "interview_id", string="Questions and answers")
    # A domain over a relation tells whether there are rows: nobody uses these from outside.
    rating_ids = fields.One2many(
        "hr.interview.rating", "interview_id", string="Scores", groups=fields.NO_ACCESS
    )
    answer_count = fields.Integer(compute="_compute_progress")
    answered_count = fields.Integer(compute="_compute_progress")
    submitted_count = fields.Integer(compute="_compute_progress")
    panel_count = fields.Integer(compute="_compute_progress")

    # Whoever clicks twice gets the same interview.
    _open_unique = models.UniqueIndex(
        "(applicant_id, COALESCE(round_id, 0)) WHERE active AND state IN ('planned', 'running', 'scoring')",
        "This candidate has an open interview of this round already.",
    )
    # The menu "My interviews" and the reminder look for these.
    _date_idx = models.Index("(date_start) WHERE state IN ('planned', 'running', 'scoring')")
    _minutes_range = models.Constraint(
        "CHECK (minutes BETWEEN 5 AND 480)", "An interview takes between 5 and 480 minutes."
    )
    _dates_order = models.Constraint(
        "CHECK (date_stop IS NULL OR date_start IS NULL OR date_stop > date_start)",
        "An interview ends after it begins.",
    )

    @api.depends("applicant_id", "round_id")
    def _compute_name(self):
        for interview in self:
            parts = (interview.applicant_id.display_name, interview.round_id.name)
            interview.name = " · ".join(part for part in parts if part)

    @api.depends("name")
    def _compute_display_name(self):
        for interview in self:
            interview.display_name = interview.name

    # Not on ``interviewer_ids.active``: that would make the creation of every user look for interviews, and
    # flush the half-made user. res_users.py recomputes when somebody leaves.
    @api.depends("interviewer_ids", "submitted_user_ids")
    def _compute_is_revealed(self):
        """Somebody who has left the company is not waited for, and takes no scores along."""
        for interview in self.with_context(active_test=False):
            panel, submitted = interview.interviewer_ids, interview.submitted_user_ids
            waiting = (panel - submitted).filtered("active")
            interview.is_revealed = bool(panel & submitted) and not waiting
            interview.was_revealed = interview.was_revealed or interview.is_revealed

    @api.depends("interviewer_ids")
    @api.depends_context("uid")
    def _compute_is_on_panel(self):
        for interview in self:
            interview.is_on_panel = self.env.user in interview.interviewer_ids

    @api.depends("date_start", "tz")
    def _compute_local_time(self):
        for interview in self:
            moment = interview.date_start
            local = moment and fields.Datetime.context_timestamp(
                interview.with_context(tz=interview.tz), moment
            )
            interview.local_time = local and f"{local:%Y-%m-%d %H:%M} {interview.tz}"

    @api.depends("answer_ids.is_answered", "interviewer_ids", "submitted_user_ids")
    def _compute_progress(self):
        for interview in self:
            interview.answer_count = len(interview.answer_ids)
            interview.answered_count = len(interview.answer_ids.filtered("is_answered"))
            interview.panel_count = len(interview.interviewer_ids)
            interview.submitted_count = len(interview.submitted_user_ids & interview.interviewer_ids)

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            # Its parts belong together (questions of the kit, panel, meeting): there is one door.
            raise UserError(self.env._("Plan an interview from the candidate or with start_interview."))
        interviews = super().create(vals_list)
        interviews._open_application()
        return interviews

    def write(self, vals):
        if PLAN_FIELDS & vals.keys() and not self.env.su:
            self._check_planned()
        if "interviewer_ids" in vals:
            self.check_access("write")
            self._as_system()._serialise_panel()
            before = {interview: interview._get_whole_panel() for interview in self}
        result = super().write(vals)
        if "interviewer_ids" in vals:
            self._check_panel(before)
            self._open_application()
        if {"date_start", "date_stop", "video_url", "interviewer_ids"} & vals.keys():
            self._sync_event()
        return result

    def _check_planned(self):
        for interview in self:
            if interview.state != "planned":
                raise UserError(self.env._("%(interview)s has begun or is closed.", interview=interview.name))

    @api.ondelete(at_uninstall=False)
    def _unlink_except_scored(self):
        """An interview with scores is part of the record; it goes with its candidate only."""
        if self.env.su:
            return
        if scored := self.filtered(lambda i: i.submitted_user_ids or i.state == "decided"):
            raise UserError(
                self.env._("%(interview)s has scores. Archive it instead.", interview=scored[0].name)
            )

    # --- states ----------------------------------------------------------------------------------

    def start(self):
        """Begin the interview. Allowed for its panel and for officers.

        :return: true
        :raise UserError: it was cancelled or decided
        """
        for interview in self._check_may_record():
            if interview.state == "planned":
                interview.write({"state": "running", "started_date": fields.Datetime.now()})
        return True

    def finish(self):
        """End the talk; what follows is scoring. Allowed for its panel and for officers.

        :return: true
        """
        for interview in self._check_may_record():
            if interview.state in ("planned", "running"):
                now = fields.Datetime.now()
                interview.write(
                    {
                        "state": "scoring",
                        "started_date": interview.started_date or now,
                        "finished_date": now,
                    }
                )
        return True

    def _cancel(self, reason, no_show=False):
        """Cancel with a reason; what was written down and scored so far is kept."""
        self._check_officer()
        reason = (reason or "").strip()
        if not reason:
            raise UserError(self.env._("Say why the interview does not take place."))
        for interview in self:
            if interview.state not in OPEN_STATES:
                raise UserError(self.env._("%(interview)s is closed already.", interview=interview.name))
        # Superuser: closed fields; the right was checked.
        interviews = self._as_system()
        interviews.write({"state": "cancelled", "end_reason": reason, "is_no_show": no_show})
        for interview in interviews:
            interview.message_post(
                body=self.env._("Did not come: %s", reason)
                if no_show
                else self.env._("Cancelled: %s", reason)
            )
            interview.event_id.with_context(interview_sync=True).action_archive()

    def _reschedule(self, start, minutes, reason):
        """Move to another time with a reason; the meeting and its attendees follow."""
        self._check_officer()
        reason = (reason or "").strip()
        if not reason:
            raise UserError(self.env._("Say why the interview is moved."))
        self._check_planned()
        if not start:
            raise UserError(self.env._("Give the new time of the interview."))
        for interview in self:
            old = interview.local_time
            interview.write(
                {
                    "minutes": minutes,
                    "date_start": start,
                    "date_stop": fields.Datetime.add(start, minutes=minutes),
                }
            )
            interview.sudo().message_post(
                body=self.env._(
                    "Moved from %(old)s to %(new)s: %(reason)s",
                    old=old or "–",
                    new=interview.local_time,
                    reason=reason,
                )
            )

    # --- actions ---------------------------------------------------------------------------------

    def action_open_console(self):
        self.ensure_one()
        return self._get_client_action("hr_ai_interview.console", self.env._("Interview"))

    def action_open_report(self):
        self.ensure_one()
        return self._get_client_action("hr_ai_interview.interview_report", self.env._("Report"))

    def action_carry_open_points(self):
        """Hand what stayed open on to the candidate's next questions, and say what it was."""
        self.ensure_one()
        [result] = self.carry_open_points()
        points = result["points"]
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "info",
                "message": self.env._("Open points added: %s", "; ".join(points)[:500])
                if points
                else self.env._("Nothing new stayed open."),
            },
        }

    def action_export_xlsx(self):
        return self._get_xlsx_action()

    def action_print_html(self):
        """Open the printable report in the browser (works without wkhtmltopdf)."""
        return self._get_print_action()

    def _get_client_action(self, tag, name):
        return {
            "type": "ir.actions.client",
            "tag": tag,
            "name": name,
            "params": {"interview_id": self.id},
            "context": {"active_id": self.id, "active_model": self._name},
        }
