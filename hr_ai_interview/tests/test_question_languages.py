from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import APPROVE, GOOD, OUTDATED, InterviewCase

CHINESE = "请讲一次您排查液压故障的经历。"
ENGLISH = "Tell me about a hydraulic fault you found."


class LanguageCase(InterviewCase):
    """The officer's client speaks English throughout; the question of ``setUp`` is Chinese."""

    def setUp(self):
        super().setUp()
        self.question = self.make_question(
            text=CHINESE,
            lang="zh_CN",
            probes=False,
            criterion_ids=[(0, 0, {"name": "方法", "weight": 1.0, "anchor_4": "说出一个步骤"})],
        )
        self.criterion = self.question.criterion_ids

    def in_(self, lang, records):
        self.env.flush_all()
        self.env.invalidate_all()
        return records.with_context(lang=lang)

    def _switch_off_chinese(self):
        self.env["res.lang"]._lang_get("zh_CN").active = False
        self.env.invalidate_all()


@tagged("post_install", "-at_install")
class TestOriginalLanguage(LanguageCase):
    """What is typed in an English client for a Chinese question is Chinese."""

    def test_new_rubric_row_is_stored_in_the_language_of_the_question(self):
        """It stood under English alone, so an English translation took the Chinese words away."""
        row = self.by("officer", self.question.criterion_ids).create(
            {"question_id": self.question.id, "name": "依据", "anchor_4": "说出一个读数"}
        )
        row.update_field_translations("name", {"en_US": "Evidence"})
        row.update_field_translations("anchor_4", {"en_US": "Names a reading"})
        chinese = self.in_("zh_CN", row)
        self.assertEqual((chinese.name, chinese.anchor_4), ("依据", "说出一个读数"))
        self.assertEqual(self.in_("en_US", row).name, "Evidence")

    def test_edit_of_a_rubric_row_reaches_the_chinese_reader(self):
        """It was stored as an English translation; the reviewer of the Chinese text saw the old words."""
        # As the engine drafts it.
        drafted = self.criterion.with_context(lang="zh_CN").copy({"question_id": self.question.id})
        for row in self.criterion | drafted:
            self.by("officer", self.in_("en_US", row)).write({"anchor_4": "说出两个步骤"})
            self.assertEqual(self.in_("zh_CN", row).anchor_4, "说出两个步骤")
        [card] = self.by("reviewer", self.question).get_review_cards()
        self.assertIn([4, "说出两个步骤"], card["criteria"][0]["anchors"])

    def test_edit_of_a_translated_rubric_row_stays_a_translation(self):
        self.by("officer", self.criterion).update_field_translations("anchor_4", {"en_US": "Names a step"})
        self.by("officer", self.criterion).write({"anchor_4": "Names two steps"})
        self.assertEqual(self.in_("zh_CN", self.criterion).anchor_4, "说出一个步骤")

    def test_follow_ups_added_later_are_stored_in_the_language_of_the_question(self):
        self.by("officer", self.question).write({"probes": "您先测量了什么?"})
        self.by("officer", self.question).update_field_translations(
            "probes", {"en_US": "What did you measure first?"}
        )
        self.assertEqual(self.in_("zh_CN", self.question).probes, "您先测量了什么?")
        self.assertEqual(self.in_("en_US", self.question).probes, "What did you measure first?")

    def test_cleared_text_is_cleared_in_both(self):
        self.by("officer", self.question).write({"probes": "您先测量了什么?"})
        self.by("officer", self.question).write({"probes": False})
        self.assertFalse(self.in_("zh_CN", self.question).probes or self.in_("en_US", self.question).probes)

    def test_translation_dialog_takes_the_english_copy_along(self):
        """The copy of the old words counted as written in English: it could be approved."""
        new = "请描述一次液压泄漏的处理过程。"
        self.by("officer", self.question).update_field_translations("text", {"zh_CN": new})
        self.assertEqual(self.in_("en_US", self.question).text, new)
        self.assertFalse(self.question._is_written_in("en"))

    def test_duplicate_keeps_both_languages(self):
        self.by("officer", self.question).update_field_translations("text", {"en_US": ENGLISH})
        self.by("officer", self.criterion).update_field_translations("name", {"en_US": "Method"})
        copy = self.by("officer", self.question).copy()
        self.assertEqual(self.in_("zh_CN", copy).text, CHINESE)
        self.assertEqual(self.in_("en_US", copy).text, ENGLISH)
        self.assertEqual(self.in_("zh_CN", copy.criterion_ids).name, "方法")
        self.assertEqual(self.in_("en_US", copy.criterion_ids).name, "Method")


@tagged("post_install", "-at_install")
class TestApprovedLanguage(LanguageCase):
    """What a reviewer approved in one language does not change with the text of another."""

    def setUp(self):
        super().setUp()
        # English, translated and approved in Chinese; follow-ups and rubric were never translated.
        self.question = self.make_question()
        self.criterion = self.question.criterion_ids
        self.by("officer", self.question).update_field_translations("text", {"zh_CN": CHINESE})
        self.by("reviewer", self.question).submit_review({**APPROVE, "lang": "zh_CN"})
        self.assertEqual(self.question.approved_lang_ids.mapped("code"), ["zh_CN"])

    def test_english_follow_ups_are_kept_apart(self):
        """Chinese readers were shown new English follow-ups that nobody had approved for them."""
        before = self.in_("zh_CN", self.question).probes
        self.by("officer", self.question).update_field_translations("probes", {"en_US": "And then?"})
        self.assertEqual(self.in_("zh_CN", self.question).probes, before)
        self.assertEqual(self.in_("en_US", self.question).probes, "And then?")
        self.assertEqual(self.question.approved_lang_ids.mapped("code"), ["zh_CN"])

    def test_english_rubric_is_kept_apart(self):
        self.by("officer", self.criterion).update_field_translations("anchor_4", {"en_US": "Names a tool"})
        self.assertEqual(self.in_("zh_CN", self.criterion).anchor_4, "Names a step")
        self.assertEqual(self.in_("en_US", self.criterion).anchor_4, "Names a tool")

    def test_first_text_in_english_is_kept_apart(self):
        """Nothing was approved there, so nothing is shown."""
        self.by("officer", self.criterion).update_field_translations("anchor_6", {"en_US": "Names two steps"})
        self.assertFalse(self.in_("zh_CN", self.criterion).anchor_6)
        self.assertEqual(self.in_("en_US", self.criterion).anchor_6, "Names two steps")

    def test_first_text_in_another_language_is_kept_apart(self):
        """Odoo stores the first text of a field as the English one too, whatever its language."""
        question = self.make_question(state="approved", probes=False)
        self.by("officer", question).update_field_translations("probes", {"zh_CN": "您先测量了什么?"})
        self.assertFalse(self.in_("en_US", question).probes)
        self.assertEqual(self.in_("zh_CN", question).probes, "您先测量了什么?")

    def test_further_text_of_an_approved_language_makes_a_successor(self):
        self.by("officer", self.question).update_field_translations("probes", {"zh_CN": "然后呢?"})
        self.assertEqual(self.in_("zh_CN", self.question).probes, "What did you measure first?")
        self.assertEqual(self.in_("zh_CN", self.question.next_version_ids).probes, "然后呢?")


@tagged("post_install", "-at_install")
class TestLanguageSwitchedOff(LanguageCase):
    """Texts in a language that an administrator switched off since are still read, not written."""

    def test_review_card_and_wording_check(self):
        self._switch_off_chinese()
        [card] = self.by("reviewer", self.question).get_review_cards()
        self.assertEqual(card["text"], CHINESE, "the English copy of the original")
        self.assertFalse(self.by("officer", self.question).lint_remarks)

    def test_redraft_is_shown(self):
        self.question._mark_stale(OUTDATED)
        wizard = self.as_user("officer")["hr.interview.regenerate"].browse(
            self.by("officer", self.question).action_regenerate()["res_id"]
        )
        self._switch_off_chinese()
        self.assertIn("<ins", wizard.line_ids.diff)
        with self.assertRaisesRegex(UserError, "not active"):
            wizard.action_apply()

    def test_kit_is_printed(self):
        self.by("reviewer", self.question).submit_review(APPROVE)
        kit = self.make_kit(self.question, lang="zh_CN")
        self._switch_off_chinese()
        report = self.as_user("officer")["ir.actions.report"]
        html, _type = report._render_qweb_html("hr_ai_interview.report_kit", kit.ids)
        self.assertIn(CHINESE, html.decode())
        self.assertTrue(self.by("officer", kit)._render_xlsx())

    def test_english_translation_can_be_approved(self):
        self.by("reviewer", self.question).submit_review(
            {**GOOD, "decision": "edit", "lang": "en", "text": ENGLISH}
        )
        self._switch_off_chinese()
        self.by("reviewer2", self.question).submit_review({**APPROVE, "lang": "en"})
        self.assertEqual(self.question.approved_lang_ids.mapped("code"), ["en_US"])


@tagged("post_install", "-at_install")
class TestOfferedLanguages(InterviewCase):
    def _offered(self, model, role):
        return dict(self.as_user(role)[model].fields_get(["lang"])["lang"]["selection"])

    def test_wizards_offer_what_can_be_stored(self):
        self.env["res.lang"]._activate_lang("es_ES")
        for model, role in (("hr.interview.generate", "officer"), ("hr.interview.plant", "manager")):
            with self.subTest(model=model):
                self.assertEqual(list(self._offered(model, role)), ["en", "zh_CN", "es"])

    def test_traditional_chinese_is_no_simplified_chinese(self):
        """With Traditional Chinese alone the wizard offered a choice that failed on the next click."""
        self.env["res.lang"]._activate_lang("zh_TW")
        self.env["res.lang"]._lang_get("zh_CN").active = False
        self.assertEqual(list(self._offered("hr.interview.generate", "officer")), ["en"])
