import json

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .ai_common import AiCase

RESUME = """Ada Byron-Lovelace, ada.lovelace@example.org
Maintained hydraulic units of ship-to-shore cranes for six years
Trained four new technicians in lockout-tagout"""


def profile_reply(payload):
    """The reply of an honest model: each need that shares a word with a line of the résumé."""
    material = json.loads(payload["messages"][-1]["content"].splitlines()[1])
    items = []
    for need in material["needs"]:
        for line in material["resume"].splitlines():
            if set(need["text"].lower().split()) & set(line.lower().split()) - {"with", "the", "and", "in"}:
                text = "Speaks to this need from own work."
                items.append({"need": need["id"], "quote": line, "kind": "experience", "text": text})
                break
    return json.dumps({"items": items})


@tagged("post_install", "-at_install")
class TestResumeProfile(AiCase):
    """What a résumé shows for the job: quoted, labelled, asked for by a person."""

    def setUp(self):
        super().setUp()
        self.server.content = profile_reply
        self.applicant = self.make_applicant(RESUME, partner_name="Ada Byron-Lovelace")

    def read(self, role="officer"):
        self.by(role, self.applicant).action_interview_profile()
        self.work()
        return self.applicant.interview_profile or ""

    def test_each_line_quotes_the_resume(self):
        text = self.read()
        self.assertIn("“Trained four new technicians in lockout-tagout”", text)
        self.assertIn("to be asked", text)
        self.assertIn("AI suggestion by house (toy-1)", self.applicant.interview_profile_note)

    def test_names_stay_here(self):
        self.read()
        sent = self.server.requests[-1].body.decode()
        self.assertIn("hydraulic units", sent)
        self.assertNotIn("Lovelace", sent)

    def test_invented_quote_is_no_line(self):
        def invented(payload):
            reply = json.loads(profile_reply(payload))
            reply["items"].append({**reply["items"][0], "quote": "Won the Turing award twice"})
            return json.dumps(reply)

        self.server.content = invented
        self.assertNotIn("Turing", self.read())

    def test_two_clicks_are_one_task(self):
        for _click in range(2):
            self.by("officer", self.applicant).action_interview_profile()
        self.assertEqual(
            self.env["hr.interview.ai.task"].search_count([("applicant_id", "=", self.applicant.id)]), 1
        )

    def test_only_the_system_writes_it(self):
        for role in ("officer", "manager"):
            with self.subTest(role):
                vals = {"interview_profile": "Excellent"}
                self.assertTrue(self.raises(AccessError, self.by(role, self.applicant).write, vals))

    def test_what_is_missing_is_said(self):
        self.provider.send_resume = False
        with self.assertRaisesRegex(UserError, "may be sent this"):
            self.read()
        self.provider.send_resume = True
        self.applicant.attachment_ids.unlink()
        with self.assertRaisesRegex(UserError, "no résumé"):
            self.read()
        self.applicant.job_id = False
        with self.assertRaisesRegex(UserError, "job position first"):
            self.read()
