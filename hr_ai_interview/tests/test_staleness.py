from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .common import InterviewCase


@tagged("post_install", "-at_install")
class TestStaleness(InterviewCase):
    def setUp(self):
        super().setUp()
        self.question = self.make_question(state="approved")
        self.kit = self.env["hr.interview.kit"].create(
            {"job_id": self.job.id, "line_ids": [(0, 0, {"question_id": self.question.id})]}
        )
        self.other = self.make_question(state="approved", kpi_ids=False, competency_ids=False)

    def test_each_field_of_a_goal_counts_one_revision(self):
        changes = [
            {"target": 98},
            {"weight": 3.0},
            {"direction": "decrease"},
            {"name": "Uptime"},
            {"description": "Hours available divided by hours planned"},
            {"unit": "percent"},
        ]
        for number, vals in enumerate(changes, 2):
            with self.subTest(vals=vals):
                self.by("officer", self.kpi).write(vals)
                self.assertEqual(self.kpi.revision, number)

    def test_same_value_is_no_change(self):
        self.by("officer", self.kpi).write({"target": 97, "name": self.kpi.name})
        self.assertEqual(self.kpi.revision, 1)
        self.assertFalse(self.question.is_stale)

    def test_goal_change_marks_what_depends_on_it_and_says_why(self):
        self.by("officer", self.kpi).write({"target": 98})
        self.assertTrue(self.question.is_stale)
        self.assertIn("Crane availability", self.question.stale_reason)
        self.assertIn("97.0 → 98.0", self.question.stale_reason)
        self.assertTrue(self.kit.is_stale)
        self.assertFalse(self.other.is_stale)
        self.assertEqual(self.question.state, "approved", "stale is a mark, not a state")

    def test_owner_gets_one_activity_however_often_it_changes(self):
        self.kpi.user_id = self.users["manager"]
        for target in (98, 99, 96):
            self.by("officer", self.kpi).write({"target": target})
        activity = self.job.activity_ids
        self.assertEqual(len(activity), 1)
        self.assertEqual(activity.user_id, self.users["manager"])
        self.assertIn("96.0", activity.note)

    def test_competency_and_indicator_changes_mark(self):
        before = self.competency.revision
        self.competency.indicator_ids[0].write({"name": "Names the reading and its unit"})
        self.assertTrue(self.question.is_stale)
        self.assertEqual(self.competency.revision, before + 1)

    def test_translated_goal_name_marks(self):
        """The translation dialog writes past write()."""
        self.by("officer", self.kpi).update_field_translations("name", {"zh_CN": "起重机完好率"})
        self.assertTrue(self.question.is_stale)

    def test_profile_change_marks_all_questions_and_kits_of_the_job(self):
        self.by("officer", self.job).write({"interview_duties": "Only one duty is left"})
        self.assertTrue(self.question.is_stale and self.other.is_stale and self.kit.is_stale)

    def test_weight_of_a_link_marks(self):
        self.by("officer", self.job.interview_kpi_ids).write({"weight": 5})
        self.assertTrue(self.question.is_stale)
        self.assertTrue(self.kit.is_stale)

    def test_new_link_leaves_texts_alone(self):
        extra = self.make_kpi(name="Repair time", direction="decrease")
        self.job.interview_kpi_ids = [(0, 0, {"kpi_id": extra.id})]
        self.assertFalse(self.question.is_stale)
        self.assertTrue(self.kit.is_stale, "another goal may choose other questions")

    def test_new_link_leaves_texts_alone_overnight_too(self):
        """The nightly review went by the counter of the profile and marked every text of the job."""
        [answer] = self.by("officer", self.job).generate_interview_questions(
            {"count": 5, "seed": 1, "lang": "en"}
        )
        extra = self.make_kpi(name="Repair time", direction="decrease")
        self.job.interview_kpi_ids = [(0, 0, {"kpi_id": extra.id})]
        self.env["hr.interview.question"]._cron_match_review()
        drafts = self.env["hr.interview.question"].browse(answer["question_ids"])
        self.assertFalse(any(drafts.mapped("is_stale")))

    def test_stale_question_bars_new_kits(self):
        self.by("officer", self.kpi).write({"target": 98})
        [answer] = self.by("officer", self.job).assemble_interview_kit({"minutes": 60})
        self.assertNotIn(self.question.id, answer["question_ids"])

    def test_confirm_fit_clears_the_mark(self):
        self.by("officer", self.kpi).write({"target": 98})
        self.by("officer", self.question).action_confirm_fit()
        self.assertFalse(self.question.is_stale)
        self.assertIn("confirmed", self.question.message_ids[0].body)

    def test_redraft_makes_a_successor_from_today_s_goal(self):
        [drafted] = self.by("officer", self.job).generate_interview_questions(
            {"count": 1, "types": ["okr"], "kpi_ids": self.kpi.ids, "seed": 1}
        )
        question = self.env["hr.interview.question"].browse(drafted["question_ids"])
        question.write({"state": "approved", "approved_lang_ids": [(4, self.env.ref("base.lang_en").id)]})
        self.by("officer", self.kpi).write({"target": 98})
        action = self.by("officer", question).action_regenerate()
        wizard = self.as_user("officer")["hr.interview.regenerate"].browse(action["res_id"])
        self.assertTrue(wizard.line_ids.draft, wizard.line_ids.problem)
        self.assertIn("<ins", wizard.line_ids.diff)
        wizard.action_apply()
        successor = question.next_version_ids
        self.assertEqual((successor.version, successor.state), (2, "review"))
        self.assertEqual(successor.kpi_ids, self.kpi)
        self.assertFalse(successor.is_stale)
        self.assertEqual(question.state, "approved")

    def test_cron_finds_what_no_write_marked(self):
        self.question.source_ids = [
            (0, 0, {"kind": "kpi", "kpi_id": self.kpi.id, "excerpt": "x", "revision": 1})
        ]
        self.env.flush_all()
        self.env.cr.execute("UPDATE hr_interview_kpi SET revision = 2 WHERE id = %s", [self.kpi.id])
        self.kpi.invalidate_recordset()
        self.env["hr.interview.question"]._cron_match_review()
        self.assertTrue(self.question.is_stale)
        self.assertFalse(self.other.is_stale)

    def test_cron_reminds_of_the_profile_review_once(self):
        self.job.interview_review_date = fields.Date.today() - timedelta(days=1)
        for _run in range(2):
            self.env["hr.interview.question"]._cron_match_review()
        kind = self.env.ref("hr_ai_interview.mail_activity_type_profile_review")
        activity = self.job.activity_ids.filtered(lambda a: a.activity_type_id == kind)
        self.assertEqual(activity.user_id, self.users["officer"])
        self.by("officer", self.job).action_interview_profile_reviewed()
        self.assertFalse(self.job.activity_ids.filtered(lambda a: a.activity_type_id == kind))
        self.assertGreater(self.job.interview_review_date, fields.Date.today())

    def test_retired_and_planted_questions_are_left_alone(self):
        retired = self.make_question(state="retired")
        planted = self.make_question(is_seeded=True, state="review")
        self.by("officer", self.kpi).write({"target": 98})
        self.assertFalse(retired.is_stale or planted.is_stale)
