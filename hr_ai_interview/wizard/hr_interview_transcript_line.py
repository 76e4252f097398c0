from odoo import fields, models


class HrInterviewTranscriptLine(models.TransientModel):
    """A part of a transcript and the question it is proposed for."""

    _name = "hr.interview.transcript.line"
    _description = "Part of a Transcript"

    transcript_id = fields.Many2one("hr.interview.transcript", required=True, ondelete="cascade")
    interview_id = fields.Many2one(related="transcript_id.interview_id")
    answer_id = fields.Many2one(
        "hr.interview.answer", string="Question", domain="[('interview_id', '=', interview_id)]"
    )
    text = fields.Text("What was said")
    confidence = fields.Integer("Sure (%)", readonly=True, aggregator=None)
    is_taken = fields.Boolean("Take")
