from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import InterviewCase


@tagged("post_install", "-at_install")
class TestJobDescription(InterviewCase):
    """A description drafted from the profile holds the profile's words and nothing else."""

    def _window(self, **vals):
        return self.as_user("officer")["hr.interview.describe"].create({"job_id": self.job.id, **vals})

    def test_the_profile_is_all_of_it(self):
        body = str(self._window().body)
        for words in ("Train new technicians in lockout-tagout", "Crane availability", "Fault analysis"):
            self.assertIn(words, body)
        self.assertNotIn("97", body, "targets are nobody's outside")

    def test_in_the_language_asked_for(self):
        self.env["ir.module.module"]._load_module_terms(["hr_ai_interview"], ["zh_CN"])
        body = str(self._window(lang="zh_CN").body)
        self.assertIn("夜班期间排查液压系统故障", body)
        self.assertNotIn("What you do", body)

    def test_taken_over_and_nothing_lost(self):
        self.job.description = "<p>Ring us up</p>"
        window = self._window()
        self.assertTrue(window.has_description)
        window.action_apply()
        self.assertIn("lockout-tagout", self.job.description)
        self.assertIn("Ring us up", " ".join(self.job.message_ids.mapped("body")))

    def test_no_question_gets_outdated_by_it(self):
        """The description repeats the duties: questions made from them still fit."""
        revision = self.job.interview_profile_revision
        self._window().action_apply()
        self.assertEqual(self.job.interview_profile_revision, revision)
        bare = self.make_job(
            name="Clerk", interview_duties=False, interview_kpi_ids=False, interview_competency_ids=False
        )
        revision = bare.interview_profile_revision
        bare.description = "<p>Files letters</p>"
        self.assertGreater(bare.interview_profile_revision, revision, "here it stands in for the duties")

    def test_what_may_not_be_asked_is_pointed_out(self):
        self.job.interview_duties = "Unload ships\nOnly young men under 30 may apply"
        self.assertTrue(self._window().findings)

    def test_an_empty_profile(self):
        bare = self.make_job(
            name="Clerk",
            interview_duties=False,
            interview_kpi_ids=False,
            interview_competency_ids=False,
            interview_family_id=False,
        )
        with self.assertRaisesRegex(UserError, "profile of the job"):
            self._window(job_id=bare.id).action_apply()
