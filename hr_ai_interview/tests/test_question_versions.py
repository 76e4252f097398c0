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

    def test_a_rubric_for_former_words_is_told(self):
        """The text of a question changed, its rubric stayed, and nothing told the reviewer."""
        question = self.by("officer", self.question)
        self.assertFalse(question.former_words)
        question.write({"text": NEW_TEXT})
        successor = self.by("officer", self._successor())
        self.assertEqual((successor.former_words, self.question.former_words), (self.old_text, False))
        [card] = self.by("reviewer", successor).get_review_cards()
        self.assertEqual(card["former_words"], self.old_text)
        successor.text = self.old_text
        self.assertFalse(successor.former_words, "the old words have their rubric")
        successor.text = NEW_TEXT
        self.assertEqual(successor.copy().former_words, self.old_text)
        successor.criterion_ids.anchor_4 = "Names the step that taught most"
        self.assertFalse(successor.former_words)

    def test_whoever_changes_the_rubric_too_has_looked_at_it(self):
        criterion = self.question.criterion_ids
        self.by("officer", self.question).write(
            {"text": NEW_TEXT, "criterion_ids": [(1, criterion.id, {"anchor_4": "Names the step"})]}
        )
        self.assertFalse(self._successor().former_words)

    def test_an_approval_is_a_look_at_the_rubric(self):
        [answer] = self.by("reviewer", self.question).submit_review(
            {**GOOD, "decision": "edit", "text": NEW_TEXT}
        )
        successor = self.question.browse(answer["question_id"])
        self.assertEqual(successor.former_words, self.old_text)
        self.by("reviewer", successor).submit_review(APPROVE)
        self.assertEqual((successor.state, successor.former_words), ("review", self.old_text), "own words")
        self.by("reviewer2", successor).submit_review(APPROVE)
        self.assertEqual((successor.state, successor.former_words), ("approved", False))

    def test_the_rubric_is_for_the_original_words(self):
        """A translation is no other question; a change of the original in another client is one."""
        chinese = "请讲一次您排查液压故障的经历。"
        question = self.make_question(text=chinese, lang="zh_CN")
        officer = self.by("officer", question)
        officer.update_field_translations("text", {"en_US": NEW_TEXT})
        self.assertFalse(question.former_words)
        officer.update_field_translations("text", {"zh_CN": chinese + "？"})
        self.assertEqual(question.former_words, chinese)
        question.criterion_ids.with_user(self.users["officer"]).update_field_translations(
            "name", {"en_US": "Method"}
        )
        self.assertEqual(question.former_words, chinese, "the original rubric is as it was")
        other = self.by("officer", self.make_question(text=chinese, lang="zh_CN"))
        other.write(
            {"text": chinese + "？", "criterion_ids": [(1, other.criterion_ids.id, {"name": "方法"})]}
        )
        self.assertFalse(other.former_words)

    def test_nobody_writes_what_the_rubric_is_for(self):
        with self.assertRaises(AccessError):
            self.by("officer", self.question).write({"rubric_words": NEW_TEXT})

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
