import base64

from odoo import Command, api, fields, models
from odoo.exceptions import UserError

from ..engine.transcript import Transcript, TranscriptError, align, guess_candidate, read_transcript

#: Below it a person should look twice.
UNSURE = 0.6


class HrInterviewTranscript(models.TransientModel):
    """Paste or upload a transcript; its parts are proposed as answers, and a person confirms each.

    The window is its user's own. Nothing reaches the interview before ``action_apply``.
    """

    _name = "hr.interview.transcript"
    _description = "Answers from a Transcript"

    interview_id = fields.Many2one("hr.interview", required=True)
    file = fields.Binary("Transcript", attachment=False)
    file_name = fields.Char()
    pasted = fields.Text("Or paste it here")
    candidate = fields.Selection(
        selection="_selection_candidate",
        string="The candidate is",
        help="Whose words are answers. Empty: guessed from who answers the questions.",
    )
    speakers = fields.Json()
    line_ids = fields.One2many("hr.interview.transcript.line", "transcript_id", string="Answers")
    note = fields.Char(readonly=True)

    @api.model
    def _selection_candidate(self):
        """The speakers of the transcript of this window."""
        wizard = self.browse(self.env.context.get("transcript_id"))
        return [(name, name) for name in (wizard.exists().speakers or [])]

    def action_read(self):
        """Read the transcript and propose which part answers which question."""
        self.ensure_one()
        interview = self.interview_id._check_may_record()
        questions = [
            (answer.id, answer.question, tuple((answer.probes or "").splitlines()))
            for answer in interview.answer_ids
        ]
        try:
            transcript = self._read()
            candidate = self.candidate or guess_candidate(transcript, questions, interview.lang)
            found = align(transcript, questions, interview.lang, candidate)
        except TranscriptError as error:
            raise UserError(self._get_sentence(error)) from error
        self.write(
            {
                "speakers": sorted({turn.speaker for turn in transcript.turns if turn.speaker}),
                "note": self.env._("Answers are the words of %s.", candidate)
                if candidate
                else self.env._("The speakers are not named, so look closely at where an answer ends."),
                "line_ids": [Command.clear(), *(Command.create(self._prepare_line(row)) for row in found)],
            }
        )
        return self._reopen()

    def _read(self) -> Transcript:
        if self.file:
            return read_transcript(base64.b64decode(self.file), self.file_name or "")
        if (self.pasted or "").strip():
            return read_transcript(self.pasted.encode("utf-8", "replace"), "pasted.txt")
        raise UserError(self.env._("Upload a transcript, or paste one."))

    @api.model
    def _get_sentence(self, error):
        sentences = {
            "type": self.env._("A transcript is a vtt, srt, txt or docx file."),
            "size": self.env._("This file is larger than 5 MB; a transcript of some hours is not."),
            "empty": self.env._("This transcript is empty."),
            "binary": self.env._("This file is no text."),
            "encoding": self.env._("The characters of this file cannot be read; save it as UTF-8."),
            "silent": self.env._("Nobody says anything in this transcript."),
            "length": self.env._("This transcript is longer than 500,000 characters; split it."),
            "candidate": self.env._("There is no such speaker in this transcript."),
        }
        return sentences.get(error.reason) or self.env._("This document cannot be read.")

    @api.model
    def _prepare_line(self, row):
        return {
            "answer_id": row.question_id or False,
            "text": row.answer,
            "confidence": round(100 * row.confidence),
            "is_taken": bool(row.question_id and row.answer.strip() and row.confidence >= UNSURE),
        }

    def action_apply(self):
        """Store what was confirmed; an answer that is there already is kept above what is added."""
        self.ensure_one()
        taken = self.line_ids.filtered(lambda line: line.is_taken and line.answer_id)
        if not taken:
            raise UserError(self.env._("Confirm at least one answer."))
        if len(taken.answer_id) != len(taken):
            raise UserError(self.env._("Two parts are given to the same question."))
        rows = []
        for line in taken:
            present = (line.answer_id.text or "").strip()
            text = line.text if not present else f"{present}\n\n{line.text}"
            rows.append({"answer_id": line.answer_id.id, "text": text, "revision": line.answer_id.revision})
        result = self.interview_id.record_answers(rows)
        if result["conflicts"]:
            raise UserError(self.env._("Somebody changed an answer meanwhile. Read the transcript again."))
        # What was said in the room is kept once, sealed, with the interview: not for a day in a window, too.
        self.unlink()
        return {"type": "ir.actions.act_window_close"}

    def _reopen(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Answers from a transcript"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
            "context": {"transcript_id": self.id},
        }
