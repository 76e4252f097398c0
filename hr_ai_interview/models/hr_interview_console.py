from odoo import api, fields, models
from odoo.exceptions import UserError

from ..engine import get_engine
from ..engine.documents import RESUME_TYPES
from .hr_interview_recording import MAX_ANSWER, OPEN_STATES


class HrInterviewConsole(models.AbstractModel):
    """What the console shows: one call, a bounded number of queries, nothing the caller may not see yet."""

    _name = "hr.interview.console"
    _description = "Interview Console"

    @api.readonly
    def get_console(self):
        """Return all that the console needs of one interview.

        :return: see ``docs/integrator.md``; ratings and notes are the caller's own, ``others`` is empty until
            the caller has submitted
        """
        self.ensure_one()
        self.check_access("read")
        user = self.env.user
        submitted = user in self.submitted_user_ids
        is_open = self.state in OPEN_STATES
        on_panel = user in self.interviewer_ids
        return {
            "interview_id": self.id,
            "name": self.name,
            "state": self.state,
            "lang": self.lang,
            "job": self.sudo().job_id.name,
            "round": self.round_id.sudo().name or "",
            "applicant": self.sudo().applicant_id.display_name,
            "is_panel": on_panel,
            "can_edit": is_open and (on_panel or self._is_officer()),
            "is_submitted": submitted,
            "is_revealed": self.is_revealed,
            "is_ai_stopped": self._is_ai_stopped(),
            "minutes": self.minutes,
            "date_start": fields.Datetime.to_string(self.date_start),
            "local_time": self.local_time,
            "video_url": self.video_url or False,
            "started_date": fields.Datetime.to_string(self.started_date),
            "server_now": fields.Datetime.to_string(fields.Datetime.now()),
            "resume_url": self._get_resume_url(),
            "panel": self._get_panel(),
            "answers": self._get_console_answers(),
            "others": self._get_others() if submitted or self.is_revealed else [],
        }

    def _get_resume_url(self):
        """Return where the newest résumé of the candidate is read, for those who may read it; else False."""
        attachments = self.env["ir.attachment"].search(
            [("res_model", "=", "hr.applicant"), ("res_id", "=", self.sudo().applicant_id.id)],
            order="id desc",
        )
        resume = attachments.filtered(lambda a: (a.name or "").lower().endswith(RESUME_TYPES))[:1]
        return f"/web/content/{resume.id}" if resume else False

    def _get_panel(self):
        """Return who interviews; whoever has left the company since stands there if their scores do."""
        interview = self.sudo().with_context(active_test=False)
        submitted = interview.submitted_user_ids
        return [
            {"user_id": user.id, "name": user.name, "is_submitted": user in submitted}
            for user in interview.interviewer_ids
            if user.active or user in submitted
        ]

    def _get_console_answers(self):
        # sudo: read access to the interview was checked; what is one's own is filtered by hand.
        interview, me = self.sudo(), self.env.user
        notes = self.env["hr.interview.note"].sudo()
        notes = notes.search([("interview_id", "=", self.id), ("user_id", "=", me.id)])
        notes = {note.answer_id: note for note in notes}
        own = {r.criterion_id: r for r in interview.rating_ids if r.user_id == me}
        return [
            {
                "answer_id": answer.id,
                "question_id": answer.question_id.id or False,
                "code": answer.code or "",
                "sequence": answer.sequence,
                "origin": answer.origin,
                "question": answer.question,
                "question_type": answer.question_type,
                "minutes": answer.minutes,
                "probes": (answer.probes or "").splitlines(),
                "roleplay": self._get_roleplay(answer),
                "competencies": answer.competency_ids.mapped("name"),
                "text": answer.text or "",
                "revision": answer.revision,
                "author": answer.author_id.name or False,
                "note": {
                    "text": notes[answer].text if answer in notes else "",
                    "revision": notes[answer].revision if answer in notes else 0,
                },
                "followups": (answer.followups or "").splitlines(),
                "criteria": [self._get_console_criterion(row, own.get(row)) for row in answer.criterion_ids],
            }
            for answer in interview.answer_ids
        ]

    @api.model
    def _get_roleplay(self, answer):
        if not answer.persona and not answer.opening_line:
            return False
        return {
            "persona": answer.persona or "",
            "opening_line": answer.opening_line or "",
            "hidden_facts": (answer.hidden_facts or "").splitlines(),
            "turns": (answer.turns or "").splitlines(),
        }

    @api.model
    def _get_console_criterion(self, row, rating):
        return {
            "criterion_id": row.id,
            "name": row.name,
            "weight": row.weight,
            "anchors": {str(level): text for level, text in row._get_anchors().items()},
            "positive": (row.positive or "").splitlines(),
            "negative": (row.negative or "").splitlines(),
            "rating": {
                "score": rating.score if rating else False,
                "status": rating.status if rating else "none",
                "comment": (rating.comment or "") if rating else "",
            },
        }

    def _get_others(self):
        """Return the ratings of the others that the caller may see; the rules decide which."""
        ratings = self.env["hr.interview.rating"].search(
            [("interview_id", "=", self.id), ("user_id", "!=", self.env.uid)]
        )
        return [{"criterion_id": rating.criterion_id.id, **rating._to_json()} for rating in ratings]

    def suggest_followups(self, answer_id, text=False):
        """Suggest questions that ask for what an answer left open; offline, nothing leaves the database.

        :param int answer_id: a question of this interview
        :param str text: what stands in the client and is not saved yet; default the stored answer
        :return: {"answer_id","followups": [str],"flags": [str]}
        """
        self.ensure_one()
        interview = self._check_may_record()
        answer = interview._find_answer({"answer_id": answer_id})
        text = self._clean_text({"text": answer.text if text is False else text}, MAX_ANSWER)
        if not text.strip():
            raise UserError(self.env._("There is no answer yet to ask further about."))
        result = get_engine("offline").suggest_followups(
            answer._prepare_followup_request(text)
        )
        answer.followups = "\n".join(result.followups) or False
        return {"answer_id": answer.id, "followups": list(result.followups), "flags": []}
