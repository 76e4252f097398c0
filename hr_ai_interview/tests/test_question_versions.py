from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import APPROVE, GOOD, InterviewCase

NEW_TEXT = "Walk me through the hydraulic fault that taught you most."


@tagged("post_install", "-at_install")
class TestQuestionVersions(InterviewCase):
    def setUp(self):
        super().setUp()
        self.question = self.make_question(state="approved")
        self.old_text = self.question.text

    def _successor(self):
        return self.question.next_version_ids

    def test_change_of_text_makes_a_successor(self):
        self.by("officer", self.question).write({"text": NEW_TEXT})
        successor = self._successor()
        self.assertEqual(self.question.text, self.old_text)
        self.assertEqual(self.question.state, "approved")
        self.assertEqual((successor.text, successor.state), (NEW_TEXT, "draft"))
        self.assertEqual((successor.version, successor.code), (2, self.question.code))
        self.assertEqual(successor.editor_id, self.users["officer"])

    def test_second_change_goes_into_the_same_successor(self):
        self.by("officer", self.question).write({"text": NEW_TEXT})
        self.by("officer", self.question).write({"difficulty": "advanced"})
        self.assertEqual(len(self._successor()), 1)
        self.assertEqual(self._successor().difficulty, "advanced")
        self.assertEqual(self._successor().text, NEW_TEXT)

    def test_change_of_rubric_makes_a_successor(self):
        criterion = self.question.criterion_ids
        self.by("officer", self.question).write(
            {"criterion_ids": [(1, criterion.id, {"anchor_4": "Another anchor"})]}
        )
        self.assertEqual(criterion.anchor_4, "Names a step")
        self.assertEqual(self._successor().criterion_ids.anchor_4, "Another anchor")

    def test_rubric_of_an_approved_question_is_fixed(self):
        criterion = self.by("officer", self.question.criterion_ids)
        with self.assertRaises(UserError):
            criterion.write({"anchor_4": "Another anchor"})
        with self.assertRaises(UserError), self.env.cr.savepoint():
            criterion.unlink()
        with self.assertRaises(UserError), self.env.cr.savepoint():
            criterion.create({"question_id": self.question.id, "name": "One more"})

    def test_translation_dialog_cannot_change_an_approved_text(self):
        """update_field_translations writes past write()."""
        self.by("officer", self.question).update_field_translations("text", {"en_US": NEW_TEXT})
        self.assertEqual(self.question.text, self.old_text)
        self.assertEqual(self._successor().text, NEW_TEXT)

    def test_new_language_of_an_approved_question_stays_on_it(self):
        chinese = "请讲一次您排查液压故障的经历。"
        self.by("officer", self.question).update_field_translations("text", {"zh_CN": chinese})
        self.assertFalse(self._successor())
        self.assertEqual(self.question.with_context(lang="zh_CN").text, chinese)
        self.assertEqual(self.question.text, self.old_text)

    def test_approved_successor_replaces_the_old_version(self):
        self.by("officer", self.question).write({"text": NEW_TEXT})
        successor = self._successor()
        self.by("reviewer", successor).submit_review(APPROVE)
        self.assertEqual((successor.state, self.question.state), ("approved", "retired"))

    def test_edit_of_an_approved_question_answers_with_its_successor(self):
        [answer] = self.by("reviewer", self.question).submit_review(
            {**GOOD, "decision": "edit", "text": NEW_TEXT}
        )
        self.assertEqual(answer, {"question_id": self._successor().id, "state": "review", "version": 2})

    def test_context_key_is_no_back_door(self):
        """A context can be sent by anybody over RPC; the gate's key counts only for the system."""
        question = self.by("officer", self.question).with_context(interview_gate=True)
        question.write({"text": NEW_TEXT})
        self.assertEqual(self.question.text, self.old_text)

    def test_retired_question_cannot_be_changed(self):
        self.question.state = "retired"
        with self.assertRaises(UserError):
            self.by("officer", self.question).write({"text": NEW_TEXT})

    def test_closed_fields_do_not_ride_along_with_a_change_of_text(self):
        """A change of an approved question is carried out by the system: only its words, though."""
        question = self.by("officer", self.question)
        for vals in ({"state": "approved"}, {"approved_lang_ids": [(6, 0, [1])]}, {"is_seeded": True}):
            with self.subTest(vals=vals), self.assertRaises(AccessError), self.env.cr.savepoint():
                question.write({"text": NEW_TEXT, **vals})
        question.write({"text": NEW_TEXT, "minutes": 9})
        self.assertEqual((self._successor().state, self._successor().minutes), ("draft", 9))
        self.assertEqual(self.question.minutes, 6)

    def test_english_translation_leaves_the_chinese_original_alone(self):
        """Odoo keeps an English copy of a Chinese text; a translation must not travel back."""
        chinese = "请讲一次您排查液压故障的经历。"
        question = self.make_question(text=chinese, lang="zh_CN")
        self.by("reviewer", question).submit_review(APPROVE)
        self.by("reviewer", question).submit_review(
            {**GOOD, "decision": "edit", "lang": "en", "text": NEW_TEXT}
        )
        self.assertEqual(question.with_context(lang="zh_CN").text, chinese)
        self.assertEqual(question.with_context(lang="en_US").text, NEW_TEXT)
        self.assertEqual(question.approved_lang_ids.mapped("code"), ["zh_CN"])
