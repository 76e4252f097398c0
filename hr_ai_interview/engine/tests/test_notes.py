"""Notes in the language of whoever reads them, not of the questions they are about."""

import doctest
import re
import unittest

from .. import LANGS, Note, note_text, notes

VALUES = {
    "count": 2,
    "found": 1,
    "names": ["Scrap rate", "Uptime"],
    "terms": ["Female receptionists"],
    "lines": ["Degree in law", "Plan the shifts"],
    "types": ["okr", "culture"],
    "reasons": ["shape", "near"],
}


class TestNotes(unittest.TestCase):
    def test_doctest(self):
        self.assertEqual(doctest.testmod(notes).failed, 0)

    def test_every_note_is_a_whole_sentence_in_every_language(self):
        from ..offline.data import load
        from ..prompts.data import messages

        codes = {*load("messages_en")["notes"], *messages("en")["notes"]}
        for code in codes:
            texts = {lang: note_text(Note(code, VALUES), lang) for lang in LANGS}
            with self.subTest(code=code):
                self.assertEqual(len(set(texts.values())), len(LANGS))
                self.assertFalse([text for text in texts.values() if re.search(r"[{}\[\]]", text)])
                self.assertRegex(texts["zh_CN"], "[\u4e00-\u9fff]")

    def test_lists_are_named_in_the_language_of_the_reader(self):
        """The names of the types stood in the language of the questions, whoever read the note."""
        note = Note("type_unfed", {"types": ["situational", "culture"]})
        self.assertIn("role-play and culture", note_text(note, "en"))
        self.assertNotRegex(note_text(note, "zh_CN"), "role-play|culture")
