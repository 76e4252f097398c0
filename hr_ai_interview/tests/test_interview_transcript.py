import base64

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .interview_common import SessionCase

TALK = """WEBVTT

00:01.000 --> 00:06.000
<v Fang>Walk me through a hydraulic fault you diagnosed during a night shift.

00:07.000 --> 00:20.000
<v Ada>Crane 7 lost pressure. I measured at the pump and at the valve.

00:21.000 --> 00:24.000
<v Fang>What did you measure first?

00:25.000 --> 00:30.000
<v Ada>The pump, 180 bar.

00:31.000 --> 00:36.000
<v Fang>Tell me about a maintenance window you agreed with the terminal operator.

00:37.000 --> 00:50.000
<v Ada>I asked for Tuesday night because two ships were late, and we agreed on four hours.
"""


@tagged("post_install", "-at_install")
class TestInterviewTranscript(SessionCase):
    """A transcript becomes answers only where a person confirms it."""

    def _window(self, content=TALK, name="talk.vtt", role="interviewer", **vals):
        raw = content.encode() if isinstance(content, str) else content
        return self.as_user(role)["hr.interview.transcript"].create(
            {
                "interview_id": self.interview.id,
                "file": base64.b64encode(raw),
                "file_name": name,
                **vals,
            }
        )

    def test_parts_are_proposed_and_confirmed(self):
        window = self._window()
        window.action_read()
        lines = window.line_ids.filtered("answer_id")
        self.assertEqual(lines.answer_id, self.interview.answer_ids)
        self.assertIn("180 bar", lines[0].text)
        self.assertNotIn("What did you measure", lines[0].text, "the interviewer's words are no answer")
        self.assertIn("Ada", window.note)
        self.assertFalse(self.interview.answer_ids[0].text, "nothing is stored before somebody confirms")
        lines[1].is_taken = False
        window.action_apply()
        first, second = self.interview.answer_ids
        self.assertIn("180 bar", first.text)
        self.assertFalse(second.text)

    def test_what_was_written_before_stays(self):
        self.answer(self.interview, text="Noted by hand.")
        window = self._window()
        window.action_read()
        window.action_apply()
        self.assertTrue(self.interview.answer_ids[0].text.startswith("Noted by hand.\n\nCrane 7"))

    def test_bad_files_are_a_sentence(self):
        for content, name in (
            (b"\x00\x01\x02\xff" * 50, "talk.txt"),
            (b"", "talk.txt"),
            (b"MZ" + b"\x90" * 100, "talk.exe"),
            (b"A" * (6 << 20), "talk.txt"),
            (b"PK\x03\x04 broken", "talk.docx"),
        ):
            with self.subTest(name=name, size=len(content)):
                window = self._window(content, name)
                self.assertTrue(self.raises(UserError, window.action_read))
        with self.assertRaisesRegex(UserError, "paste one"):
            self._window("", "").action_read()

    def test_gb18030_and_a_broken_vtt_are_read(self):
        text = "面试官：Walk me through a hydraulic fault you diagnosed during a night shift.\n候选人：先量泵压，再换密封圈。"
        window = self._window(text.encode("gb18030"), "talk.txt")
        window.action_read()
        self.assertIn("先量泵压", window.line_ids.filtered("answer_id")[0].text)
        broken = TALK.replace("-->", "->", 1).replace("WEBVTT", "WEBVT")
        window = self._window(broken)
        window.action_read()
        self.assertIn("180 bar", " ".join(window.line_ids.mapped(lambda line: line.text or "")))

    def test_one_question_takes_one_part(self):
        window = self._window()
        window.action_read()
        window.line_ids.write({"is_taken": True, "answer_id": self.interview.answer_ids[0].id})
        with self.assertRaisesRegex(UserError, "same question"):
            window.action_apply()

    def test_the_window_is_its_users(self):
        window = self._window()
        window.action_read()
        other = self.by("interviewer2", window)
        for records in (other, other.env["hr.interview.transcript.line"].browse(window.line_ids.ids)):
            self.assertTrue(self.raises(AccessError, records.read, ["id", "create_date"]))
        stranger = self._window(role="interviewer3")
        self.assertTrue(self.raises((AccessError, UserError), stranger.action_read))
