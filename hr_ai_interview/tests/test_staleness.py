from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import InterviewCase


class StaleCase(InterviewCase):
    """An approved question in a kit, and one that hangs on the job alone."""

    def setUp(self):
        super().setUp()
        self.question = self.make_question(state="approved")
        self.kit = self.make_kit(self.question)
        self.other = self.make_question(state="approved", kpi_ids=False, competency_ids=False)


@tagged("post_install", "-at_install")
class TestStaleness(StaleCase):
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
        self.assertIn("Target: 97% → 98%", self.question.stale_reason)
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
        self.assertIn("96%", activity.note)

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

    def test_redraft_keeps_the_question_and_brings_in_the_value(self):
        """A target of 98 instead of 95 turned the question into another one, without any number."""
        self.kpi.write({"target": 95})
        [drafted] = self.by("officer", self.job).generate_interview_questions(
            {"count": 8, "types": ["okr"], "kpi_ids": self.kpi.ids, "seed": 1}
        )
        questions = self.env["hr.interview.question"].browse(drafted["question_ids"])
        question = questions.filtered(lambda q: "95" in q.text)[:1]
        self.assertTrue(question)
        self.by("officer", self.kpi).write({"target": 98})
        wizard = self.as_user("officer")["hr.interview.regenerate"].browse(
            self.by("officer", question).action_regenerate()["res_id"]
        )
        vals = wizard.line_ids.draft["vals"]
        self.assertEqual(vals["text"], question.text.replace("95", "98"))
        self.assertEqual(vals["template"], question.template)

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

    def test_retired_questions_are_left_alone(self):
        retired = self.make_question(state="retired")
        self.by("officer", self.kpi).write({"target": 98})
        self.assertFalse(retired.is_stale)

    def test_removed_link_marks(self):
        for name in ("interview_kpi_ids", "interview_competency_ids"):
            question = self.make_question(state="approved")
            kit = self.make_kit(question)
            with self.subTest(link=name):
                self.by("officer", self.job).write({name: [(5, 0, 0)]})
                self.assertTrue(question.is_stale and kit.is_stale)
                self.assertFalse(self.other.is_stale)


@tagged("post_install", "-at_install")
class TestArchivedSources(StaleCase):
    """A goal or competency that is no longer pursued: nothing more is drafted from it."""

    def test_archiving_marks_what_depends_on_it_and_says_why(self):
        for source in (self.kpi, self.competency):
            question, source = self.make_question(state="approved"), self.by("officer", source)
            with self.subTest(source=source):
                source.action_archive()
                self.assertIn(f"{source.name} was archived", question.stale_reason)
                self.assertIn(f"{source.name} was archived", self.kit.stale_reason)
        self.assertTrue(self.question.is_stale and self.kit.is_stale)
        self.assertFalse(self.other.is_stale)
        self.assertTrue(self.job.activity_ids)

    def test_taking_it_out_of_the_archive_leaves_the_marks(self):
        kpi = self.by("officer", self.kpi)
        kpi.action_archive()
        kpi.action_unarchive()
        self.assertTrue(self.question.is_stale and self.kit.is_stale)

    def test_archived_twice_is_said_once(self):
        kpi = self.by("officer", self.kpi)
        kpi.action_archive()
        self.by("officer", self.question).action_confirm_fit()
        kpi.write({"active": False})
        self.assertFalse(self.question.is_stale, "it was archived before")

    def test_nothing_is_drafted_from_it(self):
        self.kpi.parent_id = self.make_kpi(name="Punctual ships", kind="objective")
        self.by("officer", self.kpi).action_archive()
        self.by("officer", self.competency).action_archive()
        job = self.by("officer", self.job)
        [answer] = job.generate_interview_questions({"count": 20, "seed": 1, "lang": "en"})
        drafts = self.env["hr.interview.question"].browse(answer["question_ids"])
        self.assertTrue(drafts)
        self.assertFalse(drafts.source_ids.kpi_id or drafts.source_ids.competency_id)
        told = " ".join(drafts.mapped("text"))
        self.assertNotIn(self.kpi.name, told)
        for key, source in (("kpi_ids", self.kpi), ("competency_ids", self.competency)):
            with self.assertRaisesRegex(UserError, "no such record"):
                job.with_context(active_test=False).generate_interview_questions({key: source.ids})

    def test_archived_objective_is_no_longer_named(self):
        self.kpi.parent_id = goal = self.make_kpi(name="Punctual ships", kind="objective")
        drafting = self.as_user("officer")["hr.interview.drafting"]
        options = drafting._clean_options({"lang": "en"})
        job = self.by("officer", self.job)
        self.assertEqual(drafting._prepare_request(job, options).job.kpis[0].goal, "Punctual ships")
        self.by("officer", goal).action_archive()
        self.assertEqual(drafting._prepare_request(job, options).job.kpis[0].goal, "")

    def test_redraft_goes_by_what_is_left(self):
        self.by("officer", self.kpi).action_archive()
        wizard = self.as_user("officer")["hr.interview.regenerate"].browse(
            self.by("officer", self.question).action_regenerate()["res_id"]
        )
        self.assertTrue(wizard.line_ids.draft, wizard.line_ids.problem)
        self.assertNotIn(self.kpi.id, [source.get("kpi_id") for source in wizard.line_ids.draft["sources"]])

    def test_profile_is_less_ready(self):
        self.by("officer", self.kpi).action_archive()
        [readiness] = self.by("officer", self.job).interview_readiness()
        self.assertIn("kpis", [item["code"] for item in readiness["missing"]])


@tagged("post_install", "-at_install")
class TestRedraftLedger(InterviewCase):
    """A redraft is work of an engine like any other: it has its line in the ledger."""

    def setUp(self):
        super().setUp()
        self.questions = self.make_question(state="approved") | self.make_question()
        self.by("officer", self.kpi).write({"target": 98})
        self.wizard = self.as_user("officer")["hr.interview.regenerate"].browse(
            self.by("officer", self.questions).action_regenerate()["res_id"]
        )
        self.tasks = self.env["hr.interview.ai.task"].search([("job_id", "=", self.job.id)], order="id")

    def test_each_call_of_the_engine_has_its_line(self):
        self.assertEqual(len(self.tasks), 2)
        self.assertEqual(len(set(self.tasks.mapped("batch"))), 1)
        for task in self.tasks:
            self.assertRegex(task.input_hash, "^[0-9a-f]{64}$")
            self.assertTrue(task.engine_version and task.batch)
            self.assertFalse(task.result_ref, "nothing was taken yet")
        line = {"kind": "draft", "state": "done", "engine": "offline", "user_id": self.users["officer"].id}
        self.assertRecordValues(self.tasks, [line, line])

    def test_what_is_taken_names_its_line(self):
        self.wizard.action_apply()
        successor, draft = self.questions[0].next_version_ids, self.questions[1]
        for question, task in zip(successor | draft, self.tasks, strict=True):
            self.assertEqual((question.ai_task_id, question.batch), (task, task.batch))
            self.assertEqual(question.engine, "offline")
            self.assertEqual(task.result_ref, f"hr.interview.question:{question.id}")
        self.assertFalse(self.questions[0].ai_task_id, "the version in force keeps its own story")

    def test_nobody_says_which_line_it_was(self):
        line = self.wizard.line_ids[0]
        with self.assertRaises(AccessError):
            line.write({"task_id": self.tasks[1].id})
