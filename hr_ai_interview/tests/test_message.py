import doctest

from odoo.tests import tagged

from ..models import hr_interview_message
from .common import OUTDATED, InterviewCase

CHINESE = "[\u4e00-\u9fff]"


@tagged("post_install", "-at_install")
class TestStoredMessages(InterviewCase):
    """What is stored about a change is read in the language of the reader, not of who caused it.

    The sentences were stored as the first user's words, and a target without its unit.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Labels of fields are in the database; activating a language alone does not load them.
        cls.env["ir.module.module"]._load_module_terms(["hr_ai_interview"], ["zh_CN"])
        cls.kpi.update_field_translations("name", {"zh_CN": "起重机完好率"})
        cls.repair = cls.make_kpi(name="Repair time", target=15, unit="days", direction="decrease")
        cls.repair.update_field_translations("name", {"zh_CN": "维修时间"})
        cls.repair.update_field_translations("unit", {"zh_CN": "天"})
        cls.competency.update_field_translations("name", {"zh_CN": "故障分析"})
        cls.question = cls.make_question(state="approved", kpi_ids=[(6, 0, cls.repair.ids)])
        cls.kit = cls.make_kit(cls.question)

    def read_in(self, lang, record, name):
        return self.by("officer", record).with_context(lang=lang)[name]

    def change(self, lang, record, **vals):
        self.by("officer", record).with_context(lang=lang).write(vals)

    def test_doctest(self):
        self.assertEqual(doctest.testmod(hr_interview_message).failed, 0)

    def test_changed_target_in_both_languages_whoever_changed_it(self):
        for lang, target in (("en_US", 20), ("zh_CN", 25)):
            before = f"{self.repair.target:g}"
            self.change(lang, self.repair, target=target)
            for record in (self.question, self.kit):
                with self.subTest(writer=lang, record=record):
                    english = self.read_in("en_US", record, "stale_reason").splitlines()[-1]
                    self.assertEqual(english, f"Repair time changed: Target: {before} days → {target} days")
                    chinese = self.read_in("zh_CN", record, "stale_reason").splitlines()[-1]
                    self.assertIn("维修时间", chinese)
                    self.assertIn(f"{before} 天 → {target} 天", chinese)
                    self.assertNotRegex(chinese, "[A-Za-z]")

    def test_several_changes_at_once(self):
        self.change("en_US", self.repair, direction="maintain", weight=2.5)
        self.assertEqual(
            self.question.stale_reason,
            "Repair time changed: Direction: Lower is better → Keep it there and Weight: 1 → 2.5",
        )

    def test_unit_that_changes_too_is_told_by_itself(self):
        self.change("en_US", self.repair, target=360, unit="hours")
        self.assertIn("Target: 15 → 360", self.question.stale_reason)
        self.assertIn("Unit: days → hours", self.question.stale_reason)

    def test_target_without_exponent(self):
        """A target of 1,500,000 read as 1.5e+06."""
        self.change("en_US", self.repair, target=1500000)
        self.assertIn("1500000 days", self.question.stale_reason)
        self.assertEqual(self.repair.target_display, "≤ 1500000 days")

    def test_message_of_another_version_is_its_code(self):
        self.question.stale_messages = [
            {"code": "of_tomorrow", "values": {"n": 1}},
            {"code": "note", "values": {"note": "of_yesterday", "values": {"n": 1}}},
        ]
        self.assertEqual(self.question.stale_reason, "of_tomorrow\nof_yesterday")

    def test_the_same_change_is_said_once(self):
        for _time in range(2):
            self.question._mark_stale(OUTDATED)
        self.assertEqual(len(self.question.stale_messages), 1)

    def test_name_outlives_what_it_names(self):
        kpi = self.make_kpi(name="Short-lived", user_id=self.users["officer"].id)
        self.question.kpi_ids |= kpi
        self.change("en_US", kpi, target=3)
        self.question.kpi_ids -= kpi
        kpi.unlink()
        self.assertIn("Short-lived", self.question.stale_reason)

    def test_profile_and_archive(self):
        self.change("en_US", self.job, interview_kpi_ids=[(5, 0, 0)])
        self.by("officer", self.competency).with_context(lang="en_US").action_archive()
        english = self.read_in("en_US", self.kit, "stale_reason").splitlines()
        self.assertEqual(english, ["Port crane technician changed: KPIs", "Fault analysis was archived"])
        chinese = self.read_in("zh_CN", self.kit, "stale_reason").splitlines()
        self.assertIn("港口起重机维修技师", chinese[0])
        self.assertIn("故障分析", chinese[1])

    def test_activity_is_in_the_language_of_its_owner(self):
        """It was written in the language of whoever changed the goal."""
        owner = self.users["manager"]
        owner.lang = "zh_CN"
        self.repair.user_id = owner
        for target in (20, 25):
            self.change("en_US", self.repair, target=target)
        activity = self.job.activity_ids.filtered(lambda a: a.user_id == owner)
        self.assertIn("25 天", activity.note)
        self.assertNotIn("Outdated", activity.note)

    def test_retired(self):
        self.by("officer", self.question).with_context(lang="en_US").action_retire()
        name = self.users["officer"].name
        self.assertEqual(self.read_in("en_US", self.question, "retire_reason"), f"Retired by {name}.")
        self.assertRegex(self.read_in("zh_CN", self.question, "retire_reason"), CHINESE)
        self.assertIn(self.question.code, self.read_in("zh_CN", self.kit, "stale_reason"))

    def test_unmet(self):
        self.round.limit_ids = [
            (0, 0, {"competency_id": self.competency.id, "minimum": 3}),
            (0, 0, {"question_type": "written", "minimum": 1}),
        ]
        job = self.by("officer", self.job).with_context(lang="en_US")
        [answer] = job.assemble_interview_kit({"round_id": self.round.id})
        kit = self.env["hr.interview.kit"].browse(answer["kit_id"])
        self.assertEqual(answer["unmet"], self.read_in("en_US", kit, "unmet").splitlines())
        self.assertTrue([line for line in answer["unmet"] if line.startswith("Fault analysis: 1 of 3")])
        chinese = self.read_in("zh_CN", kit, "unmet").splitlines()
        self.assertEqual(len(chinese), 2)
        self.assertIn("故障分析", chinese[0])
        self.assertFalse([line for line in chinese if "Written" in line])
        # No approved question at all in Japanese or Chinese.
        [answer] = job.with_context(lang="zh_CN").assemble_interview_kit({"lang": "zh"})
        self.assertRegex(answer["unmet"][0], CHINESE)
        kit = self.env["hr.interview.kit"].browse(answer["kit_id"])
        self.assertIn("Generate questions", self.read_in("en_US", kit, "unmet"))

    def test_notes_of_generation(self):
        """They stood in the language of the questions, whoever ordered and read them."""
        job = self.make_job(name="Harbour pilot", interview_duties="Moor ships", interview_kpi_ids=False,
                            interview_competency_ids=False)  # fmt: skip
        job = self.by("officer", job).with_context(lang="en_US")
        [answer] = job.generate_interview_questions({"count": 30, "lang": "zh"})
        self.assertTrue(answer["notes"])
        for note in answer["notes"]:
            self.assertNotRegex(note["message"], CHINESE)
        task = self.env["hr.interview.ai.task"].browse(answer["task_ids"])
        english = [note["message"] for note in answer["notes"]]
        self.assertEqual(self.read_in("en_US", task, "message").splitlines(), english)
        [status] = self.by("officer", task).with_context(lang="zh_CN").get_status()
        self.assertEqual(len(status["message"].splitlines()), len(english))
        self.assertRegex(status["message"], CHINESE)

    def test_error_of_a_task(self):
        task = self.env["hr.interview.ai.task"].create(
            {"kind": "draft", "engine": "house", "state": "failed", "error_class": "timeout",
             "job_id": self.job.id, "user_id": self.users["officer"].id}
        )  # fmt: skip
        self.assertIn("deadline", self.read_in("en_US", task, "message"))
        self.assertRegex(self.read_in("zh_CN", task, "message"), CHINESE)
